"""Addresses that somebody names are fetched only where they are public, within limits, redirect by redirect."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from kg.fetch import Fetched, Unfetchable, fetch, is_public, resolve

PUBLIC = "93.184.216.34"


def there(
    answer: Callable[[httpx.Request], httpx.Response], url: str = "http://news.example/a", **more: object
) -> Fetched:
    """Fetch from a web that is made up: every name is at one public address unless told otherwise."""
    given = {"resolver": lambda host, port: [PUBLIC], "transport": httpx.MockTransport(answer)} | more
    return fetch(url, **given)  # type: ignore[arg-type]


def test_a_page_comes_from_the_address_that_was_examined() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, text="<p>x", headers={"Content-Type": "text/html; charset=utf-8"})

    fetched = there(answer, "https://news.example/a?b=c")
    assert (fetched.content, fetched.media, fetched.url) == (b"<p>x", "text/html", "https://news.example/a?b=c")
    assert (asked[0].url.host, asked[0].headers["Host"]) == (PUBLIC, "news.example")
    assert asked[0].extensions["sni_hostname"] == b"news.example"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
     "224.0.0.1", "255.255.255.255",
     "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
     "2001:0:1::", "fe80::1%eth0", "nonsense"],
)  # fmt: skip
def test_an_address_that_is_not_public_is_not_fetched(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(Unfetchable, match="public internet"):
        there(lambda request: httpx.Response(200), resolver=lambda host, port: [PUBLIC, address])


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/",
        "file:///etc/passwd",
        "http://user:pw@news.example/",
        "http://news.example:22/",
        "http://",
        "//x",
        "http://[::1",
        "http://x:99999999/",
    ],
)
def test_an_address_that_is_no_page_is_refused(url: str) -> None:
    with pytest.raises(Unfetchable):
        there(lambda request: httpx.Response(200), url)


def test_each_redirect_is_examined_again() -> None:
    def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "inside.example" else [PUBLIC]

    for target in ("http://inside.example/", "http://127.0.0.1/", "file:///etc/passwd"):
        with pytest.raises(Unfetchable):
            there(
                lambda request, to=target: httpx.Response(302, headers={"Location": to}),
                resolver=resolver if "inside" in target else resolve_public,
            )  # type: ignore[misc]
    with pytest.raises(Unfetchable, match="redirects"):
        there(lambda request: httpx.Response(302, headers={"Location": "/again"}))


def resolve_public(host: str, port: int) -> list[str]:
    return [host] if host[0].isdigit() else [PUBLIC]


def test_a_page_that_is_too_large_or_an_error_is_given_up() -> None:
    with pytest.raises(Unfetchable, match="larger"):
        there(lambda request: httpx.Response(200, content=b"x" * 1001), size=1000)
    with pytest.raises(Unfetchable, match="404"):
        there(lambda request: httpx.Response(404))
    with pytest.raises(Unfetchable, match="given up"):
        there(lambda request: httpx.Response(200), seconds=-1)

    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(Unfetchable, match="refused"):
        there(broken)


def test_a_name_of_this_machine_is_found_out() -> None:
    assert not any(map(is_public, resolve("localhost", 80)))
