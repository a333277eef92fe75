"""A query or update from outside → the same, within bounds, or a refusal: decided before any engine parses it.

The engine's parser recurses: some thousands of nested groups end its process. Depth, chains of operators and length are
bounded by a linear scan with a wide margin, and everything that would fetch from elsewhere is refused by name. (The
processes that evaluate cannot open a socket either: :mod:`kg.serve.replica`.)
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.errors import KgError
from kg.serve.tokens import Token, tokens, unescaped

_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
# The keyword may stand here: not in the middle or at the end of a name, as in prov:wasDerivedFrom.
_FROM = re.compile(r"(?<![a-z0-9_:.?$-])from(?![a-z0-9_])", re.ASCII)
_CHAINED = frozenset({"!", "+", "-", "*", "/", "|", "^", "&&", "||", "="})


class Refused(KgError):
    """The query asks for something that this service does not do for strangers."""


class TooLarge(KgError):
    """The query is longer, deeper or more intricate than this service takes."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a query may be; the engine's process dies at about ten times the depth and chains given here."""

    length: int = 1_000_000
    depth: int = 250
    chain: int = 1_500


@dataclass(frozen=True, slots=True)
class Outline:
    """What the scan saw: whether the text names its own dataset."""

    names_dataset: bool = False


def screened(text: str, bounds: Bounds | None = None, *, update: bool = False) -> Outline:
    """Scan a query (or update) and return its outline.

    Raises :class:`TooLarge` past a bound and :class:`Refused` for SERVICE, and for LOAD unless it is SILENT (SPARQL 1.1
    Update §3.1.4: its failure is then no error).

    >>> screened("SELECT * FROM <http://example.org/g> { ?s ?p 'SERVICE' }").names_dataset
    True
    >>> screened("ASK { service <http://example.org/> {} }")
    Traceback (most recent call last):
    kg.serve.guard.Refused: SERVICE is not available here: ...
    """
    bounds = bounds if bounds is not None else Bounds()
    if len(text) > bounds.length:
        raise TooLarge(f"the query has {len(text):,} characters, {bounds.length:,} are allowed: send less at a time")
    plain = unescaped(text)
    if _harmless(plain, bounds, update=update):
        return Outline(names_dataset=False)
    return _scan(plain, bounds)


def _harmless(text: str, bounds: Bounds, *, update: bool) -> bool:
    """Say whether no token could matter, at the speed of a few string searches."""
    folded = text.lower()
    words = ("service", "load", "using", "with") if update else ("service",)
    if any(word in folded for word in words) or "\\u" in folded or ("from" in folded and _FROM.search(folded)):
        return False
    if text.count("{") + text.count("(") + text.count("[") > bounds.depth:
        return False
    if len(text) <= bounds.chain:
        return True
    return sum(text.count(mark) for mark in "!+-*/|^&=") + folded.count("union") <= bounds.chain


def _scan(text: str, bounds: Bounds) -> Outline:
    depth, dataset, previous = 0, False, ""
    chains: Counter[str] = Counter()
    for token in tokens(text):
        if token.text in _OPENING:
            depth += 1
            if depth > bounds.depth:
                raise TooLarge(f"the query nests more than {bounds.depth} groups: flatten it")
        elif token.text in _CLOSING:
            depth -= 1
        _count(token, chains, bounds)
        word = token.keyword
        if previous == "LOAD" and word != "SILENT":
            raise Refused(
                "LOAD is not available here: this service fetches nothing; send the triples to the graph store"
            )
        if "SERVICE" in word:  # "trueSERVICE" too: parsers without a tokeniser see the keyword in it
            raise Refused("SERVICE is not available here: this service fetches nothing; join the results at your side")
        dataset = dataset or word in {"FROM", "USING", "WITH"}
        previous = word
    if previous == "LOAD":
        raise Refused("LOAD is not available here: this service fetches nothing; send the triples to the graph store")
    if "\\u" in text.lower() and any(word in text.lower() for word in ("service", "load")):
        # Escapes that are left after unescaping hide what a second reading might find: no honest query needs them here.
        _refuse_hidden(text)
    return Outline(names_dataset=dataset)


def _count(token: Token, chains: Counter[str], bounds: Bounds) -> None:
    mark = token.keyword if token.keyword in {"UNION", "OPTIONAL", "MINUS"} else token.text
    if mark in _CHAINED or mark in {"UNION", "OPTIONAL", "MINUS"}:
        chains[mark] += 1
        if chains[mark] > bounds.chain:
            raise TooLarge(f"the query uses {mark} more than {bounds.chain:,} times: split it, or use VALUES")


def _refuse_hidden(text: str) -> None:
    again = unescaped(text)
    if again != text and any(token.keyword in {"SERVICE", "LOAD"} for token in tokens(again)):
        raise Refused("SERVICE and LOAD are not available here: this service fetches nothing")
