"""One service on the demo articles that the tests of the pages look at; a browser where there is one."""

from __future__ import annotations

import json
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "api"))
from serving import TOKEN, free_port, opened

from api.app import close
from kg import resources
from pages.readers import NASTY, filled


@pytest.fixture(scope="session")
def demo() -> Iterator[Flask]:
    port = free_port()
    app = opened(base=f"http://127.0.0.1:{port}/", port=port, readers=1)
    filled(app.test_client(), resources.demo().read_text(encoding="utf-8") + json.dumps(NASTY) + "\n")
    yield app
    close(app)


@pytest.fixture
def reader(demo: Flask) -> FlaskClient:
    """Somebody who did not sign in."""
    return demo.test_client()


@pytest.fixture
def editor(demo: Flask) -> FlaskClient:
    """Somebody who signed in with a token that may write."""
    client = demo.test_client()
    assert client.post("/sign-in", data={"token": TOKEN}).status_code == 303
    return client


@pytest.fixture
def make_app() -> Iterator[Callable[..., Flask]]:
    made: list[Flask] = []

    def make(**given: Any) -> Flask:
        made.append(opened(**{"readers": 1} | given))
        return made[-1]

    yield make
    for app in made:
        close(app)


@pytest.fixture(scope="session")
def address(demo: Flask) -> Iterator[str]:
    base = demo.config["SETTINGS"].base
    server = make_server("127.0.0.1", int(base.rstrip("/").rpartition(":")[2]), demo, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield base.rstrip("/")
    server.shutdown()
    thread.join(timeout=10)


CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A fresh tab in which an error of a script, or a request that leaves the machine, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda sent: (
            wrong.append(sent.url) if not sent.url.startswith(("http://127.0.0.1", "data:", "blob:", "file:")) else None
        ),
    )
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert not wrong
