"""One recogniser of quantities for all tests, over an article or over one sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from quantity_readers import Recogniser

from kg.lexicon import Lexicon
from kg.model import Article, Quantity, Sentence, Span
from kg.recognise.quantities import quantities


@pytest.fixture(scope="session")
def recognise(lexicon: Lexicon) -> Recogniser:
    return quantities(lexicon)


@pytest.fixture(scope="session")
def read(recognise: Recogniser) -> Callable[[str], list[tuple[str, Quantity]]]:
    def read(text: str) -> list[tuple[str, Quantity]]:
        mentions = recognise(Article("an-article", text), [Sentence(Span(0, len(text)))], [])
        return [(m.span.of(text), m.value) for m in mentions if isinstance(m.value, Quantity)]

    return read
