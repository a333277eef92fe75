"""The values that the rules make for themselves, and those that the stages give one another."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import FrozenInstanceError

import pytest

from kg.extract.chosen import Chosen
from kg.model import Entity, Span, Time
from kg.values import dataclass, replace


def test_a_value_of_the_rules_is_compared_and_hashed_by_its_fields():
    one, same, other = Chosen("toll", None, "cue"), Chosen("toll", None, "cue"), Chosen("price", None, "cue")
    assert one == same != other
    assert len({one, same, other}) == 2
    assert replace(one, name="price") == other


def test_a_value_that_stages_give_one_another_is_never_written_to():
    span = Span(0, 4)
    with pytest.raises(FrozenInstanceError):
        span.end = 5  # type: ignore[misc]


def test_a_value_that_is_quick_to_make_is_made_as_any_other():
    assert Span(start=0, end=4) == Span(0, 4) == pickle.loads(pickle.dumps(Span(0, 4)))
    assert Entity("", "Acme") == Entity(iri="", name="Acme", classes=(), form="name")
    with pytest.raises(ValueError, match="half-open"):
        Span(4, 0)
    with pytest.raises(TypeError):
        Span(4)  # type: ignore[call-arg]


@dataclass(frozen=True, slots=True)
class Weight:
    grams: int


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (Chosen("toll", None, "cue"), {"name": "price", "cue": (1, 2)}),
        (Time("2024", None, None), {"point": "since"}),
        (Entity("", "Acme"), {}),
        (Weight(5), {"grams": 6}),
    ],
)
def test_a_value_with_another_field_is_the_one_that_the_standard_library_makes(value, changes):
    changed = replace(value, **changes)
    assert changed == dataclasses.replace(value, **changes)
    assert type(changed) is type(value)
    assert changed is not value


def test_a_field_that_a_value_does_not_have_cannot_be_changed():
    with pytest.raises(KeyError):
        replace(Weight(5), pounds=6)
