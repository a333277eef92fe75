"""Article → the article as the grammars want it, and the way back to the stored text.

One kind of space, straight quotes, no soft line breaks, no soft hyphens, no mojibake, no entities: the grammars read
that. Claims are stated on the stored text, so every change of length is remembered and every span can be put back.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain, pairwise

from kg.model import Article, Block, Claim, DateEvidence, Mention, Quantity, Span
from kg.values import replace

_SPACES = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) == "Zs")
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"

# one character for one character: offsets stay
_ONE_TO_ONE = {
    **dict.fromkeys(_SPACES.replace(" ", ""), " "),
    **dict.fromkeys(map(chr, (*range(10), 11, 12, *range(14, 32), 127, 0x2028, 0x2029)), " "),
    **dict.fromkeys("‘’‚‛′ʼ´`", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑−﹣", "-"),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width forms
}
_OTHER = re.compile(f"[{re.escape(''.join(_ONE_TO_ONE))}]")


def _windows_1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:  # browsers read the five undefined bytes as controls
        return chr(byte)


# UTF-8 read as Windows-1252: the bytes 0x80–0xBF as the characters they became
_TAIL = "".join(re.escape(_windows_1252(byte)) for byte in range(0x80, 0xC0))
_BYTE_OF = {_windows_1252(byte): byte for byte in range(0x80, 0x100)}

_LONGER_OR_SHORTER = re.compile(
    rf"(?=[{_INVISIBLE}âðÂÃ'`&<*ﬀ-ﬆ])(?:"  # what each of them begins with, so that most signs are passed at once
    rf"(?P<invisible>[{_INVISIBLE}]+)"
    # Â and Ã never stand before these signs in any language, save a capital word before a closing quote ("MAÇÔ")
    rf"|(?P<mojibake>â[€‚„][{_TAIL}]|ðŸ[{_TAIL}]{{2}}|(?<![A-ZÀ-ÖØ-Þ])[ÂÃ][{_TAIL}])"
    r"|(?P<quote>''|``|â€)"  # typewriter quotes; the closing quote whose third byte Windows-1252 does not have
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,9});)"
    r"|(?P<markup></?(?:sup|sub|b|i|em|strong|u|span)>|\*\*)"
    r"|(?P<ligature>[ﬀ-ﬆ]))"
)
_SOFT_BREAK = re.compile(r"[\r\n]\s*")
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class View:
    """An article with a normalised text, and where each piece of it stands in the stored text."""

    article: Article
    stored: Article
    _here: tuple[int, ...] = ()  # starts of the pieces in the normalised text, rising
    _there: tuple[tuple[int, int, bool], ...] = ()  # stored start and end of each piece; True: copied one to one

    def span(self, span: Span) -> Span:
        """Return the stored span that a span of the normalised text stands for."""
        if not self._here:
            return span
        return Span(self._stored(span.start)[0], self._stored(span.end - 1)[1])

    def _stored(self, offset: int) -> tuple[int, int]:
        piece = bisect_right(self._here, offset) - 1
        start, end, copied = self._there[piece]
        if not copied:
            return start, end
        there = start + offset - self._here[piece]
        return there, there + 1

    def ground(self, claims: Iterable[Claim]) -> list[Claim]:
        """Put claims on the stored text: spans mapped, ``quote`` and ``written`` sliced from it."""
        return list(map(self._grounded, claims))

    def _grounded(self, claim: Claim) -> Claim:
        text = self.stored.text
        span, value = self.span(claim.span), self._maybe(claim.value_span)
        quote, written = span.of(text), value.of(text) if value is not None else claim.written
        if not self._here and quote == claim.quote and written == claim.written:
            return claim  # as it stands: no offset moves, and no sign of its words was changed
        return replace(
            claim,
            span=span,
            quote=quote,
            value_span=value,
            written=written,
            speaker_span=self._maybe(claim.speaker_span),
            repeats=tuple(map(self.span, claim.repeats)),
        )

    def ground_mentions(self, mentions: Iterable[Mention]) -> list[Mention]:
        """Put mentions on the stored text, with the nouns that their quantities count."""
        grounded = []
        for mention in mentions:
            value = mention.value
            if isinstance(value, Quantity) and value.noun is not None:
                value = replace(value, noun=self.span(value.noun))
            grounded.append(replace(mention, span=self.span(mention.span), value=value))
        return grounded

    def _maybe(self, span: Span | None) -> Span | None:
        return None if span is None else self.span(span)


def flat(text: str) -> str:
    """Return the text with one kind of space, quote and hyphen; every offset stays.

    >>> flat("“It’s\\u00a0on”")
    '"It\\'s on"'
    """
    return text if text.isascii() and text.isprintable() else _OTHER.sub(_simple, text)


def _simple(sign: re.Match[str]) -> str:
    return _ONE_TO_ONE[sign[0]]


def normalise(article: Article) -> View:
    """Return the view of an article that the grammars read.

    A line break inside a block is a space; without blocks, inside a paragraph (see :func:`paragraphs`).

    >>> view = normalise(Article("a", "It’s 31<sup>st</sup>&nbsp;of\\u00a0April"))
    >>> view.article.text
    "It's 31st of April"
    >>> view.span(Span(5, 9)).of(view.stored.text)
    '31<sup>st'
    """
    text = article.text
    changes = sorted(chain(_breaks(article), _repairs(text)))
    if not changes:
        return View(replace(article, text=flat(text)), article)
    out: list[str] = []
    here: list[int] = []
    there: list[tuple[int, int, bool]] = []
    length = at = 0
    for start, end, new in changes:
        if start < at:  # a repair inside a line break
            continue
        for piece, stored_end, copied in ((flat(text[at:start]), start, True), (new, end, False)):
            if piece:
                here.append(length)
                there.append((stored_end - len(piece) if copied else start, stored_end, copied))
                out.append(piece)
                length += len(piece)
        at = end
    if at < len(text):
        here.append(length)
        there.append((at, len(text), True))
        out.append(flat(text[at:]))
    view = View(article, article, tuple(here), tuple(there))
    return replace(view, article=_carried(article, "".join(out), here, there))


def _carried(article: Article, text: str, here: list[int], there: list[tuple[int, int, bool]]) -> Article:
    """Return the article with the normalised text, its blocks and evidence on it."""
    starts = [start for start, _, _ in there]

    def offset(stored: int) -> int:
        """Return where a stored offset lands: inside a changed piece, where the piece begins."""
        piece = bisect_right(starts, stored) - 1
        if piece < 0:
            return 0
        start, end, copied = there[piece]
        if stored >= end:
            return here[piece + 1] if piece + 1 < len(here) else len(text)
        return here[piece] + (stored - start if copied else 0)

    def span(stored: Span) -> Span | None:
        start, end = offset(stored.start), offset(stored.end)
        return Span(start, end) if start < end else None

    blocks = []
    for block in article.blocks:
        if (mapped := span(block.span)) is not None:
            blocks.append(Block(mapped, block.kind, None if block.header is None else span(block.header)))
    evidence = tuple(
        DateEvidence(e.date, e.source, None if e.span is None else span(e.span), e.note) for e in article.evidence
    )
    return replace(article, text=text, blocks=tuple(blocks), evidence=evidence)


def _repairs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what changes length: (start, end, new text)."""
    if text.isascii() and not any(sign in text for sign in ("&", "<", "**", "''", "``")):
        return
    for match in _LONGER_OR_SHORTER.finditer(text):
        old = match.group()
        match match.lastgroup:
            case "entity":
                new = unescape(old)
                if new == old or new in "\n\r":
                    continue
            case "mojibake":
                try:
                    new = bytes(_BYTE_OF[c] for c in old).decode()
                except UnicodeDecodeError:
                    continue
            case "quote":
                new = '"'
            case "ligature":
                new = unicodedata.normalize("NFKC", old)
            case _:
                new = ""
        yield match.start(), match.end(), re.sub(f"[{_INVISIBLE}]", "", flat(new))


def _breaks(article: Article) -> Iterator[tuple[int, int, str]]:
    text = article.text
    if "\n" not in text and "\r" not in text:
        return
    spans = (block.span for block in article.blocks) if article.blocks else paragraphs(text)
    done = 0
    for span in sorted(spans):
        for match in _SOFT_BREAK.finditer(text, max(done, span.start), span.end):
            start, end = match.span()
            # a compound broken after its hyphen ("whole-of-\ngovernment") closes up again
            hyphen = start > 1 and text[start - 1] == "-" and text[start - 2].isalnum()
            yield start, end, "" if hyphen else " "
        done = max(done, span.end)


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of a plain text: blank lines split, and so does each line that was not wrapped.

    >>> text = "One line.\\nAnother line.\\n\\nIt goes\\non here."
    >>> [span.of(text) for span in paragraphs(text)]
    ['One line.', 'Another line.', 'It goes\\non here.']
    """
    lines = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        line = match.group()
        stripped = flat(line).strip()
        if stripped:
            lead = len(line) - len(line.lstrip())
            lines.append((start + lead, end - (len(line) - len(line.rstrip())), stripped, lead))
    width = _wrapped_at(text, lines)
    found: list[Span] = []
    for number, (start, end, line, _) in enumerate(lines):
        if number and _continues(text, lines[number - 1], lines[number], width):
            found[-1] = Span(found[-1].start, end)
        elif line:
            found.append(Span(start, end))
    return found


_Line = tuple[int, int, str, int]
_BULLET = re.compile(r"(?:[•▪▫◦‣●■□*·\-–—]|\(?[0-9]{1,2}[.)])\s")
# what stands on a line of its own below a headline: a writer, an hour, a date
_BYLINE = re.compile(r"by:? [A-Z][\w.'-]* [A-Z]|[0-9]{1,2}[:.][0-9]{2}(?:\Z|\W)|[0-9]{1,2} [A-Z][a-z]{2,8},? [0-9]{4}")
_ITEM = re.compile(r";(?: and| or)?\Z")
_MAX_WIDTH = 100


def _adjacent(text: str, before: _Line, line: _Line) -> bool:
    gap = text[before[1] : line[0]]
    return gap.count("\n") <= 1 and gap.count("\r") <= 1


def _wrapped_at(text: str, lines: list[_Line]) -> int:
    """Return the column at which the text was wrapped, 0 if it was not."""
    followed = sorted(len(line[2]) for line, following in pairwise(lines) if _adjacent(text, line, following))
    if len(followed) < 2:
        return 0
    width = followed[int(0.9 * (len(followed) - 1))]
    full = sum(0.75 * width <= length <= _MAX_WIDTH for length in followed)
    return width if 40 <= width <= _MAX_WIDTH and full >= 0.6 * len(followed) else 0


def _continues(text: str, before: _Line, line: _Line, width: int) -> bool:
    """Say whether a line goes on with the paragraph of the line before it."""
    if not _adjacent(text, before, line) or _BULLET.match(line[2]) or _BYLINE.match(line[2]):
        return False
    words, following = before[2], line[2]
    if _ITEM.search(words) is not None and not following[0].islower():
        return False  # items of a list: "200 rifles;", "45 helmets; and"
    if width and len(words) + 1 + len(following.split(None, 1)[0]) > width - 2:
        return True
    if words[-1] in ".!?:;\"')]":
        return False
    tail = words.rsplit(None, 1)[-1]
    return following[0].islower() or words[-1] == "," or (following[0].isdigit() and tail.islower())
