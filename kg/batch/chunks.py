"""Files of articles → chunks of about a thousand, named by their content; a chunk → its articles.

A chunk says where its bytes stand, so it can be read wherever the files can be read; its name is a hash of them, so the
same articles give the same parts, however often and by whomever they are read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Literal, TypeAlias

from kg.batch.extra import parquet, warc
from kg.errors import KgError, UnreadableArticle
from kg.model import Article
from kg.read import read
from kg.read.decode import decode
from kg.read.sources import record

ARTICLES = 1_000
SIZE = 8_000_000
"""Articles and bytes that one chunk may have (an article of more is a chunk of its own)."""

LINE = 100_000_000  # bytes that one line may have
Source: TypeAlias = bytes | dict[str, Any]  # a line, or what stands in it
_LINES = {".jsonl", ".ndjson"}
_WARC = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one file, or several whole files: ``start``/``end`` are bytes (lines), rows or records."""

    kind: Literal["lines", "parquet", "warc", "files"]
    paths: tuple[str, ...]
    name: str
    start: int = 0
    end: int = 0
    first: int = 1  # number of the first line or record
    root: str = ""  # the folder that was named; articles without an id are called by the path below it

    def label(self, path: str) -> str:
        """Return what a file is called, as :func:`kg.read.read` calls it."""
        return _label(Path(path), self.root)


def chunks(paths: Iterable[str | Path], *, articles: int = ARTICLES, size: int = SIZE) -> Iterator[Chunk]:
    """Yield the chunks of files and folders; raise :class:`UnreadableArticle` where a path cannot be read."""
    plain: list[tuple[Path, str]] = []
    for given in paths:
        path = Path(given)
        root = str(path) if path.is_dir() else ""
        for file in _visible(path) if root else [path]:
            try:
                if file.suffix.lower() in _LINES:
                    yield from _of_lines(file, root, articles, size)
                elif file.suffix.lower() == ".parquet":
                    yield from _of_parquet(file, root, articles)
                elif file.name.lower().endswith(_WARC):
                    yield from _of_warc(file, articles)
                else:
                    file.stat()
                    plain.append((file, root))
            except OSError as error:
                raise UnreadableArticle(f"{file}: cannot be read ({error.strerror or error})") from None
    for root, found in groupby(plain, key=lambda pair: pair[1]):
        while group := [file for file, _ in islice(found, articles)]:
            hashed = [
                _label(file, root).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest() for file in group
            ]
            yield Chunk("files", tuple(map(str, group)), _name(b"".join(hashed)), root=root)


def articles_of(chunk: Chunk) -> Iterator[Article | KgError]:
    """Yield the articles of a chunk in order, an error in the place of each that cannot be read."""
    if chunk.kind == "files":
        for each in chunk.paths:
            errors: list[KgError] = []
            for article in read([each], on_error=errors.append):
                own, name = article.id, Path(each).name
                called = own == name or own.startswith(f"{name}:")
                yield replace(article, id=chunk.label(each) + own.removeprefix(name)) if called else article
            yield from errors
        return
    path = Path(chunk.paths[0])
    sources = {"lines": _lines, "parquet": _rows, "warc": _responses}[chunk.kind](path, chunk)
    for number, value in enumerate(sources, chunk.first):
        name, where = f"{chunk.label(str(path))}:{number}", f"{path}:{number}"
        if value == b"":
            continue
        try:
            yield record(_parsed(value, where) if isinstance(value, bytes) else value, name=name, where=where)
        except KgError as error:
            yield error


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value  # dates are text in an article


def _parsed(line: bytes, where: str) -> Any:
    try:
        return json.loads(decode(line, name=where).strip().lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UnreadableArticle(f"{where}: not a JSON object ({error}); write one article a line") from None


def _visible(folder: Path) -> list[Path]:
    """Return the files of a folder, hidden ones left out, in the order in which they are read."""
    found = (file for file in folder.rglob("*") if file.is_file())
    below = ((file.relative_to(folder).parts, file) for file in found)
    return [file for parts, file in sorted(below) if not any(part.startswith(".") for part in parts)]


def _label(path: Path, root: str) -> str:
    return path.relative_to(root).as_posix() if root else path.name


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:20]


def _of_lines(path: Path, root: str, articles: int, size: int) -> Iterator[Chunk]:
    with path.open("rb") as stream:
        start = at = 0
        first = number = 1
        hashed = hashlib.sha256()

        def made() -> Chunk:
            hashed.update(f"\0{_label(path, root)}:{first}".encode())
            return Chunk("lines", (str(path),), hashed.hexdigest()[:20], start, at, first, root)

        while line := stream.readline(LINE + 1):
            if len(line) > LINE:
                raise UnreadableArticle(f"{path}:{number}: the line has more than {LINE:,} bytes")
            if at > start and (number - first >= articles or at + len(line) - start > size):
                yield made()
                start, first, hashed = at, number, hashlib.sha256()
            hashed.update(line)
            at += len(line)
            number += 1
        if at > start:
            yield made()


def _lines(path: Path, chunk: Chunk) -> Iterator[Source]:
    with path.open("rb") as stream:
        stream.seek(chunk.start)
        while stream.tell() < chunk.end:
            yield stream.readline().strip()


def _of_parquet(path: Path, root: str, articles: int) -> Iterator[Chunk]:
    with path.open("rb") as stream:
        content = hashlib.file_digest(stream, "sha256").digest()
    rows = parquet().ParquetFile(path).metadata.num_rows
    for start in range(0, rows, articles):
        end = min(start + articles, rows)
        name = _name(content + f"{_label(path, root)}:{start}".encode())
        yield Chunk("parquet", (str(path),), name, start, end, start + 1, root)


def _rows(path: Path, chunk: Chunk) -> Iterator[Source]:
    at = 0
    for batch in parquet().ParquetFile(path).iter_batches(batch_size=1_000):
        if at < chunk.end and at + batch.num_rows > chunk.start:
            first = max(chunk.start - at, 0)
            for row in batch.slice(first, min(chunk.end - at, batch.num_rows) - first).to_pylist():
                yield {key: _plain(value) for key, value in row.items()}
        at += batch.num_rows
        if at >= chunk.end:
            return


def _of_warc(path: Path, articles: int) -> Iterator[Chunk]:
    with path.open("rb") as stream:
        content = hashlib.file_digest(stream, "sha256").digest()
        stream.seek(0)
        records = sum(1 for _ in warc()(stream))
    for start in range(0, records, articles):
        end = min(start + articles, records)
        yield Chunk("warc", (str(path),), _name(content + b"%d" % start), start, end, start + 1)


def _responses(path: Path, chunk: Chunk) -> Iterator[Source]:
    """Yield the pages of a stretch of records; passing over those before costs little beside reading pages."""
    with path.open("rb") as stream:
        for said in islice(warc()(stream), chunk.start, chunk.end):
            media = said.http_headers.get_header("Content-Type", "") if said.http_headers is not None else ""
            if said.rec_type != "response" or "html" not in media.lower():
                yield b""
                continue
            url = said.rec_headers.get_header("WARC-Target-URI")
            yield {"html": decode(said.content_stream().read(), name=url), "id": url, "url": url}
