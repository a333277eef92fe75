"""A store that is written out and taken in elsewhere is the same store; what is no dump is refused whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from link_cases import BASE, NATO, NOW, claims_and_findings, filed, written

from kg import names
from kg.check import decide, findings, load_reference, recheck
from kg.errors import KgError, StoreError
from kg.exchange.dump import import_dump
from kg.exchange.feed import Log
from kg.exchange.incoming import import_reviews, read_reviews
from kg.exchange.package import write_package
from kg.lexicon import Lexicon
from kg.link.decisions import decide as decide_on_match
from kg.link.matches import matches, proposed
from kg.model import Article
from kg.pipeline import Reader
from kg.store import Store


@pytest.mark.parametrize("form", ["nquads", "trig", "jsonld"])
def test_a_dump_gives_the_same_claims_and_findings_in_an_empty_store(
    demo_store: Store, lexicon: Lexicon, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"dump.{ {'nquads': 'nq', 'trig': 'trig', 'jsonld': 'jsonld'}[form] }"
    path.write_bytes(written(demo_store, form, lexicon))
    with Store.open(base=BASE) as copy:
        first = import_dump(copy, path)
        assert claims_and_findings(copy) == claims_and_findings(demo_store)
        assert list(copy.articles()) == list(demo_store.articles())
        assert first.quads == demo_store.count
        assert import_dump(copy, path).new == 0
        copied, whole = (sorted(written(each, "nquads", lexicon).splitlines()) for each in (copy, demo_store))
        assert copied == whole


def test_decisions_links_reference_facts_and_reviews_come_along(
    reader: Reader, lexicon: Lexicon, tmp_path: Path
) -> None:
    facts = tmp_path / "facts.ttl"
    facts.write_text(
        "@prefix kg: <https://w3id.org/claimgraph/ontology#> . @prefix m: <https://w3id.org/claimgraph/measure#> ."
        f"<urn:fact:1> a kg:ReferenceFact ; kg:subject <{NATO}> ; kg:measure m:memberCount ; kg:low 32 ; kg:high 32 ."
    )
    review = {"@type": "ClaimReview", "claimReviewed": "NATO has 30 members.", "url": "https://c.example/1"}
    with Store.open(base=BASE) as store, Store.open(base=BASE) as copy:
        filed(
            store,
            reader,
            Article("one", "Brackwater Ferries employs 412 people. NATO has 31 members.", "2024-05-06"),
            Article("two", "Brackwater Ferries Ltd employs 390 people. NATO has 33 members.", "2024-05-06"),
        )
        one, two = sorted(
            {s.claim.subject_iri or names.entity(BASE, s.claim.subject) for s in store.claims()} - {NATO}, key=len
        )
        match = proposed(store, local=two, local_name="", remote=one, remote_name="", score=90, evidence="", service="")
        decide_on_match(store, lexicon, [match], state="accepted", by="desk", reason="one firm", now=NOW)
        load_reference(store, facts, lexicon=lexicon)
        reviews = read_reviews(json.dumps(review).encode(), source="feed")
        assert list(import_reviews(store, reviews, lexicon=lexicon, claims_of=reader.claims, now=NOW))
        report = recheck(store, now=NOW)
        decide(store, report.findings[0].id, "confirmed", who="The desk", now=NOW)
        Log(store).follow(findings(store), now=NOW)
        path = tmp_path / "dump.nq"
        path.write_bytes(written(store, "nquads", lexicon))
        import_dump(copy, path)
        assert claims_and_findings(copy) == claims_and_findings(store)
        assert {(f.id, f.state) for f in findings(copy)} == {(f.id, f.state) for f in findings(store)}
        assert "confirmed" in {f.state for f in findings(copy)}
        assert list(matches(copy)) == list(matches(store)) != []
        assert {s.series for s in copy.claims()} == {s.series for s in store.claims()}
        assert Log(copy).events == Log(store).events != []
        assert sorted(written(copy, "nquads", lexicon).splitlines()) == sorted(path.read_bytes().splitlines())


def test_a_dump_of_another_base_or_of_another_version_is_refused_whole(
    demo_store: Store, lexicon: Lexicon, reader: Reader, tmp_path: Path
) -> None:
    path = tmp_path / "dump.nq"
    path.write_bytes(written(demo_store, "nquads", lexicon))
    with Store.open(base="https://other.example/") as other:
        before = other.count
        with pytest.raises(StoreError, match="KG_BASE"):
            import_dump(other, path)
        assert other.count == before
    with Store.open(base=BASE) as newer:
        filed(newer, reader, Article("harbour-vilnius", "NATO has 33 members.", "2023-07-12"))
        before = newer.count
        with pytest.raises(StoreError, match="another version"):
            import_dump(newer, path)
        assert newer.count == before


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.nq", "<http://a> <http://b> .", "a.nq"),
        ("a.nq", "<http://a> <http://b> <http://c> .", "no graph"),
        ("a.nq", "_:a <http://b> <http://c> <http://g> .", "blank nodes"),
        ("a.nq", "<http://a> <http://b> <http://c> <http://g> .", "no records"),
        ("a.ttl", "", "N-Quads"),
    ],
)
def test_what_is_no_dump_is_refused_with_the_reason(tmp_path: Path, name: str, text: str, reason: str) -> None:
    (tmp_path / name).write_text(text)
    with Store.open(base=BASE) as store, pytest.raises(StoreError, match=reason):
        import_dump(store, tmp_path / name)


def test_a_package_describes_every_file_it_holds(demo_store: Store, tmp_path: Path) -> None:
    import hashlib

    folder = tmp_path / "package"
    files = write_package(
        demo_store, folder, title="Demo", licence="https://creativecommons.org/publicdomain/zero/1.0/", day="2025-01-02"
    )
    package = json.loads((folder / "datapackage.json").read_text())
    crate = {each["@id"]: each for each in json.loads((folder / "ro-crate-metadata.json").read_text())["@graph"]}
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert crate[resource["path"]]["contentSize"] == str(len(content))
    assert {part["@id"] for part in crate["./"]["hasPart"]} == {r["path"] for r in package["resources"]}
    assert len(files) == 6
    assert str(demo_store.count) in (folder / "void.ttl").read_text()
    with Store.open(base=BASE) as copy:
        import_dump(copy, folder / "graph.nq")
        assert claims_and_findings(copy) == claims_and_findings(demo_store)
    with pytest.raises(KgError, match="empty folder"):
        write_package(demo_store, folder, title="Demo", licence="x", day="2025-01-02")
