"""Linked data: every name the service mints can be followed, in every format, to the same triples."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse
from serving import opened

from api import negotiate
from api.app import close
from api.vocabulary import NAMES, ROOT
from kg.pipeline import demo_articles, ingest, open_reader

BASE = "http://kg.example/"
VOID = "http://rdfs.org/ns/void#"


@pytest.fixture(scope="module")
def told() -> Iterator[Flask]:
    """Serve the demo articles."""
    app = opened(default_graph="union")
    store = app.config["KNOWLEDGE"].store
    reader = open_reader(base=BASE)
    assert all(i.changed for i in ingest(demo_articles(reader), store, reader, now=lambda: dt.datetime.now(dt.UTC)))
    yield app
    close(app)


@pytest.fixture
def web(told: Flask) -> FlaskClient:
    return told.test_client()


def names(app: Flask) -> list[str]:
    """One thing of each kind."""
    subjects = {
        quad.subject.value.split("#")[0]
        for quad in app.config["KNOWLEDGE"].quads
        if isinstance(quad.subject, NamedNode)
    }
    kinds = {name.removeprefix(BASE + "id/").split("/")[0]: name for name in sorted(subjects) if name.startswith(BASE)}
    assert {"article", "version", "claim", "series"} <= set(kinds)
    return [kinds[kind] for kind in sorted(kinds)]


def triples(client: FlaskClient, address: str, media: str) -> set[str]:
    answer = client.get(address, headers={"Accept": media})
    assert (answer.status_code, answer.mimetype) == (200, media), answer.text
    syntax = RdfFormat.from_media_type(media)
    return {str(quad.triple) for quad in parse(answer.data, syntax, base_iri=BASE)}


def test_a_thing_leads_to_its_description_in_every_format_with_the_same_triples(told: Flask, web: FlaskClient) -> None:
    for iri in names(told):
        path = "/" + iri.removeprefix(BASE)
        redirect = web.get(path, headers={"Accept": "text/turtle"})
        assert redirect.status_code == 303
        assert redirect.headers["Location"] == iri.replace("/id/", "/doc/")
        document = path.replace("/id/", "/doc/")
        said = {media: triples(web, document, media) for media in negotiate.DOCUMENT}
        assert all(each == said[negotiate.TURTLE] for each in said.values()), iri
        assert any(f"<{iri}" in triple for triple in said[negotiate.TURTLE])


def test_a_description_knows_its_other_formats_its_thing_and_its_state(told: Flask, web: FlaskClient) -> None:
    iri = names(told)[0]
    document = "/" + iri.removeprefix(BASE).replace("id/", "doc/", 1)
    tags = set()
    for media in (negotiate.HTML, *negotiate.DOCUMENT):
        answer = web.get(document, headers={"Accept": media})
        links = ", ".join(answer.headers.getlist("Link"))
        assert f'<{iri}>; rel="describes"' in links
        assert all(f'type="{other}"' in links for other in negotiate.DOCUMENT)
        assert "accept" in answer.headers["Vary"].lower()
        assert answer.headers["Last-Modified"]
        tags.add(answer.headers["ETag"])
        again = web.get(document, headers={"Accept": media, "If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        head = web.head(document, headers={"Accept": media})
        assert (head.status_code, head.mimetype, head.data) == (200, media, b"")
    assert len(tags) == 5
    assert web.get(document + "?format=nt").mimetype == negotiate.NTRIPLES
    assert web.get(document + "?format=exe").status_code == 400


def test_what_does_not_exist_is_404_in_every_format_and_an_odd_wish_406(told: Flask, web: FlaskClient) -> None:
    for path in (
        "/id/claim/none",
        "/doc/claim/none",
        "/id/",
        "/articles/none",
        "/claims/none",
        "/series/none",
        "/findings/none",
        "/jobs/none",
    ):
        for media in (negotiate.HTML, negotiate.TURTLE, negotiate.JSONLD):
            assert web.get(path, headers={"Accept": media}).status_code == 404, path
    path = "/" + names(told)[0].removeprefix(BASE)
    assert web.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_markup_of_an_article_is_shown_and_never_run(make_app) -> None:  # type: ignore[no-untyped-def]
    app = make_app()
    reader = open_reader(base=BASE)
    from kg.model import Article

    article = Article(
        "a", 'NATO has 32 members <script>alert(1)</script> & "more".', published="2024-04-04", title="<b>x</b>"
    )
    app.config["KNOWLEDGE"].store.ingest(
        article, reader.claims(article), lexicon=reader.lexicon, now=dt.datetime.now(dt.UTC)
    )
    for iri in names(app):
        page = app.test_client().get(
            "/" + iri.removeprefix(BASE).replace("id/", "doc/", 1), headers={"Accept": "text/html"}
        )
        assert page.status_code == 200
        assert "<script>" not in page.text
        assert "<b>x" not in page.text


@pytest.mark.parametrize("name", NAMES)
def test_the_vocabulary_and_every_term_of_it_can_be_followed(web: FlaskClient, name: str) -> None:
    turtle = triples(web, f"/{name}", negotiate.TURTLE)
    assert {media: len(triples(web, f"/{name}", media)) for media in negotiate.DOCUMENT} == dict.fromkeys(
        negotiate.DOCUMENT, len(turtle)
    )
    page = web.get(f"/{name}", headers={"Accept": "text/html"})
    assert page.mimetype == negotiate.HTML
    term = next(
        t.split(">")[0].split("#")[1]
        for t in sorted(turtle)
        if t.startswith(f"<{ROOT}{name}#") and f"{name}#>" not in t
    )
    assert f'id="{term}"' in page.text
    assert web.get(f"/{name}/{term}").headers["Location"] == f"/{name}#{term}"
    assert web.get(f"/{name}/none-such").status_code == 404
    assert "max-age" in web.get(f"/{name}").headers["Cache-Control"]


def test_the_data_uses_no_term_that_the_vocabulary_lacks(told: Flask, web: FlaskClient) -> None:
    ours = ROOT + "ontology#"
    used = {quad.predicate.value for quad in told.config["KNOWLEDGE"].quads if quad.predicate.value.startswith(ours)}
    defined = {t.split(">")[0][1:] for t in triples(web, "/ontology", negotiate.NTRIPLES)}
    assert used
    assert used <= defined


def test_the_collection_is_described_as_it_is(told: Flask, web: FlaskClient) -> None:
    said = [quad.triple for quad in parse(web.get("/.well-known/void").data, RdfFormat.TURTLE)]
    values = {(t.predicate.value.removeprefix(VOID), getattr(t.object, "value", "")) for t in said}
    assert ("triples", str(len(told.config["KNOWLEDGE"].quads))) in values
    assert ("sparqlEndpoint", BASE + "sparql") in values
    assert ("uriSpace", BASE) in values
    examples = [value for name, value in values if name == "exampleResource"]
    assert len(examples) > 5
    for example in examples:
        assert web.get("/" + example.removeprefix(BASE), follow_redirects=False).status_code == 303
    parts = {
        t.subject: int(t.object.value)
        for t in said
        if t.predicate.value == VOID + "triples" and "property" in str(t.subject)
    }
    assert sum(parts.values()) == len(told.config["KNOWLEDGE"].quads)
    assert any(t.predicate.value == "http://www.w3.org/ns/dcat#distribution" for t in said)


def test_the_description_changes_with_the_store(make_app) -> None:  # type: ignore[no-untyped-def]
    app = make_app()
    client = app.test_client()
    from serving import WRITES

    before = client.get("/.well-known/void").data
    client.post("/sparql", data={"update": "INSERT DATA { <a:a> <a:new> 1 }"}, headers=WRITES)
    after = client.get("/.well-known/void").data
    assert b"<a:new>" in after
    assert b"<a:new>" not in before


def test_the_endpoint_describes_itself(web: FlaskClient) -> None:
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for media in negotiate.DOCUMENT:
        assert any(f"{sd}endpoint" in triple for triple in triples(web, "/sparql", media))
    said = triples(web, "/sparql", negotiate.NTRIPLES)
    assert any(f"{sd}UnionDefaultGraph" in triple for triple in said)
    assert sum(f"<{sd}resultFormat>" in triple for triple in said) >= 4
    assert web.get("/sparql", headers={"Accept": "text/html"}).mimetype == negotiate.HTML


def test_the_context_is_json_ld_and_lasts(web: FlaskClient) -> None:
    answer = web.get("/context.jsonld")
    assert (answer.status_code, answer.mimetype) == (200, negotiate.JSONLD)
    assert "@context" in json.loads(answer.data)
    assert web.get("/context.jsonld", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
