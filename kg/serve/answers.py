"""What strangers may ask and what they may get: queries, limits, answers, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.errors import BadQuery, KgError
from kg.serve.wire import Gone, TimedOut


class Stopped(KgError):
    """The query passed a limit of time, memory or size, and was stopped."""


class Busy(KgError):
    """All readers are taken: try again."""


class Unsupported(KgError):
    """The query is well formed and asks for what the engine does not have: a function of its own, say."""


class Unacceptable(KgError):
    """The result has a form for which no acceptable format was named; the message is the form."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use: seconds of work, rows, bytes of result, bytes of memory beyond the shared copy."""

    seconds: float = 30.0
    rows: int = 2_000_000
    size: int = 1_000_000_000
    memory: int = 1_000_000_000
    waiting: float = 10.0  # seconds a query waits for a free reader
    sending: float = 600.0  # seconds a result may take to be fetched
    patience: float = 0.5  # seconds of work after which a query yields to the quick ones


@dataclass(frozen=True, slots=True)
class Query:
    """A query, its dataset, and the media type wanted for each form a result can have: rows, boolean, graph.

    ``types`` are the content types that go before an answer which its reader writes to the client.
    """

    text: str
    media: dict[str, str | None]
    base: str
    default: tuple[str, ...] | None = None  # None: the query's own dataset, or the store's
    named: tuple[str, ...] = ()
    union: bool = False  # the default graph is the union of all graphs
    types: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Answer:
    """A result as it comes; one that is already complete is a list of one part, and ``size`` its length."""

    form: str
    media: str
    body: Iterable[bytes]
    size: int | None = None


def told(error: BaseException, seconds: float) -> BaseException:
    """Return the error as the one who asked should hear of it; ``seconds`` is the limit that held."""
    if isinstance(error, TimedOut):
        return Stopped(f"the query was stopped after {seconds:g} seconds: ask for less, or add LIMIT")
    if isinstance(error, Gone):
        return Stopped("the query was stopped: it needed more memory or nested deeper than one query may")
    return error


def refusal(problem: dict[str, str]) -> KgError:
    """Return the error that a reader described, see ``_named`` in :mod:`kg.serve.evaluate`."""
    kind, detail = problem["kind"], problem["detail"]
    if kind == "unacceptable":
        return Unacceptable(detail)
    if kind == "unsupported":
        return Unsupported(detail)
    return Stopped(detail) if kind in {"limit", "memory"} else BadQuery(detail)
