"""The values that the rules make for themselves, and those that the stages give one another."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from kg.extract.chosen import Chosen
from kg.model import Span


def test_a_value_of_the_rules_is_compared_and_hashed_by_its_fields():
    one, same, other = Chosen("toll", None, "cue"), Chosen("toll", None, "cue"), Chosen("price", None, "cue")
    assert one == same != other
    assert len({one, same, other}) == 2
    assert replace(one, name="price") == other


def test_a_value_that_stages_give_one_another_is_never_written_to():
    span = Span(0, 4)
    with pytest.raises(FrozenInstanceError):
        span.end = 5  # type: ignore[misc]
