"""When a figure holds that a report, a poll or a market tells: said once, for all; the same period; a year back."""

from __future__ import annotations

from functools import partial

import pytest
from sentences import when as holds

from kg import ontology
from kg.model import Article, Sentence, Span
from kg.recognise.times import times

DAY = "2024-05-15"  # a Wednesday
Dates = tuple[str, str]
when = partial(holds, published=DAY)
recognise = times(ontology.load(base="http://example.org/"))
MAY_8_TO_10 = ("2024-05-08", "2024-05-10")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "The Greens lead by 4 points in a Lakeside survey. Some 41 percent would vote for them.\n\n"
            "Lakeside carried out an online survey of 900 Norland adults between May 8-10.",
            "Some 41 percent",
        ),
        (
            "With schools reopening next week, 63 percent of parents in Norland say classes are safe, "
            "according to a Lakeside poll.\n\nThe Lakeside poll interviewed 900 adults from May 8 to 10.",
            "63 percent",
        ),
        ("The Lakeside poll surveyed 900 adults from May 8-10.", "900"),
        (
            "A survey by pollster Lakeside puts the Greens on 40 percent.\n\n"
            "The telephone survey of 900 voters took place from May 8 to 10.",
            "40 percent",
        ),
    ],
)
def test_all_figures_of_a_poll_are_of_the_days_on_which_people_were_asked(text: str, value: str) -> None:
    assert when(text, value) == MAY_8_TO_10


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("41 percent", ("2024-05-06", "2024-05-08")),
        ("43 percent", ("2024-05-09", "2024-05-10")),
        ("17 percent", ("2024-05-09", "2024-05-10")),
        ("39 percent", ("2024-05-10", "2024-05-11")),
    ],
)
def test_in_a_round_up_each_poll_goes_on_until_the_next_is_named(value: str, days: Dates) -> None:
    text = (
        "The Greens are ahead, according to several polls. They had 41 percent, a Lakeside poll showed.\n\n"
        "The Lakeside poll of 900 adults was carried out from May 6 to 8.\n\n"
        "A Harbour poll put the Greens at 43 percent.\n\n"
        "The Pensioners' Party was at 17 percent. The poll surveyed 800 adults from May 9 to 10.\n\n"
        "The Greens were at 39 percent, according to a Kestrel survey.\n\n"
        "The Labour Party stood at 30 percent, according to Kestrel, which interviewed 700 people on May 10 and 11."
    )
    assert when(text.replace("on May 10 and 11", "between May 10 and 11"), value) == days


def test_an_exit_poll_is_of_the_day_of_the_vote() -> None:
    text = "The exit poll, released as polls closed at 9 p.m. on Tuesday, projected that the Greens would win 31 seats."
    assert when(text, "31") == ("2024-05-14", "2024-05-14")


@pytest.mark.parametrize(
    ("text", "value", "dates"),
    [
        ("Lee is up from 37 percent in January and Roe is down from 49 percent.", "49 percent", ("2024-01", "2024-01")),
        ("For the six months to March, Acme's revenue fell from £352m to £290m.", "£352m", ("2022-10", "2023-03")),
        (
            "For the 26 weeks to March 28, Acme's revenue fell from £352m to £290m.",
            "£352m",
            ("2022-09-30", "2023-03-30"),
        ),
        ("Acme's profit rose from $1 million to $2 million in 2023.", "$1 million", ("2022", "2022")),
        (
            "Acme's first-quarter loss grew to $44 million, worse than its loss of $34 million, or 18 cents a share, "
            "a year ago.",
            "$34 million",
            ("2023-01", "2023-03"),
        ),
        (
            "Acme said sales in its first fiscal quarter rose to $250 million, compared with $219 million for the same "
            "quarter one year ago.",
            "$219 million",
            ("2023-01", "2023-03"),
        ),
    ],
)
def test_an_earlier_value_is_of_the_period_before(text: str, value: str, dates: Dates) -> None:
    assert when(text, value) == dates


@pytest.mark.parametrize(
    ("text", "value", "dates"),
    [
        (
            "Acme added 8 million customers in March. Norda lost 561,000 customers over the same period.",
            "561,000",
            ("2024-03", "2024-03"),
        ),
        (
            "Exports rose 12 percent in the first quarter, while over the same period imports fell 3 percent.",
            "3 percent",
            ("2024-01", "2024-03"),
        ),
        (
            "Detached homes rose in value by 1.7% over the past year, compared with 2.7% for flats and 3.5% for huts.",
            "3.5%",
            ("2023-05-15", "2024-05-15"),
        ),
        ("Wages rose 4 percent over the past four years.", "four years", ("2020-05-15", "2024-05-15")),
        (
            "The Danes came first (2.5 million) in 2022, followed by Poles (1.5 million).",
            "1.5 million",
            ("2022", "2022"),
        ),
        (
            "Last Thursday, the agency said that gas stocks, in the week ended May 3, rose less than expected and now "
            "stand at 350 billion cubic feet.",
            "350 billion cubic feet",
            ("2024-04-27", "2024-05-03"),
        ),
        ("It sought a further 540bn yen ($5.2bn; £2.7bn) last month.", "£2.7bn", ("2024-04", "2024-04")),
        ("Only two-thirds of households were covered in the 2021 census.", "two-thirds", ("2021", "2021")),
    ],
)
def test_what_is_told_beside_it_is_of_the_same_time(text: str, value: str, dates: Dates) -> None:
    assert when(text, value) == dates


@pytest.mark.parametrize(
    ("text", "value", "dates"),
    [
        ("The offer is a premium of 49 percent to Acme's Friday closing price.", "49 percent", (DAY, DAY)),
        ("The sea was 1 degree Celsius above the 1961-1990 average of 14 degrees.", "14 degrees", ("1961", "1990")),
        (
            "Norlanders spent 3 billion euros in 2023, almost 7% more than they did in 2022.",
            "almost 7%",
            ("2023", "2023"),
        ),
        ("Gifts came to £6m, £8m down on the second quarter of 2016.", "£8m", (DAY, DAY)),
        (
            "Stocks stood at 350 tonnes, 3 percent less than the unusually high year-earlier level.",
            "3 percent",
            (DAY, DAY),
        ),
        (
            "Deaths fell. The number is a 32 percent decrease from the 68,000 dying during the same period last year.",
            "32 percent",
            (DAY, DAY),
        ),
    ],
)
def test_what_a_figure_is_held_against_does_not_date_it(text: str, value: str, dates: Dates) -> None:
    assert when(text, value) == dates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Acme's shares fell yesterday after it lost its boss.\n\nIts shares closed down 8 pence at 120 pence.",
            "8 pence",
        ),
        (
            "Kahl shares rose 3 percent yesterday.\n\nDespite the gloom, Norda's shares leapt 17 percent to 75p.",
            "17 percent",
        ),
        ("Acme said Tuesday its profit rose. Investors cheered, and its shares rose 4 percent.", "4 percent"),
    ],
)
def test_a_paper_tells_of_the_trading_of_the_day_before(text: str, value: str) -> None:
    assert when(text, value) == ("2024-05-14", "2024-05-14")


def test_a_rally_in_prices_is_no_event_of_its_day() -> None:
    text = "Crude rose above $47 on Wednesday. US crude rose $1.64. The rally in crude prices followed Tuesday's gain."
    assert when(text, "$1.64") == (DAY, DAY)


@pytest.mark.parametrize(
    ("text", "value", "dates"),
    [
        (
            "Murders fall in 2023 but thefts climb\n\nMurders in Norland dropped by 6 percent last year, the "
            "police said on Monday.\n\nDepartments reported 940,000 stolen cars.",
            "940,000",
            ("2023", "2023"),
        ),
        (
            "Acme has posted a 22 percent rise in annual profit.\n\nIts profit for 2023 was £15m.",
            "22 percent",
            ("2023", "2023"),
        ),
        (
            "The number of people out of work has risen for the tenth straight month.\n\n"
            "Unemployment in Norland rose 7,000 in April to 464,000.",
            "tenth",
            ("2024-04", "2024-04"),
        ),
    ],
)
def test_what_a_report_tells_is_of_its_period(text: str, value: str, dates: Dates) -> None:
    assert when(text, value) == dates


@pytest.mark.parametrize(
    ("text", "published", "words", "read"),
    [
        ("Murders fall in 2022.", DAY, "2022", "2022"),
        (
            "It made its results for the three months to 31 March. In a third quarter when costs rose, it lost.",
            DAY,
            "",
            "2024-01/2024-03",
        ),
        ("In its first quarter sales fell, from the previous quarter.", DAY, "the previous quarter", "2023-36"),
        ("Sales rose in 2023. They fell for toys during the year.", "2024-01-05", "the year", "2023"),
        ("Crimes fell in the year to last September.", "2024-01-05", "the year", "2022-10-01"),
    ],
)
def test_quarters_and_years_go_by_what_was_told(text: str, published: str, words: str, read: str) -> None:
    found = recognise(Article("a", text, published=published), [Sentence(Span(0, len(text)))])
    values = {mention.span.of(text): mention.value for mention in found}
    if not words:
        words = next(said for said in values if "third quarter" in said)
    assert read in (values[words].edtf, f"{values[words].start}")


@pytest.mark.parametrize(
    ("text", "value", "dates"),
    [
        ("Prices rose 0.2% last month following a 0.6% jump in March.", "0.6%", ("2024-03", "2024-03")),
        (
            "So far this year it has recorded a trade gap of $4.8bn, up 5.7% from March-April 2023.",
            "$4.8bn",
            ("2024", DAY),
        ),
        (
            "We went from the lowest jobless rate in 2005 to a high one.\n\nThe jobless number is over 250,000.",
            "over 250,000",
            (DAY, DAY),
        ),
        (
            "A report showed Norland's consumer price index rose 0.2% last month.\n\n"
            "The Norda 100 climbed 0.7% to 4,410 points.",
            "0.7%",
            (DAY, DAY),
        ),
    ],
)
def test_no_period_is_carried_to_what_is_of_another(text: str, value: str, dates: Dates) -> None:
    assert when(text, value) == dates
