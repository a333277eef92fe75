import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef

import kg
from kg import resources
from kg.terms import context, markdown, terms, written
from kg.vocab import KG

ONTOLOGY = Graph().parse(resources.ontology() / "kg.ttl")
FILES = [*sorted(resources.ontology().glob("*.ttl")), *sorted(resources.shapes().glob("*.ttl"))]
MINE = {URIRef(KG.iri + name) for name in KG}
ROOT = Path(__file__).resolve().parents[1]


def used(text: str, prefix: str) -> set[str]:
    """Terms as they are written, in triples and in the SPARQL of shapes."""
    return set(re.findall(rf"(?<![\w:]){prefix}:([A-Za-z]\w*)", text))


def defined() -> set[str]:
    entity_classes = Graph().parse(resources.ontology() / "classes.ttl")
    return set(KG) | {str(iri).removeprefix(KG.iri) for iri in entity_classes.subjects(RDF.type, RDFS.Class)}


def test_code_and_ontology_have_the_same_terms():
    assert {iri for iri in ONTOLOGY.subjects() if str(iri).startswith(KG.iri)} == MINE


def test_a_term_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no term 'asWriten'"):
        _ = KG.asWriten
    with pytest.raises(KeyError):
        _ = KG["asWriten"]


@pytest.mark.parametrize("iri", sorted(MINE), ids=lambda iri: iri.removeprefix(KG.iri))
def test_every_term_is_explained(iri):
    assert ONTOLOGY.value(iri, RDFS.label, any=False)
    assert ONTOLOGY.value(iri, RDFS.comment, any=False).endswith(".")
    assert ONTOLOGY.value(iri, SKOS.example, any=False)
    assert ONTOLOGY.value(iri, RDFS.isDefinedBy, any=False) == URIRef(KG.iri.rstrip("#"))


def test_every_class_narrows_a_standard_one():
    for iri in ONTOLOGY.subjects(RDF.type, OWL.Class):
        assert list(ONTOLOGY.objects(iri, RDFS.subClassOf)), iri


def test_the_ontology_has_the_version_of_the_package():
    assert str(ONTOLOGY.value(URIRef(KG.iri.rstrip("#")), OWL.versionInfo)) == kg.__version__


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_use_only_terms_that_are_defined(path):
    assert used(path.read_text(encoding="utf-8"), "kg") <= defined()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_use_only_real_shacl_terms(path):
    assert not [name for name in used(path.read_text(encoding="utf-8"), "sh") if name not in SH]


def test_every_own_term_is_used():
    """In the code, the shapes or the knowledge files: a term nobody writes or reads is a promise nobody keeps."""
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("kg", "api")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "vocab.py"
    )
    knowledge = "\n".join(path.read_text(encoding="utf-8") for path in FILES if path.name != "kg.ttl")
    queries = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "kg" / "queries").glob("*.rq"))
    concepts = {
        term.name for term in terms() if term.kind not in ("class", "property")
    }  # lifted from the model's words
    classes_of_concepts = {term.kind for term in terms()}
    spoken = used(knowledge + queries, "kg") | set(re.findall(r"\w+", code)) | concepts | classes_of_concepts
    assert set(KG) <= spoken


def test_values_of_the_model_are_concepts():
    from typing import get_args

    from kg import model
    from kg.lift.claims import concept

    for values in (
        model.ClaimKind,
        model.Modality,
        model.Certainty,
        model.Polarity,
        model.Temporality,
        model.Basis,
        model.Standing,
    ):
        for value in get_args(values):
            assert concept(value)[1:-1] in map(str, MINE)


def test_the_files_made_from_the_ontology_are_current():
    for path, content in written().items():
        assert path.read_text(encoding="utf-8") == content, f"run python -m kg.terms to write {path.name} anew"


def test_the_page_explains_every_term():
    page = markdown()
    assert all(f"### `kg:{name}`" in page for name in KG)


def test_json_ld_with_the_context_reads_as_the_same_triples():
    entries = context()["@context"]
    document = {
        "@context": entries,
        "id": "http://x/claim",
        "type": "Claim",
        "value": "67.65",
        "modality": "http://x/m",
        "quote": "67.65 percent",
    }
    import json

    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    assert {(str(p).removeprefix(KG.iri), str(o)) for _, p, o in graph} == {
        (str(RDF.type), KG.iri + "Claim"),
        ("value", "67.65"),
        ("modality", "http://x/m"),
        ("quote", "67.65 percent"),
    }
    assert isinstance(graph.value(URIRef("http://x/claim"), URIRef(KG.iri + "modality")), URIRef)
