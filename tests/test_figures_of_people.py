"""What the news counts people by: every measure is told by its own words."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Some 40 villagers fell sick after eating at a wedding in Punjab.", "Some 40", "cases"),
        ("About 800 million people in the world are undernourished.", "About 800 million", "malnourished"),
        ("Nearly 9 million people in Yemen are one step away from famine.", "Nearly 9 million", "peopleAtRisk"),
        ("More than 1,100 prisoners escaped from a jail in Niger.", "More than 1,100", "escaped"),
        ("About 90 rebels surrendered to the army in Mindanao.", "About 90", "surrendered"),
        ("The strike left 50,000 passengers stranded at Heathrow.", "50,000", "stranded"),
        ("Germany deported 21,000 people last year.", "21,000", "deported"),
        ("China lifted 10 million people out of poverty last year.", "10 million", "liftedFromPoverty"),
        ("About 2,700 people are sleeping rough in Dublin.", "About 2,700", "homelessness"),
        ("The coastguard picked up 220 migrants south of Lampedusa.", "220", "rescued"),
        ("Nurses will vaccinate 640,000 people in the camps.", "640,000", "peopleVaccinated"),
        ("Ireland has given out 2.1 million shots.", "2.1 million", "dosesAdministered"),
        ("Some 14.2 million Chileans were called to the polls.", "Some 14.2 million", "registeredVoters"),
        ("Flooding has submerged 31,000 hectares of rice fields in Vietnam.", "31,000 hectares", "farmlandAffected"),
        ("The group will repay 80 million euros of loans.", "80 million euros", "debtRepaid"),
    ],
)
def test_people_are_counted_by_what_befell_them(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_a_crowd_that_turned_up_has_no_age() -> None:
    assert figures("Some 120,000 people turned up for the concert in Leeds.")["Some 120,000"].measure == "participants"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Finnair will let 640 go, it said on Monday.", "640", "jobsCut"),
        ("About 2,400 jobs are under threat at the brewer Halden.", "About 2,400", "jobsCut"),
        ("Nearly 90,000 people marched in Vienna; police said 30,000 had turned out.", "30,000", "participants"),
        ("A counter-protest drew a few dozen in Graz.", "a few dozen", "participants"),
        ("The Nordic Teachers' Union grew: 12,400 people joined in 2018.", "12,400", "membersJoined"),
        ("The African Union admitted two countries, taking its membership to 55.", "two", "membersJoined"),
        ("The African Union admitted two countries, taking its membership to 55.", "55", "memberCount"),
        ("The FAO fears for 52,000 farmers in Chad.", "52,000", "peopleAtRisk"),
        ("In Portugal 17 percent of people were at risk of poverty.", "17 percent", "povertyRate"),
        ("Austria has given 38,000 boosters in a week.", "38,000", "dosesAdministered"),
        ("Some 910,000 have already received the booster in Norway.", "Some 910,000", "peopleVaccinated"),
        ("The ferry sank with 60 people on board; nine of them swam ashore.", "nine", "escaped"),
        ("The floods displace 45,000 in Benin.", "45,000", "displaced"),
        ("There were 12 MPs who voted against it and 7 were absent.", "12", "votes"),
        ("The oldest man of Europe dies at 113 in Lyon.", "113", "age"),
        ("The average Danish family had 3.2 members in 2019.", "3.2", "householdSize"),
        ("Norwegian flew 3.1 million people in March.", "3.1 million", "passengers"),
        ("Germany sent 1,200 soldiers to Lithuania and 300 to Latvia.", "300", "troops"),
        ("The plane sank, dragging 14 others to their deaths.", "14", "deathToll"),
        ("The court heard a panel of six.", "six", "teamSize"),
        ("ASEAN is a pact of ten nations.", "ten", "memberCount"),
        ("Since May 70 people have died out of 310 cases in Goma.", "70", "deathToll"),
    ],
)
def test_people_are_known_by_the_verb_where_no_noun_says_who_they_are(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_those_who_joined_are_no_measure_of_all_people() -> None:
    assert figures("About 410 people in the town own a boat.")["About 410"].measure != "membersJoined"


def test_a_rate_told_of_one_region_after_another_stays_the_rate() -> None:
    text = "In Spain the risk of poverty fell. It was highest in Andalusia, where it climbed to 27.5 percent."
    assert figures(text)["27.5 percent"].measure == "povertyRate"
