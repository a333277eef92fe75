"""Quantity in its frame → candidates next to it: possessors, "of" phrases, appositions, the words of its measure."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.shares import unit_of
from kg.extract.words import AFTER_NOUN, AUXILIARIES, DETERMINERS, POSSESSIVES, RELATIVES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

_OWNING = vocabulary("of for in at by from between")
_PAST_OF = AFTER_NOUN - {"of"}  # words that end a noun phrase which may hold "of"
_OBJECTS = vocabulary("him her them")
_PARTS = vocabulary("percent percentage_point basis_point point")
_SIZES = vocabulary("long wide high tall deep thick")


class Neighbours:
    """Reads owners off the words beside a value or beside the words of its measure."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates
        self._governing = lexicon.words_of("governing")
        self._estimates = lexicon.words_of("estimate")

    def possessor(self, page: Page, frame: Frame, i: int, score: float, rule: str) -> Iterator[Candidate]:
        """The owner directly before token i: "NATO's 31 members", "its 31 members", "the alliance's latest budget"."""
        for place in range(i - 1, max(-1, i - 4), -1):
            word = frame.lower(place)
            if word in ("'s", "'"):
                found = frame.entity(place - 1)
                if found is not None:
                    yield self._candidates.entity(found, score, rule)
                elif not any(frame.at(time.span.end - 1) in (place - 1, place) for time in frame.times):
                    yield from self._candidates.words(  # "last year's crop" is of nobody
                        page, frame, self._grammar.noun_phrase(frame, place - 1), score, rule
                    )
                return
            found = frame.entity(place)
            if found is not None and isinstance(found.value, Entity):
                if word in POSSESSIVES and word != "whose":
                    yield from self._candidates.antecedent(
                        page, frame, place, score, "subject.possessive-pronoun", near=True
                    )
                    yield self._candidates.entity(found, score - 1.5, rule)
                elif (
                    found.value.form == "pronoun"
                    or word.endswith("'s")
                    or frame.text(place, place + 1, page.article.text).endswith("'")
                ):
                    yield self._candidates.entity(found, score, rule)
                elif place == i - 1:
                    yield self._candidates.entity(found, score - 2.0, rule)
                return
            if word == "whose":
                yield from self._candidates.relative(page, frame, frame.clause(place), score - 1.0)
                return
            if word in POSSESSIVES:
                yield from self._candidates.antecedent(page, frame, place, score - 1.0, "subject.possessive-pronoun")
                return
            if not frame.tokens[place].text[0].isalnum() or word in DETERMINERS or self._grammar.is_verb(frame, place):
                return

    def after(
        self, page: Page, frame: Frame, i: int, score: float, rule: str, links: frozenset[str]
    ) -> Iterator[Candidate]:
        """The owner after token i: "members of OPEC", "43 % of the population in the Maldives"."""
        if frame.lower(i) not in links:
            return
        for place in range(i + 1, min(i + 7, frame.size)):
            if place in frame.valued:
                break  # what follows is of the other value: "$16 billion for a 77 percent stake in Acme"
            found = frame.entity(place)
            if found is not None:
                last = frame.range(found.span)[1]
                if frame.lower(last) == "'s":
                    found = frame.entity(last + 1) or found  # "in India's Flipkart"
                yield self._candidates.entity(found, score - 0.2 * (place - i - 1), rule)
                break
            if not frame.tokens[place].text[0].isalnum() or self._grammar.is_verb(frame, place):
                break
        end = i + 1
        while end < min(frame.size, i + 7) and (frame.tokens[end].text[0].isalnum() or frame.lower(end) == "'s"):
            word = frame.lower(end)
            if self._grammar.is_verb(frame, end) or word in RELATIVES or (end > i + 1 and word in _PAST_OF):
                break
            if end in frame.valued:
                break
            end += 1
        for phrase in self._candidates.words(page, frame, Phrase(i + 1, end), score - 0.4, rule):
            # "rounds of ammunition", "cases of measles": stuff owns nothing
            stuff = phrase.name.islower() and frame.lower(i + 1) not in DETERMINERS
            yield phrase._replace(score=phrase.score - 5.0) if stuff else phrase

    def around_cue(self, page: Page, frame: Frame, cue: tuple[int, int], bonus: float) -> Iterator[Candidate]:
        """Owners next to the measure's own words: "Russian defence budget", "output of OPEC", "China's inflation"."""
        first, last = cue
        phrase = self._grammar.noun_phrase(frame, last - 1) if last - 1 >= 0 else Phrase(first, last)
        seen: Mention | None = None
        for place in range(last - 1, phrase.first - 1, -1):
            found = frame.entity(place)
            if found is not None and found is not seen:
                # "India's COVID-19 infections": the nearest, unless it cannot own such a measure
                yield self._candidates.entity(found, 9.0 + bonus - (0.5 if seen else 0.0), "subject.cue-modifier")
                if seen is not None:
                    break
                seen = found
        if phrase.first and frame.lower(phrase.first - 1) == "whose":
            yield from self._candidates.relative(page, frame, frame.clause(phrase.first), 9.0 + bonus)
        elif phrase.first and frame.lower(phrase.first - 1) in POSSESSIVES:
            found = frame.entity(phrase.first - 1)
            if found is not None:
                yield self._candidates.entity(found, 7.5 + bonus, "subject.possessive-pronoun")
            yield from self._candidates.antecedent(
                page, frame, phrase.first - 1, 8.0 + bonus, "subject.possessive-pronoun"
            )
        yield from self.after(page, frame, last, 8.0 + bonus, "subject.cue-of", _OWNING)
        if last - phrase.first > last - first:
            yield from self._candidates.words(page, frame, Phrase(phrase.first, last), 5.5, "subject.cue-phrase")

    def governed(self, page: Page, frame: Frame, i: int) -> Iterator[Candidate]:
        """Who is made or reckoned to do what follows: "expects demand to grow by 2 %", "ordered Acme to pay $3"."""
        if "to" not in frame.lows:
            return
        begin = frame.clauses[frame.clause(i)][0]
        to = next((j for j in range(i - 1, begin + 1, -1) if frame.lower(j) == "to" and self._infinitive(frame, j)), 0)
        verb = next((j for j in range(to - 1, max(begin, to - 7) - 1, -1) if frame.lower(j) in self._governing), to)
        if not verb + 1 < to or any(frame.lower(j) in _PAST_OF for j in range(verb + 1, to)):
            return
        found = frame.entity(to - 1)
        if found is not None and frame.lower(to - 1) in _OBJECTS:  # who orders him to pay is not he
            earlier = page.before(frame)
            whom = self._grammar.subject(earlier, 0) if earlier is not None else None
            if earlier is not None and whom is not None and not whom.pronoun and not whom.relative:
                yield from self._candidates.in_phrase(page, earlier, whom, 11.0, "subject.infinitive")
        elif found is not None:
            yield self._candidates.entity(found, 11.0, "subject.infinitive")
        else:
            for phrase in self._candidates.words(page, frame, Phrase(verb + 1, to), 11.0, "subject.infinitive"):
                yield phrase._replace(tokens=frozenset())  # the measure's own words: "oil demand"

    def _infinitive(self, frame: Frame, i: int) -> bool:
        following = frame.tokens[i + 1] if i + 1 < frame.size else None
        return (
            following is not None
            and following.text.isalpha()
            and following.text.islower()
            and following.lower not in DETERMINERS
            and i + 1 not in frame.valued
        )

    def estimated(self, page: Page, frame: Frame, cue: tuple[int, int], *, bare: bool) -> Iterator[Candidate]:
        """What an estimate is of: "lowered its estimate for oil demand to …", not who estimates."""
        phrase = self._grammar.noun_phrase(frame, cue[1] - 1)
        told = bare or phrase.first < cue[0]
        if told and frame.lower(phrase.first - 1) in ("for", "of") and frame.lower(phrase.first - 2) in self._estimates:
            for words in self._candidates.words(page, frame, phrase, 14.0, "subject.estimated"):
                yield words._replace(tokens=frozenset())

    def apposed(self, frame: Frame, first: int, last: int) -> Iterator[Candidate]:
        """Whom an apposition describes: "Ann Lee, 45,", "NATO, a 32-member alliance", "22-year-old Ann Lee"."""
        before = first - 1
        if frame.lower(before) == "of":  # "Goma, a city of 2 million people"
            opening = next((i for i in range(before - 1, max(0, before - 5), -1) if frame.lower(i) in ("a", "an")), 0)
            before = opening or before
        while before > 0 and frame.lower(before) in ("a", "an", "the", "aged"):
            before -= 1
        if before > 0 and frame.tokens[before].text == ",":
            found = frame.entity(before - 1)
            if found is not None:
                yield self._candidates.entity(found, 8.5, "subject.apposition")
        elif before > 0 and before < first - 1 and self._grammar.is_verb(frame, max(0, before - 1)):
            found = frame.entity(before)
            if found is not None:
                yield self._candidates.entity(
                    found, 9.0, "subject.indirect-object"
                )  # "gives Clinton an 87 percent chance"
        found = frame.entity(last)
        if found is not None and frame.lower(last - 1).endswith("old"):
            yield self._candidates.entity(found, 10.5, "subject.apposition")

    def modified(self, page: Page, frame: Frame, mention: Mention) -> Iterator[Candidate]:
        """What a joined value describes: "a 220,000-ton vessel", "the 400-metre-long Ever Calm"."""
        last = frame.range(mention.span)[1]
        words = mention.span.of(page.article.text)
        unit = unit_of(mention)
        if unit is None or unit in _PARTS or "-" not in words or not words[-1].isalpha():
            return
        while frame.lower(last) == "-" or frame.lower(last) in _SIZES:
            last += 1
        end = last
        while end < min(frame.size, last + 5) and frame.tokens[end].text[0].isalpha() and end not in frame.valued:
            word = frame.lower(end)
            if word in AFTER_NOUN or word in DETERMINERS or word in AUXILIARIES or self._grammar.is_verb(frame, end):
                break
            if frame.entity(end) is not None:
                yield self._candidates.entity(frame.named[end], 11.0, "subject.modified")
                return
            end += 1
        if end > last:
            yield from self._candidates.words(page, frame, Phrase(last, end), 11.0, "subject.modified")

    def taken_part(self, page: Page, frame: Frame, i: int) -> Iterator[Candidate]:
        """What the people of a value took part in: "60,000 people watched the race"."""
        if frame.lower(i) not in DETERMINERS:
            return
        end = i + 1
        while end < frame.size and frame.tokens[end].text[0].isalnum() and frame.lower(end) not in AFTER_NOUN:
            end += 1
        if end > i + 1:
            yield from self._candidates.words(page, frame, Phrase(i, end), 8.0, "subject.taken-part")

    def acted_on(self, page: Page, frame: Frame, verb: int, first: int) -> Iterator[Candidate]:
        """Whom the verb of a value's clause acts on: "sentenced the former mayor to five years"."""
        if verb + 1 >= first or frame.lower(verb) in AUXILIARIES:
            return
        end = next(
            (i for i in range(verb + 1, first) if frame.lower(i) in AFTER_NOUN or frame.tokens[i].text == ","), first
        )
        found = next((m for m in frame.entities if verb < frame.at(m.span.start) < end), None)
        if found is not None:
            yield self._candidates.entity(found, 10.0, "subject.object")
        elif end > verb + 1:
            yield from self._candidates.words(page, frame, Phrase(verb + 1, end), 10.0, "subject.object")
