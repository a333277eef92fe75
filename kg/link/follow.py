"""Accepted matches, a store → series of claims that are about one thing under several names, merged or split again.

The claims keep their subject and their name; only the series they stand in is another. It is made by the same code as
lifting makes it, so undoing a match gives the graph that there was before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from kg import names
from kg.lexicon import Lexicon
from kg.lift.claims import comparison_statements
from kg.lift.shared import Index, Shared
from kg.link.groups import canonical
from kg.packed import moved as in_other_series
from kg.store import Store
from kg.store.writing import Change
from kg.vocab import KG


def follow(
    store: Store, lexicon: Lexicon, *, subjects: Collection[str] = (), article: str | None = None
) -> frozenset[str]:
    """Put the claims about linked things in the series they belong to; return the series that changed.

    ``subjects`` are things whose links were just undone; ``article`` keeps the work to one article, after it was read.
    All of it is one transaction; done again it changes nothing.
    """
    links = canonical(store)
    if not links and not subjects:
        return frozenset()
    index = Index(lexicon)
    index.canonical = {same: links.get(iri, iri) for same, iri in index.canonical.items()} | links
    about = {*links, *links.values(), *subjects}
    about |= {same for same, iri in index.canonical.items() if iri in about}
    shared = Shared(store.base, index)
    change, moved, left = Change(), set[Quad](), set[str]()
    touched: set[str] = set()
    series_of: dict[NamedNode, dict[str, str]] = defaultdict(dict)
    for subject in sorted(about):
        for stored in store.claims(subject=subject, article=article):
            claim = stored.claim
            if claim.subject_iri is None and (local := names.entity(store.base, claim.subject)) in index.canonical:
                claim = replace(claim, subject_iri=local)
            series = shared.series(claim, f"<{subject}>")
            if series == f"<{stored.series}>":
                continue
            quad = Quad(NamedNode(stored.iri), KG.series, NamedNode(stored.series), NamedNode(stored.version))
            moved.add(quad)
            change.remove.append(quad)
            change.say(stored.version, [f"<{stored.iri}> {KG.series} {series}"])
            left.add(stored.series)
            series_of[NamedNode(stored.version)][stored.iri] = series[1:-1]
            touched |= {stored.series, series[1:-1]}
    if not change.remove:
        return frozenset()
    for version, others in series_of.items():
        for quad in store.match(version, KG.comparisons, None, version):
            change.remove.append(quad)
            if isinstance(quad.object, Literal):
                text = in_other_series(quad.object.value, others)
                change.remove += store.match(None, KG.told, None, version)
                change.say(version.value, comparison_statements(text, version.value))
    change.say(store.shared_graph, shared.statements)
    for described in shared.described.values():
        change.say(store.shared_graph, described)
    for iri in left - {statement.split(" ", 1)[0][1:-1] for statement in shared.statements}:
        change.remove += _abandoned(store, iri, moved)
    store.update(change.update())
    return frozenset(touched)


def _abandoned(store: Store, series: str, moved: Collection[Quad]) -> list[Quad]:
    """Return what is said of a series that no claim stands in any more, now or formerly."""
    node = NamedNode(series)
    pointing = (
        quad
        for predicate in (KG.series, KG.formerSeries)
        for quad in store.quads.quads_for_pattern(None, predicate, node)
    )
    if any(quad not in moved for quad in pointing):
        return []
    return list(store.quads.quads_for_pattern(node, None, None, NamedNode(store.shared_graph)))
