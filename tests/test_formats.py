"""Claims as JSON lines: other tools' words are read, what is no word of the form is refused with its place."""

from __future__ import annotations

import json

import pytest

from kg.errors import BadClaims
from kg.formats import claims_from_json
from kg.model import Claim


def read(**more: object) -> Claim:
    record = {"article": "a", "quote": "31 members", "start": 0, "end": 10, "subject": "x", "measure": "m", "value": 31}
    (claim,) = claims_from_json([json.dumps(record | more)])
    return claim


@pytest.mark.parametrize(("word", "polarity"), [("-", "-"), ("denied", "-"), ("affirmed", "+"), (None, "+")])
def test_a_denial_is_read_in_other_tools_words_too(word: str | None, polarity: str) -> None:
    assert read(polarity=word).polarity == polarity


@pytest.mark.parametrize("key", ["polarity", "basis", "temporality", "kind"])
def test_a_word_that_the_form_does_not_have_is_refused_with_its_line_and_key(key: str) -> None:
    with pytest.raises(BadClaims, match=f"line 1: \"{key}\" is 'maybe'; it must be"):
        read(**{key: "maybe"})


@pytest.mark.parametrize(
    ("word", "certainty"), [("reported", "alleged"), ("expected", "forecast"), ("odd", "possible")]
)
def test_a_certainty_that_is_not_known_is_read_as_the_least_committal(word: str, certainty: str) -> None:
    assert read(certainty=word).certainty == certainty
