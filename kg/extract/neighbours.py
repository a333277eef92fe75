"""Quantity in its frame → candidates next to it: possessors, "of" phrases, appositions, the words of its measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.candidates import AFTER_NOUN, Candidate, Candidates
from kg.extract.cues import scheme
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import DETERMINERS, POSSESSIVES, RELATIVES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity

_OWNING = vocabulary("of for in at by from between")


class Neighbours:
    """Reads owners off the words beside a value or beside the words of its measure."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates
        self._preference = scheme(lexicon, "preference")

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
        for place in range(i + 1, min(i + 7, len(frame.tokens))):
            found = frame.entity(place)
            if found is not None:
                yield self._candidates.entity(found, score - 0.2 * (place - i - 1), rule)
                break
            if not frame.tokens[place].text[0].isalnum() or self._grammar.is_verb(frame, place):
                break
        end = i + 1
        while end < min(len(frame.tokens), i + 7) and (frame.tokens[end].text[0].isalnum() or frame.lower(end) == "'s"):
            word = frame.lower(end)
            if self._grammar.is_verb(frame, end) or word in RELATIVES or (end > i + 1 and word in AFTER_NOUN - {"of"}):
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
        for place in range(last - 1, phrase.first - 1, -1):
            found = frame.entity(place)
            if found is not None:
                yield self._candidates.entity(found, 9.0 + bonus, "subject.cue-modifier")
                break
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

    def those(self, frame: Frame, i: int) -> Iterator[Candidate]:
        """The owner that "those in India" or "that of Acme" names before token i."""
        for place in range(i - 1, max(0, i - 6), -1):
            if frame.lower(place) in ("those", "that") and frame.lower(place + 1) in ("in", "of", "from", "at"):
                found = frame.entity(place + 2) or frame.entity(place + 3)
                if found is not None and frame.at(found.span.start) <= i:
                    yield self._candidates.entity(found, 11.0, "subject.those-of")
                return

    def favoured(self, frame: Frame, i: int) -> Iterator[Candidate]:
        """Whom a share of those asked favours: "72 percent of Republicans support Trump"."""
        end = frame.clauses[frame.clause(max(0, i - 1))][1]
        for place in range(i, min(end + 6, i + 10, len(frame.tokens))):
            hit = self._preference.at(frame, place)
            if hit is not None:
                for after in range(hit.last, min(hit.last + 4, len(frame.tokens))):
                    found = frame.entity(after)
                    if found is not None:
                        yield self._candidates.entity(found, 9.5, "subject.favoured")
                        return
                return
