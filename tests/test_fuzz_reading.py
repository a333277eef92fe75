"""The whole reading path given anything: bytes → articles → claims, or a clear error, with every span in its place."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.formats import claim_to_json, claims_from_json
from kg.model import Article, Claim, Quantity
from kg.pipeline import Reader, articles
from kg.segment import segment
from kg.view import normalise

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# pieces that the grammars look for, so that their rules meet each other in senseless orders
SINGLE = """
NATO Kyiv she its officials said and of the in on last Tuesday March 2024 2024-04-04 will not if respectively one first
U.S. founded was revenue expected 31 5,000 1.3 ½ 5 0 billion crore bn people members km dozens about up from to between
percent By
“ ” " 's , . : ; ( ) - — $ € % <b> </p> &#163; • | 🚢 战 é
"""
PIECES = (
    *SINGLE.split(),
    *("\n", "\n\n", " ", "\u00a0", "\t", "- ", "the alliance", "Mr. Lis", "Dana Whitlock", "more than", "4 April"),
    *("the third quarter", "a year earlier", "were killed", "according to", "Read more:", "(Photo by"),
    "LONDON, April 4 (Wire) -",
)
WORDS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(("", " "))), max_size=60).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)
TEXTS = WORDS | st.text(max_size=200) | st.text(alphabet="0123456789.,-/%$€£\"'()[]“”: \n½", max_size=200)
DATES = st.sampled_from((None, "2024-04-04", "2024-04", "2024", "2019-35", "199X", "2024-02-30", "nonsense", ""))


@pytest.fixture(scope="module")
def spans_hold() -> Callable[[Article, Reader], list[Claim]]:
    """Read an article and hold every span of what was found to its text."""

    def check(article: Article, reader: Reader) -> list[Claim]:
        text = article.text
        found = reader.claims(article)
        for claim in found:
            assert claim.span.of(text) == claim.quote
            assert claim.span.end <= len(text)
            assert claim.kind == "statement" or claim.value_span is not None
            if claim.value_span is not None:
                assert claim.value_span.of(text) == claim.written
            for span in (claim.speaker_span, *claim.repeats):
                assert span is None or span.end <= len(text)
        for mention in reader.mentions(article):
            assert mention.span.end <= len(text)
            if isinstance(mention.value, Quantity) and mention.value.noun is not None:
                assert mention.value.noun.end <= len(text)
        return found

    return check


@QUICK
@given(text=TEXTS, published=DATES)
def test_any_text_gives_claims_whose_spans_are_their_words(
    text: str, published: str | None, reader: Reader, spans_hold: Any
) -> None:
    spans_hold(reader.frame(Article("any", text, published=published)), reader)


@QUICK
@given(text=TEXTS)
def test_reading_twice_gives_the_same_and_framing_twice_changes_nothing(text: str, reader: Reader) -> None:
    article = Article("twice", text, published="2024-04-04")
    framed = reader.frame(article)
    assert framed.text == text
    assert reader.frame(framed) == framed
    assert reader.claims(framed) == reader.claims(reader.frame(article))
    assert reader.mentions(framed) == reader.mentions(framed)


@QUICK
@given(text=TEXTS)
def test_what_is_normal_already_is_left_alone_and_sentences_do_not_overlap(text: str) -> None:
    view = normalise(Article("normal", text))
    again = normalise(view.article)
    sentences = segment(view.article)
    assert all(one.span.end <= other.span.start for one, other in pairwise(sentences))
    assert all(sentence.span.of(view.article.text).strip() for sentence in sentences)
    assert len(again.article.text) <= len(view.article.text)


@QUICK
@given(text=WORDS)
def test_claims_survive_their_own_json(text: str, reader: Reader) -> None:
    found = reader.claims(reader.frame(Article("json", text, published="2024-04-04")))
    lines = [json.dumps(claim_to_json(claim, explain=True)) for claim in found]
    back = list(claims_from_json(lines))
    assert [replace(claim, published=None) for claim in back] == [replace(claim, published=None) for claim in found]


@QUICK
@given(
    content=st.binary(max_size=300)
    | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))
    | TEXTS.map(lambda text: text.encode("utf-16"))
    | TEXTS.map(lambda text: json.dumps({"text": text, "published": "2024-04-04"}).encode())
    | TEXTS.map(lambda text: f"<html><body><article><p>{text}</p><p>{text}</p></article>".encode("utf-8", "ignore"))
    | st.dictionaries(
        st.sampled_from(("id", "text", "html", "published", "url", "title")), st.none() | st.integers() | TEXTS
    ).map(lambda record: json.dumps(record).encode()),
    suffix=st.sampled_from((".txt", ".html", ".jsonl", ".json", "")),
)
def test_any_bytes_give_claims_or_a_clear_error(
    content: bytes, suffix: str, reader: Reader, spans_hold: Any, tmp_path: Path
) -> None:
    source = tmp_path / f"article{suffix}"
    source.write_bytes(content)
    refused: list[KgError] = []
    for article in articles([source], reader, on_error=refused.append):
        spans_hold(article, reader)
    assert all(source.name in str(error) for error in refused)


UNITS = {
    "digits": "7",
    "spaced digits": "7 ",
    "grouped digits": "1,",
    "decimals": "1.",
    "quotes": '"',
    "curly quotes": "“”",
    "apostrophes": "'",
    "brackets": "([",
    "commas": ",",
    "hyphens": "-",
    "dashes": "—",
    "currency signs": "$€",
    "pounds": "pounds ",
    "capitals": "AA ",
    "names": "John Smith ",
    "newlines": "\n",
    "spaces": " ",
    "stops": ". ",
    "percentages": "5% ",
    "years": "2024 ",
    "days": "Monday ",
    "scales": "million ",
    "joined": "and ",
    "ranges": "5 to ",
    "articles": "of the ",
    "possessives": "'s ",
    "speech": "said ",
    "quoted speech": '"Yes," said Bob. ',
    "pronouns": "he said ",
    "acronyms": "NATO ",
    "deaths": "10 people were killed ",
    "entities": "&#163;",
    "markup": "<b>",
    "mojibake": "â€",
    "combining marks": "e\u0301",
    "joiners": "\u200d",
    "addresses": "http://a.b ",
    "bullets": "• x\n",
    "headers": "x:\n- y\n",
    "tables": "a | 5\n",
    "ideographs": "战",
}


def calls_of(work: Callable[[], object]) -> int:
    """Return how many calls, of Python and of C functions, a piece of work makes: the same on any machine."""
    count = 0

    def watch(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_twice_the_text_is_about_twice_the_work(unit: str, reader: Reader) -> None:
    def reading(size: int) -> Callable[[], object]:
        text = unit * (size // len(unit))
        return lambda: reader.claims(reader.frame(Article("grown", text, published="2024-04-04")))

    reading(100)()  # what is made once is made now
    half, whole = calls_of(reading(2500)), calls_of(reading(5000))
    assert whole <= 2.6 * half + 2000


HOSTILE = """
import sys
from kg.model import Article
from kg.ontology import load
from kg.pipeline import Reader

reader = Reader(load(base="https://desk.example/"))
for unit in sys.stdin.read().split("\\0"):
    size = 20_000 if " " in unit else 100_000  # words and numbers are read one by one
    text = (unit * (size // len(unit) + 1))[:size]
    claims = reader.claims(reader.frame(Article("hostile", text, published="2024-04-04")))
    assert all(claim.span.of(text) == claim.quote for claim in claims)
    print(len(claims), flush=True)
"""


@pytest.mark.slow
def test_long_runs_of_anything_end_in_time() -> None:
    units = list(UNITS.values())
    run = subprocess.run(
        [sys.executable, "-c", HOSTILE],
        input="\0".join(units),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.split()) == len(units)
