"""Content → IRIs: every instance is named by a hash of what it is, under a configured base.

The same article, claim or series has the same name wherever and whenever it is read, so graphs compare, merge and move
between stores as sets. Twenty hexadecimal digits (80 bits) keep 10⁹ names apart with a chance of clash below 10⁻⁶.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal

from kg.model import Article, Claim, Span

DIGITS = 20
DEFAULT_BASE = "http://127.0.0.1:8000/"
_CLAIM_FIELDS = tuple(field.name for field in fields(Claim) if field.name != "scope")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def digest(*parts: str) -> str:
    """Return the hash of the parts, in order; where one part ends and the next begins matters.

    >>> digest("a", "bc") == digest("ab", "c")
    False
    >>> digest("NATO")
    '291a7b3671b2273af4e3'
    """
    contents = [part.encode("utf-8", "surrogatepass") for part in parts]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(each), each) for each in contents])).hexdigest()[:DIGITS]


def slug(text: str) -> str:
    """Return the text as a path segment: readable, and different for texts that differ in more than case and spaces.

    >>> slug("The North Atlantic  Council")
    'the-north-atlantic-council'
    >>> slug("U.S."), slug("Київ")
    ('u-s-5cf865b7', 'c64b0099')
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    readable = _NOT_SLUG.sub("-", folded).strip("-")[:60]
    if readable.replace("-", " ") == folded:
        return readable
    return f"{readable}-{digest(folded)[:8]}".lstrip("-")


def check_base(base: str) -> str:
    """Return the base with a closing slash; raise :class:`ValueError` where it could not be the start of an IRI.

    >>> check_base("https://news.example/kg")
    'https://news.example/kg/'
    """
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`?#/]+(/[^\s<>\"{}|\\^`?#]*)?", base):
        raise ValueError(f"{base!r} is not an http(s) address without query and fragment")
    return base if base.endswith("/") else base + "/"


def article(base: str, identifier: str) -> str:
    """Return the IRI of the article with this id."""
    return f"{base}id/article/{digest(identifier)}"


def version(base: str, article: Article) -> str:
    """Return the IRI of the article as it reads now; it is also the name of its graph."""
    return f"{base}id/version/{version_key(article)}"


def version_key(article: Article) -> str:
    """Return the hash of all that was published: another text, title or date makes another version."""
    return digest(*(_written(getattr(article, field.name)) for field in fields(article)))


def claim(base: str, version_key: str, claim: Claim) -> str:
    """Return the IRI of the claim as this version of its article makes it; the order of its scope does not matter."""
    facts = [_written(getattr(claim, name)) for name in _CLAIM_FIELDS]
    return f"{base}id/claim/{digest(version_key, scope_key(claim.scope), *facts)}"


def plain(number: Decimal) -> str:
    """Return the number without exponent and without zeros that change nothing (the canonical ``xsd:decimal``).

    >>> plain(Decimal("1.50")), plain(Decimal("13E3")), plain(Decimal("-0"))
    ('1.5', '13000', '0')
    """
    written = format(number, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _written(value: object) -> str:
    if isinstance(value, str):
        return "=" + value  # an empty string is not the same as none
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return digest(*map(_written, value))
    if isinstance(value, Span):
        return span_key(value)
    return digest(*(_written(getattr(value, field.name)) for field in fields(value)))  # type: ignore[arg-type]


def series(base: str, *key: str) -> str:
    """Return the IRI of the series with this key: :func:`kg.interval.series_key` and the temporality."""
    return f"{base}id/series/{digest(*key)}"


def told(series: str) -> str:
    """Return the name of what articles say in a series, by the series' IRI: ``kg:told`` is said of it.

    >>> told("http://x/id/series/a")
    'http://x/id/series/a#told'
    """
    return f"{series}#told"


def scope_key(scope: Iterable[str]) -> str:
    """Return the qualifiers as one string that does not depend on their order.

    >>> scope_key(["place: Kyiv", "period: 2024"])
    'period: 2024 | place: Kyiv'
    """
    return " | ".join(sorted(set(scope)))


def entity(base: str, text: str) -> str:
    """Return the IRI of an entity known only by its words.

    >>> entity("http://x/", "Lake Tana")
    'http://x/id/entity/lake-tana'
    """
    return f"{base}id/entity/{slug(text)}"


def measure(base: str, name: str) -> str:
    """Return the IRI of a measure that the ontology does not have."""
    return f"{base}id/measure/{_segment(name)}"


def unit(base: str, code: str) -> str:
    """Return the IRI of a unit that the ontology does not have.

    >>> unit("http://x/", "USD/bbl")
    'http://x/id/unit/usd-bbl-5e701993'
    """
    return f"{base}id/unit/{_segment(code)}"


def finding(base: str, *parts: str) -> str:
    """Return the IRI of a finding, made from what it is about."""
    return f"{base}id/finding/{digest(*parts)}"


def extraction(base: str, version_key: str, agent: str) -> str:
    """Return the IRI of the reading of one version by one agent."""
    return f"{base}id/extraction/{digest(version_key, agent)}"


def agent(base: str, name: str) -> str:
    """Return the IRI of a program that reads articles.

    >>> agent("http://x/", "claimgraph 0.1.0 rules")
    'http://x/id/agent/claimgraph-0-1-0-rules-0114fa14'
    """
    return f"{base}id/agent/{slug(name)}"


def graph(base: str, name: str) -> str:
    """Return the IRI of a graph that belongs to no single article: ``records``, ``shared`` …"""
    return f"{base}id/graph/{name}"


def span_key(span: Span) -> str:
    """Return the span as the fragment that names it (RFC 5147 counts characters the same way).

    >>> span_key(Span(10, 24))
    'char=10,24'
    """
    return f"char={span.start},{span.end}"


def _segment(name: str) -> str:
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", name):
        return name
    return f"{_NOT_SLUG.sub('-', name.lower()).strip('-')[:60]}-{digest(name)[:8]}".lstrip("-")  # MW is not mW
