"""What the tests of the service share: an application in memory, a service in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from flask import Flask

from api import Knowledge, Settings, create_app

TOKEN = "correct horse battery staple"
WRITES = {"Authorization": f"Bearer {TOKEN}"}
SUITES = Path(__file__).resolve().parents[3] / "shared" / "suites"


def opened(**given: object) -> Flask:
    settings = {
        "base": "http://kg.example/",
        "token": TOKEN,
        "readers": 2,
        "rate": 0,
        "query_seconds": 5.0,
        "log": "off",
    }
    return create_app(Knowledge(Settings(**settings | given)))  # type: ignore[arg-type]


class Served:
    """A service that runs as it would for its users, and its process."""

    def __init__(self, process: subprocess.Popen[bytes], base: str) -> None:
        self.process, self.base = process, base
        self._client = httpx.Client(
            base_url=base, timeout=60, trust_env=False
        )  # kept: making one costs more than asking

    def get(self, path: str, **more: object) -> httpx.Response:
        return self._client.get(path, **more)  # type: ignore[arg-type]

    def post(self, path: str, **more: object) -> httpx.Response:
        return self._client.post(path, **more)  # type: ignore[arg-type]

    def close(self) -> None:
        self._client.close()

    def stop(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(**settings: object) -> Iterator[Served]:
    port = settings.get("port") or free_port()
    given = {"port": port, "base": f"http://127.0.0.1:{port}/", "token": TOKEN, "rate": 0, "log": "off"} | settings
    environment = os.environ | {f"KG_{name.upper()}": str(value) for name, value in given.items()}
    process = subprocess.Popen([sys.executable, "-m", "api.server"], env=environment, stdout=subprocess.PIPE)
    served = Served(process, f"http://127.0.0.1:{port}")
    try:
        _await(served)
        yield served
    finally:
        if process.poll() is None:
            served.stop()
        served.close()
        assert process.stdout is not None
        process.stdout.close()


def _await(served: Served) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            if served.get("/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < deadline, "the service did not start"
        assert served.process.poll() is None, "the service ended"
        time.sleep(0.1)
