"""Values of the machine formats → the words that people read: dates and numbers of their place, verdicts, measures."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from kg.edtf import days
from kg.model import Claim, DateEvidence, Finding, Severity

DEFAULT_LOCALE = "en_GB"
SEVERITIES: dict[Severity, str] = {
    "violation": "Cannot both be true",
    "warning": "Needs a look",
    "info": "Good to know",
}
VERDICTS = {
    "contradiction": "contradiction",
    "selfContradiction": "self-contradiction",
    "dispute": "dispute",
    "correction": "correction",
    "succession": "change",
    "explainedSuccession": "explained change",
    "staleRestatement": "outdated value repeated",
    "update": "update",
    "roundingVariant": "rounding",
    "unitVariant": "other unit",
    "agreement": "agreement",
    "incomparable": "not comparable",
}
CONFLICTS = frozenset({"contradiction", "selfContradiction", "dispute", "staleRestatement"})
CHANGES = frozenset({"succession", "explainedSuccession", "update", "correction"})
_BASES = {
    "stated": "the words name the time",
    "relative": "worked out from words like “last year” and the article's date",
    "anchored": "tied to an event the article dates",
    "attested": "only known to hold on the article's date",
    "unknown": "no time is stated",
}
_SOURCES = {
    "given": "given by whoever sent the article",
    "user": "set by a person",
    "metadata": "in the page's own data",
    "dateline": "in the dateline",
    "htmldate": "found in the page",
    "byline": "in the byline",
}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STAMPED = re.compile(r"(^|” \()(\d{4}-\d\d-\d\d)(\)|:)")
_PATTERNS = {"month": "yMMM", "quarter": "yQQQ", "year": "y"}


def locale(*wanted: str) -> str:
    """Return the first of the locales whose dates and numbers are known; British English where none is.

    >>> locale("xx", "de"), locale("en-US"), locale()
    ('de', 'en_US', 'en_GB')
    """
    for name in wanted:
        try:
            return str(Locale.parse(name.replace("-", "_")))
        except (ValueError, UnknownLocaleError, TypeError):
            continue
    return DEFAULT_LOCALE


@lru_cache(maxsize=8192)  # pages and reports write the same days again and again
def day(written: str | None, place: str = DEFAULT_LOCALE) -> str:
    """Return an EDTF date as people of the place write it, as exact as it is; "undated" where there is none.

    >>> day("2024-04-04"), day("2024-04"), day("2024"), day("2024-04-04", "en_US"), day("198X"), day(None)
    ('4 Apr 2024', 'Apr 2024', '2024', 'Apr 4, 2024', '198X', 'undated')
    """
    covered = days(written) if written else None
    if written is None or covered is None or covered.start is None or "/" in written:
        return written or "undated"
    if covered.granularity == "day":
        return format_date(covered.start, "medium", locale=place)
    pattern = _PATTERNS.get(covered.granularity)
    return format_skeleton(pattern, covered.start, locale=place) if pattern and len(written) >= 4 else written


def number(value: Decimal | int | float | str | None, place: str = DEFAULT_LOCALE) -> str:
    """Return a number with the separators of the place; words stay as they are.

    >>> number(Decimal("1234567.5")), number(1200, "de"), number("yes"), number(None)
    ('1,234,567.5', '1.200', 'yes', '')
    """
    if isinstance(value, Decimal | int | float):
        return format_decimal(value, format="#,##0.##########", locale=place)
    return value or ""


def told(words: str, place: str = DEFAULT_LOCALE) -> str:
    """Return the words of a shape with their dates as people of the place write them; quotes stay as they are.

    >>> told("“In 2024-04” (2024-04-04), then more"), told("2024-03-07: “Sweden joined”")
    ('“In 2024-04” (4 Apr 2024), then more', '7 Mar 2024: “Sweden joined”')
    """
    return _STAMPED.sub(lambda match: match[1] + day(match[2], place) + match[3], words)


def period(claim: Claim, place: str = DEFAULT_LOCALE) -> str:
    """Return the time a claim speaks of; "as of" where it is only attested at its article's date."""
    first, last = claim.valid_from, claim.valid_to
    if first is None and last is None:
        return ""
    if first == last or last is None or first is None:
        one = day(first or last, place)
        said = one if first == last else f"since {one}" if last is None else f"until {one}"
        return f"as of {one}" if claim.basis == "attested" else said
    return f"{day(first, place)} – {day(last, place)}"


def basis(claim: Claim) -> str:
    """Return how the time of a claim is known."""
    return _BASES[claim.basis]


def source(evidence: DateEvidence) -> str:
    """Return where a date of an article stood."""
    return _SOURCES[evidence.source]


def value(claim: Claim) -> str:
    """Return the value as it was written."""
    if claim.kind == "statement":
        return "said"
    return claim.written or ("" if claim.value is None else str(claim.value))


def verdict(name: str) -> str:
    """Return a verdict in plain words.

    >>> verdict("staleRestatement"), verdict("myOwnVerdict")
    ('outdated value repeated', 'my own verdict')
    """
    return VERDICTS.get(name) or measure(name)


def measure(name: str) -> str:
    """Return the name of a measure, or of a term by its IRI, as words.

    >>> measure("defenceBudgetChange"), measure("https://w3id.org/claimgraph/measure#deathToll")
    ('defence budget change', 'death toll')
    """
    return _HUMP.sub(" ", re.split(r"[#/]", name.rstrip("/#"))[-1]).replace("-", " ").replace("_", " ").lower()


def about(finding: Finding) -> str:
    """Return what a finding is about: the subject and the measure."""
    return f"{finding.claims[0].subject}, {measure(finding.claims[0].measure)}" if finding.claims else ""


def newest(finding: Finding) -> str:
    """Return the latest day on which one of its claims was published (ISO), "" where none is dated."""
    return max((claim.published or "" for claim in finding.claims), default="")


def newsroom(claim: Claim) -> str:
    """Return who published the claim, as far as it is known."""
    return claim.publisher or claim.article


def sides(finding: Finding) -> tuple[Claim, ...]:
    """Return the claims the message quotes: one, or one of each side."""
    return finding.claims[:2]
