"""Value in its frame → valid time: the words' own time, a time carried over, or only the day the article attests it."""

from __future__ import annotations

from dataclasses import replace

from kg.edtf import days
from kg.extract import reach, restated
from kg.extract.bygone import each_year, long_after
from kg.extract.carried import Carried
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.coordinated import told_next
from kg.extract.datable import at_once, dates, itself, joined, lasts, names_event, year_of
from kg.extract.fieldwork import asked_before, averaged, of_the_vote
from kg.extract.fiscal import closing, fiscal, of_firm, unfit
from kg.extract.frame import Frame
from kg.extract.intervals import Validity, at_the_end, attested, bounds, end_of, of_years
from kg.extract.leads import TO_COME, says
from kg.extract.longpast import LongPast
from kg.extract.nearness import TOO_FAR, Nearness
from kg.extract.newsday import NewsDay
from kg.extract.others import fielded, possessed, right_behind
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.same_period import same_period
from kg.extract.tenure import Tenure
from kg.extract.trading import traded_yesterday
from kg.extract.uses import statistics, used_for
from kg.lexicon import Lexicon
from kg.model import Mention, Span, Time

_DATING = ("dating", 0)  # key of a frame's memo
_LEADS = ("article leads", 0)  # key of the memo of the first frame
_NEWS = 3  # days within which a toll is told as news of the event
_BALLOT, _SEATS, _STANDING = "election", "seats", frozenset({"age", "population"})
_CLOCK, _LENGTH = "time.clock", "duration"
_OF_POLL = "poll", "sampleSize", "marginOfError"
_OFFICE = frozenset({"of", "office"})  # no taking of an office is told without


class Validities:
    """The rules of when."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar, self._near = grammar, Nearness(lexicon, grammar)
        self._monthly = statistics(lexicon)
        self._carried = Carried(self._near, self._monthly)
        self._tenure = Tenure(lexicon)
        self._past = LongPast(lexicon)
        self._news = NewsDay(self._near, grammar, lexicon)
        self._timeless = {*used_for(lexicon, "quoted"), *_STANDING}  # of the day on which they are told
        self._wreckage = used_for(lexicon, "wreckage")  # the same at once, and told of when it is seen
        self._harm = used_for(lexicon, "harm")  # done at once, unlike rescues
        self._daily = frozenset(used_for(lexicon, "daily"))
        self._uses = self._daily, frozenset(used_for(lexicon, "per share"))
        self._cast = used_for(lexicon, "ballot")  # what is of the day of a vote
        self._averages = lexicon.words_of("poll-average")
        self._so_far = lexicon.words_of("so-far")  # what a toll has come to since

    def when(
        self, page: Page, frame: Frame, span: Span, role: Role | None = None, chosen: Chosen | None = None
    ) -> Validity:
        """Return the valid time of a value, and remember it for the same value in other words."""
        valid = self._when(page, frame, span, role, chosen)
        if "ago" in frame.distinct and chosen is not None:
            valid = reach.ago(frame, valid, chosen, page.article.published)
        if len(frame.quantities) > 1:
            frame.memo[(restated.WHEN, frame.range(span)[1])] = valid
        return valid

    def _when(self, page: Page, frame: Frame, span: Span, role: Role | None, chosen: Chosen | None) -> Validity:
        published = page.article.published
        first, last = frame.range(span)
        dated = self._dated(frame, span)
        if role is not None and role.standing == "prior":
            found = restated.prior_time(self._near, frame, dated, restated.with_other(frame, last), published)
            foreseen = self._near.estimated(frame, first)
            if found is not None and foreseen:  # "its estimate for 2022 to 8% from 6% and for 2023 to 3% from 2%"
                found = restated.foreseen_for(frame, dated, first, found)
            if found is not None and found.point == "before":
                return attested(published)  # "from 12 million to 15 million by 2017"
            if found is not None:
                at = next((frame.at(m.span.start) for m in dated if m.value is found), first)
                valid = bounds(fiscal(frame, at_the_end(frame, found, at)), published, "time.prior")
                return restated.told_prior(frame, valid, max(at, last))
            if (then := restated.as_prior(frame, dated, first)) is not None:
                return then
        if chosen is not None and chosen.name == _LENGTH and (whole := itself(frame, span)) is not None:
            return bounds(whole, published, "time.itself")  # "over the past four years"
        if chosen is not None and chosen.owner != "event" and joined(page.article.text, span, chosen):
            return attested(published)  # "the 74-metre vessel was built in 1994"
        told = self._carried.told_when(frame, dated, frame.clause(first))
        if told is not None:
            return bounds(told, published, "time.when")
        polled = chosen is not None and chosen.name.startswith(_OF_POLL)
        if polled and (asked := fielded(frame, dated, first)) is not None:
            return bounds(asked, published, "time.fieldwork")
        back = restated.year_back_behind(frame, dated, last) if dated and "or" in frame.distinct else None
        beside = back or self._beside(frame, dated, span, published, chosen)
        if beside is not None and polled and asked_before(page, frame, beside.value):
            beside = None
        begun = None if _OFFICE.isdisjoint(frame.distinct) else self._tenure.when(page, frame, first, last)
        if begun is not None and (beside is None or frame.clause(frame.at(beside.span.start)) != frame.clause(first)):
            return bounds(begun, published, "time.taking-office")
        if beside is None and dated and "or" in frame.distinct:  # "1,200 jobs, or 9 percent of its staff, by 2025"
            other = restated.other_words(frame, restated.counted(frame, span, last))
            beside = self._beside(frame, dated, other, published, chosen) if other is not None else None
        if beside is None and (before := restated.in_a_row(self._grammar, frame, first)) is not None:
            return before
        if beside is None and chosen is not None and chosen.name in self._harm:
            beside = told_next(self._grammar, frame, dated, first)
        target = beside is not None and isinstance(beside.value, Time) and beside.value.point == "before"
        moved = beside is not None and reach.led_to(frame, beside, first, published)
        if moved and role is not None and role.rule == "change.to" and role.standing == "current":
            return attested(published)  # "has cut its rate by 2 points since May, to 3 percent"
        time = beside.value if beside is not None else None
        ahead = isinstance(time, Time) and f"{time.start}" > (published or "9999")
        # but "cut its forecast for 2027 to 3 percent from 4"
        ahead = ahead and not any(self._near.estimated(frame, i) for i in (first, min(frame.size - 1, last + 2)))
        if (target or ahead) and role is not None and role.standing == "prior":
            return attested(published)  # "from 12 million tonnes to 15 million tonnes by 2025"
        if isinstance(time, Time) and time.point == "since" and role is not None and role.standing == "prior":
            return bounds(replace(time, point="in"), published, "time.prior")  # "up since 2019 from 400 to 900"
        if beside is not None:
            same = frame.clause(frame.at(beside.span.start)) == frame.clause(first)
            moment = reach.come_to(reach.reached(frame, beside), role, chosen, self._monthly)
            return bounds(moment, published, "time.clause" if same else "time.sentence")
        if "since" in frame.distinct and reach.has_since(frame, first):
            return attested(published)  # "the rate has since dropped to 7.4 percent"
        return self._elsewhere(page, frame, dated, first, chosen)

    def lead(self, page: Page) -> Validity | None:
        """Return the quarter or year that the article begins with."""
        found = self._carried.lead(page)
        return bounds(found, page.article.published, "time.report") if found is not None else None

    def _dated(self, frame: Frame, span: Span) -> list[Mention]:
        """Return the times of a sentence that can date a value of it."""
        free = [m for m in frame.times if not m.span.overlaps(span)]
        if len(free) < len(frame.times):
            return self._dating(frame, free)
        found: list[Mention] | None = frame.memo.get(_DATING)
        if found is None:
            found = frame.memo[_DATING] = self._dating(frame, free) if free else []
        return found

    def _dating(self, frame: Frame, times: list[Mention]) -> list[Mention]:
        dated = [m for m in times if isinstance(m.value, Time) and dates(m.value)]
        dated = [m for m in dated if not any(end_of(m, other) for other in dated) and not year_of(frame, m)]
        ended, _ = closing(frame)
        # "at 3:59 p.m." is of no day that the words tell
        return [m for m in dated if m is not ended and m.rule != _CLOCK and not self._near.dateline(frame, m)]

    def _beside(
        self, frame: Frame, dated: list[Mention], span: Span, published: str | None, chosen: Chosen | None
    ) -> Mention | None:
        """Return the nearest time of the sentence, where one is near enough."""
        owned = possessed(frame, dated, frame.at(span.start)) if dated else None
        if not dated or owned is not None:
            return owned
        happening = chosen is not None and chosen.owner == "event"
        cue, last = chosen.cue if chosen is not None else None, frame.range(span)[1]
        ranked = [
            (self._near.distance(frame, m, span, happening=happening, cue=cue), m.span.start, m.span.end, place)
            for place, m in enumerate(dated)
            if not (
                (self._near.baseline(frame, m, published) and not right_behind(frame, m, last))
                or unfit(frame, m, last, chosen, self._uses)
                or reach.gone_by(frame, m, span)
            )
        ]
        nearest = min(ranked, default=None)
        return dated[nearest[3]] if nearest is not None and nearest[0] < TOO_FAR else None

    def _elsewhere(self, page: Page, frame: Frame, dated: list[Mention], first: int, chosen: Chosen | None) -> Validity:
        """Return the time of a value that no time stands beside."""
        published = page.article.published
        if chosen is not None and chosen.rule == "measure.inception" and chosen.owner != "event":
            return self._carried.at_first(page, frame)
        if (voted := of_the_vote(page, frame, chosen, self._cast)) is not None:
            return bounds(voted, published, "time.event")
        if chosen is not None and chosen.name.startswith(_OF_POLL):
            asked = page.fielded(frame)
            if asked is not None and not averaged(frame, self._averages, first):
                return bounds(asked, published, "time.fieldwork")
            if frame.index in page.others:
                return attested(published)  # not of the days of the poll that the sentence before tells of
        base = chosen.name.removesuffix("Change") if chosen is not None else ""
        cast = base in self._cast or (base == _SEATS and self._news.over(frame, first))
        held = page.dates.get(_BALLOT) if cast and page.poll is None else None
        day = held is not None and held.start is not None and held.end is not None and (held.end - held.start).days == 1
        if held is not None and day and f"{held.start}" <= (published or "")[:10]:
            return bounds(held, published, "time.event")  # "The Greens won 12 percent": on the day of the vote
        value = next((m for m in frame.quantities if frame.at(m.span.start) == first), None)
        yearly = value is not None and each_year(value)
        if reach.come_of_it(frame, first):
            return attested(published)  # "sank on Monday, but only nine have been found"
        if chosen is not None and chosen.owner == "event" and not yearly:
            happened = None if self._news.goes_on(frame, first) else self._carried.happened(page, frame, first)
            if of_years(happened) and reach.after_event(frame, first) and chosen.name not in self._harm:
                happened = None  # "raised $500m following the 2011 earthquake"
            elif happened is not None and reach.since_then(frame, first):
                return bounds(replace(happened, point="since"), published, "time.event")
            late = chosen.name in self._harm and names_event(frame, happened, first) and self._come_to(frame, first)
            if happened is not None and not late:
                return bounds(happened, published, "time.event")
            befallen = self._befallen(page, frame, first, lasts(chosen) and not says(frame, TO_COME))
            paid = befallen is not None and self._past.paid(page, value, befallen)
            late = befallen is None or not (
                (at_once(chosen) and not paid) or self._first_told(page, frame, first, chosen, befallen)
            )
            if befallen is not None and not late:  # "The quake had a magnitude of 7.2": on its own day
                return bounds(befallen, published, "time.event")
        anchored = self._carried.since_event(page, frame) or self._deed(page, frame, first)
        if anchored is None and not self._news.goes_on(frame, first):
            anchored = self._carried.anchored(page, frame, frame.clause(first))
        if anchored is not None:
            return replace(bounds(anchored, published, "time.event"), basis="anchored")
        period = chosen is not None and chosen.measure is not None and chosen.measure.temporality == "period"
        daily = chosen is not None and chosen.name.removesuffix("Change") in self._daily
        carried = (
            self._carried.counted(page, frame, dated)
            or same_period(page, frame, self._near)
            or (None if daily else reach.stretch_before(frame, dated, first, published))
            or self._carried.opened(page, frame, daily=daily, reported=period and of_firm(chosen))
            or (self._carried.period(page, frame, chosen, first) if period else None)
        )
        if carried is None and chosen is not None and at_once(chosen):
            carried = self._news.announced(frame, dated, published)  # "said on Monday it would buy": of that day
        if carried is None and daily and self._news.over(frame, first):
            carried = traded_yesterday(page, self._daily)
        if carried is not None:
            return bounds(carried, published, "time.carried")
        past = chosen is not None and chosen.name.removesuffix("Change") not in self._timeless
        own = period and (self._reports(page) or of_firm(chosen))
        toll = chosen is not None and chosen.owner == "event" and chosen.name not in self._wreckage
        told = self._news.before(page, frame, first, spoken=False) if past and not own else None
        if told is None and past and not own:
            told = self._news.when(page, frame, first, toll=toll)
        aged = chosen is not None and chosen.name.removesuffix("Change") in _STANDING
        if told is None and not own and not aged:
            told = self._news.before(page, frame, first, report=self._reports(page))
        if told is not None:
            return bounds(told, published, "time.news-day")
        if past:
            self._news.of_past(page, frame, first)
        return attested(published)

    def _reports(self, page: Page) -> bool:
        """Say whether an article begins with the quarter or year of a report, which its figures are of, not a day."""
        memo = page.frames[0].memo
        if _LEADS not in memo:
            memo[_LEADS] = self._carried.lead(page) is not None
        return bool(memo[_LEADS])

    def _first_told(self, page: Page, frame: Frame, first: int, chosen: Chosen, when: Time) -> bool:
        """Say whether a toll is told as news of the event itself: "the derailment injured 64 people"."""
        day = days(page.article.published) if page.article.published else None
        elsewhere = long_after(frame, first) is not None  # "six years after a gunman killed 49 people in Orlando"
        elsewhere = elsewhere or self._past.lasts(page.events.near(frame, first))  # the deaths of a war go on
        if elsewhere or chosen.name not in self._harm or not when.start or not day or not day.start:
            return False
        within = 1 if frame.sentence.block == "headline" else _NEWS
        lately = 0 <= (day.start - when.start).days <= within
        told = lately or self._past.then(page, frame, page.events.near(frame, first), when)
        return told and not self._come_to(frame, first)

    def _come_to(self, frame: Frame, first: int) -> bool:
        """Say whether a toll is what it has come to: "rescuers have found 12 bodies since Saturday's blast"."""
        begin, end = frame.clauses[frame.clause(first)]
        return not self._so_far.isdisjoint(frame.lows[begin:end])

    def _befallen(self, page: Page, frame: Frame, first: int, once: bool) -> Time | None:
        """Return when the event happened that a value is of, as the article tells it anywhere.

        What never changes (``once``), as those on board, is of the day of the news where none is told of the event.
        """
        event = page.events.near(frame, first)
        occurrence = page.occurrence(page.events.telling(event)) if event is not None else None
        when = occurrence.when if occurrence is not None else None
        return self._news.day(page) if when is None and once and event is not None else when

    def _deed(self, page: Page, frame: Frame, first: int) -> Time | None:
        """Return the day of the event that the verb of a value's clause tells: "sank in 110 metres of water"."""
        number = frame.clause(first)
        for event in page.events.by_frame.get(frame.index, ()):
            if event.harmful and frame.clause(event.head) == number and self._grammar.verb(frame, number) == event.head:
                found = page.occurrence(page.events.telling(event))
                return found.when if found is not None else None
        return None
