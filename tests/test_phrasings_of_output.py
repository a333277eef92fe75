"""Ways in which news tells of what is made, sold, ordered, carried and destroyed, and of what rises and falls."""

from __future__ import annotations

import pytest
from sentences import stated

MADE, COULD, SOLD = "production", "productionCapacity", "unitsSold"
INDEX = "indexLevelChange"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("The works at Kalo turns out 700 engines a week.", "700", MADE),
        ("The brewery brewed 900,000 hectolitres of beer in May.", "900,000 hectolitres", MADE),
        ("Growers are expected to bring in 12 million tonnes of barley.", "12 million tonnes", MADE),
        ("Mills in the north account for 40 percent of the output of 2 million tonnes.", "2 million tonnes", MADE),
        ("The mill has set a target of making 80,000 bicycles a year.", "80,000", "productionTarget"),
        ("It aims to make 9,000 units a month.", "9,000", "productionTarget"),
        ("The port will be able to handle 5 million containers a year.", "5 million", COULD),
        ("The arena holds 14,000.", "14,000", "capacity"),
        ("The brand shifted 2,100 vans in April.", "2,100", SOLD),
        ("The saloon found 1,900 buyers in May.", "1,900", SOLD),
        ("Car sales ran at an annual rate of 11.2 million.", "11.2 million", SOLD),
        ("Buyers snapped up 8,000 pickup trucks in May.", "8,000", SOLD),
        ("Acme called back 6,100 cars sold in Peru.", "6,100", "unitsRecalled"),
        ("Acme has recalled 45,000 of its vans built in Spain.", "45,000", "unitsRecalled"),
        ("Northern Air plans to retire its last six jumbo jets.", "six", "aircraftFleet"),
        ("The airline grounded 14 planes for checks.", "14", "aircraftGrounded"),
        ("The airline grounded 120 flights.", "120", "flightsCancelled"),
        ("Airports in the north dealt with 6 million passengers.", "6 million", "passengers"),
    ],
)
def test_output_is_told_in_many_ways(text: str, value: str, measure: str) -> None:
    assert [found for _, found, _ in stated(text, value)] == [measure]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Rebels torched nine fuel tankers.", "nine", "equipmentDestroyed"),
        ("Seven cars and two police trucks were destroyed.", "Seven", "equipmentDestroyed"),
        ("Sixty tanks and 90 troop carriers have been lost.", "90", "equipmentDestroyed"),
        ("Norland is giving nine of its main battle tanks.", "nine", "weaponsSupplied"),
        ("Berlin will send Kyiv 31 tanks.", "31", "weaponsSupplied"),
        ("The army admitted losing 18 armoured vehicles.", "18", "equipmentDestroyed"),
        ("Norland pledged 30 armoured cars.", "30", "weaponsSupplied"),
        ("Norland promised to send three battalions.", "three", "battalions"),
        ("Three of the airline's 34 aircraft were damaged by hail.", "34", "aircraft"),
    ],
)
def test_arms_are_told_in_many_ways(text: str, value: str, measure: str) -> None:
    assert [found for _, found, _ in stated(text, value)] == [measure]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Ash rose 9,000 metres into the sky.", "9,000 metres", "height"),
        ("The jet was flying at 31,000 feet when it vanished.", "31,000 feet", "height"),
        ("The river rose to 8.1 metres.", "8.1 metres", "waterLevel"),
        ("The lake level has dropped 4 metres since March.", "4 metres", "waterLevelChange"),
        ("A lorry fell 40 metres into a gorge.", "40 metres", "distance"),
        ("Buses carried 3 million fewer passengers last year.", "3 million", "passengersChange"),
        (
            "First-time applications for jobless benefits rose 2,000 to an adjusted 231,000.",
            "2,000",
            "joblessClaimsChange",
        ),
        ("Tokyo's Nikkei average sank 305 points on Monday.", "305 points", "amountChange"),
        ("The Dow was off 22 points at 25,980.", "22 points", INDEX),
        ("The Nikkei 225 lost 155 points.", "155 points", INDEX),
        ("The index gave up 7 points to finish at 2,110.", "7 points", INDEX),
        ("The Dow added 90 points, while the Nasdaq was down 12.", "12", INDEX),
        ("Core inflation, which strips out food and energy, held steady at 1.9 percent.", "1.9 percent", "inflation"),
    ],
)
def test_heights_levels_and_changes_are_told_apart(text: str, value: str, measure: str) -> None:
    assert [found for _, found, _ in stated(text, value)] == [measure]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Bookings for the summer are running 8 percent ahead of last year.", "8 percent", "bookingsChange"),
        ("A total of 9,400 homes were sold in April.", "9,400", "housing"),
        ("Officers seized 6,000 mobile phones.", "6,000", "seizure"),
        ("The deal covers about 2 million vehicles.", "about 2 million", "vehicles"),
        ("The state is building 15 treatment units.", "15", "treatmentUnits"),
        ("The plant built 9,000 cars in May.", "9,000", MADE),
        ("The bus, with 30 passengers, fell into a gorge.", "30", "passengers"),
    ],
)
def test_goods_are_no_sales_and_buildings_no_output(text: str, value: str, measure: str) -> None:
    assert [found for _, found, _ in stated(text, value)] == [measure]
