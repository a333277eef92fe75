"""Tasks → what the workers of a cluster make of them, as it is done; a batch that has no worker left says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from kg.batch.extra import distributed
from kg.errors import KgError

Made = TypeVar("Made")
PATIENCE = 60.0
"""Seconds without a single worker after which a batch gives up: one that died is started again within a few."""

_OPEN = 4  # tasks a worker thread may have waiting; more would only fill the scheduler
_LOOKS = 2  # times in a row that no worker must be there: between two of them one may have been started again


def handed_out(
    client: Any, step: Callable[..., Made], asked: Iterable[tuple[Any, ...]], name: str, *, patience: float = PATIENCE
) -> Iterator[tuple[Made, int]]:
    """Yield results of the workers, and how many tasks were handed out: no more than they can soon take.

    Raises :class:`KgError` where a task killed several workers, or no worker was there for so many seconds.
    """
    waiting = iter(asked)
    running: set[Any] = set()
    handed = alone = 0

    def hand_out() -> bool:
        nonlocal handed
        arguments = next(waiting, None)
        if arguments is None:
            return False
        running.add(client.submit(step, *arguments, pure=False, retries=3))
        handed += 1
        return True

    for _ in range(_OPEN * max(1, sum(client.nthreads().values()))):
        if not hand_out():
            break
    while running:
        try:
            with client.as_current():
                done = distributed().wait(running, timeout=patience / _LOOKS, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            alone = 0 if client.nthreads() else alone + 1
            if alone == _LOOKS:
                raise KgError(f"{name}: no worker is left, or none could start: see what the workers logged") from None
            continue
        alone = 0
        for future in done:
            running.discard(future)
            yield _result(future, name), handed
            hand_out()


def _result(future: Any, name: str) -> Any:
    try:
        return future.result()
    except distributed().KilledWorker as error:
        raise KgError(f"{name}: several workers died of one task ({error.task}): give them more memory") from None
    finally:
        future.release()
