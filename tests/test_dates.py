"""What the times of a sentence date, and the days that stretches of time give a value."""

import pytest

from kg.model import Article, Claim
from kg.pipeline import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader(base="http://127.0.0.1:8000/")


def claims(reader: Reader, text: str, published: str = "2024-04-04") -> list[Claim]:
    return reader.claims(reader.frame(Article("a", text, published, language="en")))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Aid is falling as the war enters its third year.", "2022-01/2022-04"),
        ("The dockers' strike entered its second week.", "2024-03-27/2024-03-28"),
        ("The strike entered its 3rd day.", "2024-04-02"),
        ("The trial, now in its second month, has cost a fortune.", "2024-02-05/2024-03-05"),
    ],
)
def test_the_course_of_something_tells_when_it_began(reader: Reader, text: str, value: str) -> None:
    (began,) = [claim for claim in claims(reader, text) if claim.measure == "startDate"]
    assert began.value == value
    assert ("measure", "date.course") in began.reasons


def test_the_course_of_an_undated_article_tells_nothing(reader: Reader) -> None:
    found = reader.claims(reader.frame(Article("a", "The war enters its third year.", language="en")))
    assert [claim for claim in found if claim.measure == "startDate"] == []


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("Revenue at Aln Pumps fell 11 percent in the three months to June.", ("2023-04", "2023-06")),
        ("In the nine months ended Sept. 30, revenue at Aln Pumps fell 11 percent.", ("2023-01", "2023-09")),
        ("In the week ending March 30, sales at Aln Pumps fell 11 percent.", ("2024-03-24", "2024-03-30")),
        ("Sales at Aln Pumps fell 11 percent in the year to March.", ("2023-04", "2024-03")),
    ],
)
def test_a_value_of_a_stretch_holds_for_its_days(reader: Reader, text: str, valid: tuple[str, str]) -> None:
    (change,) = [claim for claim in claims(reader, text) if claim.unit == "percent"]
    assert (change.valid_from, change.valid_to) == valid
