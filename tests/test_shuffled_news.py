"""The words and sentences of news in senseless orders: read without an exception, every value at its words."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kg.model import Article
from kg.pipeline import Reader

LINES = (Path(__file__).parent / "articles" / "articles.jsonl").read_text("utf-8").splitlines()
TEXTS = [str(json.loads(line)["text"]) for line in LINES]
SENTENCES = [sentence for text in TEXTS for sentence in text.replace("\n", " ").split(". ")]
WORDS = [word for text in TEXTS for word in text.split()]
# what the rules look for in other places, and days near the ends of years and quarters
PHRASES = (
    *("₹5 crore", "first-quarter", "the fiscal second quarter", "the second half of the last fiscal", "last week"),
    *("two-thirds of whom", "respectively", "a year earlier", "5%", "$3bn (£2bn)", "from 5 to 7", "as of Friday"),
    *("one in three", "the 1990s", "(2018: £3.1m)", "up 5% to", "light sweet crude,", "the previous record of"),
    *("seven out of 10 of the dead", "the cholera outbreak", "worldwide", "the company", "it said", "they rate"),
)
DAYS = (None, "2024-01-01", "2024-12-31", "2024-11-15", "2024-02-29", "1999-06-30", "2024", "2024-Q4", "199X")


def shuffled(seed: int, cues: Sequence[str], *, texts: int = 40) -> Iterator[Article]:
    """Yield articles of sentences, of words, and of words with other phrases between them, in any order.

    The first have words of measures among them (``cues``), and sentences that end early.
    """
    chance = random.Random(seed)
    for number in range(texts):
        if number % 3 == 0:
            words = []
            for _ in range(8):
                sentence = chance.choice(SENTENCES).split()
                for _ in range(chance.randrange(3)):
                    sentence.insert(chance.randrange(len(sentence) + 1), chance.choice((*PHRASES, chance.choice(cues))))
                words += [*sentence[: chance.randrange(2, 60)], chance.choice((".", "\n\n"))]
        elif number % 3 == 1:
            words = chance.choices(WORDS, k=120)
        else:
            words = chance.choice(TEXTS).split()[:200]
            for _ in range(25):
                words.insert(chance.randrange(len(words) + 1), chance.choice(PHRASES))
        yield Article(f"shuffled-{seed}-{number}", " ".join(words), published=chance.choice(DAYS))


@pytest.mark.parametrize("seed", range(10))
def test_news_in_any_order_is_read_and_every_value_stands_at_its_words(seed: int, reader: Reader) -> None:
    cues = [cue for measure in reader.lexicon.measures for cue in measure.cues]
    read = 0
    for article in shuffled(seed, cues):
        for claim in reader.claims(reader.frame(article)):
            assert claim.span.of(article.text) == claim.quote
            if claim.value_span is not None:
                assert claim.value_span.of(article.text) == claim.written
            read += 1
    assert read > 200
