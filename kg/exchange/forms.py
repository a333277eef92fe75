"""The name of a form → its writer: what ``kg export --format`` and the service offer, streamed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.errors import StoreError
from kg.exchange import nanopubs, wikidata
from kg.exchange.compact import documents
from kg.exchange.crosswalk import crosswalk
from kg.exchange.quickstatements import quick_statements
from kg.exchange.reified import reified
from kg.exchange.reviews import claims_feed, reviews
from kg.exchange.selection import Selection, Sourced, quads_of, selected
from kg.exchange.tables import CLAIM_COLUMNS, SERIES_COLUMNS, claim_rows, series_rows, write_csv, write_parquet
from kg.lexicon import Lexicon
from kg.store import Store
from kg.vocab import PREFIXES

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_RDF = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}
Writer = Callable[[Store, Selection, Lexicon, IO[bytes]], None]


def write(store: Store, form: str, to: IO[bytes], *, lexicon: Lexicon, selection: Selection | None = None) -> None:
    """Write the claims that the selection fits (all by default) in one of :data:`FORMS`.

    Raises :class:`StoreError` where there is no such form, or the selection names what the store does not have.
    """
    chosen = selection if selection is not None else Selection()
    if form in _RDF and chosen.whole:
        store.export(form, to=to)
    elif form in _RDF:
        _rdf(store, chosen, _RDF[form], to)
    elif form in FORMS:
        FORMS[form](store, chosen, lexicon, to)
    else:
        raise StoreError(f"cannot export as {form!r}: choose one of {', '.join((*_RDF, *FORMS))}")


def _rdf(store: Store, selection: Selection, format: RdfFormat, to: IO[bytes]) -> None:
    """Write what is said of the chosen claims; what several share is written once."""
    seen: set[Quad] = set()

    def quads() -> Iterator[Quad]:
        for each in selected(store, selection):
            for quad in quads_of(store, each):
                if quad not in seen:
                    seen.add(quad)
                    yield quad

    if format.supports_datasets:
        serialize(quads(), to, format, prefixes=PREFIXES)
    else:
        serialize((quad.triple for quad in quads()), to, format, prefixes=PREFIXES)


def _wikidata(store: Store, selection: Selection, lexicon: Lexicon, to: IO[bytes]) -> None:
    quads = wikidata.statements(selected(store, selection), crosswalk(lexicon), base=store.base)
    serialize((quad.triple for quad in quads), to, RdfFormat.TURTLE, prefixes=wikidata.PREFIXES)


def _quick(store: Store, selection: Selection, lexicon: Lexicon, to: IO[bytes]) -> None:
    _text(quick_statements(selected(store, selection), crosswalk(lexicon)), to)


def _nanopubs(store: Store, selection: Selection, lexicon: Lexicon, to: IO[bytes]) -> None:
    quads = nanopubs.nanopublications(store, selected(store, selection), licence=CC0)
    serialize(quads, to, RdfFormat.TRIG, prefixes=nanopubs.PREFIXES)


def _reified(store: Store, selection: Selection, lexicon: Lexicon, to: IO[bytes]) -> None:
    triples: Iterator[Triple] = reified(selected(store, selection), lexicon, base=store.base)
    serialize(triples, to, RdfFormat.TURTLE, prefixes=PREFIXES)


def _compact(store: Store, selection: Selection, lexicon: Lexicon, to: IO[bytes]) -> None:
    found = documents(store, selected(store, selection))
    _text((json.dumps(each, ensure_ascii=False) + "\n" for each in found), to)


def _claims(store: Store, selection: Selection, lexicon: Lexicon, to: IO[bytes]) -> None:
    _text((json.dumps(each, ensure_ascii=False) + "\n" for each in claims_feed(selected(store, selection))), to)


def _reviews(store: Store, selection: Selection, lexicon: Lexicon, to: IO[bytes]) -> None:
    chosen = None if selection.finding is None else [selection.finding]
    _text((json.dumps(each, ensure_ascii=False) + "\n" for each in reviews(store, chosen)), to)


def _csv(rows: Callable[[Iterable[Sourced]], Iterator[tuple[str | None, ...]]], header: tuple[str, ...]) -> Writer:
    def written(store: Store, selection: Selection, lexicon: Lexicon, to: IO[bytes]) -> None:
        _text(write_csv(rows(selected(store, selection)), header), to)

    return written


def _parquet(rows: Callable[[Iterable[Sourced]], Iterator[tuple[str | None, ...]]], header: tuple[str, ...]) -> Writer:
    def written(store: Store, selection: Selection, lexicon: Lexicon, to: IO[bytes]) -> None:
        write_parquet(rows(selected(store, selection)), header, to)

    return written


def _text(lines: Iterable[str], to: IO[bytes]) -> None:
    for line in lines:
        to.write(line.encode())


FORMS: dict[str, Writer] = {
    "jsonld-claims": _compact,
    "rdf12": _reified,
    "wikidata": _wikidata,
    "quickstatements": _quick,
    "nanopub": _nanopubs,
    "schema-claims": _claims,
    "claimreview": _reviews,
    "csv": _csv(claim_rows, CLAIM_COLUMNS),
    "csv-series": _csv(series_rows, SERIES_COLUMNS),
    "parquet": _parquet(claim_rows, CLAIM_COLUMNS),
    "parquet-series": _parquet(series_rows, SERIES_COLUMNS),
}
"""Forms beside the plain formats of RDF; the JSON ones hold one object a line."""

ALL_FORMS = (*_RDF, *FORMS)
