"""What the tests of linking share: a base, a record time, and a way to file articles in a store."""

from __future__ import annotations

import datetime as dt

from kg.model import Article
from kg.pipeline import Reader, ingest
from kg.store import Store

NOW = dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
BASE = "https://desk.example/"


def filed(store: Store, reader: Reader, *articles: Article) -> None:
    list(ingest(map(reader.frame, articles), store, reader, now=lambda: NOW))
