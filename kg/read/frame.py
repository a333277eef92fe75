"""Article as it came → article with its blocks, title, language, publisher, and its date with the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.lexicon import Lexicon
from kg.model import Article, Block, DateEvidence
from kg.read.blocks import blocks_of
from kg.read.dated import settled, stated, written_date
from kg.read.markers import Markers, markers
from kg.view import flat

_SAMPLE = 800  # characters that tell the language
_LINE = 110
_FEW = 40  # characters below which nothing tells it
_WORD = re.compile(r"[^\W\d_]+")
# so many different words of these, which no other language has together, are English: no model need be asked
_ENGLISH = frozenset(
    _WORD.findall(
        "the and of that was were with have has had their they his her from this would which who been not said "
        "than after more about its while between could other also year people"
    )
)
_SURE = 6


def framer(lexicon: Lexicon) -> Callable[[Article], Article]:
    """Return :func:`frame` for one lexicon, whose cues are made ready once: for those who read many articles."""
    marked = markers(lexicon.cues_of("boilerplate"))
    return lambda article: _framed(article, marked)


def frame(article: Article, lexicon: Lexicon) -> Article:
    """Fill in what the text can tell; what is known already (title, language, publisher, markup's blocks) stays.

    The boilerplate cues of the lexicon mark comment forms, teasers, menus, rights lines and bylines; with an empty
    lexicon only the shape of the blocks does. Framing twice changes nothing.

    >>> text = "Bridge opens\\n\\n4 April 2024\\n\\nThe bridge over the river Aln opened to traffic on Thursday."
    >>> framed = frame(Article("a", text), Lexicon())
    >>> framed.title, framed.published, [block.kind for block in framed.blocks]
    ('Bridge opens', '2024-04-04', ['headline', 'byline', 'body'])
    """
    return framer(lexicon)(article)


def _framed(article: Article, marked: Markers) -> Article:
    text = article.text
    blocks = _bylined(text, blocks_of(text, article.blocks, marked, title=article.title))
    evidence = list(article.evidence)
    if article.published is not None and not evidence:
        evidence = [DateEvidence(article.published, "given")]
    seen = {(piece.source, piece.span) for piece in evidence}
    found, agency = stated(text, blocks)
    evidence += [piece for piece in found if (piece.source, piece.span) not in seen]
    published, reasons = settled(evidence)
    return replace(
        article,
        blocks=blocks,
        published=published,
        evidence=reasons,
        title=article.title or _title(text, blocks),
        publisher=article.publisher or agency,
        language=article.language or language_of(text),
    )


def _bylined(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Mark the lines that are only a date as bylines: they date the article and claim nothing."""
    return tuple(
        replace(block, kind="byline")
        if block.kind in ("body", "headline") and _only_a_date(block.span.of(text))
        else block
        for block in blocks
    )


def _only_a_date(words: str) -> bool:
    if len(words) > 60:
        return False
    words = flat(words).strip()
    date = written_date(words)
    return date is not None and date[2] - date[1] >= 0.5 * len(words)


def _title(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Return the first headline above the prose; one or two words are more likely the name of a section."""
    titles = []
    for block in blocks:
        words = " ".join(flat(block.span.of(text)).split())
        if block.kind == "headline":
            titles.append(words)
        elif block.kind == "body" and len(words) > _LINE:
            break
    return next((title for title in titles if title.count(" ") >= 2), titles[0] if titles else None)


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language, None where too little is written.

    >>> language_of("The bridge over the river opened to traffic on Thursday, the council said.")
    'en'
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if len(_ENGLISH.intersection(words)) >= _SURE and sum(map(len, words)) >= _FEW:
        return "en"
    if sum(map(str.isalpha, sample)) < _FEW:
        return None
    import py3langid  # loads its model, half a second: only where a language is wanted

    code: str = py3langid.classify(sample)[0]  # type: ignore[no-untyped-call, attr-defined]
    return code
