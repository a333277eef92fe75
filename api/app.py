"""A store and settings → the application."""

from __future__ import annotations

from flask import Flask, render_template

from api import edges, problems
from api.description import description
from api.documents import documents
from api.findings import findings
from api.graphs import graphs
from api.health import health
from api.inbox import Inbox
from api.jobs import Jobs
from api.knowledge import Knowledge
from api.ldes import ldes
from api.matches import linking
from api.metrics import Metrics
from api.openapi import openapi
from api.operations import operation
from api.pages import install as install_pages
from api.reading import reading
from api.reconcile import draft, openrefine
from api.rules import Rules
from api.shortcut import Shortcut
from api.sparql import sparql
from api.tokens import Tokens
from api.vocabulary import vocabulary
from api.writing import writing
from kg.serve.desk import Desk

_BLUEPRINTS = (
    *(sparql, graphs, documents, vocabulary, description, reading, findings, writing, health, openapi),
    *(openrefine, draft, ldes, linking),
)


def create_app(knowledge: Knowledge) -> Flask:
    """Return the application that serves this knowledge; :func:`close` ends both."""
    settings = knowledge.settings
    app = Flask("api", static_folder="static")
    app.url_map.merge_slashes = False
    metrics = Metrics()
    app.config |= {"SETTINGS": settings, "TOKENS": Tokens(settings), "KNOWLEDGE": knowledge, "METRICS": metrics}
    inbox = Inbox(knowledge)
    jobs, desk = Jobs(knowledge, inbox), Desk(knowledge.base)
    app.config |= {"INBOX": inbox, "JOBS": jobs, "DESK": desk, "RULES": Rules(knowledge, desk)}
    metrics.watch("claimgraph_jobs_waiting", "Jobs in line", lambda: float(jobs.waiting()))
    metrics.watch("claimgraph_quads", "Quads in the store", lambda: float(knowledge.count()))
    metrics.watch("claimgraph_writes", "Writes since the start", lambda: float(knowledge.number))
    metrics.watch(
        "claimgraph_queries_killed", "Queries killed since the start", lambda: float(knowledge.readers.killed)
    )
    problems.install(app)
    edges.install(app, Shortcut(knowledge, app.config["TOKENS"]))
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    install_pages(app)

    @app.get("/")
    @operation("The start page", answers={200: {"text/html": {"type": "string"}}})
    def start() -> str:
        return render_template("start.html", settings=settings)

    return app


def close(app: Flask) -> None:
    """End what the application started, in order: articles, findings, readers, store."""
    app.config["JOBS"].close()
    app.config["DESK"].close()
    app.config["INBOX"].close()
    app.config["KNOWLEDGE"].close()
