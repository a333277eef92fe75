"""Article → the day of what it tells of, "won Sunday's election"; values told as of then that say no day.

News of one day tells the next what happened: figures in the simple past that give no time are of that day. What an
accident has come to since is not; its tolls go on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kg.edtf import days
from kg.extract.frame import Frame
from kg.extract.intervals import width
from kg.extract.nearness import Nearness
from kg.extract.others import compared, of_results
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.words import AUXILIARIES, BACK, BE, PAST_LIKE_BASE, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Time

_LEADING = 4  # sentences, the headline among them
_NAMED = 8  # sentences that may name the day of what it tells of: "41 percent of Sunday's votes"
_FOLLOWING = 3  # sentences of its paragraph that a day told of dates
_WEEK, _MONTH, _YEAR = 6, 31, 366  # days
_DAY, _PASTS = ("news-day", 0), ("told-in-the-past", 0)
_PAST = vocabulary("was were did had wasn't weren't didn't hadn't")
_GOES_ON = vocabulary("still already remained remain now currently yet")
_HELD = vocabulary("compared led based")  # of no clause
_COUNTED = frozenset({"estimated", "counted", "put"})  # "Organisers estimated the crowd at 40,000"
_ADVERBS = 2  # words from "have" to its participle
_THEY = frozenset({"he", "she", "it", "they"})
_AHEAD = frozenset({"would", "will"})
_TRYING = frozenset({"while", "when", "as"})
_ALIKE = PAST_LIKE_BASE - {"cost"}  # verbs that are the same in the past
_CLAUSES = 2  # clauses before that of a value
_ISSUED = vocabulary("published released issued unveiled posted disclosed")
_PERFECT = vocabulary("has have 've")
_NEAR, _AMONG = 12, 4  # words; more for those among them


def past_values(page: Page) -> frozenset[int]:
    """Return where the values begin that give no time and are told in the simple past."""
    return frozenset(page.frames[0].memo.get(_PASTS, ()) if page.frames else ())


def _harmful(page: Page) -> bool:
    """Say whether an article tells of something that harmed somebody, not only of "the pandemic" far below."""
    main = page.events.main
    if main is None or main.frame > _LEADING:
        return False
    told = page.occurrence(page.events.telling(main))
    # the murders of a year are what statistics count, no news of one day
    return told is None or told.when is None or width(told.when) < _YEAR - 1


def _in_progress(frame: Frame, first: int) -> bool:
    """Say whether a value is told of by "were treating 340 patients"."""
    begin = frame.clauses[frame.clause(first)][0]
    end = min(frame.size, first + _NEAR + _AMONG)
    return any(
        frame.lows[i] in BE
        and frame.lower(i + 1).endswith("ing")
        and (frame.lower(i - 1) == "," or not any(t in ",;" for t in frame.lows[first:i]))
        # "3,000 people, including divers from the navy, were taking part"
        for i in range(begin, end)
    )


class NewsDay:
    """Finds the day of what an article tells of, and what is told as of then."""

    def __init__(self, near: Nearness, grammar: Grammar, lexicon: Lexicon) -> None:
        self._near, self._grammar = near, grammar
        self._occasions = lexicon.words_of("occasion") | {"votes", "polls"}
        self._lasting = frozenset(cue.text for cue in lexicon.cues_of("recurrence") if cue.sense == "never")

    def of_past(self, page: Page, frame: Frame, first: int) -> None:
        """Remember of a value without a time that it is told in the simple past."""
        if not _harmful(page) and frame.sentence.block in ("body", "list") and self._was(frame, first):
            page.frames[0].memo.setdefault(_PASTS, set()).add(frame.tokens[first].start)

    def when(self, page: Page, frame: Frame, first: int, *, toll: bool = False) -> Time | None:
        """Return the day that a value told in the simple past is of, None where it may be of the article's own.

        A ``toll`` of what harmed people goes on after that day; what else is told of it is over: "the first four
        carriages left the rails".
        """
        if frame.sentence.block not in ("body", "list") or page.article.published is None:
            return None
        harmful = _harmful(page)
        if toll and harmful:
            return None
        day = self.day(page)
        if day is None or not self._was(frame, first):
            return None
        return None if harmful and _in_progress(frame, first) else day

    def day(self, page: Page) -> Time | None:
        """Return the day of the week before the article on which happened what it tells of."""
        lead = page.frames[0].memo
        if _DAY not in lead:
            struck = self._struck(page) if _harmful(page) else None
            lead[_DAY] = struck or self._day(page, page.article.published or "")
        day: Time | None = lead[_DAY]
        return day

    def _struck(self, page: Page) -> Time | None:
        """Return the day of the week before the article on which the harm it tells of was done."""
        today, main = days(page.article.published or ""), page.events.main
        if main is not None and (main.several or main.kind in self._lasting):
            return None  # "floods", an outbreak, which go on
        told = page.occurrence(page.events.telling(main)) if main is not None else None
        when = told.when if told is not None else None
        if when is None or when.start is None or today is None or today.start is None or width(when) != 1:
            return None
        return when if 0 < (today.start - when.start).days <= _WEEK else None

    def before(self, page: Page, frame: Frame, first: int, *, report: bool = False, spoken: bool = True) -> Time | None:
        """Return the day that a value is of which the words before it in its paragraph tell of.

        "The agency said on Monday that …" dates whatever it tells there (unless ``spoken`` is unset), "The bus fell
        into a river on Monday" what is told after it in the simple past. In a ``report`` of a quarter or month what is
        said is of that.
        """
        today = days(page.article.published) if page.article.published else None
        if today is None or today.start is None or frame.sentence.block not in ("body", "list"):
            return None
        for back in range(_FOLLOWING + 1):
            told = page.before(frame, back) if back else frame
            if told is None:
                return None
            apart = told.sentence.paragraph != frame.sentence.paragraph
            if apart and (back > 1 or not spoken or not self._says_on(frame)):
                return None
            for mention in reversed(told.times):
                time, (at, end) = mention.value, told.range(mention.span)
                if not isinstance(time, Time) or time.start is None or time.point != "in":
                    continue
                if width(time) != 1:
                    if not back and not report and spoken and self._said_then(told, mention, time, today.start):
                        return time
                    continue
                if compared(told, at, mention.span) or self._near.baseline(told, mention) or told.lower(end) == "'s":
                    continue
                said = self._near.said(told, at)
                if self._near.dateline(told, mention) or (not said and (not back or self._near.passing(told, mention))):
                    continue
                ago = (today.start - time.start).days
                if said and (report or not spoken):
                    return None
                if apart and not said:
                    continue
                if said:
                    then = not self._goes_on(frame, frame.clause(first))
                else:
                    then = self._was(frame, first) and not _in_progress(frame, first)
                return time if 0 < ago <= _WEEK and then else None
        return None

    def _says_on(self, frame: Frame) -> bool:
        """Say whether somebody just named goes on speaking: "…, the department said", "he said"."""
        for verb in self._grammar.told(frame):
            one = frame.lower(verb - 1) in _THEY or (
                frame.lower(verb - 2) == "the" and frame.lower(verb - 3) in ",\"”'’"
            )
            if one and not frame.times:
                return True
        return False

    def announced(self, frame: Frame, dated: Sequence[Mention], published: str | None) -> Time | None:
        """Return the day of the last week on which something was said."""
        for mention in dated:
            time, at = mention.value, frame.at(mention.span.start)
            if not isinstance(time, Time) or time.start is None or time.end is None or published is None:
                continue
            week = time.start + dt.timedelta(days=_WEEK + 1)
            late = f"{time.start}" <= published[:10] <= f"{week}"
            if (time.end - time.start).days == 1 and late and self._near.said(frame, at):
                return time
        return None

    def _said_then(self, frame: Frame, mention: Mention, time: Time, today: dt.date) -> bool:
        """Say whether a week or month is when something was said: "has killed 15 people, the agency said last week"."""
        past = time.start is not None and time.start < today and (today - time.start).days <= _YEAR
        short = time.kind == "date" and width(time) <= _MONTH
        at = frame.at(mention.span.start)
        ahead = not _AHEAD.isdisjoint(frame.distinct)  # "told the paper last week that the hall would cost"
        return past and short and not ahead and self._near.said(frame, at) and not self._near.passing(frame, mention)

    def _day(self, page: Page, published: str) -> Time | None:
        today = days(published)
        if today is None or today.start is None:
            return None
        told = [frame for frame in page.frames if frame.sentence.block in ("body", "headline")][:_NAMED]
        for place, frame in enumerate(told):
            for mention in frame.times:
                time = mention.value
                if not isinstance(time, Time) or time.start is None or time.kind != "date" or time.point != "in":
                    continue
                ago = (today.start - time.start).days
                at, end = frame.range(mention.span)
                if width(time) != 1 or not 0 <= ago <= _WEEK or frame.lower(end - 1) in BACK:
                    continue
                if place >= _LEADING and not (frame.lower(end) == "'s" and self._occasion(frame, end + 1)):
                    continue
                if frame.lower(end) == "'s":
                    return time if ago else None
                number = frame.clause(at)
                verb = self._grammar.verb(frame, number)
                if verb is None and number and not _TRYING.isdisjoint(frame.lows[slice(*frame.clauses[number])]):
                    verb = self._grammar.verb(frame, number - 1)  # "broke apart while trying to land on Sunday"
                aside = verb is None or verb in self._grammar.told(frame) or self._near.said(frame, at)
                aside = aside or (verb is not None and frame.lower(verb) in _ISSUED)  # "published its data on Friday"
                aside = aside or of_results(frame, at)  # "at its earnings call on Friday"
                aside = aside or compared(frame, at, mention.span)  # "up from $1,169 late on Monday"
                aside = aside or self._near.passing(frame, mention)  # "is up 14 cents, having dropped on Tuesday"
                if not aside and not self._near.dateline(frame, mention) and not self._near.baseline(frame, mention):
                    return time if ago else None
        return None

    def _occasion(self, frame: Frame, i: int) -> bool:
        """Say whether an election, a march or a visit is named there: "parliamentary elections"."""
        return not self._occasions.isdisjoint(frame.lows[i : i + 2])

    def _was(self, frame: Frame, first: int) -> bool:
        """Say whether the verb of a value tells of the past, and of what was then over."""
        number = frame.clause(first)
        for clause in range(number, max(-1, number - _CLAUSES - 1), -1):
            begin, end = frame.clauses[clause]
            if self._goes_on(frame, clause):
                return False
            told = self._grammar.told(frame)
            verbs = [i for i in range(begin, end) if i not in told and self._grammar.is_verb(frame, i)]
            verbs = [i for i in verbs if frame.lows[i] not in _HELD]
            verbs = verbs or [i for i in range(begin, min(end, first)) if frame.lows[i] in _COUNTED]
            if verbs:
                before = [i for i in verbs if i < first]
                return self._past(frame, before[-1] if before else verbs[0])
        return False

    def over(self, frame: Frame, first: int) -> bool:
        """Say whether a value is told in the simple past, of what was then over."""
        return self._was(frame, first)

    def goes_on(self, frame: Frame, first: int) -> bool:
        """Say whether a value is told as what still is so."""
        return self._goes_on(frame, frame.clause(first))

    def _goes_on(self, frame: Frame, clause: int) -> bool:
        return not _GOES_ON.isdisjoint(frame.lows[slice(*frame.clauses[clause])])

    def _past(self, frame: Frame, verb: int) -> bool:
        word, before = frame.lows[verb], frame.lows[max(0, verb - _NEAR) : verb]
        if not _PERFECT.isdisjoint(before) and (
            before[-1:] in (("and",), ("or",)) or ("been" in before and "and" in before)
        ):
            return False  # "has burned 380 hectares and forced 94 people out", "have been hit and 40 cows killed"
        if word in AUXILIARIES:
            return word in _PAST
        if not _PERFECT.isdisjoint(before[-_ADVERBS:]) and "," not in before[-_ADVERBS:]:
            return False  # "have also affected seven provinces"
        if frame.lower(verb - 1) in AUXILIARIES - _PAST:
            return False
        if word in _ALIKE and not word.endswith(
            "ed"
        ):  # "Organisers put the turnout at 9,000", "heavy snow cut power to 400 homes"
            return frame.lower(verb - 1) != "to" and (word == "put" or not frame.lower(verb - 1).endswith("s"))
        return word.endswith("ed") or (not word.endswith("s") and word + "s" not in self._grammar.verbs)
