"""Ways in which news tells of members, places in an order, anniversaries, rates and lengths of time."""

from __future__ import annotations

import pytest
from sentences import figures, stated


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("The party says 19,000 people have joined since the vote.", "19,000", "membersJoined"),
        ("Six more states would join by 2030.", "Six", "membersJoined"),
        ("The university climbed 12 spots to 34th in the rankings.", "12", "rankChange"),
        ("Latvia slipped three places to 39th in the index of freedom.", "three", "rankChange"),
        ("The film slipped to sixth place with $4.1 million.", "sixth", "rank"),
        ("Crowds came to mark 30 years since the crackdown.", "30 years", "anniversary"),
        ("The two countries this year mark 50 years of ties.", "50 years", "anniversary"),
        ("NATO turned 75 this week.", "75", "anniversary"),
        ("The 23-year-old Italy striker moved to Acme.", "23-year-old", "age"),
        ("The retirement age will be raised to 65.", "65", "retirementAge"),
        ("The median age is 37.3 years.", "37.3 years", "medianAge"),
        ("The average stay was 4.3 nights.", "4.3", "stayDuration"),
        ("Chile surprises with a rate hike to 2.75 percent.", "2.75 percent", "interestRate"),
        ("The bank cut its target range to 2.25 percent.", "2.25 percent", "interestRate"),
        ("Joblessness has topped 25 percent in the north.", "25 percent", "unemploymentRate"),
        ("One child in five grows up in poverty.", "One child in five", "povertyRate"),
        ("Only 12 percent of Africans have had two shots.", "12 percent", "vaccinationRate"),
        ("The state wants to inoculate 70 percent of residents.", "70 percent", "vaccinationRate"),
        ("Hospitals reported an infection rate of 7 percent.", "7 percent", "infectionRate"),
        (
            "Unemployment was 17 percent in May. Young people suffer. Among those under 25, the rate was 39 percent.",
            "39 percent",
            "unemploymentRate",
        ),
        ("Poverty fell. Schools are poor. The dropout rate was 14 percent.", "14 percent", "dropoutRate"),
    ],
)
def test_bodies_ranks_and_rates_are_told_in_many_ways(text: str, value: str, measure: str) -> None:
    assert [found for _, found, _ in stated(text, value)] == [measure]


def test_bare_counts_of_parties_are_seats_where_an_article_speaks_of_them() -> None:
    text = (
        "The Labour Party won 41 seats in the election. The chamber has 150 seats. The Green Party came second with 20."
    )

    assert figures(text)["20"].measure == "seats"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The war on drugs has killed 34,600 people in four years.", "four years"),
        ("Rainfall reached 1,240 mm in three days.", "three days"),
    ],
)
def test_how_long_something_took_is_a_length(text: str, value: str) -> None:
    assert figures(text)[value].measure == "duration"


@pytest.mark.parametrize("text", ["The vote is due in two weeks.", "In five years, 40 plants will be built."])
def test_when_something_will_be_is_no_length(text: str) -> None:
    assert not [value for value in figures(text) if "week" in value or "year" in value]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("The poet Ada Lund spent 14 years in exile in Norland.", "14 years", "duration"),
        ("Bo Diaz spent 14 years in prison.", "14 years", "prisonTerm"),
        ("Ada Lund has served 11 months of a two-year sentence.", "11 months", "duration"),
        ("Ada Lund has served 11 months of a two-year sentence.", "two-year", "prisonTerm"),
        ("The average age of the crew was 24.", "24", "averageAge"),
        ("The explosion cost Acme 12,000 cars in lost output.", "12,000", "production"),
        ("Twelve cars were damaged in the explosion.", "Twelve", "vehiclesInvolved"),
        ("Officials said more than 600 rescue workers were dispatched to the quake.", "more than 600", "responders"),
        ("A command of 700 personnel was dispatched to the island.", "700", "personnel"),
        ("Only four of 17 economists polled by Acme expected a cut.", "four", "count"),
        ("Only four of 17 economists polled by Acme expected a cut.", "17", "sampleSize"),
        ("Neighbours watched about 15 men climb over the fence.", "about 15", "men"),
        ("The guard said it was Danish, adding that 70 people may have been on the vessel.", "70", "onBoard"),
        ("The dead comprised 16 males and 11 females.", "16", "deathToll"),
        ("The rate of children without coverage reached 31 percent.", "31 percent", "percentageShare"),
        ("Food makes up almost two-fifths of the CPI basket.", "almost two-fifths", "percentageShare"),
        ("Copper inventories are at their highest level for 18 years.", "18 years", "duration"),
        ("Acme, which has 38,000 people on its payroll, may drop 1,900 positions.", "1,900", "jobsCut"),
        ("Acme has a fleet of 90 aircraft on lease to 21 airlines.", "21", "airlines"),
        ("Sources said Acme bought 60 jets in May for $6.7 billion.", "$6.7 billion", "dealValue"),
        ("Analysts had looked for 26 cents a share and $566.5 million.", "$566.5 million", "amount"),
        ("A new poll puts Lee ahead by 15 points, 53 percent to Roe's 38 percent.", "53 percent", "pollShare"),
        ("A new poll puts Lee ahead by 15 points, 53 percent to Roe's 38 percent.", "38 percent", "pollShare"),
    ],
)
def test_words_of_one_measure_take_no_value_of_another(text: str, value: str, measure: str) -> None:
    assert [found for _, found, _ in stated(text, value)] == [measure]


def test_states_that_a_body_takes_in_are_not_its_members() -> None:
    text = "NATO moved east by taking in former pact members and the three Baltic states that had been Soviet."

    assert stated(text, "three") == [("three", "states", "Baltic states")]
