"""Figures whose owner, unit or part the sentence leaves out or puts elsewhere: in lists, asides and other words."""

from __future__ import annotations

import pytest
from sentences import Stated, figures, stated

from kg.extract.uses import by_unit, used_for
from kg.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "Japan has given 10 million dollars, Norway 6.5 million and Canada 4 million.",
            {"6.5 million": "USD", "4 million": "USD"},
        ),
        (
            "Of the 120 million dollars that donors promised in March, only 38 million has been paid, the agency said.",
            {"38 million": "USD"},
        ),
        ("Journey times to Seaton will fall from 94 minutes to 41.", {"41": "minute"}),
        (
            "Net income reached 1.25 billion euros ($1.8 billion), up from 1.01 billion a year earlier.",
            {"1.01 billion": "EUR"},
        ),
        ("The firm lost $5 million in 2012, when 4 million died of hunger.", {"4 million": None}),
        ("The firm has $5 million in cash and 4 million customers.", {"4 million": None}),
    ],
)
def test_a_sum_left_without_a_unit_has_that_of_the_sum_before(text: str, units: dict[str, str | None]) -> None:
    assert {value: figures(text)[value].unit for value in units} == units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Valmo bought 120,000 tonnes of Ukrainian wheat at $336.50 a tonne.",
            ("$336.50 a tonne", "price", "Ukrainian wheat"),
        ),
        ("The strike will cost each taxpayer 46 pounds.", ("46 pounds", "cost", "taxpayer")),
        ("The camp, home to 106,000 people, has no power.", ("106,000", "population", "camp")),
        (
            "Meridian has sold its German unit, with 340 branches and 6,500 employees, to a rival.",
            ("6,500", "headcount", "German unit"),
        ),
        ("The town will build a third runway, 3.2 km long, by 2030.", ("3.2 km", "length", "third runway")),
        (
            "A tiger skin can fetch $12,500 in China, and a bowl of tiger soup $320.",
            ("$320", "price", "bowl of tiger soup"),
        ),
        (
            "Crane operators now earn $31.50 an hour, union leader Greta Holt said.",
            ("$31.50 an hour", "wage", "Crane operators"),
        ),
        (
            "Harlan Foods Inc. said profit fell. The maker of Crispo crackers earned $112.4 million.",
            ("$112.4 million", "profit", "Harlan Foods Inc"),
        ),
        ("Ann Lee paid for a $640,000 lake house with it.", ("$640,000", "amount", "lake house")),
        (
            "Analysts at Brewster estimated the value of the fleet at $4 billion.",
            ("$4 billion", "amount", "fleet"),
        ),
    ],
)
def test_an_owner_is_found_in_lists_asides_and_objects(text: str, expected: Stated) -> None:
    assert stated(text, expected[0]) == [expected]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Axion reported a loss of $21 million on sales of $730 million.", "$21 million", "loss"),
        ("Axion reported a loss of $21 million on sales of $730 million.", "$730 million", "revenue"),
        ("Shares of Harlan were down $2.15, or 6.7 percent, at $29.85.", "$2.15", "priceOfStockChange"),
        ("The ice shrank to 4 million square kilometres, 22 percent below the record.", "22 percent", "areaChange"),
        ("First-time buyers made up 29 percent of purchases of homes.", "29 percent", "percentageShare"),
        ("The bank is cutting approximately 53,000 more employees.", "approximately 53,000", "jobsCut"),
        ("The conflict has cost as many as 40,000 lives.", "as many as 40,000", "deathToll"),
        ("Carbon dioxide stands at 383 parts per million.", "383 parts per million", "concentration"),
        ("The train ran at 150 kilometres an hour.", "150 kilometres an hour", "speed"),
        ("The striker signed a five-year contract with the club.", "five-year", "duration"),
        ("A clerk was sentenced on Friday to seven years in federal prison.", "seven years", "prisonTerm"),
        ("Corn gained 1.8 percent to $8.25, while soybeans eased 4 cents to $16.41.", "$16.41", "price"),
        ("The lake was 2.6 degrees Celsius above normal in August.", "2.6 degrees Celsius", "temperatureAnomaly"),
    ],
)
def test_a_measure_is_told_by_the_words_of_its_own_value(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_the_quake_is_the_earthquake_that_was_told_before() -> None:
    text = (
        "A powerful earthquake shook northern Costavia on Tuesday, killing at least 214 people.\n\n"
        "The 6.8-magnitude quake struck before dawn, 35 km from the coast.\n\n"
        "Of the dead, 131 were in Valmera and 46 in the mountain town of Orsa, where most houses collapsed."
    )
    found = figures(text)
    assert {found[value].subject for value in ("at least 214", "6.8", "35 km", "131", "46")} == {
        found["at least 214"].subject
    }
    assert found["46"].measure == "deathToll"


def test_who_tells_of_the_hurt_owns_no_toll() -> None:
    text = "A bus crashed near Kalo on Monday, killing 12 people. She said nine others were injured."
    found = figures(text)
    assert found["nine"].subject == found["12"].subject


def test_who_only_says_so_is_not_what_an_article_is_about() -> None:
    text = (
        "Sales of existing homes fell in July, the sixth straight decline, the Guild of Realtors said.\n\n"
        "The median price climbed to $403,800."
    )
    assert figures(text)["$403,800"].subject != "Guild of Realtors"


@pytest.mark.parametrize(
    ("text", "value", "scope"),
    [
        ("Nine people died at the scene and five others on the way to hospital.", "five", "part: some"),
        ("Of the injured, seven were in critical condition.", "seven", "part of: injured"),
        ("The firm received 66,000 claims, of which 26,500 had been paid.", "26,500", "part of: 66,000"),
        ("Acme employs 2,150 people; a further 11,000 jobs depend on it.", "11,000", "part: more"),
        ("Among women, Ada Blunt leads by 21 points, the poll found.", "21 points", "group: women"),
        ("Ada Blunt has 46 percent among Republicans.", "46 percent", "group: republicans"),
        ("Norland has 500 troops in Spain.", "500", "in: spain"),
    ],
)
def test_a_part_is_never_compared_with_the_whole(text: str, value: str, scope: str) -> None:
    assert scope in figures(text)[value].scope


@pytest.mark.parametrize("text", ["Ada Blunt leads by 4 points among likely voters.", "Spain has 4 points in Spain."])
def test_everybody_is_no_group_and_the_owner_no_place(text: str) -> None:
    assert [claim.scope for claim in figures(text).values()] == [()]


def test_one_dose_is_told_from_all_doses() -> None:
    first, full = (
        figures(f"Some 65 percent of adults in Spain {words}.")["Some 65 percent"]
        for words in ("have had at least one dose", "are fully vaccinated")
    )
    assert (first.measure, full.measure) == ("vaccinationRateOneDose", "vaccinationRate")


def test_what_doubled_is_an_earlier_value() -> None:
    text = "Portugal reported 2,362 new cases on Monday, double the 1,181 cases it reported a week earlier."
    assert figures(text)["1,181"].standing == "prior"


def test_below_the_peak_is_no_forecast() -> None:
    text = "The cuts leave the bank with 300,000 workers, 20 percent below the peak of 375,000."
    assert figures(text)["375,000"].standing != "expected"


@pytest.mark.parametrize(
    ("text", "value", "number", "unit"),
    [
        ("Lokoro won in three minutes 31.2 seconds.", "three minutes 31.2 seconds", "211.2", "s"),
        ("The match took one hour and 48 minutes.", "one hour and 48 minutes", "108", "minute"),
        ("She stood 5 feet 10 inches tall.", "5 feet 10 inches", "70", "in"),
        ("One child in eight is malnourished.", "One child in eight", "12.50", "percent"),
        ("The union was offered 5.5 percent plus a bonus.", "5.5 percent", "5.5", "percent"),
    ],
)
def test_an_amount_in_parts_is_one_amount(text: str, value: str, number: str, unit: str) -> None:
    claim = figures(text)[value]
    assert (str(claim.value), claim.unit) == (number, unit)


def test_a_station_with_a_number_is_no_sum() -> None:
    assert not figures("NPR 1 said on Monday that the talks went on.")


def test_a_range_of_change_states_both_its_ends() -> None:
    claim = figures("Expenses should fall 16 to 19 percent next year.")["16 to 19 percent"]
    assert (claim.unit, str(claim.low), str(claim.high)) == ("percent", "-19", "-16")


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "modality"),
    [
        ("Revenue at Orlind Foods fell 3.5 percent in 2019.", "-3.5", "-3.5", "-3.5", "exact"),
        ("Revenue at Orlind Foods rose 3.5 percent in 2019.", "3.5", "3.5", "3.5", "exact"),
        ("Exports of Norland dropped by more than 90 percent in 2020.", "-90", None, "-90", "less_than"),
        ("Oil prices fell nearly 5 percent on Tuesday.", "-5", "-5", None, "more_than"),
        ("The economy of Norland shrank 2.1 percent in 2020.", "-2.1", "-2.1", "-2.1", "exact"),
    ],
)
def test_what_fell_has_changed_by_less_than_nothing(
    text: str, value: str, low: str | None, high: str | None, modality: str
) -> None:
    (claim,) = (claim for claim in figures(text).values() if claim.unit == "percent")
    stated = tuple(None if end is None else str(end) for end in (claim.value, claim.low, claim.high))
    assert (*stated, claim.modality) == (value, low, high, modality)


@pytest.mark.parametrize(
    ("text", "value", "scope"),
    [
        ("Consumer prices in Norland rose 0.4 percent in May from the previous month.", "0.4 percent", "kind: monthly"),
        ("Retail sales in Norland rose 1.2 percent month-on-month in May.", "1.2 percent", "kind: monthly"),
        ("Norland's economy grew 0.9 percent from the previous quarter.", "0.9 percent", "kind: quarterly"),
        ("Unemployment in Norland was 8.2 percent, up from the previous month.", "8.2 percent", None),
        ("Orlind Motors sold 69,544 electric cars in June.", "69,544", "kind: electric"),
        ("Orlind Motors sold 69,544 cars in June.", "69,544", None),
    ],
)
def test_a_step_and_a_kind_part_figures_from_those_of_the_year_and_of_all(
    text: str, value: str, scope: str | None
) -> None:
    assert figures(text)[value].scope == (() if scope is None else (scope,))


def test_the_ontology_says_what_measures_are_used_for(lexicon: Lexicon) -> None:
    assert used_for(lexicon, "contest") == ("voteShare", "pollShare")
    assert by_unit(lexicon)["money"] == "amount"


@pytest.mark.parametrize(
    ("text", "value", "nobody"),
    [
        ("So far this year, ferries have carried 21,000 cars to Senja.", "21,000", "far"),
        ("Copper slid to a 14-month low on Tuesday.", "14-month", "low"),
        ("Lena Roe is also up by 3 points against Karl Berg.", "3 points", "also"),
        ("Meltz Foods will close two plants. The first 300 will leave in May.", "300", "first"),
    ],
)
def test_a_word_that_names_nobody_owns_no_figure(text: str, value: str, nobody: str) -> None:
    assert nobody not in (figures(text)[value].subject or "").split()


@pytest.mark.parametrize(
    ("text", "value", "measure", "owner"),
    [
        ("It has been 20 years since the bridge in Orsa collapsed.", "20 years", "duration", "bridge in Orsa"),
        ("She said it is now 15 months since the attack on Kalo began.", "15 months", "duration", "attack on Kalo"),
        ("A study says that farms in the north own 40 wells.", "40", "wells", "farms in the north"),
        (
            "In Kentucky, where winds blew hard and nine inches of rain fell, roads were closed.",
            "nine inches",
            "rainfall",
            "Kentucky",
        ),
        (
            "After three weeks of talks, the number of wells rose from 12 to 15.",
            "15",
            "wells",
            "number of wells",
        ),
    ],
)
def test_an_owner_is_found_where_the_words_put_it(text: str, value: str, measure: str, owner: str) -> None:
    assert stated(text, value) == [(value, measure, owner)]


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        (
            "On Sunday 46 infections were found in Norland, 19 of which were in Kenya, 11 in Orsa and seven in Ghana.",
            {"19": "Kenya", "11": "Orsa", "seven": "Ghana"},
        ),
        ("More than 3 million doses of flu vaccines have been given in Kenya.", {"More than 3 million": "Kenya"}),
        (
            "Kenya is slowing down. The central bank now expects growth of 4.2 percent next year.",
            {"4.2 percent": "Kenya"},
        ),
        (
            "Kenya's coffee stocks fell by 3 million bags. A Reuters poll had pointed to a rise of 900,000 bags.",
            {"900,000": "Kenya's coffee stocks"},
        ),
        (
            "The Norland Union took 66 seats, while opposition parties took 54 seats.",
            {"54": "opposition parties (Norland Union)"},
        ),
        ("Police said Ann Lee, 39, from Orsa, was jailed for 22 years.", {"22 years": "Ann Lee"}),
        ("Acme was off 17% before the bell and has lost 38.4% since May.", {"38.4%": "Acme"}),
        (
            "Kenya's plan is simple. It will:\n\n- Provide $25 billion to keep teachers at work.\n\n- Mend roads.",
            {"$25 billion": "Kenya"},
        ),
    ],
)
def test_who_only_stands_near_a_figure_does_not_own_it(text: str, owned: dict[str, str]) -> None:
    found = figures(text)
    assert {value: found[value].subject for value in owned} == owned


def test_stuff_of_one_disaster_is_not_that_of_another() -> None:
    text = "A landslide near Orsa killed nine people on Monday.\n\nSome 300 tents were brought to the landslide's foot."
    assert figures(text)["Some 300"].subject == "tents (landslide near Orsa)"


def test_a_time_from_which_on_something_is_counted_opens_a_period() -> None:
    found = figures("The revised figures from September 2019 onwards show 5,164 cases in all.")["5,164"]
    assert (found.valid_from, found.valid_to) == ("2019-09", "2020-05-05")


def test_what_an_article_recalls_at_its_end_owns_nothing_before() -> None:
    text = (
        "A boat with nine people on board drifted ashore in Orsa.\n\nThe coast guard towed it to the port.\n\n"
        "The port was busy on Monday.\n\nIt was built in May.\n\nNobody was hurt, officers said.\n\n"
        "They had fled a spiral of attacks since raids by rebels began in Kalo."
    )
    assert "Kalo" not in figures(text)["nine"].subject
