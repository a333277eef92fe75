"""Phrases of several kinds, looked for together in each sentence."""

from __future__ import annotations

import pytest

from kg.extract.cues import Phrases, together
from kg.extract.frame import Frame, frames
from kg.model import Article, Sentence, Span


def frame_of(text: str) -> Frame:
    return frames(Article("a", text), [Sentence(Span(0, len(text)))], [])[0]


MOVES = [("fell", "down"), ("fell short of", "missed"), ("rose", "up")]
WORDS = [("fell * year", "yearly"), ("short", "short")]


def test_phrases_that_are_made_together_find_what_they_find_alone():
    with together():
        joint = Phrases(MOVES), Phrases(WORDS)
    alone = Phrases(MOVES), Phrases(WORDS)
    frame = frame_of("Sales fell short of the plan last year and rose.")
    assert [each.find(frame) for each in joint] == [each.find(frame) for each in alone]
    assert [hit.value for hit in joint[0].find(frame)] == ["missed", "down", "up"]
    assert [hit.value for hit in joint[1].find(frame)] == ["short"]


def test_a_star_stands_for_three_words_at_most():
    phrases = Phrases(WORDS)
    assert [(hit.first, hit.last) for hit in phrases.find(frame_of("It fell again late last year."))] == [(1, 6)]
    assert not phrases.find(frame_of("It fell again so very late last year."))


@pytest.mark.parametrize(("text", "value"), [("Sales fell short of it", "missed"), ("Sales fell short", "down")])
def test_the_longest_phrase_at_a_place_counts(text: str, value: str):
    hit = Phrases(MOVES).at(frame_of(text), 1)
    assert hit is not None
    assert hit.value == value


def test_a_token_outside_a_sentence_is_an_empty_string():
    frame = frame_of("Sales fell")
    assert [frame.lower(i) for i in (-1, 0, 1, 2)] == ["", "sales", "fell", ""]
