"""A client of others replicates our stream: every member from its beginning, over many pages, then what is new."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from programs import missing, program
from serving import free_port, opened
from test_ldes import read
from werkzeug.serving import make_server

from api.app import close
from kg.pipeline import demo_articles, open_reader

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(program("ldes-client") is None, reason=missing("ldes-client")),
]
_MEMBER = re.compile(r"<(\S+/id/event/\d+)> <http://purl\.org/dc/terms/isVersionOf> <(\S+)>")


@pytest.fixture
def desk() -> Iterator[Flask]:
    port = free_port()
    app = opened(base=f"http://127.0.0.1:{port}/")
    app.config["FEED_PAGE"] = 20
    reader = open_reader(base=app.config["KNOWLEDGE"].base)
    for article in demo_articles(reader):
        read(app, article.id, article.text, article.published or "")
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield app
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        close(app)


def command(desk: Flask, folder: Path, *more: str) -> list[str]:
    return [
        program("ldes-client") or "",
        f"{desk.config['KNOWLEDGE'].base}feed",
        "--save",
        str(folder / "state"),
        *more,
    ]


def events(desk: Flask) -> dict[str, str]:
    return {event.iri: event.thing for event in desk.config["FEED"][2].events}


def test_an_ldes_client_replicates_every_member(desk: Flask, tmp_path: Path) -> None:
    done = subprocess.run(command(desk, tmp_path), capture_output=True, text=True, timeout=120, check=True)
    members = dict(_MEMBER.findall(done.stdout))
    assert len(members) > 60
    assert members == events(desk)


def test_an_ldes_client_that_follows_picks_up_what_is_new(desk: Flask, tmp_path: Path) -> None:
    follow = command(desk, tmp_path, "--follow", "--poll-interval", "200", "--ordered", "ascending")
    with subprocess.Popen(follow, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as client:
        watchdog = threading.Timer(120, client.kill)
        watchdog.start()
        try:
            assert client.stdout is not None
            seen: dict[str, str] = {}
            lines = (match for line in client.stdout for match in _MEMBER.findall(line))
            for member, thing in lines:
                seen[member] = thing
                if seen == events(desk):
                    break
            read(desk, "ferries", "Brackwater Ferries employs 412 people.", "2024-05-06")
            desk.test_client().get("/feed/1")
            new = events(desk).items() - seen.items()
            assert any("/id/claim/" in thing for _, thing in new)
            for member, thing in lines:
                seen[member] = thing
                if seen == events(desk):
                    break
            assert seen == events(desk)
        finally:
            watchdog.cancel()
            client.kill()
