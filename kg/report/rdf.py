"""Findings → a ``sh:ValidationReport`` in Turtle (SHACL 1.0 §3.6): every finding is a result of a shape."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg import names
from kg.model import Claim, Finding, Report
from kg.vocab import KG, PREFIXES, RDF, XSD

_SH = PREFIXES["sh"]
_SIDES = ((KG.left, KG.leftQuote, KG.leftSaid), (KG.right, KG.rightQuote, KG.rightSaid))


def as_turtle(report: Report, *, base: str = names.DEFAULT_BASE) -> str:
    """Return the report; it conforms (``sh:conforms``) where no finding is a violation."""
    node = NamedNode(names.finding(base, "report", *sorted(finding.id for finding in report.findings)))
    conforms = all(finding.severity != "violation" for finding in report.findings)
    triples = [
        Triple(node, RDF.type, _sh("ValidationReport")),
        Triple(node, _sh("conforms"), Literal(conforms)),
        Triple(node, KG.complete, Literal(report.complete)),
    ]
    if report.reason is not None:
        triples.append(Triple(node, KG.cutBy, Literal(report.reason)))
    for finding in report.findings:
        triples.append(Triple(node, _sh("result"), NamedNode(finding.id)))
        triples += _result(finding, base)
    return (serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b"").decode()


def _result(finding: Finding, base: str) -> Iterator[Triple]:
    node = NamedNode(finding.id)
    named = [NamedNode(_name(finding, number, claim, base)) for number, claim in enumerate(finding.claims)]
    said: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, _sh("ValidationResult")),
        (RDF.type, KG.Finding),
        (_sh("sourceConstraintComponent"), _sh("SPARQLConstraintComponent")),
        (_sh("sourceShape"), NamedNode(finding.shape)),
        (_sh("resultSeverity"), _sh(finding.severity.capitalize())),
        (_sh("resultMessage"), Literal(finding.message)),
        (KG.verdict, Literal(finding.verdict)),
        (KG.findingState, Literal(finding.state)),
        *((KG.claim, name) for name in named),
    ]
    if finding.series is not None:
        said.append((_sh("focusNode"), NamedNode(finding.series)))
    if finding.working is not None:
        said.append((KG.working, Literal(finding.working)))
    if finding.sources is not None:
        said += zip((KG.leftSources, KG.rightSources), map(Literal, finding.sources), strict=True)
    for (side, quote, date), name, claim in zip(_SIDES, named, finding.claims, strict=False):
        said += [(side, name), (quote, Literal(claim.quote))]
        if claim.published is not None:
            datatype = XSD.date if len(claim.published) == 10 else XSD.string
            said.append((date, Literal(claim.published, datatype=datatype)))
    yield from (Triple(node, predicate, value) for predicate, value in said)


def _name(finding: Finding, number: int, claim: Claim, base: str) -> str:
    """Return the name a claim has in the store, else the one that comparing without a store gives it."""
    known: tuple[str, ...] = getattr(finding, "names", ())
    return known[number] if number < len(known) else names.claim(base, claim.article, claim)


def _sh(name: str) -> NamedNode:
    return NamedNode(_SH + name)
