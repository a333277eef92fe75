"""The second extractor, against a server on this machine that answers like a chat endpoint, well or badly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from chat_answers import KEY, TEXT, Answer, Endpoint, a_claim, claims, said
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ExtractorFailed, KgError
from kg.extract.llm import Grounding, llm
from kg.extract.llm_reply import items
from kg.lexicon import Lexicon
from kg.model import Article


def test_the_request_names_model_schema_measures_and_passage_and_carries_the_key(serve: Any, read: Any) -> None:
    endpoint = serve(claims())
    read(endpoint, key=KEY)
    [asked] = endpoint.asked
    assert asked["model"] == "a-model"
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert "memberCount" in asked["messages"][0]["content"]
    assert asked["messages"][-1]["content"].startswith(
        "Published: 2022-04-04\nTitle: Homes under water\n\nThe Tidewater"
    )
    assert endpoint.keys == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    "wrapped",
    [
        "```json\n{}\n```",
        "Here is what I found, in {{braces}}:\n\n{}\n\nI hope that this helps.",
        '<think>Perhaps {{"claims": [nothing</think>{}',
    ],
)
def test_fences_and_prose_around_the_json_do_no_harm(serve: Any, read: Any, wrapped: str) -> None:
    found, grounding = read(serve(said(wrapped.replace("{}", json.dumps({"claims": [a_claim()]})).replace("{{", "{"))))
    assert len(found) == 1
    assert not grounding.unread


def test_a_bare_list_and_a_list_of_parts_are_taken(serve: Any, read: Any) -> None:
    parts = [{"type": "text", "text": json.dumps([a_claim()])}]
    assert len(read(serve(said(parts)))[0]) == 1


def test_of_an_answer_that_was_cut_short_the_whole_claims_are_kept(serve: Any, read: Any) -> None:
    found, grounding = read(serve(said(json.dumps({"claims": [a_claim(), a_claim(value="7")]})[:-30])))
    assert len(found) == 1
    assert grounding.notes() == ["flood: 1 passage not read: the answer was cut short or is malformed"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (said("There are no claims that I could share."), "the answer has no list of claims"),
        (said('{"claims": {"a": 1}}'), "the answer has no list of claims"),
        (said('{"claims": [' + "[" * 100_000), "the answer was cut short or is malformed"),
        (said('{"claims": [NaN]}'), "the answer was cut short or is malformed"),
        (said(None, refusal="I cannot help with this."), "the model refused to answer"),
        (said(None), "the model refused to answer"),
    ],
)
def test_an_answer_without_claims_is_counted_as_a_passage_not_read(
    serve: Any, read: Any, answer: Answer, reason: str
) -> None:
    found, grounding = read(serve(answer))
    assert found == []
    assert grounding.unread == {reason: 1}


def test_a_server_that_does_not_know_schemas_is_asked_without_one(serve: Any, read: Any) -> None:
    endpoint = serve(Answer('{"error": "unknown field response_format"}', 400), claims(a_claim()))
    found, _ = read(endpoint)
    assert len(found) == 1
    assert ["response_format" in asked for asked in endpoint.asked] == [True, False]


def test_a_busy_server_is_asked_again_when_it_says(serve: Any, read: Any, waits: list[float]) -> None:
    busy = Answer("slow down", 429, "text/plain", (("Retry-After", "7"),))
    found, _ = read(serve(busy, claims(a_claim())))
    assert len(found) == 1
    assert waits == [7]


def test_nobody_waits_longer_than_a_minute(serve: Any, read: Any, waits: list[float]) -> None:
    busy = Answer("slow down", 503, "text/plain", (("Retry-After", "86400"),))
    read(serve(busy, claims()))
    assert waits == [60]


def test_a_server_that_keeps_failing_is_named_after_the_last_attempt(serve: Any, read: Any, waits: list[float]) -> None:
    endpoint = serve(Answer("out of memory", 500, "text/plain"))
    with pytest.raises(
        ExtractorFailed, match=r"http://127\.0\.0\.1:\d+/v1 answered 500: out of memory \(3 attempts\); try"
    ):
        read(endpoint, attempts=3)
    assert len(endpoint.asked) == 3
    assert len(waits) == 2


def test_a_server_that_does_not_answer_in_time_is_given_up(serve: Any, read: Any, waits: list[float]) -> None:
    endpoint = serve(Answer("", late=True))
    with pytest.raises(ExtractorFailed, match=r"no answer within 0\.2 s \(2 attempts\)"):
        read(endpoint, timeout=0.2, attempts=2)
    assert len(waits) == 1


def test_an_address_where_nobody_listens_is_named(lexicon: Lexicon, read: Any, waits: list[float]) -> None:
    with pytest.raises(ExtractorFailed, match="cannot be reached"):
        read(Endpoint("http://127.0.0.1:9/v1", []), attempts=2)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            Answer("<html>Welcome</html>", media="text/html"),
            "not as a chat endpoint does: <html>Welcome</html>; name it up to",
        ),
        (Answer('{"choices": []}'), "not as a chat endpoint does"),
        (Answer('{"choices": [{"message": 5}]}'), "not as a chat endpoint does"),
        (Answer("[" * 100_000), "not as a chat endpoint does"),
        (Answer('{"error": "no key"}', 401), "set KG_LLM_KEY"),
        (Answer('{"error": "no such model"}', 404), "check the address and the model 'a-model'"),
        (Answer("", 302, headers=(("Location", "http://127.0.0.1:9/"),)), "answered 302"),
        (Answer("x" * 4_000_001), "larger than 4,000,000 bytes"),
    ],
)
def test_an_endpoint_that_cannot_be_used_is_named_at_once(serve: Any, read: Any, answer: Answer, message: str) -> None:
    endpoint = serve(answer)
    with pytest.raises(ExtractorFailed, match=message) as failed:
        read(endpoint)
    assert endpoint.url in str(failed.value)
    assert len(endpoint.asked) == 1


def test_the_key_is_in_no_message(serve: Any, read: Any) -> None:
    endpoint = serve(Answer(f"Incorrect key provided: {KEY}", 401, "text/plain"))
    with pytest.raises(ExtractorFailed) as failed:
        read(endpoint, key=KEY)
    assert KEY not in str(failed.value)
    assert "Incorrect key provided: …" in str(failed.value)


@pytest.mark.parametrize(
    "url", ["ftp://models.example/v1", "models.example/v1", "http://", "http://me:word@models.example/v1", "http://[::"]
)
def test_what_is_no_address_is_refused_before_anything_is_read(lexicon: Lexicon, url: str) -> None:
    with pytest.raises(ExtractorFailed, match="not an http"):
        llm(url=url, model="a-model", lexicon=lexicon)


def test_a_failure_in_the_middle_of_an_article_gives_none_of_its_claims(
    serve: Any, extracted: Any, lexicon: Lexicon
) -> None:
    endpoint = serve(claims(a_claim()), Answer("gone", 410, "text/plain"))
    article = Article(
        "long", "\n\n".join([TEXT] + ["Nothing else happened that day. " * 40] * 8), published="2022-04-04"
    )
    told: list[Grounding] = []
    extractor = llm(url=endpoint.url, model="a-model", lexicon=lexicon, tell=told.append)
    with pytest.raises(ExtractorFailed, match="answered 410"):
        extracted(extractor, article)
    assert told == []


@settings(max_examples=200, deadline=None)
@given(answer=st.text(alphabet='{}[]",:claims 0eE-.\\`') | st.text())
def test_whatever_an_answer_is_reading_it_raises_nothing(answer: str) -> None:
    for text in (answer, '{"claims": [' + answer):
        found = items(text)
        assert found is None or isinstance(found[0], list)


def test_the_errors_are_ones_a_person_can_do_something_about() -> None:
    assert issubclass(ExtractorFailed, KgError)
