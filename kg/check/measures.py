"""Names that other readers give a measure → its name in the ontology; and whose change a measure is.

What the ontology does not know keeps the name it has, with its words in one form and order and without what readers
add to it (``store_count``): so the change of it (``store_change_pct``) is known for what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from kg.lexicon import Lexicon

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\s_\-]+")
_LONG = 200  # code points; longer is no name
_CHANGE = "change"
_OF = re.compile(r"(?P<what>\w+) of (?:the )?(?P<whose>.+)")
_COUNTED = re.compile(r"(?<=\w) (?:count|number|numbers)$")
_PLURAL = re.compile(r"[^\Ws]{3}s$")
_UNIT_NAMED = re.compile(r" (?:pct|percent|per cent|percentage)$")


def plain_name(name: str) -> str:
    """Return a name in lower case with its words apart and in one order, no unit or plural at its end.

    >>> {plain_name(name) for name in ("budget_change_pct", "budgetChange", "Budget changes", "change-of-budget")}
    {'budget change'}
    >>> {plain_name(name) for name in ("storeCount", "number_of_stores", "stores")}
    {'store'}
    """
    words = _GAPS.sub(" ", _HUMP.sub(" ", name[:_LONG])).casefold().strip()
    turned = _OF.fullmatch(words)
    if turned is not None:
        words = f"{turned['whose']} {turned['what']}"
    words = _COUNTED.sub("", _UNIT_NAMED.sub("", words))
    return words[:-1] if _PLURAL.search(words) else words


def measure_names(lexicon: Lexicon) -> Callable[..., str]:
    """Return what gives a measure its name in the ontology, by its name there or a label, the words in any order.

    A second argument is the name to take where only the order of the words is another than the ontology's.
    """
    labels = [(word, each.name) for each in lexicon.measures for word in (each.name, each.label, *each.aliases)]
    measures = unambiguous((plain_name(word), name) for word, name in labels)
    ordered = _one_order(lexicon.senses_of("measure-word"))
    turned = unambiguous((ordered(word), name) for word, name in labels)

    @cache  # of the few names that many claims have
    def called(name: str, otherwise: str | None = None) -> str:
        one = ordered(name)
        return measures.get(plain_name(name)) or otherwise or turned.get(one) or one.replace(" ", "_")

    return called


def changes(names: Iterable[str], lexicon: Lexicon) -> dict[str, str]:
    """Return, of the measures that the ontology does not know, those that are the change of another, with that other.

    >>> changes(["arrival_change_ferry", "arrival_ferry", "change_toll"], Lexicon())
    {'arrival_change_ferry': 'arrival_ferry'}
    """
    known, called = {measure.name for measure in lexicon.measures}, measure_names(lexicon)
    told = sorted(set(names))
    found = {}
    for name in told:
        words = name.split("_")
        if name not in known and _CHANGE in words and len(words) > 1:
            base = called(" ".join(word for word in words if word != _CHANGE))
            if base in told:
                found[name] = base
    return found


def _one_order(words: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts the words of a measure's name in one form and order: "killed civilians", "civilian deaths".

    ``words`` has those that stand for another, "" for those that say nothing of what is measured.
    """

    def ordered(name: str) -> str:
        told = [plain_name(word) for word in plain_name(name).split()]
        kept = {words.get(word, word) for word in told} - {""}
        return " ".join(sorted(kept)) or name

    return ordered


def unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what the words mean that mean one thing alone."""
    found: dict[str, set[str]] = {}
    for word, name in pairs:
        found.setdefault(word, set()).add(name)
    return {word: next(iter(names)) for word, names in found.items() if len(names) == 1}
