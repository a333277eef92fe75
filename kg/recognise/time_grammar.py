"""The grammar of time expressions: patterns over the classes of words, the longest reading first, and what reads them.

A pattern names classes of :data:`kg.recognise.time_words.CODES` in braces, or one of the groups below; the whole table
is one regular expression over a string with one letter a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from kg.recognise import time_compared as compared
from kg.recognise import time_dates as dates
from kg.recognise import time_lengths as lengths
from kg.recognise import time_parts as parts
from kg.recognise import time_spans as spans
from kg.recognise import time_years as years
from kg.recognise.time_clock import Clock, Reading
from kg.recognise.time_phrases import Phrase
from kg.recognise.time_words import IDLE, expanded

Resolver: TypeAlias = Callable[[Phrase, Clock], Reading | None]

_GROUPS = {
    "m": "{month}{dot}?",
    "w": "{weekday}{dot}?",
    "d": "[{int}{nth}{ordinal}]",
    "y": "[{year}{shortyear}]",
    "units_": "[{unit}{units}{quarter}]",
    "any_unit": "[{unit}{units}{quarter}{clockunit}]",
    "and_a_half": "(?:{hyphen}?{and}{hyphen}?{a}{hyphen}?{half})",
    "num": "(?:(?:{number}{hyphen}?)?[{number}{int}{big}]{and_a_half}?|{a}?{vague}|{a})",
    "which": "[{last}{next}{coming}{this}{past}{previous}{following}{same}{latest}]",
    "phase_": "(?:{the}?(?:{phase}{hyphen}?[{of}{in}]?|{edge}{of}){the}?|{about})?",
    "sooner": "(?:{the}?(?:[{phase}{earlier}{later}]{of}?|{edge}{of}){the}?)?",
    "last_year": "(?:[{of}{in}]?{the}?{which}{unit})",
    "which_fiscal": "(?:[{of}{in}]?{the}?[{last}{previous}{this}]{fiscal}{unit}?)",
    "shift": "[{ago}{earlier}{later}]",
    "at": "(?:{clock}{zone}?(?:{paren}[{big}{year}{clock}]{zone}{paren})?{comma}?{in}?)?",  # "8 p.m. EST on"
    "then_at": "(?:{comma}?{part}?{in}?{about}?{clock}{zone}?)?",
}

# name, pattern, reading; the first that fits at a word is taken.
RULES: tuple[tuple[str, str, Resolver], ...] = (
    ("iso", "{iso}", dates.iso_date),
    ("slashed", "{slash}", dates.slashed_date),
    (
        "date",
        "{at}(?:{w}{comma}?{the}?)?{about}?(?:{which}{phase_})?{m}{the}?{d}(?:{comma}?{of}?{y}|{last_year})?{then_at}(?!{percent})",
        dates.month_day,
    ),
    (
        "days-month",
        "{d}[{hyphen}{dash}{to}{and}]{d}{of}?{m}(?:{comma}?{y}|{last_year})?",
        dates.days_of_month,
    ),
    ("day-month", "{at}(?:{w}{comma}?)?{the}?{d}{of}?{m}(?:{comma}?{y}|{last_year})?", dates.month_day),
    (
        "month-quarter",
        "{the}?(?:{m}[{hyphen}{dash}])?{m}(?:{hyphen}?{quarter}(?:{of}?{y}|{of}{fiscalcode}|{last_year}|{which_fiscal})?|{year}{quarter})",
        years.month_quarter,
    ),
    ("fiscal-months", "{the}?{m}[{hyphen}{dash}{to}]{m}{period}?{which_fiscal}", years.fiscal_months),
    ("month-year", "{phase_}{m}{comma}?{of}?(?:{y}|{last_year})", dates.month),
    ("month-of", "(?:{which}{phase_}|{phase_}{which}){m}", dates.month),
    (
        "part-of-month",
        "{the}?[{ordinal}{nth}{last}]{hyphen}?[{unit}{half}][{of}{in}]{m}(?:{comma}?{y}|{last_year})?",
        parts.part_of_month,
    ),
    (
        "weekday-of-month",
        "{the}?[{ordinal}{nth}{last}]{w}[{of}{in}]{m}(?:{comma}?{y}|{last_year})?",
        parts.weekday_of_month,
    ),
    ("weekday-of-week", "{w}{part}?{of}?[{last}{this}{next}{coming}{past}]{unit}", parts.day_of_week),
    ("weekday-nth", "{w}{hyphen}?{the}{hyphen}?{nth}|{w}{comma}{the}{nth}(?![{word}{name}{unit}])", dates.weekday_nth),
    ("ago-day", "{num}{hyphen}?{units_}{shift}(?:{day}|{w})", spans.away),
    ("weekday", "{at}{sooner}{which}?{w}{then_at}{part}?", dates.weekday),
    ("day-from", "{num}{units_}{from}(?:{day}|{w})", spans.away),
    ("day", "{at}[{earlier}{later}{phase}]?{day}{then_at}{part}?", spans.relative_day),
    ("overnight", "{part}(?!{in}?{w})", spans.overnight),
    ("night", "(?:{the}?[{next}{previous}{following}]|[{last}{this}{same}]){part}", spans.last_night),
    (
        "quarter",
        "{phase_}(?:{fiscal}{y}?)?[{ordinal}{nth}]{hyphen}?{fiscal}?[{quarter}{half}](?:{hyphen}?[{of}{in}]?{the}?(?:{fiscal}{unit}?)?{y}(?:[{hyphen}{dash}{sign}]{int})?|{last_year}|{which_fiscal})?",
        years.quarter,
    ),
    ("year-quarter", "{year}(?:{apostrophe})?{the}?[{ordinal}{nth}]{hyphen}?[{quarter}{half}{period}]", years.quarter),
    ("year-period", "{year}{fiscal}?[{quarter}{period}](?!{ended})", years.quarter_in),
    ("latest-period", "{the}?{latest}{fiscal}?{period}", years.quarter_in),
    ("last-quarter-of", "{the}?[{last}{latest}][{quarter}{half}][{of}{in}]{y}", years.quarter),
    (
        "years",
        "{phase_}(?:{the}?{fiscal}{unit}?)?{year}[{hyphen}{dash}{sign}][{year}{int}](?:{fiscal}{unit})?",
        years.years,
    ),
    (
        "quarter-code",
        "{the}?{quartercode}(?:{of}?{hyphen}?{fiscal}?{y}|{of}?{fiscalcode}|{last_year}|{which_fiscal})?|(?:{y}|{fiscalcode}){hyphen}?{quartercode}",
        years.quarter,
    ),
    ("century", "{phase_}[{ordinal}{nth}]{hyphen}?{unit}", years.century),
    ("first-units", "{the}?[{ordinal}]{num}{units_}(?:{of}{y})?", lengths.first_units),
    ("fiscal-code", "{fiscalcode}", years.fiscal_code),
    ("fiscal-year", "{phase_}(?:{fiscal}(?:{unit})?{y}|{year}{fiscal}{unit})", years.year),
    ("the-year", "{the}{unit}{y}", years.year),
    ("which-fiscal", "{phase_}{which}{fiscal}(?:{units_}|(?![{word}{name}{hyphen}]))", spans.which_unit),
    ("season", "{the}?{phase_}(?:{which}{phase_})?{season}(?:[{of}{in}]?{y}|{last_year})", dates.season),
    ("which-season", "{the}?{phase_}{which}{phase_}{season}", dates.season),
    (
        "in-season",
        "(?<=[{in}{by}{until}{since}]){the}?{phase}?{hyphen}?{season}|{the}{season}(?={of}|{in})",
        dates.season,
    ),
    ("holiday-week", "{holiday}{comma}?[{unit}{weekend}]", dates.holiday_week),
    ("holiday", "{which}?{holiday}(?:{comma}?{y})?", dates.holiday),
    ("decade", "{phase_}{decade}", years.decade),
    ("year-end", "[{yearend}{monthend}]{year}?", spans.year_end),
    ("half-ago", "{half}{a}{unit}{shift}|{a}{unit}{and}{a}{half}{shift}", spans.half_away),
    ("ago", "{num}{hyphen}?{any_unit}{shift}", spans.away),
    ("units-ago", "{units}{ago}|{clockunit}{shift}", spans.away),
    ("stretch", "{the}?[{last}{past}{next}{coming}{previous}{following}{recent}]{num}{any_unit}", lengths.stretch),
    ("recent", "{the}?[{last}{past}{next}{coming}{previous}{following}{recent}]{units}", lengths.stretch),
    (
        "comparable",
        "{the}?(?:{comparable}|{likewise})(?:{fiscal}?[{period}{quarter}{unit}])|{the}?{same}{fiscal}?[{period}{quarter}{unit}](?=[{of}{in}]?{the}?(?:{last}|{previous}{fiscal})|(?:{a}|{num}){unit}{ago}|{a}{unit}|[{in}{of}]{year})|{the}?{comparable}{units_}?",
        compared.year_earlier,
    ),
    ("beside", "{the}?{unit}[{earlier}{later}]", spans.away),
    (
        "clock",
        "(?<=[{in}{by}{until}{since}{about}{and}{to}{comma}{paren}{word}{verb}{earlier}{later}]){clock}{zone}?|{int}{hourmark}{zone}?|{int}{in}{the}{part}",
        spans.time_of_day,
    ),
    ("which", "{sooner}(?:{the}?{which})[{unit}{quarter}{weekend}]", spans.which_unit),
    (
        "the-unit",
        "(?<=[{in}{of}{since}{until}{by}]){the}[{unit}{quarter}{weekend}]|{the}(?:{weekend}|{fiscal}?{quarter}|{fiscal}{unit}|{unit}(?={ended}))|{the}?{edge}{of}{the}{fiscal}?[{unit}{quarter}{weekend}]",
        spans.the_unit,
    ),
    (
        "day-of-event",
        "(?<={in}){the}[{ordinal}{nth}]{unit}(?={of}(?![{month}{unit}{year}{last}{this}{next}]))",
        parts.day_of_event,
    ),
    ("each", "{each}(?:{num}|{ordinal})?(?:{any_unit}|{weekday}|{part}|{month}|{season})", lengths.repetition),
    ("rate", "(?<=[{word}{name}{big}{int}{verb}{percent}]){a}[{unit}{quarter}]", lengths.repetition),
    ("length", "{num}{hyphen}?{any_unit}(?!{hyphen}?{old})", lengths.length),
    ("set", "{set}", lengths.repetition),
    ("month", "{phase_}{m}", dates.month),
    ("nth", "(?<=[{in}{by}{until}{since}{to}]){the}{nth}(?![{word}{name}{hyphen}{unit}])", dates.day_of_month),
    ("year", "{phase_}{y}", years.year),
    ("now", "{ref}", lengths.reference),
    ("future", "{the}?{era}", lengths.reference),
    ("the-past", "{the}{past}(?![{word}{name}{verb}])", lengths.reference),
)


def _whole(pattern: str) -> str:
    for _ in range(3):  # groups may name groups
        pattern = re.sub(r"\{(\w+)\}", lambda match: _GROUPS.get(match[1], match[0]), pattern)
    return expanded(pattern)


_BEGINS = _whole("[{the}{a}]?[^{the}{a}" + "".join(f"{{{kind}}}" for kind in sorted(IDLE)) + "]")
EXPRESSION = re.compile(
    f"(?={_BEGINS})(?:"
    # the name stands at the end: an alternative that begins with a class of words is passed over without entering it
    + "|".join(f"(?:{_whole(pattern)})(?P<r{number}>)" for number, (_, pattern, _) in enumerate(RULES))
    + ")"
)
