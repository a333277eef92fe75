"""Two counts joined by a hyphen beside words of voting → the votes for and against: "voted 98-41", "a 15-0 vote"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon import Lexicon
from kg.recognise.quantity_tokens import DASHES, Token, glued, low_at

_BEFORE, _AFTER = 8, 2  # words before the counts that tell of a division, words after them
_UNITS = frozenset({"percent", "per", "points", "point"})  # "49-47 percent" are shares
_CHAMBER = 3  # votes of a chamber: fewer are a score, or a jury


class Divisions:
    """Tells the sides of a division from scores, ranges and the numbers of files."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = lexicon.cues_of("division")
        self._votes = frozenset(cue.text for cue in cues if cue.sense == "vote")
        self._acts = frozenset(cue.text for cue in cues if cue.sense == "act")
        self._chambers = frozenset(cue.text for cue in cues if cue.sense == "chamber")
        self._game = lexicon.words_of("game") - self._votes

    def side(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether the digits at a token are one of the sides: the first or the second of two."""
        before = low_at(tokens, at - 1)
        spaced = before == "to" or low_at(tokens, at + 1) == "to"
        if spaced and self._spaced(tokens, at - 2 if before == "to" else at):
            return True
        joined = before in DASHES and glued(tokens, at)
        first = at - 2 if joined and at > 1 and glued(tokens, at - 1) else at
        second = first + 2
        if not (low_at(tokens, first + 1) in DASHES and glued(tokens, first + 1) and glued(tokens, second)):
            return False
        if second >= len(tokens) or not _alone(tokens, first, second):
            return False
        beside = {low_at(tokens, i) for i in range(max(0, first - _BEFORE), first)}
        if not self._votes.isdisjoint((*beside, *(low_at(tokens, second + i) for i in range(1, _AFTER + 1)))):
            return True
        large = max(int(tokens[first].text), int(tokens[second].text)) > _CHAMBER
        return large and not self._acts.isdisjoint(beside) and self._game.isdisjoint(beside)

    def _spaced(self, tokens: Sequence[Token], first: int) -> bool:
        """Say whether "to" joins two sides right behind a chamber: "passed the House 359 to 67"."""
        second = first + 2
        if first < 1 or second >= len(tokens) or low_at(tokens, first - 1) not in self._chambers:
            return False
        if low_at(tokens, first + 1) != "to" or not _alone(tokens, first, second):
            return False
        beside = {low_at(tokens, i) for i in range(max(0, first - _BEFORE), first)}
        return not (self._votes | self._acts).isdisjoint(beside)


def _alone(tokens: Sequence[Token], first: int, second: int) -> bool:
    """Say whether two whole numbers stand free of other digits and signs: no "2-1-0", "98-41%" or "$3-5"."""
    whole = tokens[first].text.isdecimal() and tokens[second].text.isdecimal()
    before = first == 0 or not glued(tokens, first) or tokens[first - 1].text in "([,;:“\"'"
    end = second + 1
    free = end >= len(tokens) or not glued(tokens, end) or tokens[end].text in ".,;:)]”\"'"
    free = free and low_at(tokens, end) not in _UNITS
    return whole and before and free and max(len(tokens[i].text) for i in (first, second)) < len("1000")
