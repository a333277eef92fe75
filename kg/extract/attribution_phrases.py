"""Cue → who speaks: the noun phrase before a verb of saying, or after it where the order is turned round."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.attribution_cues import Cues
from kg.extract.attribution_line import Line
from kg.extract.words import AUXILIARIES, BE, PREPOSITIONS, RELATIVES, vocabulary

_ADVERBS = vocabulary(
    "also later then repeatedly not never recently previously again first once still even now often long only "
    "just earlier today yesterday both all too further already always so similarly together ever since privately "
    "publicly n't has have had"
)
_MODALS = vocabulary("can could may might must should cannot couldn't shouldn't can't")
NEGATIONS = vocabulary(
    "not never n't didn't doesn't don't hasn't haven't hadn't wouldn't won't isn't wasn't aren't no nobody neither nor"
)
_BETWEEN = _ADVERBS | NEGATIONS | AUXILIARIES  # words between a subject and its verb
_GOING_ON = vocabulary("continues continued continue on began begins started starts")  # "continues to insist"
_STOPS = vocabulary(
    "that if when while because but although though whether than so whereas where which who whom whose what how "
    "why as since before after until unless"
)
_OPENING = vocabulary(
    "meanwhile however and but also then still yet so moreover nevertheless nonetheless instead or later though"
)
_INNER = vocabulary("of for from at")  # prepositions that a speaker's phrase may hold
_ENDS = frozenset(',;:"()[]—–―|“”')
_PRONOUNS = vocabulary("he she it they we i you")
_AFTER_PRONOUN = _ENDS | {"."} | PREPOSITIONS  # what follows "said he"
_NOBODY = PREPOSITIONS | _STOPS | AUXILIARIES  # what begins no speaker's phrase
_PARTING = PREPOSITIONS - {"of"}
_RELATED = 12  # words of a relative clause
_SEEN = vocabulary("seen written drawn shown read known given made")  # participles of what others did with it
_MAKERS = ("by", "from")  # "a report from the agency, which": of the agency
_NAMED = 4  # tokens of a person's name
_CUT = 40  # words a speaker's phrase may have


class Subject(NamedTuple):
    """The words for a speaker; ``begin`` is where the clause of saying begins, ``denied`` where it is negated."""

    first: int
    last: int
    begin: int
    denied: bool = False
    modal: bool = False
    relative: bool = False


class Phrases:
    """Finds noun phrases beside a verb, without a parser."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def before(self, line: Line, verb: int) -> Subject | None:
        """Return the subject that stands before a verb, None where there is none."""
        j, lows, quoted = verb - 1, line.lows, line.quoted
        quote = quoted[verb]
        while j >= 0 and quoted[j] == quote and self._between(line, j):
            j -= 1
        between = lows[j + 1 : verb]
        denied = not NEGATIONS.isdisjoint(between)
        modal = not _MODALS.isdisjoint(between)
        if not BE.isdisjoint(between) and not lows[verb].endswith("ing") and lows[verb] not in BE:
            denied = denied or line.low(verb + 1) != "by"
        if j < 0 or quoted[j] != quote or (lows[j] == "to" and line.low(j - 1) not in _GOING_ON):
            return None
        if lows[j] == "to":
            return self.before(line, j - 1)
        if lows[j] in ("which", "who", "that"):
            end = j - 1 if line.low(j - 1) == "," else j
            begin = self._start(line, end - 1, quote)
            joints = [i for i in range(begin, end - 1) if lows[i] in _PARTING]
            topics = (i for i in joints if line.low(i) not in _MAKERS)
            document = next((i for i in topics if line.low(i - 1) in self._cues.documents), None)
            if document is not None and line.low(j) != "who":  # "a study on the city's water, which found"
                end, joints = document, [i for i in joints if i < document]
            person = self._apposed_to(line, begin) if lows[j] == "who" else None
            if person is not None:
                return Subject(*person, j, denied, modal, relative=True)
            begin = max((i + 1 for i in joints), default=begin)
            subject = self._trimmed(line, begin, end, denied, modal)
            return subject and Subject(subject.first, subject.last, j, denied, modal, relative=True)
        if line.tokens[j].text == ",":
            return self._apposed(line, j, quote, denied, modal)
        if line.tokens[j].text == ")":
            opening = next((i for i in range(j - 1, max(-1, j - 12), -1) if line.tokens[i].text == "("), -1)
            j = opening - 1 if opening > 0 else j
        if j not in line.held and self._cues.verbal(line, j) and line.low(j) not in self._cues.sources:
            if line.low(j).endswith("ed") and line.low(j - 1) not in AUXILIARIES:  # "a study published on Monday found"
                begin = self._start(line, j - 1, quote)
                if any(line.low(i) in self._cues.documents for i in range(begin, j)):
                    return self._trimmed(line, begin, j, denied, modal)
            return self._related(line, j, quote, denied, modal)
        begin = self._start(line, j, quote)
        if line.low(begin - 2) in RELATIVES and self._cues.verbal(
            line, begin - 1
        ):  # "a study that appeared in May found"
            start = self._start(line, begin - 3, quote)
            return self._trimmed(line, start, begin - 2, denied, modal) if start < begin - 2 else None
        if line.low(begin - 1) == "to" and line.low(begin) in self._cues.bases:
            return None  # "want firms to face criminal charges"
        found = self._trimmed(line, begin, j + 1, denied, modal)
        if found is None and begin > 1 and line.low(begin - 1).endswith("ed"):  # "analysts polled by Reuters"
            start = self._start(line, begin - 2, quote)
            if start <= begin - 2 and line.low(start) not in PREPOSITIONS:
                return Subject(start, j + 1, start, denied, modal)
        return found

    def after(self, line: Line, i: int) -> Subject | None:
        """Return the subject that stands after a verb: "said Jane Roe, the mayor"."""
        if i >= line.size or line.quoted[i] >= 0:
            return None
        first, end = i, i
        if line.low(i) in _PRONOUNS:  # "said he", but not "says it opposes the rise"
            after = i + 1
            while after in line.timed:
                after += 1
            ends = after >= line.size or line.low(after) in _AFTER_PRONOUN
            return Subject(i, i + 1, i) if ends else None
        if line.low(i) in _NOBODY or i in line.timed:
            return None
        while end < line.size and end - first < _CUT and line.quoted[end] < 0:
            low = line.low(end)
            if end in line.entities and line.entities[end][0] > end and line.entities[end][1].form != "adjective":
                end = line.entities[end][0]
                continue
            stop = (
                low in _ENDS
                or (low == "." and not self._abbreviates(line, end))
                or (low == "-" and self._loose(line, end))
            )
            if (
                stop
                or end in line.timed
                or low in _STOPS
                or (
                    low in PREPOSITIONS
                    and low not in _INNER
                    and line.low(end - 1) != "familiar"
                    and not (low == "by" and line.low(end - 1) in self._cues.documents)
                )
            ):
                break
            if end > first and low in _SEEN and line.low(end + 1) == "by":
                break  # "a report by the audit office seen by …"
            source = line.low(end - 1) in self._cues.sources  # "the foreign ministry 16 of them", no "Article 5"
            ended = line.tokens[end - 1].text.islower() if source else end - 1 in line.held
            if end > first and low[0].isdigit() and ended:
                break
            if end > first and end - 1 in line.held and (low in _PRONOUNS or low in ("the", "a", "an")):
                break  # "an estimate by Roe University the damage will reach"
            if (low in AUXILIARIES and low != "'s") or (
                end > first
                and low in self._cues.said
                and low not in self._cues.sources
                and line.tokens[end].text.islower()
            ):
                return None  # a clause of its own: "said the deal was off"
            if end > first and low.endswith("ed") and self._cues.verbal(line, end):
                break  # "according to figures released on Monday"
            if end > first and end not in line.held and low in self._cues.finite and self._cues.verbal(line, end):
                return None  # "says sales rose"
            end += 1
        return Subject(first, end, i) if end > first else None

    def main(self, line: Line, verb: int) -> Subject | None:
        """Return the subject of the sentence that a participle hangs on ("…, saying that …")."""
        quote = line.quoted[verb]
        for i in range(verb):
            if line.quoted[i] == quote and self._cues.verbal(line, i) and (found := self.before(line, i)) is not None:
                return found
        return None

    def _between(self, line: Line, j: int) -> bool:
        low = line.lows[j]
        if j in line.timed or low in _BETWEEN:
            return low != "'s" or line.low(j + 1) in ("been", "also") or line.low(j - 1) in ("he", "she", "it", "who")
        if j + 1 in line.timed and low in ("on", "in", "at", "during", "early", "late", "last", "this"):
            return True
        return low.endswith("ly") and len(low) > 4 and line.tokens[j].text.islower() and j not in line.entities

    def _start(self, line: Line, j: int, quote: int) -> int:
        """Return where the noun phrase that ends with token j begins."""
        i, crossed = j, -1
        while i >= 0 and j - i < _CUT and line.quoted[i] == quote:
            token = line.tokens[i]
            low = token.lower
            if low in _ENDS or (low == "." and not self._abbreviates(line, i)) or (low == "-" and self._loose(line, i)):
                break
            if (low in _STOPS or low in RELATIVES) and not (low == "that" and line.low(i + 2) == "'s"):
                break  # but "that country's health ministry"
            if low in ("and", "or"):
                crossed = i
            elif i < j and self._ends_before(line, i):
                return crossed + 1 if crossed >= 0 else i + 1
            i -= 1
        return i + 1

    def _ends_before(self, line: Line, i: int) -> bool:
        low = line.low(i)
        if i in line.held:
            return False
        if low.endswith("ed"):
            if i == 0 or line.tokens[i - 1].text in _ENDS or line.quoted[i - 1] != line.quoted[i]:
                return False  # "…", allied sources said
            newly = line.low(i - 1).endswith("ly") and line.low(i - 2) in PREPOSITIONS
            if newly or (low, line.low(i + 1)) == ("based", "on"):
                return False  # "a count by AFP based on official figures", "an analysis of newly filed reports"
        return low == "to" or self._cues.verbal(line, i)

    def _trimmed(self, line: Line, first: int, last: int, denied: bool, modal: bool) -> Subject | None:
        """Leave out what opens the sentence before the subject: "Meanwhile", "On Monday", "In its report"."""
        begin, lows = first, line.lows
        while first < last and (lows[first] in _OPENING or first in line.timed):
            first += 1
        if first < last and lows[first] in PREPOSITIONS:
            first = self._restart(line, first, last)
        if first >= last or lows[first] in NEGATIONS or lows[last - 1] in ("and", "or"):
            return None
        return Subject(first, last, begin, denied, modal)

    def _restart(self, line: Line, first: int, last: int) -> int:
        ends = [end for i, end in line.times.items() if first < i and end < last]
        if ends:
            return max(ends)
        for i in range(last - 1, first + 1, -1):
            head = i in line.entities or line.low(i) in ("the", "a", "an", "he", "she", "they", "it")
            before = line.low(i - 1)
            if (
                head
                and before not in PREPOSITIONS
                and before not in ("the", "a", "an", "and", "'s")
                and not line.tokens[i - 1].text[0].isupper()
            ):
                return i
        return last

    def _related(self, line: Line, end: int, quote: int, denied: bool, modal: bool) -> Subject | None:
        """Return whom a relative clause is about that ends there: "an engineer who asked not to be named said"."""
        if line.low(end - 1) in _PRONOUNS and end > 1:  # "the experts we interviewed said"
            start = self._start(line, end - 2, quote)
            return self._trimmed(line, start, end - 1, denied, modal) if start < end - 1 else None
        for i in range(end - 1, max(0, end - _RELATED), -1):
            if line.tokens[i].text in _ENDS or line.quoted[i] != quote:
                return None
            if line.low(i) == "who":
                start = self._start(line, i - 1, quote)
                return self._trimmed(line, start, i, denied, modal) if start < i else None
        return None

    def _apposed(self, line: Line, comma: int, quote: int, denied: bool, modal: bool) -> Subject | None:
        """Return the subject before an apposition or a relative clause: "Jane Roe, the mayor, said"."""
        begin = comma - 1
        while begin >= 0 and line.quoted[begin] == quote and line.tokens[begin].text not in ';:—–"':
            begin -= 1
        begin += 1
        first = begin
        for i in range(begin, comma):
            if line.tokens[i].text != ",":
                continue
            subject = self._trimmed(line, first, i, denied, modal)
            low = line.low(subject.first) if subject is not None else ""
            if (
                subject is not None
                and low not in _STOPS
                and not low.endswith("ing")
                and not self._cues.clause(line, subject.first, i)
            ):
                if line.tokens[i - 1].text.islower() and i + 1 < comma and line.held.issuperset(range(i + 1, comma)):
                    return Subject(i + 1, comma, i + 1, denied, modal)  # "the statistics office, INSEE, said"
                return Subject(subject.first, subject.last, subject.first, denied, modal)
            first = i + 1
        return None

    def _apposed_to(self, line: Line, first: int) -> tuple[int, int] | None:
        """Return the name before an apposition: "said Jane Roe, an economist at Acme, who expects"."""
        if first < 2 or line.low(first - 1) != ",":
            return None
        named = [item for item in line.named(max(0, first - _NAMED), first - 1) if item[1] == first - 1]
        person = named and ("Person" in named[0][2].classes or not named[0][2].classes)
        return (named[0][0], named[0][1]) if person else None

    def _abbreviates(self, line: Line, i: int) -> bool:
        return (
            i > 0 and len(line.tokens[i - 1].text) <= 4 and line.tokens[i - 1].text[0].isupper() and i + 1 < line.size
        )

    def _loose(self, line: Line, i: int) -> bool:
        if "-" in (line.low(i - 1), line.low(i + 1)):
            return True  # "mainly a pension deal -- Acme said"
        return 0 < i < line.size - 1 and line.tokens[i - 1].end < line.tokens[i].start < line.tokens[i + 1].start - 1
