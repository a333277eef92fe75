"""Connections → answers: ordinary queries go to the readers with the client's socket, all else to the server behind.

One thread waits for all sockets at once (epoll) and does nothing that takes long. What it cannot read at a glance, it
relays with the whole connection, so that there is one place (:mod:`api.app`) where everything unusual is answered.
"""

from __future__ import annotations

import logging
import os
import resource
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial

from api import heads
from api.connection import Connection
from api.edges import Edge, Passage
from api.outcome import Outcome
from api.querying import ALIKE, Asking
from api.relay import Aliases, Relay, connected
from api.shortcut import PATH, Environ, Shortcut, failed
from kg.serve.errands import Errand, Errands

_LOOK = 0.5  # seconds between two looks at who has been silent
_HALTING, _IDLE, _SLOW = 1.0, 75.0, 600.0  # seconds of silence: in a request, between two, while an answer is fetched
_ALL = select.EPOLLIN | select.EPOLLOUT | select.EPOLLRDHUP | select.EPOLLET
_SAID = select.EPOLLIN | select.EPOLLRDHUP | select.EPOLLHUP | select.EPOLLERR
_FILES = 65_536
_log = logging.getLogger("claimgraph")


class Door:
    """The address where clients connect; ``behind`` is the port of the server that takes what is unusual."""

    def __init__(self, edge: Edge, shortcut: Shortcut, *, host: str, port: int, behind: int) -> None:
        self._edge, self._shortcut, self._behind = edge, shortcut, behind
        self._knowledge = shortcut.knowledge
        services = self._knowledge.settings.services  # may keep a query waiting for other endpoints
        self._paths = frozenset({PATH.encode()} if not services else ())
        self._aliases = edge.aliases = Aliases()
        self._listening: socket.socket | None = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=1024
        )
        self._listening.setblocking(False)
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, _FILES) if most > 0 else _FILES, most))
        self._events, self._bell = select.epoll(), os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._soon = deque[Callable[[], None]]()
        self._connections: dict[int, Connection] = {}
        self._relays: dict[int, Relay] = {}
        self._errands = Errands(self._knowledge.readers, self._events, self._post)
        self._events.register(self._bell, select.EPOLLIN)
        self._events.register(self._listening, select.EPOLLIN)
        self._closed, self._alike = False, b""
        self._thread = threading.Thread(target=self._run, name="door", daemon=True)
        self._thread.start()

    def _post(self, act: Callable[[], None]) -> None:
        """Let the loop do something soon."""
        self._soon.append(act)
        os.eventfd_write(self._bell, 1)

    def _run(self) -> None:
        looked = time.monotonic()
        while not self._closed:
            for descriptor, events in self._events.poll(_LOOK):
                self._safely(partial(self._happened, descriptor, events))
            for _ in range(len(self._soon)):
                self._safely(self._soon.popleft())
            if time.monotonic() - looked > _LOOK:
                self._safely(self._look)
                looked = time.monotonic()

    def _safely(self, act: Callable[[], None], connection: Connection | None = None) -> None:
        """Whatever goes wrong with one connection, the others are served; who is at it learns at once, by its end."""
        try:
            act()
        except Exception:
            _log.exception("unforeseen error at the door")
            if connection is not None:
                self._close(connection)

    def _happened(self, descriptor: int, events: int) -> None:
        if connection := self._connections.get(descriptor):
            self._safely(partial(self._spoke, connection, events), connection)
        elif relay := self._relays.get(descriptor):
            self._pump(relay)
        elif descriptor == self._bell:
            os.eventfd_read(self._bell)
        elif self._listening is not None and descriptor == self._listening.fileno():
            self._accept(self._listening)
        else:
            self._errands.hear(descriptor, events)

    # -- connections

    def _accept(self, listening: socket.socket) -> None:
        try:
            client, address = listening.accept()
        except BlockingIOError:
            return
        except OSError as error:  # too many files are open: some will be closed
            _log.warning("a connection cannot be taken: %s", error)
            time.sleep(0.01)
            return
        client.setblocking(False)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(client, address[0], client.fileno())
        self._connections[connection.descriptor] = connection
        self._events.register(connection.descriptor, _ALL)

    def _spoke(self, connection: Connection, events: int) -> None:
        if events & select.EPOLLOUT and connection.out:
            self._write(connection, b"")
        if events & _SAID:
            if connection.busy:
                connection.more = True
            else:
                self._read(connection)
                if events & select.EPOLLRDHUP:  # there is an end to be read, and nobody will say so again
                    connection.more = True
                    self._resume(connection)

    def _read(self, connection: Connection) -> None:
        if connection.descriptor not in self._connections:
            return
        if not connection.read():
            self._close(connection)
        elif connection.raw:
            self._take(connection)

    def _take(self, connection: Connection) -> None:
        """Answer the request that the connection's bytes begin with."""
        raw = connection.raw
        try:
            request = heads.received(raw, self._paths, connection.client)
        except heads.Unusual:
            self._relay(connection)
            return
        if request is None:
            return
        passage = self._edge.passage(request.environ)
        asked = self._shortcut.asked(request.environ, passage.id, refused=lambda: self._edge.refused(passage))
        if asked is None:
            self._relay(connection)
            return
        connection.busy, connection.kept = True, request.kept and self._listening is not None
        connection.raw = request.rest
        if isinstance(asked, Asking):
            answer = self._knowledge.remembered(asked.tag)
            if answer is None and self._knowledge.asked_again(asked.tag):  # to be kept, for which it must pass here
                connection.raw, connection.busy = raw, False
                self._relay(connection)
                return
            if answer is None:
                self._edge.entering()
                self._send(connection, request.environ, passage, asked)
                return
            asked = asked.outcome(answer)
        self._edge.entering()
        self._answer(connection, passage, asked)

    def _send(self, connection: Connection, environ: Environ, passage: Passage, asked: Asking) -> None:
        """Let a reader answer the query to the client's socket."""

        def answer() -> None:
            connection.written += errand.written
            if errand.error is None:
                self._edge.finished(passage)
                self._write(connection, errand.rest)
            elif errand.begun or not connection.untold():
                self._edge.finished(passage)
                self._close(connection)  # in the middle of the answer, so that the client can tell
            else:
                error = errand.error if isinstance(errand.error, Exception) else RuntimeError(errand.error)
                self._answer(connection, passage, failed(error, environ, passage.id))

        passage.status, passage.route = 200, passage.path
        if not self._alike:
            self._alike = heads.lines(self._edge.alike(passage, ALIKE))
        own = b'ETag: "%b"\r\nX-Request-Id: %b\r\n' % (asked.tag.encode(), passage.id.encode())
        head = own + self._alike + heads.last(kept=connection.kept)
        ended = partial(self._safely, answer, connection)
        errand = Errand(asked.query, connection.descriptor, head, ended, connection.untold)
        self._errands.begin(errand)

    def _answer(self, connection: Connection, passage: Passage, outcome: Outcome) -> None:
        """Answer with what is complete."""
        status, headers = self._edge.leaving(passage, outcome)
        head = heads.lines(headers) + heads.last(kept=connection.kept)
        self._edge.finished(passage)
        self._write(connection, b"HTTP/1.1 %b\r\n%b\r\n%b" % (status.encode(), head, b"".join(outcome.body)))

    def _write(self, connection: Connection, content: bytes) -> None:
        """Send the last of an answer; once it is taken, the next request is read."""
        if content or connection.out:
            try:
                connection.write(content)
            except OSError:
                self._close(connection)
                return
        if connection.out:
            return
        if not connection.kept:
            self._close(connection)
            return
        connection.busy, connection.touched = False, time.monotonic()
        if connection.raw or connection.more:  # not at once: others have their turn
            self._post(partial(self._safely, partial(self._resume, connection), connection))

    def _resume(self, connection: Connection) -> None:
        """Turn to what has come meanwhile."""
        if connection.busy or connection.descriptor not in self._connections:
            return
        if connection.raw:
            self._take(connection)
        if connection.more and not connection.busy:
            self._read(connection)

    def _close(self, connection: Connection) -> None:
        if self._connections.pop(connection.descriptor, None) is not None:
            connection.socket.close()

    # -- relays

    def _relay(self, connection: Connection) -> None:
        """Pass the connection on, from the bytes that are not answered yet."""
        del self._connections[connection.descriptor]
        try:
            server = connected(self._behind, self._aliases.alias(connection.client))
        except OSError as error:
            _log.warning("a connection cannot be passed on: %s", error)
            connection.socket.close()
            return
        relay = Relay(connection.socket, server, connection.raw)
        self._events.register(server, _ALL)
        self._relays |= dict.fromkeys(relay.descriptors(), relay)
        self._pump(relay)

    def _pump(self, relay: Relay) -> None:
        if relay.closed:
            return
        try:
            if relay.pump():
                self._post(partial(self._pump, relay))
        except OSError:
            self._end(relay)
            return
        if relay.over:
            self._end(relay)

    def _end(self, relay: Relay) -> None:
        for descriptor in relay.descriptors():
            del self._relays[descriptor]
        relay.close()

    # -- time and the end

    def _look(self) -> None:
        """Turn to those of whom nothing was heard for long."""
        self._errands.look()
        now = time.monotonic()
        for connection in list(self._connections.values()):
            silent = now - connection.touched
            if silent > (_SLOW if connection.out else _IDLE) and (connection.out or not connection.busy):
                self._close(connection)
            elif connection.raw and not connection.busy and silent > _HALTING:
                self._relay(connection)

    def leave(self) -> None:
        """Take no more connections and no further request of those there are."""
        self._post(self._leave)

    def _leave(self) -> None:
        if self._listening is not None:
            self._events.unregister(self._listening)
            self._listening.close()
            self._listening = None
        for connection in list(self._connections.values()):
            connection.kept = False
            if not connection.busy:
                self._close(connection)

    def await_quiet(self, seconds: float) -> None:
        """Wait until all that was begun has been answered and taken; no longer than this."""
        deadline = time.monotonic() + seconds
        while (self._connections or self._relays or self._soon) and time.monotonic() < deadline:
            time.sleep(0.02)

    def close(self) -> None:
        """Hang up on everybody."""
        self._closed = True
        self._errands.close()
        self._post(lambda: None)
        self._thread.join(timeout=1)
