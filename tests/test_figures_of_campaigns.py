"""Polls, campaign money, votes of a chamber and seats: whose each figure is, and of what."""

from __future__ import annotations

import pytest
from sentences import figures, stated

POLL = "A Lakeside University poll asked 900 adults between May 1 and May 3, 2020. "
OPINION, BACKED, LEAD = "pollOpinion", "pollShare", "pollLead"
EVERYBODY = "respondents (Lakeside University poll)"
Expected = list[tuple[str, str, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A majority of farmers (63%) say they are ignored, and 40% of renters, 9 points fewer than of owners.",
            [("63%", OPINION, "farmers")],
        ),
        (
            "Almost half of likely voters, 49 percent, said they disliked the bridge.",
            [("49 percent", OPINION, "likely voters")],
        ),
        ("When it comes to parents, 42 percent back longer days.", [("42 percent", OPINION, "parents")]),
        ("Among homeowners, 38 percent are worried about costs.", [("38 percent", OPINION, "homeowners")]),
        ("Even among Labour voters, 39 percent are unhappy.", [("39 percent", OPINION, "Labour voters")]),
        (
            "In rare agreement, 48 percent of teachers, 46 percent of nurses and 43 percent of miners said no.",
            [("48 percent", OPINION, "teachers"), ("46 percent", OPINION, "nurses"), ("43 percent", OPINION, "miners")],
        ),
        (
            "Some 71 percent of women want the ferry back, compared with 40 percent of men.",
            [("71 percent", OPINION, "women"), ("40 percent", OPINION, "men")],
        ),
        (
            "The share of drivers who trust the mayor has fallen to 30 percent.",
            [("30 percent", OPINION, "drivers")],
        ),
        (
            "Some 46 percent of nurses want a strike, and another 19 percent want talks.",
            [("46 percent", OPINION, "nurses"), ("19 percent", OPINION, "nurses")],
        ),
    ],
)
def test_an_opinion_is_of_the_group_that_holds_it(text: str, expected: Expected) -> None:
    written = {claim.removeprefix("Some "): claim for claim in figures(POLL + text)}
    found = {figure: figures(POLL + text)[written[figure]] for figure, _, _ in expected}
    assert [(figure, claim.measure, claim.subject) for figure, claim in found.items()] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A 47 percent plurality said the mayor should go.", "47 percent"),
        ("While 45 percent of women agreed, 39 percent overall agreed.", "39 percent"),
        ("Some backed it, with 22 percent neither supporting nor opposing it.", "22 percent"),
    ],
)
def test_what_is_no_group_is_of_all_who_were_asked(text: str, value: str) -> None:
    assert stated(POLL + text, value) == [(value, OPINION, EVERYBODY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It gives Labour 44 percent, putting the party 12 points ahead.",
            [("44 percent", BACKED, "Labour Party"), ("12 points", LEAD, "Labour Party")],
        ),
        (
            "Voting intentions for Labour and the Conservatives rose to 31 percent and 29 percent.",
            [("31 percent", BACKED, "Labour Party"), ("29 percent", BACKED, "Conservative Party")],
        ),
        (
            "There is a two-point difference between Labour and the Conservatives.",
            [("two-point", "pollGap", "Labour Party")],
        ),
        (
            "Labour had a clear lead. The lead has declined from 26 percent to 4 percent.",
            [("26 percent", LEAD, "Labour Party"), ("4 percent", LEAD, "Labour Party")],
        ),
        (
            "Labour is on 41 percent. The Conservatives are at just 22 percent.",
            [("41 percent", BACKED, "Labour Party"), ("22 percent", BACKED, "Conservative Party")],
        ),
    ],
)
def test_shares_and_leads_are_of_who_has_them(text: str, expected: Expected) -> None:
    assert stated(POLL + text, *(value for value, _, _ in expected)) == expected


def test_who_asked_stands_behind_the_poll() -> None:
    text = "A survey by pollster Harrowgate found 61 percent want a bridge. Harrowgate asked 1,200 adults."
    assert stated(text, "61 percent", "1,200") == [
        ("61 percent", OPINION, "respondents (Harrowgate survey)"),
        ("1,200", "sampleSize", "Harrowgate survey"),
    ]


def test_both_parties_have_as_much() -> None:
    text = "The Conservatives no longer lead Labour. A survey by pollster Harrowgate puts both on 40 percent each."
    assert stated(text, "40 percent") == [("40 percent", BACKED, "Conservative Party and Labour Party")]


def test_a_margin_of_error_goes_on() -> None:
    text = "It has a margin of error of 3 points for all voters and 4.5 points for the farmers."
    assert [measure for _, measure, _ in stated(POLL + text, "3 points", "4.5 points")] == ["marginOfError"] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Final results gave the Labour Party 41 percent of Sunday's vote.",
            [("41 percent", "voteShare", "Labour Party")],
        ),
        (
            "It projected 63 seats to Labour and 58 to the Conservatives.",
            [("63", "seats", "Labour Party"), ("58", "seats", "Conservative Party")],
        ),
        (
            "Unofficial results showed that Labour would have 63 seats in the next house.",
            [("63", "seats", "Labour Party")],
        ),
        ("The vote ended Labour's 13-year grip on power.", [("13-year", "duration", "Labour Party")]),
        (
            "With 93 percent of the ballots counted, Labour led.",
            [("93 percent", "countedShare", "Labour Party")],
        ),
    ],
)
def test_what_an_election_gives_is_of_who_gets_it(text: str, expected: Expected) -> None:
    found = stated(text, *(value for value, _, _ in expected))
    assert [row for row in found if row[1] != "countedShare"] == [row for row in expected if row[1] != "countedShare"]
    assert [measure for _, measure, _ in found] == [measure for _, measure, _ in expected]


@pytest.mark.parametrize(
    ("text", "values", "subject"),
    [
        ("The farm bill passed the House 359 to 67 with broad support.", ("359", "67"), "farm bill"),
        ("The House approved the $90 billion package in a vote of 286 to 134.", ("286", "134"), "package"),
        ("Lawmakers threw out Ann Roe's pensions plan by 432 votes to 202.", ("432", "202"), "Ann Roe's pensions plan"),
        ("The water bill passed 286-134, to the dismay of Republicans.", ("286", "134"), "water bill"),
    ],
)
def test_votes_are_of_what_a_chamber_votes_on(text: str, values: tuple[str, str], subject: str) -> None:
    assert stated(text, *values) == [(value, "votes", subject) for value in values]


def test_members_of_a_party_vote_for_their_party() -> None:
    text = "The farm bill passed 286-134, with 112 Republicans and 23 Democrats voting nay."
    expected = [("112", "votes", "Republican Party"), ("23", "votes", "Democratic Party")]
    assert stated(text, "112", "23") == expected


@pytest.mark.parametrize(
    ("text", "value", "measure", "subject"),
    [
        ("Labour raised $5 million in May.", "$5 million", "campaignFunds", "Labour Party"),
        ("The Northway PAC raised $31 million.", "$31 million", "campaignFunds", "Northway PAC"),
        (
            "Ann Lee, a candidate for mayor, ended her campaign. Lee raised $4 million in April.",
            "$4 million",
            "campaignFunds",
            "Ann Lee",
        ),
        (
            "Orrin Hale, 34, raised £12,000 for refugees, and the charity thanked him.",
            "£12,000",
            "donationsRaised",
            "Orrin Hale",
        ),
        ("Velding raised $40 million from investors.", "$40 million", "capitalRaised", "Velding"),
    ],
)
def test_money_raised_is_called_by_who_raised_it(text: str, value: str, measure: str, subject: str) -> None:
    assert stated(text, value) == [(value, measure, subject)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Labour got 160 donations, with Michael Hale making the biggest donation at £269,000.",
            ("£269,000", "donation", "Michael Hale"),
        ),
        (
            "Exports rose, with Peru reporting a surplus of $3 million.",
            ("$3 million", "tradeBalance", "Peru"),
        ),
        (
            "Trade shrank, with Peru posting a deficit of $3 million and Chile posting a deficit of $2 million.",
            ("$2 million", "budgetDeficit", "Chile"),
        ),
    ],
)
def test_what_somebody_does_behind_with_is_theirs(text: str, expected: tuple[str, str, str]) -> None:
    assert stated(text, expected[0]) == [expected]


def test_what_a_council_takes_is_a_local_tax() -> None:
    text = "Homeowners will pay an extra £90 in council tax after Orsa council set a 7.9 percent rates increase."
    assert [measure for _, measure, _ in stated(text, "£90", "7.9 percent")] == ["localTaxChange", "localTaxChange"]


def test_a_poll_of_an_agency_is_no_credit_of_a_picture() -> None:
    text = "Ann Lee leads Bo Diaz, according to a Reuters/Ipsos poll out on Friday.\n\nThe poll surveyed 1,421 adults."
    assert stated(text, "1,421") == [("1,421", "sampleSize", "Reuters/Ipsos poll")]
