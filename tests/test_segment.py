"""Sentences of the blocks that make claims."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Block, BlockKind, Span
from kg.ontology import load
from kg.segment import SPEAKING, segment, segmenter

READ = segmenter(load(base="http://127.0.0.1:8000/"))

TEXTS = st.lists(
    st.sampled_from(
        [
            "Mr. ",
            "U.S. ",
            "He ",
            "said",
            ". ",
            ".",
            '."',
            "…",
            "... ",
            "? ",
            "\n",
            "\n\n",
            "3.5",
            "No. 5 ",
            "“",
            "”",
            "x",
        ]
    )
    | st.text(max_size=5),
    max_size=40,
).map("".join)


def sentences(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in READ(Article("a", text))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. Army and the U.K. Navy met in Washington, D.C. on Monday.",
        "Gen. Ann Roe, Lt. Col. J. P. Poe and Mr. Doe signed it.",
        "It happened on Nov. 14 at 5:30 p.m. Monday near St. Louis, Mo., police said.",
        "The blast hit the mine of Aln Mining (Group) Co., Ltd. in the north.",
        "Acme Inc. said J. P. Morgan Corp. Chairman George W. Poe would resign.",
        "Prices rose 3.5 percent to 27.2 billion, No. 5 on the list, vs. 2.9 a year ago.",
        "“Why?” he asked.",
        "“We won!” she said.",
        "Yahoo! said it would sell.",
        "I don't want to spoil the … birthday party, he said.",
        "BEIJING, Nov. 14 (Xinhua) -- The toll has risen to 40.",
        "See example.com and the site gov.uk for more.",
        "I don't want to spoil the . . . party, Sens. Roe and Poe said.",
        "He wrote to J.R.R. Tolkien, Jr. and others.",
    ],
)
def test_one_sentence_stays_one(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("one", "gap", "two"),
    [
        ("They live in the U.S.", " ", "The toll rose."),
        ("It opened at 5 p.m.", " ", "He left."),
        ("“It is over,” she said.", " ", "“We won.”"),
        ("“We won.”", " ", "He agreed."),
        ("He said “We won.”", "", "They left at once."),
        ("The war began in 2014.", "", "Many have fled since."),
        ("It was bought by Acme Inc.", " ", "The price was not given."),
        ("Was it late?", " ", "Nobody knew."),
        ("They waited...", " ", "Nobody came."),
        ("It rose to 1.9.", " ", "Then it fell."),
        ("It ended in 2019.", " ", "Prices rose."),
        ("Vitamin C.", " ", "The dose is small."),
        ("She said no.", " ", "He said yes."),
        ("(It was late.)", " ", "They left."),
        ("这是一句。", "", "这是两句。"),
    ],
)
def test_two_sentences_are_two(one: str, gap: str, two: str) -> None:
    assert sentences(one + gap + two) == [one, two]


def test_only_blocks_that_make_claims_have_sentences() -> None:
    text = "Toll doubles\n\nRead more\n\nIt doubles. It hurts.\n\n- cars"
    kinds: list[BlockKind] = ["headline", "teaser", "body", "list"]
    spans = [Span(0, 12), Span(14, 23), Span(25, 46), Span(50, 54)]
    blocks = tuple(Block(span, kind) for span, kind in zip(spans, kinds, strict=True))
    blocks = (*blocks[:3], Block(spans[3], "list", header=spans[2]))
    found = segment(Article("a", text, blocks=blocks))
    assert [(s.span.of(text), s.block, s.paragraph) for s in found] == [
        ("Toll doubles", "headline", 0),
        ("It doubles.", "body", 1),
        ("It hurts.", "body", 1),
        ("cars", "list", 2),
    ]
    assert found[-1].header == spans[2]


def test_a_page_without_a_stop_is_cut_at_spaces() -> None:
    text = "word " * 5000
    found = sentences(text)
    assert len(found) > 1
    assert all(part.startswith("word") and part.endswith("word") for part in found)


@given(TEXTS)
def test_sentences_are_in_order_and_leave_nothing_out(text: str) -> None:
    found = [sentence.span for sentence in segment(Article("a", text))]
    assert all(one.end <= two.start for one, two in pairwise(found))
    covered = {n for span in found for n in range(span.start, span.end)}
    assert all(character.isspace() or n in covered or not character.isprintable() for n, character in enumerate(text))
    assert {sentence.block for sentence in segment(Article("a", text))} <= SPEAKING


@pytest.mark.parametrize("sign", ["1", '"', "(", ". ", ".", "A.", "Mr. ", "…", "a. B", '." "'])
def test_hostile_repetition_ends(sign: str) -> None:
    text = sign * 50_000
    assert sum(len(part) for part in sentences(text)) <= len(text)
