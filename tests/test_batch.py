"""Articles by the million, on a small scale: the same findings, whoever dies on the way."""

import contextlib
import datetime as dt
import gzip
import json
import os
import signal
import subprocess
import sys

import pytest

from kg.batch import Setting, batch, extra, parts
from kg.batch.chunks import articles_of, chunks
from kg.batch.partitions import TOGETHER, Scan
from kg.batch.workers import handed_out
from kg.check import check, decide, recheck
from kg.check import findings as kept
from kg.errors import KgError
from kg.pipeline import articles, ingest
from kg.read import read
from kg.store import Store
from kg.vocab import KG, PROV, RDF

distributed = pytest.importorskip("distributed", reason="the extra `batch` is not installed")
pytest.importorskip("pyarrow")

NOW = dt.datetime(2026, 1, 2, 8, tzinfo=dt.UTC)
BASE = "https://desk.example/"


def line(number, members, day="2024-04-04", **more):
    text = (
        f"Lake Council has {members} members. It met in Geneva on {day}. The dam cost $5 million, or 4 million euros."
    )
    return json.dumps({"id": f"a{number}", "published": day, "title": f"Report {number}", "text": text} | more)


def harbour(people):
    text = f"The Harbour Board employs {people} people."
    return json.dumps({"id": f"h{people}", "published": "2024-04-04", "text": text})


@contextlib.contextmanager
def workers(count):
    with (
        distributed.LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",
            host="127.0.0.1",
            silence_logs=50,
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as found,
    ):
        yield found


@pytest.fixture(scope="module")
def client():
    with workers(2) as found:
        yield found


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    path = tmp_path_factory.mktemp("articles") / "news.jsonl"
    lines = [line(number, 31 + number % 3, f"2024-04-{1 + number % 20:02}") for number in range(23)]
    lines.append(harbour(800))
    path.write_text(
        "\n".join([*lines[:12], "{ not json", *lines[12:], '{"id": "empty", "text": ""}']), encoding="utf-8"
    )
    return path


def run(client, paths, out, told=lambda progress: None):
    setting = Setting(str(out), BASE, partitions=4, digest="of these tests")
    return batch([str(path) for path in paths], out, setting=setting, client=client, now=NOW, articles=5, told=told)


def content(out):
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*.*")) if path.parent != out}


def findings(out):
    return sorted(row for path in (out / "findings").glob("*.parquet") for row in parts.read_findings(path))


@pytest.fixture(scope="module")
def undisturbed(client, source, tmp_path_factory):
    out = tmp_path_factory.mktemp("undisturbed")
    return out, run(client, [source], out)


@pytest.fixture
def ingested(source, reader, tmp_path):
    with Store.open(tmp_path / "ingested", base=BASE) as store:
        for _ in ingest(articles([source], reader, on_error=lambda error: None), store, reader, now=lambda: NOW):
            pass
        yield store


def told(finding):
    return finding.id, finding.verdict, finding.severity, finding.shape, finding.series, finding.message


def test_a_batch_finds_what_one_process_finds(undisturbed, ingested):
    out, done = undisturbed
    report = check(ingested)
    assert done.articles == report.articles == 24
    assert done.claims == report.claims > 48
    assert sorted(row[1:7] for row in findings(out)) == sorted(map(told, report.findings))
    assert {finding.verdict for finding in report.findings} >= {"contradiction", "succession"}
    assert done.complete


def test_a_batch_without_workers_writes_the_same_bytes(undisturbed, source, tmp_path):
    assert run(None, [source], tmp_path) == undisturbed[1]
    assert content(tmp_path) == content(undisturbed[0])


def test_articles_that_cannot_be_read_are_set_aside_with_the_reason(undisturbed):
    out, done = undisturbed
    reasons = [json.loads(each)["reason"] for each in (out / "bad.jsonl").read_text().splitlines()]
    assert done.bad == 2
    assert [reason for reason in reasons if "news.jsonl:13" in reason and "not a JSON object" in reason]
    assert [reason for reason in reasons if "no text" in reason]


def test_a_batch_run_twice_reads_nothing_again(undisturbed, client, source):
    out, _ = undisturbed
    before = content(out)
    assert run(client, [source], out).compared == 0
    assert content(out) == before


@pytest.mark.parametrize("step", ["reading", "comparing"])
def test_a_worker_killed_on_the_way_changes_no_byte(undisturbed, client, source, tmp_path, step):
    killed = []

    def kill(progress):
        if progress.step == step and not killed:
            pid = next(iter(client.run(os.getpid).values()))
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    run(client, [source], tmp_path, told=kill)
    assert killed
    assert content(tmp_path) == content(undisturbed[0])


def test_a_batch_that_was_broken_off_is_finished_by_the_next(undisturbed, client, source, tmp_path):
    class Gone(Exception):
        pass

    def leave(progress):
        if progress.step == "comparing":
            raise Gone

    with pytest.raises(Gone):
        run(client, [source], tmp_path, told=leave)
    assert not (tmp_path / "manifest.json").exists()
    run(client, [source], tmp_path)
    assert content(tmp_path) == content(undisturbed[0])


def test_new_articles_are_compared_only_with_what_they_touch(client, source, tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text(harbour(900))
    together, after = tmp_path / "together", tmp_path / "after"
    run(client, [source, other], together)
    first = run(client, [source], after)
    second = run(client, [other], after)
    assert second.compared == 2
    assert second.claims > 48
    assert first.findings < second.findings
    assert findings(after) == findings(together)
    assert content(after) == content(together)


def test_a_newer_version_of_an_article_takes_the_place_of_the_older(client, tmp_path):
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_text(line(1, 31) + "\n" + line(2, 31))
    second.write_text(line(2, 45))
    out = tmp_path / "out"
    run(client, [first], out)
    done = run(client, [second], out)
    assert done.articles == 2
    graph = b"".join(path.read_bytes() for path in (out / "nquads").iterdir())
    assert b"has 45 members" in graph
    assert graph.count(b"currentVersion") == 2


def test_the_graph_loads_into_a_store_that_goes_on_from_there(undisturbed, source, reader, tmp_path):
    out, done = undisturbed
    with Store.open(tmp_path / "store", base=BASE) as store:
        for path in (out / "nquads").iterdir():
            store.insert(path.read_bytes())
        assert len(list(store.articles())) == done.articles
        assert len(list(store.claims())) == done.claims
        article = next(articles([source], reader))
        again = store.ingest(article, reader.claims(article), lexicon=reader.lexicon, now=NOW)
        assert not again.changed


def undated(store):
    """Return what a store says, but for when its findings were found: parts of a batch are the same on every day."""
    dated = {quad.subject for quad in store.match(None, RDF.type, KG.Finding)}
    return sorted(
        str(quad) for quad in store.match() if quad.predicate != PROV.generatedAtTime or quad.subject not in dated
    )


def test_the_findings_load_as_those_that_are_kept(undisturbed, ingested, tmp_path):
    out, done = undisturbed
    recheck(ingested, now=NOW)
    with Store.open(tmp_path / "store", base=BASE) as store:
        for path in (*(out / "nquads").iterdir(), *(out / "findings").glob("*.nq")):
            store.insert(path.read_bytes())
        assert undated(store) == undated(ingested)
        first = next(kept(store, state="open"))
        decide(store, first.id, "dismissed", who="an editor", why="two bodies", now=NOW)
        recheck(store, now=NOW.replace(day=3))
        assert [finding.id for finding in kept(store, state="dismissed")] == [first.id]
        assert len(list(kept(store))) == done.findings


def test_a_batch_that_has_no_worker_says_so_and_does_not_wait_for_ever():
    with workers(0) as nobody, pytest.raises(KgError, match="reading: no worker is left, or none could start"):
        list(handed_out(nobody, len, [("a",), ("b",)], "reading", patience=0.2))


def test_a_folder_of_another_making_is_refused(undisturbed, client, source):
    setting = Setting(str(undisturbed[0]), "https://other.example/", partitions=4)
    with pytest.raises(KgError, match="made with another ontology"):
        batch([str(source)], undisturbed[0], setting=setting, client=client, now=NOW, articles=5)


def test_what_is_not_installed_is_named():
    with pytest.raises(KgError, match=r"pip install 'claimgraph\[batch\]'"):
        extra.needed("no_such_module_of_anybody")


def test_parquet_rows_are_articles(tmp_path):
    path = tmp_path / "news.parquet"
    rows = [json.loads(line(number, 31)) for number in range(7)]
    rows[0]["published"] = dt.date(2024, 4, 4).isoformat()
    extra.parquet().write_table(extra.arrow().Table.from_pylist(rows), path)
    found = [article for chunk in chunks([path], articles=3) for article in articles_of(chunk)]
    assert [article.id for article in found] == [f"a{number}" for number in range(7)]
    assert found[0].published == "2024-04-04"


def response(number):
    page = f"<html><body><article><p>Lake Council has {30 + number} members, it said.</p></article></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/{number}\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return gzip.compress(f"{head}{http}\r\n\r\n".encode())


def test_pages_of_a_crawl_are_articles(tmp_path):
    pytest.importorskip("warcio")
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(b"".join(map(response, range(5))))
    found = [article for chunk in chunks([path], articles=2) for article in articles_of(chunk)]
    assert [article.url for article in found] == [f"https://x.example/{number}" for number in range(5)]
    assert "34 members" in found[4].text


def test_chunks_of_the_same_lines_have_the_same_names(tmp_path, source):
    again = tmp_path / source.name
    again.write_bytes(source.read_bytes())
    assert [each.name for each in chunks([again], articles=5)] == [each.name for each in chunks([source], articles=5)]
    assert len({each.name for each in chunks([source], articles=5)}) == 6


def test_a_folder_is_read_as_ingest_reads_it(tmp_path):
    for name in ("a/x.txt", "b/x.txt", "b/news.jsonl", ".hidden/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(
            '{"text": "Lake Council has 31 members."}' if "json" in name else "It has 31 members."
        )
    found = [article for chunk in chunks([tmp_path], articles=5) for article in articles_of(chunk)]
    assert sorted(article.id for article in found) == sorted(article.id for article in read([tmp_path]))


def test_a_subject_of_many_claims_is_added_up_alone():
    sizes = {"a": 3, "b": TOGETHER + 1, "c": 2}
    subjects = [subject for subject, count in sizes.items() for _ in range(count)]
    names = [f"{subject}{number}" for number, subject in enumerate(subjects)]
    found = Scan(0, (), subjects, names, names, [], [], [], [], [True] * len(names))
    assert [len(each) for each in found.to_add_up()] == [3, TOGETHER + 1, 2]


def test_the_rest_of_the_product_does_not_need_the_extra():
    seen = "import sys, kg.batch, kg.cli.growing; sys.exit('distributed' in sys.modules or 'pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", seen], check=False).returncode == 0
