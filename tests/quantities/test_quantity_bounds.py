"""How exact a quantity is: its bounds and its step, what is a range, and what are two values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from quantity_readers import Read, Recogniser

from kg.model import Article, Sentence, Span


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


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("It is less than 100 miles (160 km) away.", "less_than"),
        ("About 0.57 °C (1.01 °F) were measured.", "about"),
        ("It cost at least 50 euros ($60).", "at_least"),
        ("It covers over 40 hectares (7 km long).", "exact"),
    ],
)
def test_what_brackets_say_again_in_another_unit_is_bounded_as_what_stands_before(
    read: Read, text: str, modality: str
) -> None:
    assert [quantity.modality for _, quantity in read(text)][1] == modality
