"""Figures of polls: who is asked, whom they favour, what they hold, of which days, and whose poll it is."""

from __future__ import annotations

import pytest
from sentences import figures, stated

POLL = "A Lakeside University poll asked 900 adults between May 1 and May 3, 2020. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In Ohio, 46 percent of likely voters back Maria Harlow and 41 percent support Tom Pratt.",
            [("46 percent", "pollShare", "Maria Harlow"), ("41 percent", "pollShare", "Tom Pratt")],
        ),
        (
            "Independents favor Maria Harlow by 5 points, 46 to 41 percent. She leads Tom Pratt.",
            [("5 points", "pollLead", "Maria Harlow"), ("46", "pollShare", "Maria Harlow")],
        ),
        (
            "It shows Maria Harlow leading Tom Pratt by 16 points.",
            [("16 points", "pollLead", "Maria Harlow")],
        ),
        (
            "Maria Harlow lost ground. In all, 36 percent approve of her handling of the economy, "
            "while 57 percent disapprove.",
            [("36 percent", "pollApproval", "Maria Harlow"), ("57 percent", "pollApproval", "Maria Harlow")],
        ),
        (
            "Eighty-five percent of Democrats and 54 percent of independents approve of Maria Harlow.",
            [
                ("Eighty-five percent", "pollApproval", "Maria Harlow"),
                ("54 percent", "pollApproval", "Maria Harlow"),
            ],
        ),
        ("Maria Harlow's job approval rating stood at 49 percent.", [("49 percent", "pollApproval", "Maria Harlow")]),
        ("Only 5 percent are undecided.", [("5 percent", "pollShare", "undecided voters")]),
        ("Sixty percent of Republicans say the port should close.", [("Sixty percent", "pollOpinion", "Republicans")]),
        (
            "Republican Orla Dunn has 51 percent, compared with 42 percent for Democrat Per Lind.",
            [("42 percent", "pollShare", "Per Lind")],
        ),
    ],
)
def test_what_those_asked_say_is_of_whom_they_favour_or_approve(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert stated(POLL + text, *(value for value, _, _ in expected)) == expected


def test_a_poll_is_of_the_days_on_which_people_were_asked_not_of_an_earlier_poll() -> None:
    found = figures(
        "Maria Harlow leads Tom Pratt by 5 points, a Lakeside University poll found. In the previous poll, conducted "
        "in mid-March, Harlow held a 2-point lead. The poll surveyed 974 adults, including 812 registered voters, by "
        "telephone from April 20 to April 24."
    )
    assert (found["5 points"].valid_from, found["5 points"].valid_to) == ("2020-04-20", "2020-04-24")
    assert (found["2-point"].valid_from or "").startswith("2020-03")


def test_nobody_says_how_many_people_a_poll_asked() -> None:
    found = figures("A Lakeside University poll found a tie. It has a margin of error of 3 percentage points.")
    assert found["3 percentage points"].speaker is None


ASKED = "respondents (Lakeside University poll)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sixty-one percent say Maria Harlow is not honest.", [("Sixty-one percent", "pollOpinion", ASKED)]),
        (
            "Half of older women said they felt safe. Asked about buses, 51 percent said no.",
            [("Half", "pollOpinion", "older women"), ("51 percent", "pollOpinion", ASKED)],
        ),
        ("Forty percent of those surveyed want a vote.", [("Forty percent", "pollOpinion", ASKED)]),
        ("Three in 10 Norwegians think taxes are too low.", [("Three in 10", "pollOpinion", "Norwegians")]),
        (
            "Two-thirds of Democrats oppose the ban, compared with 33 percent of Republicans and 44 percent of "
            "independents.",
            [
                ("Two-thirds", "pollOpinion", "Democrats"),
                ("33 percent", "pollOpinion", "Republicans"),
                ("44 percent", "pollOpinion", "independents"),
            ],
        ),
        (
            "Forty-six percent of those who favor a ban now think it will come.",
            [("Forty-six percent", "pollOpinion", "those who favor a ban")],
        ),
        (
            "Just 14 percent approved of how Congress has handled the crisis.",
            [("14 percent", "pollApproval", "United States Congress")],
        ),
        (
            "Maria Harlow lost ground, with 41 percent saying they approve of her work.",
            [("41 percent", "pollApproval", "Maria Harlow")],
        ),
    ],
)
def test_an_opinion_is_of_the_people_who_hold_it(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert stated(POLL + text, *(value for value, _, _ in expected)) == expected


def test_each_pair_of_shares_is_of_the_rivals_named_before_it() -> None:
    found = stated(
        POLL + "While Maria Harlow led among men, 47 percent to 34 percent, Tom Pratt's advantage among women was "
        "stronger, at 50 percent to 33 percent.",
        "47 percent",
        "34 percent",
        "50 percent",
        "33 percent",
    )
    assert [(measure, owner) for _, measure, owner in found] == [
        ("pollShare", "Maria Harlow"),
        ("pollShare", "Tom Pratt"),
        ("pollShare", "Tom Pratt"),
        ("pollShare", "Maria Harlow"),
    ]


def test_who_asks_has_no_share_of_what_is_answered() -> None:
    found = stated(POLL + "An NBC News survey showed Maria Harlow with a 5-point lead.", "5-point")
    assert found == [("5-point", "pollLead", "Maria Harlow")]


def test_another_poll_speaks_to_the_end_of_its_paragraph_and_has_days_of_its_own() -> None:
    found = figures(
        "Maria Harlow leads Tom Pratt by 5 points in a Franklin & Moss College poll.\n\n"
        "A March Dunmore survey put her ahead by 9 points. HuffPost Pollster's average gives her a 7-point lead.\n\n"
        "Forty-one percent say she is honest. The poll surveyed 974 adults from April 20 to April 24."
    )
    said = {value: (claim.speaker, claim.valid_from) for value, claim in found.items()}
    assert said["5 points"] == ("Franklin & Moss College poll", "2020-04-20")
    assert said["9 points"] == ("March Dunmore survey", "2020-03")
    assert said["7-point"] == ("HuffPost Pollster", "2020-05-05")
    assert said["Forty-one percent"] == ("Franklin & Moss College poll", "2020-04-20")


def test_a_weekday_that_ends_a_stretch_is_less_than_a_week_after_its_beginning() -> None:
    found = figures(
        "A Lakeside University poll found 41 percent want a vote. It was conducted from April 21 until Monday."
    )
    assert (found["41 percent"].valid_from, found["41 percent"].valid_to) == ("2020-04-21", "2020-04-27")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "That falls to 12 percent for Maria Harlow, 11 percent for Labour's Tom Pratt.",
            [("12 percent", "pollShare", "Maria Harlow"), ("11 percent", "pollShare", "Tom Pratt")],
        ),
        ("Eighty-seven percent reported a rise in thefts.", [("Eighty-seven percent", "pollOpinion", ASKED)]),
    ],
)
def test_a_share_for_somebody_and_a_share_who_tell_of_a_rise_are_levels(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert stated(POLL + text, *(value for value, _, _ in expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Maria Harlow is backed by 52 percent of voters, down from 59 percent in March, while support for Tom "
            "Pratt has climbed to 45 percent.",
            [("52 percent", "pollShare", "Maria Harlow"), ("59 percent", "pollShare", "Maria Harlow")],
        ),
        (
            "Maria Harlow is popular: 83 percent of Democrats approve of her work, compared with 11 percent of "
            "Republicans.",
            [("83 percent", "pollApproval", "Maria Harlow"), ("11 percent", "pollApproval", "Maria Harlow")],
        ),
        (
            "Maria Harlow lost ground. Her marks on trade are worse: 36 percent approve and 47 percent do not.",
            [("36 percent", "pollApproval", "Maria Harlow"), ("47 percent", "pollApproval", "Maria Harlow")],
        ),
        (
            "Maria Harlow trails Tom Pratt. A CNN/WMUR poll showed Harlow with a 27-point lead, 60 percent to 33 "
            "percent.",
            [("60 percent", "pollShare", "Maria Harlow"), ("33 percent", "pollShare", "Tom Pratt")],
        ),
    ],
)
def test_shares_held_against_others_keep_their_measure_and_owner(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert stated(POLL + text, *(value for value, _, _ in expected)) == expected


def test_the_day_on_which_a_poll_came_out_is_not_when_people_were_asked() -> None:
    found = figures(
        "Maria Harlow trails Tom Pratt by 7 points in a Lakeside University poll out Monday.\n\nThe poll surveyed 974 "
        "adults from April 20 to April 24."
    )
    assert (found["7 points"].valid_from, found["7 points"].valid_to) == ("2020-04-20", "2020-04-24")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Democrats are a little happier, and 15% say officials listen to them.",
            [("15%", "pollOpinion", "Democrats")],
        ),
        (
            "Only 9% of farmers say officials listen to them. Another 46% say they are ignored.",
            [("9%", "pollOpinion", "farmers"), ("46%", "pollOpinion", "farmers")],
        ),
    ],
)
def test_a_share_without_a_noun_is_of_the_group_just_named(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert stated(POLL + text, *(value for value, _, _ in expected)) == expected


_SURVEYS = """A Lakeside University poll puts Ann Lee ahead by 15 points, 53 percent to Bob Roe's 38 percent.

A Harbour College survey gives Lee a lead of 2 points, 46 percent to 44 percent.

Other polls in recent days have Lee's lead anywhere from 1 point to 11 points.

Lee is ahead of Roe by about 6 points, according to the PollWatch Pollster average.

One on one with Roe, Lee leads by 5 points.

Lakeside was in the field from April 17 to April 22, just after a debate. Harbour called voters
from April 21 to April 24."""


def test_each_poll_speaks_for_its_own_figures_and_days() -> None:
    found = figures(_SURVEYS)
    days = {value: (found[value].valid_from, found[value].valid_to) for value in ("15 points", "46 percent")}
    assert days == {"15 points": ("2020-04-17", "2020-04-22"), "46 percent": ("2020-04-21", "2020-04-24")}
    assert found["2 points"].speaker == "Harbour College survey"
    assert found["11 points"].speaker == "Other polls"
    assert {found[value].speaker for value in ("about 6 points", "5 points")} == {
        "PollWatch Pollster average",
        "PollWatch Pollster",
    }
