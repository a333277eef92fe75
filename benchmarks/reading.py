"""How fast articles are read: articles a second on one core, the time of each stage, growth with length.

    python -m benchmarks.reading [--articles 60] [--long-text] [--hostile]

The ontology is loaded once. Articles of 500 words are made here from a fixed seed, of two kinds (see
:mod:`benchmarks.reading_texts`); where the development set stands beside the project, its texts are read as well. Times
are processor time of this process; the best of three rounds is shown.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.reading_texts import article, long_text
from kg.extract import rules
from kg.lexicon import Lexicon
from kg.model import Article
from kg.ontology import load
from kg.pipeline import settle
from kg.read import framer
from kg.read.page import page
from kg.recognise import recogniser
from kg.recognise.entities import entities
from kg.recognise.quantities import quantities
from kg.recognise.times import times
from kg.segment import segmenter
from kg.view import normalise

ROUNDS = 3
WORDS = 500
DEV = Path(__file__).parents[2] / "shared" / "dev"
HOSTILE = {"1": "1", '"': '"', "(": "(", "“": "“", "1 ": "1 ", ", ": ", ", "-": "-", "$": "$", "A": "A", "A. ": "A. "}
HOSTILE |= {"line end": "\n", "`<p>`": "<p>", "said ": "said ", "1990 ": "1990 "}


class Stages:
    """The callables of the reading path, made once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._frame = framer(lexicon)
        self._times, self._quantities, self._entities = times(lexicon), quantities(lexicon), entities(lexicon)
        self._segment, self._recognise, self._extract = segmenter(lexicon), recogniser(lexicon), rules(lexicon)

    def read(self, given: Article) -> int:
        """Read an article from frame to claims; return how many claims it makes."""
        view = normalise(self._frame(given))
        sentences = self._segment(view.article)
        mentions = self._recognise(view.article, sentences)
        return len(view.ground(self._extract(view.article, sentences, mentions)))

    def steps(self, given: Article, found: Counter[str]) -> Iterator[tuple[str, float]]:
        """Yield each stage of reading an article and the seconds it took; count what was found."""
        framed, seconds = timed(partial(self._frame, given))
        yield "frame", seconds
        view, seconds = timed(partial(normalise, framed))
        yield "view", seconds
        sentences, seconds = timed(partial(self._segment, view.article))
        yield "segment", seconds
        dated, seconds = timed(partial(self._times, view.article, sentences))
        yield "times", seconds
        counted, seconds = timed(partial(self._quantities, view.article, sentences, dated))
        yield "quantities", seconds
        named, seconds = timed(partial(self._entities, view.article, sentences, counted))
        yield "entities", seconds
        mentions = tuple(sorted([*dated, *counted, *named], key=lambda mention: (mention.span, mention.kind)))
        claims, seconds = timed(lambda: list(self._extract(view.article, sentences, mentions)))
        yield "extract", seconds
        told = {"sentences": sentences, "quantities": counted, "times": dated, "names": named, "claims": claims}
        found.update({kind: len(values) for kind, values in told.items()})
        yield "ground", timed(partial(view.ground, claims))[1]


def real(folder: Path) -> Iterator[tuple[str, list[Article]]]:
    """Yield the texts of a development set by corpus; nothing where there is none."""
    for name in ("seeds", "news"):
        rows = folder / name / "articles.jsonl"
        if rows.is_file():
            given = map(json.loads, rows.read_text("utf-8").splitlines())
            yield name, [Article(a["id"], a["text"], published=a["published"], title=a.get("title")) for a in given]
    for name, year, pattern in (("attribution", "2016-09-20", "*.txt"), ("dates", "1999-01-20", "*.tml")):
        files = sorted((folder / name).glob(pattern))
        if files:
            yield name, [Article(file.stem, _body(file.read_text("utf-8")), published=year) for file in files]


def _body(text: str) -> str:
    """Return the text of a file, without the markup where it has any."""
    begin, end = text.find("<TEXT>"), text.find("</TEXT>")
    return re.sub("<[^>]+>", "", text[begin + len("<TEXT>") : end]) if end > begin >= 0 else text


Given = TypeVar("Given")


def timed(what: Callable[[], Given]) -> tuple[Given, float]:
    """Return what a call gives and the seconds of processor time it took."""
    begun = time.process_time()
    given = what()
    return given, time.process_time() - begun


def speed(stages: Stages, name: str, given: Sequence[Article]) -> float:
    """Print how many articles of 500 words a second are read, and where the time goes; return the articles a second.

    Articles of other lengths count as so many times 500 words.
    """
    best = min(timed(lambda: [stages.read(each) for each in given])[1] for _ in range(ROUNDS))
    size = sum(len(each.text.split()) for each in given) / WORDS
    found: Counter[str] = Counter()
    shares: Counter[str] = Counter()
    for each in given:
        shares.update(dict(stages.steps(each, found)))
    whole = sum(shares.values())
    times = ", ".join(f"{stage} {1000 * best / size * seconds / whole:.2f}" for stage, seconds in shares.items())
    told = ", ".join(f"{number / size:.0f} {kind}" for kind, number in found.items())
    print(f"| {name} | {len(given)} | {told} | {1000 * best / size:.1f} | {size / best:.1f} | {times} |")
    return size / best


def speeds(stages: Stages, number: int) -> None:
    """Print the table of the articles made here, and of the texts of the development set where it is."""
    print("\n| texts | | in 500 words | ms for 500 words | articles of 500 words/s | of that, by stage |")
    print("|---|---:|---|---:|---:|---|")
    for kind in ("ordinary", "figures"):
        speed(stages, f"made here, {kind}", [article(seed, kind=kind) for seed in range(1, number + 1)])
    for name, given in real(DEV):
        speed(stages, name, given)


def growth(stages: Stages, *, doublings: int = 4) -> None:
    """Print how the time grows with the length of one article."""
    print("\n| words | seconds | ratio to half the words |\n|---:|---:|---:|")
    before = 0.0
    for step in range(doublings + 1):
        given = article(7, words=1000 * 2**step)
        seconds = min(timed(partial(stages.read, given))[1] for _ in range(ROUNDS))
        print(f"| {1000 * 2**step:,} | {seconds:.2f} | {f'{seconds / before:.2f}' if before else '–'} |")
        before = seconds


def hostile(stages: Stages, *, size: int = 100_000) -> None:
    """Print how long texts of nothing but one sign take, and half of each: they must end, and grow no faster."""
    print("\n| text | seconds | ratio to half of it |\n|---|---:|---:|")
    for name, piece in HOSTILE.items():
        half, whole = (
            timed(partial(stages.read, Article(name, (piece * length)[:length], published="2024-04-04")))[1]
            for length in (size // 2, size)
        )
        print(f"| {size:,} × {name} | {whole:.2f} | {whole / half:.1f} |")
    half, whole = (
        timed(partial(page, "<p>" * length + "The bridge opened.", id="p"))[1] for length in (size // 2, size)
    )
    print(f"| {size:,} × `<p>` unclosed, as a page | {whole:.2f} | {whole / half:.1f} |")


def main() -> None:
    """Print the tables of ``docs/benchmarks.md`` about reading."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=60, help="how many articles of each kind to read (60)")
    options.add_argument("--long-text", action="store_true", help="read one text of 5 MB as well")
    options.add_argument("--hostile", action="store_true", help="read 100,000 digits, quotes, brackets … as well")
    given = options.parse_args()
    lexicon, loading = timed(partial(load, base="http://127.0.0.1:8000/"))
    stages, making = timed(partial(Stages, lexicon))
    settle()
    print(f"ontology loaded in {loading:.2f} s, grammars made from it in {making:.2f} s")
    stages.read(article(0))
    speeds(stages, given.articles)
    growth(stages)
    if given.hostile:
        hostile(stages)
    if given.long_text:
        long = long_text(5_000_000)
        claims, seconds = timed(partial(stages.read, long))
        print(f"\none text of {len(long.text.encode()) / 1e6:.1f} MB: {seconds:.0f} s, {claims:,} claims")


if __name__ == "__main__":
    main()
