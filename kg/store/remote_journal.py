"""A change of several requests → whole or not at all, on stores where an update is no transaction.

What is to be done is written down first, in a graph of its own; a last statement says that it is written down whole.
From then on the change is done, again if need be: each of its steps may be done twice. Whoever opens the store next
finishes what was written down whole, and forgets what was not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from pyoxigraph import Literal

GRAPH = "urn:claimgraph:pending"
_SAID = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#value>"
_LENGTH = 50_000  # characters of a change in one statement

Rows = Callable[[str], Iterator[tuple[str, ...]]]
Send = Callable[[str], None]


def carry_out(updates: Sequence[str], send: Send) -> None:
    """Do the updates, in order; what is cut short is finished by :func:`finish`."""
    if not updates:
        return
    text = "\x1e".join(updates)
    name = f"{GRAPH}:{hashlib.sha256(text.encode()).hexdigest()[:20]}"
    pieces = [text[at : at + _LENGTH] for at in range(0, len(text), _LENGTH)]
    for number, piece in enumerate(pieces):
        send(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <{name}:{number:06}> {_SAID} {Literal(_plain(piece))} }} }}")
    send(f'INSERT DATA {{ GRAPH <{GRAPH}> {{ <{name}> {_SAID} "{len(pieces)}" }} }}')
    _do(updates, send)


def finish(rows: Rows, send: Send) -> bool:
    """Do what a change that was cut short had left to do; say whether there was one."""
    found = rows(f"SELECT ?name ?said WHERE {{ GRAPH <{GRAPH}> {{ ?name {_SAID} ?said }} }}")
    pending = {name: said for name, said in found}
    if not pending:
        return False
    marks = [name for name in sorted(pending) if name.count(":") == GRAPH.count(":") + 1]
    for name in marks:
        pieces = [pending.get(f"{name}:{number:06}") for number in range(int(pending[name]))]
        if None not in pieces:
            text = "".join(_back(piece) for piece in pieces if piece is not None)
            _do(text.split("\x1e"), send)
    send(f"DROP SILENT GRAPH <{GRAPH}>")
    return True


def _do(updates: Sequence[str], send: Send) -> None:
    for update in updates:
        send(update)
    send(f"DROP SILENT GRAPH <{GRAPH}>")


def _plain(text: str) -> str:
    """Return the text in characters that every store keeps: control characters and what is beyond ASCII escaped."""
    return text.encode("unicode_escape").decode("ascii")


def _back(text: str) -> str:
    return text.encode("ascii").decode("unicode_escape")
