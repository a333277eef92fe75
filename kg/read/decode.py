"""Bytes → text: byte order marks, the declared charset, UTF-8, then the likeliest of the rest."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kg.errors import UnreadableArticle

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s{0,3}=\s{0,3}["']?\s{0,3}([\w.:-]{2,40})""", re.I
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_BINARY = {
    b"%PDF": "a PDF: convert it to text or HTML first",
    b"PK\x03\x04": "a zip or office file: save it as text or HTML first",
    b"\x1f\x8b": "gzip-compressed: decompress it first",
    b"BZh": "bzip2-compressed: decompress it first",
    b"\xfd7zXZ": "xz-compressed: decompress it first",
    b"\x28\xb5\x2f\xfd": "zstd-compressed: decompress it first",
    b"\x89PNG": "an image: it has no text that could be quoted",
    b"GIF8": "an image: it has no text that could be quoted",
    b"\xff\xd8\xff": "an image: it has no text that could be quoted",
    b"\xd0\xcf\x11\xe0": "an office file: save it as text or HTML first",
    b"SQLite format": "a database: export its articles as JSONL",
    b"\x7fELF": "a program: it has no text that could be quoted",
}
_SAMPLE = 65_536


def decode(raw: bytes, *, name: str) -> str:
    """Return the text of the bytes.

    Raises UnreadableArticle where they are no text: a known binary format, or too many control bytes.

    >>> decode("Préparé".encode("utf-16"), name="a.txt"), decode(b"rose to \\xa35bn", name="b.txt")
    ('Préparé', 'rose to £5bn')
    """
    for start, what in _BINARY.items():
        if raw.startswith(start):
            raise UnreadableArticle(f"{name}: this is {what}")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _sound(raw[len(mark) :].decode(encoding, errors="replace"), name)
    try:
        return _sound(raw.decode("utf-8"), name)
    except UnicodeDecodeError:
        pass
    if declared := _DECLARED.search(raw[:4096]):
        try:
            return _sound(raw.decode(declared[1].decode("ascii")), name)
        except (UnicodeDecodeError, LookupError):
            pass
    return _sound(_guessed(raw), name)


def whole(text: str) -> str:
    """Return the text without halves of surrogate pairs, which no file can hold."""
    return _SURROGATES.sub("\ufffd", text)


def _guessed(raw: bytes) -> str:
    """Decode bytes of an unknown charset; a few stray bytes do not spoil a UTF-8 text."""
    replaced = raw.decode("utf-8", errors="replace")
    broken = replaced.count("\ufffd")
    multibyte = sum(character > "\x7f" for character in replaced[:_SAMPLE]) - replaced[:_SAMPLE].count("\ufffd")
    if broken * 10 < multibyte:
        return replaced
    try:
        return raw.decode("cp1252") if _western(raw) else _likeliest(raw)
    except UnicodeDecodeError:
        return _likeliest(raw)


def _western(raw: bytes) -> bool:
    """Say whether the bytes above ASCII are so few that they are the signs of a western text (£, é, curly quotes)."""
    sample = raw[:_SAMPLE]
    return sum(byte > 0x7F for byte in sample) * 8 < len(sample)


def _likeliest(raw: bytes) -> str:
    best = from_bytes(raw[:_SAMPLE]).best()
    return raw.decode(best.encoding if best is not None else "cp1252", errors="replace")


def _sound(text: str, name: str) -> str:
    """Return the text, refusing what is mostly control characters or replacement signs."""
    sample = text[:_SAMPLE]
    controls = sum(character < " " and character not in "\t\n\r\f\v" for character in sample)
    if (controls + sample.count("\ufffd")) * 10 > len(sample):
        raise UnreadableArticle(f"{name}: these bytes are no text; give text, HTML or JSONL, saved as UTF-8")
    return whole(text)
