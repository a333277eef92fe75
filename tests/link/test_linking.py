"""Things of ours and of others: proposed with evidence, accepted, undone; series and findings follow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pyoxigraph
import pytest
from click.testing import CliRunner
from link_cases import BASE, NOW, filed

from kg.check import check, findings, recheck
from kg.cli import linking
from kg.errors import KgError, StoreError
from kg.lexicon import Lexicon
from kg.link.follow import follow
from kg.link.groups import canonical
from kg.link.matches import keep, match, matches, proposed
from kg.link.propose import propose, unlinked
from kg.link.remote import USER_AGENT, Asked, Caller, Endpoint, Reconciliation, Unreachable
from kg.model import Article
from kg.pipeline import Reader
from kg.store import Store

REMOTE = "http://www.wikidata.org/entity/Q90000001"
SERVICE = "http://other.example/reconcile"
WORKS = [
    {
        "id": "Q90000001",
        "name": "Brackwater Ferries",
        "score": 99,
        "match": True,
        "type": [{"id": "Q4830453", "name": "business"}],
    }
]


@pytest.fixture
def store(reader: Reader) -> Iterator[Store]:
    with Store.open(base=BASE) as store:
        filed(
            store,
            reader,
            Article("one", "Brackwater Ferries employs 412 people.", "2024-05-06", publisher="A"),
            Article("two", "Brackwater Ferries Ltd employs 390 people.", "2024-05-06", publisher="B"),
        )
        yield store


def subjects(store: Store) -> dict[str, str]:
    found = {}
    for stored in store.claims():
        if stored.claim.measure == "headcount":
            (quad,) = store.quads.quads_for_pattern(
                pyoxigraph.NamedNode(stored.iri),
                pyoxigraph.NamedNode("https://w3id.org/claimgraph/ontology#subject"),
                None,
            )
            found[stored.claim.article] = quad.object.value
    return found


def series(store: Store) -> dict[str, str]:
    return {stored.claim.article: stored.series for stored in store.claims() if stored.claim.measure == "headcount"}


def snapshot(store: Store, *, without: str) -> set[str]:
    return {str(quad) for quad in store.quads if str(quad.graph_name) != f"<{without}>"}


def linked(store: Store, local: str, remote: str = REMOTE) -> Any:
    return proposed(store, local=local, local_name="x", remote=remote, remote_name="Brackwater Ferries", score=98.0,
                    evidence="same name", service=SERVICE)  # fmt: skip


def test_accepting_merges_series_and_findings_follow_and_undoing_splits_them_again(
    store: Store, lexicon: Lexicon
) -> None:
    about = subjects(store)
    assert len(set(series(store).values())) == 2
    assert "contradiction" not in {found.verdict for found in check(store).findings}
    recheck(store, now=NOW)
    before = snapshot(store, without=f"{BASE}id/graph/links")
    both = [linked(store, iri) for iri in about.values()]
    assert len(keep(store, both, state="accepted", by="desk", now=NOW)) == 2
    touched = follow(store, lexicon)
    assert len(set(series(store).values())) == 1
    assert set(series(store).values()) < touched
    recheck(store, touched, now=NOW)
    assert "contradiction" in {found.verdict for found in findings(store, state="open")}
    assert follow(store, lexicon) == frozenset()

    keep(store, both, state="undone", by="desk", reason="another firm", now=NOW)
    back = follow(store, lexicon, subjects=[*about.values(), REMOTE])
    assert back == touched
    recheck(store, back, now=NOW)
    assert "contradiction" not in {found.verdict for found in findings(store, state="open")}
    assert len(set(series(store).values())) == 2
    assert {line for line in before if "graph/findings" not in line} == {
        line for line in snapshot(store, without=f"{BASE}id/graph/links") if "graph/findings" not in line
    }


def test_claims_keep_their_names_their_subject_and_their_words_when_they_are_linked(
    store: Store, lexicon: Lexicon
) -> None:
    before = {stored.iri: stored.claim for stored in store.claims()}
    keep(store, [linked(store, iri) for iri in subjects(store).values()], state="accepted", by="desk", now=NOW)
    follow(store, lexicon)
    assert {stored.iri: stored.claim for stored in store.claims()} == before


def test_an_article_read_later_joins_the_series_of_the_link(store: Store, reader: Reader, lexicon: Lexicon) -> None:
    keep(store, [linked(store, iri) for iri in subjects(store).values()], state="accepted", by="desk", now=NOW)
    follow(store, lexicon)
    filed(store, reader, Article("three", "Brackwater Ferries employs 420 people.", "2024-06-06"))
    follow(store, lexicon, article=next(each.iri for each in store.articles() if each.id == "three"))
    assert len(set(series(store).values())) == 1


def test_reading_the_same_article_again_leaves_the_link_alone(store: Store, reader: Reader, lexicon: Lexicon) -> None:
    keep(store, [linked(store, iri) for iri in subjects(store).values()], state="accepted", by="desk", now=NOW)
    follow(store, lexicon)
    before = set(map(str, store.quads))
    filed(store, reader, Article("one", "Brackwater Ferries employs 412 people.", "2024-05-06", publisher="A"))
    assert set(map(str, store.quads)) == before


def test_a_link_to_an_entity_of_the_gazetteer_joins_its_series(reader: Reader, lexicon: Lexicon) -> None:
    with Store.open(base=BASE) as store:
        filed(store, reader, Article("one", "NATO has 31 members.", "2024-05-06"))
        keep(
            store,
            [linked(store, "http://www.wikidata.org/entity/Q7184", "http://other.example/nato")],
            state="accepted",
            by="desk",
            now=NOW,
        )
        follow(store, lexicon)
        assert canonical(store) == {"http://other.example/nato": "http://www.wikidata.org/entity/Q7184"}
        assert check(store).complete


def test_a_match_says_who_decided_when_why_and_on_what_evidence(store: Store) -> None:
    made = linked(store, f"{BASE}id/entity/x")
    keep(store, [made], state="proposed", by="", now=NOW)
    assert keep(store, [made], state="proposed", by="", now=NOW) == []
    assert canonical(store) == {}
    keep(store, [made], state="accepted", by="Ada", reason="seen the register", now=NOW)
    (kept,) = matches(store, state="accepted")
    assert (kept.by, kept.reason, kept.evidence, kept.score) == ("Ada", "seen the register", "same name", "0.98")
    assert kept.at == "2025-01-02T03:04:05Z"
    assert kept.service == SERVICE
    assert match(store, made.iri.rpartition("/")[2][:8]) == kept
    with pytest.raises(StoreError, match="kg link queue"):
        match(store, "zzzz")


def test_undoing_one_of_two_names_keeps_what_the_other_says(store: Store) -> None:
    one, two = linked(store, f"{BASE}id/entity/x"), linked(store, f"{BASE}id/entity/y")
    keep(store, [one, two], state="accepted", by="desk", now=NOW)
    keep(store, [one], state="undone", by="desk", now=NOW)
    assert canonical(store) == {f"{BASE}id/entity/y": REMOTE}


class Other:
    """A reconciliation service of our own making, in either version, that counts what it is asked."""

    def __init__(self, answers: dict[str, list[dict[str, Any]]], *, draft: bool = False, failing: int = 0) -> None:
        self.answers, self.draft, self.failing = answers, draft, failing
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.failing:
            self.failing -= 1
            return httpx.Response(503, headers={"Retry-After": "7"})
        if request.method == "GET":
            version = "1.0-draft" if self.draft else "0.2"
            return httpx.Response(
                200,
                json={
                    "versions": [version],
                    "name": "Other",
                    "identifierSpace": "http://www.wikidata.org/entity/",
                    "batchSize": 2,
                },
            )
        if self.draft:
            queries = json.loads(request.content)["queries"]
            found = [{"candidates": self.answers.get(q["conditions"][0]["propertyValue"], [])} for q in queries]
            return httpx.Response(200, json={"results": found})
        queries = json.loads(parse_qs(request.content.decode())["queries"][0])
        return httpx.Response(
            200, json={key: {"result": self.answers.get(q["query"], [])} for key, q in queries.items()}
        )


def caller(service: Callable[[httpx.Request], httpx.Response], **more: Any) -> Caller:
    return Caller(transport=httpx.MockTransport(service), pause=0, **({"sleep": lambda _: None} | more))


@pytest.mark.parametrize("draft", [False, True])
def test_a_certain_candidate_is_accepted_and_others_wait(store: Store, lexicon: Lexicon, draft: bool) -> None:
    near = [
        {"id": "Q2", "name": "Brackwater Ferries Company", "score": 80},
        {"id": "Q3", "name": "Brackwater Harbour", "score": 40},
    ]
    other = Other({"Brackwater Ferries": WORKS, "Brackwater Ferries Ltd": near}, draft=draft)
    made = propose(store, unlinked(store, lexicon), Reconciliation(SERVICE, caller(other)))
    assert [each.remote for each in made.certain] == [REMOTE]
    assert "1 claims name" in made.certain[0].evidence
    assert "http://www.wikidata.org/entity/Q2" in [each.remote for each in made.queued]
    assert "http://www.wikidata.org/entity/Q3" not in [each.remote for each in made.queued]
    assert {request.headers["User-Agent"] for request in other.requests} == {USER_AGENT}


def test_two_candidates_that_are_as_good_are_left_to_a_person(store: Store, lexicon: Lexicon) -> None:
    twins = [*WORKS, {"id": "Q5", "name": "Brackwater Ferries", "score": 99, "match": False}]
    made = propose(
        store, unlinked(store, lexicon), Reconciliation(SERVICE, caller(Other({"Brackwater Ferries": twins})))
    )
    assert made.certain == ()
    assert len([each for each in made.queued if each.local_name == "Brackwater Ferries"]) == 2


def test_what_a_person_rejected_is_not_proposed_again(store: Store, lexicon: Lexicon) -> None:
    service = Reconciliation(SERVICE, caller(Other({"Brackwater Ferries": WORKS})))
    first = propose(store, unlinked(store, lexicon), service)
    keep(store, first.certain, state="rejected", by="desk", now=NOW)
    again = propose(store, unlinked(store, lexicon), service)
    assert (again.certain, again.queued) == ((), ())


def test_names_are_looked_for_at_any_sparql_endpoint(store: Store, lexicon: Lexicon) -> None:
    others = pyoxigraph.Store()
    label = pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    others.add(
        pyoxigraph.Quad(pyoxigraph.NamedNode(REMOTE), label, pyoxigraph.Literal("Brackwater Ferries", language="en"))
    )

    def endpoint(request: httpx.Request) -> httpx.Response:
        solutions = others.query(parse_qs(request.content.decode())["query"][0])
        return httpx.Response(200, content=solutions.serialize(format=pyoxigraph.QueryResultsFormat.JSON))  # type: ignore[union-attr]

    finder = Endpoint("http://other.example/sparql", caller(endpoint))
    made = propose(store, unlinked(store, lexicon), finder)
    assert [each.remote for each in made.certain if each.local_name == "Brackwater Ferries"] == [REMOTE]
    assert list(finder.find([Asked('") } DROP ALL #'), Asked("\\")])) == [[], []]


def test_what_was_answered_is_known_offline(store: Store, lexicon: Lexicon, tmp_path: Path) -> None:
    other = Other({"Brackwater Ferries": WORKS})
    online = propose(store, unlinked(store, lexicon), Reconciliation(SERVICE, caller(other, cache=tmp_path)))

    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no network")

    offline = propose(store, unlinked(store, lexicon), Reconciliation(SERVICE, caller(nobody, cache=tmp_path)))
    assert offline == online
    unknown = propose(
        store, unlinked(store, lexicon), Reconciliation("http://new.example/", caller(nobody, cache=tmp_path))
    )
    assert unknown.unasked == len(unlinked(store, lexicon))
    assert "cannot be reached" in unknown.why


def test_a_busy_service_is_waited_for_as_long_as_it_asks_and_not_for_ever() -> None:
    waits: list[float] = []
    other = Other({"x": WORKS}, failing=2)
    assert list(Reconciliation(SERVICE, caller(other, sleep=waits.append)).find([Asked("x")]))
    assert waits == [7.0, 7.0]
    with pytest.raises(Unreachable, match="503"):
        list(Reconciliation(SERVICE, caller(Other({}, failing=99))).find([Asked("x")]))


def test_requests_are_spaced() -> None:
    waits: list[float] = []
    asking = Caller(transport=httpx.MockTransport(Other({})), pause=3.0, sleep=waits.append)
    list(Reconciliation(SERVICE, asking).find([Asked(str(n)) for n in range(5)]))
    assert asking.requests == 4  # the manifest, and three batches of at most two
    assert len(waits) == 3
    assert all(2.5 < wait <= 3.0 for wait in waits)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b"null"])
def test_an_address_that_is_no_service_is_named(body: bytes) -> None:
    with pytest.raises(KgError, match=r"other\.example"):
        list(Reconciliation(SERVICE, caller(lambda request: httpx.Response(200, content=body))).find([Asked("x")]))


def test_our_own_service_links_another_store_of_ours(store: Store, lexicon: Lexicon) -> None:
    from api import Knowledge, Settings, create_app
    from api.app import close
    from kg.pipeline import demo_articles, ingest, open_reader

    app = create_app(Knowledge(Settings(base="http://kg.example/", log="off", readers=1, rate=0)))
    try:
        knowledge = app.config["KNOWLEDGE"]
        theirs = open_reader(base=knowledge.base)
        list(ingest(demo_articles(theirs), knowledge.store, theirs, now=lambda: NOW))
        for path in ("reconcile", "reconcile/1.0"):
            asking = Caller(transport=httpx.WSGITransport(app=app), pause=0)
            found = next(
                Reconciliation(f"http://kg.example/{path}", asking).find(
                    [Asked("North Atlantic Alliance"), Asked("NATO")]
                )
            )
            assert all(each.iri.startswith("http") for each in found)
            (_, exact) = Reconciliation(f"http://kg.example/{path}", asking).find([Asked("Finland"), Asked("NATO")])
            assert (exact[0].iri, exact[0].match) == ("http://www.wikidata.org/entity/Q7184", True)
    finally:
        close(app)


@pytest.fixture
def on_disk(tmp_path: Path, reader: Reader) -> Path:
    with Store.open(tmp_path / "store", base=BASE) as store:
        filed(
            store,
            reader,
            Article("one", "Brackwater Ferries employs 412 people.", "2024-05-06"),
            Article("two", "Brackwater Ferries Ltd employs 390 people.", "2024-05-06"),
        )
    return tmp_path / "store"


def run(*arguments: object, command: Any = linking.link) -> str:
    done = CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_says_two_are_the_same_lists_it_and_takes_it_back(on_disk: Path) -> None:
    with Store.open(on_disk) as store:
        one, two = subjects(store)["one"], subjects(store)["two"]
    output = run("same", one, two, "--store", on_disk, "--by", "Ada", "--reason", "one firm")
    (said,) = (line for line in output.splitlines() if line.startswith("accepted\t"))
    with Store.open(on_disk) as store:
        assert len(set(series(store).values())) == 1
    name = said.split("\t")[1].rpartition("/")[2]
    assert name[:12] in run("queue", "--store", on_disk, "--state", "accepted")
    run("undo", name, "--store", on_disk, "--by", "Ada")
    with Store.open(on_disk) as store:
        assert len(set(series(store).values())) == 2
    assert "no series changed" in CliRunner().invoke(linking.link, ["apply", "--store", str(on_disk)]).output


def test_the_command_asks_a_service_accepts_what_is_certain_and_is_calm_offline(
    on_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        linking, "Caller", lambda **more: caller(Other({"Brackwater Ferries": WORKS}), cache=more["cache"])
    )
    assert "1 certain" in run("suggest", "--store", on_disk, "--service", SERVICE, "--dry-run")
    assert "1 accepted" in run("suggest", "--store", on_disk, "--service", SERVICE)
    with Store.open(on_disk) as store:
        assert [each.remote for each in matches(store, state="accepted")] == [REMOTE]

    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no network")

    monkeypatch.setattr(linking, "Caller", lambda **more: caller(nobody, cache=None))
    assert "not asked" in run("suggest", "--store", on_disk, "--service", SERVICE)


def test_the_commands_of_import_take_in_dumps_facts_reviews_and_graphs(
    on_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_BASE", BASE)
    dump = tmp_path / "dump.nq"
    with Store.open(on_disk) as store, dump.open("wb") as out:
        store.export("nquads", to=out)
    other = tmp_path / "other"

    def taken(*arguments: object) -> str:
        return run(*arguments, "--store", other, command=linking.import_)

    assert "0 of them new" not in taken("dump", dump)
    assert " 0 of them new" in taken("dump", dump)
    reviews = tmp_path / "feed.json"
    reviews.write_text(
        json.dumps({"@type": "ClaimReview", "claimReviewed": "NATO has 31 members.", "url": "https://c.example/1"})
    )
    assert taken("reviews", reviews).startswith("1 reviews, 1 of them new")
    facts = tmp_path / "facts.json"
    value = {"mainsnak": {"datavalue": {"value": {"amount": "+32", "unit": "1"}}}}
    facts.write_text(json.dumps({"entities": {"Q7184": {"claims": {"P2124": [value]}}}}))
    assert taken("reference", facts).startswith("1 facts")
    triple = "<http://a> <http://b> <http://c> .\n"
    monkeypatch.setattr(linking, "Caller", lambda **more: caller(lambda request: httpx.Response(200, text=triple)))
    query = tmp_path / "query.rq"
    query.write_text("CONSTRUCT WHERE { ?s ?p ?o }")
    assert taken("construct", "http://other.example/sparql", query).startswith("1 statements")
