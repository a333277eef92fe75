"""Quantities as the news writes them: their words, value, unit, bounds, and the noun they count."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon import Lexicon
from kg.model import Article, Mention, Quantity, Sentence, Span, Time
from kg.ontology import load
from kg.recognise import recogniser
from kg.recognise.quantities import quantities
from kg.segment import segment
from kg.view import normalise

EXTENSION = """
@prefix kg: <https://w3id.org/claimgraph/ontology#> .
@prefix unit: <https://w3id.org/claimgraph/unit#> .
@prefix cue: <https://w3id.org/claimgraph/cue#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

unit:furlong a kg:Unit ; kg:code "furlong" ; kg:dimension "length" ; kg:factor "201.168" ;
    skos:altLabel "furlongs"@en, "furlong"@en .

cue:at-least a kg:Cue ; skos:inScheme cue:modality ; kg:sense "at_least" ; kg:position "before" ;
    skos:altLabel "a good"@en .
"""
Recogniser = Callable[[Article, Sequence[Sentence], Sequence[Mention]], list[Mention]]


@pytest.fixture(scope="session")
def recognise(lexicon: Lexicon) -> Recogniser:
    return quantities(lexicon)


@pytest.fixture(scope="session")
def read(recognise: Recogniser) -> Callable[[str], list[tuple[str, Quantity]]]:
    def read(text: str) -> list[tuple[str, Quantity]]:
        mentions = recognise(Article("an-article", text), [Sentence(Span(0, len(text)))], [])
        return [(m.span.of(text), m.value) for m in mentions if isinstance(m.value, Quantity)]

    return read


Read = Callable[[str], list[tuple[str, Quantity]]]


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("The reservoir lost 1,250,000 cubic metres.", "1,250,000 cubic metres", "1250000", "m3"),
        ("A convoy of 60 000 pilgrims set out.", "60 000", "60000", None),
        ("The union has 1 204 500 members.", "1 204 500", "1204500", None),
        ("The levy is 1.204,5 euros.", "1.204,5 euros", "1204.5", "EUR"),
        ("Turnout was 3,5 percent.", "3,5 percent", "3.5", "percent"),
        ("It cost 1,00,000 rupees.", "1,00,000 rupees", "100000", "INR"),
        ("Twenty-one ferries were held.", "Twenty-one", "21", None),
        ("Two hundred and five sheep drowned.", "Two hundred and five", "205", None),
        ("It employs a hundred men.", "a hundred", "100", None),
        ("He owns two dozen boats.", "two dozen", "24", None),
        ("They ate half a dozen eggs.", "half a dozen", "6", None),
        ("The town has one and a half million people.", "one and a half million", "1500000", None),
        ("A quarter of a million birds nest there.", "A quarter of a million", "250000", None),
        ("It runs seven and a half years.", "seven and a half years", "7.5", "year"),
        ("Output fell five point two percent.", "five point two percent", "5.2", "percent"),
        ("Growth of three lakh crore rupees.", "three lakh crore rupees", "3000000000000", "INR"),
        ("It sold 2.5 crore scooters.", "2.5 crore", "25000000", None),
        ("The 10-lakh scooter left the plant.", "10-lakh", "1000000", None),
        ("10M users signed up.", "10M", "10000000", None),
        ("It lent 12.4bn euros.", "12.4bn euros", "12400000000", "EUR"),
        ("A bond of 111.87 billion of dollars.", "111.87 billion of dollars", "111870000000", "USD"),
        ("A deal worth $1.3 billion.", "$1.3 billion", "1300000000", "USD"),
        ("It paid A$5m.", "A$5m", "5000000", "AUD"),
        ("It paid US$2.1bn.", "US$2.1bn", "2100000000", "USD"),
        ("It paid Rs. 500 crore.", "Rs. 500 crore", "5000000000", "INR"),
        ("It paid dlrs 3 million.", "dlrs 3 million", "3000000", "USD"),
        ("It paid EUR 5 million.", "EUR 5 million", "5000000", "EUR"),
        ("It paid 5 million USD.", "5 million USD", "5000000", "USD"),
        ("It paid 10.8 trillion rubles.", "10.8 trillion rubles", "10800000000000", "RUB"),
        ("It paid 10.8 trillion roubles.", "10.8 trillion roubles", "10800000000000", "RUB"),
        ("It paid 25,000 U.S. dollars.", "25,000 U.S. dollars", "25000", "USD"),
        ("It paid ¥500bn.", "¥500bn", "500000000000", "JPY"),
        ("It slipped 29 cents.", "29 cents", "0.29", "USD"),
        ("It rose 50p.", "50p", "0.5", "GBP"),
        ("Crude at 59.70 dollars per barrel.", "59.70 dollars per barrel", "59.70", "USD/bbl"),
        ("It earned $2.52 a share.", "$2.52", "2.52", "USD"),
        ("They live on $2 a day.", "$2 a day", "2", "USD/day"),
        ("A $500-a-day fee.", "$500-a-day", "500", "USD/day"),
        ("It pumps 84.9 million barrels a day.", "84.9 million barrels a day", "84900000", "bbl/day"),
        ("It pumps 1.6 million bpd.", "1.6 million bpd", "1600000", "bbl/day"),
        ("It burns 7 tonnes a day.", "7 tonnes a day", "7", "t/day"),
        (
            "It sells 20 billion cubic metres of gas a year.",
            "20 billion cubic metres of gas a year",
            "20000000000",
            "m3/year",
        ),
        ("Net debt of Rs 3.4 lakh crore.", "Rs 3.4 lakh crore", "3400000000000", "INR"),
        ("Winds of 120 miles per hour.", "120 miles per hour", "120", "mi/h"),
        ("Winds of 200km/h.", "200km/h", "200", "km/h"),
        ("It reached 40C.", "40C", "40", "degC"),
        ("It reached minus 5 degrees Celsius.", "minus 5 degrees Celsius", "-5", "degC"),
        ("The 155-millimeter shells.", "155-millimeter", "155", "mm"),
        ("A plot of 12,000 sq ft.", "12,000 sq ft", "12000", "ft2"),
        ("A farm of 20 MW.", "20 MW", "20", "MW"),
        ("Growth of 67.65 percent.", "67.65 percent", "67.65", "percent"),
        ("Growth of 67.65 per cent.", "67.65 per cent", "67.65", "percent"),
        ("Growth of -5.44%.", "-5.44%", "-5.44", "percent"),
        ("It rose 0.2 percentage points.", "0.2 percentage points", "0.2", "percentage_point"),
        ("It rose 0.5 of a percentage point.", "0.5 of a percentage point", "0.5", "percentage_point"),
        ("It rose 25 basis points.", "25 basis points", "25", "basis_point"),
        ("She led by 11 points in the poll.", "11 points", "11", "percentage_point"),
        ("The Dow lost 150 points.", "150 points", "150", "point"),
        ("The talks took 16 months.", "16 months", "16", "month"),
        ("A two-year ban.", "two-year", "2", "year"),
        ("A 30-year-old sailor.", "30-year-old", "30", "year"),
        ("Two-thirds of the seats.", "Two-thirds", "66.67", "percent"),
        ("One in five ferries was late.", "One in five", "20", "percent"),
        ("Nine out of 10 ferries were late.", "Nine out of 10", "90", "percent"),
        ("Rates rose by a quarter.", "a quarter", "25", "percent"),
        ("The Union's 32nd member signed.", "32nd", "32", None),
        ("Its 75th anniversary.", "75th", "75", "year"),
        ("It will be the second most important port.", "second", "2", "rank"),
        ("Orland, the region's third-largest exporter, agreed.", "third", "3", "rank"),
        ("Output fell by nearly a fifth in May.", "nearly a fifth", "20", "percent"),
        ("The level was below the one percent that is allowed.", "one percent", "1", "percent"),
        ("A 90-million-U.S.-dollar loan was approved.", "90-million-U.S.-dollar", "90000000", "USD"),
        ("One in 14 homes is empty.", "One in 14", "7.14", "percent"),
        ("Some 60-odd huts burned.", "Some 60-odd", "60", None),
        ("For more than a decade nobody lived there.", "more than a decade", "1", "decade"),
        ("Repairs may take a week.", "a week", "1", "week"),
        ("The bridge was shut for three weeks after the flood.", "three weeks", "3", "week"),
        ("Of the crew one was killed.", "one", "1", None),
        ("They found her about 30 hours after the storm.", "about 30 hours", "30", "hour"),
        ("It is our 31st delivery.", "31st", "31", None),
        ("She leads Orland's 67th government.", "67th", "67", None),
        ("Then ten Eastern European states joined.", "ten", "10", None),
        ("Hundreds of millions of dollars went missing.", "Hundreds of millions of dollars", "200000000", "USD"),
    ],
)
def test_a_quantity_is_read_with_its_words_value_and_unit(
    read: Read, text: str, words: str, value: str, unit: str | None
) -> None:
    [(found, quantity)] = read(text)
    assert (found, quantity.value, quantity.unit) == (words, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "words", "modality", "low", "high"),
    [
        ("It has 40 ships.", "40", "exact", "40", "40"),
        ("It has at least 40 ships.", "at least 40", "at_least", "40", None),
        ("It has no fewer than 40 ships.", "no fewer than 40", "at_least", "40", None),
        ("It has 40 or more ships.", "40 or more", "at_least", "40", None),
        ("It has 40-plus ships.", "40-plus", "at_least", "40", None),
        ("It took 20-plus years.", "20-plus years", "at_least", "20", None),
        ("It has more than 40 ships.", "more than 40", "more_than", "40", None),
        ("It has just over 40 ships.", "just over 40", "more_than", "40", None),
        ("It crossed the 40 million mark.", "40 million", "more_than", "40000000", None),
        ("The 40 million milestone came in May.", "40 million", "more_than", "40000000", None),
        ("It has up to 40 ships.", "up to 40", "at_most", None, "40"),
        ("It has as many as 40 ships.", "as many as 40", "at_most", None, "40"),
        ("It has no more than 40 ships.", "no more than 40", "at_most", None, "40"),
        ("It replies within 10 days.", "within 10 days", "at_most", None, "10"),
        ("It has nearly 40 ships.", "nearly 40", "less_than", None, "40"),
        ("It has fewer than 40 ships.", "fewer than 40", "less_than", None, "40"),
        ("It has about 40 ships.", "about 40", "about", None, None),
        ("It has some 40 ships.", "some 40", "about", None, None),
        ("It has 40 or so ships.", "40 or so", "about", None, None),
        ("It kept half of the fleet.", "half", "about", None, None),
        ("It kept more than half of the fleet.", "more than half", "more_than", "50", None),
        ("It seats 242 to 330 passengers.", "242 to 330", "between", "242", "330"),
        ("It seats between 242 and 330 passengers.", "between 242 and 330", "between", "242", "330"),
        ("It costs $1.3 to $1.5bn.", "$1.3 to $1.5bn", "between", "1300000000", "1500000000"),
        ("A 50-60% chance.", "50-60%", "between", "50", "60"),
        ("It has two or three ships.", "two or three", "between", "2", "3"),
        ("It costs £10-15m.", "£10-15m", "between", "10000000", "15000000"),
        ("The rate is 5.25%-5.5%.", "5.25%-5.5%", "between", "5.25", "5.5"),
        ("Tens of thousands of pilgrims came.", "Tens of thousands", "between", "20000", "99999"),
        ("Several hundred pilgrims came.", "Several hundred", "between", "200", "999"),
        ("It will shrink over 40 years.", "40 years", "exact", "40", "40"),
        ("It ran for over 40 years.", "over 40 years", "more_than", "40", None),
    ],
)
def test_the_words_bound_the_value(
    read: Read, text: str, words: str, modality: str, low: str | None, high: str | None
) -> None:
    [(found, quantity)] = read(text)
    bounds = (low and Decimal(low), high and Decimal(high))
    assert (found, quantity.modality, (quantity.low, quantity.high)) == (words, modality, bounds)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Inflation went from 5 to 7 percent.", ["5", "7"]),
        ("The fleet shrank, down by 30 to 126.", ["30", "126"]),
        ("It led by 46 percent to 35 percent.", ["46", "35"]),
        ("It fell from about $350 per kg to $680 per kg.", ["350", "680"]),
        ("It took 22 of the 31 seats.", ["22", "31"]),
        ("It sold 30 $500 bonds.", ["30", "500"]),
    ],
)
def test_a_change_is_two_quantities_not_a_range(read: Read, text: str, values: list[str]) -> None:
    found = read(text)
    assert [quantity.value for _, quantity in found] == [Decimal(value) for value in values]
    assert all(quantity.modality != "between" for _, quantity in found)


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


def test_the_first_of_two_shares_the_unit_of_the_second(read: Read) -> None:
    assert [quantity.unit for _, quantity in read("Inflation went from 5 to 7 percent.")] == ["percent", "percent"]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("67.65 percent", "0.01"),
        ("2.5 crore scooters", "1000000"),
        ("13,000 tonnes", "1"),
        ("two million tonnes", "1000000"),
        ("100 billion euros", "1000000000"),
        ("29 cents", "0.01"),
    ],
)
def test_the_step_is_one_unit_of_the_last_digit_stated(read: Read, text: str, step: str) -> None:
    assert read(text)[0][1].step == Decimal(step)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The bloc's 31 Member States met.", "Member States"),
        ("It has 11 other nations in it.", "nations"),
        ("It counts 447 likely voters.", "voters"),
        ("It ordered 50 Airbus A350-900 jets on Monday.", "Airbus A350-900 jets"),
        ("It lost 198 155mm howitzers.", "155mm howitzers"),
        ("Some 60 of the ships sank.", "ships"),
        ("It took 22 of the 31 seats.", "seats"),
        ("The blast left three dead.", "dead"),
        ("They look for the other 15 missing.", "missing"),
        ("A 380-member team came.", "member"),
        ("It is 43% of the population.", "population"),
        ("It drew more than 300,000 last year.", None),
    ],
)
def test_the_counted_noun_stands_beside_the_number(recognise: Recogniser, text: str, noun: str | None) -> None:
    first = recognise(Article("an-article", text), [Sentence(Span(0, len(text)))], [])[0].value
    assert isinstance(first, Quantity)
    assert (first.noun.of(text) if first.noun else None) == noun


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
        "The two sides met; these three countries agreed.",
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
        ("A US soldier was killed.", "A"),
        ("The blast killed a nurse.", "a"),
        ("Another man was wounded.", "Another"),
        ("One person was killed.", "One"),
        ("At least one person was killed.", "At least one"),
        ("The boat sank, one missing.", "one"),
    ],
)
def test_a_person_who_was_killed_counts_as_one(read: Read, text: str, words: str) -> None:
    [(found, quantity)] = read(text)
    assert (found, quantity.value) == (words, 1)


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
    ("text", "words", "value", "modality"),
    [
        ("It reported a nearly three-fold jump in profit.", "nearly three-fold", "3", "less_than"),
        ("Volumes jumped more than six-fold.", "more than six-fold", "6", "more_than"),
        ("Prices showed a fivefold rise.", "fivefold", "5", "exact"),
        ("Exports grew 2.5-fold over the decade.", "2.5-fold", "2.5", "exact"),
        ("Girls were 1.7 times as likely as boys to go.", "1.7", "1.7", "exact"),
    ],
)
def test_by_how_many_times_something_grew_is_read(read: Read, text: str, words: str, value: str, modality: str) -> None:
    [(found, quantity)] = read(text)
    assert (found, quantity.value, quantity.unit, quantity.modality) == (words, Decimal(value), None, modality)


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It had 284 infections, including one death.", ["284", "one"]),
        ("They searched all day, and one body was found.", ["one"]),
        ("It had 130 aftershocks, including one on Friday.", ["130"]),
    ],
)
def test_one_of_what_was_told_is_one(read: Read, text: str, words: list[str]) -> None:
    assert [found for found, _ in read(text)] == words


def test_a_bare_currency_name_is_the_one_of_the_country_in_the_article(read: Read) -> None:
    assert read("It cost 5 million pounds.")[0][1].unit == "GBP"
    assert read("The Egyptian ministry paid 5 million pounds.")[0][1].unit == "EGP"
    assert read("The parcel weighs 50 pounds.")[0][1].unit == "lb"


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


def test_units_and_cues_of_an_extension_are_read(tmp_path: Path) -> None:
    extension = tmp_path / "my.ttl"
    extension.write_text(EXTENSION, encoding="utf-8")
    text = "The course runs a good 12 furlongs."
    recognise = quantities(load(extension, base="https://desk.example/"))
    [mention] = recognise(Article("an-article", text), [Sentence(Span(0, len(text)))], [])
    assert isinstance(mention.value, Quantity)
    assert mention.span.of(text) == "a good 12 furlongs"
    assert (mention.value.unit, mention.value.modality) == ("furlong", "at_least")


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moss has a narrow, 49-47 percent, edge over Reed.", ["49", "47 percent"]),
        ("Moss leads by 48 percent to 44 percent.", ["48 percent", "44 percent"]),
        ("Growth of 2-3 percent is expected.", ["2-3 percent"]),
        ("Calder has 90 orders, against Norfield's 45 sales.", ["90", "45"]),
        ("The party hopes to take at least one seat.", ["at least one"]),
        ("Of the herders, 65% own at least one goat.", ["65%"]),
    ],
)
def test_two_shares_joined_by_a_dash_and_what_somebody_owns_are_read(
    recognise: Recogniser, text: str, expected: list[str]
) -> None:
    found = recognise(Article("an-article", text), [Sentence(Span(0, len(text)), block="body")], [])
    assert [mention.span.of(text) for mention in found] == expected
