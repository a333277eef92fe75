"""A query → a table, and a plot where a day and a number stand in it; the examples answer something on the demo."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Response, current_app, request
from markupsafe import Markup

from api import negotiate
from api.operations import Parameter
from api.pages.blueprint import asked, form, one, pages, shown
from api.pages.drawing import drawing
from api.sparql import knowledge, settings
from kg.errors import KgError
from kg.points import Point
from kg.serve.guard import Bounds, screened
from kg.serve.readers import Query
from kg.vocab import PREFIXES

ROWS = 1000  # rows that a page shows; the endpoint gives the rest
_ASKED = (Parameter("query", "SPARQL 1.1 query", most=100_000), Parameter("example", "an example by its name"))
_TITLE = re.compile(r"^#\s*(.+)")
_XSD = PREFIXES["xsd"]
_GRIPS = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"  # the style sheet that YASGUI's table makes for itself
_POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {_GRIPS}; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Example:
    """A query that shows what can be asked."""

    name: str
    title: str
    text: str


@cache
def examples() -> tuple[Example, ...]:
    """Return the example queries, by the names of their files; the first line of each says what it asks."""
    found = sorted(
        (each.name, each.read_text(encoding="utf-8"))
        for each in (files(__package__) / "queries").iterdir()
        if each.name.endswith(".rq")
    )
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("kg", "prov", "rdfs", "schema", "sh", "xsd"))
    return tuple(
        Example(name.removesuffix(".rq"), match[1] if (match := _TITLE.match(text)) else name, prefixes + text)
        for name, text in found
    )


@pages.route("/editor", methods=["GET", "POST"])
def editor() -> Response:
    """Show the editor; with a query, also its answer."""
    if request.method == "POST":
        query, chosen = one(form(), "query"), None
    else:
        wanted = asked(*_ASKED)
        chosen = next((each for each in examples() if each.name == wanted["example"]), None)
        query = chosen.text if chosen is not None else wanted["query"] or ""
    values: dict[str, Any] = {"query": query or examples()[0].text, "examples": examples(), "chosen": chosen}
    values |= {"answer": None, "error": None, "svg": "", "built": _built()}
    if query:
        try:
            values["answer"] = answered(query)
            values["svg"] = _plot(values["answer"])
        except KgError as error:
            values["error"] = str(error)
    response = shown("editor.html", 400 if values["error"] else 200, **values)
    if values["built"]:
        response.headers["Content-Security-Policy"] = _POLICY
    return response


@pages.post("/editor/plot")
def editor_plot() -> Response:
    """Draw the answer to a query for the scripts of the editor; empty where it holds no day and number."""
    return Response(_plot(answered(one(form(), "query"))), content_type="text/html; charset=utf-8")


def answered(text: str) -> dict[str, Any]:
    """Return what the endpoint says to a query: ``boolean``, ``graph`` (Turtle), or ``names`` and ``rows``."""
    outline = screened(text, Bounds(settings().query_length, settings().query_depth))
    media: dict[str, str | None] = {"rows": negotiate.JSON, "boolean": negotiate.JSON, "graph": negotiate.TURTLE}
    union = settings().default_graph == "union" and not outline.names_dataset
    answer = knowledge().ask(Query(text, media, base=settings().base + "sparql", default=None, named=(), union=union))
    body = _joined(answer.body)
    if answer.form == "graph":
        return {"graph": body}
    told = json.loads(body)
    if "boolean" in told:
        return {"boolean": told["boolean"]}
    rows = told["results"]["bindings"]
    return {"names": told["head"]["vars"], "rows": rows[:ROWS], "total": len(rows)}


def _joined(parts: Iterable[bytes]) -> str:
    return b"".join(parts).decode()


def _plot(answer: dict[str, Any]) -> Markup:
    """Draw the first column of days against the first of numbers, a colour for each word of the first other one."""
    rows = answer.get("rows", [])
    kinds = {name: {_kind(row[name]) for row in rows if name in row} for name in answer.get("names", [])}
    day = next((name for name, found in kinds.items() if found == {"day"}), None)
    number = next((name for name, found in kinds.items() if found == {"number"}), None)
    if day is None or number is None:
        return Markup()
    other = next((name for name, found in kinds.items() if found == {"word"}), None)
    found = []
    for row in rows:
        if day in row and number in row:
            value, word = Decimal(row[number]["value"]), row.get(other, {}).get("value", number)
            when = date.fromisoformat(row[day]["value"][:10])
            found.append(Point(when, value, value, value, row[number]["value"], word[:60]))
    found.sort(key=lambda point: (point.day, point.value))
    return drawing(found, title=f"{number} by {day}") if len({p.newsroom for p in found}) < 9 else Markup()


def _kind(term: dict[str, str]) -> str:
    value, datatype = term["value"], term.get("datatype", "")
    if term["type"] == "uri":
        return "iri"
    if datatype in {_XSD + "date", _XSD + "dateTime"} or re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "day" if re.match(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value) else "word"
    if datatype in {_XSD + "decimal", _XSD + "integer", _XSD + "double"}:
        try:
            return "number" if Decimal(value).is_finite() else "word"
        except InvalidOperation:
            return "word"
    return "word"


def _built() -> bool:
    """Say whether `make ui` has put YASGUI beside our own files."""
    folder = Path(current_app.static_folder or "")
    return all((folder / "yasgui" / name).is_file() for name in ("yasgui.min.js", "yasgui.min.css"))
