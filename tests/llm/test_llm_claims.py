"""The second extractor: what a model claims stands on the words of the article, or is dropped and counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files
from typing import Any

import httpx
import pytest
from chat_answers import ARTICLE, TEXT, a_claim, claims
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.llm import Grounding, llm
from kg.extract.llm_passages import passages
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Extractor
from kg.segment import segment


def test_a_claim_stands_on_the_words_of_the_article(serve: Any, read: Any) -> None:
    [claim], grounding = read(serve(claims(a_claim())))
    assert claim.quote == claim.span.of(TEXT) == "more than 1,300 homes were flooded in March"
    assert (claim.value, claim.low, claim.modality) == (Decimal(1300), Decimal(1300), "more_than")
    assert claim.written == "more than 1,300"
    assert (claim.measure, claim.valid_from, claim.valid_to) == ("homes", "2022-03", "2022-03")
    assert claim.speaker is not None
    assert claim.speaker_span is not None
    assert claim.speaker_span.of(TEXT).endswith("Tidewater Council")
    assert grounding == Grounding("flood", kept=1)


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ({"quote": "more than 1,300 homes were swept away"}, "quote not in the article"),
        ({"quote": "   "}, "quote not in the article"),
        ({"value_words": "85"}, "value words not in the quote"),
        ({"value_words": "300"}, "value words not in the quote"),
        ({"value_words": None}, "value words not in the quote"),
        ({"value_words": "homes"}, "no number in the value words"),
        ({"value": "1301"}, "value disagrees with its words"),
        ({"value": 1301}, "value disagrees with its words"),
        ({"value": "1.3 thousand"}, "value disagrees with its words"),
        ({"subject": "Harbour Council"}, "subject not in the article"),
        ({"measure": "flooded houses"}, "measure neither known nor in the article"),
        ({"speaker": "Joan Smith"}, "speaker not in the article"),
        ({"time_words": "in April"}, "time words not in the article"),
        ({"valid_from": "March 2022"}, "date is not EDTF"),
        ({"valid_from": "1999", "valid_to": "1999"}, "time disagrees with its words"),
        ({"certainty": "certain"}, "not in the claim schema"),
        ({"kind": "number"}, "not in the claim schema"),
        ({"quote": None}, "not in the claim schema"),
        ({"subject": 7}, "not in the claim schema"),
        ({"kind": "statement", "speaker": None}, "statement without a speaker"),
        ({"kind": "date", "value": "2022", "value_words": "1,300"}, "no date in the value words"),
        ({"kind": "date", "value": "2021-03", "value_words": "March"}, "value disagrees with its words"),
        ({"kind": "date", "value": "in March", "value_words": "March"}, "date is not EDTF"),
    ],
)
def test_what_the_article_does_not_bear_out_is_dropped_and_counted(
    serve: Any, read: Any, slots: dict[str, object], reason: str
) -> None:
    found, grounding = read(serve(claims(a_claim(**slots), a_claim())))
    assert [claim.value for claim in found] == [Decimal(1300)]
    assert grounding.dropped == {reason: 1}
    assert grounding.notes() == [f"flood: 1 claim dropped: {reason}"]


def test_a_quote_with_other_spaces_and_quote_marks_is_put_on_the_exact_text(serve: Any, read: Any) -> None:
    statement = a_claim(
        kind="statement", quote='"No dam  has\nfailed,"', speaker="Mara Olsen", value=None, value_words=None
    )
    [claim], _ = read(serve(claims(statement)))
    assert claim.quote == "“No dam has failed,”"
    assert (claim.speaker, claim.measure, claim.value) == ("Mara Olsen", "statement", None)
    assert (claim.valid_from, claim.basis) == ("2022-04-04", "attested")


def test_offsets_of_the_model_count_for_nothing(serve: Any, read: Any) -> None:
    [claim], _ = read(serve(claims(a_claim(start=999_999, end=3, value_start=-4))))
    assert claim.span.of(TEXT) == claim.quote


def test_the_words_decide_what_the_model_leaves_open(serve: Any, read: Any) -> None:
    [claim], _ = read(serve(claims(a_claim(value=None, valid_from=None, valid_to=None))))
    assert (claim.value, claim.valid_from) == (Decimal(1300), "2022-03")


def test_a_value_without_time_words_is_only_attested_on_the_articles_day(serve: Any, read: Any) -> None:
    quote = {"quote": "The council employs 85 people", "value_words": "85", "value": "85", "measure": "headcount"}
    [claim], _ = read(serve(claims(a_claim(**quote, time_words=None, valid_from="1999", valid_to=None))))
    assert (claim.valid_from, claim.valid_to, claim.basis, claim.measure) == (
        "2022-04-04",
        "2022-04-04",
        "attested",
        "headcount",
    )


def test_the_same_claim_told_twice_is_one(serve: Any, read: Any) -> None:
    found, grounding = read(serve(claims(a_claim(), a_claim())))
    assert len(found) == grounding.kept == 1


def test_a_long_article_is_asked_about_in_passages_with_offsets_kept(serve: Any, read: Any) -> None:
    lead = "\n\n".join(f"Paragraph {word} tells of the river. " * 20 for word in ("one", "two", "three") * 6)
    endpoint = serve(*[claims()] * 2, claims(a_claim()))
    article = Article("long", f"{lead}\n\n{TEXT}", published="2022-04-04")
    [claim], _ = read(endpoint, article)
    assert len(endpoint.asked) > 2
    assert claim.span.of(article.text) == claim.quote == "more than 1,300 homes were flooded in March"


def test_passages_hold_every_sentence_once_and_are_short(make_article: Any) -> None:
    text = "\n\n".join(f"Line {number} of the report. It goes on." for number in range(300))
    article = make_article(text)
    sentences = segment(article)
    found = list(passages(article, sentences, longest=200))
    covered = [piece for passage in found for piece in passage.pieces]
    assert all(len(passage.words) <= 200 + 2 * len(passage.pieces) for passage in found)
    assert sorted(covered) == covered
    assert all(sum(piece.covers(sentence.span) for piece in covered) == 1 for sentence in sentences)


def test_the_example_of_the_prompt_is_borne_out_by_its_own_text(serve: Any, read: Any) -> None:
    example = json.loads((files("kg.extract") / "prompts" / "example.json").read_text(encoding="utf-8"))
    article = Article("example", example["text"], published=example["published"])
    found, grounding = read(serve(claims(*example["claims"])), article)
    assert grounding == Grounding("example", kept=4)
    assert [(claim.kind, claim.value, claim.valid_from) for claim in found] == [
        ("quantity", Decimal(240), "2020"),
        ("quantity", Decimal(310), "2019"),
        ("statement", None, "2021-09-15"),
        ("date", "1952", "1952"),
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(TEXT.split()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(a_claim())), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def answering(lexicon: Lexicon, extracted: Any) -> Callable[[str], list[Claim]]:
    replies: list[str] = []
    client = httpx.Client(
        transport=httpx.MockTransport(
            lambda _: httpx.Response(200, json={"choices": [{"message": {"content": replies[-1]}}]})
        )
    )
    extractor: Extractor = llm(url="http://models.example/v1", model="a-model", lexicon=lexicon, client=client)

    def answer(content: str) -> list[Claim]:
        replies.append(content)
        found: list[Claim] = extracted(extractor, ARTICLE)
        return found

    return answer


@settings(max_examples=150, deadline=None)
@given(slots=st.dictionaries(st.sampled_from(sorted(a_claim())), JSON, max_size=4))
def test_whatever_a_model_answers_its_claims_stand_in_the_article(
    answering: Callable[[str], list[Claim]], slots: dict[str, object]
) -> None:
    for claim in answering(json.dumps({"claims": [a_claim(**slots), slots]})):
        assert claim.span.of(TEXT) == claim.quote
        assert claim.value_span is None or claim.span.covers(claim.value_span)
        assert claim.speaker_span is None or claim.speaker_span.of(TEXT)
