"""What each piece of a page is, and which date is the article's."""

from pathlib import Path

import pytest

from kg import resources
from kg.lexicon import Cue, Lexicon
from kg.model import Article, DateEvidence
from kg.ontology import load
from kg.read import frame
from kg.read.dated import edtf, settled
from kg.segment import segment
from kg.view import normalise

PROSE = "The council said on Thursday that the toll for crossing the river Aln would double from the first of May."
MORE = (
    "Lorries pay more, and the mayor, who lives on the far bank, said that nobody would be exempt from the new charge."
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load(base="http://127.0.0.1:8000/")


def kinds(lexicon: Lexicon, *paragraphs: str, title: str | None = None) -> list[str]:
    framed = frame(Article("a", "\n\n".join(paragraphs), title=title, language="en"), lexicon)
    return [block.kind for block in framed.blocks]


def test_an_article_with_its_page_around_it(lexicon: Lexicon) -> None:
    page = {
        "Home » World » Toll doubles": "navigation",
        "Toll on the Aln bridge doubles": "headline",
        "by admin": "byline",
        "Toll on the Aln bridge doubles | Aln Daily": "teaser",
        "4 April 2024": "byline",
        PROSE: "body",
        "See also  Five bridges to cross by Friday [Map]": "teaser",
        "Who pays": "headline",
        MORE: "body",
        "A man crosses the bridge in 2019. Photograph: Jane Roe/Aln Pictures": "caption",
        "Share": "navigation",
        "Updated at": "byline",
        PROSE.replace("The council", "The council "): "duplicate",
        "You may also like": "teaser",
        "Old bridge will now be...": "teaser",
        "Thirty one ways to cross a river": "teaser",
        "Leave a Reply": "form",
        "Your email address will not be published. Required fields are marked *": "form",
        "911 calls not answered, says another article altogether.": "form",
        "#Aln #bridge #toll": "navigation",
        "This website uses cookies to improve your experience. Accept Read More": "navigation",
    }
    framed = frame(Article("a", "\n\n".join(page), language="en"), lexicon)
    got = {b.span.of(framed.text): b.kind for b in framed.blocks if b.span.of(framed.text) in page}
    for words, kind in page.items():
        if words.startswith("A man"):
            continue
        assert got[words] == kind, words
    spoken = [s.span.of(framed.text) for s in segment(framed)]
    assert not any("911" in words or "Thirty one" in words or "Jane Roe" in words for words in spoken)
    assert framed.title == "Toll on the Aln bridge doubles"


@pytest.mark.parametrize(
    "news",
    [
        "Published figures show that exports rose by 5%.",
        "Copyright law cost the firm 2 billion euros.",
        "The company changed its privacy policy for 2 billion users.",
        "Getty Images said that revenue rose by 5% to 240 million dollars in the quarter, which ended in June.",
        "Home prices rose 4% in May.",
        "Related costs came to 3 million euros.",
        "Share prices fell 3%.",
        "Watch sales fell by 3% in May.",
        "By Saturday the toll had risen to 40",
        "News of the deal sent shares up 4%.",
        "Comments by the minister sent shares down 3%.",
    ],
)
def test_news_that_begins_like_furniture_is_news(lexicon: Lexicon, news: str) -> None:
    assert kinds(lexicon, PROSE, news, MORE)[1] in ("body", "headline")


def test_a_teaser_list_ends_at_prose(lexicon: Lexicon) -> None:
    assert kinds(lexicon, PROSE, "More on this story", "Old bridge falls", MORE) == ["body", "teaser", "teaser", "body"]


def test_a_menu_is_navigation_and_a_crosshead_is_not(lexicon: Lexicon) -> None:
    menu = [
        "World",
        "Money",
        "Real Estate",
        "Travel",
        "Making Money with Ann and Bob Roe",
        "2020 Campaign",
        "Tech",
        "Arts",
        "TV",
    ]
    assert kinds(lexicon, *menu, PROSE, "Who pays", MORE) == ["navigation"] * 9 + ["body", "headline", "body"]


def test_another_figure_is_news_and_the_same_line_is_not(lexicon: Lexicon) -> None:
    lines = [
        "Toll of the blast rises to 138",
        PROSE,
        "Toll of the blast rises to 146",
        MORE,
        "Toll of the blast rises to 138",
        PROSE,
    ]
    assert kinds(lexicon, *lines) == ["headline", "body", "headline", "body", "duplicate", "duplicate"]


def test_list_items_know_their_header(lexicon: Lexicon) -> None:
    text = f"{PROSE}\n\nThe charges are:\n\n• cars: 4 euros\n• lorries: 9 euros\n\n{MORE}"
    framed = frame(Article("a", text, language="en"), lexicon)
    items = [block for block in framed.blocks if block.kind == "list"]
    assert [item.span.of(text) for item in items] == ["cars: 4 euros", "lorries: 9 euros"]
    assert all(item.header is not None and item.header.of(text) == "The charges are:" for item in items)


def test_table_rows_are_rows(lexicon: Lexicon) -> None:
    assert kinds(lexicon, PROSE, "Year | Cars | Lorries", "2023 | 2 | 4", "2024 | 4 | 9", MORE)[1:4] == ["table"] * 3


def test_the_credit_behind_a_caption_claims_nothing(lexicon: Lexicon) -> None:
    text = f"{PROSE}\n\nThe mayor cuts a ribbon in 2019.  (Photo by Roe / Aln / AFP) / RESTRICTED TO EDITORIAL USE"
    framed = frame(Article("a", text, language="en"), lexicon)
    assert [b.kind for b in framed.blocks] == ["body", "caption", "navigation"]
    assert framed.blocks[2].span.of(text).startswith("(Photo by")


def test_a_sentence_cut_by_a_blank_line_is_one(lexicon: Lexicon) -> None:
    text = "The council has said that the toll for crossing the river Aln at the old bridge would double, state television\n\nreported."  # noqa: E501
    framed = frame(Article("a", text, language="en"), lexicon)
    read = normalise(framed).article
    assert [s.span.of(read.text) for s in segment(read)] == [text.replace("\n\n", " ")]


def test_a_comment_form_above_the_article_does_not_hide_it(lexicon: Lexicon) -> None:
    assert kinds(lexicon, "Leave a comment", PROSE, MORE, PROSE.replace("toll", "fee"))[1:3] == ["body", "body"]


def test_without_cues_the_shape_alone_decides() -> None:
    assert kinds(Lexicon(), "Toll doubles", PROSE, "Leave a Reply") == ["headline", "body", "body"]


def test_a_user_s_cue_marks_a_line() -> None:
    lexicon = Lexicon(cues=(Cue("partagez", "boilerplate", "navigation", "line"),))
    assert kinds(lexicon, PROSE, "Partagez :", MORE) == ["body", "navigation", "body"]


def test_every_shipped_marker_says_what_and_where(lexicon: Lexicon) -> None:
    cues = lexicon.cues_of("boilerplate")
    assert len(cues) > 200
    assert {cue.sense for cue in cues} <= {"form", "teaser", "navigation", "byline", "caption"}
    assert {cue.position for cue in cues} <= {"line", "heading", "section", "start", "inside", "tail", "stamp", "role"}


# dates


@pytest.mark.parametrize(
    ("text", "published", "sources"),
    [
        ("4 April 2024\n\nToll doubles\n\n" + PROSE, "2024-04-04", ["byline"]),
        ("Toll doubles\n\nPublished: Thursday, April 4th, 2024 10:00\n\n" + PROSE, "2024-04-04", ["byline"]),
        ("Toll doubles\n\nALN, April 4, 2024 (Reuters) - " + PROSE, "2024-04-04", ["dateline"]),
        ("Toll doubles\n\nALN, April 4 (Reuters) - " + PROSE, None, ["dateline"]),
        ("3 April 2024\n\nALN, April 4 (Reuters) - " + PROSE, "2024-04-04", ["dateline", "byline"]),
        ("Toll doubles\n\nPublished 1 day ago\n\n" + PROSE, None, []),
        (PROSE + "\n\nMore on this story\n\n1 July 2025\n\nhttps://aln.example/2025/07/01/x", None, []),
        (PROSE + " It was built on 4 April 1949.", None, []),
        (PROSE + "\n\nThe bridge on 3 May 2019. Photograph: Jane Roe", None, []),
        ("2024-02-30\n\n" + PROSE, None, []),
    ],
)
def test_only_the_article_s_own_date_dates_it(
    lexicon: Lexicon, text: str, published: str | None, sources: list[str]
) -> None:
    framed = frame(Article("a", text, language="en"), lexicon)
    assert framed.published == published
    assert [e.source for e in framed.evidence] == sources
    assert all(e.span is not None and e.span.of(text).strip() for e in framed.evidence)


def test_a_dateline_takes_the_year_that_brings_it_nearest() -> None:
    published, evidence = settled([DateEvidence("XXXX-12-31", "dateline"), DateEvidence("2024-01-02", "htmldate")])
    assert published == "2023-12-31"
    assert evidence[0].note == "year from htmldate"


def test_a_dateline_s_agency_is_the_publisher(lexicon: Lexicon) -> None:
    assert frame(Article("a", "ALN, April 4 (Reuters) - " + PROSE), lexicon).publisher == "Reuters"
    assert frame(Article("a", "ALN, Roe (AP) -- " + PROSE), lexicon).publisher == "AP"


def test_a_weekday_is_held_against_the_calendar(lexicon: Lexicon) -> None:
    framed = frame(Article("a", "Monday, 4 April 2024\n\n" + PROSE), lexicon)
    assert framed.evidence[0].note == "2024-04-04 was a Thursday, not a Monday"


def test_what_disagrees_is_noted(lexicon: Lexicon) -> None:
    framed = frame(Article("a", "6 April 2024\n\n" + PROSE, "2024-04-04"), lexicon)
    assert framed.published == "2024-04-04"
    assert [e.note for e in framed.evidence] == [None, "differs from it by 2 days"]


def test_framing_again_says_nothing_twice(lexicon: Lexicon) -> None:
    lines = [
        "Home » World",
        "Toll doubles",
        "6 April 2024",
        f"ALN, April 5 (Reuters) - {PROSE}",
        "Share",
        "• cars pay",
        PROSE,
    ]
    once = frame(Article("a", "\n\n".join(lines), "2024-04-04"), lexicon)
    assert frame(once, lexicon) == once


@pytest.mark.parametrize(
    "date", ["2024", "2024-04", "2024-04-04", "2024-04~", "199X", "2019-35", "2024-04-04/2024-04-06", "../2024"]
)
def test_edtf_is_taken_as_it_is(date: str) -> None:
    assert edtf(date, name="a") == date


def test_the_markers_are_turtle_in_the_shipped_folder() -> None:
    assert (Path(resources.ontology()) / "boilerplate.ttl").is_file()


# what the neighbours make of a line


def test_of_two_headlines_with_a_byline_between_them_the_lower_one_is_the_article_s(lexicon: Lexicon) -> None:
    lines = ["Home » Toll doubles on the Aln", "Toll doubles on the Aln", "by admin", "Toll doubles on the Aln", PROSE]
    assert kinds(lexicon, *lines) == ["navigation", "duplicate", "byline", "headline", "body"]


def test_a_block_printed_twice_among_teasers_keeps_its_first_headline(lexicon: Lexicon) -> None:
    lines = [PROSE, "Related", "Ferry sinks off Temba, says mayor", MORE, "Ferry sinks off Temba, says mayor", MORE]
    assert kinds(lexicon, *lines) == ["body", "teaser", "headline", "body", "duplicate", "duplicate"]


def test_a_short_sentence_that_goes_on_ends_a_teaser_section(lexicon: Lexicon) -> None:
    quoted = '"We have never seen it come up so fast," said Tom Hale, a baker.'
    lines = [
        PROSE,
        "You may also be interested in:",
        "Lottery winner buys the village pub",
        quoted,
        PROSE + " He paid.",
    ]
    assert kinds(lexicon, *lines)[2:4] == ["teaser", "body"]


def test_the_summary_of_a_teaser_stays_with_it(lexicon: Lexicon) -> None:
    lines = [
        PROSE,
        "Related",
        "Ferry sinks off Temba",
        "The ferry had 78 people on board, the coast guard said.",
        "Tags: ferry",
    ]
    assert kinds(lexicon, *lines)[2:4] == ["teaser", "teaser"]


def test_a_page_that_opens_with_latest_news_keeps_its_headline(lexicon: Lexicon) -> None:
    lines = ["Latest news", "Toll doubles on the Aln", "By Jane Roe", PROSE, MORE]
    assert kinds(lexicon, *lines) == ["teaser", "headline", "byline", "body", "body"]


def test_what_stands_below_the_last_sentence_without_a_stop_is_no_news(lexicon: Lexicon) -> None:
    assert kinds(lexicon, PROSE, MORE, "Ferry toll rises to 74", "Five ways to cross")[2:] == ["teaser", "teaser"]
    assert kinds(lexicon, PROSE, "The new charges:", "Cars 4 euros", "Lorries 9 euros")[2:] != ["teaser", "teaser"]


def test_a_dateline_on_its_own_line_belongs_to_its_report(lexicon: Lexicon) -> None:
    framed = frame(Article("a", f"ALN, April 4 (AFP) --\n\n{PROSE}", "2024-04-05", language="en"), lexicon)
    assert [block.kind for block in framed.blocks] == ["body"]
    assert [(e.source, e.date) for e in framed.evidence] == [("given", "2024-04-05"), ("dateline", "2024-04-04")]
    assert framed.publisher == "AFP"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Issued on: 04/04/2024 - 14:22 Modified: 05/04/2024 - 16:00", "2024-04-04"),
        ("Last modified on Fri 5 Apr 2024 09.12 BST", "2024-04-05"),
        ("Thu, April 4, 2024 at 9:12 AM EDT·3 min read", "2024-04-04"),
        ("Leeds | Updated: April 4, 2024 10:12 IST", "2024-04-04"),
        ("By Jane Roe published August 30, 2022", "2022-08-30"),
        ("13.04.2024", "2024-04-13"),
        ("Issued on: 03/04/2024 - 14:22", None),  # of March or of April
        ("Toll doubles from 4 April 2024", None),
    ],
)
def test_a_line_that_is_only_a_stamp_dates_the_article(lexicon: Lexicon, line: str, published: str | None) -> None:
    assert (
        frame(Article("a", f"Toll doubles on the Aln\n\n{line}\n\n{PROSE}", language="en"), lexicon).published
        == published
    )


def test_the_day_of_a_change_gives_way_to_the_day_of_publication(lexicon: Lexicon) -> None:
    text = f"Toll doubles on the Aln\n\nUpdated: 6 April 2024\n\n{PROSE}\n\nFirst published: 4 April 2024 at 9:12"
    assert frame(Article("a", text, language="en"), lexicon).published == "2024-04-04"


def test_the_date_of_a_comment_dates_nothing(lexicon: Lexicon) -> None:
    text = (
        f"Toll doubles on the Aln\n\n{PROSE}\n\n3 thoughts on “Toll doubles”\n\nAnn says:\n\nApril 5, 2024 at 3:12 pm"
    )
    assert frame(Article("a", text, language="en"), lexicon).published is None
