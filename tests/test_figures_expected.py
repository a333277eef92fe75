"""Figures that analysts and brokers expect of firms: whose they are, and who says so."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "speaker"),
    [
        ("Norvik earned 52 cents a share. That was above a 43-cent estimate by analysts.", "43-cent", "analysts"),
        ("Revenue came in at $5.5 billion, topping the Street's $5.2 billion estimate.", "$5.2 billion", "Street"),
        ("Sales were $13 billion, above the $12 billion that analysts predicted.", "$12 billion", "analysts"),
        (
            "Here is how it did, compared with what analysts expected:\n\nEarnings per share: $1.36 vs. $1.22 expected",
            "$1.22",
            "analysts",
        ),
        ("Norvik said it earned 45 cents a share, above the 38 cents expected by analysts.", "38 cents", "analysts"),
    ],
)
def test_what_was_expected_is_told_by_who_expected_it(text: str, value: str, speaker: str) -> None:
    claim = figures(text)[value]
    assert (claim.standing, claim.speaker) == ("expected", speaker)


def test_estimates_have_another_source_than_the_figures_before_them() -> None:
    text = "Revenue rose 2 percent to $2.4 billion, in line with analysts' forecasts, according to FactSet."
    assert figures(text)["$2.4 billion"].speaker is None


@pytest.mark.parametrize("source", ["going by Dataline estimates", "based on Dataline forecasts"])
def test_whose_estimates_a_list_is_held_against_owns_nothing_in_it(source: str) -> None:
    text = (
        "Velding on Wednesday posted a quarterly profit that beat forecasts.\n\n"
        f"Here is how Velding fared against what analysts had reckoned, {source}:\n\n"
        "• Revenue: $3.94 billion vs. $3.88 billion expected"
    )
    found = figures(text)
    assert (found["$3.94 billion"].subject, found["$3.88 billion"].subject) == ("Velding", "Velding")


def test_what_analysts_were_looking_for_is_expected_of_the_company() -> None:
    text = "Velding earned $4 a share in the quarter. Analysts were looking for earnings of $3.52 a share."
    claim = figures(text)["$3.52"]
    assert (claim.subject, claim.standing, claim.speaker) == ("Velding", "expected", "Analysts")


@pytest.mark.parametrize(
    ("text", "value", "standing", "speaker"),
    [
        (
            "Norvik's revenue fell to $611 million, missing Street estimates for $628 million.",
            "$611 million",
            "current",
            None,
        ),
        (
            "Norvik's sales slipped 1 percent, short of analysts' forecast for roughly 2 percent growth.",
            "1 percent",
            "current",
            None,
        ),
        ("Norvik earned 70 cents a share. Analysts had been calling for 75 cents.", "75 cents", "expected", "Analysts"),
        (
            "Norvik lost $9 million, more than the $7 million loss analysts were expecting.",
            "$7 million",
            "expected",
            "analysts",
        ),
        (
            "Norvik earned $1.31 a share, compared with the average estimate of $1.25, according to Acmeter.",
            "$1.31",
            "current",
            None,
        ),
        (
            "Norvik expects a margin of 18 percent this quarter, compared with 14 percent a year earlier.",
            "14 percent",
            "prior",
            None,
        ),
    ],
)
def test_what_was_expected_is_told_by_who_expected_it_and_nothing_else_is(
    text: str, value: str, standing: str, speaker: str | None
) -> None:
    found = figures(text)[value]
    assert (found.standing, found.speaker) == (standing, speaker)


def test_a_broker_that_expects_a_profit_does_not_own_it() -> None:
    found = figures("Norvik Bank earned Rs 20 crore. Brokerage Orsa Capital had expected a profit of Rs 24 crore.")
    assert (found["Rs 24 crore"].subject, found["Rs 24 crore"].standing) == ("Norvik Bank", "expected")


def test_who_was_expected_to_earn_something_owns_it() -> None:
    found = figures("Norvik earned $3 a share. Veldora was expected to earn $2 a share, according to Acmeter.")
    assert found["$2"].subject == "Veldora"


@pytest.mark.parametrize(
    ("text", "value", "speaker"),
    [
        (
            "Norvik's revenue climbed to $5 billion, topping the Factory consensus of $4 billion.",
            "$4 billion",
            "Factory",
        ),
        (
            "Wall Street analysts polled by Acmeter had been looking for earnings of 82 cents a share.",
            "82 cents",
            "Wall Street analysts polled by Acmeter",
        ),
        ("Norvik lowered the upper end of its full-year forecast to $4 a share.", "$4", "Norvik"),
        ("Orsa Bank kept its buy rating on Norvik with a target of $12.", "$12", "Orsa Bank"),
    ],
)
def test_an_estimate_is_told_by_whose_it_is(text: str, value: str, speaker: str) -> None:
    assert figures(text)[value].speaker == speaker
