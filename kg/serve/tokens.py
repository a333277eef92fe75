"""SPARQL text → its tokens: enough of the grammar to tell a keyword from a string, a comment or a name.

Linear in the length of the text, whatever the text: a string that nobody closes ends with its line, a prefix of more
than 100 characters is cut. What is no token of SPARQL comes out as a punctuation mark, for the engine to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["iri", "pname", "blank", "variable", "string", "language", "number", "word", "mark"]

# SPARQL 1.1 §19.2: codepoint escapes are replaced before the grammar is applied, so `S\u0045RVICE` is a keyword.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
    (?P<space>[\s]+|\#[^\r\n]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
  | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\")? | '''(?:[^'\\]|\\.|'(?!''))*+(?:''')?
              | "(?:[^"\\\r\n]|\\.)*+"? | '(?:[^'\\\r\n]|\\.)*+'?)
  | (?P<variable>[?$][\w\u00B7]+)
  | (?P<blank>_:[\w\u00B7.-]+)
  | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
  | (?P<pname>(?:[^\W\d_][\w.\u00B7-]{0,99})?:(?:[\w\u00B7.:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])*)
  | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<mark>\^\^|&&|\|\||<=|>=|!=|<<|>>|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and where it stands."""

    kind: TokenKind
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The word in capitals, or nothing: keywords are case-insensitive (SPARQL 1.1 §19.8 note 1)."""
        return self.text.upper() if self.kind == "word" else ""


def unescaped(text: str) -> str:
    r"""Replace codepoint escapes, as the grammar does before anything else.

    >>> unescaped(r"S\u0045LECT")
    'SELECT'
    """

    def character(match: re.Match[str]) -> str:
        point = int(match[1] or match[2], 16)
        return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else match[0]

    return _ESCAPE.sub(character, text) if "\\" in text else text


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query or update, comments and white space left out.

    >>> [t.text for t in tokens("ASK { ?s <p> 'a # b' } # SERVICE")]
    ['ASK', '{', '?s', '<p>', "'a # b'", '}']
    """
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind != "space":
            yield Token(kind, match[0], match.start())  # type: ignore[arg-type]
