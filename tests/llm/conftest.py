"""A server on this machine that answers like a chat endpoint, and the second extractor that asks it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from chat_answers import ARTICLE, Answer, Endpoint

from kg.extract.llm import Grounding, llm
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Extractor
from kg.recognise import recogniser
from kg.segment import segment
from kg.view import normalise


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds between attempts, which nobody waits for."""
    waited: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waited.append)
    return waited


@pytest.fixture
def serve() -> Iterator[Callable[..., Endpoint]]:
    """A server that sends the answers it is given, the last one again and again."""
    over = threading.Event()
    servers: list[ThreadingHTTPServer] = []

    def start(*answers: Answer) -> Endpoint:
        endpoint = Endpoint("", list(answers))

        class Model(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                endpoint.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                endpoint.keys.append(self.headers["Authorization"])
                answer = endpoint.answers.pop(0) if len(endpoint.answers) > 1 else endpoint.answers[0]
                if self.path != "/v1/chat/completions":
                    answer = Answer("no such page", 404, "text/plain")
                if answer.late:
                    over.wait(60)
                with suppress(OSError):  # the client may have gone
                    self.send_response(answer.status)
                    self.send_header("Content-Type", answer.media)
                    for name, value in answer.headers:
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(answer.body.encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
        return endpoint

    yield start
    over.set()
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def extracted(lexicon: Lexicon) -> Callable[[Extractor, Article], list[Claim]]:
    """What a reader does, with the recogniser made once."""
    recognise = recogniser(lexicon)

    def extract(extractor: Extractor, article: Article) -> list[Claim]:
        view = normalise(article)
        sentences = segment(view.article)
        return view.ground(extractor(view.article, sentences, recognise(view.article, sentences)))

    return extract


@pytest.fixture
def read(lexicon: Lexicon, extracted: Any) -> Callable[..., tuple[list[Claim], Grounding]]:
    def extract(endpoint: Endpoint, article: Article = ARTICLE, **options: Any) -> tuple[list[Claim], Grounding]:
        told: list[Grounding] = []
        extractor = llm(url=endpoint.url, model="a-model", lexicon=lexicon, tell=told.append, **options)
        return extracted(extractor, article), told[0]

    return extract
