"""Time and value of one sentence → how far apart they are: what dates something else is far, however near it stands."""

from __future__ import annotations

from kg.extract import others
from kg.extract.asides import aside, compared_with, dates_the_writing, held_against, of_some, participle, reduced
from kg.extract.frame import Frame
from kg.extract.intervals import of_most, of_years, record, reporting, width
from kg.extract.others import beside_another, compared, for_doing, names_another
from kg.extract.phrases import Grammar
from kg.extract.places import resumed_after
from kg.extract.trade import Contracts
from kg.extract.words import AUXILIARIES, BACK, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, RELATIVES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Span, Time

TOO_FAR = 12.0
_BASELINES = ("baselines", 0)  # key of a frame's memo
LEADING = 5  # words within which a time opens its sentence
_OPENING = PREPOSITIONS | CONJUNCTIONS | {"when", "while", "after"}
_GAP = 10  # words; beyond them distance tells little
# "the April-May period" is a time, no thing
_NO_NOUNS = (PREPOSITIONS | CONJUNCTIONS | DETERMINERS | AUXILIARIES) | vocabulary(
    "he she it they we i you alone only itself ended ending season campaign period"
)
_COUNTS = vocabulary("report survey census edition season count tally poll study election elections vote referendum")
_JOINING = vocabulary("and but while whereas though although because as so")
_BEGAN = vocabulary("began started opened")
_NOW = vocabulary("has have is are employs operates owns runs serves includes holds")
_THEN, _LATER = vocabulary("had was were did"), vocabulary("will to")
_APART = frozenset({",", ";", "and", "but"})  # between what happened then and what is told next
_SHORT = 4  # words of a phrase such as "founded in", "which began on"
_AND_OR_BUT, _AND_BUT = frozenset({"and", "but", "or"}), frozenset({"and", "but"})
_PIVOTS = frozenset({"from", "over", "than", "below", "above"})
_THROUGH = frozenset({"to", "through", "until"})
_COMPARING = frozenset({"compared", "versus", "contrast"})
_YEAR_LONG, _MONTH_LONG, _DAY = len("2024"), len("2024-04"), len("2024-04-04")
_TURNS, _ORDINALS = vocabulary("time times"), vocabulary("second third fourth fifth sixth seventh eighth ninth tenth")
_BEFORE_IT = vocabulary("previous preceding prior")
_TRADED = vocabulary("crude contract futures contracts intermediate wti")
_PASSIVE = ("expected", "to")
_RANGE = "time.range"


class Nearness:
    """Weighs times against values by where they stand."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._speech = lexicon.words_of("speech") | {"released", "published", "issued"}
        self._estimates = frozenset(
            cue.text for cue in lexicon.cues_of("saying-noun") if cue.sense == "forecast" and " " not in cue.text
        )
        self._traded = lexicon.words_of("commodity") | _TRADED
        self._contracts = Contracts(lexicon, grammar)
        self._outlook = frozenset(cue.text for cue in lexicon.cues_of("outlook") if cue.sense == "forecast")

    def distance(
        self, frame: Frame, mention: Mention, value: Span, *, happening: bool, cue: tuple[int, int] | None
    ) -> float:
        """Weigh how far a time is from a value; what only modifies another noun is far.

        ``happening`` tells that the value is of an event, ``cue`` where the word of its measure stands.
        """
        (first, last), (at, end) = frame.range(value), frame.range(mention.span)
        number, other = frame.clause(first), frame.clause(at)
        low, high = (end, first) if end <= first else (last, at)
        going_on = resumed_after(self._grammar, frame, number) if other > number else None
        within = going_on is not None and other == number + 1  # "14 guards, who had worked there since May, resigned"
        if going_on is not None and frame.clause(going_on[1]) == other:
            other = number  # "14 guards, two of whom were hurt, resigned on Friday"
        opening = other == 0 and (at < LEADING or frame.lower(0) in _OPENING)
        joined = other == number - 1 and frame.lower(frame.clauses[number][0]) in _AND_OR_BUT
        sent = other < number and others.sends(frame, number)
        apart = 2.0 if sent else (2.0 if opening or joined else 7.0) * abs(other - number)
        distance = 0.5 * min(_GAP, max(0, high - low)) + apart
        if not _AND_BUT.isdisjoint(frame.lows[low : min(high, low + 12)]):
            distance += 4.0
        if apart and others.parted(frame.lows[low:high]) and not (opening and ":" in frame.lows[low:high]):
            distance += 6.0  # but "On 13 July, 8 cases were seen: Guinea, 6 cases; Liberia, 2 cases"
        if other > number and self._joins(frame, other):
            distance += 4.0  # of what is told next
        if other > number and frame.lower(frame.clauses[number][0]) in RELATIVES:
            distance += 6.0  # of what the relative clause is put into
        elif other > number and not happening and others.set_up(frame, other):
            distance += 8.0  # "each own half of the venture, which was set up in 2007"
        if last <= at and (
            others.told_apart(self._grammar, frame, last, at)
            or others.tells_of_now(self._grammar, frame, first, last, at)
        ):
            distance += 8.0
        if within:
            distance += 8.0
        if last <= at and (for_doing(frame, last, at) or (not happening and others.after_doing(frame, last, at))):
            distance += 10.0  # "seven years in prison for killing two men in 2003"
        if (last <= at and of_some(frame, last, at)) or (happening and of_most(frame, at)):
            distance += 14.0
        if end <= first and not opening and self._goes_on(frame, at, end, first):
            distance += 8.0
        day = isinstance(mention.value, Time) and mention.value.start is not None and width(mention.value) == 1
        foreseen = not day and self.estimated(frame, first)  # "its forecast to 4 from 5 in May"
        of_another = compared(frame, at, value) and not foreseen
        if of_another or (last <= at and (beside_another(frame, mention, last, at) or names_another(frame, at, end))):
            distance += 12.0
        passing = reduced(self._grammar, frame, at, end, first) if happening else None
        passing = aside(self._grammar, frame, at, end, first, last) if passing is None else passing
        report = isinstance(mention.value, Time) and (
            reporting(mention.value) or others.of_month(frame, mention, end, cue)
        )
        report = report and not passing and not self._contracts.of_month(frame, end)
        ahead = cue is None and end <= first and frame.lower(at - 1) in DETERMINERS
        if report and cue is not None and end <= cue[0] <= end + 2 and frame.lower(end) not in _APART:
            distance -= 4.0  # "third-quarter profit"
        elif end <= first and foreseen and others.of_forecast(frame, end, self._estimates):
            distance -= 4.0  # "its 2023 forecast to 3 percent"
        elif report and ahead and self._modifies(frame, at, end):
            pass  # "a third-quarter profit of $4 million, up 5 percent": a change of that profit
        elif not sent and (
            self._spoken(frame, at, first) or self._reported(frame, mention, at) or self._says_next(frame, end, first)
        ):
            that = end <= first and "that" in frame.lows[end:first]
            distance += 14.0 if that or (at < first and self.foresees(frame, at)) else 9.0
        elif self._modifies(frame, at, end):
            distance += 12.0
        if end <= first and not happening and others.following(frame, end, first):
            distance += 4.0  # "rose 0.3 percent last month following a 2 percent fall in April"
        if passing or frame.lower(at - 1) in _TURNS or frame.lower(at - 2) in _ORDINALS:
            distance += 12.0  # "for the third time this year", "its second increase this year"
        told = cue is not None and cue[1] <= at <= cue[1] + 1  # "Turnout in 2010 was 55 percent"
        if happening and not told and (frame.lower(end) == "'s" or (end <= first and self.in_subject(frame, at))):
            distance += 2.0 if of_years(mention.value) else 14.0  # "in Saturday's blast", not "the war of 1992-95"
        if isinstance(mention.value, Time) and mention.value.kind == "present":
            distance += -1.0 if last <= at <= last + 1 else 3.0  # "from 3rd in 2005 to 12th now"
        return distance

    def _says_next(self, frame: Frame, end: int, first: int) -> bool:
        """Say whether a day is of a report that a period is told of: "on Monday reported … for the quarter"."""
        if end >= first or len(frame.times) < 2:
            return False
        told = self._grammar.told(frame)
        if end in told:
            return any(isinstance(m.value, Time) and reporting(m.value) for m in frame.times)
        return others.told_of_weeks(frame, next((i for i in range(end, end + LEADING) if i in told), first), first)

    def modifies(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a time only tells which thing is meant: "the 2015 deal", "for delivery in January"."""
        return self._modifies(frame, *frame.range(mention.span))

    def _modifies(self, frame: Frame, at: int, end: int) -> bool:
        before = frame.lower(at - 1)
        after = frame.tokens[end] if end < len(frame.tokens) else None
        named = (before in DETERMINERS or before in ("for", "of")) and (
            after is not None
            and after.text.isalpha()
            and after.text.islower()
            and not self._grammar.is_verb(frame, end)
        )
        # "covered in the 2021 census"
        counted = frame.lower(end) in _COUNTS and frame.lower(at - 2) in ("in", "during")
        named = (named and not counted and frame.lower(end) not in _NO_NOUNS) or frame.lower(end) in others.CONTRACTS
        month = before == "for" and end == at + 1 and frame.tokens[at].text.isalpha()
        month = month and frame.lower(at - 2) in self._traded
        named = named or (month and self.in_subject(frame, at))  # "Crude for September lost 32 cents"
        named = named or self._contracts.of_month(frame, end)
        return named or (before == "in" and frame.lower(at - 2) in ("delivery", "due"))

    def in_subject(self, frame: Frame, at: int) -> bool:
        """Say whether a time stands inside the subject of its clause: "the blast last week has killed …"."""
        subject, verb = self._grammar.subject(frame, frame.clause(at)), self._grammar.verb(frame, frame.clause(at))
        return subject is not None and verb is not None and subject.first < at < verb

    def dateline(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a time belongs to the dateline: "MOSCOW, April 4 (Reuters) - …", "April 4 -- Moscow -- …"."""
        return dates_the_writing(self._grammar, frame, mention)

    def baseline(self, frame: Frame, mention: Mention, published: str | None = None) -> bool:
        """Say whether a time is what a value is compared with: "from a year earlier", "compared with 2004"."""
        told: dict[tuple[int, int, str | None], bool] = frame.memo.setdefault(_BASELINES, {})
        key = mention.span.start, mention.span.end, published
        if key not in told:
            told[key] = self._baseline(frame, mention, published)
        return told[key]

    def _baseline(self, frame: Frame, mention: Mention, published: str | None) -> bool:
        at, end = frame.range(mention.span)
        if record(frame, at):
            return True
        time = mention.value
        to_come = isinstance(time, Time) and time.start is not None and f"{time.start}" > (published or "9999")
        near = frame.lows[max(0, at - 5) : at + 1]
        onwards = isinstance(time, Time) and time.point == "since"  # "from May onwards"
        to_come = to_come or onwards or not _THROUGH.isdisjoint(frame.lows[at:end])  # nor is "from 10 to 15 May"
        to_come = to_come or (mention.rule == _RANGE and "-" in "".join(frame.lows[at:end]))  # "from 10-15 May"
        to_come = to_come and (others.MOVED.isdisjoint(near) or not others.months_back(time, published))
        if frame.lower(at) == "from":
            return not to_come
        if not _COMPARING.isdisjoint(near):
            return True
        beside = _PIVOTS.intersection(near[:-1][-2:])
        if beside:
            stretch = isinstance(time, Time) and time.kind == "duration"
            if beside - ({"from"} if to_come else set()) - ({"over"} if stretch else set()):
                return True
        dated = time.edtf if isinstance(time, Time) and time.basis == "stated" else None
        month = isinstance(time, Time) and time.kind == "date" and len(time.edtf or "") == _MONTH_LONG
        whole = len(dated or "") == _YEAR_LONG or month  # "a 3.8 percent increase on July"
        last = "last" in frame.lows[at:end] or not _BEFORE_IT.isdisjoint(frame.lows[at - 1 : at + 2])
        if "on" in frame.lows[max(0, at - 2) : at] and (
            (frame.lower(at - 1) == "on" and (whole or frame.lower(end - 1) in BACK))
            or (last and held_against(frame, at))
        ):
            return True  # "up 47 percent on the year before", "up 3 percent on 2019", "down 0.1 points on last month"
        return compared_with(frame, mention)

    def said(self, frame: Frame, i: int) -> bool:
        """Say whether a time stands with a verb of speech alone: "the firm said on Monday that …"."""
        return self._spoken(frame, i, i)

    def _spoken(self, frame: Frame, i: int, value: int) -> bool:
        """Say whether a time tells when something was said: "said on Tuesday", "In May it had forecast 3 percent"."""
        near = () if self._speech.isdisjoint(frame.lows[max(0, i - 4) : i]) else range(i - 1, i - 5, -1)
        for place in near:
            if (
                frame.lower(place) in self._speech
                and not (place == i - 2 and frame.lower(i - 1) == "for" and frame.lower(place) in self._estimates)
                and frame.tokens[place].text.islower()  # not "in the United States on"
                and "that" not in frame.lows[place + 1 : i]  # nor "said that since May prices have risen"
                and place + 1 not in frame.valued  # nor "added 250,000 jobs in"
            ):
                return True
        if others.shown(frame, i):
            return True
        return i < value and self.foresees(frame, i)

    def _reported(self, frame: Frame, mention: Mention, at: int) -> bool:
        """Say whether a day is that of the report: "Acme reported a third-quarter profit of $4 million on Thursday"."""
        number, time = frame.clause(at), mention.value
        verb = self._grammar.verb(frame, number)
        told = verb in self._grammar.told(frame) or others.of_results(frame, at)
        if not isinstance(time, Time) or len(time.edtf or "") != _DAY or not told:
            return False
        return any(
            isinstance(other.value, Time)
            and (reporting(other.value) or len(other.value.edtf or "") == _MONTH_LONG)
            and frame.clause(frame.at(other.span.start)) == number
            for other in frame.times
        )

    def foresees(self, frame: Frame, at: int) -> bool:
        """Say whether a time that opens a sentence only tells when something was foreseen: "In May it forecast 3 %"."""
        begin, end = frame.clauses[frame.clause(at)]
        if at - begin >= LEADING or frame.lower(at - 1) == "for":
            return False  # "For 2007, it expects 3 percent"
        passive = frame.tokens[at].text.isdigit() and _PASSIVE in zip(
            frame.lows[at:end], frame.lows[at + 1 : end], strict=False
        )
        if passive:
            return False  # "In 2023, seven were expected to hit it": of that year
        told = self._grammar.told(frame)
        end = next((value for value in frame.valued if at < value < end), end)  # not "the $4m that analysts expected"
        return any(
            (frame.lower(k) in self._outlook and (self._grammar.is_verb(frame, k) or frame.lower(k - 1) in AUXILIARIES))
            or (k in told and frame.lower(k - 1) == "had")
            for k in range(at + 1, end)
        )

    def estimated(self, frame: Frame, i: int) -> bool:
        """Say whether a value is one of an estimate: "raised its forecast for this year to 3 percent from 2"."""
        if self._estimates.isdisjoint(frame.distinct):
            return False
        return not self._estimates.isdisjoint(frame.lows[frame.clauses[frame.clause(i)][0] : i])

    def _goes_on(self, frame: Frame, at: int, end: int, first: int) -> bool:
        """Say whether a time is only of a beginning: "a trial that began on May 8 and heard 92 witnesses".

        What is so now is not of the time that something once happened: "was founded in 1926 and has 14 offices".
        """
        joints = [i for i, low in enumerate(frame.lows[end : first - 1], end + 1) if low in _AND_BUT]
        if not joints:
            return False
        if _BEGAN.isdisjoint(frame.lows[max(0, at - 2) : at]):
            begin = frame.clauses[frame.clause(at)][0]
            once = any(participle(frame.lower(i)) for i in range(max(0, at - _SHORT), at)) or not _THEN.isdisjoint(
                frame.lows[begin:at]
            )
            if not once and not _LATER.isdisjoint(frame.lows[begin:at]):
                return any(others.is_now(frame, i, first) for i in joints)
            return once and any(frame.lower(i) in _NOW for i in joints)
        return any(self._grammar.is_verb(frame, i) for i in joints)

    def _joins(self, frame: Frame, number: int) -> bool:
        """Say whether a clause tells something else beside the one before it: "…, and in May …"."""
        begin = frame.clauses[number][0]
        told = frame.lower(begin) in _JOINING and frame.lower(begin + 1) != "of"  # "as of May"
        return told and self._grammar.verb(frame, number) is not None

    def passing(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a time dates nothing but what is said in passing: "Acme, founded in 1996, employs 40"."""
        at, end = frame.range(mention.span)
        return aside(self._grammar, frame, at, end, frame.size, frame.size)
