"""New findings → a signed POST to an address the operator named, tried again while the other side is away."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Sequence

import httpx
import tenacity

from kg.errors import KgError
from kg.formats import finding_to_json
from kg.model import Finding

SIGNATURE, STAMP = "X-Claimgraph-Signature", "X-Claimgraph-Timestamp"
ATTEMPTS, TIMEOUT = 5, 10.0


class Undelivered(KgError):
    """The address did not take the message; the reason says what it answered."""


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Return the signature of a message: HMAC-SHA256 over ``STAMP.BODY``, so that neither can be replaced.

    >>> signature("key", "1700000000", b"{}")[:18]
    'sha256=9d713ed406b'
    """
    return "sha256=" + hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def message(findings: Sequence[Finding]) -> bytes:
    """Return what is sent: ``{"event": "findings", "findings": […]}``, each as ``kg check --format json`` prints it."""
    told = {"event": "findings", "findings": [finding_to_json(finding) for finding in findings]}
    return json.dumps(told, ensure_ascii=False).encode()


def post(
    address: str,
    findings: Sequence[Finding],
    *,
    secret: str,
    attempts: int = ATTEMPTS,
    client: httpx.Client | None = None,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Send findings; a lost connection, 429 or 5xx is tried again, a little later each time.

    The receiver computes :func:`signature` over the header ``X-Claimgraph-Timestamp`` and the raw body, compares it
    with ``X-Claimgraph-Signature`` and drops what is old or seen. Raises :class:`Undelivered` after the last attempt,
    at once where the address refuses (other 4xx) or answers with a redirect.
    """
    body, stamp = message(findings), str(int(clock()))
    headers = {"Content-Type": "application/json", STAMP: stamp, SIGNATURE: signature(secret, stamp, body)}
    retrying = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type((httpx.TransportError, _Away)),
        stop=tenacity.stop_after_attempt(attempts),
        wait=tenacity.wait_random_exponential(multiplier=1, max=60),
        sleep=sleep,
        reraise=True,
    )
    own = client if client is not None else httpx.Client(timeout=TIMEOUT, follow_redirects=False)
    try:
        retrying(_once, own, address, body, headers)
    except (httpx.HTTPError, httpx.InvalidURL, _Away) as error:
        raise Undelivered(f"webhook {address}: not delivered after {attempts} attempts: {error}") from error
    finally:
        if client is None:
            own.close()


class _Away(Exception):
    """The other side says: later."""


def _once(client: httpx.Client, address: str, body: bytes, headers: dict[str, str]) -> None:
    answer = client.post(address, content=body, headers=headers)
    if answer.status_code == 429 or answer.status_code >= 500:
        raise _Away(f"it answered {answer.status_code}")
    if not answer.is_success:
        raise Undelivered(f"webhook {address}: it answered {answer.status_code}, so it was not tried again")
