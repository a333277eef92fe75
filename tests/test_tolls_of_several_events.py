"""Several events in one article, or one digest: of which of them each toll is, and of when."""

from __future__ import annotations

import pytest
from sentences import figures

DIGEST = """News in brief

LIMA -- A landslide buried a village near Orsa on Monday, killing 31 people, officials said.

OSLO (AFP) - Police arrested 12 men after a brawl at a ferry terminal.

NEW DELHI, May 4 (Xinhua) -- The Kalva refinery will cut 400 jobs by August."""


def test_an_item_of_a_digest_owns_no_figure_of_another() -> None:
    found = figures(DIGEST)
    assert "landslide" in found["31"].subject
    assert "landslide" not in found["12"].subject
    assert found["400"].subject == "Kalva refinery"


def test_an_article_with_one_dateline_is_read_as_a_whole() -> None:
    found = figures("LIMA -- A landslide buried a village near Orsa on Monday.\n\nAt least 31 people were killed.")
    assert "landslide" in found["At least 31"].subject


def test_a_second_bomb_in_one_sentence_is_another_event() -> None:
    found = figures(
        "A suicide bomber killed nine policemen in Varda on Monday, and a roadside bomb hit a convoy in Orsa, "
        "killing three soldiers."
    )
    assert "suicide bomber" in found["nine"].subject
    assert "roadside bomb" in found["three"].subject


def test_a_single_bombing_is_not_the_bombings_that_an_article_leads_with() -> None:
    found = figures(
        "Bombings killed 37 people across Ruritania on Monday.\n\nIn the city of Kalo, a car bomb went off outside a "
        "court, wounding 18 people."
    )
    assert found["37"].subject_iri != found["18"].subject_iri


def test_an_event_recalled_far_below_is_not_the_one_the_article_is_about() -> None:
    found = figures(
        "A rally in Kalo drew 20,000 people on Monday. Speakers asked for lower taxes. The police watched. It rained. "
        "Shops were shut. Roads were closed. In November 2017 a student protest in Orsa injured 500 people."
    )
    assert found["20,000"].subject_iri != found["500"].subject_iri


@pytest.mark.parametrize(
    "text",
    [
        "Typhoon Oriel, the second storm in a week, hit Luzon. Oriel killed 24 people.",
        "The floods follow an earlier storm, Oriel. Officials said Oriel had killed 24 people.",
        "Hurricane Oriel struck Orsa on Monday. The council said Oriel had killed 24 people.",
    ],
)
def test_a_storm_is_known_by_its_name_alone(text: str) -> None:
    assert "Oriel" in figures(text)["24"].subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Gunmen killed four policemen in the town of Kalo on Monday.", "four", "attack in the town of Kalo"),
        ("Armed men shot dead seven workers at a bakery in Kalo.", "seven", "attack at a bakery"),
        ("Rebels kidnapped a priest in Kalo. The group holds 12 hostages.", "12", "hostages"),
        ("A patrol hit a landmine near Kalo, killing two officers.", "two", "patrol bombing"),
    ],
)
def test_a_deed_owns_its_toll(text: str, value: str, subject: str) -> None:
    assert subject in figures(text)[value].subject or "kidnapp" in figures(text)[value].subject


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Bird flu has killed at least 91 people since 2013, most of them in Asia.", "at least 91"),
        ("Cholera broke out in the camps. So far 340 cases have been confirmed.", "340"),
        ("The measles spread fast. Doctors counted 52 cases.", "52"),
    ],
)
def test_a_disease_owns_its_cases_where_no_place_is_told(text: str, value: str) -> None:
    assert any(word in figures(text)[value].subject.lower() for word in ("flu", "cholera", "measles"))


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("Saturday's blast in Kalo killed 22 people.", "22", "2020-05-02"),
        (
            "Rescuers have found seven bodies after Saturday's blast in Kalo, bringing the toll to 33.",
            "33",
            "2020-05-05",
        ),
        ("Another 14 people were hurt in Saturday's blast in Kalo.", "14", "2020-05-02"),
    ],
)
def test_a_day_that_names_an_event_dates_what_happened_not_what_it_has_come_to(text: str, value: str, day: str) -> None:
    assert figures(text)[value].valid_from == day


def test_what_is_only_feared_harms_nobody() -> None:
    text = "A stampede at a temple killed 145 people. A rumour of a landslide had caused panic. Some 40 were hurt."
    assert all("landslide" not in claim.subject for claim in figures(text).values())


def test_a_ship_told_of_again_by_its_name_went_down_when_that_is_told() -> None:
    found = figures(
        "Rescuers found 90 bodies on Monday, three days after a ferry carrying 400 people sank off Kalo.\n\nThe Aurora "
        "Star went down early on Friday. The ship was carrying 380 passengers."
    )
    assert "Aurora Star" in found["400"].subject
    assert found["380"].valid_from == "2020-05-01"


def test_an_accident_told_apart_is_another_one() -> None:
    found = figures(
        "A double suicide attack on a barracks in Varda killed 28 people on Monday.\n\n"
        "Separately, a roadside bomb killed two peacekeepers near Orsa on Monday."
    )
    assert "Orsa" in found["two"].subject
    assert "Orsa" not in found["28"].subject


def test_accidents_of_a_year_are_no_accident_of_a_day() -> None:
    found = figures(
        "A coach ran off a road near Orsa on Monday, killing 11 people.\n\nThe accident closed the road.\n\n"
        "Road accidents killed 7,400 people in Norway last year, down 4 percent from 2018."
    )
    assert "accidents" in found["7,400"].subject
    assert found["7,400"].valid_from == "2019"


def test_the_toll_of_long_ago_is_of_the_day_it_happened() -> None:
    found = figures(
        "Three men were jailed on Tuesday over a fire in a club in Orsa. The fire broke out on 20 October 2015.\n\n"
        "More than 180 people were hurt."
    )
    assert found["More than 180"].valid_from == "2015-10-20"


def test_a_month_of_the_past_is_of_this_year() -> None:
    found = figures("In January, a ferry capsized off Orsa, killing 232.", published="2009-11-29")
    assert found["232"].valid_from == "2009-01"


def test_speakers_of_a_disaster_office_are_no_disaster() -> None:
    found = figures("A storm hit Orsa on Monday. Another 51 people were missing, local disaster authorities said.")
    assert "storm" in found["51"].subject


def test_a_mine_that_is_flooded_is_where_a_flood_was() -> None:
    found = figures("A total of 115 miners were rescued from a flooded coal mine near Orsa.")
    assert "flooded" in found["115"].subject


def test_the_worst_there_was_is_not_what_happened_now() -> None:
    found = figures(
        "A plane crashed near Orsa on Monday, killing 103 people.\n\n"
        "The country's worst air disaster was in February 2003, when a plane carrying 276 soldiers went down."
    )
    assert "worst" not in found["103"].subject
    found = figures(
        "A plane crashed near Orsa on Monday, killing 103 people.\n\n"
        "It was the deadliest air crash since December 1992, when a jet came down near Tarn, killing 157 people."
    )
    assert ("deadliest" in found["103"].subject, found["157"].valid_from) == (False, "1992-12")


def test_a_crash_of_another_year_that_opens_a_sentence_is_another_one() -> None:
    found = figures(
        "A plane crashed near Orsa on Monday, killing 103 people.\n\n"
        "In 2006, 29 people died when a jet of the same type skidded off the runway in Tarn."
    )
    assert "Tarn" not in found["103"].subject
    assert found["29"].subject != found["103"].subject


def test_a_craft_is_known_by_who_built_it() -> None:
    found = figures("The Airbus A330 disintegrated near Orsa on Sunday. Officials said 96 bodies had been recovered.")
    assert "disintegrated" not in found["96"].subject
    assert found["96"].subject.endswith("crash (2020-05-03)")


def test_a_toll_of_a_month_long_before_is_not_of_the_attack_told_of() -> None:
    found = figures(
        "A siege of a hotel in Orsa ended on Monday with 172 people dead.\n\n"
        "Orsa was hit in July 2016 by bombs on trains that killed 186 people."
    )
    assert found["186"].subject != found["172"].subject
