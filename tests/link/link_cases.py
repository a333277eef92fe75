"""What the tests of linking share: a base, a record time, and a way to file articles in a store."""

from __future__ import annotations

import datetime as dt
import io

from kg.check import check
from kg.exchange.forms import write
from kg.exchange.selection import Selection
from kg.lexicon import Lexicon
from kg.model import Article
from kg.pipeline import Reader, ingest
from kg.store import Store

NOW = dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
BASE = "https://desk.example/"
NATO = "http://www.wikidata.org/entity/Q7184"


def filed(store: Store, reader: Reader, *articles: Article) -> None:
    list(ingest(map(reader.frame, articles), store, reader, now=lambda: NOW))


def written(store: Store, form: str, lexicon: Lexicon, **selection: str) -> bytes:
    out = io.BytesIO()
    write(store, form, out, lexicon=lexicon, selection=Selection(**selection))
    return out.getvalue()


def claims_and_findings(store: Store) -> tuple[set[str], set[tuple[str, str]]]:
    return {stored.iri for stored in store.claims()}, {(found.id, found.verdict) for found in check(store).findings}
