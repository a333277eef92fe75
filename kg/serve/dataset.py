"""An update and the graphs the protocol names → the update that says so itself (SPARQL 1.1 Protocol §2.2.3)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import BadQuery
from kg.serve.tokens import Token, tokens, unescaped


def using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Write ``USING`` clauses into every operation that matches a pattern.

    Raises :class:`BadQuery` where the update names its own dataset: the protocol forbids both (§2.2.3).

    >>> using("INSERT { <a> <b> ?o } WHERE { ?s ?p ?o }", ["http://g"], [])
    'INSERT { <a> <b> ?o } USING <http://g> WHERE { ?s ?p ?o }'
    >>> using("DELETE WHERE { ?s ?p ?o }", ["http://g"], [])
    'DELETE { ?s ?p ?o } USING <http://g> WHERE { ?s ?p ?o }'
    """
    text = unescaped(update)
    found = list(tokens(text))
    if any(token.keyword in {"USING", "WITH"} for token in found):
        raise BadQuery("the update says USING or WITH and the request names graphs too: do one of the two")
    clauses = " ".join([*(f"USING <{iri}>" for iri in default), *(f"USING NAMED <{iri}>" for iri in named)])
    parts, copied, depth = [], 0, 0
    for index, token in enumerate(found):
        if token.text == "{":
            depth += 1
        elif token.text == "}":
            depth -= 1
        elif token.keyword == "WHERE" and depth == 0:
            parts.append(text[copied : token.start])
            if found[index - 1].keyword == "DELETE":  # DELETE WHERE { … }: the pattern is the template
                parts.append(_group(text, found[index + 1 :]) + " ")
            parts.append(clauses + " ")
            copied = token.start
    return "".join([*parts, text[copied:]])


def _group(text: str, following: Sequence[Token]) -> str:
    depth = 0
    for token in following:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return text[following[0].start : token.start + 1]
    raise BadQuery("the update has a group that nobody closes")
