"""Evidence → the article's date, an EDTF string.

What the desk says wins, then what the feed says, then the page's metadata, the dateline, the byline and what htmldate
finds. A dateline without a year takes the year of the other evidence. Nothing else dates an article: neither a date in
the running text nor one in a URL, a caption or a teaser, nor the latest date of the page, nor "1 day ago".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Sequence
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
_A_YEAR = re.compile("(?:19|20)[0-9]{2}")
_WRITTEN = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})-(?P<number>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9])",
        rf"\b{_DAY}(?: of)?,? {_MONTH},? {_YEAR}",
        rf"\b{_MONTH} {_DAY},? {_YEAR}",
        r"(?<![0-9./-])(?P<one>[0-3]?[0-9])(?P<sign>[./])(?P<two>[0-3]?[0-9])(?P=sign)(?P<year>(?:19|20)[0-9]{2})(?![0-9])",
    )
)
_PUBLISHED = re.compile(r"\b(?:published|posted|issued|released)\b", re.I)
_CHANGED = re.compile(r"\b(?:updated|modified|amended|revised)\b", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:[.'][^\W\d_]+)*")
_CLOCK = re.compile(r"\b[0-9]{1,2}[:.][0-9]{2}\b|\b[0-9]{1,3} ?(?:[mhd]|min|mins|minutes?|hours?|days?) ago\b")
_PLACE = re.compile(r"\A[^|]{1,40}\|")
_STAMP = 120  # characters
_BLOCKS = 60  # in which an article says when it appeared
_ALONE = 60  # characters of a line that may be only a date
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
_PRINTED = range(1400, 9990)  # years in which articles appear
_ORDER = ("user", "given", "metadata", "dateline", "byline", "htmldate")


def edtf(written: str, *, name: str) -> str:
    """Return a given date as EDTF: EDTF as it is, a time stamp's day, or a date in English words.

    Raises UnreadableArticle, naming the article, where it is none of them.

    >>> edtf("2024-04-04T18:00:00Z", name="a"), edtf("4 April 2024", name="a"), edtf("2019-35", name="a")
    ('2024-04-04', '2024-04-04', '2019-35')
    """
    written = written.strip()
    if any(int(year) not in _PRINTED for year in re.findall(r"(?:^|/)([0-9]{4})(?![0-9])", written)):
        raise UnreadableArticle(
            f"{name}: “{written[:60]}” is what programs write for no date; leave “published” out where it is unknown"
        )
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
    if not _A_YEAR.search(words):  # most lines have none
        return None
    for pattern in _WRITTEN:
        if match := pattern.search(words):
            date = _day_of(match.groupdict())
            if date is not None:
                return date.isoformat(), match.start(), match.end()
    return None


def _day_of(parts: dict[str, str | None]) -> dt.date | None:
    """Return the day that is written; None where none is, or where 3/4/2024 may be of April or of March."""
    year, one, two = int(parts["year"] or 0), int(parts.get("one") or 0), int(parts.get("two") or 0)
    if parts.get("sign"):
        if parts["sign"] == "/" and one != two and one <= 12 and two <= 12:
            return None
        day, month = (two, one) if two > 12 else (one, two)
    else:
        day = int(parts["day"] or 0)
        month = int(parts.get("number") or 0) or _MONTHS[(parts["month"] or "")[:3].lower()]
    return dt.date(year, month, day) if _exists(year, month, day) else None


def stamp(words: str, known: Collection[str]) -> bool:
    """Say whether a line is only a date: with its hour, its weekday, a place before a bar, and words that are known.

    >>> stamp("Leeds | Updated: April 4, 2024 10:12 IST · 3 min read", {"updated", "min", "read"})
    True
    >>> stamp("Toll doubles on 4 April 2024", {"on"})
    False
    """
    if len(words) > _STAMP:
        return False
    date = written_date(words)
    if date is None:  # of a live page: "22.38 BST", "10h ago"
        beside = _WORD.findall(words) if len(words) <= _ALONE and _CLOCK.search(words) else []
        return bool(beside) and all(map(_known(known), beside))
    rest = f"{_PLACE.sub('', words[: date[1]])} {words[date[2] :]}"
    while (another := written_date(rest)) is not None:
        rest = f"{rest[: another[1]]} {rest[another[2] :]}"
    return all(map(_known(known), _WORD.findall(rest)))


def _known(known: Collection[str]) -> Callable[[str], bool]:
    """Return what tells a word that may stand beside a date: a known one, a weekday, a time zone."""

    def tells(word: str) -> bool:
        return word.lower() in known or (word.isupper() and len(word) <= 4) or bool(_WEEKDAY.fullmatch(word))

    return tells


def before_stamp(words: str, known: Collection[str]) -> str | None:
    """Return what stands before the date that ends a line, without the words that belong to it.

    >>> before_stamp("By Jane Roe, published August 30, 2022", {"published"})
    'By Jane Roe'
    """
    date = written_date(words) if len(words) <= _STAMP else None
    if date is None or not all(map(_known(known), _WORD.findall(words[date[2] :]))):
        return None
    left = words[: date[1]].split()
    while left and (not left[-1].strip(".,:|-–—·()") or _known(known)(left[-1].strip(".,:|-–—·()"))):
        left.pop()
    return " ".join(left).rstrip(" .,:|-–—·(") or None


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

    Looked at: bylines and lines that are only a date, above the first prose; below it, what says that the article was
    published then (a bare date there may be a comment's or another article's); the dateline. The day of a change dates
    an article only where nothing says when it appeared.
    """
    found: list[DateEvidence] = []
    bylines: list[tuple[bool, DateEvidence]] = []  # whether it only tells of a change
    agency = None
    prose = False
    for block in [block for block in blocks if block.kind in ("byline", "body", "headline")][:_BLOCKS]:
        words = flat(block.span.of(text)[:400])
        if block.kind == "byline" or (not prose and len(words) <= _ALONE):
            date = written_date(words)
            told = words[: date[1]] if date is not None else ""
            whole = date is not None and (block.kind == "byline" or date[2] - date[1] >= 0.6 * len(words.strip()))
            if date is not None and whole and (not prose or _PUBLISHED.search(told)):
                span = Span(block.span.start + date[1], block.span.start + date[2])
                piece = DateEvidence(date[0], "byline", span, _weekday_note(words, date[0]))
                bylines.append((bool(_CHANGED.search(told)), piece))
        if block.kind == "body" and not prose and len(words) > _ALONE:
            prose = True
            line, agency, length = dateline(words)
            if line is not None:
                span = Span(block.span.start, block.span.start + length)
                found.append(DateEvidence(line, "dateline", span))
    if bylines:
        found.append(min(bylines, key=lambda byline: byline[0])[1])
    return sorted(found, key=lambda piece: piece.span or Span(0, 1)), agency


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
