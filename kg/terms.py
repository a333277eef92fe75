"""``ontology/kg.ttl`` → the JSON-LD context and the page of terms; ``python -m kg.terms`` writes both anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg import resources
from kg.vocab import EDTF, KG, PREFIXES

_OWL, _RDFS = PREFIXES["owl"], PREFIXES["rdfs"]
_SHORT = PREFIXES | {
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": EDTF.value.removesuffix("EDTF"),
    "qudt": "http://qudt.org/schema/qudt/",
    "void": "http://rdfs.org/ns/void#",
}
# Standard properties that our graphs use, by the short name they get in JSON-LD and how their values are written
_STANDARD = {
    "derivedFrom": ("prov:wasDerivedFrom", "@id"),
    "quotedFrom": ("prov:wasQuotedFrom", "@id"),
    "generatedBy": ("prov:wasGeneratedBy", "@id"),
    "revisionOf": ("prov:wasRevisionOf", "@id"),
    "generatedAt": ("prov:generatedAtTime", "xsd:dateTime"),
    "invalidatedAt": ("prov:invalidatedAtTime", "xsd:dateTime"),
    "hasSource": ("oa:hasSource", "@id"),
    "hasSelector": ("oa:hasSelector", "@id"),
    "start": ("oa:start", "xsd:integer"),
    "end": ("oa:end", "xsd:integer"),
    "exact": ("oa:exact", None),
    "prefix": ("oa:prefix", None),
    "suffix": ("oa:suffix", None),
    "headline": ("schema:headline", None),
    "articleBody": ("schema:articleBody", None),
    "datePublished": ("schema:datePublished", "edtf:EDTF"),
    "identifier": ("schema:identifier", None),
    "sameAs": ("owl:sameAs", "@id"),
    "label": ("rdfs:label", None),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the vocabulary as ``kg.ttl`` describes it; values are IRIs or texts by the IRI of their property."""

    name: str
    kind: str  # "class", "property" or the name of the class that the concept belongs to
    values: dict[str, tuple[str, ...]]

    def first(self, iri: str) -> str:
        """Return the first value of a property, empty where it has none."""
        return next(iter(self.values.get(iri, ())), "")


def terms() -> list[Term]:
    """Return the terms in the order in which the file has them."""
    found: dict[str, dict[str, list[str]]] = {}
    path = resources.ontology() / "kg.ttl"
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(KG.iri):
            values = found.setdefault(quad.subject.value.removeprefix(KG.iri), {})
            if isinstance(quad.object, NamedNode | Literal):
                values.setdefault(quad.predicate.value, []).append(quad.object.value)
    return [
        Term(name, _kind(values), {iri: tuple(objects) for iri, objects in values.items()})
        for name, values in found.items()
    ]


def _kind(values: dict[str, list[str]]) -> str:
    types = values[PREFIXES["rdf"] + "type"]
    if f"{_OWL}Class" in types:
        return "class"
    return "property" if types[0].startswith(_OWL) else types[0].removeprefix(KG.iri)


def context() -> dict[str, object]:
    """Return the JSON-LD context: every property of the vocabulary by its name, with how its values are written."""
    entries: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type"}
    entries |= {prefix: iri for prefix, iri in sorted(_SHORT.items()) if prefix not in KG}  # kg:unit is a term
    for name, (iri, coerced) in _STANDARD.items():
        entries[name] = {"@id": iri, "@type": coerced} if coerced is not None else iri
    for term in terms():
        if term.kind == "property":
            entries[term.name] = _entry(term)
        elif term.kind == "class":
            entries[term.name] = f"kg:{term.name}"
    return {"@context": entries}


def _entry(term: Term) -> object:
    iri = f"kg:{term.name}"
    if f"{_OWL}ObjectProperty" in term.values[PREFIXES["rdf"] + "type"]:
        return {"@id": iri, "@type": "@id"}
    range_ = short(term.first(f"{_RDFS}range"))
    return {"@id": iri, "@type": range_} if range_ and range_ != "xsd:string" else iri


def short(iri: str) -> str:
    """Return the IRI with its prefix.

    >>> short("https://schema.org/Claim")
    'schema:Claim'
    """
    for prefix, namespace in _SHORT.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def markdown() -> str:
    """Return the page of terms."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# Terms"
    yield ""
    yield "The vocabulary `kg:` is `" + KG.iri + "`. This page is made from `ontology/kg.ttl` by `python -m kg.terms`."
    described = terms()
    concepts = [term.name for term in described if term.kind == "class" and any(t.kind == term.name for t in described)]
    sections = [
        ("Classes", "class"),
        ("Properties", "property"),
        *((f"Values of `kg:{name}`", name) for name in concepts),
    ]
    for title, kind in sections:
        yield from ("", f"## {title}", "")
        for term in (term for term in described if term.kind == kind):
            yield from _described(term)


def _described(term: Term) -> Iterator[str]:
    yield f"### `kg:{term.name}`"
    yield ""
    yield term.first(f"{_RDFS}comment")
    yield ""
    for title, iri in (("narrows", "subClassOf"), ("narrows", "subPropertyOf"), ("of", "domain"), ("takes", "range")):
        values = term.values.get(_RDFS + iri, ())
        if values:
            yield f"* {title} {', '.join(f'`{short(value)}`' for value in values)}"
    yield f"* for example `{term.first(PREFIXES['skos'] + 'example')}`"
    yield ""


def written() -> dict[Path, str]:
    """Return the files that are made from the vocabulary, with their content."""
    return {
        resources.ontology() / "context.jsonld": json.dumps(context(), indent=2, ensure_ascii=False) + "\n",
        resources.ontology().parent / "docs" / "terms.md": markdown().rstrip("\n") + "\n",
    }


if __name__ == "__main__":
    for path, content in written().items():
        path.write_text(content, encoding="utf-8")
