"""Findings → one HTML file an editor can open from the disk: summary first, plots drawn in, nothing fetched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from kg.model import Claim, Finding, Report
from kg.plot import plot
from kg.points import Mark, Point, points, unit_of, worth_drawing
from kg.report import words
from kg.report.meaning import meaning
from kg.report.working import in_words

PLOTS = 24  # series that are drawn, the most severe first; each costs a tenth of a second
SUMMARY = 200  # findings in the table at the top
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'"  # the page brings its style sheet with it, and asks for nothing
)


def as_html(
    report: Report,
    *,
    title: str = "Consistency report",
    of: str | None = None,
    made: str | None = None,
    locale: str = words.DEFAULT_LOCALE,
    plots: int = PLOTS,
) -> str:
    """Return the report as a page of its own; ``of`` says which part of a corpus it is about, ``made`` (ISO) when.

    All words of articles are escaped. The page forbids itself scripts and anything from elsewhere.
    """
    return _template(locale).render(
        report=report,
        title=title,
        of=of,
        made=made,
        look=look(),
        policy=POLICY,
        severities=words.SEVERITIES,
        summary=report.findings[:SUMMARY],
        rest=max(0, len(report.findings) - SUMMARY),
        plots=list(_plots(report.findings, plots)),
    )


def look() -> str:
    """Return the style sheet that reports and pages share."""
    return files("kg.report").joinpath("look.css").read_text(encoding="utf-8")


def marked(claim: Claim) -> list[tuple[str, bool]]:
    """Return the quote in parts, the words of the value told apart.

    >>> from kg.model import Span
    >>> marked(Claim("a", "quantity", Span(10, 28), "NATO has 32 members", "NATO", None, "m", value_span=Span(19, 21)))
    [('NATO has ', False), ('32', True), (' members', False)]
    """
    span = claim.value_span
    if span is None or not claim.span.covers(span) or claim.kind == "statement":
        return [(claim.quote, False)]
    first, last = span.start - claim.span.start, span.end - claim.span.start
    parts = [(claim.quote[:first], False), (claim.quote[first:last], True), (claim.quote[last:], False)]
    return [(said, is_value) for said, is_value in parts if said]


@lru_cache(maxsize=64)
def filters(locale: str) -> Mapping[str, Any]:
    """Return what templates say of dates, numbers, claims and findings, as people of the place read them."""
    return {
        "day": partial(_placed, words.day, locale),
        "number": partial(_placed, words.number, locale),
        "period": partial(_placed, words.period, locale),
        "basis": words.basis,
        "source": words.source,
        "value": words.value,
        "verdict": words.verdict,
        "measure": words.measure,
        "about": words.about,
        "newest": words.newest,
        "newsroom": words.newsroom,
        "sides": words.sides,
        "marked": marked,
        "meaning": meaning,
        "told": partial(_placed, words.told, locale),
        "in_words": lambda finding, units=None: in_words(finding, locale, units),
    }


def _placed(said: Any, locale: str, given: Any) -> str:
    told: str = said(given, locale)
    return told


@lru_cache(maxsize=8)
def _template(locale: str) -> Template:
    environment = Environment(
        loader=PackageLoader("kg.report", ""), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= filters(locale)
    return environment.get_template("report.html")


def marks(findings: Sequence[Finding]) -> dict[Claim, Mark]:
    """Return how the claims of findings are ringed: a conflict outweighs a change."""
    found: dict[Claim, Mark] = {}
    for finding in findings:
        for claim in words.sides(finding):
            if finding.verdict in words.CONFLICTS:
                found[claim] = "conflict"
            elif finding.verdict in words.CHANGES:
                found.setdefault(claim, "change")
    return found


def _plots(findings: Sequence[Finding], most: int) -> Iterator[tuple[str, str, list[Point]]]:
    by_series: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.series is not None and finding.claims:
            by_series[finding.series].append(finding)
    drawn = 0
    for about in by_series.values():
        claims = list(dict.fromkeys(claim for finding in about for claim in finding.claims))
        ringed = marks(about)
        values = points(claims, mark=lambda claim, ringed=ringed: ringed.get(claim, ""))  # type: ignore[misc]
        if not worth_drawing(values) or len({claim.unit for claim in claims}) > 1:
            continue
        name = words.about(about[0])
        yield name, plot(values, title=name, unit=unit_of(claims)), values
        drawn += 1
        if drawn == most:
            return
