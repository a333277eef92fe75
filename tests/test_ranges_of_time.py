"""Ranges, periods and lengths of time: their ends, their days, and when they date nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from times_read import mentions, only, read, time


def test_part_of_a_period_narrows_the_days_and_keeps_the_granularity() -> None:
    found = only("It began in mid-September 2023.")
    assert (found.edtf, found.start, found.end) == ("2023-09", dt.date(2023, 9, 11), dt.date(2023, 9, 21))
    assert only("It began in the late 2000s.").start == dt.date(2007, 1, 1)


def test_prepositions_say_how_the_time_holds() -> None:
    assert only("It has stood since 1990.").point == "since"
    assert only("It stood until 1990.").point == "until"
    assert only("It will stand by 2030.").point == "before"
    assert only("It fell after October 18, 2023.").point == "after"


def test_over_the_next_year_is_a_length_and_the_next_year_a_date() -> None:
    assert only("It will double over the next year.").edtf == "P1Y"
    text = "It fell in 2001. The next year it rose."
    assert time(mentions(text, cuts=[17])[1]).edtf == "2002"


def test_a_range_is_followed_by_its_ends() -> None:
    text = "Accidents claimed 104 lives from Nov. 5 to Nov. 13, 2006."
    found = mentions(text)
    assert [(time(m).edtf, time(m).point) for m in found] == [
        ("2006-11-05/2006-11-13", "in"),
        ("2006-11-05", "since"),
        ("2006-11-13", "until"),
    ]
    assert all(found[0].span.covers(end.span) for end in found[1:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained between May and July 1997.", "1997-05/1997-07"),
        ("It rained from December 2006 to January.", "2006-12/2007-01"),
        ("It rained from 1991 to 1997.", "1991/1997"),
        ("It rained Nov. 5-13, 1996.", "1996-11-05/1996-11-13"),
        ("It rained March 9-12.", "2024-03-09/2024-03-12"),
        ("It rained between 3 and 5 March.", "2024-03-03/2024-03-05"),
        ("It rained 5-13 November 2006.", "2006-11-05/2006-11-13"),
    ],
)
def test_the_ends_of_a_range_share_what_one_of_them_says(text: str, expected: str) -> None:
    assert time(mentions(text)[0]).edtf == expected


def test_two_days_of_a_month_are_two_dates() -> None:
    assert read("The summit was held on April 24 and 25 in Washington.", "1999-05-01") == [
        ("April 24", "1999-04-24"),
        ("25", "1999-04-25"),
    ]


def test_what_figures_are_compared_with_has_their_granularity() -> None:
    text = "Third-quarter profit fell to $3 million from $4 million a year earlier. In the year-ago quarter sales rose."
    assert [time(m).edtf for m in mentions(text, "1989-10-30", [text.index("In the")])] == [
        "1989-35",
        "1988-35",
        "1988-35",
    ]
    assert read("Profit fell from a year earlier.", "1989-10-30") == [("a year earlier", "1988")]
    assert read("Sales in September rose from a year ago.", "1989-10-30")[1] == ("a year ago", "1988-09")


def test_a_period_that_ended_is_dated_by_its_end() -> None:
    found = time(mentions("For the fiscal year ended June 30, sales rose.", "1989-10-30")[0])
    assert (found.edtf, found.start, found.end) == ("1989", dt.date(1988, 7, 1), dt.date(1989, 7, 1))
    assert time(mentions("In the quarter ended Sept. 30, sales rose.", "1989-10-30")[0]).edtf == "1989-35"


def test_months_up_to_a_month_have_their_days() -> None:
    found = time(mentions("Sales rose in the nine months ended Sept. 30.", "1989-10-30")[0])
    assert (found.kind, found.edtf, found.start, found.end) == (
        "duration",
        "P9M",
        dt.date(1989, 1, 1),
        dt.date(1989, 10, 1),
    )
    assert time(mentions("Sales rose in the year to 31 March.", "2024-05-14")[0]).start == dt.date(2023, 4, 1)


def test_weeks_and_years_up_to_a_day_or_a_year_have_theirs() -> None:
    weeks = time(mentions("Sales rose in the four weeks to 24 March.", "2024-04-04")[0])
    assert (weeks.start, weeks.end) == (dt.date(2024, 2, 26), dt.date(2024, 3, 25))
    years = time(mentions("Prices doubled in the five years to 2023.")[0])
    assert (years.start, years.end) == (dt.date(2019, 1, 1), dt.date(2024, 1, 1))


def test_days_from_one_to_the_other_are_of_one_week() -> None:
    assert time(mentions("It will run from Monday to Friday.", "2024-04-04")[0]).edtf == "2024-04-08/2024-04-12"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the December quarter it lost less.", "2023-36"),
        ("In the June quarter of 2022 it lost less.", "2022-34"),
        ("In the 2022 third period it lost less.", "2022-35"),
        ("The work must end by autumn.", "2024-23"),
        ("It has grown since winter.", "2023-24"),
        ("It cut its estimate for the full year.", "2024"),
        ("The dividend is payable May 15.", "2024-05-15"),
    ],
)
def test_the_words_of_a_business_page_are_times(text: str, expected: str) -> None:
    assert only(text).edtf == expected


def test_the_months_of_a_report_are_compared_with_the_same_months() -> None:
    text = "In all, 540 were sold in the first six months of 2023, up from 430 in the same period in 2022."
    assert ("the same period in 2022", "2022-01/2022-06") in read(text)


def test_an_undated_event_leaves_a_duration() -> None:
    found = only("He left ten days before the shooting.")
    assert (found.kind, found.edtf, found.start) == ("duration", "P10D", None)


@pytest.mark.parametrize(
    ("text", "kind", "edtf"),
    [
        ("It took two years.", "duration", "P2Y"),
        ("It was a 16-hour flight.", "duration", "PT16H"),
        ("It took 2.5 years.", "duration", "P2.5Y"),
        ("It took several months.", "duration", "PXM"),
        ("It rains every year.", "set", "P1Y"),
        ("It is a daily paper.", "set", "P1D"),
        ("It sells 2 million barrels a day.", "set", "P1D"),
        ("It now has 32 members.", "present", "PRESENT_REF"),
        ("It currently has 32 members.", "present", "PRESENT_REF"),
        ("It recently joined.", "present", "PAST_REF"),
        ("It will join in the future.", "present", "FUTURE_REF"),
    ],
)
def test_durations_repetitions_and_now_do_not_date(text: str, kind: str, edtf: str) -> None:
    found = only(text)
    assert (found.kind, found.edtf, found.start) == (kind, edtf, None)


def test_a_stretch_up_to_the_article_has_its_days() -> None:
    found = only("It doubled in the past three years.")
    assert (found.kind, found.edtf, found.start, found.end) == (
        "duration",
        "P3Y",
        dt.date(2021, 3, 15),
        dt.date(2024, 3, 16),
    )


@pytest.mark.parametrize("day", ["2024-11-15", "2024-12-31"])
def test_the_first_quarter_of_an_indian_firm_told_late_in_the_year_is_that_to_come(day: str) -> None:
    found = mentions("The firm owes ₹5 crore. It will report on the first quarter.", day)
    assert [time(mention).start for mention in found] == [dt.date(2025, 4, 1)]
