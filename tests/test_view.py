"""The normalised text, and the way back to the stored one."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Block, Claim, DateEvidence, Mention, Quantity, Span
from kg.view import flat, normalise, paragraphs

PIECES = st.sampled_from(
    ["a", "B", "31", " ", "\n", "\r\n", "\n\n", "\u00a0", "’", "“", "\u00ad", "\u200b", "&#163;", "&amp;", "&nope;", "Â©", "â€™",  # noqa: E501
     "â€", "ðŸ¤\u009d", "<sup>st</sup>", "ﬁ", "**", "-", "½", "\x00", "é", "，", "\ufeff", "\u2028", "Ã©"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)


def shown(text: str) -> str:
    return normalise(Article("a", text)).article.text


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("to\u00a0Nato", "to Nato"),
        ("Ukraine’s “red line”", 'Ukraine\'s "red line"'),
        ("co\u00adoperate\u200b now", "cooperate now"),
        ("Â© 2019", "© 2019"),
        ("Â£5bn and cafÃ©", "£5bn and café"),
        ("Itâ€™s â€œoverâ€\u009d", 'It\'s "over"'),
        ("â€œoverâ€ he said", '"over" he said'),
        ("&#163;5 &amp; &quot;more&quot;&nbsp;here", '£5 & "more" here'),
        ("the 31<sup>st</sup> member", "the 31st member"),
        ("**300 million** shots", "300 million shots"),
        ("５０ ％", "50 %"),
        ("ﬁve", "five"),
        ("the alliance has\n32 members", "the alliance has 32 members"),
        ("a whole-of-\ngovernment plan", "a whole-of-government plan"),
        ("3½ m² and 10⁶", "3½ m² and 10⁶"),
        ("ÂNGELA and MAÇÃ", "ÂNGELA and MAÇÃ"),
        ("à « demain »", 'à " demain "'),
        ("&unknown; &", "&unknown; &"),
        ("``We won,'' he said", '"We won," he said'),
    ],
)
def test_the_grammars_read_one_kind_of_everything(stored: str, read: str) -> None:
    assert shown(stored) == read


def test_plain_text_is_left_as_it_is() -> None:
    article = Article("a", "NATO has 32 members.", blocks=(Block(Span(0, 20), "body"),))
    view = normalise(article)
    assert view.article == article
    assert view.span(Span(9, 11)) == Span(9, 11)


def test_a_claim_is_put_back_on_the_stored_words() -> None:
    text = "It’s said that&nbsp;the 31<sup>st</sup> ally paid &#163;5bn."
    view = normalise(Article("a", text))
    read = view.article.text
    value = Span(read.index("£5bn"), read.index("£5bn") + 4)
    speaker = Span(0, 4)
    whole = Span(0, len(read))
    claim = Claim("a", "quantity", whole, "wrong", "ally", None, "payment", Decimal(5), value, "wrong", speaker_span=speaker,  # noqa: E501
                  repeats=(value,))  # fmt: skip
    (grounded,) = view.ground([claim])
    assert grounded.quote == text
    assert grounded.written == "&#163;5bn"
    assert grounded.value_span is not None
    assert grounded.value_span.of(text) == "&#163;5bn"
    assert grounded.speaker_span is not None
    assert grounded.speaker_span.of(text) == "It’s"
    assert grounded.repeats == (grounded.value_span,)
    assert grounded.article == "a"


def test_a_mention_is_put_back_with_the_noun_it_counts() -> None:
    text = "some 32&nbsp;member&nbsp;states met"
    view = normalise(Article("a", text))
    mention = Mention(Span(5, 7), Quantity(Decimal(32), noun=Span(8, 21)))
    (grounded,) = view.ground_mentions([mention])
    assert grounded.span.of(text) == "32"
    assert isinstance(grounded.value, Quantity)
    assert grounded.value.noun is not None
    assert grounded.value.noun.of(text) == "member&nbsp;states"


def test_blocks_and_evidence_move_with_the_text() -> None:
    text = "&amp; 4 April 2024\n\nIt’s\nopen"
    blocks = (Block(Span(0, 18), "byline"), Block(Span(20, 29), "list", Span(0, 18)))
    evidence = (DateEvidence("2024-04-04", "byline", Span(6, 18)),)
    read = normalise(Article("a", text, blocks=blocks, evidence=evidence)).article
    assert [b.span.of(read.text) for b in read.blocks] == ["& 4 April 2024", "It's open"]
    assert read.blocks[1].header == read.blocks[0].span
    assert read.evidence[0].span is not None
    assert read.evidence[0].span.of(read.text) == "4 April 2024"


def test_lines_wrapped_at_a_column_are_one_paragraph() -> None:
    text = (
        "The council said on Thursday that the toll for crossing the river\n"
        "Aln would double from May, the first rise since the old bridge was\n"
        "Rebuilt after the flood. Lorries pay more.\n"
        "\n"
        "Cars pay four euros a day from the first of May, the council said,\n"
        "And nobody is exempt.\n"
    )
    assert [len(span.of(text).splitlines()) for span in paragraphs(text)] == [3, 2]


def test_a_line_each_is_a_paragraph_each() -> None:
    text = "Toll doubles\nThe toll for crossing the river doubles in May.\nLorries pay more.\n• cars\n• lorries"
    assert len(paragraphs(text)) == 5


@given(TEXTS)
def test_every_span_slices_the_stored_text_and_order_is_kept(text: str) -> None:
    view = normalise(Article("a", text))
    read = view.article.text
    spans = [view.span(Span(n, n + 1)) for n in range(len(read))]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.start <= two.start and one.end <= two.end for one, two in pairwise(spans))
    if read:
        whole = view.span(Span(0, len(read)))
        assert (whole.start, whole.end) == (spans[0].start, spans[-1].end)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="&<*`'"), max_size=80))
def test_plain_ascii_maps_to_itself(text: str) -> None:
    view = normalise(Article("a", text))
    assert view.article.text == text
    assert all(view.span(Span(n, n + 1)) == Span(n, n + 1) for n in range(len(text)))


@given(TEXTS)
def test_flattening_keeps_every_offset(text: str) -> None:
    assert len(flat(text)) == len(text)


@pytest.mark.parametrize("sign", ["1", '"', "(", " ", "\n", "&", "<", "Â", "\u00ad", "\u00a0\n", "a\n"])
def test_hostile_repetition_ends(sign: str) -> None:
    text = sign * 100_000
    assert len(normalise(Article("a", text)).article.text) <= len(text)
