"""Settings → a running service: one process owns the store and answers HTTP, the readers hang on it."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.util import Finalize
from pathlib import Path
from typing import cast

import httpx
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from api.app import close, create_app
from api.door import Door
from api.edges import Edge
from api.jobs import ENDING
from api.knowledge import Knowledge
from api.logs import log_to_stderr
from api.settings import Settings, as_environment, read_settings
from api.shortcut import Shortcut
from api.tokens import Tokens
from kg.errors import KgError, StoreError
from kg.store import Embedded, Remote, Store

_BEHIND = "CLAIMGRAPH_BEHIND"  # the port of the server behind the door, in the environment of the process that serves


def application() -> Flask:
    """Return the application for the settings in the environment; the server calls it in the process that serves."""
    settings = read_settings()
    log_to_stderr(settings.log)
    _end_with(os.getppid())
    app = create_app(Knowledge(settings))
    ending = _Ending(app, settings.ending_seconds, _door(app, settings))
    Finalize(None, ending.close, exitpriority=0)  # the server's processes are multiprocessing's: atexit is not for them
    threading.Thread(target=ending.await_signal, name="ending", daemon=True).start()
    gc.set_threshold(20_000, 20, 100)  # a request leaves nothing behind for the collector: it may look seldom
    gc.freeze()  # what is there now stays: the collector need not look at it again and again
    return app


def _door(app: Flask, settings: Settings) -> Door | None:
    """Open the door, where the server listens behind one."""
    behind = os.environ.get(_BEHIND)
    if behind is None:
        return None
    shortcut = Shortcut(app.config["KNOWLEDGE"], app.config["TOKENS"])
    edge = cast(Edge, app.wsgi_app)
    return Door(edge, shortcut, host=settings.host, port=settings.port, behind=int(behind))


class _Ending:
    """What follows SIGTERM beside the server, which takes no more requests and waits for those at hand.

    They are given ``seconds``; then the queries among them are killed and answered 503. Who does not take his answer
    either is left: the store is closed and the process ends. The signals are heard by the wakeup descriptor, because
    the server sets handlers of its own.
    """

    def __init__(self, app: Flask, seconds: float, door: Door | None) -> None:
        self._app, self._seconds, self._door = app, seconds, door
        self._lock, self._closed = threading.Lock(), False
        self._heard, told = socket.socketpair()
        told.setblocking(False)
        signal.set_wakeup_fd(told.detach(), warn_on_full_buffer=False)

    def await_signal(self) -> None:
        """Wait for the signal to end, then see to it that the process does."""
        while (heard := self._heard.recv(1)) and heard[0] not in (signal.SIGTERM, signal.SIGINT):
            pass
        if self._door is not None:
            self._door.leave()
        self._app.config["JOBS"].stop()
        time.sleep(self._seconds)
        self._app.config["KNOWLEDGE"].readers.stop()
        self._app.config["DESK"].close()
        time.sleep(ENDING)
        self.close()
        os._exit(0)

    def close(self) -> None:
        """Close the application, once."""
        with self._lock:
            if not self._closed:
                if self._door is not None:
                    self._door.leave()
                    self._door.await_quiet(self._seconds + 1)
                close(self._app)
            self._closed = True


def _end_with(parent: int) -> None:
    """End this process when the one that started it is gone, however it went: it holds the store and the port."""

    with contextlib.suppress(OSError, AttributeError):  # Linux tells at once
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.25)
        os._exit(1)

    threading.Thread(target=watch, name="orphan", daemon=True).start()


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; prints the address once it answers.

    Raises :class:`kg.errors.KgError` where the port is taken, the store is in use or a setting is wrong.
    """
    _try(settings)
    os.environ.update(as_environment(settings))
    host, port = settings.host, settings.port
    if hasattr(select, "epoll"):  # the door listens there, and the server behind it
        host, port = "127.0.0.1", _free_port(settings.port)
        os.environ[_BEHIND] = str(port)
    server = Granian(
        "api.server:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.threads,
        backlog=1024,
        log_enabled=False,
        workers_kill_timeout=max(1, round(2 * settings.ending_seconds + 6 * ENDING)),
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
    )
    threading.Thread(target=_announce, args=(settings,), name="announce", daemon=True).start()
    server.serve()


def _free_port(taken: int) -> int:
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port != taken:
            return port


def _try(settings: Settings) -> None:
    """Open what the service needs and let go of it again: the server's own process could only fail without a word."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise StoreError(f"cannot listen on {settings.host}:{settings.port}: {error.strerror or error}") from error
    Tokens(settings)
    folder = settings.folder
    if folder is not None and folder.exists():
        apart(lambda: _open(folder, settings.base or None))
    elif settings.store and folder is None:
        Store.at(settings.store, base=settings.base).close() if settings.base else Remote(settings.store).close()


def apart(do: Callable[[], object]) -> None:
    """Do what opens a store in a process of its own; raises :class:`KgError` where it fails.

    The server forks the process that serves, and a fork of one that has opened a store has an engine that waits for
    ever for threads which stayed behind.
    """
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        said = b""
        try:
            do()
        except BaseException as error:
            said = (str(error) if isinstance(error, KgError) else f"{type(error).__name__}: {error}").encode()
        finally:
            os.write(tell, said)
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as heard:
        said = heard.read()
    os.waitpid(pid, 0)
    if said:
        raise StoreError(said.decode())


def _open(path: Path, base: str | None) -> None:
    """Open a store and let go of it; a service that was killed a moment ago may still be holding it."""
    deadline = time.monotonic() + 3
    while True:
        try:
            held = Embedded(path)
            try:
                if base is not None:
                    Store(held, base=base)
            finally:
                held.close()
            return
        except StoreError as error:
            if "in use" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _announce(settings: Settings) -> None:
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104  (compared, not bound)
    address = f"http://[{host}]:{settings.port}/" if ":" in host else f"http://{host}:{settings.port}/"
    with httpx.Client(timeout=2, trust_env=False) as client:
        while True:
            try:
                client.get(address + "health/live")
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                sys.stdout.write(f"Serving on {address}\n")
                sys.stdout.flush()
                return


def main() -> int:
    """Serve with the settings of the environment; 2 where they cannot be served."""
    try:
        run(read_settings())
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
