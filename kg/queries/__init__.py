"""The SPARQL that runs live, a file a query."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def text(name: str) -> str:
    """Return the query in ``<name>.rq``.

    >>> text("articles").lstrip().startswith("#")
    True
    """
    return (files(__name__) / f"{name}.rq").read_text(encoding="utf-8")
