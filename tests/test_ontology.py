"""Turtle in, plain values out, and errors that name file, line and reason."""

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale

from kg.errors import BadOntology
from kg.lexicon import Lexicon
from kg.model import Temporality
from kg.ontology import OWNER_ROLES, load

BASE = "https://news.example/"
PREFIXES = """\
@prefix cue: <https://w3id.org/claimgraph/cue#> .
@prefix entity: <https://w3id.org/claimgraph/entity#> .
@prefix ex: <https://desk.example/> .
@prefix kg: <https://w3id.org/claimgraph/ontology#> .
@prefix measure: <https://w3id.org/claimgraph/measure#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <https://w3id.org/claimgraph/unit#> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""
FIRST = PREFIXES.count("\n") + 1  # the line on which a test's own Turtle begins


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    return load(base=BASE)


@pytest.fixture
def extended(tmp_path):
    def write(turtle: str, name: str = "my.ttl") -> Path:
        path = tmp_path / name
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    return write


def entity(lexicon: Lexicon, label: str):
    return next(entity for entity in lexicon.entities if entity.label == label)


def test_the_shipped_measures_cover_general_news(shipped):
    assert len(shipped.measures) >= 80
    assert {"memberCount", "deathToll", "unemploymentRate", "pollShare", "revenue", "magnitude", "foundingDate"} <= {
        measure.name for measure in shipped.measures
    }
    assert {measure.temporality for measure in shipped.measures} == set(get_args(Temporality))


def test_every_shipped_measure_says_what_it_takes_and_who_owns_it(shipped):
    for measure in shipped.measures:
        assert measure.cues, measure.name
        assert measure.units, measure.name
        assert measure.owner in OWNER_ROLES, measure.name
        assert measure.subject_classes, measure.name
        assert set(measure.subject_classes) <= set(shipped.class_parents), measure.name
        assert all(cue == cue.lower() for cue in (*measure.cues, *measure.nouns)), measure.name


def test_only_cumulative_measures_can_only_rise(shipped):
    assert {measure.temporality for measure in shipped.measures if measure.monotone} == {"cumulative"}


def test_a_broader_measure_exists(shipped):
    names = {measure.name for measure in shipped.measures}
    assert {measure.broader for measure in shipped.measures if measure.broader} <= names


def test_every_state_has_its_adjective_or_needs_none_and_its_capital(shipped):
    states = [entity for entity in shipped.entities if entity.classes == ("State",)]
    assert len(states) == 197  # 193 members of the United Nations, the Holy See, Palestine, Kosovo and Taiwan
    assert {state.label for state in states if not state.adjectives} <= {
        *("Dominica", "Holy See", "Liechtenstein", "Republic of the Congo", "Solomon Islands", "Vanuatu"),
    }
    assert {state.label for state in states if not state.metonyms} == {"Holy See", "Monaco", "San Marino", "Singapore"}


def test_states_are_known_by_the_names_of_cldr(shipped):
    territories = Locale("en").territories
    dependent = set(
        re.findall(
            "..",
            "ACAIAQASAWAXBLBMBQBVCCCKCPCQCWCXDGEAEHFKFOGFGGGIGLGPGSGUHKHMICIMIOJEKYMFMOMPMQMSNCNFNUPFPMPNPRRESHSJSXTATC"
            "TFTKUMVGVIWFYTEUEZUNQOXAXBZZ",
        )
    )
    known = {name for entity in shipped.entities for name in (entity.label, *entity.aliases, *entity.acronyms)}
    names = {
        name.replace("&", "and").replace("St.", "Saint")
        for code, name in territories.items()
        if len(code) == 2 and code not in dependent and "(" not in name and "Congo" not in name
    }
    assert names - known <= {
        "Côte d’Ivoire",
        "Hong Kong SAR China",
        "Macao SAR China",
        "Palestinian Territories",
        "Saint Vincent and Grenadines",
    }


def test_wikidata_ids_are_unique(shipped):
    ids = Counter(entity.wikidata for entity in shipped.entities if entity.wikidata)
    assert [identifier for identifier, times in ids.items() if times > 1] == []


def test_a_wikidata_iri_tells_the_id(shipped):
    assert entity(shipped, "NATO").wikidata == "Q7184"
    assert entity(shipped, "NATO").iri == "http://www.wikidata.org/entity/Q7184"


def test_transliterations_are_aliases(shipped):
    assert "Kiev" in entity(shipped, "Kyiv").aliases
    assert {"Zelensky", "Zelenskiy", "Zelenskyy"} <= set(entity(shipped, "Volodymyr Zelenskyy").aliases)


def test_a_capital_stands_for_its_state(shipped):
    assert {"Kyiv", "Kiev"} <= set(entity(shipped, "Ukraine").metonyms)
    assert entity(shipped, "Kyiv").within == entity(shipped, "Ukraine").iri


def test_every_entity_is_of_a_known_class(shipped):
    for known in shipped.entities:
        assert known.classes, known.label
        assert set(known.classes) <= set(shipped.class_parents), known.label


def test_classes_lead_up_to_entity(shipped):
    for name in shipped.class_parents:
        assert "Entity" in shipped.kinds(name), name


def test_a_cue_is_worded_by_its_other_labels(extended):
    path = extended(
        'cue:mine a kg:Cue ; skos:inScheme cue:hedge ; skos:prefLabel "Name"@en ; skos:altLabel "Kind Of"@en .'
    )
    found = [cue for cue in load(path, base=BASE).cues_of("hedge")]
    assert [cue.text for cue in found] == ["kind of"]


def test_a_cue_with_a_preferred_label_alone_is_worded_by_it(extended):
    path = extended('cue:mine a kg:Cue ; skos:inScheme cue:mine ; skos:prefLabel "Of sorts"@en ; kg:position "after" .')
    (cue,) = load(path, base=BASE).cues_of("mine")
    assert (cue.text, cue.position) == ("of sorts", "after")


def test_an_extension_adds_a_measure(extended, shipped):
    path = extended(
        'measure:lighthouses a kg:Measure ; skos:prefLabel "lighthouses"@en ; kg:cue "Lighthouses"@en ;'
        ' kg:temporality kg:state ; kg:unitKind "count" ; kg:tolerance 0.1 .'
    )
    lexicon = load(path, base=BASE)
    added = lexicon.measures[-1]
    assert (added.name, added.cues, added.tolerance) == ("lighthouses", ("lighthouses",), "0.1")
    assert len(lexicon.measures) == len(shipped.measures) + 1


def test_an_extension_adds_words_and_replaces_what_there_is_one_of(extended, shipped):
    path = extended(
        'measure:deathToll skos:prefLabel "fatal casualties"@en ; kg:cue "smitten"@en ; kg:temporality kg:state .'
    )
    before = next(measure for measure in shipped.measures if measure.name == "deathToll")
    after = next(measure for measure in load(path, base=BASE).measures if measure.name == "deathToll")
    assert after.label == "fatal casualties"
    assert after.temporality == "state"
    assert after.cues == (*before.cues, "smitten")


def test_a_later_extension_wins(extended):
    first = extended('ex:u a kg:Unit ; kg:code "fathom" ; kg:dimension "length" ; kg:factor 1.8 .', "first.ttl")
    second = extended("ex:u kg:factor 1.8288 .", "second.ttl")
    unit = next(unit for unit in load(first, second, base=BASE).units if unit.code == "fathom")
    assert unit.factor == "1.8288"


def test_an_extension_may_be_a_folder(extended, tmp_path):
    extended('ex:a a kg:Company ; skos:prefLabel "Alder Freight"@en .', "a.ttl")
    extended('ex:b a kg:Company ; skos:prefLabel "Birch Freight"@en .', "b.ttl")
    labels = {known.label for known in load(tmp_path, base=BASE).entities}
    assert {"Alder Freight", "Birch Freight"} <= labels


def test_an_extension_may_bring_its_own_class(extended):
    path = extended(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'kg:Ferry a rdfs:Class ; rdfs:label "ferry"@en ; rdfs:subClassOf kg:Product ; kg:description "the ferry"@en .\n'
        'ex:gull a kg:Ferry ; skos:prefLabel "Gull of Orrin"@en .'
    )
    lexicon = load(path, base=BASE)
    assert "Product" in lexicon.kinds("Ferry")
    assert lexicon.class_descriptions["Ferry"] == ("the ferry",)


def test_terms_of_other_vocabularies_are_left_alone(extended, shipped):
    path = extended(
        'ex:scheme a skos:ConceptScheme ; skos:prefLabel "Ours"@en . ex:thing <https://schema.org/name> "x" .'
    )
    assert load(path, base=BASE).entities == shipped.entities


def test_reading_twice_gives_the_same_lexicon(extended):
    path = extended('ex:a a kg:Company ; skos:prefLabel "Alder Freight"@en .')
    assert load(path, base=BASE) == load(path, base=BASE)


def test_a_changed_file_is_read_again(extended):
    path = extended('ex:a a kg:Company ; skos:prefLabel "Alder Freight"@en .')
    load(path, base=BASE)
    extended('ex:a a kg:Company ; skos:prefLabel "Alder Freight and Sons"@en .')
    assert any(known.label == "Alder Freight and Sons" for known in load(path, base=BASE).entities)


@pytest.mark.parametrize(
    ("turtle", "line", "reason"),
    [
        ("\nmeasure:x a kg:Measure ; ; .\nbroken", 2, "not valid Turtle"),
        ("\nmeasure:x a kg:Measure .", 1, r"measure without a label; add skos:prefLabel"),
        (
            '\nmeasure:x a kg:Measure ;\n  skos:prefLabel "x"@en ;\n  kg:temporality kg:sometimes .',
            3,
            "kg:sometimes, which the vocabulary does not have",
        ),
        (
            '\nmeasure:x a kg:Measure ;\n  skos:prefLabel "x"@en ;\n  kg:temporality kg:exact .',
            3,
            "it must be one of kg:constant, kg:state",
        ),
        (
            '\nmeasure:x a kg:Measure ; skos:prefLabel "x"@en ;\n  kg:ownerRole "landlord" .',
            2,
            "must be one of possessor",
        ),
        ('\nmeasure:x a kg:Measure ; skos:prefLabel "x"@en ;\n  kg:tolerance "a bit" .', 2, "not a decimal number"),
        (
            '\nmeasure:x a kg:Measure ; skos:prefLabel "x"@en ;\n  kg:subjectClas kg:State .',
            2,
            r"did you mean kg:subjectClass\?",
        ),
        ('\nunit:x a kg:Unit ; kg:dimension "length" .', 1, "unit without a code"),
        ('\nunit:x a kg:Unit ; kg:code "x" .', 1, "unit without a dimension"),
        ('\nunit:x a kg:Unit ; kg:code "x" ; kg:dimension "length" ;\n  kg:factor "many" .', 2, "not a decimal number"),
        ('\ncue:x a kg:Cue ; skos:altLabel "x"@en .', 1, "cue without a scheme"),
        ("\ncue:x a kg:Cue ; skos:inScheme cue:hedge .", 1, "cue without words"),
        (
            '\ncue:x a kg:Cue ; skos:inScheme cue:hedge ; skos:altLabel "x"@en ;\n  kg:position "sideways" .',
            2,
            "must be one of before, after",
        ),
        ('\nex:x skos:prefLabel "Alder Freight"@en .', 1, "has a label but no class"),
        ("\nex:x a kg:Company .", 1, "has no name"),
        ('\nex:x a kg:Compani ; skos:prefLabel "x"@en .', 1, r"did you mean kg:Company\?"),
        ('\nex:x a kg:Claim ; skos:prefLabel "x"@en .', 1, "not a class of entities"),
        (
            '\nex:x a kg:Company, kg:Unit ;\n skos:prefLabel "x"@en .\nex:x a kg:Measure .',
            1,
            "both a measure and a unit",
        ),
        (
            '\nex:x a kg:Company ; skos:prefLabel "Alder"@en .\n\nex:x\n  skos:prefLabel "Birch"@en .',
            1,
            'two values of prefLabel, "Alder" and "Birch"; keep one',
        ),
    ],
)
def test_a_malformed_extension_is_refused_with_file_line_and_reason(extended, turtle, line, reason):
    path = extended(turtle.removeprefix("\n"))
    with pytest.raises(BadOntology, match=reason) as refused:
        load(path, base=BASE)
    assert str(refused.value).startswith(f"{path}:{FIRST - 1 + line}: ")


def test_a_missing_extension_is_refused(tmp_path):
    with pytest.raises(BadOntology, match=r"absent\.ttl: cannot be read .*give the path of a Turtle file"):
        load(tmp_path / "absent.ttl", base=BASE)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "my.ttl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadOntology, match="not valid Turtle"):
        load(path, base=BASE)
