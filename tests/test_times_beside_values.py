"""Which time of its sentence a figure is of: not of a superlative, of what it is held against, of what is told next."""

from __future__ import annotations

from functools import partial

import pytest
from sentences import when as holds

DAY = "2024-06-13"  # a Thursday
when = partial(holds, published=DAY)


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("Floods in Orsa have left 160 dead in one of the worst disasters this year, officials say.", "160", DAY),
        ("Orsa death toll at 23 in deadliest flooding this year", "23", DAY),
        ("The fire has burned 900 hectares in the country's biggest blaze this decade.", "900 hectares", DAY),
        ("A bus fell into a river on Tuesday, killing 14 in the deadliest accident this year.", "14", "2024-06-11"),
        ("Rain has cut off 40 villages in the heaviest flooding of 2024.", "40", DAY),
    ],
)
def test_a_year_among_which_an_event_is_the_worst_dates_nothing(text: str, value: str, day: str) -> None:
    assert when(text, value) == (day, day)


@pytest.mark.parametrize(
    ("text", "value", "time"),
    [
        ("This year's overspend was much less than last year's £3.1bn total.", "£3.1bn", "2023"),
        ("This year's harvest of 4 million tonnes is below 2022's 5.1 million tonnes.", "5.1 million tonnes", "2022"),
        ("Growth this year will be slower than last year's 4.2 percent.", "4.2 percent", "2023"),
    ],
)
def test_a_time_possesses_the_value_behind_it(text: str, value: str, time: str) -> None:
    assert when(text, value) == (time, time)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Acme plans to open 40 shops by 2027 and employs 3,000 people.", "3,000"),
        ("The city will plant 9,000 trees in 2025 and has a population of 300,000.", "300,000"),
    ],
)
def test_what_is_so_now_is_not_of_what_is_planned(text: str, value: str) -> None:
    assert when(text, value) == (DAY, DAY)


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        (
            "Acme, the firm behind Norda, last week reported weak earnings, sending its shares down 8 percent.",
            "8 percent",
            "2024-06-03",
            "2024-06-09",
        ),
        (
            "The bank said on Tuesday that it would close branches, wiping $3 billion off its value.",
            "$3 billion",
            "2024-06-11",
            "2024-06-11",
        ),
        (
            "Norland sells zinc, lead and tin, which soared 52%, 21% and 29%, respectively on Wednesday based on bids.",
            "21%",
            "2024-06-12",
            "2024-06-12",
        ),
    ],
)
def test_what_came_of_it_is_of_the_same_day(text: str, value: str, first: str, last: str) -> None:
    assert when(text, value) == (first, last)


@pytest.mark.parametrize(
    ("text", "value", "time"),
    [
        (
            "Eight people were killed last July when a train derailed near Orsa.\n\nThat train was travelling at more "
            "than 120 miles per hour.",
            "more than 120 miles per hour",
            "2023-07",
        ),
        ("Eight people died in a blast in March. That blast left 40 people homeless.", "40", "2024-03"),
        (
            "The ministry is sending a flight to Orsa on June 19. This delivery will include 9,000 pounds of rice.",
            "9,000 pounds",
            "2024-06-19",
        ),
        (
            "Fever killed around 600 people in 2022, the agency said on Wednesday. About 95% of those deaths were in "
            "Varda, where children under the age of 5 account for around 80% of all fever deaths.",
            "around 80%",
            "2022",
        ),
    ],
)
def test_what_is_told_more_of_is_of_the_time_told_before(text: str, value: str, time: str) -> None:
    assert when(text, value) == (time, time)


@pytest.mark.parametrize(
    ("text", "value", "time"),
    [
        ("Norland's March exports fell 2.7 percent.", "2.7 percent", "2024-03"),
        ("March retail sales rose 3 percent.", "3 percent", "2024-03"),
        ("The May trade surplus was $3 billion.", "$3 billion", "2024-05"),
        ("The country's April inflation rate was 3 percent.", "3 percent", "2024-04"),
        ("The July contract rose 3 percent.", "3 percent", DAY),
        ("Petrol cost $3.37 on Monday, up from $2.42 a year ago.", "$2.42", "2023-06"),
        ("Just 27% were satisfied with it, a steep drop from one year ago, when 42% were satisfied.", "42%", "2023-06"),
        ("The programme enrolled 7 million households this year, bringing the total to 22 million.", "22 million", DAY),
        ("The blaze was 40 percent contained by the end of Tuesday.", "40 percent", "2024-06-11"),
        ("The month saw a deficit of $8 million, in contrast with the $15 million surplus in May.", "$8 million", DAY),
    ],
)
def test_a_month_or_day_is_that_of_the_figure(text: str, value: str, time: str) -> None:
    assert when(text, value) == (time, time)


@pytest.mark.parametrize(
    ("text", "value", "published", "first", "last"),
    [
        (
            "Claims were 265,000 in the week ended March 16. The prior week's claims were revised to show 1,000 fewer "
            "applications.",
            "1,000",
            "2024-03-21",
            "2024-03-03",
            "2024-03-09",
        ),
        (
            "In the fourth quarter, Acme's net income fell to $10 billion from $11 billion. Revenue for the first "
            "quarter will range between $27 billion and $29 billion, below the $30 billion analysts were expecting.",
            "$30 billion",
            "2024-02-02",
            "2024-01",
            "2024-03",
        ),
        (
            "For the three months that ended March 31, Acme earned $2 billion.",
            "$2 billion",
            "2024-04-29",
            "2024-01",
            "2024-03",
        ),
        ("Acme said its fourth-quarter profit rose 33 percent.", "33 percent", "2024-08-05", "2024-04", "2024-06"),
        ("Acme said its fourth-quarter profit rose 33 percent.", "33 percent", "2024-02-05", "2023-10", "2023-12"),
        (
            "The poll is on the two likely contenders in November's election.",
            "two",
            "2024-06-13",
            "2024-11",
            "2024-11",
        ),
    ],
)
def test_a_period_is_counted_from_what_is_told(text: str, value: str, published: str, first: str, last: str) -> None:
    assert when(text, value, published=published) == (first, last)


def test_a_month_in_passing_is_no_report() -> None:
    text = (
        "The coalition dissolved parliament in May in a bid to stop tax cuts.\n\nWith polling closed, the commission "
        "reported a 3 percent swing to the Greens."
    )
    assert when(text, "3 percent") == (DAY, DAY)
