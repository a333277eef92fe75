"""A store over time → a log of what was added, superseded, decided and taken out: what an event stream is served from.

An event is a version of a claim or a finding (``dcterms:isVersionOf``) with the time it was noticed. Events are
numbered and never change; a claim's own words stay in the graph of its article, so that withdrawing the article takes
them out of the log too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

from kg import names
from kg.model import Finding
from kg.store import Store
from kg.vocab import KG, RDF, SCHEMA, XSD

VERSION_OF = NamedNode("http://purl.org/dc/terms/isVersionOf")
CREATED = NamedNode("http://purl.org/dc/terms/created")
STATUS = NamedNode(f"{SCHEMA.iri}creativeWorkStatus")
GONE = "gone"
_MESSAGE = NamedNode("http://www.w3.org/ns/shacl#resultMessage")
_CHANGING = frozenset({KG.series, KG.formerSeries})  # what linking and superseding change about a claim
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log: which thing, in which state (current, superseded, gone, a finding's own), noticed when."""

    number: int
    iri: str
    thing: str
    status: str
    created: str


class Log:
    """The events of a store, in order; what it held is read once, then it follows."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.graph = names.graph(store.base, "feed")
        self.events: list[Event] = []
        self._states: dict[str, str] = {}
        self._read()

    def follow(self, findings: Iterable[Finding] | None, *, now: dt.datetime) -> int:
        """Write down what changed since the last time, and return how many events that made.

        ``findings`` are those of a complete check, or None while there is none: then findings are left as they were.
        """
        if self.events and not self._has(self.events[-1]):
            self._read()  # somebody cleared the store
        found = {finding.id: finding for finding in findings} if findings is not None else None
        states = self._claims()
        states |= {iri: finding.state for iri, finding in found.items()} if found is not None else {}
        changed = sorted((iri, status) for iri, status in states.items() if self._states.get(iri) != status)
        prefix = f"{self._store.base}id/finding/"
        gone = [
            iri
            for iri, status in self._states.items()
            if status != GONE and iri not in states and not (found is None and iri.startswith(prefix))
        ]
        written = [*changed, *((iri, GONE) for iri in sorted(gone))]
        created = _instant(now)
        start = self.events[-1].number + 1 if self.events else 1
        events = [
            Event(number, f"{self._store.base}id/event/{number:09d}", iri, status, created)
            for number, (iri, status) in enumerate(written, start)
        ]
        for at in range(0, len(events), _BATCH):
            lines = [line for event in events[at : at + _BATCH] for line in _lines(event, found or {})]
            self._store.update(f"INSERT DATA {{ GRAPH <{self.graph}> {{\n{chr(10).join(lines)}\n}} }}")
        self._hush(set(gone))
        self.events += events
        self._states |= {event.thing: event.status for event in events}
        return len(events)

    def describe(self, event: Event) -> Iterator[Triple]:
        """Yield what is said of a version: when, of what, in which state, and its content where it is still there."""
        node = NamedNode(event.iri)
        for quad in self._store.match(node, None, None, NamedNode(self.graph)):
            yield quad.triple
        if event.status == GONE:
            return
        for quad in self._store.match(NamedNode(event.thing), None, None):
            of_version = isinstance(quad.graph_name, NamedNode) and "id/version/" in quad.graph_name.value
            if of_version and quad.predicate not in _CHANGING and quad.object not in (KG.Claim, KG.SupersededClaim):
                yield Triple(node, quad.predicate, quad.object)

    def _hush(self, gone: Collection[str]) -> None:
        """Take out the words of findings that are gone: an article they quote may have been withdrawn."""
        graph = NamedNode(self.graph)
        told = (
            quad
            for event in self.events
            if event.thing in gone
            for quad in self._store.match(NamedNode(event.iri), _MESSAGE, None, graph)
        )
        lines = [f"{quad.subject} {quad.predicate} {quad.object} ." for quad in told]
        if lines:
            self._store.update(f"DELETE DATA {{ GRAPH <{self.graph}> {{\n{chr(10).join(lines)}\n}} }}")

    def _read(self) -> None:
        self.events = list(self._kept())
        self._states = {event.thing: event.status for event in self.events}

    def _claims(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for kind, status in ((KG.SupersededClaim, "superseded"), (KG.Claim, "current")):
            quads = self._store.match(None, RDF.type, kind)
            found |= {quad.subject.value: status for quad in quads if isinstance(quad.subject, NamedNode)}
        return found

    def _kept(self) -> Iterator[Event]:
        said = f"?iri {VERSION_OF} ?thing ; {STATUS} ?status ; {CREATED} ?created"
        answer = self._store.query(f"SELECT * WHERE {{ GRAPH <{self.graph}> {{ {said} }} }} ORDER BY ?iri")
        for row in answer if isinstance(answer, QuerySolutions) else ():
            iri, thing, status, created = (
                getattr(row[name], "value", "") for name in ("iri", "thing", "status", "created")
            )
            yield Event(int(iri.rpartition("/")[2]), iri, thing, status, created)

    def _has(self, event: Event) -> bool:
        pattern = (NamedNode(event.iri), VERSION_OF, NamedNode(event.thing), NamedNode(self.graph))
        return next(iter(self._store.match(*pattern)), None) is not None


def _lines(event: Event, findings: Mapping[str, Finding]) -> Iterator[str]:
    node = f"<{event.iri}>"
    yield f"{node} {VERSION_OF} <{event.thing}> ."
    yield f"{node} {CREATED} {Literal(event.created, datatype=XSD.dateTime)} ."
    yield f"{node} {STATUS} {Literal(event.status)} ."
    finding = findings.get(event.thing)
    if finding is not None:  # what a check says is not kept elsewhere in every store
        yield f"{node} {RDF.type} <http://www.w3.org/ns/shacl#ValidationResult> ."
        yield f"{node} {KG.verdict} {Literal(finding.verdict)} ."
        yield f"{node} {_MESSAGE} {Literal(finding.message)} ."
        if finding.series is not None:
            yield f"{node} <http://www.w3.org/ns/shacl#focusNode> <{finding.series}> ."


def _instant(now: dt.datetime) -> str:
    """Return the time to the millisecond as the engine keeps it: its fraction without closing zeros.

    >>> _instant(dt.datetime(2024, 4, 4, 12, 0, 50, 820_000, tzinfo=dt.UTC))
    '2024-04-04T12:00:50.82Z'
    >>> _instant(dt.datetime(2024, 4, 4, 12, 0, 50, tzinfo=dt.UTC))
    '2024-04-04T12:00:50Z'
    """
    whole, _, fraction = now.astimezone(dt.UTC).isoformat(timespec="milliseconds").removesuffix("+00:00").partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}Z" if fraction else f"{whole}Z"
