"""Articles → claims, graph and findings in a folder, by many workers; again over new articles, only what they touch.

What is known stands in ``manifest.json``, which is replaced whole at the end: until then the folder holds what it held,
and a batch that is begun again finds the parts that are there already.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pyoxigraph import RdfFormat, serialize

from kg.batch import parts
from kg.batch.chunks import chunks
from kg.batch.extra import arrow
from kg.batch.setting import Setting
from kg.batch.steps import Extracted, check, extract, extracted, part_of, rewrite
from kg.batch.workers import handed_out
from kg.check.life import report_quads
from kg.errors import KgError
from kg.model import Report

Made = TypeVar("Made")
MANIFEST = "manifest.json"
REPORT = "report.nq"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: the step, how much of it is done, and what was counted."""

    step: str
    done: int
    total: int
    articles: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch gave; ``compared`` counts the claims that were looked at again, ``bad`` the articles set aside."""

    articles: int
    claims: int
    findings: int
    compared: int
    bad: int
    complete: bool


def batch(
    paths: Sequence[str | Path],
    out: Path,
    *,
    setting: Setting,
    client: Any | None,
    now: dt.datetime,
    articles: int,
    told: Callable[[Progress], None] = lambda progress: None,
) -> Batch:
    """Read and compare the articles of the paths with those the folder knows.

    ``client`` is a ``distributed.Client``; without one all is done in this process.

    Raises :class:`KgError` where the folder was made with another ontology, base or version.
    """
    arrow()
    before = _manifest(out, setting)
    known = {made.part: made for made in before.made}
    unread = (each for each in chunks(paths, articles=articles) if part_of(each, setting) not in known)
    asked = ((each, setting, _instant(now)) for each in unread)
    fresh = {made.part: made for made in _done(client, extract, asked, "reading", told)}
    found = [known[part] for part in sorted(known)] + [fresh[part] for part in sorted(fresh)]
    runs = before.runs | dict.fromkeys(fresh, max(before.runs.values(), default=0) + 1)
    outdated, home = _versions(found, runs)
    everything = _without(client, found, outdated, home, setting, told)
    findings, compared, complete = _checked(client, everything, outdated, set(fresh), before, setting, told)
    after = _Manifest(setting.digest, tuple(everything), runs, tuple(sorted(outdated)), findings, complete)
    _settle(out, after, setting, now)
    return Batch(
        articles=len(home) - len(outdated),
        claims=sum(made.claims for made in everything),
        findings=sum(parts.count(out / "findings" / name) for name in after.findings_parts),
        compared=compared,
        bad=sum(len(made.bad) for made in everything),
        complete=complete,
    )


@dataclass(frozen=True, slots=True)
class _Manifest:
    digest: str
    made: tuple[Extracted, ...] = ()
    runs: dict[str, int] = field(default_factory=dict)  # by part: which run read it
    outdated: tuple[str, ...] = ()
    findings: dict[str, str] = field(default_factory=dict)
    complete: bool = True

    @property
    def findings_parts(self) -> list[str]:
        return sorted({*self.findings.values(), *(made.sums for made in self.made)})


def _manifest(out: Path, setting: Setting) -> _Manifest:
    try:
        told = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        if told["digest"] == setting.digest:
            made, outdated = tuple(map(extracted, told["made"])), tuple(told["outdated"])
            return _Manifest(setting.digest, made, told["runs"], outdated, told["findings"], told["complete"])
    except FileNotFoundError:
        return _Manifest(setting.digest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KgError(f"{out / MANIFEST}: cannot be read ({error}): name another folder, or remove this one") from None
    raise KgError(
        f"{out} was made with another ontology, base, version or number of partitions: begin in another folder"
    )


def _versions(everything: Iterable[Extracted], runs: Mapping[str, int]) -> tuple[set[str], dict[str, str]]:
    """Return the versions that a later one of the same article replaces, and the part in which each version is at home.

    What a later run brings is later; within a run the later date, then the name, decides: no order of arrival does.
    """
    best: dict[str, tuple[int, str, str]] = {}
    home: dict[str, str] = {}
    for made in everything:
        for identifier, published, version in made.articles:
            home.setdefault(version, made.part)
            rank = (runs[home[version]], published, version)
            best[identifier] = max(best.get(identifier, rank), rank)
    return home.keys() - {version for _, _, version in best.values()}, home


def _without(
    client: Any,
    found: Sequence[Extracted],
    outdated: set[str],
    home: Mapping[str, str],
    setting: Setting,
    told: Callable[[Progress], None],
) -> list[Extracted]:
    """Return the chunks with graphs that hold no version that was replaced, or is at home in another chunk."""
    kept: dict[str, Extracted] = {}
    again = []
    for made in found:
        left_out = tuple(sorted(v for *_, v in made.articles if v in outdated or home[v] != made.part))
        kept[made.part] = made
        if left_out:
            again.append((made, left_out, setting))
    for made in _done(client, rewrite, again, "writing again", told, total=len(again)):
        kept[made.part] = made
    return list(kept.values())


def _checked(
    client: Any,
    everything: Sequence[Extracted],
    outdated: set[str],
    fresh: set[str],
    before: _Manifest,
    setting: Setting,
    told: Callable[[Progress], None],
) -> tuple[dict[str, str], int, bool]:
    holding: dict[int, list[str]] = defaultdict(list)
    touched: set[int] = set()
    newly = outdated ^ set(before.outdated)
    for made in everything:
        for partition in made.partitions:
            holding[partition].append(made.part)
        if made.part in fresh or not newly.isdisjoint(version for *_, version in made.articles):
            touched.update(made.partitions)
    found = dict(before.findings)
    gone, changed = tuple(sorted(outdated)), tuple(sorted(newly))
    asked = [
        (at, (*holding[at],), gone, fresh.intersection(holding[at]), changed, before.findings.get(str(at)), setting)
        for at in sorted(touched)
    ]
    count, complete = 0, before.complete
    for compared in _done(client, check, asked, "comparing", told, total=len(asked)):
        found[str(compared.partition)] = compared.part
        count += compared.claims
        complete = complete and compared.complete
    return found, count, complete


def _done(
    client: Any | None,
    step: Callable[..., Made],
    asked: Iterable[tuple[Any, ...]],
    name: str,
    told: Callable[[Progress], None],
    *,
    total: int = 0,
) -> Iterator[Made]:
    """Yield what a step gives for each, as it is done, and tell how far it is."""
    articles = claims = 0
    results = _here(step, asked) if client is None else handed_out(client, step, asked, name)
    for done, (made, handed) in enumerate(results, 1):
        if isinstance(made, Extracted):
            articles, claims = articles + len(made.articles), claims + made.claims
        told(Progress(name, done, max(total, handed), articles, claims))
        yield made


def _here(step: Callable[..., Made], asked: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Made, int]]:
    for handed, arguments in enumerate(asked, 1):
        yield step(*arguments), handed


def _settle(out: Path, manifest: _Manifest, setting: Setting, now: dt.datetime) -> None:
    """Write what is known, and take away the parts that nothing names any more."""
    whole = [name for part in manifest.findings_parts for name in (part, parts.nquads_of(Path(part)).name)]
    keep = {
        "claims": {name for made in manifest.made for name in (made.part, made.part.replace(".parquet", ".json"))},
        "nquads": {made.graph for made in manifest.made},
        "findings": {*whole, REPORT},
    }
    report = report_quads(Report((), complete=manifest.complete), setting.base, now=now)
    with parts.written(out / "findings" / REPORT) as file:
        file.write_bytes(serialize(report, format=RdfFormat.N_QUADS) or b"")
    bad = sorted({reason for made in manifest.made for reason in made.bad})
    with parts.written(out / "bad.jsonl") as file:
        file.write_text("".join(json.dumps({"reason": reason}, ensure_ascii=False) + "\n" for reason in bad), "utf-8")
    with parts.written(out / MANIFEST) as file:
        file.write_text(json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True), encoding="utf-8")
    for folder, names in keep.items():
        for path in (out / folder).glob("*") if (out / folder).is_dir() else ():
            if path.name not in names:
                path.unlink()


def _instant(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
