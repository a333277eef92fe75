"""What the news says of time, and what day it means."""

from __future__ import annotations

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from times_read import FRIDAY, RECOGNISE, mentions, only, read, time

from kg import ontology
from kg.errors import BadOntology
from kg.lexicon import Cue, Lexicon
from kg.model import Article, DateEvidence, Sentence, Span
from kg.recognise.times import times

STATED = {
    "The bridge opened on Nov. 14, 2006.": "2006-11-14",
    "The bridge opened on 14 November 2006.": "2006-11-14",
    "The bridge opened on the 14th of November, 2006.": "2006-11-14",
    "The bridge opened on Tuesday, November 14th, 2006.": "2006-11-14",
    "The bridge opened on 2006-11-14.": "2006-11-14",
    "The bridge opened on 11/14/2006.": "2006-11-14",
    "The bridge opened on 14.11.2006.": "2006-11-14",
    "The bridge opened in November 2006.": "2006-11",
    "The bridge opened in early June 2006.": "2006-06",
    "The bridge opened in mid-2006.": "2006",
    "The bridge opened in the summer of 2006.": "2006-22",
    "The bridge opened in the third quarter of 2006.": "2006-35",
    "Q3 2006 results were late.": "2006-35",
    "It grew in the first half of 2006.": "2006-40",
    "It was built in the late 1980s.": "198X",
    "It was built in the '90s.": "199X",
    "It was built in the 19th century.": "18XX",
    "It was built in the 1800s.": "18XX",
    "It was built by the end of 1998.": "1998",
    "It was built in the year 2005.": "2005",
    "The log says 2024-03-15T10:00:00Z.": "2024-03-15",
    "The log says 2024/03/15.": "2024-03-15",
    "The log says 15-03-2024.": "2024-03-15",
    "It was built in '98.": "1998",
    "It was planned for fiscal 2006.": "2006",
    "It ran in the 2014-2016 period.": "2014/2016",
    "It was shown on Christmas Day 2006.": "2006-12-25",
    "It was shown on Good Friday, 2024.": "2024-03-29",
    "The 1975 convention was signed.": "1975",
    "Revenue rose in Q3 FY25.": "2025-35",
    "Revenue rose in Q1 of FY2024.": "2024-33",
    "Pupils did well in 2023/24.": "2023/2024",
    "Sales fell in FY 2023-24.": "2024",
    "It rained on the first day of July 2023.": "2023-07-01",
}


@pytest.mark.parametrize(("text", "expected"), STATED.items())
def test_a_stated_date_needs_no_article(text: str, expected: str) -> None:
    found = only(text, None)
    assert (found.edtf, found.basis) == (expected, "stated")


RELATIVE = {
    "Officials said today that it was late.": "2024-03-15",
    "He resigned yesterday.": "2024-03-14",
    "They meet tomorrow night.": "2024-03-16",
    "He resigned last night.": "2024-03-14",
    "He resigned this morning.": "2024-03-15",
    "He resigned on Thursday.": "2024-03-14",
    "He resigned last Friday.": "2024-03-08",
    "The council will meet on Thursday.": "2024-03-21",
    "The council meets next Tuesday.": "2024-03-19",
    "A deadline of Monday was set; the council must answer by Monday.": "2024-03-18",
    "It fell last week.": "2024-03-04/2024-03-10",
    "It fell this month.": "2024-03",
    "It fell last quarter.": "2023-36",
    "It will rise next year.": "2025",
    "It rose last decade.": "201X",
    "It began two weeks ago.": "2024-02-26/2024-03-03",
    "It began 11 days ago.": "2024-03-04",
    "It began a year ago.": "2023",
    "It began more than four decades ago.": "1984",
    "He told them on Monday that on Saturday he will fly.": "2024-03-11",
    "On Saturday he will fly, he told them.": "2024-03-16",
    "It was seen on Friday the 13th.": "2023-10-13",
    "It fell from a month earlier.": "2024-02",
    "It rose from the same period last year.": "2023",
    "Seventy-four years ago today it was signed.": "1950-03-15",
    "It began in December.": "2023-12",
    "The talks will resume in December.": "2024-12",
    "It closed last December.": "2023-12",
    "It opens next April.": "2024-04",
    "It closed on Jan. 9.": "2024-01-09",
    "It has been closed since June 4.": "2023-06-04",
    "Payment is due by Jan. 9.": "2025-01-09",
    "The deadline is on Monday.": "2024-03-18",
    "It opened last fall.": "2023-23",
    "Third-quarter profit fell.": "2023-35",
    "They returned over the weekend.": "2024-03-09/2024-03-10",
    "It was quiet on Thanksgiving Day.": "2023-11-23",
    "It was quiet the day after Thanksgiving.": "2023-11-24",
    "It is due by year-end.": "2024",
    "It rains in April next year.": "2025-04",
    "The blast was heard overnight.": "2024-03-15",
    "It is shut until the end of next month.": "2024-04",
    "It was shut at the end of last year.": "2023",
    "Half will be electric by the end of the decade.": "202X",
    "He left on Thursday last week.": "2024-03-07",
    "He left on Monday of this week.": "2024-03-11",
    "It fell in the week ending March 9.": "2024-03-03/2024-03-09",
    "It rained in the first week of March.": "2024-03-01/2024-03-07",
    "It rained in the second half of February.": "2024-02-16/2024-02-29",
    "It rains on the third Sunday of May.": "2024-05-19",
    "It rained on the last Friday in February.": "2024-02-23",
    "It opened in early spring.": "2024-21",
    "It was built half a century ago.": "1974",
    "It was built a year and a half ago.": "2022-09",
}


@pytest.mark.parametrize(("text", "expected"), RELATIVE.items())
def test_a_relative_date_is_counted_from_the_articles(text: str, expected: str) -> None:
    found = time(mentions(text)[0])
    assert (found.edtf, found.basis) == (expected, "relative")


@pytest.mark.parametrize("text", RELATIVE)
def test_without_an_articles_date_a_relative_date_is_unknown_never_todays(text: str) -> None:
    found = time(mentions(text, None)[0])
    assert (found.edtf, found.start, found.end, found.basis) == (None, None, None, "unknown")


def test_an_article_dated_to_its_month_dates_months_and_not_days() -> None:
    assert read("Prices rose last month.", "2023-07") == [("last month", "2023-06")]
    assert read("Prices rose on Thursday.", "2023-07") == [("Thursday", None)]
    assert read("Prices rose today.", "2023-07") == [("today", "2023-07")]


def test_an_uncertain_article_date_makes_a_relative_date_less_sure() -> None:
    assert only("Prices rose today.", "2023-07-13~").confidence < only("Prices rose today.", "2023-07-13").confidence


def test_january_news_of_december_means_the_year_before() -> None:
    assert only("The boy was rescued in late December.", "2000-01-06").edtf == "1999-12"
    assert only("The boat sank on Nov. 25.", "2000-01-06").edtf == "1999-11-25"
    assert only("The boy must return by Jan. 14.", "1999-12-28").edtf == "2000-01-14"


def test_a_weekday_beside_a_date_picks_the_year() -> None:
    assert only("It was signed on Thursday, September 28.", "2024-09-01").edtf == "2023-09-28"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At 8 p.m. Thursday the road closed.", "2024-03-14T20:00:00"),
        ("It blew up at 11:45 a.m. on Nov. 5, 2006.", "2006-11-05T11:45:00"),
        ("It blew up at about 10:35 a.m. (0735 GMT) Thursday.", "2024-03-14T10:35:00"),
        ("The road closed Thursday at noon.", "2024-03-14T12:00:00"),
    ],
)
def test_a_time_of_day_keeps_its_date(text: str, expected: str) -> None:
    assert only(text).edtf == expected


def test_the_second_day_of_something_is_the_day_that_is_told_of() -> None:
    found = only("On the second day of the talks, ministers signed it.")
    assert (found.edtf, found.basis, found.confidence) == ("2024-03-15", "anchored", 0.5)
    told = mentions("On the second day of the talks on Thursday, ministers signed it.")
    assert [time(m).edtf for m in told] == ["2024-03-15", "2024-03-14"]


def test_an_hour_is_of_no_day_that_its_verb_cannot_mean() -> None:
    before = "Talks open tomorrow. "
    *_, hour = mentions(f"{before}A gust was measured at 11:48 a.m. at the pier.", cuts=[len(before)])
    assert time(hour).edtf == f"{FRIDAY}T11:48:00"


def test_later_counts_from_the_last_date_said() -> None:
    found = mentions("The law passed on March 5, 2001. Three days later it was signed.", cuts=[33])
    assert (time(found[1]).edtf, time(found[1]).basis) == ("2001-03-08", "anchored")
    assert only("Three days later it was signed.").basis == "unknown"


def test_a_dateline_sets_the_day_of_writing() -> None:
    text = "BRUSSELS, March 14 (AP) -- Ministers met today."
    assert [time(m).edtf for m in mentions(text)] == ["2024-03-14", "2024-03-14"]
    evidence = (DateEvidence("2024-03-14", "dateline"),)
    given = Article("a", "Ministers met today.", FRIDAY, evidence=evidence)
    assert time(RECOGNISE(given, [Sentence(Span(0, len(given.text)))])[0]).edtf == "2024-03-14"


@pytest.mark.parametrize(
    "text",
    [
        "It may march on, second to none, and fall.",
        "The Sun said so.",
        "Some 2000 people came.",
        "It cost $1998 or 1,998 euros.",
        "It fell 1998 percent.",
        "Windows 2000 runs.",
        "He is 44 years old.",
        "The 16-year-old is in his 30s.",
        "Theresa May resigned.",
        "The Daily Mail wrote so.",
        "Tokyo 2020 was late.",
        "See https://example.org/2024/07/19/news for more.",
        "The Sunday Telegraph cut jobs; the Mail on Sunday did not.",
        "It bought a quarter of a million shares.",
        "It fell on 31/31/2006.",
        "It was the last straw and the next step.",
        "It fell on a Sunday.",
        "He had an overnight stay.",
        "It is the work of the century.",
    ],
)
def test_these_words_are_not_times(text: str) -> None:
    assert read(text) == []


EVERYTHING = [*STATED, *RELATIVE]


@pytest.mark.parametrize("text", EVERYTHING)
def test_every_value_is_edtf(text: str) -> None:
    for mention in mentions(text):
        found = time(mention)
        if found.edtf is not None and found.kind == "date":
            assert edtf.parse_edtf(found.edtf)
            assert found.start is not None
            assert found.end is not None
            assert found.start < found.end


WORDS = sorted({cue.text for cue in ontology.load(base="http://example.org/").cues_of("time")})
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from([word.capitalize() for word in WORDS]),
    st.integers(0, 2300).map(str),
    st.sampled_from(
        [",", ".", "-", "–", "(", ")", "'s", "’", "8 p.m.", "19th", "1990s", "'98", "2006-11-14", "31/12/1999", "Paris"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PIECES, min_size=1, max_size=25),
    st.sampled_from([None, FRIDAY, "2024-03", "2024", "2024-03-15~", "0001-01-01", "9999-12-31", "nonsense"]),
)
def test_any_words_of_time_in_any_order_give_grounded_edtf(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    for mention in mentions(text, published):
        found = time(mention)
        assert mention.span.end <= len(text)
        assert 0 <= found.confidence <= 1
        assert (found.start is None) == (found.end is None)
        if found.start is not None and found.end is not None:
            assert found.start < found.end
        if found.kind == "date":
            assert (found.edtf is None) == (found.basis == "unknown")
            if found.edtf is not None:
                assert edtf.parse_edtf(found.edtf)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read(text: str) -> None:
    assert mentions(text) == mentions(text)


@pytest.mark.parametrize(
    "piece", ["1", "'", "(", "1-", "19", "a ", "the ", "two ", "'9", "May ", "at 8 p.m. ", "x1", "Nov. 5 to "]
)
def test_hostile_repetition_ends(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert all(mention.span.end <= len(text) for mention in mentions(text))


def test_a_cue_of_an_unknown_class_is_refused_by_name() -> None:
    lexicon = Lexicon(cues=(Cue("yule", "time", "festival:1"),))
    with pytest.raises(BadOntology, match=r'"yule".*festival:1.*holiday'):
        times(lexicon)


def test_a_holiday_is_added_in_turtle_alone() -> None:
    recognise = times(Lexicon(cues=(Cue("midsummer", "time", "holiday:fixed:6:24"),)))
    text = "Midsummer 2023 was quiet."
    assert time(recognise(Article("a", text, FRIDAY), [Sentence(Span(0, len(text)))])[0]).edtf == "2023-06-24"
