"""Phrasings of tolls, of those hurt, lost or saved, of crowds and of people in need: each figure is of its measure."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("sentence", "words", "measure"),
    [
        ("A ledge gave way, sending nine of the 14 climbers to their deaths.", "nine", "deathToll"),
        ("The old freighter went down with the loss of all 17 crew.", "17", "deathToll"),
        ("A rotten beam fell on the tent, crushing six people.", "six", "deathToll"),
        ("Of 40 patients with the fever, 22 did not pull through.", "22", "deathToll"),
        ("The gunman took the lives of 12 shoppers.", "12", "deathToll"),
        ("Three monks were knocked over in the crush and died.", "Three", "deathToll"),
        ("Seven people, all members of one choir, drowned.", "Seven", "deathToll"),
        ("In May eleven people, four of them soldiers, died when a bridge fell.", "four", "deathToll"),
        ("Her death brings to 310 the number of soldiers who have died in the campaign.", "310", "deathToll"),
        ("A bomber struck in Orsa, killing himself and five pupils.", "five", "deathToll"),
        ("Cholera toll nears 7,000 as new cases fall.", "7,000", "deathToll"),
        ("It was the worst there since 1996, when a 7.1-magnitude one killed 60 people.", "60", "deathToll"),
        ("Kidnap drama in Orsa ends with 14 captives dead.", "14", "deathToll"),
        ("Hospitals counted 70 casualties, 12 of whom had died.", "12", "deathToll"),
        ("Bus crashes killed 800 people last year, 7 percent fewer than in 2018.", "7 percent", "deathTollChange"),
        ("A crash between two helicopters left five dead.", "two", "helicopters"),
        ("Doctors counted 190 deaths among 2,400 cases.", "2,400", "cases"),
        ("The caseload stood at 4,100, including 230 deaths, on Monday.", "230", "deathToll"),
        ("Sailors found a boat with the eight dead off the cape.", "eight", "deathToll"),
        ("At least 19 people have died, 12 of them refugees.", "12", "deathToll"),
        ("Kalva received the bodies of six sailors.", "six", "bodiesReturned"),
        ("A dozen cars burned in a blaze that killed 30 horses.", "30", "horses"),
    ],
)
def test_a_toll_is_told_in_many_ways(sentence: str, words: str, measure: str) -> None:
    assert figures(sentence)[words].measure == measure


@pytest.mark.parametrize(
    ("sentence", "words", "measure"),
    [
        ("Paramedics treated 16 people at the scene.", "16", "injured"),
        ("A further 13 suffered gunshot wounds.", "13", "injured"),
        ("Nine cyclists suffered broken legs.", "Nine", "injured"),
        ("An ambulance took two more passengers to hospital.", "two", "hospitalised"),
        ("Twelve sailors were brought ashore, two of whom are in a critical condition.", "two", "hospitalised"),
        ("Hopes faded on Friday for 23 people buried by the slide.", "23", "missing"),
        ("Four days on, 60 islanders have yet to be traced.", "60", "missing"),
        ("Crews lifted five people from the rubble.", "five", "rescued"),
        ("Divers carried four weak boys to the surface.", "four", "rescued"),
        ("A van with 12 passengers and a driver hit a wall.", "12", "onBoard"),
        ("A dinghy with 52 migrants on board sank.", "52", "onBoard"),
        ("The smugglers had packed 66 people into the lorry.", "66", "onBoard"),
        ("A lifeboat saved 140 passengers and 18 crew.", "18", "rescued"),
        ("Ninety miners, including 14 who were injured, escaped.", "14", "injured"),
        ("Trawlers picked up 130 migrants from three boats.", "three", "boats"),
        ("A man is accused of stabbing four tourists.", "four", "injured"),
        ("A shell hit the school where some 200 people had taken shelter.", "200", "peoplePresent"),
    ],
)
def test_harm_and_rescue_are_told_in_many_ways(sentence: str, words: str, measure: str) -> None:
    found = {claim.written: claim.measure for claim in figures(sentence).values()}
    assert next(name for written, name in found.items() if written and written.endswith(words)) == measure


@pytest.mark.parametrize(
    ("sentence", "words", "measure"),
    [
        ("The vigil was attended by 400 people.", "400", "participants"),
        ("Workers take to Orsa streets: 9,000 marched through the rain.", "9,000", "participants"),
        ("The fighting sent 4,000 villagers fleeing into Ghana.", "4,000", "displaced"),
        ("Home again are 7,000 of the 21,000 who had fled.", "21,000", "displaced"),
        ("Guards moved 300 tourists to higher ground.", "300", "evacuated"),
        ("About 4 million people face severe food shortages.", "About 4 million", "peopleAtRisk"),
        ("The slump could push 30 million people into extreme poverty.", "30 million", "peopleAtRisk"),
        ("Some 60,000 people are in urgent need of shelter.", "60,000", "peopleAffected"),
        ("Peru has given a first shot to 2.1 million of its 33 million people.", "2.1 million", "peopleVaccinated"),
        ("About 7,000 police and soldiers will guard the talks.", "About 7,000", "securityForces"),
        ("The valley is held by 900 security personnel.", "900", "securityForces"),
        ("Spain said 5,000 of its troops were taking part in the drill.", "5,000", "troops"),
        ("Some 90,000 marched, the organisers said. Police gave a figure of 30,000.", "30,000", "participants"),
        ("About 3 million people live in poverty.", "About 3 million", "peopleInPoverty"),
        ("About 3 million people live on less than $2 a day.", "About 3 million", "peopleUnderPovertyLine"),
        ("A million people may be pushed into poverty.", "A million", "peopleAtRisk"),
        ("Some 70 million people live outside the country of their birth.", "70 million", "migrants"),
        ("Mexico sent 2,500 National Guard members to the border.", "2,500", "troops"),
        ("The clinic has 40 beds.", "40", "beds"),
        ("He was given a 12-year sentence.", "12-year", "prisonTerm"),
        ("Three men aged between 19 and 33 were arrested.", "between 19 and 33", "age"),
        ("Among the dead were two nurses and a girl of nine.", "nine", "age"),
        ("The mother of four was killed on her way home.", "four", "children"),
    ],
)
def test_people_are_counted_for_many_reasons(sentence: str, words: str, measure: str) -> None:
    found = {claim.written: claim.measure for claim in figures(sentence).values()}
    assert next(name for written, name in found.items() if written and written.endswith(words)) == measure


def test_what_befell_a_whole_is_not_what_befell_its_part() -> None:
    found = figures("The bus left the road, sending 27 of its 41 passengers to their deaths.")
    assert (found["27"].measure, found["41"].measure) == ("deathToll", "onBoard")


def test_a_share_of_millions_counts_people() -> None:
    assert figures("It reached 2.5 million of its 9 million people.")["2.5 million"].measure == "people"


def test_a_pronoun_is_no_count() -> None:
    assert "one" not in figures("A 6.3-magnitude one killed four people.")
