"""A query and its dataset, as the protocol gives them → the answer (SPARQL 1.1 Protocol §2.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header, parse_etags

from api import negotiate
from api.federated import joined
from api.knowledge import Knowledge
from api.outcome import Outcome
from api.problems import Problem
from kg.serve.answers import Answer, Query
from kg.serve.guard import screened

Given: TypeAlias = Mapping[str, Sequence[str]]
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
ALIKE = (("Vary", "Accept"), ("Cache-Control", "no-cache"))
"""Headers that all answers have: one may be kept and must be asked about, for any write changes its tag."""
QUERYING = frozenset({"query", "default-graph-uri", "named-graph-uri"})
UPDATING = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})


@dataclass(slots=True)
class Asking:
    """A query as the readers take it: ``tag`` names its answer, ``wanted`` its media types, ``headers`` go with it."""

    query: Query
    tag: str
    wanted: Mapping[str, str | None]
    headers: list[tuple[str, str]]

    def outcome(self, answer: Answer, *, head: bool = False) -> Outcome:
        """Return what the client gets."""
        return passed_on(answer, self.wanted[answer.form] or answer.media, self.headers, head=head)


def answered(
    knowledge: Knowledge, given: Given, *, accept: str, if_none_match: str = "", head: bool = False
) -> Outcome:
    """Answer a query. Raises :class:`Problem` and what :meth:`Knowledge.ask` raises."""
    asked = asking(knowledge, given, accept=accept, if_none_match=if_none_match)
    if isinstance(asked, Outcome):
        return asked
    return asked.outcome(knowledge.ask(asked.query, tag=asked.tag), head=head)


def asking(knowledge: Knowledge, given: Given, *, accept: str, if_none_match: str = "") -> Asking | Outcome:
    """Return what is asked of the readers, or that nothing has changed. Raises :class:`Problem` and refusals."""
    if stray := UPDATING & given.keys():
        raise Problem(400, f"{', '.join(sorted(stray))} belongs to an update, not to a query")
    settings = knowledge.settings
    text = one(given, "query")
    default, named = graphs(given, "default-graph-uri"), graphs(given, "named-graph-uri")
    text, bounds = joined(knowledge, text, default=default, named=named)
    outline = screened(text, bounds)
    formats = _formats(accept)
    tag = knowledge.tag(text, formats.chosen, default, named)
    headers = [("ETag", f'"{tag}"'), *ALIKE]
    if if_none_match and tag in parse_etags(if_none_match):
        return Outcome(304, headers, [])
    query = Query(
        text,
        formats.engine,
        base=settings.base + "sparql",
        default=default if default or named else None,
        named=named,
        union=settings.default_graph == "union" and not outline.names_dataset,
        types=formats.types,
    )
    return Asking(query, tag, formats.wanted, headers)


def passed_on(answer: Answer, media: str, headers: list[tuple[str, str]], *, head: bool = False) -> Outcome:
    """Return the outcome that passes the bytes of the answer on as they come."""
    headers = [("Content-Type", negotiate.content_type(media)), *headers]
    if answer.size is not None:
        headers.append(("Content-Length", str(answer.size)))
    if head:
        if close := getattr(answer.body, "close", None):
            close()
        return Outcome(200, headers, [])
    return Outcome(200, headers, answer.body)


@dataclass(frozen=True, slots=True)
class _Formats:
    """For each form a result can have: its media type, what the engine calls it, its content type; all in a word."""

    wanted: dict[str, str | None]
    engine: dict[str, str | None]
    types: dict[str, str]
    chosen: str


@lru_cache(maxsize=1000)
def _formats(accept: str) -> _Formats:
    ranges = parse_accept_header(accept, MIMEAccept)
    wanted = {
        "rows": negotiate.best(ranges, negotiate.ROWS),
        "boolean": negotiate.best(ranges, negotiate.BOOLEAN),
        "graph": negotiate.best(ranges, negotiate.GRAPH),
    }
    called = {**negotiate.ROWS, **negotiate.GRAPH}
    engine = {form: called[media] if media else None for form, media in wanted.items()}
    types = {form: negotiate.content_type(media) for form, media in wanted.items() if media}
    return _Formats(wanted, engine, types, repr(wanted))


def one(given: Given, name: str) -> str:
    """Return the one value of a parameter; 400 where there is none, or more."""
    values = given.get(name, ())
    if len(values) != 1:
        raise Problem(400, f"exactly one {name}= is needed, not {len(values)}")
    return values[0]


def graphs(given: Given, name: str) -> tuple[str, ...]:
    """Return the graphs a parameter names; 400 where one is no absolute IRI."""
    for iri in given.get(name, ()):
        if not IRI.fullmatch(iri):
            raise Problem(400, f"{name}={iri!r} is no absolute IRI")
    return tuple(given.get(name, ()))
