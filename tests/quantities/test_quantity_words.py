"""Quantities as the news writes them: their words, value, unit, and the noun they count."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from quantity_readers import Read, Recogniser

from kg.model import Article, Quantity, Sentence, Span
from kg.ontology import load
from kg.recognise.quantities import quantities

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


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("The reservoir lost 1,250,000 cubic metres.", "1,250,000 cubic metres", "1250000", "m3"),
        ("A convoy of 60 000 pilgrims set out.", "60 000", "60000", None),
        ("The union has 1 204 500 members.", "1 204 500", "1204500", None),
        ("The levy is 1.204,5 euros.", "1.204,5 euros", "1204.5", "EUR"),
        ("Turnout was 3,5 percent.", "3,5 percent", "3.5", "percent"),
        ("It cost 1,00,000 rupees.", "1,00,000 rupees", "100000", "INR"),
        ("The firm is worth as much (dollars 9.7bn).", "dollars 9.7bn", "9700000000", "USD"),
        ("The rate reached dollars 1.2871 against the euro.", "dollars 1.2871", "1.2871", "USD"),
        ("Sales rose to pounds 5.7bn.", "pounds 5.7bn", "5700000000", "GBP"),
        ("Twenty-one ferries were held.", "Twenty-one", "21", None),
        ("One survivor was arrested at the pier.", "One", "1", None),
        ("One woman has been detained.", "One", "1", None),
        ("The six cases reported are mild.", "six", "6", None),
        ("The two trains met.", "two", "2", None),
        ('He said that "hundreds" of people had died.', "hundreds", "200", None),
        ("The lead is almost double the old one.", "almost double", "2", None),
        ("It ran at more than twice the speed limit.", "more than twice", "2", None),
        ("It is the first downturn in a century.", "a century", "100", "year"),
        ("The boat sank, leaving hundreds possibly trapped.", "hundreds", "200", None),
        ("It meets the needs of hundreds of thousands affected by it.", "hundreds of thousands", "200000", None),
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
        ("For more than a decade nobody lived there.", "more than a decade", "10", "year"),
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


def test_units_and_cues_of_an_extension_are_read(tmp_path: Path) -> None:
    extension = tmp_path / "my.ttl"
    extension.write_text(EXTENSION, encoding="utf-8")
    text = "The course runs a good 12 furlongs."
    recognise = quantities(load(extension, base="https://desk.example/"))
    [mention] = recognise(Article("an-article", text), [Sentence(Span(0, len(text)))], [])
    assert isinstance(mention.value, Quantity)
    assert mention.span.of(text) == "a good 12 furlongs"
    assert (mention.value.unit, mention.value.modality) == ("furlong", "at_least")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It made £5m: visitors beat the record of 8.1m in 2011.", "8100000", None),
        ("It made £5m: it fell from a height of 8.1m in 2011.", "8.1", "m"),
        ("It made £5m; the river rose to 8.1m high.", "8.1", "m"),
    ],
)
def test_a_bare_m_is_of_millions_where_the_article_writes_them_so_and_no_length_is_near(
    read: Read, text: str, value: str, unit: str | None
) -> None:
    [(_, made), (_, quantity)] = read(text)
    assert (made.value, quantity.value, quantity.unit) == (5_000_000, Decimal(value), unit)
