from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from serving import WRITES, Served, opened, serving

from api.app import close


@pytest.fixture(scope="package")
def app() -> Iterator[Flask]:
    app = opened(default_graph="plain")
    yield app
    close(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.post("/sparql", data={"update": "DROP ALL"}, headers=WRITES)
    return client


@pytest.fixture
def make_app() -> Iterator[Callable[..., Flask]]:
    made: list[Flask] = []

    def make(**given: object) -> Flask:
        made.append(opened(**given))
        return made[-1]

    yield make
    for app in made:
        close(app)


@pytest.fixture(scope="package")
def served() -> Iterator[Served]:
    with serving(default_graph="plain", query_seconds=5) as served:
        yield served
