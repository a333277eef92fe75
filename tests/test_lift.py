from dataclasses import replace
from decimal import Decimal
from itertools import chain

import pytest
from claims_cases import ARTICLE, BASE, CLAIM, LEXICON, NATO, readings
from hypothesis import given, settings
from pyoxigraph import BlankNode, Literal, NamedNode

from kg import names
from kg.errors import BadClaims, UnreadableArticle
from kg.lift import lift, lift_article, lower, lower_article
from kg.lift.record import recorded
from kg.model import Span
from kg.packed import Packed, scattered, spoken, unpack
from kg.vocab import KG, OA, PROV, RDF


def quads(claims=(CLAIM,), article=ARTICLE, **options):
    return list(lift(article, claims, base=BASE, lexicon=LEXICON, **options))


def values(found, predicate, subject=None):
    return [quad.object for quad in found if quad.predicate == predicate and subject in (None, quad.subject)]


@settings(max_examples=150, deadline=None)
@given(readings())
def test_what_is_lifted_is_lowered_without_loss(reading):
    article, claims = reading
    found = list(lift(article, claims, base=BASE, lexicon=LEXICON))
    assert lower_article(found) == article
    assert sorted((stored.claim for stored in lower(found)), key=repr) == sorted(claims, key=repr)


@settings(max_examples=150, deadline=None)
@given(readings())
def test_records_and_comparisons_hold_what_the_properties_say(reading):
    article, claims = reading
    found = list(lift(article, claims, base=BASE, lexicon=LEXICON))
    lowered = list(lower(found))
    records = {quad.subject.value: recorded(quad.object.value) for quad in found if quad.predicate == KG.record}
    assert records == {stored.iri: stored.claim for stored in lowered}
    told = [scattered(text.value) for text in values(found, KG.comparisons)]
    assert len(told) == bool(claims)
    lines = sorted((claim, series, len(unpack(says))) for claim, series, says in chain(*told))
    assert lines == sorted((stored.iri, stored.series, len(Packed._fields)) for stored in lowered)
    by_series = sorted((quad.subject.value, quad.object.value) for quad in found if quad.predicate == KG.told)
    said = [each for text in values(found, KG.comparisons) for each in spoken(text.value)]
    assert by_series == sorted((names.told(series), says) for series, says in said)
    assert len(set(by_series)) == len(lowered)


@settings(max_examples=50, deadline=None)
@given(readings())
def test_there_are_no_blank_nodes_and_no_derived_integers(reading):
    found = list(lift(*reading, base=BASE, lexicon=LEXICON))
    assert not [q for q in found if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]
    kinds = {q.object.datatype.value.rpartition("#")[2] for q in found if isinstance(q.object, Literal)}
    assert kinds <= {"string", "decimal", "integer", "date", "http://id.loc.gov/datatypes/edtf/EDTF"}


@settings(max_examples=50, deadline=None)
@given(readings())
def test_the_order_of_the_claims_changes_nothing(reading):
    article, claims = reading
    assert set(quads(claims, article)) == set(quads(reversed(claims), article))


def test_lifting_twice_gives_the_same_bytes():
    first, second = (lift_article(ARTICLE, [CLAIM], base=BASE, lexicon=LEXICON) for _ in range(2))
    assert first == second
    assert first.digest == second.digest


def test_one_graph_a_version_and_one_for_what_is_shared():
    assert {quad.graph_name.value for quad in quads()} == {
        names.version(BASE, ARTICLE),
        names.graph(BASE, "shared"),
    }


def test_the_selectors_point_at_the_words():
    found = quads()
    (evidence,) = values(found, KG.evidence, claim_iri(found))
    position, quote = values(found, OA.hasSelector, evidence)
    start, end = values(found, OA.start, position)[0], values(found, OA.end, position)[0]
    assert ARTICLE.text[int(start.value) : int(end.value)] == "NATO has 32 members"
    assert values(found, OA.exact, quote) == [Literal("NATO has 32 members")]
    assert values(found, OA.prefix, quote) == [Literal("“")]
    assert values(found, OA.suffix, quote)[0].value.startswith(",” the secretary")


def claim_iri(found):
    return next(quad.subject for quad in found if quad.predicate == RDF.type and quad.object == KG.Claim)


def test_the_day_of_the_article_is_not_written_as_the_beginning_of_a_fact():
    found = quads()
    assert not values(found, KG.validFrom)
    assert [date.value for date in values(found, KG.attestedFrom) + values(found, KG.attestedUntil)] == [
        "2024-04-04",
        "2024-04-05",
    ]


def test_a_stated_time_is_half_open_days_and_edtf():
    found = quads([replace(CLAIM, valid_from="2024-02", valid_to="2024-02", basis="stated")])
    dates = values(found, KG.validFrom) + values(found, KG.validUntil) + values(found, KG.validTime)
    assert [date.value for date in dates] == ["2024-02-01", "2024-03-01", "2024-02"]


def test_numbers_are_decimals_and_keep_the_form_as_written():
    claim = replace(CLAIM, value=Decimal("67.65"), written="67.65%", unit="percent", step=Decimal("0.01"))
    found = quads([claim])
    assert [str(value) for value in values(found, KG.value)] == ['"67.65"^^<http://www.w3.org/2001/XMLSchema#decimal>']
    assert values(found, KG.asWritten) == [Literal("67.65%")]
    assert values(found, KG.interval) == [Literal("[67.645,67.655)")]


def test_values_are_compared_in_the_reference_unit():
    found = quads([replace(CLAIM, value=Decimal("2.5"), written="2.5", step=Decimal("0.1"), unit="km")])
    (amount,) = values(found, KG.amount)
    assert amount.value == "2500"


def test_an_entity_that_is_not_linked_is_named_by_its_words():
    claim = replace(CLAIM, subject="Lake Tana", subject_iri=None)
    assert values(quads([claim]), KG.subject, claim_iri(quads([claim]))) == [NamedNode(f"{BASE}id/entity/lake-tana")]


def test_claims_of_other_scope_measure_dimension_or_temporality_are_of_other_series():
    others = [
        CLAIM,
        replace(CLAIM, scope=("place: Kyiv",)),
        replace(CLAIM, measure="deathToll"),
        replace(CLAIM, unit="percent"),
        replace(CLAIM, temporality="event"),
        replace(CLAIM, subject="Sweden", subject_iri=None),
    ]
    assert len(lift_article(ARTICLE, others, base=BASE, lexicon=LEXICON).series) == len(others)


def test_the_same_claim_twice_is_one_claim():
    assert len(lift_article(ARTICLE, [CLAIM, CLAIM], base=BASE, lexicon=LEXICON).claims) == 1


def test_the_reading_says_which_program_made_it():
    found = quads(agent="a recorded model")
    (extraction,) = values(found, PROV.wasGeneratedBy)
    (agent,) = values(found, PROV.wasAssociatedWith, extraction)
    assert Literal("a recorded model") in [quad.object for quad in found if quad.subject == agent]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"quote": "NATO has 31 members"}, "the quote does not stand there"),
        ({"article": "another"}, "is not of article 'alliance-grows'"),
        ({"subject_iri": "no iri"}, "not an absolute IRI|Invalid IRI|No scheme"),
        ({"speaker_iri": "http://x/> <http://y"}, "Invalid IRI"),
        ({"value": Decimal("NaN")}, "value is not a number that can be compared"),
        ({"high": Decimal("Infinity")}, "high is not a number"),
        ({"value": Decimal("1E+999999")}, "value is not a number"),
        ({"value_span": Span(5, 9999)}, "beyond the end of the text"),
    ],
)
def test_a_claim_that_no_graph_can_hold_is_refused_with_its_place(change, complaint):
    with pytest.raises(BadClaims, match=complaint) as refused:
        quads([replace(CLAIM, **change)])
    assert "claim at [1, 20)" in str(refused.value)


def test_text_that_is_not_unicode_is_refused():
    with pytest.raises(UnreadableArticle, match="half a surrogate pair at character 3"):
        quads([], replace(ARTICLE, text="abc\ud800", blocks=(), evidence=()))


def test_words_of_an_article_cannot_add_statements():
    text = 'a" <http://x/p> "b" . \n<http://x/s> <http://x/p> <http://x/o> .\\'
    hostile = replace(ARTICLE, text=text, title=text, id=text, url=text, blocks=(), evidence=())
    found = quads([], hostile)
    assert "http://x/s" not in {quad.subject.value for quad in found}
    assert lower_article(found) == hostile


def test_known_entities_measures_and_units_are_described():
    found = quads([replace(CLAIM, unit="km")])
    about = {(quad.subject.value, quad.predicate.value.rpartition("#")[2], quad.object.value) for quad in found}
    assert (NATO, "type", f"{KG.iri}Alliance") in about
    assert (NATO, "sameAs", "http://dbpedia.org/resource/NATO") in about
    assert ("http://qudt.org/vocab/unit/KiloM", "factor", "1000") in about
