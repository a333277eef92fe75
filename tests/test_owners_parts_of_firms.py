"""Whose a figure of a firm's part, brand or kind of shop is, and firms that are called by common words."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        (
            "Media group Parley said profit rose 6%. Its film division saw profits slump 40%.",
            "40%",
            "film division (Parley)",
        ),
        (
            "Mining group Karst made a profit. Revenue at its copper business fell 12 percent.",
            "12 percent",
            "copper business (Karst)",
        ),
        (
            "Mining group Karst made a profit. Operating profit in its zinc segment rose 3%.",
            "3%",
            "zinc segment (Karst)",
        ),
        (
            "Drinks maker Bellwood said sales of its Fizzo brand rose 14%.",
            "14%",
            "Fizzo brand (Bellwood)",
        ),
        ("Bellwood's juice business lost $14m.", "$14m", "Bellwood's juice business"),
        ("Media group Parley grew. Its core business earned $9m.", "$9m", "Parley"),
        ("Media group Parley grew. Revenue at its business fell 4%.", "4%", "Parley"),
    ],
)
def test_a_figure_of_a_part_is_of_the_part(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Sales at fuel stations fell 6% in April, the tax office said.", "6%", "fuel stations"),
        ("Sales at garden shops were also strong last month, rising 1.4%.", "1.4%", "garden shops"),
        ("Turnover at shoe stores declined most, dropping 2%.", "2%", "shoe stores"),
        ("Norland said exports rose. Profits at airports were strong, climbing 8%.", "8%", "airports"),
        ("Supermarket chain Harlow is growing. Sales at the chain rose 3%.", "3%", "Harlow"),
    ],
)
def test_sales_at_a_kind_of_shop_are_of_the_shops(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("The retailer Next said sales rose 4%. Next also raised its dividend to 9p.", "4%", "Next"),
        ("Retailer Next said sales rose 4%.", "4%", "Next"),
        ("French telecoms operator Orange said revenue rose 2%.", "2%", "Orange"),
        ("Oil firm Norvik grew. The company Tuesday said revenue rose 2%.", "2%", "Norvik"),
        ("Denby's Corp said sales rose 3%.", "3%", "Denby's Corp"),
        ("Shares of Corbin's Inc rose 4%.", "4%", "Corbin's Inc"),
        ("Carrow plc said profit fell 4%. Carrow's revenue rose 3%.", "3%", "Carrow plc"),
    ],
)
def test_firms_that_are_called_by_common_words_or_with_a_possessive_are_firms(
    text: str, value: str, subject: str
) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        (
            "Shares of Carrow fell in Oslo. Analysts at Holm Bank said revenue may fall 10% this year.",
            "10%",
            "Carrow",
        ),
        ("Shares of Carrow fell. The results were fine, but the guidance was not, and shares fell 4%.", "4%", "Carrow"),
        ("The year saw car sales rise 4 percent in Peru.", "4 percent", "Peru"),
        ("Shares of Carrow soared. The day saw its stock gain 7%.", "7%", "Carrow"),
    ],
)
def test_those_who_reckon_and_stretches_of_time_own_nothing(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject
