"""What has a title, whom a study asked, one side of a war, what is told of a time before: whose figures they are."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        (
            "Sales records were smashed by Iron Harbour: Dawn, in which players run a port.\n\n"
            "The game sold more than 2 million copies in its first week.",
            "more than 2 million",
            "Iron Harbour: Dawn",
        ),
        (
            "Lundair's film arm made The Last Orchard in Norland.\n\nThe film took $40 million in its first weekend.",
            "$40 million",
            "The Last Orchard",
        ),
        ("Velding unveiled the Orbo 5 on Tuesday.\n\nThe phone costs $499.", "$499", "Orbo 5"),
        (
            "Her third album, Quiet Roads, came out in May.\n\nThe album sold 300,000 copies.",
            "300,000",
            "Quiet Roads",
        ),
        ("The Kestrel 3 is made in Lund. Drivers like it.\n\nThe car has a range of 400 km.", "400 km", "Kestrel 3"),
        (
            "The top title of the year was RDO: San Pedro, a crime story. The game sold 1 million copies in nine days.",
            "1 million",
            "RDO: San Pedro",
        ),
    ],
)
def test_a_bare_word_for_a_work_is_called_by_its_title(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject == owner


def test_a_work_without_a_title_keeps_its_word() -> None:
    assert figures("The film sold 3 million tickets in May.")["3 million"].subject == "film"
    assert "Ann Lee" not in figures("Ann Lee spoke in Orsa.\n\nThe car has a range of 400 km.")["400 km"].subject


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("The study of 2,000 drivers found that 30% used a phone at the wheel.", "30%", "drivers"),
        (
            "Acme surveyed 1,500 parents in Norland. The survey found that 45% had not opened a book in a month.",
            "45%",
            "parents",
        ),
        ("A survey of 900 nurses in Norland showed 40% were thinking of leaving.", "40%", "nurses"),
        (
            "Many phones are full, a Velding study found. It found that more than 60% kept photos for ten years.",
            "more than 60%",
            "respondents",
        ),
    ],
)
def test_a_share_that_a_study_found_is_of_those_asked(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject.startswith(owner)


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("About 20 minutes after the rocket's launch, the booster fell into the sea.", "About 20 minutes", "booster"),
        ("Six months after its release, Acme had sold 3 million phones.", "3 million", "Acme"),
        ("Three years after the merger, Acme employs 4,000 people.", "4,000", "Acme"),
        ("Not long after the strike, Lundair cut 300 jobs.", "300", "Lundair"),
        ("If the drought continues in the south, Acme could lose $20 million.", "$20 million", "Acme"),
    ],
)
def test_what_only_tells_when_owns_nothing(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject == owner


def test_a_word_of_degree_is_no_owner() -> None:
    assert figures("Ford has three very crowded sites in Orsa.")["three"].subject == "Ford"


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("Ann Lee returned home on Friday to end a three-year exile.", "three-year", "Ann Lee"),
        ("Bo Lind was given a two-year ban.", "two-year", "Bo Lind"),
        ("Those killed were Ford workers with more than 40 years of service.", "more than 40 years", "Ford"),
    ],
)
def test_what_somebody_goes_through_is_of_that_one(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject.startswith(owner)


def test_each_side_of_a_war_has_its_own_dead() -> None:
    found = figures(
        "Israel struck Gaza overnight. The Gaza Ministry of Health said 213 people had been killed in the current "
        "round of violence. A mortar hit a farm, bringing the number of dead in Israel to 12 since violence erupted."
    )
    assert "Gaza" in found["213"].subject
    assert found["12"].subject == "Israel"
