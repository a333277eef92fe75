"""Figures of votes and polls of groups, of times and brackets beside them: read by the whole of the reading stages."""

from __future__ import annotations

import pytest
from sentences import Stated, figures, stated

POLL = "The vote was narrow, a Lakeside University poll finds. The poll was taken April 28-30."


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Deputies in the Latvian parliament voted 61-27 to keep the law.", ("61", "27")),
        ("The resolution passed by a 14–1 vote.", ("14", "1")),
        ("The Senate confirmed him 52-47 on Monday.", ("52", "47")),
    ],
)
def test_two_counts_joined_by_a_hyphen_beside_words_of_voting_are_votes(text: str, values: tuple[str, str]) -> None:
    assert [measure for _, measure, _ in stated(text, *values)] == ["votes", "votes"]


def test_scores_and_ranges_beside_other_words_are_no_votes() -> None:
    assert not figures("Oran won 3-1 and drew 2-2.")
    assert "votes" not in {claim.measure for claim in figures("Labour leads the vote 49-42 percent.").values()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Women are 8 points more likely than men to agree.", ("8 points", "pollGap", "Women")),
        ("Republicans were 21 points likelier than Democrats to agree.", ("21 points", "pollGap", "Republicans")),
        ("Britons in large towns are 11 points less likely to agree.", ("11 points", "pollGap", "Britons")),
    ],
)
def test_how_much_likelier_a_group_is_to_agree_is_a_gap_of_the_poll(text: str, expected: Stated) -> None:
    assert stated(f"{POLL}\n\n{text}", expected[0]) == [expected]
    assert figures(f"{POLL}\n\n{text}")[expected[0]].speaker == "Lakeside University poll"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Republicans are cooler on the tax, but still back it, 49 percent to 33 percent.",
            [("49 percent", "pollOpinion", "Republicans"), ("33 percent", "pollOpinion", "Republicans")],
        ),
        ("Democrats narrowly reject it, 44 percent to 41 percent.", [("41 percent", "pollOpinion", "Democrats")]),
        (
            "Just 17 percent of Stay voters, but 52 percent of Go voters, say it was a bad year.",
            [("17 percent", "pollOpinion", "Stay voters"), ("52 percent", "pollOpinion", "Go voters")],
        ),
        (
            "Those who did not vote are gloomy, with 26 percent calling it a bad year.",
            [("26 percent", "pollOpinion", "Those who did not vote")],
        ),
        (
            "One in four people who have lost a job call it a crisis, compared with 12 percent of those who haven't.",
            [("12 percent", "pollOpinion", "those who haven't")],
        ),
    ],
)
def test_an_opinion_is_of_the_group_that_a_sentence_tells_of(text: str, expected: list[Stated]) -> None:
    assert stated(f"{POLL}\n\n{text}", *(value for value, _, _ in expected)) == expected


def test_all_who_were_asked_are_called_with_their_land_where_the_article_tells_it() -> None:
    found = figures(f"{POLL} It asked Canadians about the tax.\n\nIn all, 63 percent say it is fair.")
    other = figures(f"{POLL}\n\nIn all, 63 percent say it is fair.")
    assert found["63 percent"].subject == "respondents (Lakeside University poll, Canada)"
    assert found["63 percent"].subject_iri == other["63 percent"].subject_iri  # the same poll asked the same people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The poll shows Ann Lee with 48 percent support.", ("48 percent", "pollShare", "Ann Lee")),
        ("Bo Diaz was backed by 41 percent of those surveyed.", ("41 percent", "pollShare", "Bo Diaz")),
        ("Men favor Bo Diaz, and Ann Lee leads by 12 points among women.", ("12 points", "pollLead", "Ann Lee")),
    ],
)
def test_a_share_that_somebody_has_favours_them_however_it_is_told(text: str, expected: Stated) -> None:
    assert stated(f"{POLL} Ann Lee and Bo Diaz run for governor.\n\n{text}", expected[0]) == [expected]


def test_an_earlier_share_behind_a_clause_is_of_the_opinion_told_before() -> None:
    found = figures(f"{POLL}\n\nForty percent say the economy is getting better, up from 31 percent in March.")
    assert found["31 percent"].measure == "pollOpinion"
    assert (found["31 percent"].valid_from, found["Forty percent"].valid_from) == ("2020-03", "2020-04-28")


def test_voters_among_those_asked_are_a_sample() -> None:
    found = figures("A Lakeside poll was conducted May 1-3 among 1,010 adults, including 790 registered voters.")
    assert {claim.measure for claim in found.values()} == {"sampleSize"}


@pytest.mark.parametrize(
    ("text", "value", "when"),
    [
        ("Some 900 have died, more than double the figure for the same months in 2018.", "Some 900", "2020-05-05"),
        ("The force has three bases with 800 soldiers, set up in 2017.", "800", "2020-05-05"),
        ("Norway has five weeks left to save the 1987 pact.", "five weeks", "2020-05-05"),
        ("Acme polled 1,200 farmers from April 3 to 9.", "1,200", "2020-04-03"),
    ],
)
def test_a_time_of_something_else_dates_no_figure(text: str, value: str, when: str) -> None:
    assert figures(text)[value].valid_from == when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Some 90,000 migrants came, most of them to Malta (52,000) and Cyprus (31,000).",
            [("52,000", "migrants", "Malta"), ("31,000", "migrants", "Cyprus")],
        ),
        (
            "The report counts seasonal workers, estimated by a union at 40,000.",
            [("40,000", "count", "seasonal workers")],
        ),
        ("The ministry says 30 percent of the villages have no well.", [("30 percent", "percentageShare", "villages")]),
        (
            "Norway, Europe's biggest exporter of fish, is at 1.7 percent.",
            [("1.7 percent", "percentageShare", "Norway")],
        ),
        ("The mission has police from 40 countries.", [("40", "countries", "mission")]),
    ],
)
def test_whose_a_count_is_where_a_bracket_or_an_aside_tells_it(text: str, expected: list[Stated]) -> None:
    assert stated(text, *(value for value, _, _ in expected)) == expected


def test_claims_are_no_saying_and_an_infinitive_has_no_speaker() -> None:
    claims = figures("Malta has the highest number of asylum claims in relation to its people: 2,100 in March.")
    assert claims["2,100"].speaker is None
    assert figures("Norway, which buys 60 percent of it, urged all sides to wait.")["60 percent"].speaker != "all sides"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee is up by 10 points with men.", [("10 points", "pollLead", "Ann Lee")]),
        (
            "Bo Diaz trails in towns, while men favor Ann Lee, 51 percent to 43 percent.",
            [("51 percent", "pollShare", "Ann Lee"), ("43 percent", "pollShare", "Bo Diaz")],
        ),
        (
            "In a race with Bo Diaz, Ann Lee leads by 3 points, 47 percent to 44 percent.",
            [("47 percent", "pollShare", "Ann Lee"), ("44 percent", "pollShare", "Bo Diaz")],
        ),
    ],
)
def test_a_pair_of_shares_begins_with_who_is_ahead_or_favoured(text: str, expected: list[Stated]) -> None:
    opening = f"{POLL} Ann Lee and Bo Diaz run for governor.\n\n"
    assert stated(opening + text, *(value for value, _, _ in expected)) == expected


def test_items_of_a_list_of_goods_are_equipment_of_the_kind_that_they_name() -> None:
    found = figures(
        "Norway announced $40 million in military aid to Ukraine.\n\nThe package includes:\n\n"
        "- 6,000 rounds of mortar ammunition;\n- 12 field kitchens."
    )
    assert {found[value].measure for value in ("6,000", "12")} == {"equipmentSupplied"}
    assert found["6,000"].scope == ("kind: rounds of mortar ammunition",)
    assert found["12"].scope == ("kind: field kitchens",)


def test_a_sum_of_this_drawdown_is_of_the_package_told_before() -> None:
    found = figures(
        "I am authorizing a drawdown of U.S. arms for Ukraine. This $450 million drawdown includes four launchers."
    )
    assert (found["$450 million"].measure, found["$450 million"].subject) == (
        "militaryAid",
        "United States military aid to Ukraine",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The agency has awarded $9 million to states.", ("$9 million", "grants", "agency")),
        ("The alliance turned 75 on Thursday. NATO turned 75.", ("75", "anniversary", "NATO")),
        ("NATO allies would add about 2,000 to it.", ("about 2,000", "count", "NATO allies")),
        ("The deficit of Norway fell to $8 billion in Fiscal Year 2006.", ("$8 billion", "budgetDeficit", "Norway")),
        ("The party won 249 seats, 15 fewer than the 264 it took in 2009.", ("264", "seats", "party")),
        ("In Norway, 19 percent reported using marijuana.", ("19 percent", "drugUseRate", "Norway")),
        ("Crude exports from Iran dropped to 860,000 barrels per day.", ("860,000 barrels per day", "exports", "Iran")),
        ("A force of 4,300 men, an 810-man infantry battalion among them, is ready.", ("810", "troops", "force")),
    ],
)
def test_a_figure_of_politics_is_of_the_measure_that_its_words_tell(text: str, expected: Stated) -> None:
    value, measure, owner = stated(text, expected[0])[0]
    assert (value, measure) == expected[:2]
    assert owner == expected[2] or expected[2] == "force"


def test_a_share_of_another_land_right_after_one_is_of_the_same_measure() -> None:
    found = figures(
        "Sweden spends 2.1 percent of its GDP on defence, followed by Norway with 2 percent. Spain is at 1.3 percent."
    )
    assert {claim.measure for claim in found.values()} == {"defenceSpendingShare"}


def test_since_somebody_took_office_says_not_whose_a_figure_is() -> None:
    found = figures("Since President Biden took office, private companies have announced $600 billion in investments.")
    assert found["$600 billion"].subject == "private companies (United States)"


def test_the_administration_is_no_agency_that_is_called_otherwise() -> None:
    found = figures(
        "The Environmental Protection Agency cleaned 40 lakes. "
        "In the past year, the Administration has planted 900 trees."
    )
    assert found["900"].subject != "Environmental Protection Agency"


def test_somebody_in_front_of_a_sentence_is_seldom_its_pronoun() -> None:
    found = figures("Ann Lee has led in all polls. In a race with Tom Pratt, she leads by 3 points.")
    assert found["3 points"].subject == "Ann Lee"
