"""Address of a SPARQL store → its endpoints, and requests to them: credentials, time-outs, retries of reading."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from kg.errors import BadQuery, StoreError

SECONDS = 120.0
"""How long an answer may take to begin, unless ``KG_STORE_TIMEOUT`` says otherwise."""

_PASSING = {429, 502, 503, 504}


class _Passing(Exception):
    """The server is busy: asking again may help."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a store is asked, changed, and where whole graphs are put (None where it has no such address)."""

    query: str
    update: str
    graphs: str | None = None

    @classmethod
    def of(cls, address: str, *, known: bool = False) -> Endpoints:
        """Return the endpoints that an address means: one URL, or two or three with spaces between them.

        ``known`` says that credentials are at hand: Virtuoso has other addresses for those who give them.

        >>> Endpoints.of("http://127.0.0.1:7878")
        Endpoints(query='http://127.0.0.1:7878/query', update='http://127.0.0.1:7878/update', graphs='http://127.0.0.1:7878/store')
        >>> Endpoints.of("https://db.example/sparql https://db.example/change").update
        'https://db.example/change'
        """
        given = address.split()
        for each in given:
            parts = urlsplit(each)
            if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None or parts.query:
                raise StoreError(
                    f"{_bare(each)} is not the address of a store: give http(s)://host/path, without a user name "
                    "(KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, hold the credentials) and without a query"
                )
        if not 1 <= len(given) <= 3:
            raise StoreError(
                f"{address!r}: give one address, or those for query, update and Graph Store, in this order"
            )
        if len(given) > 1:
            return cls(given[0], given[1], given[2] if len(given) == 3 else None)
        return cls._guessed(given[0].rstrip("/"), known)

    @classmethod
    def _guessed(cls, url: str, known: bool) -> Endpoints:
        root, _, last = url.rpartition("/")
        if last == "sparql":  # Virtuoso; others with one address for all take updates there too
            return cls(*(f"{url}{'-auth' if known else ''}",) * 2, f"{url}-graph-crud{'-auth' if known else ''}")
        if "/repositories/" in url:  # GraphDB, RDF4J
            return cls(url, f"{url}/statements", f"{url}/rdf-graphs/service")
        if last == "query":
            return cls(url, f"{root}/update", f"{root}/store")
        if urlsplit(url).path in {"", "/"}:  # the Oxigraph server
            return cls(f"{url}/query", f"{url}/update", f"{url}/store")
        return cls(f"{url}/query", f"{url}/update", f"{url}/data")  # Fuseki


class Wire:
    """One HTTP connection pool to a store."""

    def __init__(
        self,
        endpoints: Endpoints,
        *,
        environment: Mapping[str, str] = os.environ,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.endpoints = endpoints
        headers = {"User-Agent": "claimgraph"}
        token, self._user = environment.get("KG_STORE_TOKEN"), environment.get("KG_STORE_USER")
        self._password = environment.get("KG_STORE_PASSWORD", "")
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if token or self._user:
            _only_in_private(endpoints)
        auth = httpx.BasicAuth(self._user, self._password) if self._user and not token else None
        try:
            seconds = float(environment.get("KG_STORE_TIMEOUT", SECONDS))
        except ValueError:
            raise StoreError("KG_STORE_TIMEOUT is not a number of seconds") from None
        limits = httpx.Timeout(seconds, connect=min(10.0, seconds))
        self._client = httpx.Client(
            headers=headers, auth=auth, timeout=limits, follow_redirects=False, trust_env=False, transport=transport
        )

    def read(self, form: Mapping[str, str | list[str]], accept: str) -> httpx.Response:
        """Ask the query endpoint; what fails in passing is asked again, three times in all."""
        retrying = Retrying(
            stop=stop_after_attempt(3),
            wait=wait_random_exponential(multiplier=0.2, max=5),
            retry=retry_if_exception_type((httpx.TransportError, _Passing)),
            reraise=True,
        )
        try:
            for attempt in retrying:
                with attempt:
                    response = self._post(self.endpoints.query, form, accept)
                    if response.status_code in _PASSING:
                        raise _Passing(f"{self.endpoints.query} answered {response.status_code}")
        except httpx.HTTPError as error:
            raise StoreError(f"the store at {self.endpoints.query} does not answer: {_said(error)}") from None
        except _Passing as error:
            raise StoreError(f"{error}, three times") from None
        return _accepted(response, self.endpoints.query)

    def write(self, update: str) -> None:
        """Send an update, once: whether one that got no answer was carried out is not known."""
        url = self.endpoints.update
        try:
            response = self._post(url, {"update": update}, "*/*")
        except httpx.HTTPError as error:
            raise StoreError(
                f"the store at {url} gave no answer to a change ({_said(error)}): give the same articles again, "
                "what is there already changes nothing"
            ) from None
        _accepted(response, url)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _post(self, url: str, form: Mapping[str, str | list[str]], accept: str) -> httpx.Response:
        response = self._client.post(url, data=dict(form), headers={"Accept": accept})
        asked = response.headers.get("www-authenticate", "").lower()
        if response.status_code == 401 and self._user and "basic" not in asked:  # Virtuoso says nothing of digest here
            self._client.auth = httpx.DigestAuth(self._user, self._password)
            response = self._client.post(url, data=dict(form), headers={"Accept": accept})
        return response


def _accepted(response: httpx.Response, url: str) -> httpx.Response:
    if response.is_success:
        return response
    said = " ".join(response.text[:600].split())[:300]
    if response.status_code in {401, 403}:
        raise StoreError(
            f"{url} answered {response.status_code}: set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, to a "
            "user who may do this"
        )
    if response.status_code == 400:
        raise BadQuery(f"{url}: {said}")
    raise StoreError(f"{url} answered {response.status_code}: {said or 'nothing more'}")


def _only_in_private(endpoints: Endpoints) -> None:
    for url in filter(None, (endpoints.query, endpoints.update, endpoints.graphs)):
        parts = urlsplit(url)
        if parts.scheme != "https" and not _is_loopback(parts.hostname or ""):
            raise StoreError(f"{url}: credentials go over https, or to this machine, only")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bare(url: str) -> str:
    """Return the address without what may be a password.

    >>> _bare("http://me:secret@db.example/x")
    'http://…@db.example/x'
    """
    scheme, found, rest = url.partition("://")
    return f"{scheme}://…@{rest.rpartition('@')[2]}" if found and "@" in rest else url


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
