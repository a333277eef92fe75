"""A query and its dataset, as the protocol gives them → the answer (SPARQL 1.1 Protocol §2.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
QUERYING = frozenset({"query", "default-graph-uri", "named-graph-uri"})
UPDATING = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})


def answered(
    knowledge: Knowledge, given: Given, *, accept: str, if_none_match: str = "", head: bool = False
) -> Outcome:
    """Answer a query. Raises :class:`Problem` and what :meth:`Knowledge.ask` raises."""
    if stray := UPDATING & given.keys():
        raise Problem(400, f"{', '.join(sorted(stray))} belongs to an update, not to a query")
    settings = knowledge.settings
    text = one(given, "query")
    default, named = graphs(given, "default-graph-uri"), graphs(given, "named-graph-uri")
    text, bounds = joined(knowledge, text, default=default, named=named)
    outline = screened(text, bounds)
    wanted, engine, chosen = _formats(accept)
    tag = knowledge.tag(text, chosen, default, named)
    headers = [("ETag", f'"{tag}"'), ("Vary", "Accept")]
    headers.append(("Cache-Control", "no-cache"))  # may be kept, must be asked about: any write changes the tag
    if if_none_match and tag in parse_etags(if_none_match):
        return Outcome(304, headers, [])
    query = Query(
        text,
        engine,
        base=settings.base + "sparql",
        default=default if default or named else None,
        named=named,
        union=settings.default_graph == "union" and not outline.names_dataset,
    )
    answer = knowledge.ask(query, tag=tag)
    return passed_on(answer, wanted[answer.form] or answer.media, headers, head=head)


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


@lru_cache(maxsize=1000)
def _formats(accept: str) -> tuple[dict[str, str | None], dict[str, str | None], str]:
    """Return the media type for each form a result can have, what the engine calls it, and all of them in a word."""
    ranges = parse_accept_header(accept, MIMEAccept)
    wanted = {
        "rows": negotiate.best(ranges, negotiate.ROWS),
        "boolean": negotiate.best(ranges, negotiate.BOOLEAN),
        "graph": negotiate.best(ranges, negotiate.GRAPH),
    }
    called = {**negotiate.ROWS, **negotiate.GRAPH}
    return wanted, {form: called[media] if media else None for form, media in wanted.items()}, repr(wanted)


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
