"""How fast articles are read: articles a second on one core, the time of each stage, growth with length.

    python -m benchmarks.reading [--articles 60] [--long-text]

The ontology is loaded once. Articles are made here from a fixed seed: news-like prose with numbers, names, dates and
quotes, 500 words each. Times are processor time of this process; the best of three rounds is shown.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from kg.extract import rules
from kg.lexicon import Lexicon
from kg.model import Article
from kg.ontology import load
from kg.read import framer
from kg.recognise import recogniser
from kg.recognise.entities import entities
from kg.recognise.quantities import quantities
from kg.recognise.times import times
from kg.segment import segmenter
from kg.view import normalise

ROUNDS = 3
_PEOPLE = ("Ines Barrow", "Tomas Velling", "Ruth Okafor", "Jan Meijer", "Dana Whitlock", "Piotr Lis")
_BODIES = ("the Lowmere Port Authority", "Brightwater Holdings", "NATO", "the World Bank", "Kestrel Airways", "OPEC")
_PLACES = ("Kyiv", "Rotterdam", "Lagos", "Lowmere", "Ankara", "Valparaíso")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MONTHS = ("January", "March", "June", "September", "November")
_PATTERNS = (
    "{body} said on {day} that revenue rose {small} percent to ${money} billion in the third quarter.",
    "At least {count} people were killed when a ferry sank near {place} in {month}, officials said.",
    "“We expect {count} new jobs by {year},” said {person}, who has led {body} since {past}.",
    "{person} told reporters in {place} that the plan would cost between €{small} million and €{more} million.",
    "Unemployment fell to {small}.{digit}% from {more}.{digit}% a year earlier, according to {body}.",
    "{body} has {more} members, two more than in {past}, and was founded in 19{more}.",
    "The bridge, {count} metres long, was opened on {date} {month} {past}.",
    "Nothing in the agreement obliges either side to publish what it spends, and neither has offered to do so.",
    "“This is not the end of the matter,” {person} said. “There will be another meeting next week.”",
    "Critics of the scheme, among them {person}, say that the money would be better spent on schools in {place}.",
    "More than a third of the {count} households asked by {body} had no work last year.",
    "Residents of {place} have long argued about the noise, the dust and the trucks, and few of them are content.",
    "The ministry declined to comment, and a lawyer for {body} did not return calls.",
    "It is the kind of dispute that courts are slow to settle: nobody can say who owned the land before the war.",
    "Supporters of {person} gathered outside the town hall, where they sang, drank tea and listened to speeches.",
    "What happens to the old harbour is still open; engineers from {place} are looking at the walls.",
    "A deputy of {person}, speaking on condition of anonymity, called the proposal careless and badly drafted.",
    "Neighbouring states have watched the talks with unease, fearing that a failure would leave them with the costs.",
    "{body} and its partners share the data with each other, but they keep it from the public.",
    "{person} is expected to visit {place} in {month} {year}, a spokesman for {body} said on {day}.",
)


def article(seed: int, *, words: int = 500) -> Article:
    """Return an article of so many words, always the same for a seed."""
    chance = random.Random(seed)
    paragraphs, length = [f"{chance.choice(_BODIES).capitalize()} weighs a new plan for {chance.choice(_PLACES)}"], 8
    while length < words:
        paragraph = " ".join(_sentence(chance) for _ in range(chance.randint(2, 4)))
        paragraphs.append(paragraph)
        length += len(paragraph.split())
    return Article(f"article-{seed}", "\n\n".join(paragraphs), published="2024-04-04")


def _sentence(chance: random.Random) -> str:
    words = chance.choice(_PATTERNS).format(
        body=chance.choice(_BODIES),
        person=chance.choice(_PEOPLE),
        place=chance.choice(_PLACES),
        day=chance.choice(_DAYS),
        month=chance.choice(_MONTHS),
        small=chance.randint(2, 30),
        more=chance.randint(31, 89),
        digit=chance.randint(1, 9),
        count=f"{chance.randint(100, 90_000):,}",
        money=f"{chance.randint(1, 40)}.{chance.randint(1, 9)}",
        date=chance.randint(1, 28),
        year=chance.randint(2025, 2032),
        past=chance.randint(1990, 2022),
    )
    return words[0].upper() + words[1:]


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

    def steps(self, given: Article) -> Iterator[tuple[str, float]]:
        """Yield each stage of reading an article and the seconds it took."""
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
        named, seconds = timed(partial(self._entities, view.article, sentences))
        yield "entities", seconds
        mentions = tuple(sorted([*dated, *counted, *named], key=lambda mention: (mention.span, mention.kind)))
        claims, seconds = timed(lambda: list(self._extract(view.article, sentences, mentions)))
        yield "extract", seconds
        yield "ground", timed(partial(view.ground, claims))[1]


Given = TypeVar("Given")


def timed(what: Callable[[], Given]) -> tuple[Given, float]:
    """Return what a call gives and the seconds of processor time it took."""
    begun = time.process_time()
    given = what()
    return given, time.process_time() - begun


def speed(stages: Stages, given: list[Article]) -> float:
    """Print how many articles a second are read, and where the time goes; return the articles a second."""
    best = min(timed(lambda: [stages.read(each) for each in given])[1] for _ in range(ROUNDS))
    shares: Counter[str] = Counter()
    for each in given:
        shares.update(dict(stages.steps(each)))
    whole = sum(shares.values())
    print(f"\n{len(given)} articles of 500 words: {len(given) / best:.1f} articles/s on one core\n")
    print("| stage | ms an article | share |\n|---|---:|---:|")
    for stage, seconds in shares.items():
        print(f"| {stage} | {1000 * seconds / len(given):.2f} | {seconds / whole:.0%} |")
    return len(given) / best


def growth(stages: Stages, *, doublings: int = 4) -> None:
    """Print how the time grows with the length of one article."""
    print("\n| words | seconds | ratio to half the words |\n|---:|---:|---:|")
    before = 0.0
    for step in range(doublings + 1):
        given = article(7, words=1000 * 2**step)
        seconds = min(timed(partial(stages.read, given))[1] for _ in range(ROUNDS))
        print(f"| {1000 * 2**step:,} | {seconds:.2f} | {f'{seconds / before:.2f}' if before else '–'} |")
        before = seconds


def long_text(stages: Stages, *, size: int = 5_000_000) -> None:
    """Print how long one text of so many bytes takes."""
    parts, length = [], 0
    while length < size:  # all different: a paragraph told twice would be left out
        parts.append(article(1000 + len(parts), words=5000).text)
        length += len(parts[-1].encode()) + 2
    text = "\n\n".join(parts)
    claims, seconds = timed(partial(stages.read, Article("long", text, published="2024-04-04")))
    print(f"\none text of {len(text.encode()) / 1e6:.1f} MB: {seconds:.0f} s, {claims:,} claims")


def main() -> None:
    """Print the tables of ``docs/benchmarks.md`` about reading."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=60, help="how many articles of 500 words to read (60)")
    options.add_argument("--long-text", action="store_true", help="read one text of 5 MB as well")
    given = options.parse_args()
    lexicon, loading = timed(partial(load, base="http://127.0.0.1:8000/"))
    stages, making = timed(partial(Stages, lexicon))
    print(f"ontology loaded in {loading:.2f} s, grammars made from it in {making:.2f} s")
    stages.read(article(0))
    speed(stages, [article(seed) for seed in range(1, given.articles + 1)])
    growth(stages)
    if given.long_text:
        long_text(stages)


if __name__ == "__main__":
    main()
