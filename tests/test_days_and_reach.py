"""The day an article tells of, times of other values, and how far a time reaches."""

from __future__ import annotations

import pytest
from sentences import figures


def when(text: str, written: str, *, published: str = "2020-05-05") -> tuple[str | None, str | None]:
    claim = figures(text, published=published)[written]
    return claim.valid_from, claim.valid_to


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The Greens won Sunday's election in Norland.\n\nMore than 400,000 people took part.", "More than 400,000"),
        ("Norland's voters rejected the treaty on Sunday.\n\nEleven parties took part in the vote.", "Eleven"),
        ("Norland and Sudal signed a pact on Sunday.\n\nThe talks lasted for 70 hours.", "70 hours"),
        ("Norda opened its new plant on Sunday, workers said.\n\nThe first shift made 900 tyres.", "900"),
    ],
)
def test_what_is_told_in_the_past_is_of_the_day_that_the_article_tells_of(text: str, written: str) -> None:
    assert when(text, written) == ("2020-05-03", "2020-05-03")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Cholera has infected 1,840 people in Orsa, the aid agency said on Sunday.", "1,840"),
        ("Fever has struck Orsa, the aid agency said on Sunday. At least 23 people have died.", "At least 23"),
        ("Sudal will send 18 guns, the ministry said on Sunday. It also offers 14 boats.", "14"),
        (
            "A bus fell into a river in Orsa on Sunday, killing nine. Some 300 troops took part in the search.",
            "Some 300",
        ),
        ("The Orsa index closed lower on Sunday. Gold traded at $1,731 an ounce.", "$1,731 an ounce"),
    ],
)
def test_a_day_told_of_dates_what_its_paragraph_goes_on_to_tell(text: str, written: str) -> None:
    assert when(text, written) == ("2020-05-03", "2020-05-03")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Fever has struck Orsa, the aid agency said on Sunday. Some 70 people are still in hospital.", "Some 70"),
        ("Fever has struck Orsa, the aid agency said on Sunday.\n\nNorland has 41 hospitals.", "41"),
        ("Fires broke out in Orsa on Sunday. About 900 firefighters were battling them.", "About 900"),
        ("A fire killed nine in Orsa on Sunday. It has burned 38 hectares and forced 940 people out.", "940"),
        ("Gold rose from $1,720 late on Sunday. Silver gained four cents.", "four cents"),
    ],
)
def test_a_day_told_of_does_not_date_what_goes_on(text: str, written: str) -> None:
    assert when(text, written) == ("2020-05-05", "2020-05-05")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The Greens won Sunday's election in Norland.\n\nThe land has 3.1 million people.", "3.1 million"),
        ("The Greens won Sunday's election in Norland.\n\nAbout 20 protesters were still in custody.", "About 20"),
        ("Norda opened its new plant on Sunday.\n\nShares in Norda rose to $41.", "$41"),
    ],
)
def test_what_is_so_on_the_day_of_the_article_is_not_of_the_day_before(text: str, written: str) -> None:
    assert when(text, written) == ("2020-05-05", "2020-05-05")


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        (
            "Turnout in April's vote was 71 percent, just above the 70 percent recorded in 2016.",
            "71 percent",
            ("2020-04", "2020-04"),
        ),
        (
            "Mining employs a record 9,000 workers, up 700 since January 2019.",
            "9,000",
            ("2020-05-05", "2020-05-05"),
        ),
        (
            "This package, our ninth since May 2018, includes 40 trucks.",
            "40",
            ("2020-05-05", "2020-05-05"),
        ),
        (
            "Since the invasion in March 2014, the union has doubled the number of its bases to six.",
            "six",
            ("2020-05-05", "2020-05-05"),
        ),
        ("It was the first cut by the nine-member council since April 2016.", "nine", ("2020-05-05", "2020-05-05")),
        ("Sales for April stood at 4,100 cars.", "4,100", ("2020-04", "2020-04")),
        ("At the end of 2018 Norda had 3,400 employees.", "3,400", ("2018-12", "2018-12")),
        ("Norda expects to have 60 shops by the end of the year.", "60", ("2020-12", "2020-12")),
    ],
)
def test_a_time_of_another_value_or_word_is_not_taken(
    text: str, written: str, expected: tuple[str | None, str | None]
) -> None:
    assert when(text, written) == expected


def test_an_average_of_polls_has_no_days_of_its_own() -> None:
    text = (
        "A new Lakeside University poll, conducted April 25-27, finds that 40 percent of voters back Ann Lee. "
        "Polldata's average of public polls puts her at 43 percent. A January Norland Times poll had her at 38 percent."
    )
    assert when(text, "40 percent") == ("2020-04-25", "2020-04-27")
    assert when(text, "43 percent") == ("2020-05-05", "2020-05-05")
    assert when(text, "38 percent") == ("2020-01", "2020-01")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Norland's jobless rate rose to 5 percent in March. Mines shed 4,000 jobs.", "4,000"),
        (
            "Tax receipts rose 12 percent to 3 billion dollars in March. Excise was 400 million dollars.",
            "400 million dollars",
        ),
        ("The jobless rate rose to 5 percent in March. The coast received 1 million people.", "1 million"),
        ("The jobless rate rose to 5 percent in March. Wages grew 4 percent, matching January's pace.", "4 percent"),
    ],
)
def test_what_is_told_in_the_past_is_of_the_month_of_a_report(text: str, written: str) -> None:
    assert when(text, written) == ("2020-03", "2020-03")


def test_the_month_of_may_foretells_nothing() -> None:
    text = "Tax receipts rose 12 percent to 3 billion dollars in May. Excise was 400 million dollars."
    assert when(text, "400 million dollars", published="2020-06-02") == ("2020-05", "2020-05")


def test_an_earlier_rate_told_with_that_of_last_month_is_of_the_month_before() -> None:
    text = "Employers cut 61,000 jobs last month and the unemployment rate jumped to 5.8% from 5.4%."
    assert when(text, "5.8%") == ("2020-04", "2020-04")
    assert when(text, "5.4%") == ("2020-03", "2020-03")


def test_what_is_told_of_now_is_not_of_the_month_of_a_report() -> None:
    text = "Norland's jobless rate rose to 5 percent in March. The land has 4 million people."
    assert when(text, "4 million") == ("2020-05-05", "2020-05-05")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Mining started in 1959. Output is 38 percent below its level of a year earlier.", "38 percent"),
        ("The rate is now 50 percent above the average of the past 10 years.", "50 percent"),
        ("Emissions are now 45 percent of what they were before 1990.", "45 percent"),
    ],
)
def test_a_time_that_figures_are_only_held_against_dates_them_not(text: str, written: str) -> None:
    assert when(text, written) == ("2020-05-05", "2020-05-05")


def test_a_later_period_is_not_that_of_what_stands_before_it() -> None:
    text = (
        "Norland's trade grew 14 percent in April. Exports rose 9 percent to 2 billion dollars. "
        "Exports rose 17 percent in the first four months."
    )
    assert when(text, "9 percent") == ("2020-04", "2020-04")


def test_an_earlier_month_is_not_that_of_what_follows() -> None:
    text = "Norland's inflation was 4 percent in March. It was 6 percent in January. Food prices rose 3 percent."
    assert when(text, "3 percent") == ("2020-03", "2020-03")


def test_an_index_told_for_a_month_is_followed_by_others_of_that_month() -> None:
    text = (
        "The food price index, which the agency compiles, averaged 164 points in April. "
        "The dairy price index dropped 7 percent."
    )
    assert when(text, "7 percent") == ("2020-04", "2020-04")


def test_a_harm_told_of_far_below_is_not_what_the_article_tells_of() -> None:
    text = (
        "Norland produced 28 million tonnes of coal last year.\n\nIt exported 9 million tonnes.\n\nDemand was weak.\n\n"
        "Prices stayed low.\n\nMines were slow to open after the pandemic, which killed 900 people."
    )
    assert when(text, "9 million tonnes") == ("2019", "2019")


def test_what_is_told_beside_shares_is_of_the_day() -> None:
    text = (
        "Norda's profit rose 4 percent in the first quarter.\n\nShares in Norda rose 2 percent. Marstal lost 3 percent."
    )
    assert when(text, "3 percent") == ("2020-05-05", "2020-05-05")
