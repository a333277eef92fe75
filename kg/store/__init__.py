"""Quads ⇄ disk or memory: atomic ingest per article, versions, withdrawal, queries, export.

Three kinds of graphs: one a version of an article (what it says), the shared graph (what articles have in common), and
the records (when we read what: kept apart so that the others depend on content alone).
"""

from kg.lift import Stored
from kg.store.backend import Backend
from kg.store.embedded import Embedded
from kg.store.filing import Ingested
from kg.store.reading import Filed
from kg.store.remote import Remote
from kg.store.store import Store

__all__ = ["Backend", "Embedded", "Filed", "Ingested", "Remote", "Store", "Stored"]
