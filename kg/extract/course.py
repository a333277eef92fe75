"""What "enters its third year" → when it began: the years gone by are counted back from the article's day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kg.extract.cues import Phrases
from kg.extract.frame import Frame
from kg.lexicon import Lexicon
from kg.model import Mention, Span, Time

_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}
_OWN = ("its", "his", "her", "their", "the")
_NTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)\Z")
_NEAR = 4  # what is being entered began within a quarter of the unit


class Courses:
    """Finds the beginnings that the course of something gives away."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._phrases = Phrases((cue.text, cue.sense or "within") for cue in lexicon.cues_of("course"))
        senses = {cue.text.lower(): (cue.sense or "").split(":") for cue in lexicon.cues_of("time")}
        self._ordinals = {word: int(sense[1]) for word, sense in senses.items() if sense[0] == "ordinal"}
        self._units = {word: sense[1] for word, sense in senses.items() if sense[0] == "unit" and sense[1] in _DAYS}

    def of(self, frame: Frame, published: str | None) -> Iterator[tuple[Mention, str]]:
        """Yield the words that count ("third year"), as a time, with the EDTF interval of the beginning."""
        hits = self._phrases.find(frame)
        if not hits:
            return
        try:
            today = dt.date.fromisoformat(published or "")
        except ValueError:
            return
        for hit in hits:
            at = hit.last + 1
            number, unit = self._number(frame.lower(at)), self._units.get(frame.lower(at + 1))
            if frame.lower(hit.last) not in _OWN or number is None or unit is None:
                continue
            size = _DAYS[unit]
            last = _back(today, (number - 1) * size)
            first = last - dt.timedelta(days=size // _NEAR if hit.value == "entering" else size - 1)
            value = _written(first, last, coarse=unit in ("year", "decade"))
            span = Span(frame.tokens[at].start, frame.tokens[at + 1].end)
            time = Time(value, first, last + dt.timedelta(days=1), "relative", confidence=0.5)
            yield Mention(span, time, "time.course"), value

    def _number(self, word: str) -> int | None:
        figure = _NTH.match(word)
        return int(figure[1]) if figure else self._ordinals.get(word)


def _back(today: dt.date, days: int) -> dt.date:
    """Return the day so long ago; whole years go by the calendar.

    >>> _back(dt.date(2024, 4, 4), 730)
    datetime.date(2022, 4, 4)
    """
    years, rest = divmod(days, _DAYS["year"])
    if rest or today.year <= years:
        return today - dt.timedelta(days=days)
    return today.replace(year=today.year - years, day=min(today.day, 28) if today.month == 2 else today.day)


def _written(first: dt.date, last: dt.date, *, coarse: bool) -> str:
    """Return the beginning as EDTF, months where years are counted.

    >>> _written(dt.date(2022, 1, 3), dt.date(2022, 4, 4), coarse=True)
    '2022-01/2022-04'
    """
    one, two = (f"{day:%Y-%m}" if coarse else day.isoformat() for day in (first, last))
    return one if one == two else f"{one}/{two}"
