"""Quantity in its frame → candidates next to it: possessors, "of" phrases, appositions, the words of its measure."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates, person_after
from kg.extract.divisions import WHOLE, whole
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import (
    DETERMINERS,
    PAST_OF,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    vocabulary,
)
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

_THEM = vocabulary("them whom which these those")
_OWNING = vocabulary("of for in at by from between")
_VAGUE = vocabulary(
    "a an at least about some estimated around additional extra further more than up to nearly"
)  # words before a sum
_SEASONS = vocabulary("season seasons holidays period term")
_SPANS = vocabulary("period week month months quarter half year years fortnight decade day days weekend")
BOUGHT = vocabulary("imports purchases visitors tourists arrivals visits")
_TURNS = vocabulary("while whereas but though although because")
_ENDING = RELATIVES | _TURNS
_ORDERING, _ORDER = frozenset({"from", "by"}), 12  # words from "order from" to what is ordered
_BEARERS = 5  # words of whom something costs so much
_POSSESSED = 3.0  # for whose the measure is, against who does something to it
_OF = 3  # words of "of wheat at"
_PAST = vocabulary("last next previous")
_MOMENTS = vocabulary("end start beginning close time moment height peak turn dawn")


class Neighbours:
    """Reads owners off the words beside a value or beside the words of its measure."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates
        self._estimates = lexicon.words_of("estimate")
        self._orders = lexicon.words_of("ordering")

    def possessor(self, page: Page, frame: Frame, i: int, score: float, rule: str) -> Iterator[Candidate]:
        """The owner directly before token i: "NATO's 31 members", "its 31 members", "the alliance's latest budget"."""
        for place in range(i - 1, max(-1, i - 4), -1):
            word = frame.lower(place)
            if word in ("'s", "'"):
                found = frame.entity(place - 1)
                if found is not None:
                    yield self._candidates.entity(found, score, rule)
                elif (
                    place
                    and frame.lower(place - 2) not in _PAST
                    and not any(frame.at(time.span.end - 1) in (place - 1, place) for time in frame.times)
                ):
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
            if word in self._estimates:
                return  # "the ministry's estimate of 300 dead" is of nobody's dead

    def after(
        self, page: Page, frame: Frame, i: int, score: float, rule: str, links: frozenset[str]
    ) -> Iterator[Candidate]:
        """The owner after token i: "members of OPEC", "43 % of the population in the Maldives"."""
        if frame.lower(i) not in links or (frame.lower(i) == "of" and frame.lower(i + 1) in _THEM):
            return  # "180 of them" are of whom the others are
        if frame.lower(i) == "from" and self._dated(frame, i + 1):
            return  # "down $10,000 from June's record"
        if frame.lower(i) == "at" and frame.lower(i + 2) in _MOMENTS:
            return  # "stocks at the end of the season"
        found: Mention | None = None
        for place in range(i + 1, min(i + 7, frame.size)):
            if place in frame.valued:
                break  # what follows is of the other value: "$16 billion for a 77 percent stake in Acme"
            found = frame.entity(place)
            if found is not None:
                last = frame.range(found.span)[1]
                if self._longer(frame, found, last):
                    break
                found = person_after(frame, found) or found  # "42 percent for Republican Ann Lee"
                if frame.lower(last) == "'s":
                    found = frame.entity(last + 1) or found  # "in India's Flipkart"
                less = WHOLE * whole(frame, found, frame.size)  # "revenue at its copper business"
                yield self._candidates.entity(found, score - 0.2 * (place - i - 1) - less, rule)
                break
            if not frame.tokens[place].text[0].isalnum() or self._grammar.is_verb(frame, place):
                break
            if frame.lower(place) in _TURNS:
                break  # "declared £5 million in gifts while Labour registered 3"
            if frame.lower(place).endswith("ing") and frame.lower(place + 1) in PREPOSITIONS:
                break  # "in afternoon trading on the New York Stock Exchange"
        end = i + 1
        while end < min(frame.size, i + 7) and (frame.tokens[end].text[0].isalnum() or frame.lower(end) == "'s"):
            word = frame.lower(end)
            if self._grammar.is_verb(frame, end) or word in _ENDING or (end > i + 1 and word in PAST_OF):
                break
            if end in frame.valued:
                break
            end += 1
        timed = any(i < frame.at(time.span.start) < end for time in frame.times) or frame.lower(end - 1) in _SEASONS
        if found is None and not _SPANS.isdisjoint(frame.lows[i + 1 : min(i + 5, end)]):
            return  # "passenger numbers for the period", "profits for the first half of the year"
        if rule == "subject.after-value" and timed:
            return  # "lost 27 percent in Friday trading", "will hire 4,000 people for the season"
        for phrase in self._candidates.words(page, frame, Phrase(i + 1, end), score - 0.4, rule):
            if found is not None and phrase.span is not None and found.span.covers(phrase.span):
                continue  # the same name again
            # "rounds of ammunition", "cases of measles": stuff owns nothing
            stuff = phrase.name.islower() and frame.lower(i + 1) not in DETERMINERS
            yield phrase._replace(score=phrase.score - 5.0) if stuff else phrase

    def _longer(self, frame: Frame, found: Mention, last: int) -> bool:
        """Say whether the name of a place only begins a longer one: "cases of Kalo Valley Fever"."""
        two = [frame.tokens[i].text for i in range(last, min(last + 2, frame.size))]
        place = isinstance(found.value, Entity) and self._grammar.is_a(found.value.classes, ("Place",))
        return place and len(two) > 1 and all(w.isalpha() and w[0].isupper() and not w.isupper() for w in two)

    def _dated(self, frame: Frame, i: int) -> bool:
        """Say whether a time begins at token i, or after "the"."""
        return any(frame.at(time.span.start) in (i, i + (frame.lower(i) == "the")) for time in frame.times)

    def around_cue(self, page: Page, frame: Frame, cue: tuple[int, int], bonus: float) -> Iterator[Candidate]:
        """Owners next to the measure's own words: "Russian defence budget", "output of OPEC", "China's inflation"."""
        first, last = cue
        phrase = self._grammar.noun_phrase(frame, last - 1) if last - 1 >= 0 else Phrase(first, last)
        if phrase.first > first:  # "its shares were down": the words before the verb tell whose
            phrase = Phrase(self._grammar.noun_phrase(frame, first).first, last)
        clause = self._grammar.subject(frame, frame.clause(first)) if phrase.first < first else None
        if clause is not None and clause.last == first and self._grammar.is_verb(frame, first):
            phrase = Phrase(first, last)  # "The maker of Crispo crackers earned": a verb has a subject, no modifiers
        seen: Mention | None = None
        for place in range(last - 1, phrase.first - 1, -1):
            found = frame.entity(place)
            if found is not None and place >= first and not getattr(found.value, "classes", ()):
                continue  # "Jobseeker's Allowance" in "claiming Jobseeker's Allowance"
            if found is not None and found is not seen:
                # "India's COVID-19 infections": the nearest, unless it cannot own such a measure; in "the bank expects
                # Acme's profit to reach …" of nobody else
                owns = place < first and frame.lower(place + 1) == "'s" and not self._placed(found.value)
                less = 0.5 if seen else -_POSSESSED * owns
                yield self._candidates.entity(found, 9.0 + bonus - less, "subject.cue-modifier")
                if seen is not None:
                    break
                seen = found
        if phrase.first and frame.lower(phrase.first - 1) == "whose":
            yield from self._candidates.relative(page, frame, frame.clause(phrase.first), 9.0 + bonus)
        elif phrase.first and frame.lower(phrase.first - 1) in POSSESSIVES:
            found = frame.entity(phrase.first - 1)
            meant = list(
                self._candidates.antecedent(page, frame, phrase.first - 1, 8.0 + bonus, "subject.possessive-pronoun")
            )
            if found is not None:
                # "Velda added four users, leading to a rise in its revenues": of the name that opens the sentence
                opens = any(self._opens(frame, c) for c in meant)
                yield self._candidates.entity(found, 7.5 + bonus - 4.0 * opens, "subject.possessive-pronoun")
            yield from meant
        if not (frame.lower(last) == "from" and frame.lower(last - 1) in BOUGHT):  # "imports from Peru" are not Peru's
            yield from self.after(page, frame, last, 8.0 + bonus, "subject.cue-of", _OWNING)
        if last - phrase.first > last - first:
            yield from self._candidates.words(
                page, frame, Phrase(phrase.first, last), 5.5 + min(bonus, 0.0), "subject.cue-phrase"
            )

    def _placed(self, value: object) -> bool:
        return isinstance(value, Entity) and self._grammar.is_a(value.classes, ("Place",))

    @staticmethod
    def _opens(frame: Frame, candidate: Candidate) -> bool:
        """Say whether words that no entity is called by open a sentence as a name does."""
        here = candidate.span is not None and frame.sentence.span.covers(candidate.span)
        return here and candidate.classes is None and len(frame.lows) > 1 and candidate.name.istitle()

    def priced(self, page: Page, frame: Frame, first: int) -> Iterator[Candidate]:
        """What is bought or sold "at" a price: "bought 120,000 tonnes of Ukrainian wheat at $336 a tonne"."""
        if frame.lower(first - 1) != "at" or first < _OF:
            return
        phrase = self._grammar.noun_phrase(frame, first - 2)
        if frame.lower(phrase.first - 1) == "of":
            yield from self._candidates.words(page, frame, phrase, 12.0, "subject.priced")

    def ordered(self, frame: Frame, first: int, after: int) -> Iterator[Candidate]:
        """Who ordered what follows: "won an order from Acme on Monday for 50 jets", "an order for 12 from Acme"."""
        buyer = frame.entity(after + 1) if frame.lower(after) in _ORDERING else None
        if buyer is not None and not self._orders.isdisjoint(frame.lows[max(0, first - _ORDER) : first]):
            yield self._candidates.entity(buyer, 15.0, "subject.buyer")
            return
        place = first - 1
        while place > 0 and first - place <= _ORDER and place not in frame.valued:
            if frame.lower(place) in _ORDERING and frame.lower(place - 1) in self._orders:
                found = frame.entity(place + 1)
                if found is not None:
                    yield self._candidates.entity(found, 15.0, "subject.buyer")
                return
            place -= 1

    def borne(self, page: Page, frame: Frame, cue: tuple[int, int], first: int) -> Iterator[Candidate]:
        """Whom something costs so much: "had cost it 150 million", "will cost each taxpayer 46 pounds"."""
        begin, end = (cue[1] if cue[1] <= first else cue[0] + 1), first  # "the strike cost Acme $4m in lost sales"
        while end > begin and frame.lower(end - 1) in _VAGUE:
            end -= 1
        if not frame.lower(cue[0]).startswith("cost") or not begin < end <= begin + _BEARERS:
            return
        if any(
            i in frame.counted or frame.lower(i) in PAST_OF or self._grammar.is_verb(frame, i)
            for i in range(begin, end)
        ):
            return
        found = frame.entity(end - 1)
        if found is not None and isinstance(found.value, Entity) and found.value.form != "adjective":
            yield self._candidates.entity(found, 12.0, "subject.bearer")
        else:
            yield from self._candidates.words(page, frame, Phrase(begin, end), 12.0, "subject.bearer")
