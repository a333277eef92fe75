"""Names → candidates of other services: any reconciliation API (0.2 or 1.0 draft) and any SPARQL endpoint, by URL.

Answers are kept in a folder, so that nothing is asked twice and what was asked before is known offline. Requests are
spaced, repeated with growing pauses where a service is busy, and say who asks.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from kg import __version__
from kg.errors import KgError
from kg.link.names import fold
from kg.store.values import batches

USER_AGENT = f"claimgraph/{__version__} (+https://github.com/claimgraph/claimgraph)"
_BUSY = frozenset({429, 500, 502, 503, 504})
_PAUSE = 60.0  # seconds that a busy service may ask us to wait


class Unreachable(KgError):
    """The service cannot be reached; what it answered before is still known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to find elsewhere, with the types it may have there (ids of that service)."""

    name: str
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What another service offers for a name; ``score`` from 0 to 100, ``match`` where the service is certain."""

    iri: str
    name: str
    score: float
    match: bool
    note: str = ""


class Finder(Protocol):
    """Whatever finds names elsewhere."""

    url: str

    def find(self, asked: Sequence[Asked]) -> Iterator[list[Found]]:
        """Yield the candidates of each name, in order; raises :class:`Unreachable`."""


class Caller:
    """Requests that are spaced by ``pause`` seconds, repeated where it helps, and remembered in ``cache``."""

    def __init__(
        self,
        *,
        cache: Path | None = None,
        pause: float = 1.0,
        attempts: int = 4,
        timeout: float = 60.0,
        size: int = 20_000_000,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._cache, self._pause, self._size, self._sleep = cache, pause, size, sleep
        self._client = httpx.Client(
            headers={"User-Agent": USER_AGENT}, timeout=timeout, follow_redirects=True, transport=transport
        )
        self._attempts = attempts
        self._last = 0.0
        self.requests = 0

    def ask(
        self, method: str, url: str, *, accept: str = "application/json", fresh: bool = False, **sent: Any
    ) -> bytes:
        """Return the body of an answer, from the cache where it is there and ``fresh`` is not asked for.

        Raises :class:`Unreachable` where the service does not answer, :class:`KgError` where it refuses.
        """
        key = hashlib.sha256(json.dumps([method, url, accept, sent], sort_keys=True, default=str).encode()).hexdigest()
        kept = self._cache / f"{key[:40]}.body" if self._cache is not None else None
        if kept is not None and not fresh and kept.is_file():
            return kept.read_bytes()
        retrying = Retrying(
            stop=stop_after_attempt(self._attempts),
            retry=retry_if_exception(_worth_another),
            wait=_wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            body = retrying(self._once, method, url, {"Accept": accept}, sent)
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            kind = Unreachable if status in _BUSY else KgError
            raise kind(f"{url} answered {status}: {' '.join(error.response.text.split())[:200]}") from None
        except httpx.HTTPError as error:
            raise Unreachable(f"{url} cannot be reached: {error or type(error).__name__}") from None
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(".part")
            part.write_bytes(body)
            part.replace(kept)
        return body

    def _once(self, method: str, url: str, headers: Mapping[str, str], sent: Mapping[str, Any]) -> bytes:
        wait = self._last + self._pause - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        self._last = time.monotonic()
        self.requests += 1
        with self._client.stream(method, url, headers=dict(headers), **sent) as response:
            if response.is_error:
                response.read()
                response.raise_for_status()
            body = bytearray()
            for part in response.iter_bytes():
                body += part
                if len(body) > self._size:
                    raise KgError(f"{url}: the answer is larger than {self._size:,} bytes")
        return bytes(body)


def _worth_another(error: BaseException) -> bool:
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in _BUSY
    return isinstance(error, httpx.TransportError) and not isinstance(
        error, httpx.ConnectError | httpx.UnsupportedProtocol
    )


def _wait(state: RetryCallState) -> float:
    """Return the pause before the next attempt: what the service asks for, else longer each time."""
    error = state.outcome.exception() if state.outcome is not None else None
    if isinstance(error, httpx.HTTPStatusError):
        asked = error.response.headers.get("Retry-After", "")
        if asked.isascii() and asked.isdigit():
            return min(float(asked), _PAUSE)
    return wait_exponential(multiplier=1, max=_PAUSE)(state)


class Reconciliation:
    """A service that speaks the reconciliation API."""

    def __init__(self, url: str, caller: Caller, *, limit: int = 5) -> None:
        self.url, self._caller, self._limit = url.rstrip("/"), caller, limit
        self._manifest: dict[str, Any] | None = None

    @property
    def manifest(self) -> dict[str, Any]:
        """What the service says of itself; raises :class:`KgError` where it is no reconciliation service."""
        if self._manifest is None:
            found = _parsed(self._caller.ask("GET", self.url), self.url)
            if not isinstance(found, dict) or "name" not in found:
                raise KgError(f"{self.url}: gives no manifest of a reconciliation service")
            self._manifest = found
        return self._manifest

    def find(self, asked: Sequence[Asked]) -> Iterator[list[Found]]:
        """Yield the candidates of each name, in order, asked in batches as large as the service takes."""
        space = str(self.manifest.get("identifierSpace") or "")
        size = self.manifest.get("batchSize")
        draft = "0.2" not in self.manifest.get("versions", ["0.2"]) and "1.0-draft" in self.manifest.get("versions", [])
        for batch in batches(asked, size if isinstance(size, int) and 0 < size <= 50 else 10):
            for found in self._drafted(batch) if draft else self._older(batch):
                yield [_found(each, space) for each in found if isinstance(each, dict) and "id" in each]

    def _older(self, batch: Sequence[Asked]) -> Iterator[list[Any]]:
        queries = {
            f"q{at}": {"query": each.name, "limit": self._limit} | ({"type": list(each.types)} if each.types else {})
            for at, each in enumerate(batch)
        }
        found = _parsed(self._caller.ask("POST", self.url, data={"queries": json.dumps(queries)}), self.url)
        for key in queries:
            yield (found.get(key) or {}).get("result") or [] if isinstance(found, dict) else []

    def _drafted(self, batch: Sequence[Asked]) -> Iterator[list[Any]]:
        queries = [
            {"conditions": [{"matchType": "name", "propertyValue": each.name}], "limit": self._limit}
            | ({"type": each.types[0]} if each.types else {})
            for each in batch
        ]
        found = _parsed(self._caller.ask("POST", f"{self.url}/match", json={"queries": queries}), self.url)
        results = found.get("results") if isinstance(found, dict) else None
        for result in results or [{}] * len(batch):
            yield result.get("candidates") or []


def _found(each: Mapping[str, Any], space: str) -> Found:
    id = str(each["id"])
    iri = id if "://" in id else f"{space}{id}"
    return Found(iri, str(each.get("name") or id), float(each.get("score") or 0), bool(each.get("match")), _note(each))


def _note(each: Mapping[str, Any]) -> str:
    types = [str(t.get("name") or t.get("id")) if isinstance(t, dict) else str(t) for t in each.get("type") or []]
    return "; ".join(filter(None, (", ".join(types[:3]), str(each.get("description") or "")[:200])))


class Endpoint:
    """A SPARQL endpoint: things whose label or other name is one of ours, in the languages asked for."""

    def __init__(self, url: str, caller: Caller, *, languages: Sequence[str] = ("en",), limit: int = 5) -> None:
        self.url, self._caller, self._languages, self._limit = url, caller, tuple(languages), limit

    def find(self, asked: Sequence[Asked]) -> Iterator[list[Found]]:
        """Yield the candidates of each name, in order."""
        for batch in batches(asked, 20):
            found = _parsed(
                self._caller.ask(
                    "POST",
                    self.url,
                    accept="application/sparql-results+json",
                    data={"query": _labelled(batch, self._languages)},
                ),
                self.url,
            )
            rows = [
                (r["thing"]["value"], r["label"]["value"], r.get("pref", r["label"])["value"]) for r in _bindings(found)
            ]
            for each in batch:
                own = {iri: pref for iri, label, pref in rows if fold(label) == fold(each.name)}
                exact = [iri for iri, pref in own.items() if fold(pref) == fold(each.name)]
                ranked = sorted(own, key=lambda iri: (iri not in exact, len(iri), iri))
                alone = len(ranked) == 1
                yield [
                    Found(iri, own[iri], 100.0 if iri in exact else 98.0, alone, "same name")
                    for iri in ranked[: self._limit]
                ]


def _labelled(batch: Sequence[Asked], languages: Sequence[str]) -> str:
    words = [json.dumps(each.name, ensure_ascii=False) for each in batch]
    literals = " ".join(f"{word}{tag}" for word in words for tag in ("", *(f"@{language}" for language in languages)))
    names = "rdfs:label|skos:prefLabel|skos:altLabel|schema:name"
    return (
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "PREFIX schema: <https://schema.org/>\n"
        f"SELECT DISTINCT ?thing ?label ?pref WHERE {{ VALUES ?label {{ {literals} }} ?thing {names} ?label .\n"
        'OPTIONAL { ?thing rdfs:label|skos:prefLabel ?pref FILTER(LANG(?pref) IN ("", '
        + ", ".join(json.dumps(language) for language in languages)
        + ")) } FILTER(isIRI(?thing)) } LIMIT 1000"
    )


def _bindings(found: Any) -> list[dict[str, Any]]:
    try:
        return list(found["results"]["bindings"])
    except (KeyError, TypeError):
        raise KgError("the endpoint gave no SPARQL result") from None


def _parsed(body: bytes, url: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise KgError(f"{url}: the answer is no JSON; is it the address of the service itself?") from None
