"""What the optional extra ``batch`` brings: imported when it is needed, named where it is absent."""

from __future__ import annotations

import importlib
from typing import Any

from kg.errors import KgError


def needed(module: str) -> Any:
    """Return a module of the extra; raise :class:`KgError` saying how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise KgError(
            f"{module.partition('.')[0]} is not installed: pip install 'claimgraph[batch]' brings what a batch needs"
        ) from None


def arrow() -> Any:
    """Return ``pyarrow``."""
    return needed("pyarrow")


def parquet() -> Any:
    """Return ``pyarrow.parquet``."""
    return needed("pyarrow.parquet")


def distributed() -> Any:
    """Return ``distributed``."""
    return needed("distributed")


def warc() -> Any:
    """Return the iterator over the records of a WARC file."""
    return needed("warcio.archiveiterator").ArchiveIterator
