"""What agencies and newsrooms write of firms, shares, quakes and polls: whose figures they are, and of what."""

from __future__ import annotations

import pytest
from sentences import figures, stated

SHARE, INDEX = "priceOfStockChange", "indexLevelChange"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Carrow Mining Corp. dropped 4.2 percent as third-quarter net income fell 32 percent.", "4.2 percent", SHARE),
        (
            "Ford advanced 1.1 percent on news that its board authorized $5 billion of repurchases.",
            "1.1 percent",
            SHARE,
        ),
        ("Walmart added 2 percent on stronger sales.", "2 percent", SHARE),
        ("Ford climbed 6.1 percent higher after it unveiled deeper job cuts.", "6.1 percent", SHARE),
        ("Tesla shed 2.3 percent on Monday as deliveries declined.", "2.3 percent", SHARE),
        ("Ford's sales rose 4 percent after it cut prices.", "4 percent", "revenueChange"),
    ],
)
def test_a_firm_that_moves_for_a_reason_is_its_share(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "step", "level"),
    [
        ("The S&P 500 gained 23.42 (1.19 percent) to 1,985.05.", "23.42", "1,985.05"),
        ("The Nikkei climbed 120.5 (0.9 percent) to 14,020.4.", "120.5", "14,020.4"),
        ("The Nasdaq Composite Index soared 78.36 (1.75 percent) to 4,564.29.", "78.36", "4,564.29"),
    ],
)
def test_a_step_told_again_in_brackets_leads_to_a_level(text: str, step: str, level: str) -> None:
    found = figures(text)
    assert (found[step].measure, found[level].measure) == (INDEX, "indexLevel")


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("Fort Worth, Texas-based D.R. Orley posted a loss of $339 million.", "$339 million", "D.R. Orley"),
        ("Portland, Oregon-based Carrow Foods Inc. said profit rose to $3 million.", "$3 million", "Carrow Foods Inc"),
        ("Akron, Ohio-based Carrow said it earned $166 million.", "$166 million", "Carrow"),
        (
            "Ford said its profit soared 33 percent.\n\nD.R. Orley posted a loss of $3 million.\n\n"
            "Revenue fell 44 percent to $80 million.",
            "44 percent",
            "D.R. Orley",
        ),
        (
            "Ford said its profit soared 33 percent.\n\nD.R. Orley posted a loss of $3 million.\n\n"
            "The latest period includes pretax charges of $2 million.\n\nRevenue fell 44 percent.",
            "44 percent",
            "D.R. Orley",
        ),
    ],
)
def test_in_a_round_up_the_figures_are_of_the_firm_told_of_last(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject == owner


@pytest.mark.parametrize(
    ("text", "value", "measure", "subject"),
    [
        ("A magnitude 6.4 earthquake killed 12 people in Peru.", "12", "deathToll", "Peru earthquake"),
        ("A 6.4 magnitude earthquake injured 40 people in Chile.", "40", "injured", "Chile earthquake"),
        ("A 6.4 magnitude earthquake injured 40 people in Chile.", "6.4", "magnitude", "Chile earthquake"),
        ("The powerful earthquake in Kashmir killed 30 people.", "30", "deathToll", "earthquake in Kashmir"),
        ("An earthquake of a magnitude of 6.1 killed 30 people in Nepal.", "30", "deathToll", "Nepal earthquake"),
    ],
)
def test_how_strong_an_event_was_is_no_part_of_its_name(text: str, value: str, measure: str, subject: str) -> None:
    assert stated(text, value) == [(value, measure, subject)]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Carrow has agreed to buy 33% of Orley Foods Inc.", "33%", "stake"),
        ("Ford sold 12 percent of Rivian to a fund.", "12 percent", "stake"),
        ("The farm sold 30 percent of its output to China.", "30 percent", "percentageShare"),
        ("About 50,000 jobs at the Lund plants of Ford will be cut.", "50,000", "jobsCut"),
        ("Up to 300 jobs at the mill could go, the union said.", "300", "jobsCut"),
        ("Some 900 jobs at the bank are safe.", "900", "jobs"),
        ("Ford's earnings included legal charges of 5 cents per share.", "5 cents", "charge"),
        ("Analysts expected higher sales of $5.27 billion from Ford.", "$5.27 billion", "revenue"),
        ("Chile's imports growth bounced back to 14.1 percent in March.", "14.1 percent", "importsChange"),
        (
            "The number of unemployed people in Peru rose to 2.51 million. The figure is an increase of 80,000.",
            "80,000",
            "unemployedChange",
        ),
    ],
)
def test_what_is_measured(text: str, value: str, measure: str) -> None:
    found = next(claim for written, claim in figures(text).items() if value in written)
    assert found.measure == measure


@pytest.mark.parametrize("rest", ["using a sample of 1,062 adults", "among 1,062 voters", "with 1,062 adults"])
def test_days_of_a_poll_go_on_to_the_second(rest: str) -> None:
    found = figures(f"The poll was conducted Jan. 16 to 20 {rest}.")
    assert list(found) == ["1,062"]
    assert (found["1,062"].valid_from, found["1,062"].valid_to) == ("2020-01-16", "2020-01-20")


def test_who_only_shows_figures_owns_none() -> None:
    text = "Quarterly costs of carmakers have increased 6.3% from a year ago, Orley data showed on Friday."
    assert "Orley" not in figures(text)["6.3%"].subject
