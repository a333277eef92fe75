"""A name in Cyrillic, Greek, Arabic, Hebrew or Chinese finds the thing that is called so in Latin letters, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.names import CERTAIN, Names, Thing
from kg.link.propose import likeness
from kg.link.remote import Found
from kg.link.scripts import consonants, romanised

PEOPLE = Names(
    [
        Thing("http://x/1", "Volodymyr Zelenskyy", ("Person",)),
        Thing("http://x/2", "Kyriakos Mitsotakis", ("Person",)),
        Thing("http://x/3", "Mohammed bin Salman", ("Person",)),
        Thing("http://x/4", "Benjamin Netanyahu", ("Person",)),
        Thing("http://x/5", "Xi Jinping", ("Person",)),
        Thing("http://x/6", "Vladimir Putin", ("Person",), ("Putin",)),
        Thing("http://x/7", "Бракватер", ("Company",)),
        Thing("http://x/8", "شركة المرفأ", ("Company",)),
        Thing("http://x/9", "Mohammad Salem", ("Person",)),
    ]
)


@pytest.mark.parametrize(
    ("written", "iri"),
    [
        ("Володимир Зеленський", "http://x/1"),
        ("Κυριάκος Μητσοτάκης", "http://x/2"),
        ("محمد بن سلمان", "http://x/3"),
        ("בנימין נתניהו", "http://x/4"),
        ("习近平", "http://x/5"),
        ("Путин", "http://x/6"),
        ("Владимир Путин", "http://x/6"),
        ("بوتين", "http://x/6"),
        ("Brakvater", "http://x/7"),
        ("Sharikat al-Marfa", "http://x/8"),
    ],
)
def test_a_name_finds_its_thing_across_scripts(written: str, iri: str) -> None:
    found = PEOPLE.candidates(written)
    assert found[0].thing.iri == iri
    assert all(each.score < found[0].score for each in found[1:])


def test_equal_letters_are_a_match_and_equal_consonants_are_for_a_person_to_decide() -> None:
    assert PEOPLE.candidates("Владимир Путин")[0].match
    arabic = PEOPLE.candidates("محمد بن سلمان")[0]
    assert not arabic.match
    assert arabic.score < CERTAIN
    assert [each.thing.iri for each in PEOPLE.candidates("محمد بن سلمان", types=["Company"])] == []


def test_a_beginning_in_another_script_suggests() -> None:
    assert PEOPLE.starting("Пут")[0].iri == "http://x/6"
    assert PEOPLE.starting("Брак")[0].iri == "http://x/7"


def test_what_another_service_calls_in_its_own_script_is_alike() -> None:
    putin = PEOPLE.get("http://x/6")
    assert putin is not None
    assert likeness(putin, Found("http://y/1", "Владимир Путин", 100, True)) >= CERTAIN
    assert 70 <= likeness(putin, Found("http://y/1", "فلاديمير بوتين", 100, True)) < CERTAIN
    assert likeness(putin, Found("http://y/1", "東京", 0, False)) < 40


@given(st.text(max_size=40))
def test_any_text_has_latin_letters_and_consonants_and_the_same_every_time(words: str) -> None:
    assert romanised(words).isascii()
    assert consonants(words).isascii()
    assert consonants(words) == consonants(words)


def test_a_long_query_ends_in_time() -> None:
    for letter in "аα\u0627中":
        assert all(0 < each.score <= 100 for each in PEOPLE.candidates(letter * 200_000))
