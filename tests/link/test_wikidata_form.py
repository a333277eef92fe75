"""Claims as Wikidata's statements and back: values, bounds, units and dates survive; facts come in the same way."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_cases import BASE, NATO, NOW, filed, written
from pyoxigraph import RdfFormat

from kg.check import check, load_reference
from kg.errors import BadReference
from kg.exchange.crosswalk import crosswalk
from kg.exchange.facts import is_statements, reference_turtle
from kg.exchange.selection import Selection, selected
from kg.exchange.wikidata import fits, read_statements, statements
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Span
from kg.ontology import load
from kg.pipeline import Reader
from kg.store import Store


def test_statements_in_wikidata_s_form_read_back_as_they_were(demo_store: Store, lexicon: Lexicon) -> None:
    walk = crosswalk(lexicon)
    data = written(demo_store, "wikidata", lexicon)
    quads = pyoxigraph.parse(data, RdfFormat.TURTLE)
    back = {found.iri: found for found in read_statements(quads, walk)}
    shaped = [each.stored for each in selected(demo_store, Selection()) if fits(each.stored.claim)]
    assert len(back) == len(shaped) > 20
    for stored in shaped:
        claim, found = stored.claim, back[stored.iri]
        assert (found.value, found.low, found.high, found.unit) == (claim.value, claim.low, claim.high, claim.unit)
        assert (found.valid_from, found.valid_to, found.modality) == (claim.valid_from, claim.valid_to, claim.modality)
        assert (found.measure, found.quote) == (claim.measure, claim.quote)


_NUMBERS = st.decimals(-(10**15), 10**15, places=3)
_EDTF = st.sampled_from(["2024", "2024-03", "2024-03-07", "2019-Q3", "199X", "2022-09~", None])


@settings(max_examples=40, deadline=None)
@given(value=_NUMBERS, low=st.none() | _NUMBERS, high=st.none() | _NUMBERS, start=_EDTF, end=_EDTF,
       unit=st.sampled_from([None, "km", "USD", "USD/bbl", "percent"]),
       modality=st.sampled_from(["exact", "about", "at_least"]))  # fmt: skip
def test_any_number_unit_and_date_survives_wikidata_s_form(
    value: Decimal, low: Decimal | None, high: Decimal | None, start: str | None, end: str | None,
    unit: str | None, modality: str,
) -> None:  # fmt: skip
    lexicon = load(base=BASE)
    text = "Lake Tana holds 31 islands."
    claim = Claim("a", "quantity", Span(0, len(text)), text, "Lake Tana", None, "depth", value, low=low, high=high,
                  unit=unit, modality=modality, valid_from=start, valid_to=end, basis="stated")  # type: ignore[arg-type]  # fmt: skip
    walk = crosswalk(lexicon)
    with Store.open(base=BASE) as store:
        store.ingest(Article("a", text), [claim], lexicon=lexicon, now=NOW)
        quads = list(statements(selected(store, Selection()), walk, base=BASE))
    (found,) = read_statements(quads, walk)
    assert (found.value, found.low, found.high, found.unit) == (value, low, high, unit)
    assert (found.valid_from, found.valid_to, found.modality) == (start, end, modality)


def test_an_attested_day_is_a_point_in_time_and_never_a_start(demo_store: Store, lexicon: Lexicon) -> None:
    data = written(demo_store, "wikidata", lexicon).decode()
    assert "P585" in data
    attested = [s for s in demo_store.claims() if s.claim.basis == "attested" and fits(s.claim)]
    assert attested
    quads = list(pyoxigraph.parse(data.encode(), RdfFormat.TURTLE))
    starts = {str(quad.subject)[1:-1] for quad in quads if quad.predicate.value.endswith("qualifier/P580")}
    assert not starts & {stored.iri for stored in attested}


def test_quick_statements_are_only_of_what_wikidata_has_names_for(demo_store: Store, lexicon: Lexicon) -> None:
    lines = written(demo_store, "quickstatements", lexicon).decode().splitlines()
    assert lines
    for line in lines:
        subject, property, value, *_ = line.split("\t")
        assert subject.startswith("Q")
        assert property.startswith("P")
        assert value
    assert any(line.startswith("Q7184\tP2124\t32\tP585\t+2024-04-04T00:00:00Z/11\tS854\t") for line in lines)


ENTITY = {
    "entities": {
        "Q7184": {
            "claims": {
                "P2124": [
                    {
                        "id": "Q7184$1", "rank": "normal",
                        "mainsnak": {"datavalue": {"value": {"amount": "+32", "unit": "1"}}},
                        "qualifiers": {
                            "P580": [{"datavalue": {"value": {"time": "+2024-03-07T00:00:00Z", "precision": 11}}}]
                        },
                    },
                    {
                        "id": "Q7184$2", "rank": "deprecated",
                        "mainsnak": {"datavalue": {"value": {"amount": "+40", "unit": "1"}}},
                    },
                    {"id": "Q7184$3", "rank": "normal", "mainsnak": {"snaktype": "novalue"}},
                ],
                "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q245065"}}}}],
            }
        }
    }
}  # fmt: skip


def test_wikidata_s_json_becomes_reference_facts_that_support_and_contradict(
    reader: Reader, lexicon: Lexicon, tmp_path: Path
) -> None:
    path = tmp_path / "Q7184.json"
    path.write_text(json.dumps(ENTITY))
    assert is_statements(path)
    facts = tmp_path / "facts.ttl"
    facts.write_bytes(reference_turtle(path, lexicon, crosswalk(lexicon)))
    with Store.open(base=BASE) as store:
        filed(
            store,
            reader,
            Article("one", "NATO has 31 members.", "2024-05-01"),
            Article("two", "NATO has 32 members.", "2024-05-01"),
        )
        assert load_reference(store, facts, lexicon=lexicon) == 1
        count = store.count
        load_reference(store, facts, lexicon=lexicon)
        assert store.count == count
        told = " ".join(f"{found.message} {found.working}" for found in check(store).findings)
    assert "facts.ttl" in told


def test_our_own_statements_in_wikidata_s_form_are_read_as_facts_too(
    demo_store: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    path = tmp_path / "statements.ttl"
    path.write_bytes(written(demo_store, "wikidata", lexicon, entity=NATO))
    facts = reference_turtle(path, lexicon, crosswalk(lexicon)).decode()
    assert "kg:ReferenceFact" in facts


@pytest.mark.parametrize("text", ["{oops", "[]", '{"entities": {"Q1": {"claims": {}}}}'])
def test_json_that_holds_no_facts_is_refused_with_the_file_s_name(lexicon: Lexicon, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text)
    with pytest.raises(BadReference, match=r"bad\.json"):
        reference_turtle(path, lexicon, crosswalk(lexicon))
