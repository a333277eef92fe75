"""What a desk does: ``python -m kg.serve.deskwork FD BASE`` reads, compares, validates, until nobody asks any more."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from pyoxigraph import RdfFormat, Store
from rdflib import SH

from kg import names, resources
from kg.check import check_claims, validate
from kg.check.shapes import graph_of
from kg.errors import KgError
from kg.lift import lift
from kg.pipeline import open_reader
from kg.read.sources import record
from kg.serve.desk import Read
from kg.vocab import KG


def main() -> None:
    """Read what is asked for until nobody asks any more."""
    _end_with(int(sys.argv[1]))
    _read_all(Connection(int(sys.argv[1])), sys.argv[2])


def _end_with(peer: int) -> None:
    """End this process, in the middle of a text if need be, when whoever asks is gone: nobody waits for the answer."""
    gone = select.poll()
    gone.register(peer, 0)  # nothing but that the other end hung up

    def watch() -> None:
        gone.poll()
        os._exit(0)

    threading.Thread(target=watch, name="orphan", daemon=True).start()


def _read_all(peer: Connection, base: str) -> None:
    reader = open_reader(base=base)

    def read(sent: dict[str, Any]) -> Read:
        name = str(sent.get("id") or sent.get("url") or "text")
        article = reader.frame(record(sent, name=name, where=name))
        claims = tuple(reader.claims(article))
        lifted = lift(article, claims, base=base, lexicon=reader.lexicon)
        joined = {str(quad.subject): str(quad.object)[1:-1] for quad in lifted if quad.predicate == KG.series}
        version = names.version_key(article)
        return Read(article, claims, tuple(joined[f"<{names.claim(base, version, claim)}>"] for claim in claims))

    def shapes_say(nquads: bytes) -> tuple[list[str], str]:
        store = Store()
        store.load(nquads, RdfFormat.N_QUADS)
        report = validate(store, graph_of([resources.shapes() / name for name in ("claim.ttl", "provenance.ttl")]))
        return [str(message) for message in report.objects(None, SH.resultMessage)], report.serialize(format="turtle")

    doing: dict[str, Callable[[Any], Any]] = {
        "validate": shapes_say,
        "read": read,
        "compare": lambda claims: check_claims(claims, lexicon=reader.lexicon, base=base),
        "lexicon": lambda _: reader.lexicon,
    }
    with contextlib.suppress(EOFError, OSError):  # whoever asked is gone
        while True:
            what, given = peer.recv()
            peer.send(_done(doing[what], given))


def _done(do: Callable[[Any], Any], given: Any) -> tuple[bool, Any]:
    try:
        return True, do(given)
    except KgError as error:
        return False, error
    except Exception as error:
        return False, KgError(f"the text could not be read: {type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
