"""Parameters of a request: read as the library reads them, only sooner; large answers are kept once asked for again."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.bodies import parameters
from api.knowledge import Cache
from api.problems import Problem

PIECES = [
    "%25",
    "%41",
    "%2",
    "%",
    "+",
    "a",
    "=",
    "&",
    "%C5%82",
    "%7b",
    "%7B",
    "1",
    "%zz",
    "%0a",
    "%5C",
    "\\",
    "\\x41",
    "%c5",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_form_is_read_as_the_library_reads_it(form: str) -> None:
    try:
        expected = parse_qsl(form, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(Problem, match="UTF-8"):
            parameters(form.encode())
    else:
        found = parameters(form.encode())
        assert [(name, value) for name, values in found.items() for value in values] == sorted(
            expected, key=lambda pair: list(found).index(pair[0])
        )


def test_a_form_of_too_many_fields_is_refused() -> None:
    assert len(parameters(b"&".join([b"a=1"] * 1000))["a"]) == 1000
    with pytest.raises(Problem, match="1000 parameters"):
        parameters(b"&".join([b"a=1"] * 1001))


def test_a_large_answer_is_kept_once_it_is_asked_for_again_and_forgotten_with_the_next_write() -> None:
    cache = Cache(1000)
    assert [cache.asked_again("a"), cache.asked_again("b"), cache.asked_again("a")] == [False, False, True]
    cache.clear()
    assert not cache.asked_again("a")
