"""Whose figures news of disasters, votes, science, crops, museums and crime tell: read by the whole of the stages."""

from __future__ import annotations

import pytest
from sentences import figures


def owner(text: str, value: str, **given: str) -> str | None:
    return figures(text, **given)[value].subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        (
            "A fast-moving wildfire burned cabins in Norland on Tuesday, killing two.\n\n"
            "The so-called Kettle Fire scorched 3,200 acres.",
            "two",
            "Kettle Fire",
        ),
        (
            "Wildfire near Tarn kills three\n\nA wildfire near Tarn has killed three people.\n\n"
            "The Hollow Creek fire has destroyed 60 homes.",
            "60",
            "Hollow Creek Fire",
        ),
        (
            "A wildfire has destroyed 40 homes near Tarn.\n\nMore than 90 crews battled the Holm Fire.\n\n"
            "To the north, the Varda Complex Fire killed two people.",
            "two",
            "Varda Complex Fire",
        ),
        (
            "A wildfire has destroyed 40 homes near Tarn.\n\nThe Holm Fire is still growing.\n\n"
            "To the north, the Varda Complex Fire killed two people.",
            "40",
            "Holm Fire",
        ),
        (
            "A storm killed 14 people in Norland on Monday.\n\nHurricane Holm came ashore near Orsa.",
            "14",
            "Hurricane Holm",
        ),
        (
            "A fire killed 10 people in Orsa on Monday. In 2018 the Kettle Fire killed 85 people.",
            "85",
            "Kettle Fire",
        ),
    ],
)
def test_a_disaster_is_called_by_the_name_it_gets(text: str, value: str, subject: str) -> None:
    assert owner(text, value) == subject


@pytest.mark.parametrize(
    "text",
    [
        "Since the crisis in Norland erupted, 900 villagers have left.",
        "The mayor gave rebels time ahead of a threatened assault on Tarn. Police sent 900 men.",
    ],
)
def test_what_is_only_called_so_or_threatened_owns_nothing(text: str) -> None:
    assert not any(word in (owner(text, "900") or "") for word in ("flood", "eruption", "assault"))


def test_floods_of_many_places_are_of_none_that_is_told_late() -> None:
    text = (
        "Floods have killed 98 people in Norland since Thursday.\n\nA total of 328 houses were destroyed.\n\n"
        "In Tarn, 17 people died.\n\nIn Varda, where 6,364 houses were flooded, five died."
    )
    assert not any("Varda" in (owner(text, value) or "") for value in ("98", "328"))


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("The assembly approved the Lund-drafted resolution with 40 votes in favour.", "40", "Lund-drafted resolution"),
        ("The legislature passed the Clean Harbour Act on a 40-12 vote.", "12", "Clean Harbour Act"),
        ("Norland's parliament backed the pension reform by 210 votes to 180.", "180", "pension reform"),
        ("The council voted 7-2 for the stadium plan.", "7", "stadium plan"),
        ("A total of 212 deputies voted in favour of the treaty and 90 voted against.", "90", "treaty"),
    ],
)
def test_votes_are_of_what_was_voted_on(text: str, value: str, subject: str) -> None:
    assert owner(text, value) == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("The homes were lost in Colm, a Lund County town of 2,000 people.", "2,000", "Colm"),
        ("Police found them near Lund, a village 30 km south of Orsa.", "30 km", "Lund"),
        ("The blast hit a market in the town of Tarn about 60 km west of Kalo.", "about 60 km", "Tarn"),
        ("Astronomers spotted Veldra, a comet about 3 km across.", "about 3 km", "Veldra"),
        ("The ship struck the Orsa bridge (2.4 km long) on Monday.", "2.4 km", "Orsa bridge"),
    ],
)
def test_distances_and_sizes_are_of_what_they_describe(text: str, value: str, subject: str) -> None:
    assert owner(text, value) == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("The government accused the rebels of burning 40 houses.", "40", "rebels"),
        ("Norland has accused Orsa of shooting down three drones.", "three", "Orsa"),
        (
            "Ann Roe began a campaign against the Tarn Liberation Front, accusing it of attacking two bases.",
            "two",
            "Tarn Liberation Front",
        ),
    ],
)
def test_who_is_accused_did_it(text: str, value: str, subject: str) -> None:
    assert (owner(text, value) or "").startswith(subject)


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Last year 4.1 million people visited the Varda Museum in Orsa.", "4.1 million", "Varda Museum"),
        ("The fair in Lund drew 280,000 visitors.", "280,000", "fair in Lund"),
        ("Norland received 2.1 million visitors from China in 2019.", "2.1 million", "Norland"),
        ("The prison in Tarn holds 900 inmates.", "900", "prison in Tarn"),
    ],
)
def test_visitors_and_inmates_are_of_the_institution(text: str, value: str, subject: str) -> None:
    assert owner(text, value) == subject


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "India will harvest 112 million tonnes of wheat. The ministry estimated the production of rice at a record "
            "135 million tonnes.",
            "135 million tonnes",
        ),
        (
            "India will harvest 112 million tons of wheat. The Centre had forecast maize output of 34 million tons.",
            "34 million tons",
        ),
    ],
)
def test_an_office_that_estimates_a_crop_does_not_own_it(text: str, value: str) -> None:
    assert owner(text, value) == "India"


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        (
            "GENEVA Nov 25 This year is the hottest yet.\n\nGlobal average temperatures were 1.2 degrees above normal.",
            "1.2 degrees",
            "Global average temperatures",
        ),
        (
            "Leaders meet in Paris to prevent world temperatures rising beyond 2 degrees.",
            "beyond 2 degrees",
            "world temperatures",
        ),
        ("GENEVA - World trade grew 2.7 percent last year, the agency said.", "2.7 percent", "World trade"),
    ],
)
def test_what_is_told_of_the_world_is_no_towns(text: str, value: str, subject: str) -> None:
    assert owner(text, value) == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("The Clean Harbour Act passed. The law has created 210,000 jobs since 2018.", "210,000", "Clean Harbour Act"),
        ("The Home Power Scheme began in May. The programme will cost $3 billion.", "$3 billion", "Home Power Scheme"),
        ("Statistics show there were 121,929 police officers in Norland.", "121,929", "Norland"),
        ("The minister opened the $330 million project on Monday.", "$330 million", "project"),
        ("Inflation in Norland and Orsa was 3 percent and 4 percent.", "4 percent", "Orsa"),
        (
            "Support for the Conservatives and Labour rose to 41% and 29% while support for Liberal "
            "Democrats increased to 16%, a Lakeside poll showed.",
            "29%",
            "Labour Party",
        ),
    ],
)
def test_laws_programmes_lands_and_parties_own_their_figures(text: str, value: str, subject: str) -> None:
    assert owner(text, value) == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Norland was among the 12 countries that opposed the resolution.", "12", "resolution"),
        ("The council voted against the bridge plan sponsored by Ann Roe by 41 votes to 26.", "26", "bridge plan"),
        ("Additionally, the Lund Fund will give $2 million to schools.", "$2 million", "Lund Fund"),
        ("Rain fell in Brenning, about 80 miles (130 km) west of Orsa, on Monday.", "130 km", "Brenning"),
        (
            "The army fought the Varda People's Liberation Front (VPLF). The VPLF has 4,000 fighters.",
            "4,000",
            "Varda People's Liberation Front",
        ),
        (
            "The opposition leads with 61.6%, followed by the Green Party with 14.9%; the Labour Party - 7.9%.",
            "7.9%",
            "Labour Party",
        ),
        ("The ruling party leads with 61.6%.", "61.6%", "ruling party"),
        ("In May, 250 people marched down Lund Road. Norland has 90 such roads.", "90", "Norland"),
    ],
)
def test_owners_past_little_words_and_signs(text: str, value: str, subject: str) -> None:
    assert (owner(text, value) or "").startswith(subject)
