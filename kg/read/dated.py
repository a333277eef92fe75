"""Evidence → the article's date, an EDTF string.

What the desk says wins, then what the feed says, then the page's metadata, the dateline, the byline and what htmldate
finds. A dateline without a year takes the year of the other evidence. Nothing else dates an article: neither a date in
the running text nor one in a URL, a caption or a teaser, nor the latest date of the page, nor "1 day ago".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.errors import UnreadableArticle
from kg.model import Block, DateEvidence, Span
from kg.view import flat

_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})\b"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.I)
_WRITTEN = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})-(?P<number>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9])",
        rf"\b{_DAY}(?: of)?,? {_MONTH},? {_YEAR}",
        rf"\b{_MONTH} {_DAY},? {_YEAR}",
    )
)
# "MOSCOW, April 4 (Reuters) -", "WASHINGTON, March 12, 2024 (AP) --", "GENEVA, 4 April —"
_DATELINE = re.compile(
    r"\A[A-Z][\w.'() -]{1,50}(?:, [A-Z][\w.' ]{1,30}){0,2}, "
    rf"(?:{_MONTH} {_DAY}|(?P<day2>[0-3]?[0-9]) {_MONTH.replace('month', 'month2')})(?:,? {_YEAR})? ?"
    r"(?:\((?P<agency>[A-Z][\w .&/]{1,30})\) ?(?:-{1,2}|–|—|:|_)?|(?:-{1,2}|–|—|:|_)) ",
    re.I,
)
_AGENCY = re.compile(
    r"\A[A-Z][A-Z.'() -]{2,50}(?:, [A-Z][\w.' ]{1,30}){0,3} ?\((?P<agency>[A-Z][\w .&/]{1,30})\) ?(?:-|–|—|:|_)"
)
_EDTF_DAY = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")
_EDTF_VAGUE = re.compile(r"[0-9X]{4}(?:-[0-9X]{2}){0,2}[~?%]?|[0-9]{4}-(?:2[1-9]|3[0-9]|4[01])")
_ORDER = ("user", "given", "metadata", "dateline", "byline", "htmldate")


def edtf(written: str, *, name: str) -> str:
    """Return a given date as EDTF: EDTF as it is, a time stamp's day, or a date in English words.

    Raises UnreadableArticle, naming the article, where it is none of them.

    >>> edtf("2024-04-04T18:00:00Z", name="a"), edtf("4 April 2024", name="a"), edtf("2019-35", name="a")
    ('2024-04-04', '2024-04-04', '2019-35')
    """
    written = written.strip()
    if written and all(_is_edtf(side) for side in written.split("/")) and written.count("/") <= 1:
        return written
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", written) and _is_edtf(written[:10]):
        return written[:10]
    if found := written_date(written):
        return found[0]
    raise UnreadableArticle(f"{name}: “{written[:60]}” is no date; write it as YYYY-MM-DD, YYYY-MM or YYYY (EDTF)")


def _is_edtf(text: str) -> bool:
    if text in ("", ".."):
        return True
    if match := _EDTF_DAY.fullmatch(text):
        year, month, day = (int(part) if part else None for part in match.groups()[:3])
        if month is not None and not 1 <= month <= 12:
            return day is None and 21 <= month <= 41
        return day is None or _exists(year or 0, month or 1, day)
    return bool(_EDTF_VAGUE.fullmatch(text))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def written_date(words: str) -> tuple[str, int, int] | None:
    """Return the first whole date written in the words, as an ISO day, with where it stands.

    >>> written_date("Published: Thursday, 4th April 2024 at 9am")
    ('2024-04-04', 21, 35)
    """
    for pattern in _WRITTEN:
        if match := pattern.search(words):
            parts = match.groupdict()
            month = int(parts["number"]) if parts.get("number") else _MONTHS[parts["month"][:3].lower()]
            if _exists(int(parts["year"]), month, int(parts["day"])):
                return f"{parts['year']}-{month:02d}-{int(parts['day']):02d}", match.start(), match.end()
    return None


def dateline(words: str) -> tuple[str | None, str | None, int]:
    """Return the date of a dateline (EDTF, ``XXXX-04-04`` without a year), its agency, and its length.

    >>> dateline("MOSCOW, April 4 (Reuters) - Russia said on Thursday")
    ('XXXX-04-04', 'Reuters', 25)
    """
    match = _DATELINE.match(words[:200])
    if match and words[:3].isupper():
        month = _MONTHS[(match["month"] or match["month2"])[:3].lower()]
        day = int(match["day"] or match["day2"])
        year = match["year"] or "XXXX"
        if _exists(2000 if year == "XXXX" else int(year), month, day):
            return f"{year}-{month:02d}-{day:02d}", match["agency"], len(match[0].rstrip(" -–—:_"))
    agency = _AGENCY.match(words[:200])
    return None, agency["agency"] if agency else None, 0


def stated(text: str, blocks: Sequence[Block]) -> tuple[list[DateEvidence], str | None]:
    """Return what the text itself says of its date, and the agency its dateline names.

    Looked at: bylines and lines that are only a date, above the first prose or marked as byline; the dateline.
    """
    found: list[DateEvidence] = []
    agency = None
    prose = False
    for block in blocks[:60]:
        words = flat(block.span.of(text)[:400])
        if block.kind == "byline" or (not prose and block.kind in ("body", "headline") and len(words) <= 60):
            date = written_date(words)
            whole = date is not None and (block.kind == "byline" or date[2] - date[1] >= 0.6 * len(words.strip()))
            if date is not None and whole and not any(e.source == "byline" for e in found):
                span = Span(block.span.start + date[1], block.span.start + date[2])
                found.append(DateEvidence(date[0], "byline", span, _weekday_note(words, date[0])))
        if block.kind == "body" and not prose and len(words) > 60:
            prose = True
            line, agency, length = dateline(words)
            if line is not None:
                span = Span(block.span.start, block.span.start + length)
                found.append(DateEvidence(line, "dateline", span))
    return found, agency


def _weekday_note(words: str, date: str) -> str | None:
    """Hold a weekday written beside the date against the calendar."""
    match = _WEEKDAY.search(words)
    if match is None:
        return None
    true = _WEEKDAYS[dt.date.fromisoformat(date).weekday()]
    if true.startswith(match[1].lower()[:3]):
        return None
    return f"{date} was a {true.capitalize()}, not a {match[0]}"


def settled(evidence: Iterable[DateEvidence]) -> tuple[str | None, tuple[DateEvidence, ...]]:
    """Return the date that the evidence gives, and the evidence in order of weight with notes on what disagrees.

    >>> date, reasons = settled([DateEvidence("XXXX-04-04", "dateline"), DateEvidence("2024-04-05", "htmldate")])
    >>> date, [e.note for e in reasons]
    ('2024-04-04', ['year from htmldate', 'differs from it by 1 day'])
    """
    ordered = sorted(evidence, key=lambda e: (_ORDER.index(e.source), e.date))
    with_year = [e for e in ordered if not e.date.startswith("XXXX")]
    completed: list[DateEvidence] = []
    for piece in ordered:
        if piece.date.startswith("XXXX") and with_year:
            piece = _with_year(piece, with_year[0])
        completed.append(piece)
    best = next((e for e in completed if not e.date.startswith("XXXX")), None)
    if best is None:
        return None, tuple(completed)
    return best.date, tuple(e if e is best else _compared(e, best.date) for e in completed)


def _with_year(partial: DateEvidence, other: DateEvidence) -> DateEvidence:
    """Give a dateline the year of the other evidence: the one that puts it nearest to that date."""
    year = other.date[:4]
    if not year.isdigit():
        return partial
    month, day = int(partial.date[5:7]), int(partial.date[8:10])
    candidates = [int(year)]
    known = _day(other.date)
    if known is not None:
        candidates = sorted((int(year) + step for step in (-1, 0, 1)), key=lambda y: _distance(y, month, day, known))
    for candidate in candidates:
        if 0 < candidate < 10000 and _exists(candidate, month, day):
            return replace(partial, date=f"{candidate:04d}-{month:02d}-{day:02d}", note=f"year from {other.source}")
    return partial


def _distance(year: int, month: int, day: int, known: dt.date) -> int:
    if not 0 < year < 10000 or not _exists(year, month, day):
        return 1 << 30
    return abs((dt.date(year, month, day) - known).days)


def _day(date: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(date) if len(date) == 10 else None
    except ValueError:
        return None


def _compared(piece: DateEvidence, date: str) -> DateEvidence:
    one, other = _day(piece.date), _day(date)
    if piece.note is not None and "not a" in piece.note:
        return piece
    if one is None or other is None or one == other:
        return piece
    days = abs((one - other).days)
    note = f"differs from it by {days} day{'s' if days > 1 else ''}"
    if piece.note is not None and note in piece.note:  # said before: settling twice changes nothing
        return piece
    return replace(piece, note=note if piece.note is None else f"{piece.note}; {note}")
