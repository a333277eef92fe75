"""Figures of economies, markets and health statistics: whose they are, and who tells them."""

from __future__ import annotations

import pytest
from sentences import figures, stated


@pytest.mark.parametrize(
    ("text", "value", "measure", "owner"),
    [
        ("The number of people in work in Portugal rose by 15,000 in May.", "15,000", "employedChange", "Portugal"),
        ("Portugal had 2.3 million tourist arrivals in May.", "2.3 million", "visitors", "Portugal"),
        ("Kenya's budget deficit was 9.2 billion dollars in 2019.", "9.2 billion dollars", "budgetDeficit", "Kenya"),
        ("Cubans send home $3bn a year to Cuba.", "$3bn a year", "remittances", "Cuba"),
        ("Vaccination coverage in Peru was 82 percent.", "82 percent", "vaccinationRate", "Peru"),
        ("Exports are equal to a fifth of Peru's gross domestic product.", "a fifth", "gdpShare", "Peru"),
        (
            "The grain harvest this year could fall to 60-65 million tonnes.",
            "60-65 million tonnes",
            "production",
            "grain",
        ),
        ("Farming accounts for about 11 percent of Peru's economy.", "about 11 percent", "gdpShare", "Farming"),
        ("Peru's economy sheds 61,400 jobs in April, most in a decade.", "61,400", "jobsCut", "Peru"),
        ("Iran will cut 170,000 bpd, a statement said.", "170,000 bpd", "productionChange", "Iran"),
    ],
)
def test_statistics_of_a_country_are_known(text: str, value: str, measure: str, owner: str) -> None:
    claim = figures(text)[value]
    assert (claim.measure, owner in claim.subject) == (measure, True)


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("Bavaria's jobless rate was 3.1%, while in Berlin it was 9.4%.", "9.4%", "Berlin"),
        ("Chad reported 7,200 cases, followed by Niger with 1,860 and Mali with 1,270.", "1,860", "Niger"),
        ("Peru, Chile and Cuba are the top three buyers, with $24bn, $22bn and $9bn respectively.", "$22bn", "Chile"),
        ("Peru supplies about 80 percent of the copper sold in Asia.", "about 80 percent", "Peru"),
        ("It was agreed by the bank's eight-member rate committee.", "eight-member", "rate committee"),
        ("A 380-member rescue team has been searching all night.", "380-member", "rescue team"),
        ("The agency cut its forecast for growth in copper demand by 90,000 tonnes.", "90,000 tonnes", "copper demand"),
        ("The number of people claiming Carer's Allowance in Wales fell by 2,500.", "2,500", "Wales"),
    ],
)
def test_values_side_by_side_have_their_own_owners(text: str, value: str, owner: str) -> None:
    found = figures(text)
    assert next(claim.subject for written, claim in found.items() if value.startswith(written)) == owner


def test_prices_of_the_next_sentence_are_of_what_was_priced() -> None:
    text = "Maize for March delivery jumped 3 percent to $4.20 a bushel. Prices have risen by 40 percent since January."
    owners = {owner for _, _, owner in stated(text, "$4.20 a bushel", "40 percent")}
    assert len(owners) == 1


def test_an_estimate_that_names_nothing_is_of_what_the_sentence_before_told() -> None:
    cut = "The agency cut its forecast for copper demand to 24 million tonnes."
    text = f"{cut} It left its estimate for 2021 at 25 million tonnes."
    assert figures(text)["25 million tonnes"].subject == "copper demand"


def test_the_government_is_that_of_the_one_state_of_the_article() -> None:
    text = "Kenya was hit by drought. The government has set aside 35 billion shillings for farmers."
    assert figures(text)["35 billion shillings"].subject == "Kenya"


@pytest.mark.parametrize(
    ("text", "value", "speaker"),
    [
        ("Reported cases of measles declined 77 percent, the WHO said.", "77 percent", "World Health Organization"),
        (
            "It will cut output by 90,000 tonnes, Smith told reporters after a meeting in Lima.",
            "90,000 tonnes",
            "Smith",
        ),
        ("The World Bank has pledged $600m for the rebuilding of Kathmandu.", "$600m", None),
        (
            "Prices rose 1.5 percent in April, Statistics Norway said. Rents rose 2.4 percent, the agency said.",
            "2.4 percent",
            "Statistics Norway",
        ),
        (
            "The Reserve Bank of India met on Friday. Inflation will ease to 4 percent, the regulator said.",
            "4 percent",
            "Reserve Bank of India",
        ),
    ],
)
def test_who_tells_a_figure_after_it_is_heard(text: str, value: str, speaker: str | None) -> None:
    assert figures(text)[value].speaker == speaker


@pytest.mark.parametrize("country", ["China", "Turkey", "Jordan", "Chad", "Georgia", "Mali"])
def test_a_sentence_may_open_with_the_name_of_a_country_that_is_also_a_word(country: str) -> None:
    found = figures(f"{country}'s population reached 9.34 million last year.", published="2020-03-02")
    assert found["9.34 million"].subject == country


def test_us_in_capitals_is_a_country_and_who_in_capitals_no_pronoun() -> None:
    assert figures("US emissions fell by 92 million tonnes.")["92 million tonnes"].subject == "United States"


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        (
            "Peru grew. Exports climbed 8 percent, the General Administration of Customs (GAC) said.",
            "8 percent",
            "Peru",
        ),
        ("Remittances from overseas workers rose 6 percent in Peru.", "6 percent", "Peru"),
        ("LIMA (AP) — Exports of Chile increased 4 percent, as a weaker peso helped Codelco.", "4 percent", "Chile"),
        (
            "The average overseas worker earns about 600 dollars a month, said a group in Peru.",
            "about 600 dollars a month",
            "worker",
        ),
        ("OPEC met in Vienna. The 13-nation cartel pumps about 40 percent of the oil.", "13", "OPEC"),
        (
            "The Labor Department said that crude stockpiles in Canada rose by 1.6 million barrels.",
            "1.6 million barrels",
            "Canada",
        ),
    ],
)
def test_who_tells_and_who_is_only_named_owns_no_statistic(text: str, value: str, owner: str) -> None:
    assert owner in figures(text)[value].subject


def test_a_country_described_by_where_it_lies_is_the_one_told_of() -> None:
    text = "Mali's inflation was 4 percent. The West African country has public debt of 67 percent of GDP."
    assert figures(text)["67 percent"].subject == "Mali"


@pytest.mark.parametrize("verb", ["expects", "forecasts", "predicts"])
def test_who_foresees_an_amount_says_it(verb: str) -> None:
    assert figures(f"The IEA {verb} growth of 3 percent.")["3 percent"].speaker == "International Energy Agency"


def test_a_state_in_apposition_says_nothing() -> None:
    found = figures("New South Wales, the most populous state, now has 7.2 million residents.")
    assert found["7.2 million"].speaker is None


def test_who_is_named_after_what_they_are_speaks() -> None:
    text = "Unemployment rose to 12%, the European Union's statistics agency, Eurostat, said."
    assert figures(text)["12%"].speaker == "Eurostat"


def test_gapped_nouns_own_their_changes() -> None:
    found = figures("Transport costs jumped 6 percent and school fees 9 percent.")
    assert found["9 percent"].subject == "school fees"


def test_a_province_is_meant_by_the_province() -> None:
    found = figures(
        "Sichuan Province sold goods worth 40 billion yuan abroad in March.\n\nThe province's imports fell 3 percent."
    )
    assert found["3 percent"].subject == "Sichuan"
