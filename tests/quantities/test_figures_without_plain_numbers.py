"""Figures that the news tells by verbs, ordinals, chances and lengths of time, and what bounds and measures them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from quantity_readers import Read
from sentences import figures


@pytest.mark.parametrize(
    ("text", "words", "value", "modality"),
    [
        ("Shares in the brewer have almost doubled since May.", "almost doubled", "2", "less_than"),
        ("Lithium prices more than tripled to reach a record.", "more than tripled", "3", "more_than"),
        ("The plan includes doubling aid to schools.", "doubling", "2", "exact"),
        ("The airline hopes to triple its fleet.", "triple", "3", "exact"),
        ("The number of claims has halved.", "halved", "0.5", "exact"),
        ("The belt is about 40 times farther away.", "about 40", "40", "about"),
    ],
)
def test_a_verb_tells_by_how_many_times(read: Read, text: str, words: str, value: str, modality: str) -> None:
    [(found, quantity)] = read(text)
    assert (found, quantity.value, quantity.unit, quantity.modality) == (words, Decimal(value), None, modality)


@pytest.mark.parametrize(
    "text",
    [
        "She doubled down on her claim.",
        "The barn doubles as a church.",
        "A double veto blocked the text.",
        "He played in the doubles.",
        "The halved fee was paid.",
        "It was four times the average.",
    ],
)
def test_words_that_look_like_multiples_are_none(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("The probe got to the comet two years later.", "two years", "2", "year"),
        ("The dam was rebuilt three weeks after it broke.", "three weeks", "3", "week"),
        ("The lease ends five years earlier than planned.", "five years", "5", "year"),
        ("It printed its results for the 26 weeks to June.", "26 weeks", "26", "week"),
        ("The bill falls due in two weeks' time.", "two weeks", "2", "week"),
        ("Every 90 days the council meets.", "90 days", "90", "day"),
        ("In her first two years in office she cut taxes.", "two years", "2", "year"),
        ("The strike shut the port for one day.", "one day", "1", "day"),
        ("The village is less than an hour from Orsa.", "less than an hour", "1", "hour"),
        ("Callers waited 40 minutes per call.", "40 minutes", "40", "minute"),
        ("It was the worst drought in nearly four decades.", "nearly four decades", "40", "year"),
        ("It was the first strike in more than a century.", "more than a century", "100", "year"),
        ("Stocks of gas rose by 75 bcf.", "75 bcf", "75000000000", "ft3"),
        ("He said that one gigabyte is enough.", "one gigabyte", "1", "GB"),
    ],
)
def test_lengths_of_time_and_short_forms_of_units_are_measured(
    read: Read, text: str, words: str, value: str, unit: str
) -> None:
    [(found, quantity)] = read(text)
    assert (found, quantity.value, quantity.unit) == (words, Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "Two months later, the firm was sold.",
        "It came three days later.",
        "Sales were better than two years earlier.",
        "The shop opens 24 hours a day.",
        "One day he will return.",
        "The scheme is for 18 to 30 year olds.",
        "Sales fell in a quarter.",
        "He wrote of Half Life 2.",
    ],
)
def test_what_only_says_when_is_none(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The mine made a loss for the sixth consecutive year.", "sixth", 6),
        ("The bank issued its third warning since May.", "third", 3),
        ("Rates went up - the fourth such step in a year.", "fourth", 4),
        ("Ann Lee is the second minister to resign.", "second", 2),
        ("The blast, the fifth in the town this month, hurt nobody.", "fifth", 5),
        ("He was the tenth captive to be freed.", "tenth", 10),
    ],
)
def test_an_ordinal_tells_how_many_it_makes(read: Read, text: str, words: str, value: int) -> None:
    [(found, quantity)] = read(text)
    assert (found, quantity.value) == (words, value)


@pytest.mark.parametrize(
    "text",
    [
        "Sales fell for the second year in a row.",
        "Prices eased in the region's second-biggest economy.",
        "She is the second to speak.",
    ],
)
def test_an_ordinal_that_counts_nothing_is_none(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("There is a 9-in-10 chance of rain.", "9-in-10", "90", "90"),
        ("A third of the herd died.", "A third", "33.33", "33.33"),
        ("Half of the herd died.", "Half", None, None),
        ("The mill may cut up to 450 jobs.", "up to 450", None, "450"),
        ("The rate went up to 5 percent.", "5 percent", "5", "5"),
        ("Fees of up to £300 are charged.", "up to £300", None, "300"),
        ("They fear for at least another 150 people.", "at least another 150", "150", None),
        ("The count is within 4 points of the poll.", "within 4 points", None, "4"),
        ("The rules cap losses at 105 million pounds.", "105 million pounds", None, "105000000"),
        ("Homes at 10 million rupees ($120,000) or more sell well.", "10 million rupees", "10000000", None),
        ("Six men lay buried under two landslides.", "two", "2", "2"),
        ("There is a 10 percent threshold.", "10 percent", "10", "10"),
        ("From then on, over 42, 200 cases were seen.", "over 42, 200", "42200", None),
    ],
)
def test_what_bounds_a_figure(read: Read, text: str, words: str, low: str | None, high: str | None) -> None:
    found = {written: (quantity.low, quantity.high) for written, quantity in read(text)}
    assert found[words] == (low and Decimal(low), high and Decimal(high))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The two firms signed a pact in those three areas.", ["two", "three"]),
        ("The two sides met.", []),
        ("She admitted one count of theft.", ["one"]),
        ("The course was cut from two doses to one.", ["two", "one"]),
        ("He went from one job to another.", []),
        ("It paid 300m yen (dollars 2.8m; pounds 1.3m) for it.", ["300m yen", "dollars 2.8m", "pounds 1.3m"]),
        ("It won the dollars 325m contract.", ["dollars 325m"]),
    ],
)
def test_what_counts_and_what_does_not(read: Read, text: str, words: list[str]) -> None:
    assert [found for found, _ in read(text)] == words


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Dunedin's council will charge $180 more. It is the dearest city in New Zealand.", "NZD"),
        ("Ontario will spend $4 billion. The province is Canada's largest.", "CAD"),
        ("Ontario will spend $4 billion, more than Canada has agreed with the United States.", "USD"),
        ("Sydney's airport was sold for $4 billion (£2 billion) by Australia.", "USD"),
        ("Canada's miners made $4 billion, Australia's $9 billion.", "USD"),
        ("The firm made $4 billion.", "USD"),
        ("The rupee stood at 87.47 to the dollar.", "INR/USD"),
    ],
)
def test_whose_dollar_it_is_and_for_what_money_is_changed(read: Read, text: str, unit: str) -> None:
    assert read(text)[0][1].unit == unit


@pytest.mark.parametrize(
    ("text", "value", "measure", "owner"),
    [
        ("Orsa City (£883m) came top, ahead of Lund Town (£708m).", "£708m", None, "Lund Town"),
        ("The biggest donors were Norway ($40m) and Chile ($30m).", "$30m", "donation", "Chile"),
        ("The law requires 40% of seats to be held by women.", "40%", "percentageShare", "seats"),
        ("Sales of £3m were down on last year.", "£3m", "revenue", "Sales"),
        ("Acme's loss of £3m is a 70% cut on last year, when the figure was £10m.", "£10m", "loss", "Acme"),
    ],
)
def test_whose_and_of_what_a_sum_is(text: str, value: str, measure: str | None, owner: str) -> None:
    claim = figures(text)[value]
    assert (claim.subject, measure or claim.measure) == (owner, claim.measure)
