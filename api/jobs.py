"""Articles sent in → stored, one after the other, as a job whose progress can be watched.

With a store on disk, or a folder for the state, the job is written down before it is acknowledged and taken up again
after a restart: what was accepted is not lost. Each article is stored whole or not at all.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import queue
import secrets
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from api.inbox import Inbox
from api.knowledge import Knowledge
from kg.errors import KgError
from kg.fetch import fetch
from kg.lexicon import Lexicon
from kg.link.follow import follow
from kg.serve.desk import Desk
from kg.serve.readers import Stopped

_log = logging.getLogger("claimgraph.jobs")
ENDING = 5.0  # seconds in which what was stopped lets go
_KEPT = 1000  # finished jobs that can still be asked for


@dataclass(slots=True)
class Job:
    """What was sent, and how far it has come."""

    id: str
    state: str = "waiting"  # waiting, running, done
    total: int = 0
    done: int = 0
    claims: int = 0
    articles: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, str]] = field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        """Return the job as JSON."""
        return asdict(self)


class Jobs:
    """The line of articles to read; one thread files them, the reading itself is done at the desk."""

    def __init__(self, knowledge: Knowledge, inbox: Inbox) -> None:
        self._knowledge, self._inbox = knowledge, inbox
        self._desk, self._lexicon = Desk(knowledge.base), _Lexicon()
        self._line: queue.Queue[tuple[Job, list[dict[str, Any]]] | None] = queue.Queue(maxsize=1000)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock, self._closing = threading.Lock(), threading.Event()
        folder = knowledge.settings.kept
        self._folder = folder / "jobs" if folder is not None else None
        for path in sorted(self._folder.glob("*.json")) if self._folder is not None else ():
            with suppress(ValueError, OSError):
                self._put(path.stem, json.loads(path.read_text(encoding="utf-8")))
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
        self._thread.start()

    def accept(self, articles: list[dict[str, Any]]) -> Job:
        """Take articles (``id, text, published, url, title``; or a ``url`` to fetch) in; they are read in turn."""
        key = f"{dt.datetime.now(dt.UTC):%Y%m%d%H%M%S%f}-{secrets.token_hex(3)}"
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            waiting = self._folder / f"{key}.part"
            waiting.write_text(json.dumps(articles), encoding="utf-8")
            waiting.rename(self._folder / f"{key}.json")
        return self._put(key, articles)

    def _put(self, key: str, articles: list[dict[str, Any]]) -> Job:
        job = Job(key, total=len(articles))
        with self._lock:
            self._jobs[key] = job
            while len(self._jobs) > _KEPT:
                self._jobs.popitem(last=False)
        self._line.put((job, articles))
        return job

    def get(self, key: str) -> Job | None:
        """Return the job of this name."""
        with self._lock:
            return self._jobs.get(key)

    def waiting(self) -> int:
        """Return how many jobs are in line."""
        return self._line.qsize()

    def _work(self) -> None:
        while (taken := self._line.get()) is not None:
            job, articles = taken
            job.state = "running"
            touched: set[str] = set()
            for number, sent in enumerate(articles):
                if self._closing.is_set():
                    return  # written down: taken up again by the next start
                if not self._one(job, sent, number, touched):
                    return
            if touched:
                self._inbox.look_at(touched)
            if self._folder is not None:
                (self._folder / f"{job.id}.json").unlink(missing_ok=True)
            job.state = "done"

    def _one(self, job: Job, sent: dict[str, Any], number: int, touched: set[str]) -> bool:
        """Read and file one article; false where the end of the service came in between, and the next start must."""
        name = str(sent.get("id") or sent.get("url") or number)
        try:
            read = self._desk.read(self._fetched(sent), seconds=self._knowledge.settings.check_seconds * 4)
            filed = self._knowledge.store.ingest(
                read.article, read.claims, lexicon=self._lexicon.of(self._desk), now=dt.datetime.now(dt.UTC)
            )
            if filed.changed:  # claims of things that were linked join the series of what they are the same as
                touched |= follow(self._knowledge.store, self._lexicon.of(self._desk), article=filed.article_iri)
        except KgError as error:
            if self._closing.is_set() and isinstance(error, Stopped):
                return False
            job.errors.append({"article": name, "detail": str(error)})
        except Exception as error:  # a bug of ours must not stop the line
            _log.exception("an article could not be filed")
            job.errors.append({"article": name, "detail": f"{type(error).__name__}: {error}"})
        else:
            touched |= filed.touched_series
            job.claims += filed.claims
            job.articles.append(
                {
                    "id": read.article.id,
                    "iri": filed.article_iri,
                    "version": filed.version_iri,
                    "changed": filed.changed,
                    "claims": filed.claims,
                }
            )
        job.done += 1
        return True

    def _fetched(self, sent: dict[str, Any]) -> dict[str, Any]:
        settings = self._knowledge.settings
        if sent.get("text") or sent.get("html"):
            return sent
        if not settings.fetch:
            raise KgError("this service fetches no addresses: send the text")
        page = fetch(str(sent.get("url")), seconds=settings.fetch_seconds, size=settings.article_bytes)
        key = "html" if "html" in page.media or page.content.lstrip()[:1] == b"<" else "text"
        return {"id": page.url} | sent | {key: page.content.decode("utf-8", "replace"), "url": page.url}

    def stop(self) -> None:
        """Begin no other article: the rest of the line is taken up by the next start."""
        self._closing.set()
        with suppress(queue.Full):
            self._line.put_nowait(None)

    def close(self) -> None:
        """Finish the article at hand, where that takes no longer than requests are given; else the next start does."""
        self.stop()
        self._thread.join(timeout=self._knowledge.settings.ending_seconds)
        self._desk.close()
        self._thread.join(timeout=ENDING)


class _Lexicon:
    """The desk's lexicon, asked for once."""

    def __init__(self) -> None:
        self._kept: Lexicon | None = None

    def of(self, desk: Desk) -> Lexicon:
        if self._kept is None:
            self._kept = desk.lexicon()
        return self._kept
