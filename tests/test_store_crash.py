"""A process that is killed while it ingests: what it acknowledged is there, and nothing is there by half."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from claims_cases import BASE, LEXICON, NOW, article

from kg.lift import lift
from kg.store import Store

ARTICLES = 200
INGEST = """
import sys
from pathlib import Path
from claims_cases import BASE, LEXICON, NOW, article
from kg.store import Store, embedded, store

store.BATCH, embedded.BULK = int(sys.argv[2]), int(sys.argv[3])
def articles():
    for number in range(200):
        if number == int(sys.argv[4]):
            sys.stdin.read()  # it never ends by itself: the kill comes first
        yield article(number)

with Store.open(Path(sys.argv[1]), base=BASE) as opened:
    for done in opened.ingest_many(articles(), lexicon=LEXICON, now=NOW):
        print(done.article_iri, flush=True)
"""


def killed_after(lines: int, folder: Path, batch: int, bulk: int) -> list[str]:
    """Ingest in another process, kill it after it acknowledged so many articles; return what it acknowledged."""
    here = Path(__file__).resolve().parent
    process = subprocess.Popen(
        [sys.executable, "-c", INGEST, str(folder), str(batch), str(bulk), str(lines + 80)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{here}{os.pathsep}{here.parent}"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    acknowledged += [line.strip() for line in process.stdout.readlines() if line.endswith("\n")]
    process.stdout.close()
    process.stdin.close()
    assert process.wait() == -signal.SIGKILL
    return acknowledged


@pytest.mark.parametrize(
    ("lines", "batch", "bulk"),
    [(1, 1, 10**9), (40, 1, 10**9), (60, 1000, 10**9), (60, 1000, 1)],
    ids=["at-the-start", "one-by-one", "in-batches", "in-bulk"],
)
def test_a_kill_leaves_every_article_whole_or_absent(tmp_path, lines, batch, bulk):
    acknowledged = killed_after(lines, tmp_path, batch, bulk)
    expected = {number: set(lift(*article(number), base=BASE, lexicon=LEXICON)) for number in range(ARTICLES)}
    with Store.open(tmp_path) as store:
        filed = {record.iri for record in store.articles()}
        assert set(acknowledged) <= filed
        assert len(filed) < ARTICLES
        there = set(store.quads)
        for quads in expected.values():
            own = {quad for quad in quads if "/id/version/" in quad.graph_name.value}
            assert own <= there or not own & there
        again = list(store.ingest_many(map(article, range(ARTICLES)), lexicon=LEXICON, now=NOW))
        assert {done.article_iri for done in again if not done.changed} == filed
        undisturbed = Store.open(base=BASE)
        list(undisturbed.ingest_many(map(article, range(ARTICLES)), lexicon=LEXICON, now=NOW))
        assert set(store.quads) == set(undisturbed.quads)
