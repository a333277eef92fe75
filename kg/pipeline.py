"""The story, top to bottom: what the command and the service call."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg import resources
from kg.check import check_claims
from kg.errors import KgError, UnreadableArticle
from kg.extract import rules
from kg.lexicon import Lexicon
from kg.link.follow import follow
from kg.model import Article, Claim, Extractor, Mention, Report
from kg.ontology import load
from kg.read import framer, read
from kg.recognise import recogniser
from kg.segment import segmenter
from kg.store import Ingested, Store
from kg.view import normalise

_ALLOCATED = 50_000  # values made and not freed since the collector last looked


class Reader:
    """An ontology loaded once, and the callables made from it.

    Reading is pure: the same article gives the same claims, in any process.
    """

    def __init__(self, lexicon: Lexicon, *, extractor: Extractor | None = None) -> None:
        self.lexicon = lexicon
        self._frame = framer(lexicon)
        self._segment = segmenter(lexicon)
        self._recognise = recogniser(lexicon)
        self._extract = extractor if extractor is not None else rules(lexicon)

    def frame(self, article: Article) -> Article:
        """Return the article with what its page and its text tell of it: blocks, date and its evidence, title."""
        return self._frame(article)

    def mentions(self, article: Article) -> list[Mention]:
        """Return what is mentioned where, in reading order."""
        view = normalise(article)
        return view.ground_mentions(self._recognise(view.article, self._segment(view.article)))

    def claims(self, article: Article) -> list[Claim]:
        """Return what the article claims, in reading order.

        Raises UnreadableArticle where a fault of the rules ends the reading: no other article is lost by it.
        """
        view = normalise(article)
        try:
            sentences = self._segment(view.article)
            mentions = self._recognise(view.article, sentences)
            return view.ground(self._extract(view.article, sentences, mentions))
        except KgError:
            raise
        except Exception as error:
            what = f"{article.id}: a fault of the rules ended its reading ({type(error).__name__})"
            raise UnreadableArticle(f"{what}; --skip-bad reads the others; please report it with its text") from error


def open_reader(*extensions: Path, base: str, extractor: Callable[[Lexicon], Extractor] | None = None) -> Reader:
    """Load the shipped ontology and the user's extensions, and return a reader.

    ``extractor`` makes another extractor than the rules from the ontology.
    """
    lexicon = load(*extensions, base=base)
    reader = Reader(lexicon, extractor=None if extractor is None else extractor(lexicon))
    settle()
    return reader


def settle() -> None:
    """Tell the garbage collector that what is loaded now stays, and to look for garbage less often.

    Reading makes many small values and hardly any cycles: without this a sixth of its time goes into looking for them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATED, *gc.get_threshold()[1:])


def articles(
    paths: Iterable[str | Path],
    reader: Reader,
    *,
    published: str | None = None,
    on_error: Callable[[KgError], None] | None = None,
) -> Iterator[Article]:
    """Yield the articles of files, folders or standard input (``-``), framed."""
    return map(reader.frame, read(paths, published=published, on_error=on_error))


def claims_of(
    found: Iterable[Article], reader: Reader, *, on_error: Callable[[KgError], None] | None = None
) -> Iterator[tuple[Article, list[Claim]]]:
    """Yield articles with what they claim; given ``on_error``, reports there what cannot be read and goes on."""
    for article in found:
        try:
            claims = reader.claims(article)
        except UnreadableArticle as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        yield article, claims


def demo_articles(reader: Reader) -> Iterator[Article]:
    """Yield the shipped demo articles."""
    return articles([resources.demo()], reader)


def ingest(
    found: Iterable[Article],
    store: Store,
    reader: Reader,
    *,
    now: Callable[[], dt.datetime],
    on_error: Callable[[KgError], None] | None = None,
) -> Iterator[Ingested]:
    """Read articles into the store, yielding what became of each once it is safely there.

    Given ``on_error``, reports there what cannot be read and goes on.
    """
    for article, claims in claims_of(found, reader, on_error=on_error):
        done = store.ingest(article, claims, lexicon=reader.lexicon, now=now())
        if done.changed:  # claims of things that were linked join the series of what they are the same as
            joined = follow(store, reader.lexicon, article=done.article_iri)
            done = replace(done, touched_series=done.touched_series | joined)
        yield done


def fact_check(found: Iterable[Article], reader: Reader) -> Report:
    """Return where the claims of the articles disagree; nothing is kept."""
    return check_claims((claim for _, claims in claims_of(found, reader) for claim in claims), lexicon=reader.lexicon)
