"""Business news: whose figures results, sales, deals and orders are, of which measure, month and speaker."""

from __future__ import annotations

import pytest
from sentences import figures, stated

OWNED = {
    "the firm that a nationality tells of": (
        "Norvik Air said it would cut fares. The Finnish airline carried 4.1 million passengers.",
        "4.1 million",
        "Norvik Air",
    ),
    "the firm of a country with points": (
        "Boeing said demand was strong. Airbus was cautious. Boeing said so again. The U.S. plane maker sold 58 jets.",
        "58",
        "Boeing",
    ),
    "the firm of a town and its state": (
        "Ford said sales rose. The Dearborn, Michigan-based automaker employs 177,000 people.",
        "177,000",
        "Ford",
    ),
    "a start-up": (
        "Lisbon-based delivery start-up Zarpa has grown fast.\n\nThe company, which was backed by Calder Ventures, "
        "employs 340 people.",
        "340",
        "Zarpa",
    ),
    "the firm of the sentence before": (
        "Acme Steel's shares rose.\n\nNorland Cement's revenue rose 16 percent. The company employs 900 people.",
        "900",
        "Norland Cement",
    ),
    "whose figure was just told": (
        "Acme Steel had a good year.\n\nNorland Cement's revenue rose 16 percent. Reported profit was 4 million euros.",
        "4 million euros",
        "Norland Cement",
    ),
    "a recall": (
        "Ford is recalling 41,000 trucks in the United States because of a fault, the agency said.",
        "41,000",
        "Ford",
    ),
    "a carmaker in a clause before": (
        "Emirates bought nothing.\n\nWhile Airbus sold more than Boeing, the European planemaker delivered 58 jets.",
        "58",
        "Airbus",
    ),
    "who only asks analysts": (
        "Kohl's did well. Analysts surveyed by Acme Data were expecting less.\n\nThe company employs 900 people.",
        "900",
        "Kohl's",
    ),
    "a giant": (
        "Disney will invest in Epic Games, the maker of Fortnite.\n\nThe entertainment giant employs 900 people.",
        "900",
        "Walt Disney",
    ),
    "no time owns a fall": ("Kalva lost 27% in Friday trading.", "27%", "Kalva"),
    "shares in a firm": (
        "Imperial Brands said it would buy Lorne Plc. Shares in Imperial fell 2.5 percent.",
        "2.5 percent",
        "Imperial Brands",
    ),
}


@pytest.mark.parametrize(("text", "written", "owner"), OWNED.values(), ids=list(OWNED))
def test_a_figure_is_of_the_firm_that_its_words_stand_for(text: str, written: str, owner: str) -> None:
    assert stated(text, written)[0][2] == owner


MEASURED = {
    "sales by dealers": ("Acme's domestic wholesales rose 16 percent to 136,204 units.", "136,204", "unitsSold"),
    "money from investors": ("Acme raised $3 million from 15 investors.", "$3 million", "capitalRaised"),
    "a price band": ("The price band of the offer was fixed at $14 to $16 per share.", "$14 to $16", "priceOffered"),
    "shares": ("The fund received bids for 2.6 million equity shares.", "2.6 million", "shareCount"),
    "a sale": (
        "Brandt will sell a chunk of its old chlorine business to Tolland Corp for $4.6 billion.",
        "$4.6 billion",
        "dealValue",
    ),
    "a bid": ("Imperial had offered $36 billion in May.", "$36 billion", "dealValue"),
    "what is nearest to the expected": (
        "Acme earned $40 million, or 51 cents a share. Analysts were expecting 46 cents.",
        "46 cents",
        "earningsPerShare",
    ),
    "what a pronoun does": (
        "Zarpa raised $9 million from a fund. It handles $2 billion a year.",
        "$2 billion a year",
        "amount",
    ),
    "what a group owns": ("The chain listed assets of $5 million.", "$5 million", "assets"),
}


@pytest.mark.parametrize(("text", "written", "measure"), MEASURED.values(), ids=list(MEASURED))
def test_a_figure_is_of_the_measure_that_its_words_name(text: str, written: str, measure: str) -> None:
    assert figures(text)[written].measure == measure


EXPECTED = {
    "polled": "Acme had revenue of $48 million. Eight analysts surveyed by Kalva Research expected $44 million.",
    "an average": "Acme had revenue of $48 million. The average estimate of analysts was for revenue of $44 million.",
}


@pytest.mark.parametrize("text", EXPECTED.values(), ids=list(EXPECTED))
def test_what_analysts_reckon_is_expected_of_the_firm(text: str) -> None:
    claim = figures(text)["$44 million"]
    assert (claim.standing, claim.measure, claim.subject) == ("expected", "revenue", "Acme")


WHEN = {
    "the same month": (
        "Acme sold 70,766 motorcycles in November, up from 51,654 units in the same month last year.",
        "51,654",
        "2022-11",
    ),
    "a rise over a number": (
        "Acme sold 70,766 motorcycles in November, an increase of 37 percent over 51,654 units a year earlier.",
        "37 percent",
        "2023-11",
    ),
    "the month one year on": (
        "Acme said sales rose 16 percent to 4,100 units, as against 3,500 units in November 2022.",
        "4,100",
        "2023-11",
    ),
    "a quarter that beat expectations": (
        "Acme reported better-than-expected third-quarter results. Acme earned $4 million.",
        "$4 million",
        "2023-07",
    ),
    "what had been": (
        "Acme said net profit fell to $4 million last year. Profit had stood at $9 million in 2018. "
        "Revenue declined to $8 billion.",
        "$8 billion",
        "2022",
    ),
    "what it compares with": (
        "Acme earned $4 million for the three months ended Oct. 29. That compares with earnings of $3 million a year "
        "earlier. Revenue fell to $8 billion.",
        "$8 billion",
        "2023-08",
    ),
    "the quarter of a month just over": (
        "Acme took a charge of $4 million in the June quarter.",
        "$4 million",
        "2023-04",
    ),
    "a share price of a day": (
        "Acme reported third-quarter results. Shares of Acme fell 3 percent in early trading.",
        "3 percent",
        "2023-12-01",
    ),
}


@pytest.mark.parametrize(("text", "written", "when"), WHEN.values(), ids=list(WHEN))
def test_a_figure_of_a_monthly_report_is_of_its_month(text: str, written: str, when: str) -> None:
    assert figures(text, published="2023-12-01")[written].valid_from == when


def test_a_fiscal_year_that_begins_in_april_has_quarters_of_its_own() -> None:
    text = (
        "Savora reported a net profit of Rs 342 crore for the second quarter of fiscal year 2023-24 (Q2FY24), up from "
        "Rs 297 crore in the second quarter of the last fiscal."
    )
    found = figures(text, published="2023-10-30")
    assert found["Rs 342 crore"].valid_from == "2023-07"
    assert found["Rs 297 crore"].valid_from == "2022-07"


def test_a_fiscal_quarter_beside_its_months_is_of_those_months() -> None:
    text = "Acme earned $1.06 a share for the three months ending in March, the group's fiscal second quarter."
    claim = figures(text, published="2022-05-11")["$1.06"]
    assert (claim.valid_from, claim.valid_to) == ("2022-01", "2022-03")


def test_what_a_rise_is_over_is_an_earlier_value_and_no_bound() -> None:
    claim = figures("Sales were 70,766 units, an increase of 37 percent over 51,654 units a year earlier.")["51,654"]
    assert (claim.standing, claim.modality) == ("prior", "exact")


SAID = {
    "per": ("Revenue: $5 billion vs. $6 billion expected, per Kalva Research", "$6 billion", "Kalva Research"),
    "what a firm reports it says": ("Acme Steel reported a net loss of $3 million.", "$3 million", "Acme Steel"),
    "what it posts it does not": ("Acme Steel posted a net loss of $3 million.", "$3 million", None),
    "what was expected is told by nobody": (
        "Here is how Acme did, compared with what Wall Street expected:\n\nRevenue: $5 billion",
        "$5 billion",
        None,
    ),
}


@pytest.mark.parametrize(("text", "written", "speaker"), SAID.values(), ids=list(SAID))
def test_who_reports_speaks_and_who_posts_or_is_beaten_says_nothing(
    text: str, written: str, speaker: str | None
) -> None:
    assert figures(text)[written].speaker == speaker
