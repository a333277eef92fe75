"""Ways in which news tells of polls: who leads by how much, whom people back, who was asked."""

from __future__ import annotations

import pytest
from sentences import stated


@pytest.mark.parametrize(
    ("text", "value", "measure", "owner"),
    [
        ("A poll found Ann Lee with a six-point lead over Bo Diaz.", "six-point", "pollLead", "Ann Lee"),
        ("A poll shows that Ann Lee's lead over Bo Diaz has shrunk to 3 points.", "3 points", "pollLead", "Ann Lee"),
        ("Pollster's average has Ann Lee ahead of Bo Diaz by a margin of 4 points.", "4 points", "pollLead", "Ann Lee"),
        (
            "A poll gives Ann Lee a five-point edge over Bo Diaz, 46 percent to 41 percent.",
            "46 percent",
            "pollShare",
            "Ann Lee",
        ),
        (
            "A poll gives Ann Lee a five-point edge over Bo Diaz, 46 percent to 41 percent.",
            "41 percent",
            "pollShare",
            "Bo Diaz",
        ),
        ("A poll shows Labour trailing the Conservatives by 6 points.", "6 points", "pollLead", None),
        (
            "A Lakeside University poll put Ann Lee on 31 percent. Kastel was next at 22 percent.",
            "22 percent",
            "pollShare",
            "Kastel",
        ),
        ("If the election were held today, 37 percent would vote for Ann Lee.", "37 percent", "pollShare", "Ann Lee"),
        ("Of Democrats surveyed, 62 percent backed the tax.", "62 percent", "pollOpinion", None),
        (
            "Sixty percent of Democrats polled backed the tax, as did 41 percent of independents.",
            "41 percent",
            "pollOpinion",
            "independents",
        ),
        ("The full sample has a sampling error of 3 points, the pollster said.", "3 points", "marginOfError", None),
        ("The poll of 1,024 Scots was taken by telephone.", "1,024", "sampleSize", None),
        ("Pollsters also asked a subsample of 702 Democrats.", "702", "sampleSize", None),
        ("The survey, carried out among 2,000 people, ends on Friday.", "2,000", "sampleSize", None),
        ("The union's survey drew 4,100 responses.", "4,100", "sampleSize", None),
        ("Ann Lee won the election by a margin of 4 points.", "4 points", "victoryMargin", None),
    ],
)
def test_a_poll_is_told_in_many_ways(text: str, value: str, measure: str, owner: str | None) -> None:
    [(_, found, whose)] = stated(text, value)

    assert found == measure
    assert owner is None or whose == owner
