"""Articles and their claims in a store: filed, read back, superseded, withdrawn, queried, exported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, Variable

from kg import names, queries
from kg.errors import KgError, StoreError
from kg.lexicon import Lexicon
from kg.lift import AGENT, Stored, lift_article, lower_article
from kg.model import Article, Claim
from kg.store import exchange, reading
from kg.store.backend import Answer, Backend, Graph, Term
from kg.store.base import agreed
from kg.store.embedded import Embedded
from kg.store.filing import Filing, Ingested
from kg.store.reading import Filed
from kg.store.remote import Remote
from kg.store.writing import Change
from kg.vocab import KG

BATCH = 150_000  # statements that are written in one transaction when many articles come at once


class Store:
    """Claims of news articles, in memory or in a directory."""

    def __init__(self, backend: Backend, *, base: str | None = None) -> None:
        self._backend = backend
        self._lock = backend.writing
        self.base = agreed(backend, base)
        self.shared_graph = names.graph(self.base, "shared")
        self.records_graph = names.graph(self.base, "records")
        self._filing = Filing(backend, self.base)

    @classmethod
    def open(cls, path: Path | None = None, *, base: str | None = None) -> Store:
        """Open the store in a directory, made where there is none; in memory where no path is given.

        ``base`` is the IRI under which articles and claims are named; a store keeps the one it was made with. Raises
        :class:`StoreError` where another process holds the store, or it was made with another base.
        """
        return cls._opened(Embedded(path), base)

    @classmethod
    def at(cls, address: str, *, base: str | None = None) -> Store:
        """Open the SPARQL 1.1 store at an address: one URL, or those for query and update with a space between.

        The environment has the credentials (docs/stores.md). Raises :class:`StoreError` where it does not answer.
        """
        return cls._opened(Remote(address), base)

    @classmethod
    def _opened(cls, backend: Backend, base: str | None) -> Store:
        try:
            return cls(backend, base=base)
        except KgError:
            backend.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def quads(self) -> pyoxigraph.Store:
        """The pyoxigraph store underneath; raises :class:`StoreError` where the store is a remote one."""
        if not isinstance(self._backend, Embedded):
            raise StoreError("this store is reached over SPARQL: it has no quads of its own")
        return self._backend.quads

    # Writing

    def ingest(
        self, article: Article, claims: Iterable[Claim], *, lexicon: Lexicon, now: dt.datetime, agent: str = AGENT
    ) -> Ingested:
        """File an article and its claims, whole or not at all; the same article again changes nothing.

        Another text is another version: it supersedes the one before, which stays readable. ``now`` is the record time.
        """
        lifted = lift_article(article, claims, base=self.base, lexicon=lexicon, agent=agent)
        with self._lock:
            change, ingested = self._filing.file(lifted, now)
            self._apply(change)
        return ingested

    def ingest_many(
        self,
        pairs: Iterable[tuple[Article, Iterable[Claim]]],
        *,
        lexicon: Lexicon,
        now: dt.datetime,
        agent: str = AGENT,
    ) -> Iterator[Ingested]:
        """File many articles, yielding each once it is safely in the store; every article is in whole or not at all.

        Not for two threads at once: articles wait here to be written together.
        """
        pending = Change()
        waiting: dict[str, Ingested] = {}
        try:
            for article, claims in pairs:
                lifted = lift_article(article, claims, base=self.base, lexicon=lexicon, agent=agent)
                if lifted.article in waiting or pending.size >= BATCH:
                    yield from self._written(pending, waiting)
                with self._lock:
                    change, ingested = self._filing.file(lifted, now)
                    done = []
                    if change.only_adds:
                        for graph, statements in change.add.items():
                            pending.say(graph, statements)
                        waiting[lifted.article] = ingested
                    else:
                        done = [*self._written(pending, waiting), ingested]
                        self._apply(change)
                yield from done
        except BaseException:
            self._written(pending, waiting)  # what was read before the one that failed is kept
            raise
        yield from self._written(pending, waiting)

    def _written(self, pending: Change, waiting: dict[str, Ingested]) -> list[Ingested]:
        change, done = Change(add=dict(pending.add)), list(waiting.values())
        pending.add.clear()
        waiting.clear()
        self._apply(change)
        return done

    def withdraw(self, article_iri: str, *, now: dt.datetime, reason: str | None = None) -> frozenset[str]:
        """Take an article out whole, all its versions; a record without its words stays. Return the series it touched.

        Raises :class:`StoreError` where the store has no such article. An article that was withdrawn is not filed again
        until :meth:`readmit` says so.
        """
        with self._lock:
            change, touched = self._filing.withdraw(article_iri, now, reason)
            self._apply(change)
        return touched

    def readmit(self, article_iri: str) -> None:
        """Let an article that was withdrawn be filed again; raise :class:`StoreError` where it was not withdrawn."""
        with self._lock:
            self._apply(self._filing.readmit(article_iri))

    def load(self, path: Path, graph: str) -> int:
        """Load an RDF file into a graph of one's own, adding to what is there; return the number of statements.

        Blank nodes get names made from the file's content. Raises :class:`StoreError` where the file is not RDF or the
        graph is one that the store keeps itself.
        """
        if graph in (self.shared_graph, self.records_graph) or graph.startswith(f"{self.base}id/version/"):
            raise StoreError(f"{graph} is written by reading articles: load the file into a graph of another name")
        quads = exchange.read_graph(path, graph, self.base)
        with self._lock:
            self._backend.insert(exchange.as_nquads(quads))
        return len(quads)

    def insert(self, nquads: bytes) -> None:
        """Add quads that were lifted elsewhere (by a batch), of articles that the store does not have."""
        with self._lock:
            self._filing.forget()
            self._backend.insert(nquads)

    def update(self, update: str) -> None:
        """Run a SPARQL update, all of it or nothing; raise :class:`kg.errors.BadQuery` if it cannot be parsed."""
        with self._lock:
            self._filing.forget()
            self._backend.update(update)

    def _apply(self, change: Change) -> None:
        try:
            if not change.only_adds:
                self._backend.update(change.update())
            elif change.add:
                self._backend.insert(change.nquads())
        except BaseException as error:
            self._filing.forget()
            if isinstance(error, OSError):
                raise StoreError(f"the store could not be written: {error}") from None
            raise

    def claims(
        self,
        *,
        iris: Iterable[str] | None = None,
        series: str | None = None,
        article: str | None = None,
        version: str | None = None,
        subject: str | None = None,
        measure: str | None = None,
        speaker: str | None = None,
        superseded: bool = False,
    ) -> Iterator[Stored]:
        """Yield the current claims that fit all that is given (IRIs); ``superseded`` adds those of older versions."""
        about = {"series": series, "subject": subject, "measure": measure, "speaker": speaker}
        about |= {"article": article, "version": version}
        filters = {name: iri for name, iri in about.items() if iri is not None}
        if iris is None and not filters:
            versions = self.versions(superseded=superseded)
            return reading.all_claims(self._backend, versions, NamedNode(self.shared_graph))
        return reading.some_claims(self._backend, filters, base=self.base, iris=iris, superseded=superseded)

    def words(self, iris: Iterable[str], *, current: bool = False) -> Iterator[tuple[str, Claim]]:
        """Yield the current claims of these IRIs, and nothing of where they stand; ``current``: known to be so."""
        return reading.words(self._backend, iris, base=self.base, current=current)

    def versions(self, *, superseded: bool = False) -> list[NamedNode]:
        """Return the names of the articles' graphs: the current ones, or all."""
        predicate = KG.digest if superseded else KG.currentVersion
        quads = self._backend.match(None, predicate, None, NamedNode(self.records_graph))
        found = (quad.subject if superseded else quad.object for quad in quads)
        return sorted((iri for iri in found if isinstance(iri, NamedNode)), key=lambda iri: iri.value)

    def articles(self) -> Iterator[Filed]:
        """Yield the articles, by their IRI."""
        return reading.filed(self.select("articles", records=NamedNode(self.records_graph)))

    def article(self, iri: str) -> Article:
        """Return the article as its current version has it, or a version by its own IRI.

        Raises :class:`StoreError` where the store has no such article.
        """
        version = self._filing.current(NamedNode(iri)) or NamedNode(iri)
        shared = reading.short_names(self._backend, NamedNode(self.shared_graph))
        try:
            return lower_article(self._backend.match(None, None, None, version), shared=shared)
        except KeyError:
            raise StoreError(f"the store has no article {iri}") from None

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: Graph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of this pattern, of all graphs where none is given."""
        return self._backend.match(subject, predicate, value, graph)

    def in_process(self) -> pyoxigraph.Store:
        """Return the quads for programs that read nothing else: the store underneath, or a copy of a remote one."""
        return self._backend.quads if isinstance(self._backend, Embedded) else reading.copied(self._backend)

    def query(
        self,
        query: str,
        *,
        union: bool = True,
        default_graphs: Sequence[Graph] | None = None,
        named_graphs: Sequence[NamedNode | BlankNode] | None = None,
        substitutions: Mapping[Variable, Term] | None = None,
    ) -> Answer:
        """Answer a SPARQL query; the default graph is the union of all unless ``union`` is false or graphs are named.

        Not for queries of strangers: nothing stops one that does not end.
        """
        return self._backend.query(
            query,
            base=self.base,
            union=union,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
            substitutions=substitutions,
        )

    def select(self, name: str, **values: Term) -> Iterator[dict[str, Term]]:
        """Yield the rows of the query in ``kg/queries/<name>.rq``; values take the place of its variables."""
        answer = self.query(
            queries.text(name), substitutions={Variable(variable): term for variable, term in values.items()}
        )
        if not isinstance(answer, pyoxigraph.QuerySolutions):
            raise TypeError(f"{name}.rq is not a SELECT query")
        variables = [variable.value for variable in answer.variables]
        for row in answer:
            yield {name: term for name in variables if (term := row[name]) is not None}

    def export(self, format: str, *, to: IO[bytes], graph: str | None = None) -> None:
        """Write the store, or one graph; :data:`kg.store.exchange.FORMATS` lists the formats."""
        exchange.export(self._backend, format, to, graph=graph)

    @property
    def count(self) -> int:
        """The number of quads."""
        return self._backend.count()

    def flush(self) -> None:
        """Write to the disk what may be in memory."""
        self._backend.flush()

    def close(self) -> None:
        """Let go of the store."""
        self._backend.close()
