"""Paths → articles: text, HTML, JSONL, JSON, folders, and ``-`` for standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Final, TypeVar, get_args

from kg.errors import KgError, UnreadableArticle
from kg.model import Article, Block, BlockKind, DateEvidence, Span
from kg.read.dated import edtf, settled
from kg.read.decode import decode, whole
from kg.read.page import looks_like_html, page

LIMIT: Final = 100_000_000
"""Bytes that one article may have."""

_NAMES: Final = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json", ""})
_LINES: Final = frozenset({".jsonl", ".ndjson"})
_KINDS: Final = frozenset(get_args(BlockKind))
_STRINGS: Final = ("url", "title", "publisher", "language")


def read(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    limit: int = LIMIT,
    on_error: Callable[[KgError], None] | None = None,
) -> Iterator[Article]:
    """Yield the articles of files, folders (recursive, sorted) or standard input, in the order given.

    ``published`` is the desk's word on the date (EDTF) and wins over everything else. The id of an article is the
    one its JSON gives, else the name of its file (within a folder, its path below the folder).

    Raises UnreadableArticle, naming the source and the line; given ``on_error``, reports it there and goes on.
    """
    date = edtf(published, name="the given date") if published is not None else None
    for path in paths:
        for read_one in _sources(path, limit):
            try:
                for article in read_one:
                    if isinstance(article, Article):
                        yield _dated(article, date)
                    elif on_error is None:
                        raise article
                    else:
                        on_error(article)
            except KgError as error:
                if on_error is None:
                    raise
                on_error(error)


# what one source gives, article by article; an error takes the place of an article of several
Result = Iterator[Article | UnreadableArticle]


def _sources(path: str | Path, limit: int) -> Iterator[Result]:
    """Yield, for each article or file, an iterator that gives it or raises."""
    if str(path) == "-":
        yield from _stream(sys.stdin.buffer, "stdin", "", limit)
        return
    source = Path(path)
    try:
        folder = source.is_dir()
        files = _files(source) if folder else [source]
    except (OSError, ValueError) as error:
        yield _Failed(f"{path}: cannot be opened ({_reason(error)})")
        return
    if not files:
        yield _Failed(f"{path}: the folder holds no article; put .txt, .html or .jsonl files there")
    for file in files:
        name = file.relative_to(source).as_posix() if folder else file.name
        try:
            if not file.is_file() and not file.is_fifo():
                yield _Failed(
                    f"{path}: there is no such file or folder" if not file.exists() else f"{path}: not a file"
                )
                continue
            with file.open("rb") as stream:
                yield from _stream(stream, name, str(file), limit)
        except (OSError, ValueError) as error:
            yield _Failed(f"{file}: cannot be read ({_reason(error)})")


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder that may be articles, hidden ones left out, sorted by path."""
    found = []
    for file in folder.rglob("*"):
        below = file.relative_to(folder)
        if file.is_file() and file.suffix.lower() in _NAMES and not any(part.startswith(".") for part in below.parts):
            found.append(file)
    return sorted(found, key=lambda file: file.relative_to(folder).parts)


def _stream(stream: IO[bytes], name: str, path: str, limit: int) -> Iterator[Result]:
    where = path or name
    suffix = Path(name).suffix.lower()
    first = stream.readline(limit + 1)
    plain = not first.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))  # UTF-16 has no lines of bytes
    if plain and (suffix in _LINES or (suffix not in (".json", ".html") and _is_record(first))):
        yield from _lines(stream, first, name, where, limit)
        return
    rest = stream.read(limit + 1 - len(first)) if len(first) <= limit else b""
    if len(first) + len(rest) > limit:
        yield _Failed(f"{where}: more than {limit:,} bytes; split it, or give its articles as JSONL")
        return
    yield _file(first + rest, name, where, lines=suffix in _LINES, as_json=suffix == ".json")


def _is_record(line: bytes) -> bool:
    """Say whether a first line is a JSON object, whatever the file is called."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and ("text" in value or "html" in value)


def _lines(stream: IO[bytes], first: bytes, name: str, where: str, limit: int) -> Iterator[Result]:
    number = 1
    line = first
    found = False
    while line:
        if len(line) > limit:
            yield _Failed(f"{where}:{number}: the line has more than {limit:,} bytes")
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
        elif line.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c"):
            found = True
            yield _record_line(line, f"{name}:{number}", f"{where}:{number}")
        line = stream.readline(limit + 1)
        number += 1
    if not found:
        yield _Failed(f'{where}: empty; give one JSON object a line, with "text"')


def _record_line(line: bytes, name: str, where: str) -> Result:
    yield _parsed(decode(line, name=where), name, where)


def _parsed(text: str, name: str, where: str) -> Article:
    try:
        value = json.loads(text.strip().lstrip("\ufeff"))
    except ValueError as error:
        raise UnreadableArticle(f"{where}: not a JSON object ({error}); write one article a line") from None
    except RecursionError:
        raise UnreadableArticle(f"{where}: JSON nested too deep; write one flat object a line") from None
    return record(value, name=name, where=where)


def _file(raw: bytes, name: str, where: str, *, lines: bool, as_json: bool) -> Result:
    text = decode(raw, name=where)
    if lines:
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield _tried(_parsed, line, f"{name}:{number}", f"{where}:{number}")
        return
    if as_json:
        yield from _json(text, name, where)
        return
    if looks_like_html(text, name=name):
        yield page(text, id=name)
        return
    if not text.strip():
        raise UnreadableArticle(f"{where}: there is no text in it")
    yield Article(name, text)


def _json(text: str, name: str, where: str) -> Result:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableArticle(
            f"{where}: not JSON ({error}); give an article object, a list of them, or JSONL"
        ) from None
    if not isinstance(value, list):
        yield record(value, name=name, where=where)
        return
    for number, item in enumerate(value, start=1):
        yield _tried(_recorded, item, f"{name}:{number}", f"{where}, item {number}")


_Source = TypeVar("_Source")


def _tried(
    reader: Callable[[_Source, str, str], Article], source: _Source, name: str, where: str
) -> Article | UnreadableArticle:
    """Return the article or the error, so that one bad article does not lose those after it."""
    try:
        return reader(source, name, where)
    except UnreadableArticle as error:
        return error


def _recorded(value: object, name: str, where: str) -> Article:
    return record(value, name=name, where=where)


def record(value: object, *, name: str, where: str) -> Article:
    """Return the article of a JSON object: ``id, published, url, title, text``, also ``publisher, language, html``.

    ``blocks`` are those of an article that was read before: ``[{"kind": "body", "start": 0, "end": 20}]``, the items of
    a list with the ``header`` ``[start, end]`` that introduces them. Raises UnreadableArticle where a key has the wrong
    kind of value or there is no text.

    >>> record({"id": 7, "text": "NATO has 32 members.", "published": "2024-04-04"}, name="a:1", where="a:1").id
    '7'
    """
    if not isinstance(value, dict):
        raise UnreadableArticle(f'{where}: not a JSON object; write {{"id": …, "published": …, "text": …}}')
    for key in (*_STRINGS, "text", "html", "published"):
        if value.get(key) is not None and not isinstance(value[key], str):
            raise UnreadableArticle(f'{where}: "{key}" is not a string')
    given: dict[str, Any] = {key: whole(value[key]) for key in _STRINGS if value.get(key)}
    id = value.get("id")
    if id is not None and (isinstance(id, bool) or not isinstance(id, str | int) or not str(id).strip()):
        raise UnreadableArticle(f'{where}: "id" is not a string')
    id = whole(str(id)) if id is not None else name
    text, source = whole(value.get("text") or ""), value.get("html") or ""
    if text.strip():
        article = Article(id, text, **given, blocks=_placed(value.get("blocks") or [], len(text), where))
    elif source.strip():
        article = replace(page(source, id=id), **given)
    else:
        raise UnreadableArticle(f'{where}: no text; give the article\'s words under "text" or its page under "html"')
    if not (value.get("published") or "").strip():
        return article
    evidence = (DateEvidence(edtf(value["published"], name=where), "given"), *article.evidence)
    return replace(article, published=settled(evidence)[0], evidence=evidence)


def _placed(blocks: object, length: int, where: str) -> tuple[Block, ...]:
    """Return the blocks of a JSON article, which must lie in its text, one after the other."""
    found: list[Block] = []
    try:
        if not isinstance(blocks, list):
            raise TypeError
        for item in blocks:
            start, end, kind = item["start"], item["end"], item["kind"]
            header = Span(*map(int, item["header"])) if item.get("header") else None
            inside = (found[-1].span.end if found else 0) <= start and max(end, header.end if header else 0) <= length
            if kind not in _KINDS or not inside:
                raise ValueError
            found.append(Block(Span(start, end), kind, header))
    except (TypeError, KeyError, ValueError, AttributeError):
        shape = '{"kind": "body", "start": 0, "end": 20}'
        raise UnreadableArticle(f'{where}: "blocks" is no list of {shape}, in order and inside the text') from None
    return tuple(found)


def _dated(article: Article, published: str | None) -> Article:
    if published is None:
        return article
    evidence = (DateEvidence(published, "user"), *article.evidence)
    return replace(article, published=published, evidence=evidence)


class _Failed(Iterator[Article | UnreadableArticle]):
    """A source that gives no article, only the reason why."""

    def __init__(self, message: str) -> None:
        self._message = message

    def __next__(self) -> Article:
        raise UnreadableArticle(self._message)


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
