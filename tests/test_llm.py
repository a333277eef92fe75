"""The second extractor, against a server on this machine that answers like a chat endpoint, well or badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ExtractorFailed, KgError
from kg.extract.llm import Grounding, llm
from kg.extract.llm_passages import passages
from kg.extract.llm_reply import items
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Extractor
from kg.recognise import recogniser
from kg.segment import segment
from kg.view import normalise

KEY = "sk-a-secret-of-the-desk"
TEXT = (
    "The Tidewater Council said on Monday that more than 1,300 homes were flooded in March.\n\n"
    "“No dam has failed,” said Mara Olsen, its engineer. The council employs 85 people."
)
ARTICLE = Article("flood", TEXT, published="2022-04-04", title="Homes under water")


@dataclass(frozen=True)
class Answer:
    """What the server sends; ``late`` keeps it silent until the test is over."""

    body: str
    status: int = 200
    media: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    late: bool = False


@dataclass
class Endpoint:
    url: str
    answers: list[Answer]
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


def said(content: object, **more: object) -> Answer:
    return Answer(json.dumps({"choices": [{"message": {"role": "assistant", "content": content} | more}]}))


def claims(*found: object) -> Answer:
    return said(json.dumps({"claims": found}))


def a_claim(**slots: object) -> dict[str, object]:
    return {
        "kind": "quantity",
        "quote": "more than 1,300 homes were flooded in March",
        "subject": "Tidewater Council",
        "measure": "homes",
        "value_words": "more than 1,300",
        "value": "1300",
        "time_words": "in March",
        "valid_from": "2022-03",
        "valid_to": "2022-03",
        "speaker": "Tidewater Council",
        "certainty": "asserted",
        "polarity": "+",
        "standing": "current",
    } | slots


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds between attempts, which nobody waits for."""
    waited: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waited.append)
    return waited


@pytest.fixture
def serve() -> Iterator[Callable[..., Endpoint]]:
    """A server that sends the answers it is given, the last one again and again."""
    over = threading.Event()
    servers: list[ThreadingHTTPServer] = []

    def start(*answers: Answer) -> Endpoint:
        endpoint = Endpoint("", list(answers))

        class Model(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                endpoint.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                endpoint.keys.append(self.headers["Authorization"])
                answer = endpoint.answers.pop(0) if len(endpoint.answers) > 1 else endpoint.answers[0]
                if self.path != "/v1/chat/completions":
                    answer = Answer("no such page", 404, "text/plain")
                if answer.late:
                    over.wait(60)
                with suppress(OSError):  # the client may have gone
                    self.send_response(answer.status)
                    self.send_header("Content-Type", answer.media)
                    for name, value in answer.headers:
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(answer.body.encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
        return endpoint

    yield start
    over.set()
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def extracted(lexicon: Lexicon) -> Callable[[Extractor, Article], list[Claim]]:
    """What a reader does, with the recogniser made once."""
    recognise = recogniser(lexicon)

    def extract(extractor: Extractor, article: Article) -> list[Claim]:
        view = normalise(article)
        sentences = segment(view.article)
        return view.ground(extractor(view.article, sentences, recognise(view.article, sentences)))

    return extract


@pytest.fixture
def read(lexicon: Lexicon, extracted: Any) -> Callable[..., tuple[list[Claim], Grounding]]:
    def extract(endpoint: Endpoint, article: Article = ARTICLE, **options: Any) -> tuple[list[Claim], Grounding]:
        told: list[Grounding] = []
        extractor = llm(url=endpoint.url, model="a-model", lexicon=lexicon, tell=told.append, **options)
        return extracted(extractor, article), told[0]

    return extract


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


@settings(max_examples=200, deadline=None)
@given(answer=st.text(alphabet='{}[]",:claims 0eE-.\\`') | st.text())
def test_whatever_an_answer_is_reading_it_raises_nothing(answer: str) -> None:
    for text in (answer, '{"claims": [' + answer):
        found = items(text)
        assert found is None or isinstance(found[0], list)


def test_the_errors_are_ones_a_person_can_do_something_about() -> None:
    assert issubclass(ExtractorFailed, KgError)
