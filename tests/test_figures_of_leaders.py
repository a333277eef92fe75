"""Statements of leaders, divisions and elections: whose the figures of political news are, and who tells them."""

from __future__ import annotations

import pytest
from sentences import figures, reader, stated

from kg.model import Article

PRESIDENT = "Statement from President Joe Biden on Jobs\n\n"


def test_we_in_a_presidents_statement_is_the_state_since_the_day_of_office() -> None:
    found = figures(PRESIDENT + "Since I took office, we have created 12.7 million jobs.", published="2023-05-05")
    made = found["12.7 million"]
    assert (made.subject, made.speaker) == ("United States", "Joe Biden")
    assert (made.valid_from, made.valid_to) == ("2021-01-20", "2023-05-05")


def test_what_companies_announce_in_a_presidents_statement_is_told_by_the_president() -> None:
    found = figures(PRESIDENT + "Companies have announced more than $470 billion in investments.")
    assert found["more than $470 billion"].speaker == "Joe Biden"


def test_a_level_held_against_the_day_of_office_alone_is_of_that_day() -> None:
    text = PRESIDENT + "This year 18 allies will spend more, compared with just nine when I took office."
    found = figures(text, published="2024-03-07")
    assert (found["18"].valid_from, found["nine"].valid_from) == ("2024", "2021-01-20")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The lower house approved the bill on Monday by 266 to 47.", ("266", "47")),
        ("The Senate passed it by 52 votes to 48.", ("52", "48")),
    ],
)
def test_two_counts_of_a_division_are_votes(text: str, values: tuple[str, str]) -> None:
    assert [measure for _, measure, _ in stated(text, *values)] == ["votes", "votes"]


def test_a_score_is_no_vote() -> None:
    assert {claim.measure for claim in figures("Oran beat Vasta by 3 to 1 on Sunday.").values()} != {"votes"}


@pytest.mark.parametrize(
    ("text", "written", "subject"),
    [
        ("Republican Orla Dunn takes 48 percent of the vote.", "48 percent", "Orla Dunn"),
        (
            "Annual inflation in Estonia was up. It hit 17.6 percent, among the highest in Europe.",
            "17.6 percent",
            "Estonia",
        ),
        ("At last year's summit in Madrid, NATO agreed to keep 300,000 troops ready.", "300,000", "NATO"),
        (
            "Moldova, with a population of 3.5 million, is one of the poorest countries in Europe.",
            "3.5 million",
            "Moldova",
        ),
        (
            "In the past year, the Maritime Agency:\n\n- Hired 5,000 guards;\n- Bought 12 boats.",
            "12",
            "Maritime Agency",
        ),
    ],
)
def test_a_figure_is_not_of_what_stands_beside_its_owner(text: str, written: str, subject: str) -> None:
    assert figures(text)[written].subject == subject


def test_a_word_after_an_unchanged_verb_says_who_told() -> None:
    found = figures("The blast hit a base near Kalo, killing 35 people, governor Ann Lee said.")
    assert found["35"].speaker == "Ann Lee"


def test_a_day_after_a_comma_dates_the_clause_that_leads() -> None:
    found = reader().claims(
        reader().frame(
            Article("a", "Shells hit Orsa, where many have fled, on May 15, 2019.", published="2020-05-05", title=None)
        )
    )
    assert ("2019-05-15", "date") in {(claim.value, claim.kind) for claim in found}


def test_those_left_hurt_are_of_a_toll_whatever_they_are_called() -> None:
    found = stated("Clashes broke out in Orsa, leaving 50 rioters and 30 soldiers injured.", "50", "30")
    assert [measure for _, measure, _ in found] == ["injured", "injured"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The economy has added more than 14 million jobs.", "more than 14 million"),
        ("All 27 member states agreed to the deal, but three of them will pay 30 million euros.", "30 million euros"),
        (
            "It recalled the conflict in Kosovo that claimed more than 10,000 lives and left many homeless.",
            "more than 10,000",
        ),
    ],
)
def test_who_does_something_says_nothing(text: str, value: str) -> None:
    assert figures(text)[value].speaker is None


@pytest.mark.parametrize(
    ("text", "day", "measure"),
    [
        ("Kosovo is a small land. It declared independence in 2008.", "2008", "independenceDate"),
        (
            "A boycott followed the resignation of officials, judges, and officers, in November 2019.",
            "2019-11",
            "eventDate",
        ),
    ],
)
def test_dates_behind_lists_and_of_independence(text: str, day: str, measure: str) -> None:
    found = reader().claims(reader().frame(Article("a", text, published="2020-05-05", title=None)))
    assert (day, measure) in {(claim.value, claim.measure) for claim in found}


def test_the_group_that_said_so_is_the_body_that_has_just_spoken() -> None:
    found = figures(
        "The European Union approved aid for Norland. More than 15,000 people have been killed, according to the "
        "Orsa Observatory. On Monday alone 95 died, the group said."
    )
    assert found["95"].speaker == "Orsa Observatory"


RELEASE = (
    "FOR IMMEDIATE RELEASE\n\nOffice of the Press Secretary\n\nUnemployment Rate Falls To 6.2 Percent\n\n"
    "President Obama spoke about jobs. Our economy has added 3 million jobs. The economy grew by 2.4 percent."
)


@pytest.mark.parametrize("value", ["6.2 Percent", "3 million", "2.4 percent"])
def test_national_figures_of_a_press_release_are_of_the_land_its_leader_leads(value: str) -> None:
    assert figures(RELEASE)[value].subject == "United States"


@pytest.mark.parametrize(
    ("text", "value", "speaker"),
    [
        (
            "A projection by Orsa TV suggests the Reds lost. The Reds are forecast to take 40 seats.",
            "40",
            "projection by Orsa TV",
        ),
        (
            "A projection by Orsa TV suggests the Reds lost.\n\nThe Blues are projected to win 38% of the vote.",
            "38%",
            "projection by Orsa TV",
        ),
        (
            "The minister said the Reds lost. The Reds are projected to win 38% of the vote.",
            "38%",
            None,
        ),
        ("The floods cost lives, forced 640 people to flee and caused losses put at 210 million yuan.", "640", None),
        ("Costs include bad debts written off up from 117 crore last year.", "117 crore", None),
        ("Inflation was 3.4 percent in May, according to figures released on Monday.", "3.4 percent", None),
        ("Norland spent 2.1% of its GDP in 2019, according to figures published by NATO on Friday.", "2.1%", "NATO"),
        ("The 27 leaders agreed on a 750 billion euro fund.", "750 billion euro", None),
        (
            "Output rose 3 percent, the Orsa Steel Association said.\n\nExports fell 4 percent, the data showed.",
            "4 percent",
            "Orsa Steel Association",
        ),
        (
            "NATO chief Jens Stoltenberg has called on members to spend 3.5% of their national incomes on defence.",
            "3.5%",
            "Jens Stoltenberg",
        ),
    ],
)
def test_only_people_bodies_and_documents_speak(text: str, value: str, speaker: str | None) -> None:
    assert figures(text)[value].speaker == speaker


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("The Conservatives look set for gains, with the Greens losing seven seats.", "seven", "Green Party"),
        ("The Blues won 38% of the vote, the Greens 30% and others 5%.", "5%", "others"),
    ],
)
def test_a_value_of_a_list_of_parties_is_of_the_one_before_it(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject.startswith(subject)


def test_a_year_that_a_change_is_held_against_is_not_its_own() -> None:
    found = figures("Norland voted. Turnout was 61%, up four points on the 2016 vote.")["four points"]
    assert found.valid_from == "2020-05-05"
