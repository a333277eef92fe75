"""Words of a sentence that a rule of the grammar of times matched → what stands in and around them; their tense."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kg.recognise.time_awaited import awaited
from kg.recognise.time_words import CODES, Words
from kg.values import dataclass

Tense = Literal["past", "future"]

_MEASURED = ("than", "as")
_TO_COME = frozenset(("delivery", "deliveries", "futures", "settlement", "due"))
_PREPOSITIONS = CODES["in"] + CODES["by"] + CODES["until"] + CODES["since"]
_OPENERS = CODES["dot"] + CODES["sign"] + CODES["dash"] + CODES["same"]
_VERB = CODES["verb"]
_LATER = CODES["later"]
_IN, _AND, _COMMA = CODES["in"], CODES["and"], CODES["comma"]
_PROLONGED = frozenset(("extended", "postponed", "delayed", "adjourned", "suspended", "closed", "put", "time"))
_FIXING = frozenset(("set", "called", "scheduled", "slated", "booked", "fixed", "planned"))
_NOT = frozenset(("not", "never", "no", "nobody", "'t"))
_TENSE = CODES["tense"]
_VERBS = _VERB + _TENSE


@cache  # of a few dozen questions that the rules ask of every phrase
def _codes(*kinds: str) -> frozenset[str]:
    return frozenset([CODES[kind] for kind in kinds])


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words ``first`` to ``last`` (half-open) of a sentence, which a rule of the grammar matched."""

    words: Words
    first: int
    last: int

    def values(self, *kinds: str) -> list[str]:
        """Return what the words of these classes stand for, in order."""
        wanted = _codes(*kinds)
        return [self.words.values[at] for at in range(self.first, self.last) if self.words.codes[at] in wanted]

    def value(self, *kinds: str) -> str | None:
        """Return what the first word of these classes stands for."""
        wanted, codes = _codes(*kinds), self.words.codes
        for at in range(self.first, self.last):
            if codes[at] in wanted:
                return self.words.values[at]
        return None

    def has(self, *kinds: str) -> bool:
        """Say whether a word of one of the classes is there."""
        return not _codes(*kinds).isdisjoint(self.words.codes[self.first : self.last])

    def before(self, *kinds: str, away: int = 1) -> bool:
        """Say whether the word before the phrase is of one of the classes."""
        at = self.first - away
        return at >= 0 and self.words.codes[at] in _codes(*kinds)

    def then(self, *kinds: str, away: int = 0) -> bool:
        """Say whether the word after the phrase is of one of the classes."""
        at = self.last + away
        return at < len(self.words.codes) and self.words.codes[at] in _codes(*kinds)

    def word_before(self, away: int = 1) -> str:
        """Return the word before the phrase in lower case, "" where none stands there."""
        return self._word(self.first - away)

    def word_behind(self) -> str:
        """Return the word after the one that follows the phrase, in lower case."""
        return self._word(self.last + 1) if self.last + 1 < len(self.words.codes) else ""

    def follows_the(self) -> bool:
        """Say whether the article "the" (not "his" or "their") stands before the phrase or opens it."""
        words = self.words
        at = self.first if self.has("the") else self.first - 1
        return at >= 0 and words.codes[at] == CODES["the"] and words.values[at] != "own"

    def named(self) -> bool:
        """Say whether the phrase is capitalised within a sentence and a name follows: "the Daily Mail"."""
        words = self.words
        return self.first > 0 and words.text[words.starts[self.first]].isupper() and self.then("name")

    def next_word(self) -> str:
        """Return the word after the phrase, as it is written."""
        words = self.words
        return words.text[words.starts[self.last] : words.ends[self.last]] if self.last < len(words.codes) else ""

    def _word(self, at: int) -> str:
        words = self.words
        return words.text[words.starts[at] : words.ends[at]].lower() if at >= 0 else ""

    def tense(self) -> Tense | None:
        """Return which way the clause looks: the verb beside the phrase, else the nearest before it, else after it."""
        codes, values = self.words.codes, self.words.values
        beside = self.next_word().lower(), self._word(self.first - 2)
        if not _TO_COME.isdisjoint(beside) or awaited(self.words, self.first):
            return "future"  # "February delivery", "for delivery in February"
        if self.last < len(codes) and codes[self.last] == _VERB:  # "on Sunday issued"
            return "past"
        if self._word(self.first - 1) == "for" and self._fixed():
            return "future"
        if self.then("apostrophe") and not self.before("until", "by"):  # "Wednesday's ruling"
            return "past"
        at = self.first - 1
        if at > 0 and codes[at] in _PREPOSITIONS:
            at -= 1
        if at >= 0 and codes[at] == _TENSE and values[at] == "present":  # "the deadline is on Friday"
            return "future"
        opens = self._opens_a_clause()
        back = range(self.first - 1, max(-1, self.first - 25), -1)
        ahead = range(self.last, min(len(codes), self.last + (30 if opens else 12)))
        for at in (*ahead, *back) if opens else (*back, *ahead):
            if codes[at] in _VERBS and values[at] != "present":
                if self._word(at - 1) in _MEASURED or self._word(at - 2) in _MEASURED:
                    continue  # "better-than-expected third-quarter results"
                return _tense(codes, values, at)
        after = any(codes[at] == _LATER and values[at] == "event" for at in range(max(0, self.first - 6), self.first))
        return "past" if after else None  # "after a strike in the spring"

    def told(self) -> bool:
        """Say whether a verb in the past tense stands right before the phrase and its preposition: "passed in May"."""
        codes = self.words.codes
        at = self.first - 1
        if at > 0 and codes[at] == _IN:
            at -= 1
        return at >= 0 and codes[at] == _VERB and _tense(codes, self.words.values, at) == "past"

    def _fixed(self) -> bool:
        """Say whether something was arranged for then: "set sentencing for Jan. 29"."""
        words = [self._word(at) for at in range(max(0, self.first - 6), self.first - 1)]
        return not _FIXING.isdisjoint(words) and "had" not in words

    def put_off(self) -> bool:
        """Say whether something had not happened until then: "had not been told until Monday"."""
        words = [self._word(at) for at in range(max(0, self.first - 12), self.first - 1)]
        over = "had" in words and _PROLONGED.isdisjoint(words)  # "it had been split until Wednesday"
        return (self.before("until", "by") and over) or (self.before("until") and not _NOT.isdisjoint(words))

    def _opens_a_clause(self) -> bool:
        """Say whether the phrase comes before its verb: "said that on Saturday he will"."""
        codes = self.words.codes
        at = self.first - 1
        if at >= 0 and codes[at] in _PREPOSITIONS:
            at -= 1
        return at < 0 or codes[at] in _OPENERS or (at > 0 and codes[at] == _AND and codes[at - 1] == _COMMA)


def _tense(codes: str, values: tuple[str, ...], at: int) -> Tense:
    """Return the tense of the verb there; a participle after "will be" looks ahead, one after "be" alone too."""
    if codes[at] == _TENSE and values[at] == "future":
        return "future"
    helped = any(codes[near] == _TENSE and values[near] == "future" for near in range(max(0, at - 3), at))
    return "future" if helped else "past"
