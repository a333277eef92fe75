"""Findings → a report, for programs (JSON, Turtle, CSV, ClaimReview) and for people (Markdown, HTML)."""

from __future__ import annotations

import json
from typing import Literal, TypeAlias, get_args

from kg import names
from kg.formats import report_to_json
from kg.model import Report
from kg.report.choose import choose, part
from kg.report.markdown import ORDER, as_markdown
from kg.report.rdf import as_turtle
from kg.report.review import as_claim_reviews
from kg.report.rows import as_csv
from kg.report.words import SEVERITIES, sides

Form: TypeAlias = Literal["html", "md", "json", "jsonld", "ttl", "csv"]
FORMS: tuple[Form, ...] = get_args(Form)
TITLES = SEVERITIES


def as_json(report: Report) -> str:
    """Return the report as ``kg check --format json`` prints it."""
    return json.dumps(report_to_json(report), ensure_ascii=False) + "\n"


def render(
    report: Report,
    form: str,
    *,
    title: str = "Consistency report",
    publisher: str = "Claimgraph",
    base: str = names.DEFAULT_BASE,
    of: str | None = None,
    made: str | None = None,
    locale: str | None = None,
) -> str:
    """Return the report in one of :data:`FORMS`; raise :class:`ValueError` for another.

    ``title``, ``of`` (which part), ``made`` (ISO day) and ``locale`` are for the HTML page; ``publisher`` signs the
    reviews of ``jsonld``, which holds the findings a person confirmed and no other; ``base`` names claims in ``ttl``.
    """
    match form:
        case "json":
            return as_json(report)
        case "csv":
            return as_csv(report)
        case "md":
            return as_markdown(report)
        case "ttl":
            return as_turtle(report, base=base)
        case "jsonld":
            return as_claim_reviews(report, publisher=publisher)
        case "html":
            from kg.report.page import as_html  # the drawing library is loaded where something is drawn
            from kg.report.words import DEFAULT_LOCALE

            return as_html(report, title=title, of=of, made=made, locale=locale or DEFAULT_LOCALE)
    raise ValueError(f"{form!r} is no form of a report: {', '.join(FORMS)}")


__all__ = [
    "FORMS",
    "ORDER",
    "TITLES",
    "Form",
    "as_claim_reviews",
    "as_csv",
    "as_json",
    "as_markdown",
    "as_turtle",
    "choose",
    "part",
    "render",
    "sides",
]
