"""Articles for the pages to show, how they get there, and how tests find them again."""

from __future__ import annotations

import re
import threading
import time

from flask import Flask
from flask.testing import FlaskClient
from serving import WRITES

from kg import names

NASTY = {
    "id": "nasty",
    "published": "2023-05-01",
    "publisher": "The <b>Nasty</b>",
    "title": "<script>document.title='owned'</script>",
    "text": "The <script>document.title='owned'</script> Bridge\n\n"
    "Norway has 12 <img src=x onerror=alert(1)> bridges.\n",
}


def withdrawn(app: Flask, key: str) -> None:
    """Take an article out again, and wait until nothing is found of it any more."""
    assert app.test_client().delete(f"/articles/{key}", headers=WRITES).status_code == 204
    assert app.config["INBOX"].wait(60)


def filled(client: FlaskClient, articles: str) -> None:
    """Send articles, and wait until they are read and compared."""
    job = client.post("/articles", data=articles.encode(), content_type="application/x-ndjson", headers=WRITES).json
    app = client.application
    deadline = time.monotonic() + 60
    while client.get(f"/jobs/{job['id']}").json["state"] != "done":
        assert time.monotonic() < deadline, "the articles were not read"
        threading.Event().wait(0.05)
    assert app.config["INBOX"].wait(60)


def csrf(client: FlaskClient, path: str = "/inbox") -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found is not None, "nobody is signed in"
    return found[1]


def key(demo: Flask, **wanted: str) -> str:
    items = demo.test_client().get("/findings", query_string=wanted).json["items"]
    return str(items[0]["id"]).rpartition("/")[2]


def article(demo: Flask, name: str) -> str:
    return names.article(demo.config["SETTINGS"].base, name).rpartition("/")[2]
