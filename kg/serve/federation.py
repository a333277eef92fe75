"""A query with SERVICE → the same with what the endpoints answered: SPARQL 1.1 Federated Query, within bounds.

The engine has no hook for SERVICE, and the processes that evaluate open no socket. So each ``SERVICE <address> { … }``
is asked beforehand, and its solutions stand in its place as VALUES. What the group binds before it goes along, so that
only what can join is fetched. Only endpoints that the service was set up with are asked, within limits of time, rows
and bytes. Blank nodes of an answer become IRIs (``urn:blank:…``): VALUES has no place for them.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

import httpx
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, Triple, parse_query_results

from kg.errors import KgError
from kg.fetch import Unfetchable, fetch
from kg.serve.guard import Refused, TooLarge
from kg.serve.tokens import Token, tokens, unescaped

JSON = "application/sparql-results+json"
_PATTERNS, _BATCH, _BOUND = 10, 200, 2_000  # patterns of a query; bindings that go along, at once and in all
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_SCOPED = frozenset({"FILTER", "BIND", "OPTIONAL", "MINUS"})
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,9}")
_NAME = re.compile(r"[^\W\d]\w{0,99}|\d\w{0,99}")
_Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
_Row: TypeAlias = tuple[_Term | None, ...]
Local: TypeAlias = Callable[[str], bytes]


class Unanswered(KgError):
    """An endpoint that a query names with SERVICE did not answer, or answered nothing that can be used."""


@dataclass(frozen=True, slots=True)
class Federation:
    """The endpoints that SERVICE may name, and how long and how large all their answers to one query may be."""

    endpoints: frozenset[str]
    seconds: float = 20.0
    rows: int = 10_000
    size: int = 10_000_000
    transport: httpx.BaseTransport | None = None

    def joined(self, text: str, *, base: str, local: Local) -> str:
        """Return the query with the answers in it; without SERVICE it is the text as it came.

        ``local`` gives the SPARQL JSON result of a query on our own graph. Raises :class:`Refused` for an endpoint that
        was not set up, for a variable in its place and for SERVICE within SERVICE, :class:`Unanswered` and
        :class:`TooLarge`; with SILENT what an endpoint fails at is one solution without bindings (§2.1).
        """
        plain = unescaped(text)
        if "service" not in plain.lower():
            return text
        deadline = time.monotonic() + self.seconds
        for done in range(_PATTERNS + 1):
            call = _first(plain)
            if call is None:
                return plain
            if done == _PATTERNS:
                raise TooLarge(f"the query has more than {_PATTERNS} SERVICE patterns: ask in several queries")
            if call.endpoint not in self.endpoints:
                raise Refused(
                    f"SERVICE is not available here for {call.endpoint[:200]}: this service asks "
                    f"{', '.join(sorted(self.endpoints)) or 'no other endpoint'}"
                )
            try:
                answered = self._answered(call, base, local, deadline)
            except (Unanswered, TooLarge):
                if not call.silent:
                    raise
                answered = "VALUES () { () }"
            plain = f"{plain[: call.start]}{answered}{plain[call.end :]}"
        return plain

    def _answered(self, call: _Call, base: str, local: Local, deadline: float) -> str:
        shared, batches = call.bound(base, local)
        head: tuple[str, ...] = ()
        rows: list[str] = []
        for batch in batches:
            query = f"BASE <{base}>\n{call.prologue}\nSELECT * WHERE {{ {call.joining(shared, batch)} }}"
            answer = self._asked(call.endpoint, query, deadline)
            head, found = _solutions(answer, call.endpoint)
            rows += (_row(row, blank=call.endpoint) for row in islice(found, self.rows - len(rows) + 1))
            if len(rows) > self.rows or sum(map(len, rows)) > self.size:
                raise TooLarge(
                    f"{call.endpoint} gives more than {self.rows:,} rows or {self.size:,} bytes for its SERVICE: "
                    "say more in the pattern, or bind its variables before it"
                )
        return _values(head, rows)

    def _asked(self, endpoint: str, query: str, deadline: float) -> bytes:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Unanswered(f"the endpoints of this query took longer than {self.seconds:g} s")
        try:
            return fetch(
                endpoint,
                seconds=left,
                size=self.size,
                redirects=0,  # the endpoint that was set up, and no other
                allowed=lambda address: True,  # whoever set it up may name one of his own network
                ports=None,
                transport=self.transport,
                accept=JSON,
                form={"query": query},
            ).content
        except Unfetchable as error:
            raise Unanswered(f"SERVICE: {error}") from error


@dataclass(frozen=True, slots=True)
class _Call:
    """A SERVICE pattern: where it stands, what it asks of whom, and what its group binds before it."""

    start: int
    end: int
    endpoint: str
    silent: bool
    body: str
    prologue: str
    before: str  # empty where it would mean something else outside its place

    def bound(self, base: str, local: Local) -> tuple[tuple[str, ...], list[list[_Row]]]:
        """Return the variables that go along and their bindings in batches; none, and one empty batch, without."""
        both = _variables(self.before) & _variables(self.body)
        nothing: tuple[tuple[str, ...], list[list[_Row]]] = ((), [[]])
        if not both:
            return nothing
        names = " ".join(f"?{name}" for name in sorted(both))
        query = f"BASE <{base}>\n{self.prologue}\nSELECT DISTINCT {names} WHERE {{ {self.before} }} LIMIT {_BOUND + 1}"
        head, found = _solutions(local(query), "the graph here")
        rows = list(found)
        if len(rows) > _BOUND or any(not isinstance(term, NamedNode | Literal) for row in rows for term in row):
            return nothing  # too many, blank, or unbound in some: then one row of theirs would join several of ours
        return head, [rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH)] or nothing[1]

    def joining(self, shared: Sequence[str], batch: Sequence[_Row]) -> str:
        """Return the pattern with the bindings that go along; what looks at them does so as if they were not there."""
        if not shared:
            return self.body
        looks = any(token.keyword in _SCOPED for token in tokens(self.body))
        return f"{_values(shared, map(_row, batch))} {f'{{ {self.body} }}' if looks else self.body}"


def _variables(text: str) -> set[str]:
    return {token.text[1:] for token in tokens(text) if token.kind == "variable"}


@dataclass(slots=True)
class _Group:
    begun: int
    movable: bool  # means the same outside its place
    filtered: bool = False


def _first(text: str) -> _Call | None:
    """Return the first SERVICE pattern of a query; whatever is malformed is left for the engine to refuse."""
    stream = iter(tokens(text))
    prefixes: dict[str, str] = {}
    prologue = dataset = False
    begun, keyword = 0, ""
    groups: list[_Group] = []
    declared: list[Token] = []
    for token in stream:
        word = token.keyword
        if not prologue:
            if word in _FORMS:
                prologue, begun = True, token.start
                prefixes = _prefixes(declared)
            declared.append(token)
        dataset = dataset or word == "FROM"
        if token.text == "{":
            inside = groups[-1].movable if groups else True
            groups.append(_Group(token.start + 1, inside and keyword != "GRAPH"))
        elif token.text == "}" and groups:
            groups.pop()
        elif word == "FILTER" and groups:
            groups[-1].filtered = True
        elif word == "SERVICE" and groups:
            group = groups[-1]
            movable = group.movable and not group.filtered and not dataset
            before = text[group.begun : token.start] if movable else ""
            return _call(token.start, stream, text, prefixes, text[:begun], before)
        keyword = word or ("" if token.text in "{}." else keyword)
    return None


def _prefixes(declared: Sequence[Token]) -> dict[str, str]:
    return {
        name.text: iri.text[1:-1]
        for word, name, iri in zip(declared, declared[1:], declared[2:], strict=False)
        if word.keyword == "PREFIX" and name.kind == "pname" and iri.kind == "iri"
    }


def _call(
    start: int, stream: Iterator[Token], text: str, prefixes: dict[str, str], prologue: str, before: str
) -> _Call | None:
    name = next(stream, None)
    silent = name is not None and name.keyword == "SILENT"
    if silent:
        name = next(stream, None)
    opening = next(stream, None)
    if name is None or opening is None or opening.text != "{":
        raise Refused("SERVICE is followed by the address of an endpoint and a group: SERVICE <address> { … }")
    if name.kind == "variable":
        raise Refused(
            f"SERVICE {name.text} names no endpoint: write its address, this service asks only those it knows"
        )
    prefix, colon, local = name.text.partition(":")
    endpoint = name.text[1:-1] if name.kind == "iri" else prefixes.get(prefix + colon, name.text) + local
    depth = 1
    for token in stream:
        depth += (token.text == "{") - (token.text == "}")
        if "SERVICE" in token.keyword:
            raise Refused("SERVICE within SERVICE is not available here: ask the inner endpoint beside the outer one")
        if depth == 0:
            body = text[opening.start + 1 : token.start]
            return _Call(start, token.start + 1, endpoint, silent, body, prologue, before)
    return None


def _solutions(answer: bytes, whose: str) -> tuple[tuple[str, ...], Iterator[_Row]]:
    """Return the variables and the rows of a SPARQL JSON result; raises :class:`Unanswered` where it is none."""
    try:
        found = parse_query_results(answer, QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise Unanswered(f"{whose} gave no SPARQL JSON result: {str(error)[:200]}") from None
    names = tuple(variable.value for variable in found.variables) if isinstance(found, QuerySolutions) else ()
    if not isinstance(found, QuerySolutions) or not all(map(_NAME.fullmatch, names)):
        raise Unanswered(f"{whose} gave no table of solutions")

    def rows() -> Iterator[_Row]:
        try:
            for solution in found:
                yield tuple(solution[name] for name in names)
        except (SyntaxError, ValueError) as error:
            raise Unanswered(f"{whose} broke its result off: {str(error)[:200]}") from None

    return names, rows()


def _values(names: Sequence[str], rows: Iterable[str]) -> str:
    return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(rows)} }}"


def _row(row: _Row, *, blank: str = "") -> str:
    return f"({' '.join(_written(term, blank) for term in row)})"


def _written(term: _Term | None, blank: str) -> str:
    """Return a term as VALUES has it; raises :class:`Unanswered` for what could be read as anything but a term."""
    if term is None:
        return "UNDEF"
    if isinstance(term, BlankNode):
        return f"<urn:blank:{hashlib.sha256(f'{blank} {term.value}'.encode()).hexdigest()[:32]}>"
    if isinstance(term, NamedNode) and _IRI.fullmatch(term.value):
        return str(term)
    if isinstance(term, Literal) and _IRI.fullmatch(term.datatype.value) and _TAG.fullmatch(term.language or "en"):
        return str(term)
    raise Unanswered(f"an endpoint gave {str(term)[:100]}, which is no term that VALUES has a place for")
