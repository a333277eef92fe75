"""Article → statements about it and the version that is read.

The version holds the text and all that was published with it; the article stands for what stays the same through its
versions, and repeats title, address, date and publisher of the current one so that they are one step away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kg.errors import UnreadableArticle
from kg.lift import terms
from kg.lift.shared import Shared
from kg.lift.words import Words
from kg.model import Article, Block
from kg.vocab import KG, PROV, RDF, SCHEMA


def article_statements(article: Article, *, iri: str, version: str, shared: Shared, words: Words) -> Iterator[str]:
    """Yield the statements about the article and its version, without a graph name."""
    try:
        content = article.text.encode()
    except UnicodeEncodeError as error:
        raise UnreadableArticle(
            f"article {article.id!r}: half a surrogate pair at character {error.start}; decode the source as UTF-8"
        ) from None
    yield f"{iri} {RDF.type} {KG.Article}"
    yield f"{iri} {RDF.type} {SCHEMA.NewsArticle}"
    yield f"{iri} {RDF.type} {PROV.Entity}"
    yield f"{iri} {SCHEMA.identifier} {terms.text(article.id)}"
    yield f"{version} {RDF.type} {KG.Version}"
    yield f"{version} {PROV.specializationOf} {iri}"
    yield f"{version} {SCHEMA.identifier} {terms.text(article.id)}"
    yield f"{version} {SCHEMA.articleBody} {terms.text(article.text)}"
    yield f"{version} {SCHEMA.sha256} {terms.text(hashlib.sha256(content).hexdigest())}"
    for described in (iri, version):
        for predicate_object in _published(article, shared):
            yield f"{described} {predicate_object}"
    if article.blocks:
        yield f"{version} {KG.layout} {terms.text(chr(10).join(map(_block, article.blocks)))}"
    for position, found in enumerate(article.evidence):
        node = f"{version[:-1]}#date-evidence-{position}>"
        yield f"{version} {KG.dateEvidence} {node}"
        yield f"{node} {RDF.type} {KG.DateEvidence}"
        yield f"{node} {SCHEMA.datePublished} {terms.edtf(found.date)}"
        yield f"{node} {KG.evidenceSource} {terms.text(found.source)}"
        if found.span is not None:
            yield f"{node} {KG.evidence} {words.placed(found.span)}"
        if found.note is not None:
            yield f"{node} {KG.evidenceNote} {terms.text(found.note)}"


def _published(article: Article, shared: Shared) -> Iterator[str]:
    if article.title is not None:
        yield f"{SCHEMA.headline} {terms.text(article.title)}"
    if article.url is not None:
        yield f"{SCHEMA.url} {_address(article.url)}"
    if article.published is not None:
        yield f"{SCHEMA.datePublished} {terms.edtf(article.published)}"
    if article.language is not None:
        yield f"{SCHEMA.inLanguage} {terms.text(article.language)}"
    if article.publisher is not None:
        yield f"{SCHEMA.publisher} {shared.publisher(article.publisher)}"


def _address(url: str) -> str:
    """Return the address as an IRI, or as it was written where it is none."""
    try:
        return terms.iri(url)
    except ValueError:
        return terms.text(url)


def _block(block: Block) -> str:
    header = f" {block.header.start} {block.header.end}" if block.header is not None else ""
    return f"{block.kind} {block.span.start} {block.span.end}{header}"
