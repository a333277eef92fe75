"""Words that name nothing outside their article say whose they are: the fuel costs of one airline are no other's."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        (
            "Halden Air made a loss\n\nHalden Air blamed the weather, as fuel costs rose by £106m last year.",
            "£106m",
            "Halden Air",
        ),
        (
            "Orsk Gallery reopens\n\nThe Orsk Gallery reopened in May. The Orsk Gallery said that improvements costing "
            "€60m closed two wings.",
            "€60m",
            "improvements (Orsk Gallery)",
        ),
        (
            "Norland's shops sell more\n\nShops in Norland did well. Online sales rose 4% in Norland and went on.",
            "4%",
            "Online sales (Norland)",
        ),
    ],
)
def test_what_is_sold_or_paid_for_is_of_the_place_or_body_that_the_article_is_about(
    text: str, value: str, owner: str
) -> None:
    assert figures(text)[value].subject == owner


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("Norland's oil\n\nNorland pumps less. The benchmark rose 4% to $60 a barrel.", "$60 a barrel", "benchmark"),
        ("Norland's money\n\nNorland borrowed. The dollar reached 1.28 euros.", "1.28 euros", "dollar"),
    ],
)
def test_what_markets_trade_is_of_no_land(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject == owner


@pytest.mark.parametrize("mark", ["-", "–", "'", '"'])
def test_a_name_ends_with_no_mark(mark: str) -> None:
    text = f"Annual surcharge revenues {mark} £160m {mark} will be short of what Halden Air needs."
    assert figures(text)["£160m"].subject in ("Annual surcharge revenues (Halden Air)", "Halden Air")
