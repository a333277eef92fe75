"""An ordinal and the words around it → a rank ("slipped to fourth") or a streak ("its eighth straight rise").

An ordinal alone says nothing of this kind: dates, fractions, names and "the second time" have ordinals too. What makes
a rank or a streak of one are the words of the scheme ``placing``, by their senses:

======  ========================================================================================
rank    verbs right before it: "ranks 32nd"
stand   forms of be and come, where nothing follows that it would describe: "is second", "came first in"
move    what moves in an order, before "to" and "from": "climbs to seventh", "up from 14th"
put     what puts somebody there: "puts it 25th among the allies"
place   what an ordinal may be called: "39th place"
hold    what stands before such a place: "in third place"
row     "straight", "consecutive" after it, or further on: "the tenth year of growth in a row"
======  ========================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.lexicon import Lexicon
from kg.model import Quantity
from kg.recognise.numbers import Number
from kg.recognise.quantity_tokens import Token, glued, low_at

_BETWEEN = frozenset({"only", "just", "still", "now", "joint", "equal", "a", "lowly", "as", "at", "overall"})
_GOES_ON = frozenset({"", ".", ",", ";", ":", ")", "and", "but", "while", "in", "among", "amongst", "behind", "from"})
_AMONG = frozenset({"among", "amongst", "in", "out", "behind", "on", "worldwide", "globally", "overall"})
_FOR = frozenset({"for", "in", "among", "out"})
_ROLES = frozenset({"line", "command", "charge", "turn", "importance"})  # "third in line", "second in command"
_HOW_FAR = 6  # words from the verb to "to fourth"
_WHOM = 5  # words from "puts" to "25th"
_FURTHER = 5  # words from an ordinal to "in a row"
_TOLD = 14  # words from an ordinal to "since"
_LONG, _YEARLY = 10, frozenset({"year", "season"})  # from which on "for the 23rd year in a row" says how often
_SINCE, _MARKS = frozenset({"since", "within"}), frozenset({"marks", "marked", "'s"})
_APART = frozenset({",", "-", "–", "—", ":", "("})  # "rates rose - the sixth such move in a year"
_OWN = frozenset({"its", "his", "her", "their", "our"})
_IN = frozenset({"in", "of", "from", "to", "for", "with", "at", "by", "across", "into"})
_NAMED = 7  # words from an ordinal to the comma of "Asia's third-largest producer, Norland, said"
_WHOSE = 4  # words of "Latin America's"
_THIS = frozenset({"year", "month", "week", "season"})
_SUCH = frozenset({"time", "times"})
_PERIODS = frozenset({"days", "weeks", "months", "years"})
_NO_VERB = frozenset({"the", "a", "an", "its", "his", "her", "their", "date", "last"})
_TIMES = _SUCH | {
    "day",
    "week",
    "month",
    "quarter",
    "half",
    "year",
    "season",
    "such",
    "part",
    "phase",
    "stage",
    "to",
    "that",
}


class Ranks:
    """Says whether an ordinal states a place in an order, or the length of a run."""

    def __init__(self, lexicon: Lexicon) -> None:
        words: dict[str, set[str]] = {}
        for cue in lexicon.cues_of("placing"):
            words.setdefault(cue.sense or "", set()).add(cue.text)
        self._ranks, self._stands = frozenset(words.get("rank", ())), frozenset(words.get("stand", ()))
        self._moves, self._puts = frozenset(words.get("move", ())), frozenset(words.get("put", ()))
        self._places, self._holds = frozenset(words.get("place", ())), frozenset(words.get("hold", ()))
        self._rows = frozenset(tuple(text.split()) for text in words.get("row", ()))
        self._in_a_row = tuple(row for row in self._rows if len(row) > 1)
        self._several = lexicon.words_of("number") - {"one"}
        self._rankings, self._superlatives = lexicon.words_of("ranking"), lexicon.words_of("superlative")

    def rank(self, tokens: Sequence[Token], number: Number) -> Quantity | None:
        """Return the rank that an ordinal states: "ranked seventh", "moved up to third", "second in the world"."""
        at, end = number.start, number.end
        if self.superlative(tokens, end):
            stated = number.value > 1 and self._compared(tokens, number)
        elif low_at(tokens, end) in self._places:
            # "to the fifth position", not "in the first place"
            the = low_at(tokens, at - 1) == "the" and number.value > 1
            before = at - 2 if the or low_at(tokens, at - 1) in _BETWEEN else at - 1
            hoped = low_at(tokens, before - 2) == "to"  # "expected to finish in second place"
            moved = low_at(tokens, before) == "to" and any(
                word in self._moves for word in _words_before(tokens, before, _HOW_FAR)
            )  # "slipped to second place with 4 million", where "in third place with 9.1 percent" tells a result
            stated = low_at(tokens, before) in self._holds and not hoped
            stated = stated and (moved or low_at(tokens, end + 1) != "with")
        else:
            stated = self._placed(tokens, number)
        return Quantity(number.value, "rank", "exact", number.value, number.value, ordinal=True) if stated else None

    def superlative(self, tokens: Sequence[Token], end: int) -> bool:
        """Say whether a superlative follows an ordinal: "third largest", "third-largest"."""
        return low_at(tokens, end + (low_at(tokens, end) == "-")) in self._superlatives

    def streak(self, tokens: Sequence[Token], number: Number) -> Quantity | None:
        """Return how many in a row an ordinal states: "the 42nd consecutive month"; not "for the fifth day running"."""
        before = number.start - 1
        if low_at(tokens, before) in ("the", "a", "an"):
            before -= 1
        if number.value < 2 or low_at(tokens, number.end) in _SUCH:
            return None
        yearly = number.value >= _LONG and low_at(tokens, number.end) in _YEARLY  # "for the 23rd year in a row"
        when = number.value < 3 or (not yearly and (low_at(tokens, number.end),) not in self._rows)
        if low_at(tokens, before) == "for" and when:
            return None  # "for the fifth month in a row", but "a loss for the sixth consecutive year"
        if (low_at(tokens, number.end),) not in self._rows and not self._further(tokens, number.end):
            return None
        return Quantity(number.value, None, "exact", number.value, number.value, ordinal=True)

    def told(self, tokens: Sequence[Token], number: Number) -> bool:
        """Say whether an ordinal tells how many there have been by now: "It was the third deadly crash since 2002"."""
        at, end = number.start, number.end
        only = low_at(tokens, at - 2) in ("only", "just")  # "is only the third planet known to do so"
        said = low_at(tokens, at - 2 - only) in self._stands | _MARKS
        told = low_at(tokens, at - 1) == "the" and (said or low_at(tokens, at - 2) in _APART)
        if not (told or low_at(tokens, at - 1) in _OWN) or number.value < 2:
            return False
        if told and low_at(tokens, end) == "such":
            return True  # "the sixth such move in as many months"
        for i in range(end, min(end + _TOLD, len(tokens))):
            low = tokens[i].low
            if low in _SINCE or (low == "this" and low_at(tokens, i + 1) in _THIS):
                return True
            if low == "in" and low_at(tokens, i + 2) in _PERIODS and low_at(tokens, i + 1) in self._several:
                return True  # "was the third rise in six months"
            if low == "to" and said and i > end:
                return (
                    low_at(tokens, i + 1).isalpha() and low_at(tokens, i + 1) not in _NO_VERB
                )  # "the tenth to be freed"
            if low in _TIMES or not (tokens[i].word or tokens[i].text == "-" or tokens[i].digits):
                return False
        return False

    def _compared(self, tokens: Sequence[Token], number: Number) -> bool:
        """Say whether what ranks by a superlative is said of somebody: "the world's third largest", "the 18th most"."""
        at = number.start
        the = at - 1 if low_at(tokens, at - 1) == "the" else at
        owned = low_at(tokens, at - 1) in ("'s", "’s", "'", "’") or low_at(tokens, at - 1).endswith(("'s", "’s"))
        if owned:
            return not self._within(tokens, at - 1, number.end)
        return low_at(tokens, the - 1) in self._rankings or tokens[at].digits

    def _within(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Say whether a rank only says of whom is told: "prices in the region's second-biggest economy".

        So does one that opens a sentence, unless a name follows it: "Asia's fourth-largest economy grew by".
        """
        first = at
        while first > max(0, at - _WHOSE) and (tokens[first - 1].capital or low_at(tokens, first - 1) in ("the", "'s")):
            first -= 1
        opens = first == 0 and all(token.text != "," for token in tokens[end : end + _NAMED])
        return opens or low_at(tokens, first - 1) in _IN

    def _placed(self, tokens: Sequence[Token], number: Number) -> bool:
        """Say whether a verb places somebody: "ranked seventh", "slipped to fourth", "puts it 25th among"."""
        at, end = number.start, number.end
        follows = low_at(tokens, end)
        if (
            follows in ("with", "-")
            or (follows == "," and low_at(tokens, end + 1) == "with")
            or (follows == "in" and low_at(tokens, end + 1) in _ROLES)
        ):
            return False  # "was third with 9.1 percent" tells a result
        verb = at - 1
        while low_at(tokens, verb) in _BETWEEN and verb > at - 3:
            verb -= 1
        before = low_at(tokens, verb)
        if before in self._ranks:
            return follows in _GOES_ON or follows in _AMONG or follows in ("of", "for", "by", "overall")
        if before in self._stands and verb == at - 1:
            came = before.startswith("c")
            return follows in (_FOR if number.value == 1 else _GOES_ON | _AMONG) and (came or number.value > 1)
        if before in ("to", "from", "in") and verb == at - 1:
            moved = any(word in self._moves for word in _words_before(tokens, verb, _HOW_FAR))
            return moved and (follows in _GOES_ON or follows in ("to", "a", "last", "out", "on"))
        if number.value > 1 and follows in _AMONG:
            return any(word in self._puts for word in _words_before(tokens, at, _WHOM))
        return False

    def _further(self, tokens: Sequence[Token], end: int) -> bool:
        """Say whether "in a row" stands a few words on, in the same clause."""
        for i in range(end, min(end + _FURTHER, len(tokens))):
            if not tokens[i].word and tokens[i].text not in ("-", "'"):
                return False
            if any(tuple(token.low for token in tokens[i : i + len(row)]) == row for row in self._in_a_row):
                return low_at(tokens, i + 3) != "of"
            if tokens[i].low == "running" and i > end and low_at(tokens, i + 1) in _GOES_ON:
                return True
            if (low_at(tokens, i),) in self._rows and not glued(tokens, i):
                return True
        return False


def _words_before(tokens: Sequence[Token], at: int, most: int) -> Iterator[str]:
    """Yield the words before a token in its clause, the nearest first."""
    for i in range(at - 1, max(-1, at - 1 - most), -1):
        if tokens[i].text in (",", ";", ":"):
            return
        yield tokens[i].low
