"""The findings of the store, kept current: looked at anew where an article touched a series, decided on by people.

The check runs in a thread of its own, never in a request. Findings and decisions stand in a graph of the store.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode

from api.knowledge import Knowledge
from api.notices import Notices
from kg.check import decide, recheck
from kg.check.claims import in_order
from kg.check.life import State, findings_graph
from kg.model import Finding, Report
from kg.serve.delta import Delta
from kg.vocab import KG, RDF

_log = logging.getLogger("claimgraph.findings")
STATES: tuple[State, ...] = get_args(State)


class Inbox:
    """Findings by their IRI; ``settled`` says whether the latest articles have been looked at."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._found: dict[str, Finding] = {}
        self._cut: str | None = None
        self.revision = 0  # of the findings: every look and every decision makes another
        self._todo: set[str] | None = None  # None: everything
        self._notices = Notices(knowledge.settings)
        self._wake, self._settled, self._closed = threading.Event(), threading.Event(), False
        self._lock = threading.Lock()
        self._wake.set()
        self._thread = threading.Thread(target=self._work, name="findings", daemon=True)
        self._thread.start()
        knowledge.outside = self._changed

    def look_at(self, series: Iterable[str]) -> None:
        """Look at these series again, soon."""
        with self._lock:
            if self._todo is not None:
                self._todo |= set(series)
            self._settled.clear()
        self._wake.set()

    def _changed(self, delta: Delta) -> None:
        """Look at everything again where an update from outside reached into our own graphs (``DROP ALL``, say)."""
        own = f"<{self._knowledge.base}id/"
        if any(name.startswith(own) for name in delta.graphs()):
            with self._lock:
                self._todo = None
                self._settled.clear()
            self._wake.set()

    def wait(self, seconds: float) -> bool:
        """Wait until everything has been looked at; say whether it has."""
        return self._settled.wait(seconds)

    def report(self) -> Report:
        """Return the findings, the most severe first, each with what people decided on it."""
        with self._lock:
            found, cut = list(self._found.values()), self._cut
        reason = cut if self._settled.is_set() else "the latest articles are still being compared"
        return Report(
            findings=in_order(found),
            complete=reason is None,
            reason=reason,
            articles=_count(self._knowledge, KG.Article),
            claims=_count(self._knowledge, KG.Claim),
        )

    def decide(self, iri: str, state: State, *, reason: str, by: str) -> Finding:
        """Write down what somebody decided on a finding; raises :class:`kg.errors.StoreError` where there is none."""
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        decided = decide(self._knowledge.store, iri, state, who=by, why=reason, now=now)
        with self._lock:
            if iri in self._found:
                self._found[iri] = replace(self._found[iri], state=state)
            self.revision += 1
        return decided

    def decision(self, iri: str) -> dict[str, str] | None:
        """Return state, reason, who and when of the latest decision on a finding."""
        graph = NamedNode(findings_graph(self._knowledge.base))
        said = {
            quad.predicate: quad.object.value
            for quad in self._knowledge.quads.quads_for_pattern(NamedNode(iri), None, None, graph)
            if isinstance(quad.object, Text)
        }
        if KG.decidedAt not in said:
            return None
        wanted = {"state": KG.findingState, "reason": KG.reason, "by": KG.decidedBy, "at": KG.decidedAt}
        return {name: said.get(term, "") for name, term in wanted.items()}

    def _work(self) -> None:
        while True:
            self._wake.wait()
            with self._lock:
                self._wake.clear()
                todo, self._todo = self._todo, set()
                if self._closed:
                    return
            try:
                self._look(todo)
            except Exception:  # the findings of before stay; the next article has another look at these too
                _log.exception("the check failed")
                with self._lock:
                    self._cut = "the check failed; the log says why"
                    self._todo = None if todo is None or self._todo is None else self._todo | todo
            with self._lock:
                if not self._wake.is_set():
                    self._settled.set()

    def _look(self, todo: set[str] | None) -> None:
        if todo is not None and not todo:
            return
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        before = self._kept() if self._notices.wanted else set()
        nothing = todo is None and not self._kept() and not _count(self._knowledge, KG.Claim)
        report = recheck(self._knowledge.store, todo, now=now) if not nothing else Report(())  # nor a graph of ours
        with self._lock:
            kept = {} if todo is None else {i: f for i, f in self._found.items() if f.series not in todo}
            self._found = kept | {finding.id: finding for finding in report.findings}
            self._cut = report.reason if todo is None else self._cut or report.reason
            self.revision += 1
        self._notices.tell(finding for finding in report.findings if finding.id not in before)

    def _kept(self) -> set[str]:
        """Return the findings that the store had before, by their IRI."""
        graph = NamedNode(findings_graph(self._knowledge.base))
        quads = self._knowledge.quads.quads_for_pattern(None, KG.verdict, None, graph)
        return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}

    def close(self) -> None:
        """End the thread."""
        with self._lock:
            self._closed = True
        self._wake.set()
        self._thread.join(timeout=5)  # the next start looks at everything
        self._notices.close()


def _count(knowledge: Knowledge, kind: NamedNode) -> int:
    return sum(1 for _ in knowledge.quads.quads_for_pattern(None, RDF.type, kind, None))
