"""Values → the terms of N-Triples: what the statements of a graph are written with.

Statements are written as text, not as objects, because the store reads text several times faster than it takes objects.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.names import plain
from kg.vocab import EDTF

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\x00": "\\u0000"})
_DECIMAL = '"^^<http://www.w3.org/2001/XMLSchema#decimal>'
_INTEGER = '"^^<http://www.w3.org/2001/XMLSchema#integer>'
_DATE = '"^^<http://www.w3.org/2001/XMLSchema#date>'
_EDTF = f'"^^{EDTF}'


@lru_cache(maxsize=65536)
def iri(value: str) -> str:
    """Return the IRI in angle brackets; raise :class:`ValueError` where it is not an absolute IRI."""
    return str(NamedNode(value))


def text(value: str) -> str:
    """Return a plain literal.

    >>> print(text('He said: "no"'))
    "He said: \\"no\\""
    """
    return f'"{value.translate(_ESCAPES)}"'


def decimal(value: Decimal) -> str:
    """Return an ``xsd:decimal`` in canonical form."""
    return f'"{plain(value)}{_DECIMAL}'


def integer(value: int) -> str:
    """Return an ``xsd:integer``."""
    return f'"{value}{_INTEGER}'


def date(value: dt.date) -> str:
    """Return an ``xsd:date``."""
    return f'"{value.isoformat()}{_DATE}'


def edtf(value: str) -> str:
    """Return an EDTF literal."""
    return f'"{value.translate(_ESCAPES)}{_EDTF}'
