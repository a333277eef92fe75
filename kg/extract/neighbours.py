"""Quantity in its frame → candidates next to it: possessors, "of" phrases, appositions, the words of its measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.candidates import Candidate, Candidates
from kg.extract.cues import scheme
from kg.extract.frame import Frame
from kg.extract.page import BULLETS, Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import AFTER_NOUN, AUXILIARIES, DETERMINERS, POSSESSIVES, RELATIVES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity

_OWNING = vocabulary("of for in at by from between")
_PAST_OF = AFTER_NOUN - {"of"}  # words that end a noun phrase which may hold "of"
_NO_LABEL = vocabulary(
    "another additional further extra first last more less fewer up down about around roughly nearly almost some"
)
_LABEL = 7  # words before the colon of "Apulia: 30 houses"


def _unit(mention: Mention) -> str | None:
    return mention.value.unit if isinstance(mention.value, Quantity) else None


class Neighbours:
    """Reads owners off the words beside a value or beside the words of its measure."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates
        self._preference = scheme(lexicon, "preference")
        self._options = frozenset(cue.text for cue in lexicon.cues_of("ballot-option"))
        self._governing = frozenset(cue.text for cue in lexicon.cues_of("governing"))
        self._estimates = frozenset(cue.text for cue in lexicon.cues_of("estimate"))

    def possessor(self, page: Page, frame: Frame, i: int, score: float, rule: str) -> Iterator[Candidate]:
        """The owner directly before token i: "NATO's 31 members", "its 31 members", "the alliance's latest budget"."""
        for place in range(i - 1, max(-1, i - 4), -1):
            word = frame.lower(place)
            if word in ("'s", "'"):
                found = frame.entity(place - 1)
                if found is not None:
                    yield self._candidates.entity(found, score, rule)
                else:
                    yield from self._candidates.words(
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
            yield replace(phrase, score=phrase.score - 5.0) if stuff else phrase

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
        if found is not None:
            yield self._candidates.entity(found, 11.0, "subject.infinitive")
        else:
            for phrase in self._candidates.words(page, frame, Phrase(verb + 1, to), 11.0, "subject.infinitive"):
                yield replace(phrase, tokens=frozenset())  # the measure's own words: "oil demand"

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
                yield replace(words, tokens=frozenset())

    def apposed(self, frame: Frame, first: int, last: int) -> Iterator[Candidate]:
        """Whom an apposition describes: "Ann Lee, 45,", "NATO, a 32-member alliance", "22-year-old Ann Lee"."""
        before = first - 1
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

    def option(self, frame: Frame, first: int) -> Iterator[Candidate]:
        """The side of a ballot that has a share or a lead: "No was on 45 percent", "the Yes campaign led by 6"."""
        if self._options.isdisjoint(frame.lows):
            return
        for i in range(first - 1, max(-1, first - 7), -1):
            if i in frame.counted:
                return
            text = frame.tokens[i].text
            if text[0].isupper() and frame.lower(i) in self._options and (i or frame.lower(1) != ","):
                yield Candidate(text, None, None, 14.0, "subject.option", frame.span(i, i + 1), frozenset((i,)))
                return

    def those(self, frame: Frame, i: int) -> Iterator[Candidate]:
        """The owner that "those in India" or "that of Acme" names before token i."""
        if "those" not in frame.lows and "that" not in frame.lows:
            return
        for place in range(i - 1, max(0, i - 6), -1):
            if frame.lower(place) in ("those", "that") and frame.lower(place + 1) in ("in", "of", "from", "at"):
                found = frame.entity(place + 2) or frame.entity(place + 3)
                if found is not None and frame.at(found.span.start) <= i:
                    yield self._candidates.entity(found, 11.0, "subject.those-of")
                return

    def asked(self, page: Page, frame: Frame, i: int) -> Iterator[Candidate]:
        """Whose share it is that thinks or does something: "41 percent of respondents say", "87 % of seniors have"."""
        verb = self._grammar.verb(frame, frame.clause(max(0, i - 1)))
        if frame.lower(i) != "of" or verb is None or verb <= i:
            return
        end = next((place for place in range(i + 1, verb) if frame.lower(place) in _PAST_OF), verb)
        named = any(i < frame.at(mention.span.start) < end for mention in frame.entities)
        if not named and all(frame.tokens[place].text[0].isalnum() for place in range(i + 1, end)):
            yield from self._candidates.words(page, frame, Phrase(i + 1, end), 12.0, "subject.group")

    def listed(self, page: Page, frame: Frame, mention: Mention) -> Iterator[Candidate]:
        """What stands before its value in a list: "cars 3 euros, lorries 9 euros", "Apulia: 30 houses"."""
        first = frame.range(mention.span)[0]
        item = frame.sentence.block in ("list", "table") or frame.tokens[0].text in BULLETS
        if item and frame.lower(first - 1) == ":" and first <= _LABEL:
            found = frame.entity(first - 2)
            begin = next((i for i in range(first - 1) if frame.tokens[i].text[0].isalnum()), first - 1)
            if found is not None:
                yield self._candidates.entity(found, 12.0, "subject.label")
            elif begin < first - 1:
                yield from self._candidates.words(page, frame, Phrase(begin, first - 1), 12.0, "subject.label")
        unit = _unit(mention)
        phrase = self._labelled(frame, first) if unit is not None and len(frame.quantities) > 1 else None
        if phrase is None:
            return
        others = (m for m in frame.quantities if m is not mention and _unit(m) == unit)
        if any(self._labelled(frame, frame.range(other.span)[0]) for other in others):
            yield from self._candidates.words(page, frame, phrase, 13.0, "subject.listed")

    def _labelled(self, frame: Frame, first: int) -> Phrase | None:
        """Return the bare noun phrase between a verb, a comma or "and" and the value at token ``first``."""
        if not first or not frame.tokens[first - 1].text[0].isalpha() or self._grammar.is_verb(frame, first - 1):
            return None
        phrase = self._grammar.noun_phrase(frame, first - 1)
        before = phrase.first - 1
        opened = before >= 0 and (frame.lower(before) in (",", "and", ":", ";") or self._grammar.is_verb(frame, before))
        plain = all(frame.lower(i) not in _NO_LABEL for i in range(phrase.first, phrase.last))
        return phrase if opened and plain and phrase.first < phrase.last else None

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

    def favoured(self, frame: Frame, i: int) -> Iterator[Candidate]:
        """Whom a share of those asked favours: "72 percent of Republicans support Trump"."""
        end = frame.clauses[frame.clause(max(0, i - 1))][1]
        for place in range(i, min(end + 6, i + 10, frame.size)):
            hit = self._preference.at(frame, place)
            if hit is not None:
                for after in range(hit.last, min(hit.last + 4, frame.size)):
                    found = frame.entity(after)
                    if found is not None:
                        yield self._candidates.entity(found, 9.5, "subject.favoured")
                        return
                return
