"""What tests share: the shipped ontology loaded once, a reader, and a way to write an article in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.lexicon import Lexicon
from kg.model import Article

collect_ignore_glob = ["**/conftest.py", "conftest.py"]  # read as plug-ins, not as modules with doctests
BASE = "https://desk.example/"
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="the development texts are not beside this checkout"))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    from kg.ontology import load

    return load(base=BASE)


@pytest.fixture(scope="session")
def reader(lexicon: Lexicon) -> object:
    from kg.pipeline import Reader

    return Reader(lexicon)


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    def make(text: str, published: str | None = None, *, id: str = "an-article", **fields: str) -> Article:
        return Article(id=id, text=text, published=published, **fields)

    return make


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development texts; tests that want it carry the marker ``shared``."""
    return SHARED
