"""The rules of extraction, one sentence each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extract_cases import ACME, ADAMS, BAKER, BOLT, NATO, OPEC, RUSSIA, Text
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.assembly import fold
from kg.model import Mention, Quantity, Span


def test_a_possessor_owns_the_members_it_has() -> None:
    claim = Text("NATO's 31 members met.").entity("NATO", NATO).number("31", "31", noun="members").quantities()["31"]
    assert (claim.measure, claim.subject, claim.subject_iri) == ("memberCount", "NATO", NATO.iri)


def test_an_of_phrase_owns_the_members_before_it() -> None:
    claim = (
        Text("The 11 members of OPEC met.").entity("OPEC", OPEC).number("11", "11", noun="members").quantities()["11"]
    )
    assert (claim.measure, claim.subject) == ("memberCount", "OPEC")


def test_a_count_of_countries_is_not_a_member_count() -> None:
    text = Text("NATO sent help to 20 countries.").entity("NATO", NATO).number("20", "20", noun="countries")
    assert text.quantities()["20"].measure == "countries"


def test_a_relative_pronoun_stands_for_what_precedes_it() -> None:
    text = Text("Russia fears NATO, a pact which today has 31 members.").entity("Russia", RUSSIA).entity("NATO", NATO)
    assert text.number("31", "31", noun="members").quantities()["31"].subject == "NATO"


def test_each_toll_of_a_sentence_has_its_own_measure_and_the_event_owns_it() -> None:
    text = Text("A bus crash in Lima killed 12 people and injured 30 others.")
    claims = text.number("12", "12", noun="people").number("30", "30", noun="others").quantities()
    assert [claims["12"].measure, claims["30"].measure] == ["deathToll", "injuries"]
    assert "bus crash" in claims["12"].subject
    assert claims["12"].subject == claims["30"].subject


def test_the_event_is_named_by_the_sentence_that_tells_most() -> None:
    claim = Text("A coal mine blast shook Dongfeng.\nThe blast killed 12 people.").number("12", "12", noun="people")
    assert "coal mine" in claim.quantities()["12"].subject


def test_a_percentage_by_which_something_rises_is_its_change() -> None:
    text = (
        Text("Russia will increase its defence spending by 68 %.")
        .entity("Russia", RUSSIA)
        .number("68 %", "68", "percent")
    )
    claim = text.quantities()["68 %"]
    assert (claim.measure, claim.subject, claim.certainty) == ("defenceBudgetChange", "Russia", "planned")


def test_what_it_rises_to_is_its_level() -> None:
    text = Text("Acme said revenue rose 3.5 percent to $27.2 billion.").entity("Acme", ACME)
    claims = text.number("3.5 percent", "3.5", "percent").number("$27.2 billion", "27200000000", "USD").quantities()
    assert [claims["3.5 percent"].measure, claims["$27.2 billion"].measure] == ["revenueChange", "revenue"]
    assert {claim.subject for claim in claims.values()} == {"Acme"}


def test_what_it_falls_from_is_an_earlier_value_with_the_earlier_time() -> None:
    text = Text("Acme earned $5 million in 2023, down from $7 million in 2022.").entity("Acme", ACME)
    text.number("$5 million", "5000000", "USD").number("$7 million", "7000000", "USD")
    text.time("2023", "2023", "2023-01-01", "2024-01-01").time("2022", "2022", "2022-01-01", "2023-01-01")
    claims = text.quantities()
    assert (claims["$5 million"].standing, claims["$5 million"].valid_from) == ("current", "2023")
    assert (claims["$7 million"].standing, claims["$7 million"].valid_from) == ("prior", "2022")


def test_from_x_to_y_gives_the_earlier_value_and_the_present_one() -> None:
    text = Text("Sales of Acme climbed from $5 million to $7 million.").entity("Acme", ACME)
    claims = text.number("$5 million", "5000000", "USD").number("$7 million", "7000000", "USD").quantities()
    assert [claims["$5 million"].standing, claims["$7 million"].standing] == ["prior", "current"]
    assert {claim.measure for claim in claims.values()} == {"revenue"}


def test_what_analysts_expected_is_not_what_happened() -> None:
    text = Text("Acme earned $2.8 billion, while analysts had expected $2.6 billion.").entity("Acme", ACME)
    claims = text.number("$2.8 billion", "2800000000", "USD").number("$2.6 billion", "2600000000", "USD").quantities()
    assert [claims["$2.8 billion"].standing, claims["$2.6 billion"].standing] == ["current", "expected"]


def test_a_sum_in_another_currency_is_of_the_same_measure_and_owner() -> None:
    text = Text("Russia set its defence budget at 6.8 trillion yen ($51 billion).").entity("Russia", RUSSIA)
    claims = (
        text.number("6.8 trillion yen", "6800000000000", "JPY").number("$51 billion", "51000000000", "USD").quantities()
    )
    assert {(claim.measure, claim.subject) for claim in claims.values()} == {("defenceBudget", "Russia")}


def test_two_percentages_of_a_contest_go_to_the_two_rivals_in_order() -> None:
    text = (
        Text("Adams leads Baker, 46 percent to 35 percent, in a new poll.")
        .entity("Adams", ADAMS)
        .entity("Baker", BAKER)
    )
    claims = text.number("46 percent", "46", "percent").number("35 percent", "35", "percent").quantities()
    assert [claims["46 percent"].subject, claims["35 percent"].subject] == ["Adams", "Baker"]


def test_respectively_deals_values_out_in_order() -> None:
    text = (
        Text("Acme and Bolt earned $2 million and $3 million, respectively.").entity("Acme", ACME).entity("Bolt", BOLT)
    )
    claims = text.number("$2 million", "2000000", "USD").number("$3 million", "3000000", "USD").quantities()
    assert [claims["$2 million"].subject, claims["$3 million"].subject] == ["Acme", "Bolt"]


def test_a_value_without_a_time_is_only_attested_on_the_day_of_the_article() -> None:
    claim = Text("NATO's 31 members met.").entity("NATO", NATO).number("31", "31", noun="members").quantities()["31"]
    assert (claim.valid_from, claim.valid_to, claim.basis) == ("2024-04-04", "2024-04-04", "attested")


def test_a_value_of_an_undated_article_has_no_time() -> None:
    text = Text("NATO's 31 members met.", published=None).entity("NATO", NATO).number("31", "31", noun="members")
    claim = text.quantities()["31"]
    assert (claim.valid_from, claim.valid_to, claim.basis) == (None, None, "unknown")


def test_since_opens_a_time_that_lasts_till_the_article() -> None:
    text = Text("Since June 4, at least 100 people have been killed in the war.").number("100", "100", noun="people")
    claim = text.time("June 4", "2023-06-04", "2023-06-04", "2023-06-05", point="since").quantities()["100"]
    assert (claim.valid_from, claim.valid_to) == ("2023-06-04", "2024-04-04")


def test_a_time_that_opens_a_sentence_carries_over_to_the_next() -> None:
    text = Text("In October, sales of Acme hit $5 million.\nProfit was $1 million.").entity("Acme", ACME)
    text.number("$5 million", "5000000", "USD").number("$1 million", "1000000", "USD")
    claims = text.time("October", "2023-10", "2023-10-01", "2023-11-01").quantities()
    assert claims["$1 million"].valid_from == "2023-10"


def test_a_signing_is_dated() -> None:
    text = Text("The treaty of NATO was signed on April 4, 1949.").entity("NATO", NATO)
    [claim] = text.time("April 4, 1949", "1949-04-04", "1949-04-04", "1949-04-05").claims()
    assert (claim.kind, claim.measure, claim.value) == ("date", "signingDate", "1949-04-04")


def test_every_slot_of_a_claim_names_the_rule_that_filled_it() -> None:
    claim = Text("NATO's 31 members met.").entity("NATO", NATO).number("31", "31", noun="members").quantities()["31"]
    assert {slot for slot, rule in claim.reasons if rule} >= {"value", "measure", "subject", "time", "standing"}


def test_the_quote_is_the_words_of_its_span() -> None:
    text = Text("Acme said revenue rose 3.5 percent to $27.2 billion.").entity("Acme", ACME)
    for claim in text.number("3.5 percent", "3.5", "percent").claims():
        assert claim.quote == claim.span.of(text.text)
        assert claim.value_span is None or claim.span.covers(claim.value_span)


def test_a_caption_that_repeats_the_story_folds_into_it() -> None:
    claim = Text("NATO's 31 members met.").entity("NATO", NATO).number("31", "31", noun="members").quantities()["31"]
    folded = fold([claim, replace(claim, block="caption")])
    assert [len(folded), len(folded[0].repeats)] == [1, 1]


def test_a_part_of_a_whole_is_no_count_of_all() -> None:
    text = Text("Twenty-two of NATO's 31 members met.").entity("NATO", NATO).number("Twenty-two", "22")
    claims = text.number("31", "31", noun="members").quantities()
    assert [claims["Twenty-two"].scope, claims["31"].scope] == [("part of: 31",), ()]


def test_a_value_that_leaves_out_what_the_one_before_named_is_of_the_same_measure() -> None:
    text = (
        Text("Sales of Acme grew by 5 percent and those of Bolt by 7 percent.")
        .entity("Acme", ACME)
        .entity("Bolt", BOLT)
    )
    claims = text.number("5 percent", "5", "percent").number("7 percent", "7", "percent").quantities()
    assert [claims["7 percent"].measure, claims["7 percent"].subject] == ["revenueChange", "Bolt"]


def test_a_figure_of_a_period_shares_the_period_the_article_states() -> None:
    text = Text("Russia lifts its defence spending by 68 %.\nRussia will raise its defence budget by 67.6 % in 2024.")
    text.entity("Russia", RUSSIA).entity("Russia", RUSSIA, nth=2).number("68 %", "68", "percent")
    claims = text.number("67.6 %", "67.6", "percent").time("2024", "2024", "2024-01-01", "2025-01-01").quantities()
    assert [claims["68 %"].valid_from, claims["68 %"].basis] == ["2024", "anchored"]


def test_a_beginning_never_holds_on_the_day_of_the_article() -> None:
    text = Text("NATO began with 12 members.").entity("NATO", NATO).number("12", "12", noun="members")
    claim = text.quantities()["12"]
    assert (claim.valid_from, claim.valid_to, claim.basis) == (None, None, "unknown")


def test_the_month_of_may_makes_nothing_uncertain() -> None:
    text = Text("In May, sales of Acme hit $5 million.").entity("Acme", ACME).number("$5 million", "5000000", "USD")
    assert text.time("May", "2023-05", "2023-05-01", "2023-06-01").quantities()["$5 million"].certainty == "asserted"


def test_the_order_in_which_mentions_arrive_changes_nothing() -> None:
    text = Text("Acme said revenue rose 3.5 percent to $27.2 billion.").entity("Acme", ACME)
    text.number("3.5 percent", "3.5", "percent").number("$27.2 billion", "27200000000", "USD")
    first = text.claims()
    text.mentions.reverse()
    assert text.claims() == first


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "NATO ",
                "12 ",
                "% ",
                "rose ",
                "from ",
                "to ",
                "killed ",
                "of the ",
                ", ",
                ". ",
                '"',
                "(",
                "who ",
                "\n",
                "said ",
            ]
        ),
        max_size=60,
    ).map("".join),
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 12), st.sampled_from(["percent", "USD", None])), max_size=6),
)
def test_any_text_gives_claims_that_stand_in_it(text: str, places: list[tuple[int, int, str | None]]) -> None:
    made = Text(text + "A blast in Lima killed 12 people.")
    for start, length, unit in places:
        if start + length < len(made.text) and "\n" not in made.text[start : start + length]:
            value = Quantity(Decimal(length), unit)
            made.mentions.append(Mention(Span(start, start + length), value, "quantity.test"))
    for claim in made.claims():
        assert claim.span.of(made.text) == claim.quote
        assert claim.value_span is None or claim.span.covers(claim.value_span)
