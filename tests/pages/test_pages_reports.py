from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import feedparser
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as markup
from pyoxigraph import RdfFormat, parse

from api.pages.marking import parts
from kg.feeds import atom
from kg.lexicon import Scale
from kg.model import Claim, Finding, Report, Span
from kg.plot import plot
from kg.points import Event, points
from kg.report import FORMS, part, render
from kg.report.words import locale
from kg.report.working import in_words
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


def test_an_entry_of_the_feed_is_dated_by_when_the_finding_was_first_found() -> None:
    made = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    new = replace(finding(1), found="2024-06-07T08:09:10Z")
    read = feedparser.parse(atom([new, finding(2)], title="Desk", base=BASE, updated=made).encode())
    assert [entry.updated for entry in read.entries] == ["2024-06-07T08:09:10Z", "2024-04-05T00:00:00Z"]
    assert read.feed.updated == "2024-06-07T08:09:10Z"


def test_the_feed_has_what_rfc_4287_asks_of_one_and_a_reader_takes_it() -> None:
    made = dt.datetime(2024, 1, 1, 9, 30, tzinfo=dt.UTC)
    text = atom([finding(1), finding(2)], title="Desk", base=BASE, updated=made, query="?severity=violation&page=1")
    feed, atom_ns = etree.fromstring(text.encode()), "{http://www.w3.org/2005/Atom}"
    once = {"id", "title", "updated"}  # §4.1.1 and §4.1.2: exactly one of each
    for element in (feed, *feed.iterfind(f"{atom_ns}entry")):
        names = [child.tag.removeprefix(atom_ns) for child in element]
        assert all(names.count(name) == 1 for name in once)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{atom_ns}updated"))  # §3.3
        assert element.findtext(f"{atom_ns}id").startswith("http://")  # §4.2.6: an IRI
        links = [(link.get("rel"), link.get("type")) for link in element.iterfind(f"{atom_ns}link")]
        assert len(links) == len(set(links)) > 0  # one alternate of a type
    assert feed.find(f"{atom_ns}author/{atom_ns}name").text == "Desk"  # §4.1.1: or one in every entry
    assert {child.tag.removeprefix(atom_ns) for child in feed} <= once | {"link", "author", "entry"}
    read = feedparser.parse(text.encode())
    assert not read.bozo
    assert read.feed.id == f"{BASE}feed.atom?severity=violation&page=1"
    assert {link.href for link in read.feed.links if link.rel == "self"} == {read.feed.id}
    assert len({entry.id for entry in read.entries}) == 2
    assert feedparser.parse(atom([], title="Desk", base=BASE, updated=made).encode()).feed.updated.startswith("2024-01")


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
    claims = [claim("31", "2023-04-04", 'The "Wire" <b>'), claim("32", "2024-04-04", "Courier")]
    drawn = points(claims, mark=lambda c: "conflict" if c.value == 32 else "", link=lambda c: f"/a?b=1&c={c.value}")
    svg = plot(drawn, title="NATO <members>", events=[Event(dt.date(2024, 3, 7), "Sweden & more")])
    tree = etree.fromstring(svg.encode())
    assert tree.xpath("string(*[name()='title'])") == "NATO <members>"
    assert tree.xpath("//*[name()='a']/@href") == ["/a?b=1&c=31", "/a?b=1&c=32"]
    assert "Sweden & more" in tree.xpath("string()")
    assert "--plot-conflict" in svg
    assert not tree.xpath("//@style | //*[name()='style'] | //*[name()='script']")


def test_names_of_events_do_not_overlap_however_close_they_are() -> None:
    drawn = points([claim("31", "2023-04-04", "A"), claim("32", "2024-04-04", "B")])
    days = (dt.date(2023, 4, 4) + dt.timedelta(days=each) for each in (1, 9, 20, 340, 352, 365))
    events = [Event(day, f"Event {number} of that year") for number, day in enumerate(days)]
    for width in (330, 860):
        tree = etree.fromstring(plot(drawn, title="x", events=events, width=width).encode())
        named = [node for node in tree.xpath("//*[name()='text']") if "Event" in (node.text or "")]
        places = []
        for node in named:
            x, y = (float(part) for part in re.findall(r"-?[\d.]+", node.get("transform"))[:2])
            long = len(node.text) * 6
            places.append((x, x + long, y) if node.get("text-anchor") == "start" else (x - long, x, y))
        assert len(places) == len(events)
        for (start, end, y), (other, others_end, others_y) in itertools.combinations(places, 2):
            assert abs(y - others_y) > 11 or end <= other or others_end <= start


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ({}, {"value": Decimal(31)}, "31 is 1 less than 32 (3.1 %)."),
        ({}, {}, "Both state one value."),
        ({"modality": "more_than"}, {"value": Decimal(31)}, "“32” allows all that is more than 32."),
        ({"modality": "about"}, {"value": Decimal(31)}, "“32” allows 28.8 to 35.2."),
        ({"unit": "percent"}, {"unit": "percent", "value": Decimal(33)}, "33 is 1 percentage point more than 32."),
        ({"unit": "km"}, {"unit": "mi", "value": Decimal(20)}, "20 are 32.187 km."),
        ({}, {"valid_from": "2023-04-04", "valid_to": "2023-04-04"}, "They speak of two times, 365 days apart"),
    ],
)
def test_the_arithmetic_of_a_finding_is_told_in_words(left: dict[str, Any], right: dict[str, Any], said: str) -> None:
    units = {"km": Scale("length", Decimal(1000)), "mi": Scale("length", Decimal("1609.344"))}
    one, other = (
        replace(claim("32", day, "Wire"), low=None, high=None, valid_from="2024-04-03", valid_to="2024-04-03", **given)
        if "valid_from" not in given
        else replace(claim("32", day, "Wire"), **given)
        for day, given in (("2024-04-04", left), ("2024-04-05", right))
    )
    one, other = (replace(each, written=f"{each.value}") for each in (one, other))
    told = in_words(replace(finding(), working=None, claims=(one, other)), units=units)
    assert any(sentence.startswith(said) for sentence in told), told


def test_values_that_cannot_be_set_side_by_side_are_not() -> None:
    two = claim("32", "2024-04-04", "Wire", unit="USD"), claim("31", "2024-04-04", "Wire", unit="km")
    assert in_words(replace(finding(), working="2024-03-07: “Sweden joined”", claims=two)) == [
        "7 Mar 2024: “Sweden joined”"
    ]


def test_values_in_two_units_are_drawn_in_one() -> None:
    claims = [
        claim("1340", "2023-04-04", "A", unit="km"),
        claim("1341", "2023-04-04", "A", unit="km"),
        claim("833", "2023-04-05", "B", unit="mi"),
    ]
    units = {"km": Scale("length", Decimal(1000)), "mi": Scale("length", Decimal("1609.344"))}
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
