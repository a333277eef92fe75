"""Several values side by side → whose each is: shares of groups, items of lists, sides of a ballot, gapped verbs."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.cues import scheme
from kg.extract.frame import Frame
from kg.extract.page import BULLETS, Page
from kg.extract.participles import doing
from kg.extract.phrases import Grammar, Phrase
from kg.extract.sums import currency
from kg.extract.words import AFTER_NOUN, AUXILIARIES, BE, PAST_OF, PREPOSITIONS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity

_NO_LABEL = vocabulary(
    "another additional further extra first last more less fewer up down about around roughly nearly almost some just "
    "only over under even least most well half then"
)
_SHARING = vocabulary("for with on at to by")
_FOLLOWED, _NAME = ("followed", "by"), 6  # words from "followed by" to the end of a name
_LABEL = 7  # words before the colon of "Apulia: 30 houses"
_EVERYWHERE = frozenset({"world", "record"})
_WITH = 3  # words of "unit, with"
_DETERMINED = frozenset({"a", "an", "the", "its", "their"})
_DEMANDING = vocabulary("require requires required requiring want wants wanted see sees saw mean means meant")
_DONE = 10  # words from "40 percent of seats" to "to be held"
_DESCRIBED = 14.0
_BESIDE = 5  # words from a value to the next, past what it counts
_BARELY = frozenset({"just", "only"})
_PARTY = 2  # a name and "on" before its share


def _plain(frame: Frame, i: int) -> bool:
    """Say whether a word may stand in the name of what is gapped: a noun or adjective in small letters."""
    token = frame.tokens[i]
    word = token.lower
    return token.text.islower() and word.isalpha() and word not in _NO_LABEL and not word.endswith(("ed", "ing", "ly"))


class Shares:
    """Reads owners off the pattern that values stand in."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates
        self._preference = scheme(lexicon, "preference")
        self._options = lexicon.words_of("ballot-option")

    def _gapped_words(self, page: Page, frame: Frame, before: int, first: int) -> Iterator[Candidate]:
        """A noun phrase with a determiner and no verb: "a skin can fetch $12,500, and a bowl of soup $320"."""
        low = max(before, first - _LABEL)
        begin = next((i + 1 for i in range(first - 1, low, -1) if frame.lower(i) in ("and", ",", ";", "while")), first)
        phrase = range(begin, first)
        if frame.lower(begin) in _DETERMINED:
            if len(phrase) < _PARTY:
                return
        elif not self._alike(frame, before, first) or any(not _plain(frame, i) for i in phrase):
            return
        if frame.lower(first - 1) in PREPOSITIONS or frame.lower(first - 1).endswith("est"):
            return  # "the first fall in nine quarters", "the highest 70 years ago"
        if all(frame.tokens[i].text[0].isalpha() and not self._grammar.is_verb(frame, i) for i in phrase):
            yield from self._candidates.words(page, frame, Phrase(begin, first), 12.0, "subject.gapped")

    def _alike(self, frame: Frame, before: int, first: int) -> bool:
        """Say whether two values are of one kind: "sugar rose 2.5 percent and cereals 2", "retailers 33,000"."""
        told = [
            q.value
            for i, q in zip(frame.valued, frame.quantities, strict=False)
            if i in (before, first) and isinstance(q.value, Quantity)
        ]
        units = {value.unit for value in told}
        if units == {None}:
            nouns = [q.value.noun for q in frame.quantities if isinstance(q.value, Quantity)]
            return len(told) > 1 and told[-1].noun is None and any(nouns)
        unit = next(iter(units))
        return len(units) == 1 and (unit == "percent" or currency(unit))

    def gapped(self, page: Page, frame: Frame, first: int) -> Iterator[Candidate]:
        """Whose value it is where the verb is left out: "A accounts for 27 percent and B for 12", "B 42 million"."""
        before = [i for i in frame.valued if i < first]
        if not before:
            yield from self._followed(frame, first)
            return
        first -= frame.lower(first - 1) in _BARELY
        near = len(before) > 1 and frame.lower(first - 1) == "and" and first - before[-1] <= _BESIDE
        if near and all(frame.entity(i) is None for i in range(before[-1], first)):
            first = before[-1]  # "and B 39 cases and eight deaths"
            before.pop()
        dash, before_it = frame.tokens[first - 1], frame.tokens[first - 2]
        end = first - (first > 1 and dash.text in "-–—" and dash.start > before_it.end)  # "the Greens - 7.9 percent"
        if frame.lower(first - 1) in _SHARING:
            with_it = frame.lower(first - 1) in ("with", "at", "on")
            followed = with_it and (self._follows(frame, first - 1) or "followed" in frame.lows[before[0] : first])
            if frame.lower(first - 1) != frame.lower(before[-1] - 1) and not followed:
                return
            end = first - 1
        found = frame.entity(end - 1 - (frame.lower(end - 1) == ")"))
        if found is None:
            if end == first:
                yield from self._gapped_words(page, frame, before[-1], first)
            return
        begin = frame.range(found.span)[0]
        begin -= frame.lower(begin - 1) == "the"
        told = frame.lower(begin - 1) in (",", "and", "but", "while", ";") or self._follows(frame, begin)
        if told and before[-1] < begin:
            yield self._candidates.entity(found, 12.0, "subject.gapped")

    def _followed(self, frame: Frame, first: int) -> Iterator[Candidate]:
        """Who comes next: "The Greens were followed by Labour (LAB) with 22 percent"."""
        found = frame.entity(first - 2 - (frame.lower(first - 2) == ")")) if frame.lower(first - 1) == "with" else None
        if found is not None and self._follows(frame, first - 1):
            yield self._candidates.entity(found, 12.0, "subject.gapped")

    def _follows(self, frame: Frame, end: int) -> bool:
        """Say whether "followed by" stands before a name that ends at a token: "followed by India with 18,668"."""
        reach = _NAME + 3 * (frame.lower(end - 1) == ")")  # "the Democratic Alliance (DA)"
        return any(frame.lows[i : i + 2] == _FOLLOWED for i in range(max(0, end - reach), end - 1))

    def with_them(self, page: Page, frame: Frame, mention: Mention) -> Iterator[Candidate]:
        """What a list after "with" describes: "its German unit, with 340 branches and 6,500 employees, …"."""
        first, place = frame.range(mention.span)[0], frame.quantities.index(mention)
        yield from doing(self._candidates, frame, first)
        if frame.lower(first - 1) == "of":  # "Moldova, with a population of 3.5 million"
            first = next((i + 1 for i in range(first - 3, max(0, first - 6), -1) if frame.lower(i) == "with"), first)
        while place and frame.lower(first - 1) in ("and", ","):
            value = frame.quantities[place - 1]
            noun = value.value.noun if isinstance(value.value, Quantity) else None
            if noun is None or frame.range(noun)[1] != first - 1:
                return
            first, place = frame.range(value.span)[0], place - 1
        if first < _WITH or frame.lower(first - 1) != "with" or frame.lower(first - 2) != ",":
            return
        nouns = (q.value.noun for q in frame.quantities if isinstance(q.value, Quantity) and q.value.noun is not None)
        if any(frame.range(noun)[1] == first - 2 for noun in nouns):
            return  # "exports of 12,200 units, with total sales of 56,000"
        found = frame.entity(first - 3)
        begin = frame.range(found.span)[0] if found is not None else 0
        if begin > 1 and frame.lower(begin - 1) == "and" and frame.entity(begin - 2) is not None:
            return  # "won contracts in Orsa, Varda and Leeds, with a total value of 9 million": of all of them
        verb = self._grammar.verb(frame, frame.clause(first - 3))
        if verb is not None and frame.lower(verb) in BE and verb < first - 3:
            return  # "Peru was the largest source, with 1.8 billion": of what the clause is about
        if found is not None:
            yield self._candidates.entity(found, _DESCRIBED, "subject.with")
        elif frame.lower(first - 3) in _EVERYWHERE or frame.lower(first - 3).endswith("est"):
            return  # "grew fastest, with a rise of 8 percent", "has the highest rate in the world, with 82 per 100,000"
        elif frame.tokens[first - 3].text[0].isalpha() and not self._grammar.is_verb(frame, first - 3):
            phrase = self._grammar.noun_phrase(frame, first - 3)
            yield from self._candidates.words(page, frame, phrase, _DESCRIBED, "subject.with")

    def part_of(self, page: Page, frame: Frame, mention: Mention) -> Iterator[Candidate]:
        """The group that opens a clause, or what somebody says: "says 80 percent of children sleep under a net"."""
        first, last = frame.range(mention.span)
        begin = frame.clauses[frame.clause(first)][0]
        noun = mention.value.noun if isinstance(mention.value, Quantity) else None
        opening = first - begin <= 1 or frame.lower(first - 1) == "that" or first - 1 in self._grammar.told(frame)
        wanted = frame.lower(first - 1) in _DEMANDING  # "the law requires 40 percent of seats to be held by them"
        if noun is None or frame.lower(last) != "of" or not (opening or wanted):
            return
        end = frame.range(noun)[1]
        done = wanted and "to be" in " ".join(frame.lows[end : end + _DONE])
        verb = end < frame.size and frame.tokens[end].text[0].isalpha()
        if done or (verb and frame.lower(end) not in AFTER_NOUN):
            yield from self._candidates.words(page, frame, Phrase(last + 1, end), 10.5, "subject.group")

    def bracketed(self, page: Page, frame: Frame, first: int, *, named: bool = False) -> Iterator[Candidate]:
        """What stands before a share or a bare count in brackets: "ahead of health care (14 percent) and taxes (9)".

        Of a sum only who is ``named``: "Orsa City (£883m) and Lund United (£708m)".
        """
        if first < _PARTY or frame.tokens[first - 1].text != "(" or first - 2 in frame.counted:
            return
        found = frame.entity(first - 2)
        if found is not None:
            yield self._candidates.entity(found, 13.0, "subject.bracketed")
        elif not named and frame.tokens[first - 2].text[0].isalpha():
            phrase = self._grammar.noun_phrase(frame, first - 2)
            yield from self._candidates.words(page, frame, phrase, 13.0, "subject.bracketed")

    def option(self, frame: Frame, first: int) -> Iterator[Candidate]:
        """The side of a ballot that has a share or a lead: "No was on 45 percent", "the Yes campaign led by 6"."""
        if self._options.isdisjoint(frame.distinct):
            return
        for i in range(first - 1, max(-1, first - 7), -1):
            if i in frame.counted:
                return
            text = frame.tokens[i].text
            if text[0].isupper() and frame.lower(i) in self._options and (i or frame.lower(1) != ","):
                yield Candidate(text, None, None, 14.0, "subject.option", frame.span(i, i + 1), frozenset((i,)))
                return

    def standing(self, page: Page, frame: Frame, first: int) -> Iterator[Candidate]:
        """The party that stands right before its share: "Labour at 41 percent, with the Conservatives on 22"."""
        first -= frame.lower(first - 1) in _BARELY  # "the Greens at just 3 percent"
        if first < _PARTY:
            return
        if frame.lower(first - 1) == "others" and frame.lower(first - 2) in ("and", ","):
            yield Candidate("others", None, None, 15.0, "subject.standing", frame.span(first - 1, first))
            return
        last = first if frame.lower(first - 1) not in ("on", "at", "with") else first - 1
        found = frame.entity(last - 1)
        if last == first:  # "Labour on 41 percent, the Greens 18 percent": only where another share stands before
            begin = frame.range(found.span)[0] if found is not None else 0
            begin -= frame.lower(begin - 1) == "the"
            if frame.lower(begin - 1) not in (",", "and", ";") or first <= frame.valued[0]:
                return
        if found is not None:
            yield self._candidates.entity(found, 15.0, "subject.standing")
        elif last < first and frame.tokens[last - 1].text[0].isupper():
            phrase = self._grammar.noun_phrase(frame, last - 1)
            yield from self._candidates.words(page, frame, phrase, 15.0, "subject.standing")

    def those(self, frame: Frame, i: int) -> Iterator[Candidate]:
        """The owner that "those in India" or "that of Acme" names before token i."""
        if "those" not in frame.distinct and "that" not in frame.distinct:
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
        begin = i + (frame.lower(i) == "of")  # "one in five voters said" leaves it out
        if verb is None or verb <= begin or (begin == i and not self._fraction(frame, i)):
            return
        end = next((place for place in range(begin, verb) if frame.lower(place) in PAST_OF), verb)
        named = any(begin <= frame.at(mention.span.start) < end for mention in frame.entities)
        if not named and all(frame.tokens[place].text[0].isalnum() for place in range(begin, end)):
            yield from self._candidates.words(page, frame, Phrase(begin, end), 12.0, "subject.group")

    def _fraction(self, frame: Frame, i: int) -> bool:
        """Say whether a value that ends before token i is said as "six in ten", with a noun after it."""
        return frame.lower(i - 2) in ("in", "of") and frame.tokens[i].text.islower() if i < frame.size else False

    def favoured(self, frame: Frame, i: int) -> Iterator[Candidate]:
        """Whom a share of those asked favours: "72 percent of Republicans support Trump"."""
        preferred = self._preference.places(frame)
        if not preferred:
            return
        end = frame.clauses[frame.clause(max(0, i - 1))][1]
        for place in range(i, min(end + 6, i + 10, frame.size)):
            if frame.lower(place) == "while":
                return  # "rose to 29 percent, while support for the Greens fell"
            hit = preferred.get(place)
            if hit is not None:
                for after in range(hit.last, min(hit.last + 4, frame.size)):
                    found = frame.entity(after)
                    if found is not None:
                        yield self._candidates.entity(found, 9.5, "subject.favoured")
                        return
                return

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
        unit = unit_of(mention)
        others = [m for m in frame.quantities if m is not mention and unit_of(m) == unit] if unit is not None else []
        phrase = self._labelled(frame, first) if others else None
        if phrase is None:
            return
        if any(self._labelled(frame, frame.range(other.span)[0]) for other in others):
            yield from self._candidates.words(page, frame, phrase, 13.0, "subject.listed")

    def _labelled(self, frame: Frame, first: int) -> Phrase | None:
        """Return the bare noun phrase between a verb, a comma or "and" and the value at token ``first``."""
        if not first or not frame.tokens[first - 1].text[0].isalpha() or self._grammar.is_verb(frame, first - 1):
            return None
        if frame.lower(first - 1) in PREPOSITIONS:
            return None  # "remains steady at 15 percent"
        phrase = self._grammar.noun_phrase(frame, first - 1)
        before = phrase.first - 1
        opened = before >= 0 and (frame.lower(before) in (",", "and", ":", ";") or self._grammar.is_verb(frame, before))
        plain = all(
            frame.lower(i) not in _NO_LABEL and not frame.lower(i).endswith("ing")
            for i in range(phrase.first, phrase.last)
        )
        opened = opened and frame.lower(before) not in AUXILIARIES  # "claims could exceed $100 million"
        return phrase if opened and plain and phrase.first < phrase.last else None


def unit_of(mention: Mention) -> str | None:
    """Return the unit of a value, None for a count."""
    return mention.value.unit if isinstance(mention.value, Quantity) else None
