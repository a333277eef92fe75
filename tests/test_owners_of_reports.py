"""Whose a figure is where a report names who acts, reckons or pays for another: boards, traders, partners, regions."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        # a rate is of the bank whose board sets it
        (
            "The Board of Directors of the Central Bank of Kalo raised its policy rate to 4.75 percent on Monday.",
            "4.75 percent",
            {"Bank", "Kalo"},
        ),
        (
            "The Central Bank of Kalo met on Monday. The bank's board lowered the policy rate to 3.25 percent.",
            "3.25 percent",
            {"Bank", "Kalo"},
        ),
        # nor is it of those who bet on it
        (
            "Traders have priced in a 70% chance that the Central Bank of Kalo will cut rates in June.",
            "70%",
            {"Bank", "Kalo"},
        ),
        (
            "Markets now see a 60% probability that the Central Bank of Kalo will raise interest rates in May.",
            "60%",
            {"Bank", "Kalo"},
        ),
        # a balance with a partner is not the partner's
        (
            "Japan's economy grew in 2023. Exports recovered on demand for cars. "
            "The deficit in trade with Peru fell 6.7% in June.",
            "6.7%",
            {"Japan"},
        ),
        # what all households of a land buy is of the land, and not of the sentence before
        (
            "Peru's economy shrank in 2021. Copper exporters were hit by strikes. Retail sales fell 2 percent.",
            "2 percent",
            {"Peru"},
        ),
        # a region's dead in a disaster told before
        (
            "Heavy floods have hit India since Friday. In the northern state of Bihar, 30 people have died.",
            "30",
            {"Bihar"},
        ),
        (
            "A heat wave in India has lasted a week. Some 20 were feared dead in neighboring Pakistan.",
            "Some 20",
            {"Pakistan"},
        ),
        # who was sentenced, where a pronoun could be the judge's
        (
            "Ann Lee was convicted of fraud in May. Judge Kurt Roe spoke of greed. He must serve 28 years in prison, "
            "the court ruled on Ann Lee.",
            "28 years",
            {"Lee"},
        ),
        # who pays a fine or a fee, and who gets a bonus
        ("Velding will pay the league a $300 million relocation fee.", "$300 million", {"Velding"}),
        ("Velding faces a $40 million antitrust penalty.", "$40 million", {"Velding"}),
    ],
)
def test_a_figure_is_of_whom_it_is_told(text: str, value: str, words: set[str]) -> None:
    assert words <= set(figures(text)[value].subject.split())
