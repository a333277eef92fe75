"""Names find their things, however many there are; a value is given as of a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lift import Stored
from kg.link import names as module
from kg.link.asof import value_as_of
from kg.link.names import Names, Thing
from kg.model import Claim, Span

THINGS = [
    Thing("http://x/1", "Brackwater Ferries", ("Company", "Organisation"), ("Brackwater Lines", "Бракватер"), 3),
    Thing("http://x/2", "Brackwater Harbour", ("Facility", "Place"), (), 1),
    Thing("http://x/3", "Ferries of the North", ("Company", "Organisation"), (), 0),
]


@pytest.mark.parametrize("many", [0, 20_000])
def test_slips_other_scripts_and_accents_find_the_same_thing_in_few_names_and_in_many(
    monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(module, "_MANY", many)
    names = Names(THINGS)
    for words in (
        "Brackwater Ferries",
        "brackwater ferrys",
        "BRÁCKWATER FERRIES",
        "Brackwater Lines",
        "Бракватер",
        "Ferries, Brackwater",
    ):
        assert names.candidates(words)[0].thing.iri == "http://x/1", words
    assert [thing.iri for thing in names.starting("brack")] == ["http://x/1", "http://x/2"]
    assert [thing.iri for thing in names.starting("fer")][:2] == ["http://x/3", "http://x/1"]
    assert names.starting("b")[0].iri == "http://x/1"


def test_of_two_things_of_one_name_neither_is_a_match() -> None:
    names = Names([*THINGS, Thing("http://x/4", "Brackwater Ferries", ("Company",))])
    found = names.candidates("Brackwater Ferries")
    assert [each.match for each in found[:2]] == [False, False]
    assert found[0].thing.iri == "http://x/1"  # the one that is spoken of more


@given(st.text(max_size=60))
def test_scores_are_between_0_and_100_in_order_and_the_same_every_time(words: str) -> None:
    names = Names(THINGS)
    found = names.candidates(words)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)
    assert found == names.candidates(words)
    assert len({each.thing.iri for each in found}) == len(found)


def stored(value: int, *, said: str, start: str | None = None, end: str | None = None, **more: Any) -> Stored:
    fields = {"temporality": "state", "basis": "stated"} | more
    claim = Claim("a", "quantity", Span(0, 3), "abc", "x", None, "m", Decimal(value), published=said,
                  valid_from=start, valid_to=end, **fields)  # fmt: skip
    return Stored(f"http://x/claim/{value}", claim, "v", "s")


def value(claims: list[Stored], day: str | None) -> Any:
    found = value_as_of(claims, None if day is None else dt.date.fromisoformat(day))
    return None if found is None else int(found.claim.value or 0)


def test_a_state_goes_on_until_another_value_is_stated() -> None:
    claims = [
        stored(31, said="2023-07-12", start="2023-07-12", end="2023-07-12", basis="attested"),
        stored(32, said="2024-03-08", start="2024-03-07"),
    ]
    assert [value(claims, day) for day in ("2023-01-01", "2023-10-01", "2024-03-07", None)] == [None, 31, 32, 32]
    assert value(list(reversed(claims)), "2023-10-01") == 31


def test_a_figure_of_a_period_holds_in_that_period_alone() -> None:
    claims = [stored(50, said="2022-12-24", start="2023", end="2023", temporality="period")]
    assert [value(claims, day) for day in ("2022-12-31", "2023-06-01", "2024-01-01", None)] == [None, 50, None, 50]


def test_denials_forecasts_and_superseded_values_are_not_asked() -> None:
    aside = [
        stored(1, said="2024-01-01", start="2024-01-01", polarity="-"),
        stored(2, said="2024-01-01", start="2024-01-01", certainty="forecast"),
        stored(3, said="2024-01-01", start="2024-01-01", standing="prior"),
    ]
    assert value(aside, None) is None
    assert value([*aside, stored(4, said="2023-01-01", start="2023-01-01")], None) == 4


def test_a_constant_holds_always_and_the_latest_word_counts() -> None:
    claims = [
        stored(12, said="2020-01-01", temporality="constant", basis="unknown"),
        stored(11, said="2021-01-01", temporality="constant", basis="unknown"),
    ]
    assert [value(claims, day) for day in ("2020-06-01", "2022-01-01")] == [12, 11]
