"""Address → bytes, for articles that somebody names: public hosts only, within limits of time and size.

Every address a name resolves to is examined, the connection is made to the very address that was examined (a name that
changes its answer in between gains nothing), and each redirect is examined again.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

from kg.errors import KgError

_REDIRECTS = {301, 302, 303, 307, 308}
_PORTS = frozenset({80, 443, 8080, 8443})
_PAGES = "text/html, text/plain;q=0.8"
Resolver = Callable[[str, int], Iterable[str]]


class Unfetchable(KgError):
    """The address cannot or may not be fetched."""


class Away(Unfetchable):
    """Whoever answers there did not, or said that it cannot just now: worth another try."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, from where it came in the end."""

    url: str
    content: bytes
    media: str
    unchanged: bool = False  # since what the headers of the request named
    etag: str = ""
    modified: str = ""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host; raises :class:`Unfetchable` where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unfetchable(f"{host} has no address: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Say whether an address is of the public internet: not private, loopback, link-local, reserved, or a way to such.

    >>> [is_public(a) for a in ("93.184.216.34", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False, False]
    """
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        within = parsed.ipv4_mapped or parsed.sixtofour
        if within is not None:
            return is_public(str(within))
        if parsed in ipaddress.ip_network("64:ff9b::/96") or parsed.teredo is not None:
            return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def fetch(
    url: str,
    *,
    seconds: float = 20.0,
    size: int = 5_000_000,
    redirects: int = 5,
    resolver: Resolver = resolve,
    transport: httpx.BaseTransport | None = None,
    allowed: Callable[[str], bool] = is_public,
    ports: Collection[int] | None = _PORTS,
    accept: str = _PAGES,
    form: Mapping[str, str] | None = None,
    since: Mapping[str, str] | None = None,
) -> Fetched:
    """Fetch a page, or with ``form`` what comes of sending that; raises :class:`Unfetchable` saying why not.

    ``since`` are the headers that name what is had already (RFC 9110 §13.1): then it may be ``unchanged``.

    ``allowed`` says which addresses may be asked and ``ports`` on which ports (None: on any).
    """
    deadline = time.monotonic() + seconds
    for _ in range(redirects + 1):
        host, pinned = _examined(url, resolver, allowed, ports)
        left = deadline - time.monotonic()
        if left <= 0:
            break
        with httpx.Client(transport=transport, follow_redirects=False, trust_env=False, timeout=left) as client:
            request = client.build_request(
                "GET" if form is None else "POST",
                pinned,
                headers={"Host": host, "User-Agent": "claimgraph", "Accept": accept, **(since or {})},
                data=None if form is None else dict(form),
            )
            request.extensions["sni_hostname"] = (urlsplit(url).hostname or "").encode()
            try:
                response = client.send(request, stream=True)
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    url = urljoin(url, response.headers["location"])
                    response.close()
                    continue
                if response.status_code == 304 and since:
                    response.close()
                    return Fetched(url, b"", "", unchanged=True)
                if response.status_code != 200:
                    passing = response.status_code == 429 or response.status_code >= 500
                    raise (Away if passing else Unfetchable)(f"{url} answered {response.status_code}")
                content = _limited(response, size, deadline, url)
            except httpx.HTTPError as error:
                kind = Away if isinstance(error, httpx.TransportError) else Unfetchable
                raise kind(f"{url} could not be fetched: {error}") from error
            said = response.headers
            media = said.get("content-type", "").split(";")[0].strip().lower()
            return Fetched(url, content, media, etag=said.get("etag", ""), modified=said.get("last-modified", ""))
    raise Unfetchable(f"{url} was given up: more than {redirects} redirects, or longer than {seconds:g} s")


def _examined(
    url: str, resolver: Resolver, allowed: Callable[[str], bool], ports: Collection[int] | None
) -> tuple[str, str]:
    """Return the Host header and the address to connect to."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Unfetchable(f"{url!r} is no address") from error
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        raise Unfetchable(f"{url!r} is no http(s) address without a user name")
    if ports is not None and port not in ports:
        raise Unfetchable(f"{url}: port {port} is not one that pages are served on")
    addresses = list(resolver(host, port))
    if not addresses or not all(allowed(address) for address in addresses):
        raise Unfetchable(f"{url}: {host} is not on the public internet")
    address = f"[{addresses[0]}]" if ":" in addresses[0] else addresses[0]
    pinned = parts._replace(netloc=f"{address}:{port}").geturl()
    return parts.netloc, pinned


def _limited(response: httpx.Response, size: int, deadline: float, url: str) -> bytes:
    content = bytearray()
    for part in response.iter_bytes():
        content += part
        if len(content) > size:
            response.close()
            raise Unfetchable(f"{url} is larger than {size:,} bytes")
        if time.monotonic() > deadline:
            response.close()
            raise Unfetchable(f"{url} did not come in time")
    return bytes(content)
