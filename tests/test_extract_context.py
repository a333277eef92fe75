"""Values that are read in the light of others: of the same sentence, of the one before, of the article."""

from __future__ import annotations

from test_extract_articles import reader

from kg.model import Article, Claim


def values(text: str, published: str = "2021-12-02") -> dict[str | None, Claim]:
    article = Article("a", text, published=published)
    return {claim.written: claim for claim in reader().claims(reader().frame(article)) if claim.kind == "quantity"}


def test_a_quarter_that_ended_on_a_day_has_its_own_months() -> None:
    found = values("Acme Inc earned $410 million in the third quarter ended October 31.")
    assert (found["$410 million"].valid_from, found["$410 million"].valid_to) == ("2021-08", "2021-10")


def test_up_to_after_a_verb_of_moving_is_no_bound() -> None:
    found = values("The estimate for Peru was revised up to 284,000 tonnes from 243,000 tonnes.")
    assert found["284,000 tonnes"].modality == "exact"


def test_no_with_a_capital_inside_a_sentence_is_the_side_of_a_ballot() -> None:
    found = values("In Norway, No was on 46 percent.")
    assert (found["46 percent"].subject, found["46 percent"].polarity) == ("No", "+")


def test_what_was_beaten_is_no_forecast_of_what_is_told() -> None:
    found = values("Profit at Acme Inc beat forecasts and rose 12 percent.")
    assert found["12 percent"].certainty == "asserted"


def test_a_figure_put_at_a_value_is_of_the_measure_told_before() -> None:
    found = values("The Acme group owes 500 million euros; the treasury put the figure at 750 million.")
    assert (found["750 million"].measure, found["750 million"].unit) == (found["500 million euros"].measure, "EUR")
    assert found["750 million"].speaker == "treasury"


def test_the_place_a_firm_is_based_in_does_not_own_its_figures() -> None:
    found = values("Acme Inc is growing.\n\nThe Leeds-based company employs 21,000 people.")
    assert found["21,000"].subject == "Acme Inc"


def test_a_verb_of_saying_with_an_amount_for_its_object_quotes_nobody() -> None:
    found = values("The Canadian economy added 15,300 jobs in February and wages rose 2 percent.")
    assert {claim.speaker for claim in found.values()} == {None}


def test_those_an_event_is_compared_with_keep_their_own_time() -> None:
    found = values("It was the worst crash since 1994, when two trains collided near Brod and 52 people died.")
    assert found["52"].valid_from == "1994"
