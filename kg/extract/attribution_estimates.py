"""Estimates named in a line → whose they are: "the bank raised its forecast to 3 percent"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attribution_cues import Cues
from kg.extract.attribution_line import Line
from kg.extract.attribution_phrases import Phrases, Subject
from kg.extract.attribution_said import Said
from kg.extract.words import vocabulary

_OWN = vocabulary("its their his her")
_QUALIFIED = 7  # words between "its" and "forecast"
_STATING = vocabulary("is was are were stands stood of for")
_STATED = 14  # words between an estimate and its amount


class Estimates:
    """Reads estimates and forecasts that somebody holds, without a verb of saying."""

    def __init__(self, cues: Cues, phrases: Phrases) -> None:
        self._cues = cues
        self._phrases = phrases
        self._nouns = cues.estimates | cues.held

    def of(self, line: Line) -> Iterator[Said]:
        """Yield the words of each estimate in the sentence that has a figure, as those of who makes it."""
        nouns = self._nouns
        if nouns.isdisjoint(line.distinct):
            return
        for noun in (i for i, low in enumerate(line.lows) if low in nouns):
            if line.quoted[noun] >= 0:
                continue
            held = self._held(line, noun)
            if held is None and line.low(noun) in self._cues.held:
                held = self._rating(line, noun)
            if line.low(noun) in self._cues.estimates:
                held = held or self._possessed(line, noun) or self._made(line, noun)
            if held is None:
                continue
            subject, first = held
            last = self._end(line, noun)
            if not any(line.tokens[i].text[0].isdigit() and i not in line.timed for i in range(noun + 1, last)):
                continue
            content = line.span(first, last)
            yield Said(content, subject, line.span(noun, noun + 1), "forecast", "speaker.estimate")

    def _held(self, line: Line, noun: int) -> tuple[Subject, int] | None:
        """Return whose it is in "the bank raised its growth forecast", and where the words for it begin."""
        own = next((i for i in range(noun - 1, max(0, noun - _QUALIFIED), -1) if line.low(i) in _OWN), None)
        if own is not None and line.low(own - 1) == "of":  # "lowered the upper end of its forecast"
            own = next(
                (i + 1 for i in range(own - 2, max(0, own - _QUALIFIED), -1) if line.low(i) in self._cues.revising), own
            )
        if own is None or line.low(own - 1) not in self._cues.revising:
            return None
        joined = line.low(own - 2) in ("and", "but")  # "upgraded the stock and raised its target"
        verbs = (i for i in range(own - 2, 0, -1) if joined and self._cues.verbal(line, i))
        subject = self._phrases.before(line, next(verbs, own - 1))
        return None if subject is None or subject.denied or subject.modal else (subject, own)

    def _rating(self, line: Line, noun: int) -> tuple[Subject, int] | None:
        """Return whose target it is in "Acme kept its buy rating on the stock with a target price of $12"."""
        verb = next((i for i in range(noun - 1, 0, -1) if line.low(i) in self._cues.revising), None)
        subject = self._phrases.before(line, verb) if verb is not None else None
        return None if subject is None or subject.denied or subject.modal else (subject, noun)

    def _possessed(self, line: Line, noun: int) -> tuple[Subject, int] | None:
        """Return whose it is in "the ministry's estimate of the deficit is 3 percent"."""
        mark = next((i for i in range(noun - 1, max(0, noun - _QUALIFIED), -1) if line.low(i) == "'s"), None)
        states = any(line.low(i) in _STATING for i in range(noun + 1, min(line.size, noun + _STATED)))
        found = self._phrases.before(line, mark) if mark is not None and states else None
        return None if found is None or mark is None else (Subject(found.first, mark, found.begin), noun)

    def _made(self, line: Line, noun: int) -> tuple[Subject, int] | None:
        """Return whose it is in "another estimate, by the county, was 200"."""
        by = noun + 2 if line.low(noun + 1) == "," else noun + 1
        subject = self._phrases.after(line, by + 1) if line.low(by) in ("by", "from") else None
        return None if subject is None or subject.last + 1 >= line.size else (subject, noun)

    def _end(self, line: Line, noun: int) -> int:
        """Return where an estimate's words end: before a semicolon, or "and" with a verb of its own."""
        last = line.size
        for i in range(noun + 1, line.size):
            joined = line.low(i) in ("and", "but", "while") and i + 1 < line.size
            joined = joined and (line.low(i + 1) in self._cues.revising or self._cues.verbal(line, i + 1))
            if line.tokens[i].text == ";" or joined or line.quoted[i] >= 0:
                last = i
                break
        while last > noun + 1 and line.tokens[last - 1].text in ".,;:":
            last -= 1
        return last
