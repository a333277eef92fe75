"""Pages: time and weight of the inbox with 100 and 10,000 findings, and of an article with 5,000 words and 200 claims.

python benchmarks/pages.py
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

from flask.testing import FlaskClient

from api import Knowledge, Settings, create_app
from api.app import close
from kg import names
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Finding, Report, Span

ROUNDS = 15


def claim(number: int, start: int, *, article: str = "a") -> Claim:
    quote = f"Town {number} has {number} bridges."
    at = quote.index(" has ") + 5
    value = str(number)
    return Claim(
        article=article,
        kind="quantity",
        span=Span(start, start + len(quote)),
        quote=quote,
        subject=f"Town {number % 50}",
        subject_iri=f"http://town.example/{number % 50}",
        measure="bridges",
        value=Decimal(number),
        value_span=Span(start + at, start + at + len(value)),
        written=value,
        published=(dt.date(2000, 1, 1) + dt.timedelta(number % 9000)).isoformat(),
        publisher=f"Wire {number % 20}",
    )


def finding(number: int) -> Finding:
    left = claim(number, 0)
    return Finding(
        id=f"http://kg.example/id/finding/{number:020d}",
        verdict=("contradiction", "succession", "update")[number % 3],
        severity=("violation", "warning", "info")[number % 3],  # type: ignore[arg-type]
        shape="http://shape.example/",
        message="Both cannot be true.",
        claims=(left, replace(left, value=Decimal(number + 1), written=str(number + 1), article="b")),
        series=f"http://kg.example/id/series/{number % 50}",
        sources=(1, 1),
    )


def measured(client: FlaskClient, path: str) -> tuple[float, float, int]:
    """Return the first time and the median of the next (milliseconds), and the weight in kilobytes."""
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        answer = client.get(path)
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.text[:300]
    return times[0], statistics.median(times[1:]), len(answer.data) // 1024


def inboxes() -> None:
    for many in (100, 10_000):
        app = create_app(Knowledge(Settings(base="http://kg.example/", readers=1, rate=0, log="off")))
        report = Report(tuple(map(finding, range(many))), articles=many, claims=many * 2)
        still = SimpleNamespace(
            revision=0, wait=lambda _: True, report=lambda report=report: report, close=app.config["INBOX"].close
        )
        app.config["INBOX"] = still  # findings without their articles: only the page is measured
        client = app.test_client()
        for path in ("/inbox", "/inbox?severity=warning&newsroom=Wire+3", "/inbox?page=2"):
            first, next_, weight = measured(client, path)
            print(f"| {many:,} findings, `{path}` | {first:.1f} | {next_:.1f} | {weight} |")
        close(app)


def article() -> None:
    app = create_app(Knowledge(Settings(base="http://kg.example/", readers=1, rate=0, log="off")))
    pieces, claims, at = [], [], 0
    for number in range(200):
        found = claim(1000 + number, at)
        padding = " Nothing else of note was reported from the town on that day, its council said later on." * 1
        line = found.quote + padding + " And so on it went, as ever." * 1 + "\n"
        pieces.append(line)
        claims.append(found)
        at += len(line)
    text = "".join(pieces)
    knowledge = app.config["KNOWLEDGE"]
    whole = Article("a", text, published="2024-04-04", title="Towns", publisher="Wire")
    knowledge.store.ingest(whole, claims, lexicon=Lexicon(), now=dt.datetime.now(dt.UTC))
    path = f"/archive/{names.article(knowledge.base, 'a').rpartition('/')[2]}"
    first, next_, weight = measured(app.test_client(), path)
    print(f"| article, {len(text.split()):,} words, {len(claims)} claims | {first:.1f} | {next_:.1f} | {weight} |")
    close(app)


if __name__ == "__main__":
    print("| page | first (ms) | median (ms) | weight (kB) |")
    print("|---|---|---|---|")
    inboxes()
    article()
