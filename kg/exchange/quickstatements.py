"""Claims → QuickStatements, version 1 (https://www.wikidata.org/wiki/Help:QuickStatements): lines to send on.

Only what has subject, property and unit in Wikidata, is asserted, and is affirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg import names
from kg.edtf import days
from kg.exchange.crosswalk import WD, Crosswalk
from kg.exchange.selection import Sourced
from kg.exchange.wikidata import PRECISION, when
from kg.model import Claim


def quick_statements(claims: Iterable[Sourced], walk: Crosswalk) -> Iterator[str]:
    """Yield a line, tab-separated, for each claim that Wikidata has subject, property and unit for."""
    for each in claims:
        line = _quick(each, walk)
        if line is not None:
            yield line + "\n"


def _quick(each: Sourced, walk: Crosswalk) -> str | None:
    claim, article = each.stored.claim, each.article
    subject, property = (claim.subject_iri or "").removeprefix(WD), walk.properties.get(claim.measure)
    if not subject.startswith("Q") or property is None or claim.value is None or claim.certainty != "asserted":
        return None
    if claim.polarity == "-":
        return None
    value = _quick_value(claim, walk)
    if value is None:
        return None
    parts = [subject, property, value]
    for qualifier, edtf in when(claim):
        if (time := _quick_time(edtf)) is not None:
            parts += [qualifier, time]
    if article.url is not None:
        parts += ["S854", f'"{_flat(article.url)}"']
    parts += ["S1683", f'{article.language or "en"}:"{_flat(claim.quote)}"']
    if article.published is not None and (time := _quick_time(article.published)) is not None:
        parts += ["S577", time]
    if each.read_at is not None and (time := _quick_time(each.read_at[:10])) is not None:
        parts += ["S813", time]
    return "\t".join(parts)


def _quick_value(claim: Claim, walk: Crosswalk) -> str | None:
    if claim.kind == "date":
        return _quick_time(str(claim.value))
    if not isinstance(claim.value, Decimal):
        return None
    unit = walk.units.get(claim.unit, "").removeprefix(WD) if claim.unit is not None else ""
    if claim.unit is not None and not unit.startswith("Q"):
        return None
    bounds = ""
    if claim.low is not None and claim.high is not None and claim.low != claim.high:
        bounds = f"[{names.plain(claim.low)},{names.plain(claim.high)}]"
    return f"{names.plain(claim.value)}{bounds}{'U' + unit[1:] if unit else ''}"


def _quick_time(edtf: str) -> str | None:
    found = days(edtf)
    if found is None or found.start is None or found.granularity not in PRECISION:
        return None
    return f"+{found.start.isoformat()}T00:00:00Z/{PRECISION[found.granularity]}"


def _flat(words: str) -> str:
    return " ".join(words.split()).replace('"', "“")
