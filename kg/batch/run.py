"""Articles → claims, graph and findings in a folder, by many workers; again over new articles, only what they touch.

What is known stands in ``manifest.json``, which is replaced whole at the end: until then the folder holds what it held,
and a batch that is begun again finds the parts that are there already.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.batch import parts
from kg.batch.chunks import Chunk, chunks
from kg.batch.extra import arrow, distributed
from kg.batch.steps import Extracted, Setting, check, extract, lift
from kg.errors import KgError

Made = TypeVar("Made")
MANIFEST = "manifest.json"
_OPEN = 4  # tasks a worker thread may have waiting; more would only fill the scheduler


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
    client: Any,
    now: dt.datetime,
    articles: int,
    told: Callable[[Progress], None] = lambda progress: None,
) -> Batch:
    """Read and compare the articles of the paths with those the folder knows; ``client`` is a ``distributed.Client``.

    Raises :class:`KgError` where the folder was made with another ontology, base or version.
    """
    arrow()
    before = _manifest(out, setting)
    known = {made.part: made for made in before.made}
    new = list(_done(client, extract, ((each, setting) for each in chunks(paths, articles=articles)), "reading", told))
    fresh = {made.part: made for made in new if made.part not in known}
    everything = [known[part] for part in sorted(known)] + [fresh[part] for part in sorted(fresh)]
    times = before.times | {part: _instant(now) for part in fresh}
    outdated, home = _versions(everything, fresh)
    touched = _touched(everything, fresh, outdated, before.outdated)
    left_out = {
        made.part: tuple(
            sorted(version for *_, version in made.articles if version in outdated or home[version] != made.part)
        )
        for made in everything
    }
    graphs = _done(
        client, lift, ((each, left_out[each.part], setting, times[each.part]) for each in everything), "writing", told
    )
    lifted = sorted(graphs)
    findings, compared, complete = _checked(client, everything, outdated, touched, before, setting, told)
    after = _Manifest(
        setting.digest, tuple(everything), times, tuple(sorted(outdated)), findings, tuple(lifted), complete
    )
    _settle(out, after)
    return Batch(
        articles=len(home) - len(outdated),
        claims=sum(made.claims for made in everything),
        findings=sum(1 for name in _finding_parts(after) for _ in parts.read_findings(out / "findings" / name)),
        compared=compared,
        bad=sum(len(made.bad) for made in everything),
        complete=complete,
    )


@dataclass(frozen=True, slots=True)
class _Manifest:
    digest: str
    made: tuple[Extracted, ...] = ()
    times: dict[str, str] | Any = None
    outdated: tuple[str, ...] = ()
    findings: dict[str, str] | Any = None
    lifted: tuple[tuple[str, str], ...] = ()
    complete: bool = True


def _manifest(out: Path, setting: Setting) -> _Manifest:
    try:
        told = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _Manifest(setting.digest, times={}, findings={})
    except (OSError, ValueError) as error:
        raise KgError(f"{out / MANIFEST}: cannot be read ({error}): name another folder, or remove this one") from None
    if told["digest"] != setting.digest:
        raise KgError(
            f"{out} was made with another ontology, base, version or number of partitions: begin in another folder"
        )
    made = []
    for each in told["made"]:
        chunk = Chunk(**{**each["chunk"], "paths": tuple(each["chunk"]["paths"])})
        pairs = {key: tuple(map(tuple, each[key])) for key in ("articles", "touched")}
        made.append(Extracted(chunk, each["part"], claims=each["claims"], bad=tuple(each["bad"]), **pairs))
    lifted = tuple((graph, sums) for graph, sums in told["lifted"])
    return _Manifest(
        told["digest"], tuple(made), told["times"], tuple(told["outdated"]), told["findings"], lifted, told["complete"]
    )


def _versions(everything: Iterable[Extracted], fresh: Iterable[str]) -> tuple[set[str], dict[str, str]]:
    """Return the versions that a later one of the same article replaces, and the part in which each version is at home.

    What a later run brings is later; within a run the later date, then the name, decides: no order of arrival does.
    """
    later = set(fresh)
    best: dict[str, tuple[bool, str, str]] = {}
    home: dict[str, str] = {}
    for made in everything:
        for identifier, published, version in made.articles:
            home.setdefault(version, made.part)
            rank = (home[version] in later, published, version)
            best[identifier] = max(best.get(identifier, rank), rank)
    return home.keys() - {version for _, _, version in best.values()}, home


def _touched(
    everything: Iterable[Extracted], fresh: Iterable[str], outdated: Iterable[str], before: Iterable[str]
) -> dict[int, set[str]]:
    """Return the subjects to compare again, by partition: those of new parts and of versions newly replaced."""
    newly = set(outdated) ^ set(before)
    again: dict[int, set[str]] = defaultdict(set)
    later = set(fresh)
    for made in everything:
        if made.part in later or any(version in newly for *_, version in made.articles):
            for partition, subject in made.touched:
                again[partition].add(subject)
    return again


def _checked(
    client: Any,
    everything: Sequence[Extracted],
    outdated: set[str],
    touched: dict[int, set[str]],
    before: _Manifest,
    setting: Setting,
    told: Callable[[Progress], None],
) -> tuple[dict[str, str], int, bool]:
    holding: dict[int, list[str]] = defaultdict(list)
    for made in everything:
        for partition in sorted({partition for partition, _ in made.touched}):
            holding[partition].append(made.part)
    found = dict(before.findings)
    gone = tuple(sorted(outdated))
    asked = [
        (partition, tuple(holding[partition]), gone, frozenset(subjects), before.findings.get(str(partition)), setting)
        for partition, subjects in sorted(touched.items())
    ]
    compared, complete = 0, before.complete
    for partition, name, count, whole in _done(client, check, asked, "comparing", told, total=len(asked)):
        found[str(partition)] = name
        compared += count
        complete = complete and whole
    return found, compared, complete


def _done(
    client: Any,
    step: Callable[..., Made],
    asked: Iterable[tuple[Any, ...]],
    name: str,
    told: Callable[[Progress], None],
    *,
    total: int = 0,
) -> Iterator[Made]:
    """Yield what a step gives for each, as it is done; no more is handed out than the workers can soon take."""
    waiting = iter(asked)
    running = distributed().as_completed(loop=client.loop)
    handed = articles = claims = 0

    def hand_out() -> bool:
        nonlocal handed
        arguments = next(waiting, None)
        if arguments is None:
            return False
        running.add(client.submit(step, *arguments, pure=False, retries=3))
        handed += 1
        return True

    for _ in range(_OPEN * max(1, sum(client.nthreads().values()))):
        if not hand_out():
            break
    for done, future in enumerate(running, 1):
        try:
            made = future.result()
        except KgError:
            raise
        except distributed().KilledWorker as error:
            raise KgError(f"{name}: several workers died of one task ({error.task}): give them more memory") from None
        finally:
            future.release()
        if isinstance(made, Extracted):
            articles, claims = articles + len(made.articles), claims + made.claims
        told(Progress(name, done, max(total, handed), articles, claims))
        hand_out()
        yield made


def _settle(out: Path, manifest: _Manifest) -> None:
    """Write what is known, and take away the parts that nothing names any more."""
    keep = {"claims": {made.part for made in manifest.made}, "nquads": {graph for graph, _ in manifest.lifted}}
    keep["claims"] |= {made.part.replace(".parquet", ".json") for made in manifest.made}
    keep["findings"] = set(_finding_parts(manifest))
    bad = [reason for made in manifest.made for reason in made.bad]
    with parts.written(out / "bad.jsonl") as file:
        file.write_text(
            "".join(json.dumps({"reason": reason}, ensure_ascii=False) + "\n" for reason in sorted(set(bad))), "utf-8"
        )
    with parts.written(out / MANIFEST) as file:
        file.write_text(json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True), encoding="utf-8")
    for folder, names in keep.items():
        for path in (out / folder).glob("*") if (out / folder).is_dir() else ():
            if path.name not in names:
                path.unlink()
    for path in out.glob("*/.*"):
        path.unlink()


def _finding_parts(manifest: _Manifest) -> list[str]:
    return sorted({*manifest.findings.values(), *(sums for _, sums in manifest.lifted)})


def _instant(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
