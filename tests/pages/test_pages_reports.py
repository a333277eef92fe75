from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as markup
from pyoxigraph import RdfFormat, parse

from api.pages.marking import parts
from kg.feeds import atom
from kg.model import Claim, Finding, Report, Span
from kg.plot import Event, plot, points
from kg.report import FORMS, part, render
from kg.report.words import locale
from kg.webhook import SIGNATURE, STAMP, Undelivered, message, post, signature

BASE = "http://kg.example/"


def claim(value: str, day: str, publisher: str, *, quote: str | None = None, unit: str | None = None) -> Claim:
    words = quote or f"NATO has {value} members."
    at = words.index(value)
    return Claim(
        article=f"{publisher}-{day}", kind="quantity", span=Span(0, len(words)), quote=words, subject="NATO",
        subject_iri="http://www.wikidata.org/entity/Q7184", measure="memberCount", value=Decimal(value),
        value_span=Span(at, at + len(value)), written=value, low=Decimal(value), high=Decimal(value), step=Decimal(1),
        unit=unit, valid_from=day, valid_to=day, basis="attested", published=day, temporality="state",
        publisher=publisher,
    )  # fmt: skip


def finding(number: int = 1, *, state: str = "open", quote: str | None = None) -> Finding:
    return Finding(
        id=f"{BASE}id/finding/{number:020d}", verdict="contradiction", severity="violation",
        shape="https://w3id.org/claimgraph/shapes#Contradiction", message="Both cannot be true.",
        claims=(claim("31", "2024-04-04", "Wire", quote=quote), claim("32", "2024-04-05", "Courier")),
        working="31 < 32", series=f"{BASE}id/series/s", sources=(1, 2), state=state,  # type: ignore[arg-type]
    )  # fmt: skip


def report(*findings: Finding) -> Report:
    return Report(findings=findings, articles=2, claims=2)


def test_every_form_of_the_report_carries_the_quotes_and_another_form_is_refused() -> None:
    for form in FORMS:
        assert "NATO has 31 members." in render(report(finding(state="confirmed")), form), form
    with pytest.raises(ValueError, match="no form of a report"):
        render(report(), "pdf")


def test_a_report_without_findings_and_one_cut_short_say_so() -> None:
    assert "Nothing disagrees" in render(report(), "html")
    cut = replace(report(finding()), complete=False, reason="it took too long")
    for form in ("html", "md", "json", "ttl"):
        assert "it took too long" in render(cut, form), form


def test_the_page_of_a_report_escapes_what_articles_say_and_fetches_nothing() -> None:
    page = render(report(finding(quote="<script>31</script> & 'so'")), "html", title="<b>", of="<i>")
    tree = markup.document_fromstring(page)
    assert not tree.xpath("//script | //b | //i | //link | //img")
    assert "<script>31</script> & 'so'" in tree.xpath("string(//blockquote)")
    assert tree.xpath("//*[name()='svg']")


def test_only_what_a_person_confirmed_becomes_a_claim_review() -> None:
    told = json.loads(
        render(
            report(finding(1), finding(2, state="confirmed"), finding(3, state="dismissed")), "jsonld", publisher="Desk"
        )
    )
    reviews = told["@graph"]
    assert {review["@id"].partition("#")[0] for review in reviews} == {finding(2).id}
    assert {review["claimReviewed"] for review in reviews} == {"NATO has 31 members.", "NATO has 32 members."}
    assert all(review["author"]["name"] == "Desk" and review["itemReviewed"]["datePublished"] for review in reviews)


def test_the_turtle_is_a_validation_report_with_a_result_for_each_finding_and_no_blank_node() -> None:
    text = render(report(finding(1), finding(2)), "ttl", base=BASE)
    triples = [
        (str(t.subject), t.predicate.value.rpartition("#")[2], str(t.object))
        for t in parse(text.encode(), format=RdfFormat.TURTLE)
    ]
    assert (
        sum(p == "result" for _, p, _ in triples)
        == sum(o.endswith("shacl#ValidationResult>") for _, _, o in triples)
        == 2
    )
    assert not any(node.startswith("_:") for s, _, o in triples for node in (s, o))
    assert any(p == "conforms" and "false" in o for _, p, o in triples)


def test_no_cell_of_the_table_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(render(report(finding(quote="=31+cmd|' /C calc'!A0")), "csv"), newline="")))
    assert len(rows) == 2
    assert not any(cell.startswith(("=", "+", "@")) for cell in rows[1])


def test_a_part_of_a_report_fits_all_that_is_asked() -> None:
    whole = report(finding(1), finding(2, state="confirmed"))
    assert part(whole, state="confirmed").findings == (whole.findings[1],)
    assert part(whole, newsroom="Wire", since="2024-04-05", until="2024-04-05").findings == whole.findings
    assert part(whole, since="2024-04-06").findings == part(whole, entity="EU").findings == ()


def test_the_feed_is_atom_with_an_entry_for_each_finding() -> None:
    import datetime as dt

    feed = etree.fromstring(
        atom(
            [finding(1, quote="31 <b>\x00 & so")],
            title="Desk",
            base=BASE,
            updated=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        ).encode()
    )
    ns = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("string(a:updated)", namespaces=ns) == "2024-04-05T00:00:00Z"
    assert feed.xpath("string(a:entry/a:id)", namespaces=ns) == finding(1).id
    assert "31 <b> & so" in feed.xpath("string(a:entry/a:summary)", namespaces=ns)
    assert feed.xpath("a:entry/a:link/@href", namespaces=ns) == [f"{BASE}inbox/{1:020d}"]


def test_a_webhook_is_signed_and_tried_again_until_it_is_taken() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(503 if len(seen) < 3 else 204)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        post(
            "http://desk.example/",
            [finding()],
            secret="s",
            client=client,
            clock=lambda: 1_700_000_000.4,
            sleep=lambda _: None,
        )
    last = seen[-1]
    assert len(seen) == 3
    assert last.headers[SIGNATURE] == signature("s", last.headers[STAMP], last.read())
    assert json.loads(last.read())["findings"][0]["id"] == finding().id
    assert signature("s", "1700000000", message([finding()])) != signature("t", "1700000000", message([finding()]))


@pytest.mark.parametrize(("status", "times"), [(500, 4), (404, 1), (302, 1)])
def test_a_webhook_that_is_not_taken_says_so(status: int, times: int) -> None:
    seen = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(status)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client, pytest.raises(Undelivered, match=str(status)):
        post("http://desk.example/", [finding()], secret="s", client=client, attempts=4, sleep=lambda _: None)
    assert len(seen) == times


def test_a_plot_names_itself_leads_to_its_claims_and_shows_what_happened() -> None:
    import datetime as dt

    claims = [claim("31", "2023-04-04", 'The "Wire" <b>'), claim("32", "2024-04-04", "Courier")]
    drawn = points(claims, mark=lambda c: "conflict" if c.value == 32 else "", link=lambda c: f"/a?b=1&c={c.value}")
    svg = plot(drawn, title="NATO <members>", events=[Event(dt.date(2024, 3, 7), "Sweden & more")])
    tree = etree.fromstring(svg.encode())
    assert tree.xpath("string(*[name()='title'])") == "NATO <members>"
    assert tree.xpath("//*[name()='a']/@href") == ["/a?b=1&c=31", "/a?b=1&c=32"]
    assert "Sweden & more" in tree.xpath("string()")
    assert "--plot-conflict" in svg
    assert not tree.xpath("//@style | //*[name()='style'] | //*[name()='script']")


def test_values_in_two_units_are_drawn_in_one() -> None:
    claims = [
        claim("1340", "2023-04-04", "A", unit="km"),
        claim("1341", "2023-04-04", "A", unit="km"),
        claim("833", "2023-04-05", "B", unit="mi"),
    ]
    units = {"km": ("length", Decimal(1000)), "mi": ("length", Decimal("1609.344"))}
    values = sorted(float(point.value) for point in points(claims, units=units))
    assert values == pytest.approx([1340, 1340.58, 1341], abs=0.01)


def test_nothing_to_draw_is_an_error_that_says_so() -> None:
    with pytest.raises(ValueError, match="no value to draw"):
        plot([], title="x")


spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.text(max_size=60), st.lists(st.tuples(spans, st.none() | spans), max_size=12))
def test_marking_never_alters_a_text(text: str, given_spans: list[tuple[Span, Span | None]]) -> None:
    claims = [
        (span, value if value is not None and value.end <= len(text) else None, number)
        for number, (span, value) in enumerate(given_spans)
    ]
    marked = parts(text, claims)
    at, items = 0, dict(enumerate(given_spans))
    for piece in marked:
        whole = Span(at, at + len(piece.words)) if piece.words else None
        assert all(whole is not None and items[item][0].covers(whole) for item in piece.items)
        at += len(piece.words)
    assert "".join(piece.words for piece in marked) == text


@pytest.mark.parametrize("make", [lambda: locale("../../etc"), lambda: locale(""), lambda: locale("de_XX_1_2_3")])
def test_a_locale_nobody_knows_is_british(make: Callable[[], str]) -> None:
    assert make() in {"en_GB", "de"}
