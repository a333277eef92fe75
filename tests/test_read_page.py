"""Pages become text, blocks and what the page says of itself."""

import socket

import pytest

from kg.errors import UnreadableArticle
from kg.lexicon import Lexicon
from kg.model import Article
from kg.read import frame
from kg.read.metadata import urlsplit_ok
from kg.read.page import looks_like_html, page
from kg.view import normalise

HEAD = """<meta property="og:site_name" content="Aln Daily">
<meta property="article:published_time" content="2024-04-04T10:00:00Z">
<link rel="canonical" href="https://aln.example/toll">
<script>var members = "31 members of the council";</script><style>p { width: 44% }</style>"""
BODY = """<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Toll on bridge doubles</h1><p>By Jane Roe</p>
<p>The toll on the Aln bridge doubles to £4 on 1 May, the council said on Thursday, its 31<sup>st</sup> rise since the
bridge opened, and the deck of 900 m<sup>2</sup> is to be renewed.</p>
<figure><img src="a.jpg"><figcaption>The bridge in 2019. Photograph: Jane Roe</figcaption></figure>
<h2>Who pays</h2><p>The new charges for those who cross the river are:</p>
<ul><li>cars: £4</li><li>lorries: £9, with a <a href="x">permit</a> from the council</li></ul>
<table><tr><th>Year</th><th>Toll</th></tr><tr><td>2023</td><td>£2</td></tr><tr><td>2024</td><td>£4</td></tr></table>
<p>“It is too much,” said Ann Poe, who crosses twice a day.<br>She will move house, she told the paper on Wednesday.</p>
</article><aside><h3>You may also like</h3><a href="/2019/07/01/x">Old story of 1 July 2019</a></aside>
<footer>© 2025 Aln Daily</footer>"""


def html(head: str = HEAD, body: str = BODY, lang: str = "en-GB") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head><title>Toll on bridge doubles | Aln Daily</title>{head}</head><body>{body}</body></html>'  # noqa: E501


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(article.text)) for block in article.blocks]


def test_the_blocks_of_a_page_are_kept() -> None:
    article = page(html(), id="a.html")
    kinds = dict((words, kind) for kind, words in blocks(article))
    assert kinds["Toll on bridge doubles"] == "headline"
    assert kinds["Who pays"] == "headline"
    assert kinds["The bridge in 2019. Photograph: Jane Roe"] == "caption"
    assert kinds["cars: £4"] == "list"
    assert kinds["lorries: £9, with a permit from the council"] == "list"
    assert kinds["2023 | £2"] == "table"
    assert kinds["She will move house, she told the paper on Wednesday."] == "body"


def test_a_list_knows_the_line_that_introduces_it() -> None:
    article = page(html(), id="a.html")
    headers = {
        b.span.of(article.text): b.header.of(article.text) for b in article.blocks if b.kind == "list" and b.header
    }
    assert headers["cars: £4"] == "The new charges for those who cross the river are:"


def test_a_list_of_other_articles_goes_with_its_heading() -> None:
    links = "<h3>More on this story</h3><ul><li>Bus toll at 9 deaths</li><li>Aln orders 3m doses</li></ul>"
    text = page(html(body=BODY.replace("</article>", f"{links}</article>")), id="a").text
    assert "9 deaths" not in text
    assert "lorries: £9" in text


def test_comments_below_their_count_claim_nothing(lexicon: Lexicon) -> None:
    talk = "<div><p>12 Comments</p><p>Poe: They stole 200 million! 2 hours ago</p></div>"
    framed = frame(page(html(body=BODY.replace("</article>", f"</article>{talk}")), id="a"), lexicon)
    assert not any("200 million" in words for kind, words in blocks(framed) if kind in ("body", "headline", "list"))


def test_scripts_and_furniture_are_not_text() -> None:
    text = page(html(), id="a.html").text
    for noise in ("members", "44%", "2025", "Old story", "World"):
        assert noise not in text


def test_raised_letters_join_the_word_and_raised_figures_do_not() -> None:
    text = page(html(), id="a.html").text
    assert "31st rise" in text
    assert "900 m²" in text


def test_what_the_page_says_of_itself() -> None:
    article = page(html(), id="a.html")
    assert (article.publisher, article.url, article.language) == ("Aln Daily", "https://aln.example/toll", "en")
    assert article.title == "Toll on bridge doubles"
    assert article.published == "2024-04-04"
    assert article.evidence[0].source == "metadata"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="dc.date" content="2021-03-02">', "2021-03-02"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2020-05-06"}]}</script>',  # noqa: E501
            "2020-05-06",
        ),
        ('<script type="application/ld+json">{"@type": "Person", "birthDate": "1960-05-06"}</script>', None),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<script type="application/ld+json">' + "[" * 5000 + "</script>", None),
        ('<meta name="dc.date" content="the other day">', None),
        ('<meta property="article:modified_time" content="2024-09-09">', None),
    ],
)
def test_only_the_date_of_publication_dates_a_page(head: str, published: str | None) -> None:
    body = BODY.replace("2025", "")
    assert frame(page(html(head, body), id="a"), Lexicon()).published == published


@pytest.mark.parametrize(
    ("url", "extra", "published"),
    [
        ("https://aln.example/2021/03/02/toll", "", "2021-03-02"),
        ("https://aln.example/toll", '<aside><time datetime="2019-07-01">1 July 2019</time></aside>', None),
        ("https://aln.example/toll", '<div class="Related"><time datetime="2019-07-01">1 July 2019</time></div>', None),
        ("https://aln.example/toll", '<a href="/2019/07/01/x">Old <time datetime="2019-07-01">1 July</time></a>', None),
    ],
)
def test_the_page_s_own_address_dates_it_and_other_articles_do_not(url: str, extra: str, published: str | None) -> None:
    assert page(html("", BODY.replace("2025", "") + extra), id="a", url=url).published == published


def test_framing_a_page_keeps_its_blocks() -> None:
    framed = frame(page(html(), id="a.html"), Lexicon())
    kinds = {words: kind for kind, words in blocks(framed)}
    assert kinds["By Jane Roe"] == "byline"
    assert kinds["cars: £4"] == "list"
    assert frame(framed, Lexicon()) == framed
    assert normalise(framed).article.blocks


@pytest.mark.parametrize(
    "source",
    [
        "<html><body><p>The toll doubles in May, the council says</body>",
        "<p>The toll doubles in May, the council says<div><b></p></i></table>",
        "<!DOCTYPE html><html><body><div>The toll doubles in May, the council says</div>",
        "<html>" + "<div>" * 3000 + "The toll doubles in May, the council says",
        "<html><body>The toll doubles in May, the council says\x00</body></html>",
    ],
)
def test_broken_markup_still_gives_its_words(source: str) -> None:
    try:
        text = page(source, id="a.html").text
    except UnreadableArticle:
        assert "<div>" * 3000 in source  # deeper than a parser goes
        return
    assert "The toll doubles in May, the council says" in text


@pytest.mark.parametrize(
    "source", ["", "<html></html>", "<html><body><script>x</script></body></html>", "<!-- -->", "<p></p>"]
)
def test_a_page_without_text_is_refused(source: str) -> None:
    with pytest.raises(UnreadableArticle, match="the page has no"):
        page(source, id="a.html")


def test_a_page_is_known_by_its_content() -> None:
    assert looks_like_html("\ufeff <!-- x --><html>")
    assert looks_like_html("Toll<br>doubles", name="a.htm")
    assert not looks_like_html("The 31<sup>st</sup> member <b>of</b> five")
    assert not looks_like_html("a < b and <html> later")


def test_addresses_are_whole_or_none() -> None:
    assert page(html('<link rel="canonical" href="/toll">'), id="a").url is None
    assert not urlsplit_ok("javascript:alert(1)")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    source = html('<link rel="canonical" href="http://127.0.0.1:9/x"><link rel="amphtml" href="http://127.0.0.1:9/y">')
    assert "toll" in page(source, id="http://127.0.0.1:9/z", url="http://127.0.0.1:9/z").text
