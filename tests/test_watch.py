"""Feeds and folders: what appears is read once, whatever is restarted in between."""

from __future__ import annotations

from functools import partial

import httpx
import pytest

from kg.errors import KgError
from kg.fetch import Fetched, Unfetchable, fetch
from kg.watch import Watched, new_articles

pytest.importorskip("feedparser", reason="the extra `watch` is not installed")

FEED = "https://news.example/feed"


def item(number):
    return (
        f"<item><guid>n{number}</guid><title>Report {number}</title><link>https://news.example/{number}</link>"
        f"<pubDate>Thu, {number:02} Apr 2024 10:00:00 GMT</pubDate></item>"
    )


def rss(*numbers):
    items = "".join(map(item, numbers))
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>"


class Server:
    """A feed that answers as it is told, and remembers what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, request):
        self.asked.append(request.headers)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def feed(content, **headers):
    return httpx.Response(200, content=content.encode(), headers=headers)


def page(url):
    number = url.rpartition("/")[2]
    return Fetched(url, f"<html><body><p>Lake Council has {number} members.</p></body></html>".encode(), "text/html")


@pytest.fixture
def watching(tmp_path):
    def start(server, fetched=page):
        transport = httpx.MockTransport(server)
        asking = partial(fetch, transport=transport, resolver=lambda host, port: ["10.0.0.1"])
        return Watched(tmp_path / "watch.json", feed=asking, fetched=fetched)

    return start


def taken(watched, *sources):
    found = []
    for appeared in new_articles(watched, sources):
        found.append(appeared)
        appeared.taken()
    return [each.article.id if each.article is not None else str(each.problem) for each in found]


def test_what_is_new_in_a_feed_is_read_once_the_oldest_first(watching):
    watched = watching(Server(feed(rss(2, 1)), feed(rss(3, 2, 1))))
    assert taken(watched, FEED) == ["n1", "n2"]
    assert taken(watched, FEED) == ["n3"]
    assert taken(watched, FEED) == []


def test_an_article_of_a_feed_has_the_feeds_date_and_the_pages_words(watching):
    (appeared,) = new_articles(watching(Server(feed(rss(4)))), [FEED])
    assert appeared.article.published == "2024-04-04"
    assert "Lake Council has 4 members." in appeared.article.text
    assert (appeared.article.url, appeared.article.title) == ("https://news.example/4", "Report 4")


def test_a_restart_neither_misses_nor_doubles(watching):
    found = []
    for appeared in new_articles(watching(Server(feed(rss(3, 2, 1)))), [FEED]):
        found.append(appeared.article.id)
        if len(found) == 2:
            break  # stopped before the second was safely stored
        appeared.taken()
    assert found == ["n1", "n2"]
    assert taken(watching(Server(feed(rss(4, 3, 2, 1)))), FEED) == ["n2", "n3", "n4"]
    assert taken(watching(Server(feed(rss(4, 3, 2, 1)))), FEED) == []


def test_a_feed_is_asked_only_for_what_changed(watching):
    server = Server(
        feed(rss(1), ETag='"one"', **{"Last-Modified": "Thu, 04 Apr 2024 10:00:00 GMT"}), httpx.Response(304)
    )
    taken(watching(server), FEED)
    assert taken(watching(server), FEED) == []
    assert server.asked[1]["if-none-match"] == '"one"'
    assert server.asked[1]["if-modified-since"] == "Thu, 04 Apr 2024 10:00:00 GMT"


def test_what_was_not_dealt_with_is_listed_again_although_the_feed_did_not_change(watching):
    server = Server(feed(rss(2, 1), ETag='"one"'))
    next(iter(new_articles(watching(server), [FEED]))).taken()
    assert taken(watching(server), FEED) == ["n2"]
    assert "if-none-match" not in server.asked[1]


def test_a_page_that_cannot_be_had_is_tried_again(watching):
    def failing(url):
        raise Unfetchable(f"{url} answered 503")

    server = Server(feed(rss(1), ETag='"one"'))
    assert taken(watching(server, failing), FEED) == ["https://news.example/1 answered 503"]
    assert taken(watching(server), FEED) == ["n1"]


@pytest.fixture
def patient(monkeypatch):
    from tenacity import wait_none

    import kg.watch

    monkeypatch.setattr(kg.watch, "wait_random_exponential", lambda **_: wait_none())


@pytest.mark.usefixtures("patient")
def test_a_feed_that_fails_in_passing_is_asked_again(watching):
    server = Server(httpx.ConnectError("refused"), httpx.Response(503), feed(rss(1)))
    assert taken(watching(server), FEED) == ["n1"]


@pytest.mark.usefixtures("patient")
def test_a_feed_that_is_away_does_not_keep_the_others_back(watching, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Lake Council has 31 members.")
    found = taken(watching(Server(httpx.Response(500))), FEED, str(tmp_path / "in"))
    assert found == [f"the feed cannot be had: {FEED} answered 500", "a.txt"]


@pytest.mark.usefixtures("patient")
def test_a_feed_that_never_ends_is_given_up(watching, monkeypatch):
    monkeypatch.setattr("kg.watch.SIZE", 1_000)
    (found,) = taken(watching(Server(feed(rss(*[1] * 50)))), FEED)
    assert found == f"the feed cannot be had: {FEED} is larger than 1,000 bytes"


@pytest.mark.usefixtures("patient")
def test_a_page_that_a_feed_names_is_fetched_from_public_hosts_only(tmp_path):
    asking = partial(
        fetch, transport=httpx.MockTransport(Server(feed(rss(1)))), resolver=lambda host, port: ["10.0.0.1"]
    )
    found = taken(Watched(tmp_path / "watch.json", feed=asking, fetched=asking), FEED)
    assert found == ["https://news.example/1: news.example is not on the public internet"]


def test_what_is_no_feed_is_a_problem(watching):
    (found,) = taken(watching(Server(feed("<html><p>no feed</p>"))), FEED)
    assert "is no RSS or Atom feed" in found


def test_a_folder_gives_new_and_changed_files_once(watching, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Lake Council has 31 members.")
    (folder / "b.jsonl").write_text('{"id": "b1", "text": "One."}\n{ broken\n')
    server = Server(feed(rss()))
    first = taken(watching(server), str(folder))
    assert first[:2] == ["a.txt", "b1"] or sorted(first)[:2] == ["a.txt", "b1"]
    assert any("b.jsonl:2" in each for each in first)
    assert taken(watching(server), str(folder)) == []
    (folder / "a.txt").write_text("Lake Council has 32 members.")
    assert taken(watching(server), str(folder)) == ["a.txt"]


def test_a_folder_that_is_not_there_says_so(watching, tmp_path):
    (found,) = taken(watching(Server(feed(rss()))), str(tmp_path / "nowhere"))
    assert "there is no such folder" in found


def test_a_broken_file_of_what_was_seen_is_named(watching, tmp_path):
    (tmp_path / "watch.json").write_text("{")
    with pytest.raises(KgError, match=r"watch\.json"):
        watching(Server(feed(rss())))


def test_the_command_watches_a_folder_into_a_store(tmp_path):
    from click.testing import CliRunner

    from kg.cli.growing import watch

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The North Atlantic alliance has 32 members.")
    for expected in (1, 0):
        done = CliRunner().invoke(watch, [str(tmp_path / "in"), "--store", str(tmp_path / "store"), "--once"])
        assert done.exit_code == 0, done.output
        assert done.stdout.count("new\t") == expected
