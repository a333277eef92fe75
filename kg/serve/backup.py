"""A store → a copy of it, and back: a copy is itself a store."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.errors import StoreError
from kg.store import Embedded


def backup(store: Path, target: Path) -> None:
    """Copy a store that no service holds; of one that is in use, ask its service (``POST /backup``)."""
    if not (store / "quads").is_dir():
        raise StoreError(f"{store} is no store: name the folder that --store was given")
    held = Embedded(store)
    try:
        held.backup(target)
    finally:
        held.close()


def restore(copy: Path, store: Path) -> None:
    """Put a copy in the place of a store that does not exist yet; whole or not at all."""
    if not (copy / "quads").is_dir():
        raise StoreError(f"{copy} is no copy of a store")
    if store.exists() and any(store.iterdir()):
        raise StoreError(f"{store} is not empty: move it away first")
    part = store.with_name(store.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(copy, part, ignore=shutil.ignore_patterns("LOCK", "owner.json"))
    if store.exists():
        store.rmdir()
    part.rename(store)
