"""Hostile ground: what strangers send must not fetch, hang, fill or bring down the service."""

from __future__ import annotations

import gzip
import re
import socket
import threading
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from serving import TOKEN, WRITES, Served, serving

from api.settings import BadSettings, Settings
from api.tokens import Tokens, hashed, new_token
from kg.serve.readers import Limits, Query, Readers, Stopped

JSON = "application/sparql-results+json"
MEDIA = {"rows": JSON, "boolean": JSON, "graph": "text/turtle"}


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """Listen on a port of this machine and remember who calls."""
    heard: list[bytes] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def answer() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                heard.append(caller.recv(1000))
                caller.close()

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=5)


def test_no_query_or_update_makes_the_service_call_anybody(
    client: FlaskClient, listener: tuple[int, list[bytes]]
) -> None:
    port, heard = listener
    there = f"http://127.0.0.1:{port}/x"
    queries = [
        f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ S\\u0045RVICE <{there}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ VALUES ?e {{ <{there}> }} service ?e {{ ?s ?p ?o }} }}",
        f"SELECT * {{ # \n SERVICE # <\n <{there}> {{ ?s ?p ?o }} }}",
        f"PREFIX : <{there}> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{there}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"DESCRIBE <{there}>",
    ]
    for query in queries:
        assert client.get("/sparql", query_string={"query": query}).status_code in (200, 400, 403), query
    client.get("/sparql", query_string={"query": "ASK {}", "default-graph-uri": there})
    for update in (
        f"LOAD <{there}>",
        f"LOAD SILENT <{there}>",
        f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
    ):
        assert client.post("/sparql", data={"update": update}, headers=WRITES).status_code in (204, 403), update
    body = f'{{"@context": "{there}", "@id": "http://x/a", "p": "v"}}'
    client.put("/store?graph=http://x/g", data=body, content_type="application/ld+json", headers=WRITES)
    assert heard == []


def test_a_reader_has_no_way_out_even_where_the_guard_is_passed_by(listener: tuple[int, list[bytes]]) -> None:
    port, heard = listener
    readers = Readers(lambda output: None, size=1)
    try:
        with pytest.raises(Exception, match=r"."):
            readers.ask(Query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}", MEDIA, "http://x/"))
        with pytest.raises(Exception, match=r"."):
            readers.rehearse(f"LOAD <http://127.0.0.1:{port}/>", base="http://x/")
        assert b"".join(readers.ask(Query("ASK {}", MEDIA, "http://x/")).body) == b'{"head":{},"boolean":true}'
    finally:
        readers.close()
    assert heard == []


THOUSAND = " ".join(map(str, range(1000)))
PRODUCT = " ".join(f"VALUES ?{name} {{ {THOUSAND} }}" for name in "abcde")
DOUBLING = "BIND('aaaaaaaaaaaaaaaa' AS ?x0)" + "".join(f" BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(32))


@pytest.fixture
def readers() -> Iterator[Readers]:
    readers = Readers(lambda output: None, size=2, limits=Limits(seconds=0.7, memory=300_000_000))
    yield readers
    readers.close()


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
        f"SELECT (GROUP_CONCAT(?a) AS ?n) {{ {PRODUCT} }}",
        f"SELECT * {{ {PRODUCT} }} ORDER BY ?e",
        f"SELECT (STRLEN(?x32) AS ?n) {{ {DOUBLING} }}",
        "ASK {" + "{" * 5000 + "}" * 5000 + "}",
        "ASK { FILTER(" + "(" * 9000 + "true" + ")" * 9000 + ") }",
    ],
    ids=["count", "concatenation", "sorting", "doubling", "nesting", "parentheses"],
)
def test_a_query_that_would_not_end_is_stopped_and_nobody_notices(readers: Readers, query: str) -> None:
    with pytest.raises(Stopped):
        b"".join(readers.ask(Query(query, MEDIA, "http://x/")).body)
    for _ in range(4):
        assert b"".join(readers.ask(Query("ASK {}", MEDIA, "http://x/")).body) == b'{"head":{},"boolean":true}'


def test_an_update_that_would_not_end_changes_nothing(make_app) -> None:  # type: ignore[no-untyped-def]
    client = make_app(update_seconds=0.5).test_client()
    answer = client.post(
        "/sparql", data={"update": f"INSERT {{ <a:a> <a:b> ?a }} WHERE {{ {PRODUCT} }}"}, headers=WRITES
    )
    assert answer.status_code == 503
    assert client.get("/sparql", query_string={"query": "ASK { ?s <a:b> ?o }"}).json["boolean"] is False


@pytest.mark.parametrize(
    "query",
    ["ASK {" + "{" * 3200 + "}" * 3200 + "}", "ASK { FILTER(" + "!" * 12_800 + "true) }",
     "ASK { FILTER(1" + "+1" * 12_800 + ") }", "ASK {" + " UNION ".join(["{}"] * 12_800) + "}",
     "ASK { ?s (<a:b>" + "/<a:b>" * 5000 + ") ?o }", "ASK {} #" + "x" * 1_000_001],
    ids=["groups", "negations", "sum", "union", "path", "length"],
)  # fmt: skip
def test_a_query_out_of_bounds_is_refused_before_any_engine_sees_it(client: FlaskClient, app, query: str) -> None:  # type: ignore[no-untyped-def]
    killed = app.config["KNOWLEDGE"].readers.killed
    answer = client.post("/sparql", data=query, content_type="application/sparql-query")
    assert answer.status_code == 413
    assert app.config["KNOWLEDGE"].readers.killed == killed


def test_a_compressed_body_is_taken_but_not_one_that_swells(client: FlaskClient, make_app) -> None:  # type: ignore[no-untyped-def]
    small = make_app(body_bytes=10_000).test_client()
    asked = {"content_type": "application/sparql-query", "headers": {"Content-Encoding": "gzip"}}
    assert small.post("/sparql", data=gzip.compress(b"ASK {}"), **asked).json["boolean"] is True
    assert small.post("/sparql", data=gzip.compress(b" " * 50_000_000), **asked).status_code == 413
    assert small.post("/sparql", data=b"x" * 10_001, content_type="application/sparql-query").status_code == 413
    assert small.post("/sparql", data=gzip.compress(b"ASK {}")[:-9], **asked).status_code == 400
    assert small.post("/sparql", data=b"no gzip", **asked).status_code == 400
    asked["headers"] = {"Content-Encoding": "br"}
    assert small.post("/sparql", data=b"ASK {}", **asked).status_code == 415


def test_xml_entities_are_not_expanded(client: FlaskClient) -> None:
    laughs = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;"> ]>'
    secret = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"> ]>'
    body = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description rdf:about="http://e/s"><e:p>%s</e:p></rdf:Description></rdf:RDF>'
    for doctype, entity in ((laughs, "&b;"), (secret, "&x;")):
        answer = client.put(
            "/store?graph=http://e/g", data=doctype + body % entity, content_type="application/rdf+xml", headers=WRITES
        )
        assert answer.status_code == 400
    assert client.get("/store?graph=http://e/g").status_code == 404


def test_odd_paths_lead_nowhere(client: FlaskClient) -> None:
    for path in (
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/id/../../etc/passwd",
        "/doc/%00",
        "/doc/<script>",
        "/articles/..%2f..",
        "/id/%0d%0aSet-Cookie:a=b",
    ):
        answer = client.get(path)
        assert answer.status_code in (400, 404), path
        assert "Set-Cookie" not in answer.headers
        assert answer.mimetype == "application/problem+json"


def test_headers_that_are_sent_are_not_sent_back_unseen(client: FlaskClient) -> None:
    answer = client.get("/health", headers={"X-Request-Id": "bad id <x>", "Host": "evil.example"})
    assert answer.headers["X-Request-Id"] != "bad id <x>"
    assert client.get("/health", headers={"X-Request-Id": "abcdef-123456"}).headers["X-Request-Id"] == "abcdef-123456"
    assert "evil.example" not in client.get("/.well-known/void", headers={"Host": "evil.example"}).text


def test_every_answer_carries_the_headers_of_caution(client: FlaskClient) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D", "/nowhere", "/health"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_failure_of_ours_is_told_without_its_insides(
    client: FlaskClient, app, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(app.config["KNOWLEDGE"], "ask", fail)
    answer = client.get("/sparql?query=ASK%7B%7D")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_a_token_is_kept_as_its_hash_and_carries_scopes() -> None:
    token, line = new_token("write", name="desk")
    assert token not in line
    tokens = Tokens(Settings(tokens=line.split()[0]))
    assert tokens.scopes(token) == {"read", "write"}
    assert tokens.scopes(token + "x") == frozenset()
    assert token not in repr(vars(tokens))
    assert TOKEN not in repr(Settings(token=TOKEN))


def test_a_tokens_file_is_read_and_a_bad_line_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "tokens"
    path.write_text(f"# ours\nadmin:{hashed('a')} chief\nread:{hashed('r')}\n")
    tokens = Tokens(Settings(tokens_file=str(path)))
    assert tokens.scopes("a") == {"read", "write", "admin"}
    assert tokens.scopes("r") == {"read"}
    path.write_text("write:plaintext\n")
    with pytest.raises(BadSettings, match="SHA256"):
        Tokens(Settings(tokens_file=str(path)))


def test_scopes_are_held_to(make_app) -> None:  # type: ignore[no-untyped-def]
    lines = " ".join(f"{scope}:{hashed(scope)}" for scope in ("read", "write"))
    client = make_app(tokens=lines, token="", read_open=False).test_client()
    asked = "/sparql?query=ASK%7B%7D"
    assert client.get(asked).status_code == 401
    assert client.get(asked, headers={"Authorization": "Bearer nobody"}).status_code == 401
    assert client.get(asked, headers={"Authorization": "Basic read"}).status_code == 401
    assert client.get(asked, headers={"Authorization": "Bearer read"}).status_code == 200
    drop = {"data": {"update": "DROP ALL"}}
    assert client.post("/sparql", headers={"Authorization": "Bearer read"}, **drop).status_code == 403
    assert client.post("/sparql", headers={"Authorization": "Bearer write"}, **drop).status_code == 204
    assert client.post("/backup", headers={"Authorization": "Bearer write"}).status_code == 403


def test_a_service_without_tokens_takes_no_writes(make_app) -> None:  # type: ignore[no-untyped-def]
    client = make_app(token="").test_client()
    assert client.post("/sparql", data={"update": "DROP ALL"}, headers=WRITES).status_code == 403


def test_who_asks_too_often_is_told_to_wait(make_app) -> None:  # type: ignore[no-untyped-def]
    client = make_app(rate=5).test_client()
    statuses = [client.get("/ontology").status_code for _ in range(8)]
    assert statuses == [200] * 5 + [429] * 3
    limited = client.get("/ontology")
    assert int(limited.headers["Retry-After"]) >= 1
    assert client.get("/health").status_code == 200
    other = client.get("/ontology", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 200


def test_the_others_are_served_while_a_hostile_query_runs(served: Served) -> None:
    hostile = {"query": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"}
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(served.post("/sparql", data=hostile).status_code))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for number in range(50):
        assert served.get("/sparql", params={"query": f"SELECT ({number} AS ?n) {{}}"}).status_code == 200
    for thread in threads:
        thread.join()
    assert answers == [503, 503]


def test_a_client_that_goes_away_does_not_keep_its_reader() -> None:
    with serving(readers=1, query_seconds=60) as served:
        host, port = served.base.removeprefix("http://").split(":")
        big = f"SELECT * {{ {PRODUCT} }}".replace(" ", "+").replace("{", "%7B").replace("}", "%7D").replace("?", "%3F")
        for _ in range(3):
            with socket.create_connection((host, int(port))) as peer:
                peer.sendall(f"GET /sparql?query={big} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                assert peer.recv(100).startswith(b"HTTP/1.1 200")
        assert served.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_links_to_the_page_for_signing_in_do_not_nest(client: FlaskClient) -> None:
    seen, following = set[str](), "/sign-in?next=/archive"
    while following not in seen:
        seen.add(following)
        assert len(seen) <= 2
        following = re.findall(r'href="(/sign-in[^"]*)"', client.get(following).text)[0]
    nested = client.get("/sign-in?next=%2Fsign-in%3Fnext%3D%252Farchive").text
    assert '<input type="hidden" name="next" value="/inbox">' in nested
