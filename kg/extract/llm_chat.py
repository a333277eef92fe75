"""Messages → a model's answer, from any chat endpoint that speaks OpenAI's HTTP interface.

``POST {url}/chat/completions``. Failures that may pass (no connection, no answer in time, 408, 409, 425, 429, 5xx) are
tried again, as late as ``Retry-After`` asks (RFC 9110 §10.2.3) but within a minute; others are told at once.
Redirects are not followed, so that the key goes to nobody but the address that was named.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from kg.errors import ExtractorFailed

Message: TypeAlias = Mapping[str, str]

_PASSING = {408, 409, 425, 429}
_LARGEST = 4_000_000  # bytes of one answer
_LONGEST_WAIT = 60.0  # seconds between two attempts
_backoff = wait_exponential_jitter(initial=1, max=20)


class _Passing(ExtractorFailed):
    """A failure that may not happen again."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after  # seconds


@dataclass(slots=True)
class Chat:
    """A model at an endpoint. ``timeout`` is in seconds, for one whole answer; ``attempts`` counts the first one."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 120.0
    attempts: int = 4
    structured: bool = True  # until the endpoint turns out not to know `response_format`

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            bad = parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None
        except ValueError:
            bad = True
        if bad:
            raise ExtractorFailed(f"{self.url!r} is not an http(s) address; name the endpoint up to its /v1")
        self.url = self.url.rstrip("/").removesuffix("/chat/completions")

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any], *, client: httpx.Client) -> str | None:
        """Return the words of the answer, or None where the model refuses to answer.

        Raises :class:`kg.errors.ExtractorFailed` where the endpoint gives no answer.
        """
        retrying = Retrying(
            stop=stop_after_attempt(self.attempts), wait=_wait, retry=retry_if_exception_type(_Passing), reraise=True
        )
        try:
            return retrying(self._once, messages, schema, client)
        except _Passing as error:
            raise ExtractorFailed(
                f"{error} ({self.attempts} attempts); try again later, or extract by the rules, which need no endpoint"
            ) from None

    def _once(self, messages: Sequence[Message], schema: Mapping[str, Any], client: httpx.Client) -> str | None:
        plain = {"model": self.model, "messages": list(messages)}
        form = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}
        if self.structured:
            status, body = self._post({**plain, "temperature": 0, "response_format": form}, client)
            if status not in (400, 422):
                return self._said(status, body)
            self.structured = False  # some servers refuse what they do not know: the prompt says it all as well
        return self._said(*self._post(plain, client))

    def _post(self, body: Mapping[str, Any], client: httpx.Client) -> tuple[int, bytes]:
        deadline = time.monotonic() + self.timeout
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        content = bytearray()
        try:
            with client.stream(
                "POST",
                f"{self.url}/chat/completions",
                json=body,
                headers=headers,
                timeout=self.timeout,
                follow_redirects=False,
            ) as response:
                for part in response.iter_bytes():
                    content += part
                    if len(content) > _LARGEST:
                        raise ExtractorFailed(
                            f"{self.url}: the answer is larger than {_LARGEST:,} bytes; is it a chat endpoint?"
                        )
                    if time.monotonic() > deadline:
                        raise _Passing(f"{self.url}: no whole answer within {self.timeout:g} s")
        except httpx.TimeoutException:
            raise _Passing(f"{self.url}: no answer within {self.timeout:g} s") from None
        except httpx.TransportError as error:
            raise _Passing(f"{self.url} cannot be reached: {error}") from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeEncodeError) as error:
            raise ExtractorFailed(f"{self.url} cannot be used: {self._told(str(error).encode())}") from None
        if response.status_code in _PASSING or response.status_code >= 500:
            words = self._told(bytes(content))
            raise _Passing(f"{self.url} answered {response.status_code}{words}", _after(response.headers))
        return response.status_code, bytes(content)

    def _said(self, status: int, body: bytes) -> str | None:
        if status in (401, 403):
            raise ExtractorFailed(
                f"{self.url} answered {status}{self._told(body)}; set KG_LLM_KEY to a key that it takes"
            )
        if status != 200:
            raise ExtractorFailed(
                f"{self.url} answered {status}{self._told(body)}; check the address and the model {self.model!r}"
            )
        try:
            choice = json.loads(body)["choices"][0]
            message = choice["message"]
            said = message.get("content")
            refused = message.get("refusal") or choice.get("finish_reason") == "content_filter"
            if isinstance(said, list):  # parts of a message
                said = "".join(part.get("text") or "" for part in said)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise ExtractorFailed(
                f"{self.url} answers, but not as a chat endpoint does{self._told(body)}; name it up to its /v1"
            ) from None
        return None if refused or not isinstance(said, str) else said

    def _told(self, body: bytes) -> str:
        """Return the beginning of what a server says of its failure, without the key."""
        words = " ".join(body[:2000].decode("utf-8", "replace").split())
        if self.key:
            words = words.replace(self.key, "…")
        return f": {words[:200]}" if words else ""


def _wait(state: RetryCallState) -> float:
    failed = state.outcome.exception() if state.outcome is not None else None
    if isinstance(failed, _Passing) and failed.after is not None:
        return min(max(failed.after, 0.0), _LONGEST_WAIT)
    return _backoff(state)


def _after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, given as seconds or as a date.

    >>> _after({"retry-after": "7"}), _after({"retry-after": "soon"}), _after({})
    (7.0, None, None)
    """
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return float(said)
    try:
        asked = parsedate_to_datetime(said)
        return (asked - dt.datetime.now(asked.tzinfo)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
