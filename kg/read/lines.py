"""A paragraph, judged alone → what it is: by its shape, by a marker it carries, by what its markup says.

Nothing here looks at the neighbours; :mod:`kg.read.sections` does.
"""

from __future__ import annotations

import re
from typing import Final

from kg.model import BlockKind, Span
from kg.read.dated import before_stamp, stamp
from kg.read.markers import CLOSED, Markers, ended
from kg.values import dataclass
from kg.view import flat

_BULLET = re.compile(r"\s{0,8}(?:[•▪▫◦‣●■□]\s{0,4}|[-–*·]\s{1,4}(?=\S)|\(?[0-9]{1,2}[.)]\s{1,4}(?=[A-Z]))")
TRUNCATED: Final = re.compile(r"(?:…|\.\.\.)[\"')\]]{0,3}\Z|\[(?:…|\.\.\.)\]\Z")
"""A line that was cut off, as teasers are."""
_LINK = re.compile(r"https?://\S+\Z|https?://\S{8,}\s", re.I)
_HASHTAGS = re.compile(r"(?:[#@]\w+\W{0,3}){2,40}\Z")
_CRUMBS = re.compile(r"(?:[^»›>|/.\n]{1,60}[ \u00a0]?[»›>][ \u00a0]){1,8}[^\n]{0,300}\Z")
_PATH = re.compile(r"(?:home|[A-Z]\w{1,20})(?: / [^/\n]{1,40}){1,6}(?: /)?\Z", re.I)
_POINTS = re.compile("[←→«»‹›<>]")  # no crumbs and no arrow are without one
_ARROW = re.compile(r"[←«‹<]{1,2}\s|.{1,120}\s[→»›>]{1,2}\Z")  # the way to the next page
_RULE = re.compile(r"[\W_]+\Z")
_WRITER = re.compile(
    r"by:? (?-i:admin|staff|[A-Z]\S{0,30}(?:,? (?:and |& |of |for |in )?[A-Z(|]\S{0,30}){0,8})\Z", re.I
)
_DATELINE = re.compile(r"[A-Z][\w.'(), ]{1,50} ?(?:-{1,2}|–|—)\Z")
_CELLS = re.compile(r"\S(?:\t+| {0,3}\| {0,3})\S")
_LABELS = re.compile(r"[A-Z][\w& ]{1,20}\|[A-Z][\w& ]{1,20}\Z")  # "News|Floods"
_GAUGE = re.compile(r"(?=.{0,20}[0-9])[^a-z]{1,20}\Z")  # a price or a temperature that the page shows: "VLT +2.31%"
_SCORE = re.compile(r"[0-9]{1,3}\s?[-–:]\s?[0-9]{1,3}\Z|[0-9.,]+\s?[%A-Z]{0,3}\Z")
_FOLLOW = re.compile(r"follow\b.{0,80}(?:@\w|https?://)", re.I)
_MAIL = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{2,20}){1,4}")
_FURNITURE = 300  # characters
_CUT = 200
DATELINE: Final = 60
"""Characters that a dateline may have."""
PROSE: Final = 100
"""Characters: a paragraph that long which ends with a stop is prose, not a teaser's title."""
_HEADLINE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with what the rules look at."""

    span: Span
    words: str  # one kind of space and quote
    given: BlockKind | None = None  # what the page's markup says it is
    header: Span | None = None
    bullet: bool = False
    crumbs: bool = False  # "Home » World » …"

    @property
    def closed(self) -> bool:
        """Say whether it ends as sentences do."""
        return ended(CLOSED, self.words) and not ended(TRUNCATED, self.words)

    @property
    def prose(self) -> bool:
        """Say whether it is long enough, and ended, to be a paragraph of the article."""
        return len(self.words) >= PROSE and self.closed

    @property
    def title(self) -> bool:
        """Say whether it could be a headline: one short line without a final stop."""
        return len(self.words) <= _HEADLINE and not ended(CLOSED, self.words) and any(map(str.isalpha, self.words))


def line_of(text: str, span: Span) -> Line:
    """Return a paragraph of plain text without its bullet."""
    written = span.of(text)
    # one sign for one: a marker may stand over a line's end
    words = flat(written).replace("\r", " ").replace("\n", " ").strip()
    bullet = _BULLET.match(words)
    if bullet and bullet.end() < len(words):
        return Line(Span(span.start + bullet.end(), span.end), words[bullet.end() :], bullet=True)
    crumbs = (
        len(words) <= _FURNITURE
        and _POINTS.search(written) is not None
        and bool(_CRUMBS.match(written) or _ARROW.match(written.strip()))
    )
    return Line(span, words, crumbs=crumbs)


def is_dateline(words: str) -> bool:
    """Say whether a line is the dateline of a report, whose first words stand on the next.

    >>> is_dateline("BRUSSELS, December 2 (AFP) --"), is_dateline("Who pays - and who does not")
    (True, False)
    """
    return len(words) <= DATELINE and _DATELINE.match(words) is not None


def alone(line: Line, markers: Markers) -> BlockKind | None:
    """Return what a paragraph is, judged alone; None: no rule claims it."""
    words = line.words
    if _RULE.match(words):
        return "navigation"
    if kind := markers.whole(words) or markers.opens(words):
        return kind
    if line.crumbs or _HASHTAGS.match(words) or (len(words) <= _CUT and _PATH.match(words)):
        return "navigation"
    dated = not line.bullet and stamp(words, markers.stamp)  # an item of a list may be a date and nothing else
    if _WRITER.match(before_stamp(words, markers.stamp) or words) or dated or is_dateline(words):
        return "byline"
    if kind := markers.begins(words):
        return kind
    if line.given in ("headline", "list", "table", "caption"):
        return line.given
    if kind := markers.holds(words):
        return kind
    if markers.credit(words) is not None:
        return "caption"
    if _LINK.match(words) or (len(words) <= _HEADLINE and ended(TRUNCATED, words) and words[0] not in "\"'"):
        return "teaser"
    if ("|" in words or "\t" in words) and _CELLS.search(words) and len(re.split(r"\t+|\|", words)) >= 3:
        return "table"
    if _LABELS.match(words) or (
        len(words) <= _CUT and (("@" in words and _MAIL.search(words)) or _FOLLOW.match(words))
    ):
        return "navigation"
    if not line.bullet and _GAUGE.match(words) and not _SCORE.match(words):
        return "navigation"
    return None
