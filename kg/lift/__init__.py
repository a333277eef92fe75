"""Article, claims → quads: one named graph a version; names are hashes of content; no blank nodes.

What one version says stands in the graph named by the version; what articles share (series, entities, measures, units,
publishers) stands in the shared graph. Lifting is pure: the same article and claims give the same statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad, RdfFormat, parse

from kg import __version__, names
from kg.lexicon import Lexicon
from kg.lift.article import article_statements
from kg.lift.claims import claim_statements, comparison_statements
from kg.lift.lower import Stored, lower, lower_article
from kg.lift.shared import Index, Shared
from kg.lift.words import Words
from kg.model import Article, Claim
from kg.packed import Packed, gathered
from kg.vocab import KG, PROV, RDF

__all__ = ["AGENT", "Lifted", "Stored", "lift", "lift_article", "lower", "lower_article"]

AGENT = "claimgraph rules"


@dataclass(frozen=True, slots=True)
class Lifted:
    """One version of an article as statements in N-Triples, without graph names and full stops.

    ``own`` goes to the graph of the version, ``statements`` and ``described`` to the shared graph; ``described`` is by
    node, because a newer ontology replaces what an older one said.
    """

    article: str
    version: str
    claims: tuple[str, ...]
    series: frozenset[str]
    own: tuple[str, ...]
    statements: tuple[str, ...]
    described: dict[str, tuple[str, ...]]

    @property
    def digest(self) -> str:
        """The hash of all statements: equal where nothing changed."""
        described = [line for iri in sorted(self.described) for line in self.described[iri]]
        return names.digest("\n".join(self.own), "\n".join(sorted(self.statements)), "\n".join(described))


def lift(
    article: Article, claims: Iterable[Claim], *, base: str, lexicon: Lexicon, agent: str = AGENT
) -> Iterator[Quad]:
    """Yield the quads of one version of an article and of its claims, shared descriptions included.

    ``agent`` names the program that made the claims. Raises :class:`kg.errors.BadClaims` where a claim is not of this
    article or holds a value that no graph can hold, :class:`kg.errors.UnreadableArticle` where the text is not Unicode.
    """
    lifted = lift_article(article, claims, base=base, lexicon=lexicon, agent=agent)
    yield from parse(nquads(lifted.own, lifted.version), RdfFormat.N_QUADS)
    shared = [*lifted.statements, *(line for lines in lifted.described.values() for line in lines)]
    yield from parse(nquads(shared, names.graph(base, "shared")), RdfFormat.N_QUADS)


def nquads(statements: Iterable[str], graph: str) -> bytes:
    """Return the statements as N-Quads in one graph."""
    end = f" <{graph}> .\n"
    return "".join([f"{statement}{end}" for statement in statements]).encode()


def lift_article(
    article: Article, claims: Iterable[Claim], *, base: str, lexicon: Lexicon, agent: str = AGENT
) -> Lifted:
    """Return one version of an article and its claims as statements; raises as :func:`lift`."""
    shared = Shared(base, _index(lexicon))
    version_key = names.version_key(article)
    version_iri = f"{base}id/version/{version_key}"
    version = f"<{version_iri}>"
    article_iri = names.article(base, article.id)
    words = Words(version, article.text)
    source = f"<{article_iri}>"
    own = list(article_statements(article, iri=source, version=version, shared=shared, words=words))
    extraction = f"<{names.extraction(base, version_key, f'{agent} {__version__}')}>"
    own += [
        f"{extraction} {RDF.type} {KG.Extraction}",
        f"{extraction} {RDF.type} {PROV.Activity}",
        f"{extraction} {PROV.used} {version}",
        f"{extraction} {PROV.wasAssociatedWith} {shared.agent(agent, __version__)}",
    ]
    made: dict[str, None] = {}
    told: list[tuple[str, str, Packed]] = []
    for claim in claims:
        iri = names.claim(base, version_key, claim)
        if iri in made:  # the same claim twice is one claim
            continue
        made[iri] = None
        subject = f"<{iri}> "
        statements = claim_statements(
            claim,
            article,
            name=iri,
            source=source,
            version=version,
            extraction=extraction,
            shared=shared,
            words=words,
            told=told,
        )
        own += [subject + statement for statement in statements]
    if told:
        own += comparison_statements(gathered(article_iri, sorted(told)), version_iri)
    own += words.statements()
    return Lifted(
        article_iri,
        version_iri,
        tuple(made),
        frozenset(shared.touched),
        tuple(own),
        tuple(shared.statements),
        shared.described,
    )


_indexes: dict[int, tuple[Lexicon, Index]] = {}


def _index(lexicon: Lexicon) -> Index:
    """Return the lexicon's index, made once a lexicon (it holds a dict, so it cannot be a cache's key)."""
    kept = _indexes.get(id(lexicon))
    if kept is None or kept[0] is not lexicon:
        if len(_indexes) >= 8:
            _indexes.clear()
        kept = _indexes[id(lexicon)] = (lexicon, Index(lexicon))
    return kept[1]
