"""The steps that run anywhere: chunk → claims and graph; partition → findings.

Each is pure but for the files it writes, whose names say what is in them: a step done twice, or by two at once, writes
the same bytes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from kg import names
from kg.batch import parts, writing
from kg.batch.chunks import Chunk, articles_of
from kg.batch.partitions import claim_of, scan
from kg.batch.rows import RATES, rows_of
from kg.batch.setting import Setting, tools
from kg.batch.sums import Sums, across_articles
from kg.check.causes import explained_by
from kg.check.store import compared
from kg.errors import KgError
from kg.lift import Lifted, lift_article
from kg.model import Article, Claim


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a chunk gave: its parts, its articles with the hash of their version, what could not be read, and when."""

    chunk: Chunk
    part: str
    graph: str
    sums: str
    articles: tuple[tuple[str, str, str], ...]  # id, published, version
    claims: int
    partitions: tuple[int, ...]
    bad: tuple[str, ...]
    time: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing a partition gave."""

    partition: int
    part: str
    claims: int
    complete: bool


def part_of(chunk: Chunk, setting: Setting) -> str:
    """Return the name of a chunk's part."""
    return f"{chunk.name}-{setting.digest[:8]}.parquet"


def extract(chunk: Chunk, setting: Setting, now: str) -> Extracted:
    """Read a chunk once and write its claims, its graph, and what does not add up within its articles."""
    part = setting.part("claims", part_of(chunk, setting))
    known = part.with_suffix(".json")
    graph, sums = _parts_of(part.name, setting)
    if all(path.exists() for path in (part, known, graph, sums, parts.nquads_of(sums))):
        return extracted(json.loads(known.read_text(encoding="utf-8")))
    have = tools(setting)
    rows: list[tuple[Any, ...]] = []
    seen: list[tuple[str, str, str]] = []
    bad: list[str] = []
    figures = Sums(setting)
    with writing.graph(graph, setting.base, now) as written:
        once = _liftable(chunk, setting, lambda article, _: have.reader.claims(article), (), bad)
        for article, version, lifted, claims in once:
            seen.append((article.id, article.published or "", version))
            written.add(lifted)
            made = list(rows_of(lifted, claims, have.measures, partitions=setting.partitions))
            rows += made
            if any(row[-2] for row in made):
                figures.add(claims, {row[3]: row[2] for row in made})
    writing.findings(sums, figures.found(), {}, setting.base)
    rows.sort()
    parts.write_claims(part, rows)
    touched = tuple(sorted({row[0] for row in rows}))
    counted = sum(1 for row in rows if row[0] != RATES)
    articles = tuple(sorted(seen))
    done = Extracted(chunk, part.name, graph.name, sums.name, articles, counted, touched, tuple(bad), now)
    with parts.written(known) as file:
        file.write_text(json.dumps(asdict(done), ensure_ascii=False, sort_keys=True), encoding="utf-8")
    return done


def extracted(told: Mapping[str, Any]) -> Extracted:
    """Return what was written down of a chunk."""
    chunk = Chunk(**{**told["chunk"], "paths": tuple(told["chunk"]["paths"])})
    lists = {name: tuple(told[name]) for name in ("partitions", "bad")}
    return Extracted(**{**told, **lists, "chunk": chunk, "articles": tuple(map(tuple, told["articles"]))})


def rewrite(made: Extracted, left_out: Sequence[str], setting: Setting) -> Extracted:
    """Write the graph of a chunk again, without the versions left out; its claims are not read from the texts again."""
    graph, sums = _parts_of(f"{made.part.removesuffix('.parquet')}-{names.digest(*left_out)[:8]}.parquet", setting)
    done = replace(made, graph=graph.name, sums=sums.name)
    if graph.exists() and sums.exists() and parts.nquads_of(sums).exists():
        return done
    kept: dict[str, list[Claim]] = defaultdict(list)
    series: dict[str, tuple[str, bool]] = {}
    table = parts.read_claims(
        setting.part("claims", made.part), ("version", "number", "claim", "series", "focal", "json")
    )
    for version, _, name, of, focal, text in sorted(zip(*(c.to_pylist() for c in table.columns), strict=True)):
        if name not in series:
            series[name] = (of, focal)
            kept[version].append(claim_of(text))
    figures = Sums(setting)
    with writing.graph(graph, setting.base, made.time) as written:
        named_before: list[str] = []  # what could not be read was told when it was read first
        again = _liftable(made.chunk, setting, lambda _, version: kept[version], left_out, named_before)
        for _, _, lifted, claims in again:
            written.add(lifted)
            if any(series[name][1] for name in claims):
                figures.add(claims, {name: series[name][0] for name in claims})
    writing.findings(sums, figures.found(), {}, setting.base)
    return done


def check(
    partition: int,
    part_names: Sequence[str],
    gone: Collection[str],
    fresh: Collection[str],
    newly: Collection[str],
    before: str | None,
    setting: Setting,
) -> Compared:
    """Compare the claims of a partition, those of the versions that are ``gone`` left out.

    Where there was a part ``before``, only the subjects of the parts that are ``fresh`` and of the versions ``newly``
    gone or come back are compared; the findings about the others are those of before.
    """
    name = names.digest(*sorted(part_names), "", *sorted(gone), setting.digest)
    part = setting.part("findings", f"{partition + 1:03}-{name}.parquet")
    whole = before is None or partition == RATES
    files = [setting.part("claims", each) for each in sorted(part_names)]
    found, again = scan(files, partition, gone=gone, fresh=None if whole else fresh, newly=newly)
    named: list[writing.Named] = []
    cut: list[str] = []
    if partition != RATES:
        explain = explained_by(found.told())
        named, cut = compared(found.to_compare(), found.claims, explain=explain, base=setting.base, limit=setting.limit)
    subject = dict(zip(found.claim, found.subject, strict=True))
    series = dict(zip(found.claim, found.series, strict=True))
    for together in found.to_add_up():
        for finding, claims in across_articles(found.claims(together), series, setting):
            if (len({subject[claim] for claim in claims}) > 1) == (partition == RATES):
                named.append((finding, claims))
    subjects = dict(zip(found.series, found.subject, strict=True))
    if before is None or again is None:
        writing.findings(part, named, subjects, setting.base)
    else:
        earlier = setting.part("findings", before)
        writing.findings_with_those_of_before(part, named, subjects, setting.base, before=earlier, again=again)
    return Compared(partition, part.name, len(found.claim), not cut)


def _liftable(
    chunk: Chunk,
    setting: Setting,
    claims_of: Callable[[Article, str], Iterable[Claim]],
    left_out: Iterable[str],
    bad: list[str],
) -> Iterator[tuple[Article, str, Lifted, dict[str, Claim]]]:
    """Yield each version of a chunk once: article, hash, graph, claims; what cannot be read goes to ``bad``."""
    seen = set(left_out)
    for found in articles_of(chunk):
        if isinstance(found, KgError):
            bad.append(str(found))
            continue
        try:
            article = tools(setting).reader.frame(found)
            version = names.version_key(article)
            if version in seen:
                continue
            lifted, claims = _lifted(article, claims_of(article, version), setting)
        except KgError as error:
            bad.append(f"{chunk.paths[0]}: {error}")
            continue
        seen.add(version)
        yield article, version, lifted, claims


def _lifted(article: Article, claims: Iterable[Claim], setting: Setting) -> tuple[Lifted, dict[str, Claim]]:
    """Return the article as lifted, and its claims by their names; raises where no graph can hold them."""
    found = list(dict.fromkeys(claims))
    lifted = lift_article(article, found, base=setting.base, lexicon=tools(setting).reader.lexicon)
    if len(lifted.claims) == len(found):
        return lifted, dict(zip(lifted.claims, found, strict=True))
    version = names.version_key(article)  # two that differ in the order of their scope alone have one name
    return lifted, {names.claim(setting.base, version, claim): claim for claim in reversed(found)}


def _parts_of(name: str, setting: Setting) -> tuple[Path, Path]:
    """Return where the graph, and the sums, that belong to a part stand."""
    return setting.part("nquads", f"{name.removesuffix('.parquet')}.nq"), setting.part("findings", f"sums-{name}")
