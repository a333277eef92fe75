"""Article → the period that its first sentences are of, by which the figures of a report are dated."""

from __future__ import annotations

import datetime as dt
from itertools import islice

from kg.extract.fiscal import fiscal, quarterly
from kg.extract.frame import Frame
from kg.extract.intervals import closing_month, of_year_back, reporting
from kg.extract.nearness import Nearness
from kg.extract.others import compared
from kg.extract.page import Page
from kg.extract.words import AUXILIARIES, vocabulary
from kg.model import Mention, Quantity, Time

_LEAD = 2  # sentences
_ANNOUNCED = 6  # sentences within which a list of results is announced
_MANY = 100
_LATE = 45  # days after which a month is no news
_MONTH, _NEARLY = 31, 20  # days; after which a month may be reported: some offices tell of November on the 29th
_AHEAD = vocabulary("will is are could may might can has have")
BEHIND = vocabulary("was were had did")
TO_COME = vocabulary("will would may might expects forecasts expect forecast expected plans aims intends")
_RESULTS = vocabulary("results result report earnings numbers figures statistics data accounts")
_CONTRAST = 9  # words from "in contrast with" to the month of what is held against
_RECALLING = vocabulary("that those this these")
_NO_THING = vocabulary(
    "left brought meant made put gave came cut hit sent took led drew fell rose year years week month months day days "
    "number numbers figure figures total percentage share level"
)
_NAMED = 2  # words: "the 2005/06 crime statistics"


class Leads:
    """Finds the period of a report."""

    def __init__(self, near: Nearness, statistics: frozenset[str] = frozenset()) -> None:
        self._near, self._statistics = near, statistics

    def first_year(self, page: Page) -> dt.date | None:
        """Return where the first period begins that the article tells: a budget "for next year"."""
        for frame in page.frames[: _LEAD + 1]:
            for mention in frame.times:
                value = mention.value
                if isinstance(value, Time) and reporting(value) and not self._near.baseline(frame, mention):
                    return value.start
        return None

    def lead(self, page: Page) -> Time | None:
        """Return the period that the article's first sentences are of: "overtook coal last year"."""
        today = page.article.published or ""
        body = list(islice((frame for frame in page.frames if frame.sentence.block == "body"), _ANNOUNCED))
        lists = (frame for frame in body[_LEAD:_ANNOUNCED] if frame.tokens[-1].text == ":")
        for frame in (*body[:_LEAD], *lists):  # "Here's how Acme did in its fourth quarter ended Jan. 30:"
            for mention in frame.times:
                value = mention.value
                if not isinstance(value, Time) or f"{value.start}" > today:
                    continue
                season = frame.lower(frame.range(mention.span)[1]) == "season" and value.start is not None
                if not (reporting(value) or season or self._of_month(page, frame, value, frame.at(mention.span.start))):
                    continue
                if of_year_back(frame, mention):
                    continue  # "from $12 million a year ago"
                aside = self._near.baseline(frame, mention) or self._near.passing(frame, mention)
                aside = aside or compared(frame, frame.at(mention.span.start), mention.span)  # "from 2 percent in May"
                at = frame.at(mention.span.start)
                aside = aside or "contrast" in frame.lows[max(0, at - _CONTRAST) : at]  # "with the $15m surplus in May"
                modifies = self._near.modifies(frame, mention) and not self._of_report(page, frame, mention)
                if not (aside or self.foretold(frame, mention) or modifies):
                    hits = page.hits.get(frame.index, ())
                    monthly = any(h.value.name in self._statistics and "percent" in h.value.units for h in hits)
                    return closing_month(value) if monthly else fiscal(frame, value)
            if (told := quarterly(frame, page.article.published)) is not None:
                return told
        return None

    def _of_report(self, page: Page, frame: Frame, mention: Mention) -> bool:
        """Say whether a quarter tells which figures are reported: "its September quarter earnings"."""
        after = frame.range(mention.span)[1]
        measured = any(hit.first <= after < hit.last for hit in page.hits.get(frame.index, ()))
        return (
            isinstance(mention.value, Time)
            and reporting(mention.value)
            and (measured or not _RESULTS.isdisjoint(frame.lows[after : after + _NAMED]))
        )

    def _of_month(self, page: Page, frame: Frame, value: Time, at: int) -> bool:
        """Say whether a time is the month that a statistic is of: "consumer prices rose 2 percent in October"."""
        if value.kind != "date" or value.point != "in" or value.start is None or value.end is None:
            return False
        today = page.article.published or ""
        month = value.start.day == value.end.day == 1 and (value.end - value.start).days <= _MONTH
        over = f"{value.end}" <= today or f"{value.start + dt.timedelta(days=_NEARLY)}" <= today
        if not (month and over):
            return False
        late = f"{value.end + dt.timedelta(days=_LATE)}" >= today
        number = frame.clause(at)
        if late and any(frame.clause(frame.at(q.span.start)) == number and _amounts(q) for q in frame.quantities):
            return True  # "Tax receipts rose 12 percent to 2 billion in May": last month's news
        hits = page.hits.get(frame.index, ())
        before = [hit for hit in hits if frame.clause(hit.first) == number and hit.first < at]
        if late and any("money" in (hit.value.units or ()) for hit in before):
            return True  # "Retail sales were unchanged in July", not "quit in May in a bid to stop tax cuts"
        return any(hit.value.name in self._statistics for hit in hits)

    def foretold(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a time is of what was still to come: "the second half would be better"."""
        at = frame.at(mention.span.start)
        begin, end = frame.clauses[frame.clause(at)]
        return says(frame, TO_COME, begin, end) or self._near.estimated(frame, at)


def _amounts(mention: Mention) -> bool:
    """Say whether a value is one that reports tell of, and not "both houses"."""
    value = mention.value
    return isinstance(value, Quantity) and (value.unit is not None or value.value >= _MANY)


def looks_ahead(frame: Frame) -> bool:
    """Say whether a sentence tells of now or of what is to come."""
    return BEHIND.isdisjoint(frame.distinct) and says(frame, _AHEAD)


def says(frame: Frame, words: frozenset[str], begin: int = 0, end: int | None = None) -> bool:
    """Say whether one of the words stands there; the month of May is none."""
    lows = frame.lows[begin:end]
    if words.isdisjoint(lows):
        return False
    return any(low in words and (low != "may" or frame.tokens[i].text == "may") for i, low in enumerate(lows, begin))


def recalls(frame: Frame) -> bool:
    """Say whether a sentence tells more of what was just told: "That train was going at 120 km/h", "This flight will".

    What "that" alone stands for, as in "That is 3 percent more", is another thing.
    """
    word = frame.lower(1)
    named = frame.lower(0) in _RECALLING and word.isalpha() and frame.tokens[1].text.islower()
    verbal = word.endswith("ed") or (
        frame.lower(0) in ("that", "this") and word.endswith("s") and word[-2:-1] not in "sui"
    )
    return named and not verbal and word not in AUXILIARIES | _NO_THING and 1 not in frame.counted


def told_more(frame: Frame, time: object, published: str | None) -> bool:
    """Say whether a time is of what a sentence tells more of: what is to come on that day, or what was then."""
    if not isinstance(time, Time) or time.start is None or published is None or not recalls(frame):
        return False
    if f"{time.start}" > published[:10]:
        return says(frame, TO_COME)
    return frame.lower(0) in ("that", "those") and not looks_ahead(frame)
