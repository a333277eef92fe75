"""The findings as the pages lay them out: newest first, counted by each filter, kept until something changes."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from flask import current_app

from api.findings import inbox
from api.sparql import knowledge
from kg.model import Finding, Report
from kg.report import ORDER, choose
from kg.report.words import newest

FILTERS = ("state", "severity", "verdict", "measure", "entity", "newsroom")
_SHOWN = 40  # values of one filter that are offered, the most frequent
Wanted: TypeAlias = tuple[tuple[str, str], ...]


class Board:
    """The findings of one moment; lists and counts are made once for each set of filters."""

    def __init__(self, report: Report) -> None:
        self.report = report
        ordered = sorted(report.findings, key=lambda finding: (ORDER[finding.severity], finding.id))
        self.findings = tuple(sorted(ordered, key=newest, reverse=True))
        self.by_key = {finding.id.rpartition("/")[2]: finding for finding in self.findings}
        self.places = {finding.id: number for number, finding in enumerate(self.findings)}
        self._of_series, self._of_article = _grouped(self.findings)
        self._chosen = lru_cache(maxsize=64)(self._choose)
        self._counted = lru_cache(maxsize=64)(self._count)

    def chosen(self, wanted: Mapping[str, str | None]) -> tuple[Finding, ...]:
        """Return the findings that fit all that is wanted, the newest first."""
        return self._chosen(_key(wanted))

    def counts(self, wanted: Mapping[str, str | None]) -> dict[str, list[tuple[str, int]]]:
        """Return how many findings each value of each filter would leave, with the other filters as they are."""
        return self._counted(_key(wanted))

    def of_series(self, iri: str) -> tuple[Finding, ...]:
        """Return what was found about one series."""
        return tuple(self._of_series.get(iri, ()))

    def of_article(self, name: str) -> tuple[Finding, ...]:
        """Return what was found about the claims of one article, by the article's own id."""
        return tuple(self._of_article.get(name, ()))

    def _choose(self, wanted: Wanted) -> tuple[Finding, ...]:
        return tuple(choose(self.findings, **dict(wanted)))

    def _count(self, wanted: Wanted) -> dict[str, list[tuple[str, int]]]:
        counted = {}
        for name in FILTERS:
            others = tuple(each for each in wanted if each[0] != name)
            found = Counter(value for finding in self._chosen(others) for value in _values(finding, name))
            counted[name] = found.most_common(_SHOWN)
        return counted


def _grouped(findings: Iterable[Finding]) -> tuple[dict[str, list[Finding]], dict[str, list[Finding]]]:
    series: defaultdict[str, list[Finding]] = defaultdict(list)
    articles: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.series is not None:
            series[finding.series].append(finding)
        for name in {claim.article for claim in finding.claims}:
            articles[name].append(finding)
    return series, articles


def _key(wanted: Mapping[str, str | None]) -> Wanted:
    return tuple(sorted((name, value) for name, value in wanted.items() if value))


def _values(finding: Finding, name: str) -> Iterable[str]:
    if name in {"state", "severity", "verdict"}:
        return (str(getattr(finding, name)),)
    of = {"measure": "measure", "entity": "subject", "newsroom": "publisher"}[name]
    return {value for claim in finding.claims if (value := getattr(claim, of))}


class Boards:
    """The latest board, laid out anew where a check, a decision or an article changed something."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: object = None
        self._board = Board(Report(findings=()))

    def latest(self) -> Board:
        """Return the board of this moment."""
        state = (inbox().revision, inbox().wait(0), knowledge().number)
        with self._lock:
            if state != self._state:
                self._state, self._board = state, Board(inbox().report())
            return self._board


def board() -> Board:
    """Return the findings of this application as they are now."""
    boards: Boards = current_app.config["BOARDS"]
    return boards.latest()
