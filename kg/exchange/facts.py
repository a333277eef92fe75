"""Statements of Wikidata (its JSON or its RDF), or ours in its form → reference facts that claims are held against.

What is read becomes ``kg:ReferenceFact`` in Turtle, the form that :func:`kg.check.reference.load_reference` files.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg import names
from kg.edtf import days
from kg.errors import BadReference
from kg.exchange.crosswalk import WD, Crosswalk
from kg.exchange.wikidata import Statement, read_statements
from kg.interval import Units
from kg.lexicon import Lexicon, Scale
from kg.vocab import KG, PREFIXES, RDF, XSD

_DEPRECATED = "http://wikiba.se/ontology#DeprecatedRank"


def reference_turtle(path: Path, lexicon: Lexicon, walk: Crosswalk) -> bytes:
    """Return the facts of a file of statements as Turtle.

    Raises :class:`BadReference`, naming the file, where it cannot be read or holds no statement of a measure we have.
    """
    found = list(_json(path, walk) if path.suffix == ".json" else _rdf(path, walk))
    measures = {measure.name: measure.iri for measure in lexicon.measures}
    units = lexicon.scales
    triples = [triple for each in found for triple in _fact(each, measures, units)]
    if not triples:
        raise BadReference(
            f"{path}: has no statement with a value of a property that a measure names with skos:closeMatch "
            "(ontology/wikidata.ttl)"
        )
    return serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def is_statements(path: Path) -> bool:
    """Say whether a file looks like statements of Wikidata rather than facts in our own form."""
    try:
        start = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadReference(f"{path}: cannot be read ({error.strerror})") from None
    return path.suffix == ".json" or ("wikidata.org/prop/" in start and "ReferenceFact" not in start)


def _fact(each: Statement, measures: dict[str, str], units: Units) -> Iterator[Triple]:
    measure = measures.get(each.measure)
    ends = _ends(each, units.get(each.unit or "", Scale("")))
    if measure is None or ends is None:
        return
    node = NamedNode(f"urn:fact:{names.digest(each.iri)}")
    start = days(each.valid_from) if each.valid_from else None
    end = days(each.valid_to) if each.valid_to else None
    yield Triple(node, RDF.type, KG.ReferenceFact)
    yield Triple(node, KG.subject, NamedNode(each.subject))
    yield Triple(node, KG.measure, NamedNode(measure))
    for term, value in ((KG.low, ends[0]), (KG.high, ends[1])):
        yield Triple(node, term, value)
    days_of = ((KG.validFrom, start.start if start else None), (KG.validUntil, end.until if end else None))
    for term, day in days_of:
        if day is not None:
            yield Triple(node, term, Literal(day.isoformat(), datatype=XSD.date))


def _ends(each: Statement, scale: Scale) -> tuple[Literal, Literal] | None:
    if isinstance(each.value, str):
        found = days(each.value)
        if found is None or found.start is None or found.until is None:
            return None
        last = found.until - dt.timedelta(1)
        return tuple(Literal(day.isoformat(), datatype=XSD.date) for day in (found.start, last))  # type: ignore[return-value]
    low, high = (each.value if end is None else end for end in (each.low, each.high))
    if low is None or high is None:
        return None
    return tuple(Literal(names.plain(scale.of(end)), datatype=XSD.decimal) for end in (low, high))  # type: ignore[return-value]


def _rdf(path: Path, walk: Crosswalk) -> Iterator[Statement]:
    format = RdfFormat.from_extension(path.suffix.removeprefix(".")) or RdfFormat.TURTLE
    try:
        quads = list(parse(path=str(path), format=format))
    except OSError as error:
        raise BadReference(f"{path}: cannot be read ({error.strerror or error})") from None
    except (SyntaxError, ValueError) as error:
        raise BadReference(f"{path}: {error}") from None
    deprecated = {str(quad.subject)[1:-1] for quad in quads if str(quad.object) == f"<{_DEPRECATED}>"}
    yield from (each for each in read_statements(quads, walk) if each.iri not in deprecated)


def _json(path: Path, walk: Crosswalk) -> Iterator[Statement]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadReference(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        raise BadReference(f"{path}: is no JSON: {error}") from None
    entities = found.get("entities", {found.get("id"): found}) if isinstance(found, dict) else None
    if not isinstance(entities, dict):
        raise BadReference(f'{path}: is not the JSON of Wikidata entities ({{"entities": {{"Q…": …}}}})')
    for id, entity in entities.items():
        claims = entity.get("claims") if isinstance(entity, dict) else None
        for property, statements in claims.items() if isinstance(claims, dict) else ():
            measure = walk.measure_of(property)
            if measure is not None:
                yield from _statements(str(id), measure, statements, walk)


def _statements(id: str, measure: str, statements: Iterable[Any], walk: Crosswalk) -> Iterator[Statement]:
    for number, each in enumerate(statements):
        if not isinstance(each, dict) or each.get("rank") == "deprecated":
            continue
        value = _value(each.get("mainsnak"))
        if not isinstance(value, dict):
            continue
        times = {
            name: _time(_value((each.get("qualifiers") or {}).get(name, [None])[0]))
            for name in ("P585", "P580", "P582")
        }
        unit = str(value.get("unit", "1")).replace("https://", "http://")
        yield Statement(
            iri=str(each.get("id") or f"{id}-{measure}-{number}"),
            subject=f"{WD}{id}",
            measure=measure,
            value=_time(value) if "time" in value else _number(value.get("amount")),
            low=_number(value.get("lowerBound")),
            high=_number(value.get("upperBound")),
            unit=None if unit == "1" else walk.unit_of(unit) or unit,
            valid_from=times["P585"] or times["P580"],
            valid_to=times["P585"] or times["P582"],
            modality="exact",
            quote=None,
            url=None,
        )


def _value(snak: Any) -> Any:
    return (snak.get("datavalue") or {}).get("value") if isinstance(snak, dict) else None


def _time(value: Any) -> str | None:
    if not isinstance(value, dict) or not isinstance(value.get("time"), str):
        return None
    return str(value["time"]).lstrip("+")[: {9: 4, 10: 7}.get(value.get("precision", 11), 10)]


def _number(written: Any) -> Decimal | None:
    try:
        return Decimal(str(written)) if written is not None else None
    except InvalidOperation:
        return None
