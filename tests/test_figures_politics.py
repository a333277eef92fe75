"""Figures of polls, statements of leaders, alliances and votes: read by the whole of the reading stages."""

from __future__ import annotations

import pytest
from sentences import figures, reader, stated

from kg.model import Article

POLL = "A Lakeside University poll asked 900 adults between May 1 and May 3, 2020. "
PRESIDENT = "Statement from President Joe Biden on Jobs\n\n"


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


def test_members_that_do_something_are_not_all_members() -> None:
    found = figures("NATO met in Oslo. This year 18 allies will spend more. The alliance has 32 members.")
    assert [(found[value].measure) for value in ("18", "32")] == ["allies", "memberCount"]


def test_a_part_of_the_members_stays_a_part() -> None:
    found = figures("NATO met in Oslo. Twenty-two of the 32 members have missions in the north.")
    assert found["Twenty-two"].measure == "memberCount"
    assert found["Twenty-two"].scope


def test_the_newest_member_counts_the_members_of_the_body_it_joined() -> None:
    text = "The European Union grew again. Croatia became the 28th member in 2013."
    assert stated(text, "28th") == [("28th", "memberCount", "European Union")]


@pytest.mark.parametrize(
    ("text", "written", "measure"),
    [
        ("Poland will spend 4 percent of its GDP on defence.", "4 percent", "defenceSpendingShare"),
        ("Germany will raise defence spending to 2 percent of GDP.", "2 percent", "defenceSpendingShare"),
        ("The group accounts for 44 percent of the world's economy.", "44 percent", "worldShare"),
        ("They spend 3.1 percent of their gross domestic product on schools.", "3.1 percent", "gdpShare"),
        ("Defence spending rose 5 percent last year.", "5 percent", "defenceBudgetChange"),
    ],
)
def test_a_share_of_an_economy_is_no_growth(text: str, written: str, measure: str) -> None:
    assert figures(text)[written].measure == measure


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


def test_items_of_a_list_of_arms_are_of_the_package() -> None:
    found = figures(
        "The United States announced $800 million in security assistance to Ukraine.\n\nThe package includes:\n\n"
        "- 300 Harpy tactical unmanned systems;\n- Over 30,000 sets of body armor and helmets;\n- 11 Mi-17 helicopters."
    )
    assert {found[value].subject for value in ("300", "Over 30,000", "11")} == {"United States military aid to Ukraine"}
    assert {found[value].measure for value in ("300", "Over 30,000", "11")} == {"equipmentSupplied"}
    assert [found[value].scope for value in ("300", "11")] == [
        ("kind: harpy tactical unmanned systems",),
        ("kind: mi-17 helicopters",),
    ]


def test_a_list_of_other_things_is_of_no_package() -> None:
    found = figures("Sweden gave aid to Ukraine.\n\nThe museum has:\n\n- 300 paintings;\n- 11 statues.")
    assert "aid" not in found["300"].subject


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


def test_where_a_bomb_once_killed_is_no_toll_of_those_who_are_there_now() -> None:
    found = figures("Some 24,000 officers were sent to the city, where a bomb killed thousands in 1945.")
    assert found["Some 24,000"].measure != "deathToll"


def test_a_number_in_words_after_a_share_counts_what_was_counted_before() -> None:
    found = figures("Twenty-three members will spend 2 percent of GDP on defence, compared with three in 2014.")
    assert found["three"].unit is None


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


@pytest.mark.parametrize("sign", ["- ", ""])
def test_items_of_a_list_of_arms_are_of_the_aid_whether_or_not_they_have_bullets(sign: str) -> None:
    items = "".join(
        f"{sign}{item}\n" for item in ("200 M113 Armored Personnel Carriers;", "45 patrol boats; and", "mines.")
    )
    found = figures(f"The United States sent more aid. The security assistance for Norway includes:\n\n{items}")
    owners = {found[value].subject for value in ("200", "45")}
    assert owners == {"United States military aid to Norway"}
    assert {found[value].speaker for value in ("200", "45")} == {None}


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        (
            "The United States announced $300 million in security assistance to Norway.",
            "$300 million",
            ("militaryAid", "United States military aid to Norway"),
        ),
        (
            "It is the sixth drawdown of U.S. arms for Norway, valued at $425 million.",
            "$425 million",
            ("militaryAid", "United States military aid to Norway"),
        ),
    ],
)
def test_a_sum_of_aid_is_called_with_who_gives_it_to_whom(text: str, value: str, expected: tuple[str, str]) -> None:
    assert stated(text, value) == [(value, *expected)]


def test_a_day_after_a_comma_dates_the_clause_that_leads() -> None:
    found = reader().claims(
        reader().frame(
            Article("a", "Shells hit Orsa, where many have fled, on May 15, 2019.", published="2020-05-05", title=None)
        )
    )
    assert ("2019-05-15", "date") in {(claim.value, claim.kind) for claim in found}


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


def test_items_that_a_sentence_lists_are_of_the_aid_told_before() -> None:
    found = stated(
        "Britain promised military aid to Norway. It includes 60 boats, more than 400 vehicles and 90 mortars.",
        "60",
        "more than 400",
        "90",
    )
    assert {owner for _, _, owner in found} == {"United Kingdom military aid to Norway"}
    assert {measure for _, measure, _ in found} == {"equipmentSupplied"}


def test_those_left_hurt_are_of_a_toll_whatever_they_are_called() -> None:
    found = stated("Clashes broke out in Orsa, leaving 50 rioters and 30 soldiers injured.", "50", "30")
    assert [measure for _, measure, _ in found] == ["injured", "injured"]


@pytest.mark.parametrize(
    ("text", "value", "measure", "owner"),
    [
        ("Leaders of NATO's 32 members gathered in Oslo on Monday.", "32", "memberCount", "NATO"),
        (
            "How much do allies spend?\n\nIn 2019, only 11 member countries met NATO's goal.",
            "11",
            "memberCountries",
            "NATO",
        ),
        ("Britain will defend Estonia, where it has 1,700 soldiers.", "1,700", "troops", "United Kingdom"),
    ],
)
def test_members_and_soldiers_are_of_who_has_them(text: str, value: str, measure: str, owner: str) -> None:
    assert stated(text, value) == [(value, measure, owner)]


def test_what_was_expected_of_a_year_is_of_that_year() -> None:
    found = figures("NATO met in Oslo. In 2019, only 11 member countries were expected to reach the goal.")
    assert (found["11"].valid_from, found["11"].valid_to) == ("2019", "2019")


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


def test_soldiers_of_a_state_are_of_that_state_whoever_tells_of_them() -> None:
    found = stated(
        "NATO says about 1,000 Russian troops remain in Norland. Acme ordered 30 Boeing jets.", "about 1,000"
    )
    assert found == [("about 1,000", "troops", "Russia")]


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
