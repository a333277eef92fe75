"""Feeds and folders → the articles that are new in them, each once, whatever is restarted in between.

What was seen stands in a file, which is replaced whole after an article is safely stored: one that was on its way when
the program stopped is asked for again, and the store knows that it has it already.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from kg.errors import KgError, UnreadableArticle
from kg.fetch import Away, Fetched, Unfetchable, fetch
from kg.model import Article
from kg.read import read
from kg.read.decode import decode
from kg.read.sources import record

REMEMBERED = 10_000
"""Entries of one feed that are remembered; feeds list far fewer."""

SIZE = 20_000_000
"""Bytes that a feed may have."""

_PATIENCE = 3
_FEEDS = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"


@dataclass(slots=True)
class Seen:
    """What one source gave already: entries by the hash of what they are, and what a server wants to hear again."""

    entries: list[str] = field(default_factory=list)
    etag: str = ""
    modified: str = ""

    def add(self, entry: str) -> None:
        """Remember an entry, and forget the oldest of too many."""
        self.entries.append(entry)
        del self.entries[:-REMEMBERED]


@dataclass(frozen=True, slots=True)
class Appeared:
    """A new article, or why one that appeared cannot be read; ``taken`` is to be called once it is dealt with."""

    article: Article | None
    problem: KgError | None
    taken: Callable[[], None]


class Watched:
    """Sources and what is known of them, kept in a file."""

    def __init__(
        self, state: Path, *, feed: Callable[..., Fetched] = fetch, fetched: Callable[[str], Fetched] = fetch
    ) -> None:
        self._state = state
        self._feed, self._fetched = feed, fetched
        self._seen = _read(state)

    def look(self, source: str) -> Iterator[Appeared]:
        """Yield what is new in a feed (its address) or a folder, the oldest first.

        Raises :class:`KgError` where the source itself cannot be read; it is asked again the next time.
        """
        seen = self._seen.setdefault(source, Seen())
        if urlsplit(source).scheme in {"http", "https"}:
            yield from self._of_feed(source, seen)
        else:
            yield from self._of_folder(Path(source), seen)

    def _of_feed(self, url: str, seen: Seen) -> Iterator[Appeared]:
        answer = self._asked(url, seen)
        if answer.unchanged:
            return
        entries = _entries(answer.content, url)
        held = set(seen.entries)
        complete = True
        for entry in reversed(entries):
            key = _key(entry["id"], entry["updated"])
            if key in held:
                continue
            try:
                article: Article | None = self._article(entry)
                problem = None
            except Unfetchable as error:
                complete = False  # not remembered, and asked for again while the feed lists it
                yield Appeared(None, error, lambda: None)
                continue
            except KgError as error:
                article, problem = None, error
            yield Appeared(article, problem, lambda key=key: self._take(seen, key))  # type: ignore[misc]
            held.add(key)
        if complete:
            seen.etag, seen.modified = answer.etag, answer.modified
            self._write()

    def _asked(self, url: str, seen: Seen) -> Fetched:
        """Return the feed; it may stand on a host of one's own, unlike the pages that it names."""
        headers = {"If-None-Match": seen.etag, "If-Modified-Since": seen.modified}
        since = {name: value for name, value in headers.items() if value}
        retrying = Retrying(
            stop=stop_after_attempt(_PATIENCE),
            wait=wait_random_exponential(multiplier=0.5, max=30),
            retry=retry_if_exception_type(Away),
            reraise=True,
        )
        try:
            return retrying(self._feed, url, size=SIZE, allowed=lambda _: True, ports=None, accept=_FEEDS, since=since)
        except Unfetchable as error:
            raise Unfetchable(f"the feed cannot be had: {error}") from None

    def _article(self, entry: dict[str, str]) -> Article:
        told = {name: entry[name] for name in ("title", "published", "url") if entry[name]}
        if entry["url"]:
            page = self._fetched(entry["url"])
            kind = "text" if page.media.startswith("text/plain") else "html"
            told[kind] = decode(page.content, name=entry["url"])
        else:
            told["html"] = entry["content"]
        return record({"id": entry["id"], **told}, name=entry["id"], where=entry["url"] or entry["id"])

    def _of_folder(self, folder: Path, seen: Seen) -> Iterator[Appeared]:
        if not folder.is_dir():
            raise UnreadableArticle(f"{folder}: there is no such folder, and it is no http(s) address of a feed")
        held = set(seen.entries)
        found = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
        for path in sorted(found, key=lambda path: (path.stat().st_mtime_ns, path)):
            try:
                key = _key(str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).hexdigest())
            except OSError:
                continue  # taken away meanwhile
            if key in held:
                continue
            problems: list[KgError] = []
            articles = list(read([path], on_error=problems.append))
            told = [*((article, None) for article in articles), *((None, problem) for problem in problems)]
            for number, (article, problem) in enumerate(told, 1):
                last = number == len(told)
                yield Appeared(article, problem, (lambda key=key: self._take(seen, key)) if last else lambda: None)  # type: ignore[misc]

    def _take(self, seen: Seen, key: str) -> None:
        seen.add(key)
        self._write()

    def _write(self) -> None:
        kept = {
            source: {"entries": seen.entries, "etag": seen.etag, "modified": seen.modified}
            for source, seen in self._seen.items()
        }
        part = self._state.with_name(f".{self._state.name}.part")
        self._state.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(kept), encoding="utf-8")
        part.replace(self._state)


def new_articles(watched: Watched, sources: Iterable[str]) -> Iterator[Appeared]:
    """Yield what is new in all sources; one that cannot be read is a problem and does not keep the others back."""
    for source in sources:
        try:
            yield from watched.look(source)
        except KgError as error:
            yield Appeared(None, error, lambda: None)


def _entries(content: bytes, url: str) -> list[dict[str, str]]:
    """Return the entries of a feed in its order: id, title, address, dates, and what it holds of the article."""
    import feedparser

    feed = feedparser.parse(content)
    if feed.bozo and not feed.entries:
        raise UnreadableArticle(f"{url} is no RSS or Atom feed: {feed.get('bozo_exception', 'it has no entries')}")
    return [_entry(entry) for entry in feed.entries]


def _entry(entry: Any) -> dict[str, str]:
    url = entry.get("link", "") if urlsplit(entry.get("link", "")).scheme in {"http", "https"} else ""
    content = " ".join(each.get("value", "") for each in entry.get("content", ())) or entry.get("summary", "")
    return {
        "id": entry.get("id") or url or _key(entry.get("title", ""), content),
        "title": entry.get("title", ""),
        "url": url,
        "published": _day(entry.get("published_parsed") or dict.get(entry, "updated_parsed")),
        "updated": dict.get(entry, "updated", ""),  # its own get() warns where only a date of publication is told
        "content": content,
    }


def _day(parsed: Any) -> str:
    return "" if parsed is None else f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}"


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _read(state: Path) -> dict[str, Seen]:
    try:
        told = json.loads(state.read_text(encoding="utf-8"))
        return {source: Seen(each["entries"], each["etag"], each["modified"]) for source, each in told.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KgError(f"{state}: what was seen cannot be read ({error}); remove the file to begin anew") from None
