"""Claims → findings about figures that do not add up, named as in the graph that the batch writes.

The arithmetic of :mod:`kg.check` over the part of the graph that it reads; series have the names that lifting gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from kg.batch.partitions import TOGETHER
from kg.batch.setting import Setting, tools
from kg.batch.writing import Named
from kg.check.arithmetic import arithmetic_findings
from kg.check.graph import ask, comparison_quads
from kg.model import Claim
from kg.vocab import KG


class Sums:
    """The figures that do not add up within the articles of a chunk, some thousand claims looked at together."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._claims: dict[str, Claim] = {}
        self._series: dict[str, str] = {}
        self._found: list[Named] = []

    def add(self, claims: Mapping[str, Claim], series: Mapping[str, str]) -> None:
        """Take the claims of an article that may have to add up, by name, with the series of each."""
        self._claims |= claims
        self._series |= series
        if len(self._claims) >= TOGETHER:
            self._look()

    def found(self) -> list[Named]:
        """Return what does not add up."""
        self._look()
        return self._found

    def _look(self) -> None:
        if self._claims:
            found = added_up(self._claims, self._series, self._setting)
            self._found += [(finding, claims) for finding, claims in found if _within_one_article(finding.claims)]
            self._claims, self._series = {}, {}


def across_articles(claims: Mapping[str, Claim], series: Mapping[str, str], setting: Setting) -> list[Named]:
    """Return what does not add up among claims of several articles: what one article says is its chunk's matter."""
    return [each for each in added_up(claims, series, setting) if not _within_one_article(each[0].claims)]


def added_up(claims: Mapping[str, Claim], series: Mapping[str, str], setting: Setting) -> list[Named]:
    """Return what does not add up among claims (by name, with the series of each), and the names of its claims."""
    have, base = tools(setting), setting.base
    quads = comparison_quads(claims, units=have.units, canonical=have.canonical, lexicon=have.reader.lexicon, base=base)
    store = pyoxigraph.Store()
    store.extend(set(_as_named(list(quads), series)))
    return arithmetic_findings(partial(ask, store), lambda _: claims, base=base)


def _within_one_article(claims: Iterable[Claim]) -> bool:
    return len({claim.article for claim in claims}) == 1


def _as_named(quads: list[Quad], series: Mapping[str, str]) -> Iterator[Quad]:
    """Yield the quads with series named as in the graph: there, the measure's own temporality counts too."""
    known: dict[object, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == KG.series and isinstance(quad.subject, NamedNode):
            known[quad.object].add(series[quad.subject.value])
    for quad in quads:
        if quad.predicate == KG.series and isinstance(quad.subject, NamedNode):
            yield Quad(quad.subject, KG.series, NamedNode(series[quad.subject.value]))
        elif quad.subject in known:
            yield from (Quad(NamedNode(name), quad.predicate, quad.object) for name in known[quad.subject])
        else:
            yield quad
