"""An update → the operations it is made of, as far as they can be done twice without harm; and back, in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import BadQuery

Verb = Literal["insert", "delete", "drop"]
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|\'(?:[^\'\\\n]|\\.)*\''
    r"|<[^<>\s]*>|#[^\n]*|[{};]|[^\"'<#{};]+|.",
    re.S,
)
_PROLOGUE = re.compile(r"\s*(?:PREFIX\s+[^\s:]*:\s*<[^<>]*>|BASE\s+<[^<>]*>|#[^\n]*)", re.I)
_DATA = re.compile(r"\s*(INSERT|DELETE)\s+DATA\s*\{", re.I)
_DROP = re.compile(r"\s*(?:DROP|CLEAR)\s+(?:SILENT\s+)?GRAPH\s+<([^<>\s]*)>\s*", re.I)


@dataclass(frozen=True, slots=True)
class Operation:
    """Quads that are put in or taken out, or a graph (its IRI) that is dropped."""

    verb: Verb
    quads: tuple[Quad, ...] = ()
    graph: str = ""


def operations(update: str) -> list[Operation] | None:
    """Return the operations of an update; None where it has others than INSERT DATA, DELETE DATA and DROP GRAPH.

    >>> operations("DROP GRAPH <http://g> ; INSERT DATA { GRAPH <http://g> { <http://s> <http://p> '}' } }")[1].verb
    'insert'
    >>> operations("DELETE WHERE { ?s ?p ?o }") is None
    True
    """
    found: list[Operation] = []
    prologue = ""
    for part in _parts(update):
        at = 0
        while said := _PROLOGUE.match(part, at):
            at = said.end()
        prologue += part[:at]
        rest = part[at:].strip()
        if not rest:
            continue
        dropped, data = _DROP.fullmatch(rest), _DATA.match(rest)
        if dropped is not None:
            found.append(Operation("drop", graph=dropped[1]))
        elif data is not None and rest.endswith("}"):
            verb: Verb = "insert" if data[1].upper() == "INSERT" else "delete"
            found.append(Operation(verb, _quads(prologue, rest[data.end() : -1])))
        else:
            return None
    return found


def written(found: Iterable[Operation], *, quads: int, size: int) -> Iterator[str]:
    """Yield updates of one verb and one graph each, with at most so many quads or (of several quads) characters.

    One graph each, because Virtuoso forgets to delete literals where an update names several.
    """
    for operation in found:
        if operation.verb == "drop":
            yield f"DROP SILENT GRAPH <{operation.graph}>"
            continue
        graphs: dict[str, list[str]] = {}
        for quad in operation.quads:
            line = f"{quad.subject} {quad.predicate} {quad.object} .\n"
            graphs.setdefault(str(quad.graph_name), []).append(line)
        for graph, lines in graphs.items():
            for part in _pieces(lines, quads, size):
                yield f"{operation.verb.upper()} DATA {{ GRAPH {graph} {{\n{''.join(part)}}} }}"


def _pieces(lines: Iterable[str], most: int, size: int) -> Iterator[list[str]]:
    part: list[str] = []
    length = 0
    for line in lines:
        if part and (len(part) >= most or length + len(line) > size):
            yield part
            part, length = [], 0
        part.append(line)
        length += len(line)
    if part:
        yield part


def _parts(update: str) -> Iterator[str]:
    depth = 0
    part: list[str] = []
    for piece in _TOKEN.findall(update):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        if piece == ";" and depth == 0:
            yield "".join(part)
            part = []
        else:
            part.append(piece)
    yield "".join(part)


def _quads(prologue: str, body: str) -> tuple[Quad, ...]:
    try:
        return tuple(parse(f"{prologue}\n{body}", RdfFormat.TRIG))
    except (SyntaxError, ValueError) as error:
        raise BadQuery(f"the update cannot be parsed: {error}") from None
