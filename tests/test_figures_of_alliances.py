"""Alliances, their members, soldiers and spending, and the arms and aid they send: of whom each figure is."""

from __future__ import annotations

import pytest
from sentences import figures, stated


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


def test_where_a_bomb_once_killed_is_no_toll_of_those_who_are_there_now() -> None:
    found = figures("Some 24,000 officers were sent to the city, where a bomb killed thousands in 1945.")
    assert found["Some 24,000"].measure != "deathToll"


def test_a_number_in_words_after_a_share_counts_what_was_counted_before() -> None:
    found = figures("Twenty-three members will spend 2 percent of GDP on defence, compared with three in 2014.")
    assert found["three"].unit is None


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


def test_items_that_a_sentence_lists_are_of_the_aid_told_before() -> None:
    found = stated(
        "Britain promised military aid to Norway. It includes 60 boats, more than 400 vehicles and 90 mortars.",
        "60",
        "more than 400",
        "90",
    )
    assert {owner for _, _, owner in found} == {"United Kingdom military aid to Norway"}
    assert {measure for _, measure, _ in found} == {"equipmentSupplied"}


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


def test_soldiers_of_a_state_are_of_that_state_whoever_tells_of_them() -> None:
    found = stated(
        "NATO says about 1,000 Russian troops remain in Norland. Acme ordered 30 Boeing jets.", "about 1,000"
    )
    assert found == [("about 1,000", "troops", "Russia")]
