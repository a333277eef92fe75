"""Settings → a running service: one process owns the store and answers HTTP, the readers hang on it."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import httpx
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from api.app import close, create_app
from api.edges import log_to_stderr
from api.knowledge import Knowledge
from api.settings import Settings, as_environment, read_settings
from api.tokens import Tokens
from kg.errors import KgError, StoreError
from kg.store import Store


def application() -> Flask:
    """Return the application for the settings in the environment; the server calls it in the process that serves."""
    settings = read_settings()
    log_to_stderr(settings.log)
    _end_with(os.getppid())
    app = create_app(Knowledge(settings))
    atexit.register(close, app)
    return app


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
    server = Granian(
        "api.server:application",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.threads,
        backlog=1024,
        log_enabled=False,
        workers_kill_timeout=30,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
    )
    threading.Thread(target=_announce, args=(settings,), name="announce", daemon=True).start()
    server.serve()


def _try(settings: Settings) -> None:
    """Open what the service needs and let go of it again: the server's own process could only fail without a word."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise StoreError(f"cannot listen on {settings.host}:{settings.port}: {error.strerror or error}") from error
    Tokens(settings)
    if settings.store and Path(settings.store).exists():
        _open(Path(settings.store), settings.base or None).close()


def _open(path: Path, base: str | None) -> Store:
    """Open a store; a service that was killed a moment ago may still be letting go of it."""
    deadline = time.monotonic() + 3
    while True:
        try:
            return Store.open(path, base=base)
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
