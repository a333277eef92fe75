from __future__ import annotations

from collections.abc import Iterator

import pytest
from link_cases import BASE, NOW

from kg.pipeline import Reader, demo_articles, ingest
from kg.store import Store


@pytest.fixture(scope="package")
def demo_store(reader: Reader) -> Iterator[Store]:
    """The demo articles, read once; tests that change a store make their own."""
    with Store.open(base=BASE) as store:
        assert list(ingest(demo_articles(reader), store, reader, now=lambda: NOW))
        yield store
