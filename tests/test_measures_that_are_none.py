"""What is counted against what a measure counts: people, things and lands; names, reasons and the words of others."""

from __future__ import annotations

import pytest
from sentences import figures, stated


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        # people are no drones, species are no points of an index, plants of no firm
        ("In 1989, a quarter of a million people brought down the wall.", "a quarter of a million", "people"),
        ("The index tracks 6,000 bird species.", "6,000", "birdSpecies"),
        ("Some 40,000 species of plants and insects are threatened.", "Some 40,000", "species"),
        ("The storm flattened 900 trees.", "900", "trees"),
        ("The army says it destroyed 12 tunnels.", "12", "tunnels"),
        ("The farm sold 300 goats.", "300", "goats"),
        ("Rebels shot down 12 drones.", "12", "dronesDestroyed"),
        ("The quake flattened 300 houses.", "300", "buildingsDestroyed"),
        ("Some 900 refugees live in six camps.", "six", "camps"),
        ("The drought has halved the harvest in 12 provinces.", "12", "provinces"),
        ("Water inundated 30 out of 46 towns along the river.", "30", "towns"),
        # a train that carries people trains nobody
        ("A tram carrying 60 people hit a lorry.", "60", "onBoard"),
        ("The college has trained 400 nurses.", "400", "peopleTrained"),
        # those who do something are not all that somebody has
        ("Forty students occupied the rector's office.", "Forty", "students"),
        ("The party's leader wept as 20 MPs were not seated.", "20", "mps"),
        ("A dozen residents complained about the noise.", "A dozen", "residents"),
        ("The town has 4,000 residents.", "4,000", "population"),
        ("The party has 31 MPs in the lower house.", "31", "seats"),
        ("In May, three members of a family fell ill in Orsa.", "three", "cases"),
        ("He drove five members of his family to the harbour.", "five", "members"),
        ("The firm made redundant nine members of staff.", "nine", "jobsCut"),
        ("The choir has 90 members.", "90", "memberCount"),
        ("The fund will compensate 300 victims of the scheme.", "300", "victims"),
        # what has befallen others
        ("The report, based on talks with 140 former prisoners, says 30 of them died.", "140", "prisoners"),
        ("The army said 14 rebels died when 40 gunmen attacked the post.", "40", "gunmen"),
        ("At least 21 miners are feared to have drowned.", "At least 21", "deathToll"),
        ("All of the fatalities came from the bus, which had 38 passengers.", "38", "onBoard"),
        ("The slide was said by residents to have buried 60 people.", "60", "missing"),
    ],
)
def test_a_measure_counts_only_what_it_can(text: str, value: str, measure: str) -> None:
    assert [found for _, found, _ in stated(text, value)] == [measure]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("It is 60 miles from Orsa High School to the lake.", "60 miles", "distance"),
        ("Numbers in the Orsa-Lund National Park plunged by 87 percent.", "87 percent", "percentChange"),
        ("Bird numbers fell 68 percent as a result of deforestation.", "68 percent", "percentChange"),
        ("The firm's shares fell 4 percent amid higher debt.", "4 percent", "priceOfStockChange"),
        ("A decline of 68 percent is clear evidence of the damage that was done.", "68 percent", "percentChange"),
        ("Losses are equivalent to four percent a year.", "four percent", "percentChange"),
        ("Guests contribute more than $10 and less than $50 toward the meal.", "more than $10", "amount"),
        ("The agency seeks $90 million for up to 4,000 farmers.", "$90 million", "aidSought"),
        ("Acme has reduced the debt it took on to fund the purchase to $2 billion.", "$2 billion", "debt"),
        ("Average total pay rose to £467 a week.", "£467 a week", "wage"),
        ("The firm paid $3 million in restructuring costs.", "$3 million", "cost"),
        ("Roe, a husband of four years, was jailed for five years.", "four years", "duration"),
        ("Roe, a husband of four years, was jailed for five years.", "five years", "prisonTerm"),
        ("He had worked there for nine years when he was jailed.", "nine years", "duration"),
        ("The judge gave him 30 days to pay.", "30 days", "duration"),
        ("A tally with 99 percent of votes counted gave Roe 41 percent of votes.", "41 percent", "voteShare"),
        ("Organisers put the turnout at 90,000, nearly twice the 50,000 they had counted.", "90,000", "participants"),
        ("The storm packed winds of 130 kilometres (80 miles) per hour.", "130 kilometres", "windSpeed"),
        ("A day later a 6.9 earthquake struck Orsa.", "6.9", "magnitude"),
        ("Children under the age of five died.", "five", "age"),
        ("Forecasters expect 16ft storm surges.", "16ft", "distance"),
    ],
)
def test_words_of_something_else_are_no_cue(text: str, value: str, measure: str) -> None:
    assert [found for _, found, _ in stated(text, value)] == [measure]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("The jobless total dropped 51,000 in the quarter to April.", "51,000", "unemployedChange"),
        ("There are 886,000 people out of work - an increase of 85,000.", "85,000", "unemployedChange"),
        ("Vacancies stood at 465,000, up 7,000 on this time last year.", "7,000", "vacanciesChange"),
        ("The government lost a vote by 166.", "166", "count"),
    ],
)
def test_a_step_needs_no_level_behind_it(text: str, value: str, measure: str) -> None:
    assert [found for _, found, _ in stated(text, value)] == [measure]


def test_numbers_of_a_list_count_what_the_last_one_names() -> None:
    found = figures("The Lilac, Amber and Olive parties are to win 132, 81 and 79 seats.")
    assert {value: claim.measure for value, claim in found.items()} == {"132": "seats", "81": "seats", "79": "seats"}


def test_people_of_an_article_about_a_march_took_part_in_it() -> None:
    text = (
        "Tens of thousands marched in Orsa on Sunday. The march was peaceful, and many who took part sang. "
        "Those who marched came from all over. Police said 33,000 people were on the main route."
    )
    assert figures(text)["33,000"].measure == "participants"


def test_a_land_pays_what_a_treaty_says_and_buys_nothing() -> None:
    text = (
        "Norway and Denmark struck a deal. The deal took months. Ministers praised the deal. "
        "By autumn, Norway would pay the bloc 39 billion euros."
    )
    assert figures(text)["39 billion euros"].measure == "amount"
