"""The words of tolls, of people hurt or missing, of damage and of prison terms: what is counted, and of whom."""

from __future__ import annotations

import pytest
from sentences import figures, stated


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("A mine blast near Orsa killed five people, leaving three soldiers dead.", "three", "deathToll"),
        ("The bomb hit a convoy near Orsa, killing four peacekeepers.", "four", "deathToll"),
        ("The blast near Orsa killed two Norwegian soldiers who had just arrived.", "two", "deathToll"),
        ("Three Danish soldiers who died in the blast near Orsa were flown home.", "Three", "deathToll"),
        ("Divers recovered the bodies of six sailors who had been trapped in the wreck.", "six", "deathToll"),
        ("The ferry fire injured 40 passengers.", "40", "injured"),
        ("The ministry has 900 soldiers in Orsa.", "900", "troops"),
        ("The ship is carrying 300 passengers.", "300", "onBoard"),
    ],
)
def test_what_befell_those_who_are_counted_goes_before_who_they_are(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "values", "measure"),
    [
        ("A bus crashed near Orsa. Six Danes were also among the victims.", ("Six",), "deathToll"),
        ("A bus crashed near Orsa. Three Swedes and two Finns died.", ("Three", "two"), "deathToll"),
        ("A bus crashed near Orsa. Four Dutch engineers were among the injured.", ("Four",), "injured"),
    ],
)
def test_people_of_a_country_are_counted_in_a_toll(text: str, values: tuple[str, ...], measure: str) -> None:
    assert [found[1] for found in stated(text, *values)] == [measure] * len(values)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Negotiators asked for two more days.", "two more days", "day"),
        ("Nepal set aside 70 million rupees for the camps.", "70 million rupees", "NPR"),
        ("India set aside 70 million rupees for the camps.", "70 million rupees", "INR"),
    ],
)
def test_units_stand_after_more_and_follow_the_country(text: str, value: str, unit: str) -> None:
    assert figures(text)[value].unit == unit


@pytest.mark.parametrize("text", ["Thousands march in Kalo against new taxes.", "Another 14 were wounded."])
def test_a_number_that_opens_a_sentence_is_read(text: str) -> None:
    assert len(figures(text)) == 1


def test_a_court_that_has_sentenced_somebody_does_not_serve_the_term() -> None:
    assert (
        "court"
        not in figures("A court in Kalo has sentenced a retired clerk to 27 years in prison.")["27 years"].subject
    )


def test_a_ministry_told_by_what_it_is_of_is_no_other_ministry() -> None:
    found = figures("The Pentagon sent aid. The displacement ministry said 27,000 families had registered.")["27,000"]
    assert found.speaker == "The displacement ministry" or found.speaker == "displacement ministry"


def test_a_list_of_counts_shares_its_predicate() -> None:
    text = "A gunman opened fire in Kalo. Nine pupils, eight of them girls, and three teachers were killed."
    assert [found[1] for found in stated(text, "Nine", "eight", "three")] == ["deathToll"] * 3


def test_those_among_the_hurt_are_counted_as_hurt() -> None:
    found = figures("Two women were among the 16 hurt in the blast.")
    assert (found["Two"].measure, found["16"].measure) == ("injured", "injured")


@pytest.mark.parametrize(
    ("text", "value", "year"),
    [
        ("A court sentenced a clerk to 11 years in prison for robbing a bank in 2013.", "11 years", "2020"),
        ("The regulator fined Acme 3 million dollars for polluting a river in 2015.", "3 million dollars", "2020"),
        ("A crash near Orsa in 1992 killed 40 people.", "40", "1992"),
    ],
)
def test_the_time_of_a_deed_is_not_that_of_its_punishment(text: str, value: str, year: str) -> None:
    assert (figures(text)[value].valid_from or "").startswith(year)


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("The agency sent 150,000 tablets to Orsa.", "150,000", "weaponsSupplied"),
        ("Tens of thousands march in Kalo to demand reforms.", "Tens of thousands", "demand"),
        ("In the war 800,000 people were slaughtered.", "800,000", "animalsCulled"),
    ],
)
def test_a_light_word_tells_no_measure(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure != measure


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Farmers near Orsa culled 4,500 ducks after an outbreak of bird flu.", "4,500", "animalsCulled"),
        ("A cave-in near Orsa trapped 40 miners. Rescuers have pulled 22 others out.", "22", "rescued"),
        ("A blast near Orsa is feared to have killed 20 people.", "20", "deathToll"),
        ("A boat sank near Orsa. Some 200 migrants are feared drowned.", "200", "deathToll"),
    ],
)
def test_words_of_tolls(text: str, value: str, measure: str) -> None:
    found = figures(text)
    assert next(claim.measure for written, claim in found.items() if written.endswith(value)) == measure


def test_what_is_counted_within_another_count_keeps_its_own_measure() -> None:
    assert stated("The ministry counted 1,200 cases, including 90 deaths.", "90")[0][1] == "deathToll"


def test_a_second_figure_of_a_country_without_a_verb_is_of_that_country() -> None:
    found = figures("Norway reported 28 new cases and 11 deaths and Sweden 39 cases and eight deaths.")
    assert [found[words].subject for words in ("39", "eight")] == ["Sweden", "Sweden"]


def test_the_agency_is_not_the_one_that_wrote_the_article() -> None:
    found = figures(
        "VARDA (AP) -- A quake killed 40 people on Sunday, the national rescue agency said.\n\n"
        "The agency said it had sent 2,300 workers."
    )
    assert found["2,300"].speaker != "Associated Press"


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("The court jailed two former wardens for 24 months.", "24 months", "wardens"),
        (
            "The judge sentenced the mayor to jail terms of between four and 13 years.",
            "between four and 13 years",
            "mayor",
        ),
        ("Ilse Maren was convicted. Maren was held. Prosecutors had sought nine years.", "nine years", "Ilse Maren"),
        ("Prosecutors asked for six years for the captain.", "six years", "captain"),
    ],
)
def test_a_term_is_of_who_is_punished(text: str, value: str, subject: str) -> None:
    assert subject in figures(text)[value].subject


@pytest.mark.parametrize(
    "text",
    [
        "Officials said at least 12 people died in the fire.",
        "Officials said more than 12 people died in the fire.",
        "Officials said up to 12 people died in the fire.",
        "Officials said fewer than 12 people died in the fire.",
        "Officials said nearly 12 people died in the fire.",
        "An official, who asked not to be named, said as many as 12 people had died in the fire.",
    ],
)
def test_words_that_bound_a_figure_do_not_hide_who_states_it(text: str) -> None:
    (found,) = figures(text).values()
    assert (found.speaker or "").lower().endswith(("officials", "official"))


def test_the_age_of_a_war_is_no_unit_of_its_toll() -> None:
    found = figures("Strikes killed 10 in Orsa, taking the death toll in the four-day-old campaign to 40.")
    assert (found["40"].measure, found["40"].unit) == ("deathToll", None)


def test_terms_go_on_without_verb_and_unit() -> None:
    found = figures("Radek Miles was sentenced to 19 years and Milan Gore to five.")
    assert (found["five"].subject, found["five"].unit) == ("Milan Gore", "year")


def test_the_most_of_a_year_is_not_of_all_that_year() -> None:
    found = figures("Police seized 497 kilograms of heroin and held 16 men, the biggest haul in the country this year.")
    assert found["16"].valid_from != "2020"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("The quake destroyed 900 houses and damaged 2,000 buildings.", "900", "buildingsDestroyed"),
        ("The quake destroyed 900 houses and damaged 2,000 buildings.", "2,000", "buildingsDamaged"),
        ("Some 300 houses were damaged or destroyed.", "Some 300", "buildingsDamaged"),
        ("About 3,000 people had been relocated as of Monday.", "About 3,000", "evacuated"),
        ("The judge said 40 prisoners were executed.", "40", "deathToll"),
        ("Milan Gore got 35 years.", "35 years", "prisonTerm"),
        ("The mine covers 180 square km.", "180 square km", "area"),
    ],
)
def test_more_words_of_disasters_and_courts(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_what_tops_a_number_is_no_group() -> None:
    assert figures("Arrivals in Orland top 60 million in a record year.")["60 million"].subject == "Orland"
    assert not figures("The tax hits the top 1 percent.")


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Officials said 12 of its 245 schools in Orsa had been damaged.", "buildingsDamaged", "schools"),
        ("In 2006, 29 of the 148 people on board died when a jet crashed.", "deathToll", "onBoard"),
    ],
)
def test_what_is_told_of_a_part_is_not_told_of_the_whole(text: str, part: str, whole: str) -> None:
    assert [found.measure for found in figures(text).values()] == [part, whole]


def test_some_of_those_told_of_before_are_of_the_same_measure() -> None:
    found = figures("The number of deaths from the virus rose to 31. Of those, 27 were in Orland.")
    assert found["27"].measure == "deathToll"
    assert figures("A blast injured 40 people. Of those, 12 are in hospital.")["12"].measure == "hospitalised"


def test_who_does_something_is_not_whom_it_befalls() -> None:
    found = figures("Some 295 people were wounded in the attacks by 10 militants in Orsa.")
    assert (found["Some 295"].measure, found["10"].measure != "injured") == ("injured", True)


def test_a_headline_that_jails_somebody_tells_his_term() -> None:
    assert figures("Court jails Radek Miles for 21 years.")["21 years"].measure == "prisonTerm"


def test_a_time_of_greenwich_is_no_figure() -> None:
    assert "2310" not in figures("The quake hit at 5:10 a.m. local time (2310 GMT Tuesday) near Orsa.")


def test_a_share_of_the_dead_of_an_epidemic_is_of_the_epidemic() -> None:
    text = "Cholera toll in Orland passes 1,200\n\nSeven out of 10 of the dead in this outbreak of cholera were men."
    assert "cholera" in figures(text)["Seven out of 10"].subject
