"""A claim's words → the interval they commit to, the days they speak of, and what they may be compared with.

The one place where this is decided: :mod:`kg.lift` writes these values into the graph, :mod:`kg.compare` and the shapes
read them. Pure functions over :class:`kg.model.Claim`; no library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from kg.edtf import clock, days
from kg.lexicon import Scale, scale
from kg.model import Claim, Temporality
from kg.precision import round_step, written_step
from kg.topic import folded, topic

Footing = Literal["fact", "prior", "expected", "former", "denied", "aside"]
Ends = Literal["[]", "[)", "(]", "()"]

Units: TypeAlias = Mapping[str, Scale]
"""Unit code → how it is converted; units that cannot be converted are left out."""

_FUTURE = frozenset({"planned", "forecast", "possible"})
_COUNT_UNIT = re.compile(r"[a-z][a-z_]{0,40}")
_NO_COUNT = frozenset({"percent", "percentage_point"})
_MEASURED = frozenset({"area", "length", "mass", "speed", "volume"})  # 175 km/h may be 110 miles an hour


@dataclass(frozen=True, slots=True)
class Interval:
    """The values a claim's words allow; ``None`` is an open end, ``ends`` tells closed from open.

    Numbers are in the reference unit of their dimension; dates are ordinals of days (:meth:`datetime.date.toordinal`),
    closed at both ends, ``clock`` the first and last minute of a time of day. ``text`` has a statement's words instead.

    >>> Interval(Decimal("67.5"), Decimal("68.5"), "[)").notation
    '[67.5,68.5)'
    """

    low: Decimal | None
    high: Decimal | None
    ends: Ends = "[]"
    text: str | None = None
    dated: bool = False
    clock: tuple[str, str] | None = None

    @property
    def notation(self) -> str:
        """Interval notation, as ``kg:interval`` has it."""
        if self.text is not None:
            return f"={self.text}"
        low, high = (("" if end is None else _printed(end, dated=self.dated)) for end in (self.low, self.high))
        if self.clock is not None:
            low, high = f"{low}T{self.clock[0]}", f"{high}T{self.clock[1]}"
        return f"{self.ends[0]}{low},{high}{self.ends[1]}"


@dataclass(frozen=True, slots=True)
class Columns:
    """What the comparison reads of one claim: the columns of the sweep, the properties of the shapes."""

    interval: Interval
    step: Decimal  # one unit of the last digit the words state; 0 for exact counts, dates and statements
    stated: Decimal | None  # the value in the reference unit
    start: date | None  # first day the claim speaks of; None: open or unknown
    until: date | None  # first day after it
    granularity: str
    footing: Footing
    voice: str  # "" is the article's own voice
    said: date | None
    written: str


def columns(claim: Claim, *, units: Units | None = None) -> Columns:
    """Return what the comparison reads of a claim."""
    said = said_day(claim)
    start, until, granularity = _valid(claim, said)
    committed = interval(claim, units=units)
    converted = scale(claim, units=units)
    stated = converted.of(claim.value) if isinstance(claim.value, Decimal) else None
    return Columns(
        interval=committed,
        step=Decimal(0)
        if committed.text is not None or committed.dated
        else step(claim, units=units) * converted.factor,
        stated=stated,
        start=start,
        until=until,
        granularity=granularity,
        footing=footing(claim, granularity),
        voice=voice(claim),
        said=said,
        written=written(claim),
    )


def series_key(
    claim: Claim,
    *,
    units: Units | None = None,
    canonical: Mapping[str, str] | None = None,
    named: Callable[[str], str] = "name:{}".format,
) -> tuple[str, ...]:
    """Return what must be equal for two claims to be compared: subject, measure, dimension, temporality, scope.

    ``canonical`` maps an entity's IRI to the one its same-as entities share. A subject known only by its words is what
    :func:`kg.topic.topic` makes of them: "demand for oil" and "oil demand" are one. ``named`` gives the IRI of such a
    subject (:func:`kg.names.entity`), so that a name is one subject whether or not its sentence showed it to be a name.

    >>> from kg.model import Span
    >>> claim = Claim("a", "quantity", Span(0, 4), "NATO", " NATO ", None, "memberCount", Decimal(32))
    >>> series_key(claim)
    ('name:nato', 'memberCount', 'count', 'state')
    """
    subject = claim.subject_iri or ""
    if canonical is not None:
        subject = canonical.get(subject, subject)
    what = (claim.measure, dimension(claim, units=units), temporality(claim))
    return (subject or named(topic(claim.subject, measure=claim.measure)), *what, *sorted(claim.scope))


def dimension(claim: Claim, *, units: Units | None = None) -> str:
    """Return what may be converted into one another: "count", "length", a currency's own code, "date", "statement".

    What is said of one thing in words ("cause": "coal dust") is a "description"; only those may be laid side by side.
    """
    if claim.kind == "statement" and claim.measure != "statement":
        return "description"
    if claim.kind != "quantity":
        return claim.kind
    unit = claim.unit
    if unit is None:
        return "count"
    if units is not None and unit in units:
        return units[unit].dimension
    return "count" if _COUNT_UNIT.fullmatch(unit) and unit not in _NO_COUNT else unit


def temporality(claim: Claim) -> Temporality:
    """Return how time works for the claim: as its measure says, else by its kind."""
    return claim.temporality or ("event" if claim.kind == "date" else "state")


def interval(claim: Claim, *, units: Units | None = None) -> Interval:
    """Return the values the words allow.

    >>> from kg.model import Span
    >>> interval(Claim("a", "quantity", Span(0, 3), "68%", "x", None, "m", Decimal(68), unit="percent")).notation
    '[67.5,68.5)'
    >>> interval(Claim("a", "quantity", Span(0, 2), "31", "x", None, "m", Decimal(31))).notation
    '[31,31]'
    """
    if claim.kind == "date":
        return _dates(claim)
    if claim.kind == "statement" or not isinstance(claim.value, Decimal | None):
        # two statements say alike where their words do: none is the opposite of another for having no value
        return Interval(None, None, text=folded(str(claim.value or claim.quote)))
    converted = scale(claim, units=units)
    found = _numbers(claim, units)
    return Interval(
        None if found.low is None else converted.of(found.low),
        None if found.high is None else converted.of(found.high),
        found.ends,
    )


def _numbers(claim: Claim, units: Units | None) -> Interval:
    value, low, high, half = claim.value, claim.low, claim.high, step(claim, units=units) / 2
    if not isinstance(value, Decimal):
        return Interval(low, high, "[]" if low is not None or high is not None else "()")
    match claim.modality:
        case "at_least":
            return Interval(value if low is None else low, high if high != low else None, "[)")
        case "more_than":
            return Interval(value if low is None else low, high if high != low else None, "()")
        case "at_most":
            return Interval(low if low != high else None, value if high is None else high, "(]")
        case "less_than":
            return Interval(low if low != high else None, value if high is None else high, "()")
        case "between":
            return Interval(low, high, "[]")
        case "about":
            # "about 2,000" and 1,930 agree: one unit of the last digit either way, of a few counted one in ten
            few = abs(value) < 100 and dimension(claim, units=units) == "count"
            slack = max(2 * half, round_step(value), abs(value) / (10 if few else 20))
            return Interval(
                value - slack if low is None else min(low, value), value + slack if high is None else max(high, value)
            )
    return Interval(value - half, value + half, "[)") if half else Interval(value, value)


def step(claim: Claim, *, units: Units | None = None) -> Decimal:
    """Return one unit of the last digit the words state, in the claim's own unit; 0 for an exact count.

    >>> from kg.model import Span
    >>> step(Claim("a", "quantity", Span(0, 6), "67.65%", "x", None, "m", Decimal("67.65"), unit="percent"))
    Decimal('0.01')
    >>> int(step(Claim("a", "quantity", Span(0, 6), "13,000", "x", None, "m", Decimal(13000))))
    1000
    """
    value = claim.value
    if not isinstance(value, Decimal):
        return Decimal(0)
    found = claim.step if claim.step is not None else written_step(value, claim.written or written(claim))
    what = dimension(claim, units=units)
    if what != "count" or abs(value) >= 1000:  # 200 members are no fewer, 200 dollars may be
        found = max(found, round_step(value, fives=what in _MEASURED))
    return Decimal(0) if what == "count" and found <= 1 and value == value.to_integral_value() else found


def _dates(claim: Claim) -> Interval:
    found = days(str(claim.value)) if claim.value is not None else None
    if found is None or (found.start is None and found.until is None):
        return Interval(None, None, text=folded(str(claim.value or "")))
    low, high = found.start, found.until
    match claim.modality:
        case "less_than" | "at_most":
            low = None
        case "more_than" | "at_least":
            high = None
    return Interval(
        None if low is None else Decimal(low.toordinal()),
        None if high is None else Decimal(high.toordinal() - 1),
        dated=True,
        clock=clock(str(claim.value)) if claim.modality == "exact" else None,
    )


def _valid(claim: Claim, said: date | None) -> tuple[date | None, date | None, str]:
    first = days(claim.valid_from) if claim.valid_from else None
    last = days(claim.valid_to) if claim.valid_to else None
    if first is None and last is None:
        # a statement of no date is one made on the article's day; a number of no date is not dated by that
        if claim.kind == "statement" and said is not None:
            return said, date.fromordinal(said.toordinal() + 1), "attested"
        return None, None, "unknown"
    start, until = first.start if first else None, last.until if last else None
    if start is not None and until is not None and start >= until:
        return None, None, "unknown"
    if claim.basis == "attested":
        return start, until, "attested"
    same = first is not None and last is not None and (claim.valid_from == claim.valid_to or first.start == last.start)
    if same and first is not None:
        # what is stated as of an hour may be another figure in the next
        return start, until, "time" if "T" in str(claim.valid_from) else first.granularity
    coarse = first is not None and last is not None and "day" not in {first.granularity, last.granularity}
    return start, until, "periods" if coarse else "span"  # January to June: somewhere in it, as "in 2024" is


def said_day(claim: Claim) -> date | None:
    """Return the article's day; an article dated only to the month or year has none."""
    found = days(claim.published) if claim.published else None
    return found.start if found is not None and found.granularity == "day" else None


def footing(claim: Claim, granularity: str = "day") -> Footing:
    """Return what the claim may be compared with: facts with facts, expectations with expectations.

    A value quoted as superseded ("down from 17") is "prior": a fact of its own, earlier time, no claim of today. What
    was expected once ("raised from 4 %") is "former", beside what is expected now. What holds on a condition is only
    told "aside".
    """
    if claim.certainty == "conditional":
        return "aside"
    expected = claim.certainty in _FUTURE or claim.standing == "expected"
    if claim.standing == "prior":
        if claim.polarity == "-" or granularity in {"attested", "unknown"}:
            return "aside"
        return "former" if expected else "prior"
    if claim.polarity == "-" or claim.certainty == "denied":
        return "aside" if expected else "denied"  # that something will not happen denies no fact
    return "expected" if expected else "fact"


def voice(claim: Claim) -> str:
    """Return who answers for the claim: a speaker, an unnamed source, or ("") the article itself."""
    if claim.speaker_iri:
        return claim.speaker_iri
    if claim.speaker:
        return folded(claim.speaker)
    return "unnamed" if claim.certainty == "alleged" else ""


def written(claim: Claim) -> str:
    """Return the value as the article writes it."""
    if claim.written is not None:
        return claim.written
    if claim.value_span is None:
        return ""
    first, last = (max(0, at - claim.span.start) for at in (claim.value_span.start, claim.value_span.end))
    return claim.quote[first:last]


def _printed(end: Decimal, *, dated: bool) -> str:
    return date.fromordinal(int(end)).isoformat() if dated else f"{end.normalize():f}"
