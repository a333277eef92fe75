"""What stores do differently, one test a difference, against servers that answer as they are told."""

from __future__ import annotations

import contextlib
import json
from urllib.parse import parse_qs

import httpx
import pytest
import tenacity
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

import kg.store.remote_wire
from kg.errors import BadQuery, StoreError
from kg.store import remote_journal as journal
from kg.store.remote import Remote
from kg.store.remote_differences import Standard, Virtuoso
from kg.store.remote_updates import operations, written
from kg.store.remote_wire import Endpoints, Wire
from kg.vocab import XSD

HERE = Endpoints("https://db.example/query", "https://db.example/update")
NODE = NamedNode("http://x/s")


class Server:
    """A store that does nothing: it keeps what it is sent and answers what it is told."""

    def __init__(self, *answers, headers=None):
        self.answers, self.headers, self.sent, self.auth = list(answers), headers or {}, [], []

    def __call__(self, request):
        form = {key: values[0] for key, values in parse_qs(request.content.decode()).items()}
        self.sent.append(form)
        self.auth.append(request.headers.get("authorization", ""))
        if "update" in form:
            return httpx.Response(200)
        answer = self.answers.pop(0) if self.answers else table([])
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def updates(self):
        return [form["update"] for form in self.sent if "update" in form]


def table(rows, names=("s",), **headers):
    bindings = [
        {name: {"type": "literal", "value": value} for name, value in zip(names, row, strict=True)} for row in rows
    ]
    return httpx.Response(200, json={"head": {"vars": list(names)}, "results": {"bindings": bindings}}, headers=headers)


def truth(value):
    return httpx.Response(200, json={"head": {}, "boolean": value})


def wire(server, **environment):
    return Wire(HERE, environment=environment, transport=httpx.MockTransport(server))


def remote(*answers, virtuoso=False, **environment):
    first = table([], server="Virtuoso/07.20" if virtuoso else "other")
    server = Server(first, truth(False), *answers)
    return Remote("", wire=wire(server, **environment)), server


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(kg.store.remote_wire, "wait_random_exponential", lambda **_: tenacity.wait_none())


@pytest.mark.parametrize(
    "address",
    [
        "ftp://x",
        "/folder",
        "https://me:secret@db.example/sparql",
        "https://a https://b https://c https://d",
        "https://x/?query=1",
    ],
)
def test_what_is_no_address_of_a_store_is_refused_without_its_password(address):
    with pytest.raises(StoreError) as refused:
        Endpoints.of(address)
    assert "secret" not in str(refused.value)


def test_one_address_or_three_are_taken():
    assert Endpoints.of("https://db.example/sparql", known=True).update == "https://db.example/sparql-auth"
    assert (
        Endpoints.of("https://db.example/repositories/news").update == "https://db.example/repositories/news/statements"
    )
    assert Endpoints.of("https://a/q https://a/u https://a/g") == Endpoints("https://a/q", "https://a/u", "https://a/g")


def test_credentials_do_not_travel_in_the_clear():
    with pytest.raises(StoreError, match="https, or to this machine"):
        Wire(Endpoints.of("http://db.example/sparql"), environment={"KG_STORE_TOKEN": "t"})
    Wire(Endpoints.of("http://127.0.0.1:8890/sparql"), environment={"KG_STORE_TOKEN": "t"}).close()


def test_a_token_is_sent_and_never_shown():
    server = Server(httpx.Response(401))
    with pytest.raises(StoreError, match="KG_STORE_USER") as refused:
        wire(server, KG_STORE_TOKEN="t0ken").read({"query": "ASK {}"}, "*/*")
    assert server.auth == ["Bearer t0ken"]
    assert "t0ken" not in str(refused.value)


def test_digest_is_tried_where_basic_is_refused():
    challenge = 'Digest realm="SPARQL", nonce="n", qop="auth", algorithm=MD5'
    server = Server(httpx.Response(401), httpx.Response(401, headers={"www-authenticate": challenge}), truth(True))
    wire(server, KG_STORE_USER="dba", KG_STORE_PASSWORD="dba").read({"query": "ASK {}"}, "*/*")
    assert server.auth[0].startswith("Basic ")
    assert server.auth[2].startswith("Digest ")


def test_reading_is_asked_again_and_a_change_is_not():
    server = Server(httpx.ConnectError("refused"), httpx.Response(503), truth(True))
    wire(server).read({"query": "ASK {}"}, "*/*")
    assert len(server.sent) == 3

    def gone(request):
        calls.append(request)
        raise httpx.ReadTimeout("no answer")

    calls = []
    with pytest.raises(StoreError, match="what is there already changes nothing"):
        Wire(HERE, environment={}, transport=httpx.MockTransport(gone)).write("DROP GRAPH <http://g>")
    assert len(calls) == 1


def test_a_query_that_the_store_refuses_is_a_bad_query():
    with pytest.raises(BadQuery, match="syntax error"):
        wire(Server(httpx.Response(400, text="syntax error at line 1"))).read({"query": "x"}, "*/*")


def test_blank_nodes_and_nameless_graphs_are_refused():
    for quad in (
        Quad(BlankNode("b"), NODE, NODE, NODE),
        Quad(NODE, NODE, BlankNode("b"), NODE),
        Quad(NODE, NODE, NODE, DefaultGraph()),
    ):
        with pytest.raises(StoreError):
            list(Standard().put([quad]))


@pytest.mark.parametrize(
    ("literal", "altered"),
    [
        ("0.1234567890123456", True),
        ("1234567890123456789", True),
        ("31", False),
        ("0.5", False),
        ("not a number", True),
    ],
)
def test_numbers_that_virtuoso_would_alter_are_kept_apart(literal, altered):
    kept = Virtuoso().term(Literal(literal, datatype=XSD.decimal))
    assert kept.datatype.value.startswith("urn:claimgraph:exact:") == altered
    assert kept.value == literal


def test_an_answer_that_is_cut_is_fetched_in_pages_and_counted():
    cut = table([["a"], ["b"]], **{"X-SPARQL-MaxRows": "2"})
    pages = [table([["3"]], ["n"]), table([["a"], ["b"]]), table([["c"]])]
    store, server = remote(cut, *pages, virtuoso=True)
    assert [row["s"].value for row in store.query("SELECT ?s { ?s ?p ?o }", base="http://x/")] == ["a", "b", "c"]
    assert "OFFSET 2" in server.sent[-1]["query"]


def test_an_answer_that_stays_short_is_an_error():
    cut = table([["a"], ["b"]], **{"X-SPARQL-MaxRows": "2"})
    store, _ = remote(cut, table([["5"]], ["n"]), table([["a"], ["b"]]), table([]), virtuoso=True)
    with pytest.raises(StoreError, match="2 of 5 rows"):
        store.query("SELECT ?s { ?s ?p ?o }", base="http://x/")


def test_an_answer_that_was_given_up_is_an_error():
    store, _ = remote(table([["a"]], **{"X-SQL-State": "S1TAT"}), virtuoso=True)
    with pytest.raises(StoreError, match="before its answer was whole"):
        store.query("SELECT ?s { ?s ?p ?o }", base="http://x/")


def test_a_long_update_is_sent_in_pieces_of_one_graph():
    said = "".join(f"<http://x/{number}> <http://p> 1 .\n" for number in range(2_500))
    other = "GRAPH <http://h> { <http://s> <http://p> 1 }"
    found = operations(f"DROP GRAPH <http://g> ; INSERT DATA {{ GRAPH <http://g> {{ {said} }} {other} }}")
    pieces = list(written(found, quads=1_000, size=10**6))
    assert len(pieces) == 5
    assert all(piece.count("GRAPH <") == 1 for piece in pieces)
    assert sum(piece.count("<http://p>") for piece in pieces) == 2_501


def test_braces_and_semicolons_in_words_are_words():
    (only,) = operations('INSERT DATA { GRAPH <http://g> { <http://s> <http://p> "} ; DELETE WHERE {?s ?p ?o}" } }')
    assert only.quads[0].object.value == "} ; DELETE WHERE {?s ?p ?o}"


def test_an_update_that_cannot_be_carried_out_whole_is_refused_before_it_is_sent():
    store, server = remote(truth(True), truth(True), virtuoso=True)
    with pytest.raises(StoreError, match="this update was not begun"):
        store.update("DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert not [update for update in server.updates if "?o" in update]


CHANGE = ["DROP SILENT GRAPH <http://g>", "INSERT DATA { GRAPH <http://g> { <http://s> <http://p> 'Київ \"\\\\' } }"]


@pytest.mark.parametrize("sent", range(6))
def test_a_change_cut_short_anywhere_is_finished_or_never_was(sent):
    class Died(Exception):
        pass

    kept, done = {}, []

    def send(update):
        if len(done) == sent:
            raise Died
        done.append(update)
        if update == f"DROP SILENT GRAPH <{journal.GRAPH}>":
            kept.clear()
        elif journal.GRAPH in update:
            (operation,) = operations(update)
            kept.update({quad.subject.value: quad.object.value for quad in operation.quads})

    with contextlib.suppress(Died):
        journal.carry_out(CHANGE, send)
    finished = []
    journal.finish(lambda query: iter(kept.items()), finished.append)
    whole = [update for update in [*done, *finished] if "http://g" in update and journal.GRAPH not in update]
    assert whole == [] if sent < 2 else whole[-2:] == CHANGE


def test_a_store_that_was_left_in_the_middle_is_mended_when_it_is_opened():
    pieces = []
    journal.carry_out(CHANGE, pieces.append)
    rows = [(quad.subject.value, quad.object.value) for update in pieces[:2] for quad in operations(update)[0].quads]
    server = Server(table([]), truth(True), table(rows, ["name", "said"]))
    Remote("", wire=wire(server))
    assert server.updates[:2] == CHANGE
    assert json.dumps(server.updates).count("pending") == 2
