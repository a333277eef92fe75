"""Pages: time and weight of the inbox with 100 and 10,000 findings, and of an article with 5,000 words and 200 claims.

python benchmarks/pages.py

Asserts that the inbox with 10,000 findings answers within half as long again as with 100.
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
BASE = "http://kg.example/"


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
        severity=("violation", "warning", "info")[number % 3],
        shape="http://shape.example/",
        message="Both cannot be true.",
        claims=(left, replace(left, value=Decimal(number + 1), written=str(number + 1), article="b")),
        series=f"http://kg.example/id/series/{number % 50}",
        sources=(1, 1),
    )


def asked(client: FlaskClient, path: str) -> tuple[float, int]:
    """Return the processor time of one answer (milliseconds), and its weight in kilobytes."""
    began = time.process_time()
    answer = client.get(path)
    taken = (time.process_time() - began) * 1000
    assert answer.status_code == 200, answer.text[:300]
    return taken, len(answer.data) // 1024


def measured(clients: dict[str, FlaskClient], path: str) -> dict[str, float]:
    """Ask the clients in turn, print first time, median of the next, and weight; return the medians."""
    first = {name: asked(client, path) for name, client in clients.items()}
    times: dict[str, list[float]] = {name: [] for name in clients}
    for _ in range(ROUNDS):
        for name, client in clients.items():
            times[name].append(asked(client, path)[0])
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, (began, weight) in first.items():
        print(f"| {name.format(path=path)} | {began:.0f} | {medians[name]:.1f} | {weight} |")
    return medians


FULL = ("/inbox", "/inbox?page=2")  # 50 rows, however many findings there are
PATHS = (*FULL, "/inbox?severity=warning&newsroom=Wire+3")


def inboxes() -> None:
    apps = {many: create_app(Knowledge(Settings(base=BASE, readers=1, rate=0, log="off"))) for many in (100, 10_000)}
    for many, app in apps.items():
        report = Report(tuple(map(finding, range(many))), articles=many, claims=many * 2)
        app.config["INBOX"] = SimpleNamespace(  # findings without their articles: only the page is measured
            revision=0, wait=lambda _: True, report=lambda report=report: report, close=app.config["INBOX"].close
        )
    clients = {f"{many:,} findings, `{{path}}`": app.test_client() for many, app in apps.items()}
    for path in PATHS:
        few, most = measured(clients, path).values()
        assert path not in FULL or most <= few * 1.5, f"{path}: {few:.1f} ms with 100 findings, {most:.1f} with 10,000"
    for app in apps.values():
        close(app)


def sheets() -> None:
    """Print what every page fetches once and keeps, and what the editor fetches besides."""
    app = create_app(Knowledge(Settings(base=BASE, readers=1, rate=0, log="off")))
    client = app.test_client()
    for name, paths in (
        ("style and script of every page", ("/look.css", "/static/plain.css", "/static/pages.js", "/static/icon.svg")),
        ("YASGUI, on the page of the editor", tuple(f"/static/yasgui/yasgui.min.{kind}" for kind in ("js", "css"))),
    ):
        answers = [client.get(path) for path in paths]
        if all(answer.status_code == 200 for answer in answers):
            print(f"| {name} | | | {sum(len(answer.data) for answer in answers) // 1024} |")
    close(app)


def article() -> None:
    app = create_app(Knowledge(Settings(base=BASE, readers=1, rate=0, log="off")))
    pieces, claims, at = [], [], 0
    for number in range(200):
        found = claim(1000 + number, at)
        line = (
            f"{found.quote} Nothing else of note was reported from the town on that day, as its council said later on."
        )
        line += " And so on it went.\n"
        pieces.append(line)
        claims.append(found)
        at += len(line)
    text = "".join(pieces)
    knowledge = app.config["KNOWLEDGE"]
    whole = Article("a", text, published="2024-04-04", title="Towns", publisher="Wire")
    knowledge.store.ingest(whole, claims, lexicon=Lexicon(), now=dt.datetime.now(dt.UTC))
    path = f"/archive/{names.article(knowledge.base, 'a').rpartition('/')[2]}"
    measured({f"article, {len(text.split()):,} words, {len(claims)} claims": app.test_client()}, path)
    close(app)


if __name__ == "__main__":
    print("| page | first (ms) | median (ms) | weight (kB) |")
    print("|---|---|---|---|")
    inboxes()
    article()
    sheets()
