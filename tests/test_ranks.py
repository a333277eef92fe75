"""Ordinals that state a rank or a streak, and the many that state neither."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sentences import figures, reader, stated

from kg.model import Article, Quantity


@pytest.mark.parametrize(
    ("text", "words", "rank", "owner"),
    [
        ("Oslin ranked seventh among the country's ports in 2019.", "seventh", 7, "Oslin"),
        ("The port ranks 32nd in the world.", "32nd", 32, "port"),
        ("Norway slipped two places to fourth in the table.", "fourth", 4, "Norway"),
        ("Norway slipped to fourth in the table, while Chile moved up to third.", "third", 3, "Chile"),
        ("Sweden is second and Finland tops the list.", "second", 2, "Sweden"),
        ("Latvia slipped to 39th place, while Finland came first for another year.", "39th", 39, "Latvia"),
        ("Latvia slipped to 39th place, while Finland came first for another year.", "first", 1, "Finland"),
        ("Estonia ranks 11th in the index, up from 14th a year ago.", "14th", 14, "Estonia"),
        ("Croatia spends little on defence, which puts it 25th among the allies.", "25th", 25, "Croatia"),
        ("Cyprus has third-highest youth unemployment rate.", "third", 3, "Cyprus"),
        ("Chile was the 18th most visited country.", "18th", 18, "Chile"),
        ("Greece fell 12 places to 83rd.", "83rd", 83, "Greece"),
    ],
)
def test_an_ordinal_with_words_of_ranking_is_a_rank(text: str, words: str, rank: int, owner: str) -> None:
    [claim] = [claim for written, claim in figures(text).items() if written.startswith(words)]
    assert (claim.measure, claim.value, claim.unit, claim.subject) == ("rank", Decimal(rank), "rank", owner)


@pytest.mark.parametrize(
    ("text", "words", "length"),
    [
        ("It was the 31st consecutive month of decline.", "31st", 31),
        ("The surplus was 62 million dollars, the 27th monthly surplus in a row.", "27th", 27),
        ("Spending rose by 18%, the tenth year of growth in a row.", "tenth", 10),
        ("The bank raised the rate on Friday, its 14th increase in a row.", "14th", 14),
        ("Sales rose 0.5 percent, a fifth straight quarterly rise.", "fifth", 5),
    ],
)
def test_an_ordinal_in_a_row_is_a_streak(text: str, words: str, length: int) -> None:
    assert (figures(text)[words].measure, figures(text)[words].value) == ("streak", Decimal(length))


def test_the_number_of_a_drawdown_is_read() -> None:
    assert figures("The aid of $175 million is the 39th drawdown from its stocks.")["39th"].value == 39


@pytest.mark.parametrize(
    ("text", "words", "noun"),
    [
        ("It was the third deadly crash of the model in Orland since 2002.", "third", "crash"),
        ("It was the 14th technology offering in the country this year.", "14th", "offering"),
        ("It was the third test since September.", "third", "test"),
    ],
)
def test_an_ordinal_tells_how_many_there_have_been_since_then(text: str, words: str, noun: str) -> None:
    article = reader().frame(Article("a", text, published="2021-06-10"))
    counted = {mention.span.of(text): mention.value for mention in reader().mentions(article)}
    value = counted[words]
    assert isinstance(value, Quantity)
    assert value.noun is not None
    assert value.noun.of(text) == noun


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A hurricane forces hundreds of thousands to leave homes.", "hundreds of thousands"),
        ("The storm caused thousands to flee.", "thousands"),
    ],
)
def test_a_vague_number_of_people_who_must_do_something_is_read(text: str, words: str) -> None:
    assert words in figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "This is the fifth time since the tax began in 2017.",
        "It was the second half of the year since the war.",
        "The number rose from hundreds to thousands.",
        "Food is dear for a family of four.",
        "The talks resumed on the third.",
        "He was second in command of the unit.",
        "He is third in line to the throne.",
        "It was the first time the bridge had closed.",
        "Profit rose in the first quarter and in the second half.",
        "They walked up to 52nd Street.",
        "The 8th Brigade moved from the border.",
        "Aid to the Third World fell.",
        "The nurse gave first aid.",
        "The bill moved to its second reading.",
        "Safety comes first.",
        "Safety is second to none.",
        "The meeting was moved from 12th to 14th June.",
        "Rates were kept for the 28th month in a row.",
        "The bank raised rates for a fifth time in a row.",
        "In the first place, nobody came.",
        "The film is likely to finish in second place.",
        "The train fell to the third track.",
        "The first is in Lima, the second is in Quito.",
        "The 20th century was the third of its kind.",
    ],
)
def test_an_ordinal_that_says_when_or_which_is_none(text: str) -> None:
    assert not figures(text)


def test_the_place_of_a_party_is_told_by_its_share() -> None:
    assert list(figures("The Greens came third with 14.8 percent.")) == ["14.8 percent"]


def test_a_day_named_before_what_an_ordinal_counts_stays_a_day() -> None:
    text = "The central bank raised the rate to 5 percent on Friday, its 14th increase in a row."
    assert figures(text, published="2021-06-10")["5 percent"].valid_from == "2021-06-04"
    assert stated(text, "14th")[0][1] == "streak"
