"""Numbers that are none: names, dates, ages, tables; and any text at all, which gives what stands in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quantity_readers import Read, Recogniser

from kg.lexicon import Lexicon
from kg.model import Article, Mention, Sentence, Span, Time
from kg.recognise import recogniser
from kg.segment import segment
from kg.view import normalise


@pytest.mark.parametrize(
    ("headline", "values"),
    [
        ("Blast Kills 12, Injures 30 in Northern Region", [12, 30]),
        ("TOLL RISES TO 41 AS RESCUERS FIND 3 BODIES", [41, 3]),
        ("Maker Launches Windows 11 Today For Everyone", []),
    ],
)
def test_capitals_of_a_headline_do_not_make_a_number_a_name(read: Read, headline: str, values: list[int]) -> None:
    assert [quantity.value for _, quantity in read(headline)] == values


@pytest.mark.parametrize(
    "text",
    [
        "It opens at 8 pm, shuts at 20:00 and at 7.30pm, or 0800 GMT.",
        "A 737 Max, an A380, an F-16, a MiG-29, a 777x and an Antonov- 74 flew.",
        "Windows 11, a 5G phone, the G20, the Group of Seven and COVID-19.",
        "Article 5, Chapter 11, Flight 370, Resolution 1701, page 3, No. 10 and #1.",
        "The S&P 500, the Nasdaq 100 and Fortune 500 firms.",
        "They won 3-2, lost 4-1 and drew 0-0.",
        "Call +1 800-555-1234 or (202) 555-0199; the host is 10.0.0.1.",
        "John Smith, 42, of Leeds, and Ann Lee (37) met.",
        "They live at 10 Downing Street and 1600 Pennsylvania Avenue.",
        "See https://x.example/2024/500-ships, #1NATO75years and a45@b.example.",
        "In 2005, and again in 1997, and in the 1990s.",
        "It came two years ago, and three days later.",
        "A five-star, four-way, two-class, three-judge thing.",
        "A third buyer and a third party came in the second half.",
        "No one knew which one of them was the one.",
        "The two sides met; these three countries agreed; it is a pact between the two.",
        "It is double the rate. He won twice. She doubled down on it.",
        "He died in a year of drought.",
        "Profits were lifted by Euro 2004.",
        "It runs 24 hours a day, 24/7, since 9/11.",
        "People under 30 and adults over 65 may apply.",
        "Output rose in the first nine months of the year.",
        "It was four times the average.",
        "They have one of them.",
        "She won and Falcon 9.",
        "The aim was twofold; it is a three-fold task.",
        "The 10-year note fell.",
        "The yield on the two-year government bond fell.",
    ],
)
def test_what_is_no_quantity_is_left_alone(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The board gave the DLP 66 seats, and rivals took 34.", ["66", "34"]),
        ("The tally gives the ruling Green Party 39 seats and the Broad Union 37 seats.", ["39", "37"]),
        ("He said he would give Norland 22 field guns.", ["22"]),
        ("The Reds won 20 cups and the Mill Town 18 cups.", ["20", "18"]),
        ("They flew to Route 66 bars in Boeing 737 jets.", []),
        ("It will send Leopard 2 tanks.", []),
    ],
)
def test_what_is_counted_of_a_name_is_no_part_of_it(read: Read, text: str, words: list[str]) -> None:
    assert [found for found, _ in read(text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They were chased for about 50 minutes before they gave up.", ["about 50 minutes"]),
        ("It came exactly six months after the storm.", ["six months"]),
        ("It came about four months after the storm.", ["about four months"]),
        ("It was the strongest quake to shake the coast in 16 years.", ["16 years"]),
        ("It was the third rise in six months.", ["third", "six months"]),
        ("The increase, the eighth in a row, fell short of hopes.", ["eighth"]),
        ("Sales were lower than in the previous three months.", []),
        ("It came six months after the storm.", []),
        ("The plan is to rebuild the coast in 16 years.", []),
    ],
)
def test_how_long_something_took_or_how_far_back_a_record_goes_is_a_quantity(
    read: Read, text: str, words: list[str]
) -> None:
    assert [found for found, _ in read(text)] == words


def test_the_digits_of_a_date_are_no_quantity_but_a_duration_is_both(recognise: Recogniser) -> None:
    text = "On May 12 the 25 years were over."
    times = [
        Mention(Span(3, 9), Time("2024-05-12", None, None)),
        Mention(Span(14, 22), Time(None, None, None, kind="duration")),
    ]
    found = recognise(Article("an-article", text), [Sentence(Span(0, len(text)))], times)
    assert [mention.span.of(text) for mention in found] == ["25 years"]


def test_the_recogniser_gives_all_mentions_in_reading_order(lexicon: Lexicon) -> None:
    text = "On 12 May 2024 the toll in Ankara rose to 45, after 25 years without one."
    mentions = recogniser(lexicon)(Article("an-article", text, "2024-05-14"), [Sentence(Span(0, len(text)))])
    assert [m.span for m in mentions] == sorted(m.span for m in mentions)
    assert [m.span.of(text) for m in mentions if m.kind == "quantity"] == ["45", "25 years"]
    assert {"time", "entity"} <= {m.kind for m in mentions}


def test_a_table_row_gives_only_values_with_a_unit(recognise: Recogniser) -> None:
    text = "ABC 225.86 -12.99 -5.44%"
    found = recognise(Article("an-article", text), [Sentence(Span(0, len(text)), block="table")], [])
    assert [mention.span.of(text) for mention in found] == ["-5.44%"]


@given(st.text(alphabet="0123456789.,-–/%$€ \namxto'\"()abn½", max_size=120))
def test_any_text_gives_quantities_that_stand_in_it(recognise: Recogniser, text: str) -> None:
    if not text:
        return
    found = recognise(Article("an-article", text), [Sentence(Span(0, len(text)))], [])
    ends = [0, *(mention.span.end for mention in found)]
    assert all(mention.span.end <= len(text) for mention in found)
    assert all(mention.span.start >= end for mention, end in zip(found, ends, strict=False)), "in order, no overlap"


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1-",
        "1 ",
        "$",
        "$1 ",
        "twenty-",
        "half ",
        "5 to ",
        "5 pounds ",
        "(",
        "a-",
        "1/",
        "5 points ",
        "5 trillion ",
        "trillion ",
        "was the third ",
        "third straight ",
    ],
)
def test_hostile_repetition_ends(recognise: Recogniser, piece: str) -> None:
    text = piece * 5_000
    for mention in recognise(Article("an-article", text), [Sentence(Span(0, len(text)))], []):
        assert mention.span.end <= len(text)


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["seeds", "news"])
def test_the_annotated_quantities_of_the_development_texts_are_found(
    recognise: Recogniser, shared: Path, folder: str
) -> None:
    articles, gold = (
        [json.loads(line) for line in (shared / "dev" / folder / name).read_text("utf-8").splitlines()]
        for name in ("articles.jsonl", "gold.jsonl")
    )
    found = {}
    for each in articles:
        view = normalise(Article(each["id"], each["text"]))
        mentions = recognise(view.article, segment(view.article), [])
        found[each["id"].removesuffix(".txt")] = [mention.span for mention in view.ground_mentions(mentions)]
    wanted = [g for g in gold if g["kind"] == "quantity" and g["value_start"] is not None]
    missed = [
        g["value_text"]
        for g in wanted
        if not any(s.start < g["value_end"] and g["value_start"] < s.end for s in found[g["doc"].removesuffix(".txt")])
    ]
    assert len(missed) <= len(wanted) // 100, missed
