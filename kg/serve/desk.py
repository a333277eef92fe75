"""Articles → claims in a process of its own: reading does not hold up whoever asks, and can be stopped.

Reading is pure, so a process that was killed for taking too long costs nothing but the time to start another.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from kg.lexicon import Lexicon
from kg.model import Article, Claim, Report
from kg.serve.readers import Stopped


@dataclass(frozen=True, slots=True)
class Read:
    """An article with its frame, what it claims, and the series (IRI) that each claim would join in the store."""

    article: Article
    claims: tuple[Claim, ...]
    series: tuple[str, ...]


class Desk:
    """One process that reads; it starts when it is first needed."""

    def __init__(self, base: str) -> None:
        self._base, self._lock = base, threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._peer: Connection | None = None
        self._closed = False

    def read(self, sent: Mapping[str, Any], *, seconds: float) -> Read:
        """Read an article sent as JSON (``id, text or html, published, url, title``).

        Raises what reading raises (:class:`kg.errors.UnreadableArticle`), and :class:`Stopped` after these seconds.
        """
        read: Read = self._do("read", dict(sent), seconds)
        return read

    def compare(self, claims: Sequence[Claim], *, seconds: float) -> Report:
        """Return where these claims disagree."""
        report: Report = self._do("compare", tuple(claims), seconds)
        return report

    def validate(self, nquads: bytes, *, seconds: float) -> tuple[list[str], str]:
        """Return what the shapes of articles and claims find wrong with these quads, and the SHACL report as Turtle."""
        found: tuple[list[str], str] = self._do("validate", nquads, seconds)
        return found

    def lexicon(self, *, seconds: float = 60.0) -> Lexicon:
        """Return what the desk knows of the world."""
        lexicon: Lexicon = self._do("lexicon", None, seconds)
        return lexicon

    def _do(self, what: str, given: object, seconds: float) -> Any:
        with self._lock:
            peer = self._started()
            try:
                if self._closed:
                    raise EOFError
                peer.send((what, given))
                if not peer.poll(seconds):
                    self._stop()
                    raise Stopped(f"reading was stopped after {seconds:g} seconds: send a shorter text")
                done, result = peer.recv()
            except (EOFError, OSError) as error:
                self._stop()
                why = "the service is ending" if self._closed else "the text needed more than one text may"
                raise Stopped(f"reading was stopped: {why}") from error
        if not done:
            raise result
        return result

    def _started(self) -> Connection:
        if self._peer is None or self._process is None or self._process.poll() is not None:
            ours, theirs = socket.socketpair()
            command = [sys.executable, "-m", "kg.serve.deskwork", str(theirs.fileno()), self._base]
            self._process = subprocess.Popen(  # noqa: S603  (our own module, no outside text)
                command, pass_fds=[theirs.fileno()], start_new_session=True, stdin=subprocess.DEVNULL
            )
            theirs.close()
            self._peer = Connection(ours.detach())
        return self._peer

    def _stop(self) -> None:
        if self._peer is not None:
            self._peer.close()
            self._peer = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """End the process; what it reads and what waits for it fails with :class:`Stopped`."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._stop()
