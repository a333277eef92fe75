"""The development articles: plain pySHACL over their graph finds what ``kg check`` finds, and no claim is malformed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from rdflib import RDF, SH, Graph

from kg.check import check, validate
from kg.check.plain import results
from kg.check.shapes import examined
from kg.pipeline import articles, open_reader
from kg.resources import shapes as folder
from kg.store import Store
from kg.vocab import KG

BASE = "http://127.0.0.1:8000/"
NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
DEV = Path(__file__).resolve().parents[2] / "shared" / "dev"
TEXTS = [DEV / name / "articles.jsonl" for name in ("seeds", "news")]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.shared,
    pytest.mark.skipif(not all(path.is_file() for path in TEXTS), reason=f"no development texts in {DEV}"),
]


@pytest.fixture(scope="module")
def store() -> Store:
    reader = open_reader(base=BASE)
    store = Store.open(base=BASE)
    for article in articles(TEXTS, reader):
        store.ingest(article, reader.claims(article), lexicon=reader.lexicon, now=NOW)
    return store


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    # pySHACL searches the text of a query for forbidden words anew for every focus node, which takes most of its time
    monkeypatch.setattr(SPARQLQueryHelper, "check_invalid_sparql", lambda *_, **__: True)


def asked(store: Store, shapes: Graph) -> set[tuple[str, str, str, str]]:
    """Return what the queries of the shapes find over all series at once: shape, series, first and second claim."""
    found = set()
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        for constraint in shapes.objects(shape, SH.sparql):
            query = str(shapes.value(constraint, SH.select)).replace("SELECT $this $currentShape", "SELECT $this", 1)
            for row in store.query(query.replace("$currentShape", f"<{shape}>")):
                found.add((str(shape), *(row[name].value for name in ("this", "left", "right"))))
    return found


def test_the_shapes_find_in_them_what_the_check_finds(store: Store) -> None:
    shapes = examined(folder() / "consistency.ttl") + examined(folder() / "arithmetic.ttl")
    findings = check(store).findings
    ours = {(each.shape, each.series or "", each.message) for each in findings}
    theirs = asked(store, shapes)
    assert {(shape, series) for shape, series, *_ in theirs} == {(shape, series) for shape, series, _ in ours}
    assert len(theirs) == len(findings) > 20
    busy = sorted({series for _, series, *_ in theirs})[::4]
    reported = results(validate(store.quads, shapes, focus=busy))
    said = {
        (shape, node, each) for shape, node, _, messages in reported for each in messages if "/id/claim/" not in each
    }
    assert said == {finding for finding in ours if finding[1] in busy}


def test_what_is_read_from_them_fits_the_shapes_of_a_claim(store: Store) -> None:
    claims = sorted({quad.subject.value for quad in store.match(None, KG.footing)})[:25]
    assert list(results(validate(store.quads, examined(folder() / "claim.ttl"), focus=claims))) == []
