"""Sources become articles, whatever their bytes."""

import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError, UnreadableArticle
from kg.lexicon import Lexicon
from kg.model import Article
from kg.read import frame, read
from kg.read.decode import decode
from kg.read.page import page
from kg.read.sources import record


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def line(**keys: object) -> str:
    return json.dumps(keys) + "\n"


def test_a_text_is_stored_as_it_stands(tmp_path: Path) -> None:
    text = "It’s\u00a0on.\r\n\r\nThe 31<sup>st</sup> &amp; last."
    (article,) = read([written(tmp_path, "a.txt", text)])
    assert (article.id, article.text) == ("a.txt", text)


def test_jsonl_keeps_ids_and_what_the_feed_says(tmp_path: Path) -> None:
    source = line(
        id="x1",
        published="2024-04-04",
        url="https://daily.example/1",
        title="Toll",
        text="It doubled.",
        publisher="Daily",
    )
    source += "\n" + line(text="No id here.", published="2024-04-04T08:00:00Z", language="en")
    first, second = read([written(tmp_path, "a.jsonl", source)])
    assert (first.id, first.published, first.url, first.title, first.publisher) == (
        "x1", "2024-04-04", "https://daily.example/1", "Toll", "Daily",
    )  # fmt: skip
    assert [e.source for e in first.evidence] == ["given"]
    assert (second.id, second.published, second.language) == ("a.jsonl:3", "2024-04-04", "en")


def test_jsonl_may_carry_pages(tmp_path: Path) -> None:
    html = "<html><body><article><h1>Toll</h1><p>The toll on the bridge doubles in May, the council says.</p></article></body></html>"  # noqa: E501
    (article,) = read([written(tmp_path, "a.jsonl", line(id="p", html=html))])
    assert article.id == "p"
    assert "The toll on the bridge doubles" in article.text
    assert "<p>" not in article.text


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("{not json", "not a JSON object"),
        ("[1, 2]", "not a JSON object"),
        (line(id="x"), "no text"),
        (line(id="x", text="  "), "no text"),
        (line(id="x", text=["a"]), '"text" is not a string'),
        (line(id=["x"], text="a"), '"id" is not a string'),
        (line(id="x", text="a", published="soon"), "is no date"),
        (line(id="x", text="a", published="2024-02-30"), "is no date"),
        (line(id="x", text="a", published="0001-01-01T00:00:00"), "is what programs write for no date"),
        (line(id="x", text="a", published="9999-12-31"), "is what programs write for no date"),
        (line(id="x", text="a", published="2024-01-01/9999-12-31"), "is what programs write for no date"),
        (line(id="x", text="a", published=2024), '"published" is not a string'),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_a_bad_line_is_named_and_loses_no_other(tmp_path: Path, bad: str, says: str) -> None:
    path = written(tmp_path, "a.jsonl", line(id="1", text="One.") + bad.strip() + "\n" + line(id="3", text="Three."))
    errors: list[KgError] = []
    assert [article.id for article in read([path], on_error=errors.append)] == ["1", "3"]
    assert len(errors) == 1
    assert f"{path}:2" in str(errors[0])
    assert says in str(errors[0])
    with pytest.raises(UnreadableArticle, match=r"a\.jsonl:2"):
        list(read([path]))


def test_a_folder_is_read_in_order_and_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/a.txt", ".hidden.txt", "picture.png"):
        written(tmp_path, name, f"The text of {name}.")
    assert [article.id for article in read([tmp_path])] == ["a.txt", "b.txt", "sub/a.txt"]


def test_json_files_hold_one_article_or_a_list(tmp_path: Path) -> None:
    one = written(tmp_path, "one.json", json.dumps({"id": "1", "text": "One."}, indent=2))
    many = written(tmp_path, "many.json", json.dumps([{"text": "Two."}, {"id": "3", "text": "Three."}]))
    assert [article.id for article in read([one, many])] == ["1", "many.json:1", "3"]


def test_a_bad_item_of_a_list_loses_no_other(tmp_path: Path) -> None:
    objects = [{"id": "1", "text": "One."}, {"id": "2"}, {"id": "3", "text": "Three."}]
    listed = written(tmp_path, "a.json", json.dumps(objects))
    wide = written(tmp_path, "b.jsonl", "\n".join(map(json.dumps, objects)).encode("utf-16"))
    errors: list[KgError] = []
    assert [article.id for article in read([listed, wide], on_error=errors.append)] == ["1", "3"] * 2
    assert ["item 2" in str(errors[0]), "b.jsonl:2" in str(errors[1])] == [True, True]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (b"The toll doubled.", ["stdin"]),
        (line(id="7", text="a").encode(), ["7"]),
        (b"<p>The toll doubled.</p>", ["stdin"]),
    ],
)
def test_standard_input_is_sniffed(monkeypatch: pytest.MonkeyPatch, content: bytes, ids: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert [article.id for article in read(["-"])] == ids


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b" \n\t", "no text"),
        ("a.txt", b"%PDF-1.7 ...", "PDF"),
        ("a.txt", b"PK\x03\x04aaaa", "zip"),
        ("a.txt", bytes(range(32)) * 9, "no text"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.json", b"{", "not JSON"),
        ("a.html", b"<html><body><script>x = 1</script></body></html>", "no paragraph"),
    ],
)
def test_what_has_no_text_is_refused_by_name(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(UnreadableArticle, match=says) as caught:
        list(read([path]))
    assert name in str(caught.value)


def test_missing_and_empty_places_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for place, says in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path / "empty", "holds no article"),
        ("a\0b", "cannot be|no such"),
    ):
        with pytest.raises(UnreadableArticle, match=says):
            list(read([place]))


def test_an_article_may_be_too_large(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "word " * 100)
    with pytest.raises(UnreadableArticle, match="more than 100 bytes"):
        list(read([path], limit=100))
    lines = written(tmp_path, "a.jsonl", line(text="w" * 200) + line(id="2", text="Two."))
    errors: list[KgError] = []
    assert [article.id for article in read([lines], limit=100, on_error=errors.append)] == ["2"]
    assert len(errors) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "latin-1"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    text = "The café owners’ levy rose to £5bn, Mr Müller said."
    text = text.replace("’", "'") if encoding == "latin-1" else text
    marked = "\ufeff" + text if encoding == "utf-16-be" else text
    (article,) = read([written(tmp_path, "a.txt", marked.encode(encoding))])
    assert article.text == text


def test_a_declared_charset_is_believed() -> None:
    raw = '<html><head><meta charset="windows-1251"></head><body><p>Мост открыт</p></body></html>'.encode("cp1251")
    assert "Мост открыт" in decode(raw, name="a.html")


def test_a_stray_byte_does_not_spoil_a_text() -> None:
    assert decode("Ё".encode() * 50 + b"\xff" + "Ё".encode() * 50, name="a").count("Ё") == 100


def test_the_desk_s_date_wins(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.jsonl", line(id="1", text="4 April 2023\n\nThe toll doubled on Thursday.", published="2022-01-01")
    )
    (article,) = read([path], published="2024-04")
    framed = frame(article, Lexicon())
    assert framed.published == "2024-04"
    assert [e.source for e in framed.evidence] == ["user", "given", "byline"]
    with pytest.raises(UnreadableArticle, match="YYYY-MM-DD"):
        list(read([path], published="yesterday"))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_a_clear_error(raw: bytes) -> None:
    try:
        text = decode(raw, name="a")
    except KgError as error:
        assert str(error).startswith("a: ")  # noqa: PT017 - either outcome is right
        return
    text.encode()  # no half of a surrogate pair is left


ANY_TEXT = st.text(max_size=200) | st.lists(
    st.sampled_from(["<p>", "</p>", "<table>", "<tr><td>", "<li>", "<script>", "<sup>", "&#0;", "&amp;", "\x00", "]]>", "<!--", "<h1>", "a. ", "\ud800"]),  # noqa: E501
    max_size=30,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_page_is_an_article_or_a_clear_error(source: str) -> None:
    try:
        article = page(source, id="a")
    except UnreadableArticle:
        return
    assert article.text.strip()
    assert all(block.span.of(article.text) for block in article.blocks)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3)
)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["id", "text", "html", "published", "url", "title", "language"]), JSON, max_size=6)
)
def test_any_object_is_an_article_or_a_clear_error(value: dict[str, object]) -> None:
    try:
        article = record(value, name="a:1", where="a:1")
    except UnreadableArticle as error:
        assert "a:1" in str(error)  # noqa: PT017
        return
    assert article.text.strip()


@settings(deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_framing_twice_changes_nothing(text: str) -> None:
    once = frame(Article("a", text, language="en"), Lexicon())
    assert frame(once, Lexicon()) == once


def test_an_article_read_before_keeps_its_blocks(tmp_path: Path) -> None:
    text = "The charges\n\nCars pay 4 euros\n\nA man pays."
    blocks = [
        {"kind": "headline", "start": 0, "end": 11},
        {"kind": "list", "start": 13, "end": 29, "header": [0, 11]},
        {"kind": "teaser", "start": 31, "end": 42},
    ]
    (article,) = read([written(tmp_path, "a.jsonl", line(id="1", text=text, published="2024-04-04", blocks=blocks))])
    framed = frame(article, Lexicon())
    assert [(b.kind, b.span.start, b.span.end) for b in framed.blocks] == [
        (b["kind"], b["start"], b["end"]) for b in blocks
    ]
    assert framed.blocks[1].header == framed.blocks[0].span


@pytest.mark.parametrize(
    "blocks",
    ["body", [1], [{"kind": "song", "start": 0, "end": 2}], [{"kind": "body", "start": 0, "end": 99}],
     [{"kind": "body", "start": 2, "end": 4}, {"kind": "body", "start": 3, "end": 5}],
     [{"kind": "body", "start": 4, "end": 4}]],
)  # fmt: skip
def test_blocks_that_do_not_fit_the_text_are_refused(tmp_path: Path, blocks: object) -> None:
    with pytest.raises(UnreadableArticle, match="blocks"):
        list(read([written(tmp_path, "a.jsonl", line(id="1", text="A toll.", blocks=blocks))]))
