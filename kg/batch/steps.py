"""The three steps that run anywhere: chunk → claims; chunk → its part of the graph; partition → findings.

Each is pure but for the file it writes, whose name says what is in it: a step done twice, or by two at once, writes the
same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal

from kg import __version__, names
from kg.batch import parts
from kg.batch.chunks import Chunk, articles_of
from kg.batch.partitions import PARTITIONS, RATES, gathered, merged, routed
from kg.check import check_claims
from kg.check.arithmetic import queries
from kg.check.claims import convertible
from kg.errors import KgError
from kg.formats import claim_to_json, claims_from_json, finding_to_json
from kg.interval import Units, series_key
from kg.lift import lift_article, nquads
from kg.model import Claim, Finding
from kg.pipeline import Reader, open_reader
from kg.resources import ontology
from kg.vocab import KG, PROV, XSD


@dataclass(frozen=True, slots=True)
class Setting:
    """What every step of a batch knows: where parts go, and how articles are read."""

    out: str
    base: str
    extensions: tuple[str, ...] = ()
    partitions: int = PARTITIONS
    limit: int = 500
    reading: Callable[[Setting], Reader] | None = None
    digest: str = ""

    def __post_init__(self) -> None:
        """Fill in the digest, once: on all workers a batch is of the ontology that it was begun with."""
        if not self.digest:
            object.__setattr__(self, "digest", self._digest())

    def _digest(self) -> str:
        """Return the hash of what decides how a text is read."""
        files = [*sorted(ontology().glob("*.ttl")), *map(Path, self.extensions)]
        hashed = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
        return names.digest(__version__, self.base, str(self.partitions), str(self.limit), *hashed)

    def part(self, kind: str, name: str) -> Path:
        """Return where a part stands."""
        return Path(self.out) / kind / name


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a chunk gave: articles with the hash of their version, subjects by partition, what could not be read."""

    chunk: Chunk
    part: str
    articles: tuple[tuple[str, str, str], ...]  # id, published, version
    claims: int
    touched: tuple[tuple[int, str], ...]
    bad: tuple[str, ...]


def extract(chunk: Chunk, setting: Setting) -> Extracted:
    """Read the claims of a chunk and write them, with what they are compared by."""
    part = setting.part("claims", f"{chunk.name}-{setting.digest[:8]}.parquet")
    known = part.with_suffix(".json")
    if part.exists() and known.exists():
        told = json.loads(known.read_text(encoding="utf-8"))
        return Extracted(
            chunk, part.name, _tuples(told["articles"]), told["claims"], _tuples(told["touched"]), tuple(told["bad"])
        )
    reader = _reader(setting)
    units, canonical = _comparing(setting)
    rows: list[tuple[Any, ...]] = []
    seen: dict[str, tuple[str, str, str]] = {}
    bad: list[str] = []
    for found in articles_of(chunk):
        if isinstance(found, KgError):
            bad.append(str(found))
            continue
        try:
            article = reader.frame(found)
            claims = reader.claims(article)
            version = names.version_key(article)
            lift_article(
                article, claims, base=setting.base, lexicon=reader.lexicon
            )  # what no graph can hold is bad input
        except KgError as error:
            bad.append(f"{chunk.paths[0]}: {error}")
            continue
        seen[version] = (article.id, article.published or "", version)
        keys = {claim: series_key(claim, units=units, canonical=canonical) for claim in claims}
        order = {claim: number for number, claim in enumerate(keys)}
        for claim, partition in routed(keys, units, setting.partitions):
            name = names.claim(setting.base, version, claim)
            text = json.dumps(claim_to_json(claim, explain=True), ensure_ascii=False)
            subject = keys[claim][0] if partition >= 0 else ""
            series = names.series(setting.base, *keys[claim])
            rows.append((partition, subject, series, name, article.id, version, order[claim], text))
    rows = sorted(set(rows))
    parts.write_claims(part, rows)
    about = sorted({(row[0], row[1]) for row in rows})
    said = sorted(seen.values())
    count = len({row[3] for row in rows})
    with parts.written(known) as file:
        told = {"articles": said, "claims": count, "touched": about, "bad": bad}
        file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return Extracted(chunk, part.name, tuple(said), count, tuple(about), tuple(bad))


def lift(made: Extracted, left_out: Collection[str], setting: Setting, now: str) -> tuple[str, str]:
    """Write the graph of a chunk without the versions left out, and the sums of its articles that do not add up."""
    name = f"{made.part.removesuffix('.parquet')}-{names.digest(now, *sorted(left_out))[:8]}"
    graph, found = setting.part("nquads", f"{name}.nq"), setting.part("findings", f"sums-{name}.parquet")
    if graph.exists() and found.exists():
        return graph.name, found.name
    reader = _reader(setting)
    claims: dict[str, dict[str, Claim]] = defaultdict(dict)
    for row in sorted(parts.read_claims(setting.part("claims", made.part)), key=lambda row: row[5:7]):
        if row[5] not in left_out:
            claims[row[5]][row[3]] = _claim(row[7])
    lines: set[bytes] = set()
    shared, records = names.graph(setting.base, "shared"), names.graph(setting.base, "records")
    for article in articles_of(made.chunk):
        if isinstance(article, KgError):
            continue
        try:
            framed = reader.frame(article)
            version = names.version_key(framed)
            if version in left_out:
                continue
            lifted = lift_article(framed, claims[version].values(), base=setting.base, lexicon=reader.lexicon)
        except KgError:
            continue  # named by the step before
        described = [line for each in lifted.described.values() for line in each]
        said = _records(lifted.article, lifted.version, lifted.digest, now)
        for statements, target in (
            (lifted.own, lifted.version),
            ((*lifted.statements, *described), shared),
            (said, records),
        ):
            lines.update(nquads(statements, target).splitlines(keepends=True))
    with parts.written(graph) as file:
        file.write_bytes(b"".join(sorted(lines)))
    named = {name: claim for each in claims.values() for name, claim in each.items()}
    compared = check_claims(named.values(), lexicon=reader.lexicon, base=setting.base, limit=0)
    kept = (each for each in compared.findings if len({claim.article for claim in each.claims}) == 1)
    parts.write_findings(found, _rows(kept, named, setting, at=0))
    return graph.name, found.name


def check(
    partition: int,
    part_names: Sequence[str],
    left_out: Collection[str],
    affected: Collection[str] | None,
    before: str | None,
    setting: Setting,
) -> tuple[int, str, int, bool]:
    """Compare the claims of a partition; return it, its part, how many claims were compared, and whether all.

    Where only some subjects are ``affected``, the findings about the others are those of the part ``before``.
    """
    name = names.digest(*sorted(part_names), "", *sorted(left_out), setting.digest)
    found = setting.part("findings", f"{partition + 1:03}-{name}.parquet")
    kept: list[tuple[Any, ...]] = []
    if before is not None and affected is not None:
        kept = [row for row in parts.read_findings(setting.part("findings", before)) if row[0] not in affected]
    else:
        affected = None
    reader = _reader(setting)
    files = [setting.part("claims", each) for each in sorted(part_names)]
    count, complete = 0, True
    for subjects in gathered(merged(files, partition, left_out, affected)):
        named = {row[3]: _claim(row[7]) for row in subjects}
        count += len(named)
        several = len({row[2] for row in subjects}) > len({row[1] for row in subjects})  # sums need two series
        report = check_claims(
            named.values(),
            lexicon=reader.lexicon,
            base=setting.base,
            limit=0 if partition == RATES else setting.limit,
            sums=several,
        )
        complete = complete and (report.complete or partition == RATES)
        kept += _rows((each for each in report.findings if _is_of(each, partition)), named, setting, at=partition)
    parts.write_findings(found, kept)
    return partition, found.name, count, complete


def _is_of(finding: Finding, partition: int) -> bool:
    """Say whether a finding belongs to the partition it was made in: sums within one article belong to its chunk."""
    if finding.shape.rpartition("#")[2] not in {name for name, _ in queries()}:
        return partition != RATES
    if len({claim.article for claim in finding.claims}) == 1:
        return False
    one_subject = len({(claim.subject_iri, claim.subject) for claim in finding.claims}) == 1
    return one_subject or partition == RATES


def _rows(
    findings: Iterable[Finding], named: Mapping[str, Claim], setting: Setting, *, at: int
) -> list[tuple[Any, ...]]:
    units, canonical = _comparing(setting)
    iris = {claim: iri for iri, claim in named.items()}
    rows = []
    for finding in findings:
        key = series_key(finding.claims[0], units=units, canonical=canonical)
        claims = " ".join(iris[claim] for claim in finding.claims)
        told = json.dumps(finding_to_json(finding), ensure_ascii=False, sort_keys=True)
        what = (finding.verdict, finding.severity, finding.shape, finding.series, finding.message)
        rows.append(("" if at == RATES else key[0], finding.id, *what, claims, told))
    return rows


def _records(article: str, version: str, digest: str, now: str) -> list[str]:
    return [
        f"<{article}> {KG.currentVersion} <{version}>",
        f"<{version}> {KG.digest} {Literal(digest)}",
        f"<{version}> {PROV.generatedAtTime} {Literal(now, datatype=XSD.dateTime)}",
    ]


def _claim(text: str) -> Claim:
    return next(claims_from_json([text], source="a part of the batch"))


def _tuples(found: list[list[Any]]) -> tuple[Any, ...]:
    return tuple(map(tuple, found))


@lru_cache(maxsize=2)
def _reader(setting: Setting) -> Reader:
    if setting.reading is not None:
        return setting.reading(setting)
    return open_reader(*map(Path, setting.extensions), base=setting.base)


@lru_cache(maxsize=2)
def _comparing(setting: Setting) -> tuple[Units, dict[str, str]]:
    lexicon = _reader(setting).lexicon
    return convertible(lexicon), {same: entity.iri for entity in lexicon.entities for same in entity.same_as}
