"""Who says what: one short text of our own for each rule of attribution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.attribution import Attribution, attributions
from kg.lexicon import Cue, Lexicon
from kg.model import Article, Block, Span
from kg.recognise import recogniser
from kg.segment import segment
from kg.view import normalise


@pytest.fixture(scope="module")
def find(lexicon: Lexicon) -> Callable[[str], list[Attribution]]:
    recognise, attribute = recogniser(lexicon), attributions(lexicon)

    def found(text: str, headline: bool = False) -> list[Attribution]:
        blocks = (Block(Span(0, len(text)), "headline"),) if headline else ()
        view = normalise(Article("a", text, "2024-03-05", blocks=blocks))
        sentences = segment(view.article)
        return list(attribute(view.article, sentences, recognise(view.article, sentences)))

    return found


# text with one attribution each: (speaker, first words of the content, last words of the content)
SAID = [
    # direct quotes: after, before, split, of several sentences
    ("“The bridge will open in May,” said Ana Lopez.", "Ana Lopez", '"The bridge', 'May,"'),
    ("“The bridge will open in May,” Ana Lopez said.", "Ana Lopez", '"The bridge', 'May,"'),
    ("Ana Lopez said: “The bridge will open in May.”", "Ana Lopez", '"The bridge', 'May."'),
    (
        "“We dug. We built. We painted,” Ana Lopez, the chief engineer, said on Monday.",
        "Ana Lopez",
        '"We dug',
        'painted,"',
    ),
    ("“The bridge is safe,” said the chief engineer, Ana Lopez, at a hearing.", "Ana Lopez", '"The bridge', 'safe,"'),
    (
        "“The bridge is safe,” said a spokesman for the harbour board.",
        "spokesman for the harbour board",
        '"The',
        'safe,"',
    ),
    # indirect speech
    ("Ana Lopez said the bridge would open in May.", "Ana Lopez", "the bridge", "in May"),
    ("Ana Lopez said that the bridge would open in May.", "Ana Lopez", "that the", "in May"),
    ("Ana Lopez told reporters that the bridge would open in May.", "Ana Lopez", "that the", "in May"),
    ("Ana Lopez, who has led the project since 2019, said the bridge would open.", "Ana Lopez", "the bridge", "open"),
    ("On Monday the Dutch government said it would pay 40 million euros.", "Dutch government", "it would", "euros"),
    ("The bridge will open in May, Ana Lopez said in a statement on Friday.", "Ana Lopez", "The bridge", "in May"),
    ("The bridge will open in May, said Ana Lopez, the chief engineer.", "Ana Lopez", "The bridge", "in May"),
    ("In May, Ana Lopez said, the bridge will be opened.", "Ana Lopez", "the bridge", "opened"),
    ("As Ana Lopez noted, the bridge has cost twice as much.", "Ana Lopez", "the bridge", "much"),
    (
        "Analysts polled by the agency expect the rate to fall to 3 percent.",
        "Analysts polled by the agency",
        "the rate",
        "percent",
    ),
    ("The mayor was told by Ana Lopez that the bridge was safe.", "Ana Lopez", "that the", "safe"),
    ("Officials continue to insist that the bridge is safe.", "Officials", "that the", "safe"),
    ("Proponents say the bridge will pay for itself.", "Proponents", "the bridge", "itself"),
    ("Hotels in Dunmore report that their rooms are full.", "Hotels in Dunmore", "that their", "full"),
    # prepositions
    ("According to Ana Lopez, the bridge will open in May.", "Ana Lopez", "the bridge", "in May"),
    ("The bridge will open in May, according to Ana Lopez.", "Ana Lopez", "The bridge", "in May"),
    (
        "The bridge will open in May, according to city figures released on Monday.",
        "city figures",
        "The bridge",
        "in May",
    ),
    # documents, surveys, nouns
    (
        "A report by the harbour board found the bridge was overloaded.",
        "report by the harbour board",
        "the bridge",
        "overloaded",
    ),
    ("A survey of 900 drivers showed that 43 percent avoid the bridge.", "survey of 900 drivers", "that 43", "bridge"),
    ("The court rejected Ana Lopez's claim that the bridge was safe.", "Ana Lopez", "that the", "safe"),
]


@pytest.mark.parametrize(("text", "speaker", "first", "last"), SAID)
def test_who_says_what(
    find: Callable[[str], list[Attribution]], text: str, speaker: str, first: str, last: str
) -> None:
    stored = normalise(Article("a", text)).article.text
    found = [
        (item.speaker, item.content.of(stored))
        for item in find(text)
        if item.speaker == speaker and item.content.of(stored).startswith(first)
    ]
    assert [said.endswith(last) for _, said in found] == [True], [(i.speaker, i.content.of(stored)) for i in find(text)]


@pytest.mark.parametrize(
    ("text", "certainty", "polarity"),
    [
        ("Ana Lopez said the bridge was safe.", "asserted", "+"),
        ("Ana Lopez denied that the bridge was unsafe.", "denied", "-"),
        ("Ana Lopez claimed that the bridge was unsafe.", "alleged", "+"),
        ("Ana Lopez predicted that the bridge would open in May.", "forecast", "+"),
        ("Ana Lopez pledged that the bridge would open in May.", "planned", "+"),
        ("Ana Lopez warned that the bridge could close.", "possible", "+"),
        ("Ana Lopez rejected the charge.", "denied", "-"),
        ("Ana Lopez wants to open the bridge in May.", "planned", "+"),
    ],
)
def test_the_verb_tells_how_sure_it_is(
    find: Callable[[str], list[Attribution]], text: str, certainty: str, polarity: str
) -> None:
    assert [(item.speaker, item.certainty, item.polarity) for item in find(text)] == [
        ("Ana Lopez", certainty, polarity)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened in May and cost 40 million euros.",
        "Ana Lopez did not say when the bridge would open.",
        "Ana Lopez could say that the bridge is safe.",
        "Fires have claimed 104 lives since May.",
        "The 12 member states agreed on Monday.",
        "Demand for steel will grow by 4 percent.",
        "The bridge was expected to cost 40 million euros.",
        "The company's reports of losses are late.",
        "The so-called “red line” runs along the coast.",
        "Search teams found five more bodies on Tuesday.",
    ],
)
def test_nobody_is_quoted_for_the_articles_own_words(find: Callable[[str], list[Attribution]], text: str) -> None:
    assert [(item.speaker, item.rule) for item in find(text) if item.states] == []


def test_the_second_half_of_a_split_quote_is_of_the_same_speaker(find: Callable[[str], list[Attribution]]) -> None:
    text = '"The bridge is safe," Ana Lopez said, "and it will stay so." "It was tested," she added.'
    assert [(item.speaker, item.content.of(text)) for item in find(text)] == [
        ("Ana Lopez", '"The bridge is safe,"'),
        ("Ana Lopez", '"and it will stay so."'),
        ("Ana Lopez", '"It was tested,"'),
    ]


def test_a_quote_after_the_sentence_that_names_the_speaker_is_theirs(find: Callable[[str], list[Attribution]]) -> None:
    text = '"The bridge is safe," said Ana Lopez. "It was tested twice this year."'
    assert [(item.speaker, item.rule) for item in find(text)] == [
        ("Ana Lopez", "speaker.inverted"),
        ("Ana Lopez", "speaker.paragraph"),
    ]


def test_a_quote_goes_on_over_paragraphs_that_open_with_a_mark(find: Callable[[str], list[Attribution]]) -> None:
    text = '"The bridge is safe," said Ana Lopez. "It was tested.\n\n"The tests took a month and cost little."'
    last = find(text)[-1]
    assert (last.speaker, last.content.of(text)) == ("Ana Lopez", '"The tests took a month and cost little."')


def test_a_paragraph_after_a_colon_is_a_block_quote(find: Callable[[str], list[Attribution]]) -> None:
    text = "The chief engineer, Ana Lopez, put it plainly on Monday:\n\nThe bridge is safe. It was tested twice."
    assert [(item.speaker, item.content.of(text)) for item in find(text)][-1] == (
        "Ana Lopez",
        "The bridge is safe. It was tested twice.",
    )


def test_a_fragment_in_marks_belongs_to_the_sentence_that_reports_it(find: Callable[[str], list[Attribution]]) -> None:
    text = 'Ana Lopez said the bridge was "a jewel" and would open in May.'
    assert [(item.speaker, item.content.of(text)) for item in find(text)] == [
        ("Ana Lopez", 'the bridge was "a jewel" and would open in May')
    ]


def test_two_speakers_of_one_sentence_each_have_their_own_words(find: Callable[[str], list[Attribution]]) -> None:
    text = "Ana Lopez said the bridge was safe, while Tom Berg said it was not."
    assert [(item.speaker, item.content.of(text)) for item in find(text)] == [
        ("Ana Lopez", "the bridge was safe"),
        ("Tom Berg", "it was not"),
    ]


def test_whoever_passes_words_on_is_named_as_citing(find: Callable[[str], list[Attribution]]) -> None:
    text = "Reuters reported, citing Ana Lopez, that the bridge would close."
    assert [(item.speaker, item.cited_by) for item in find(text) if item.states] == [("Ana Lopez", "Reuters")]


def test_the_inner_of_two_speakers_is_cited_by_the_outer(find: Callable[[str], list[Attribution]]) -> None:
    text = "Reuters reported that Ana Lopez said the bridge would close."
    inner = min(find(text), key=lambda item: item.content.end - item.content.start)
    assert (inner.speaker, inner.cited_by) == ("Ana Lopez", "Reuters")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Poland: border will stay closed until May", "Poland"),
        ("Border will stay closed until May: Poland", "Poland"),
        ("Border will stay closed until May - Poland", "Poland"),
        ("Border will stay closed until May, says minister", "minister"),
        ("Forty die in bridge collapse: police", "police"),
    ],
)
def test_headlines_name_their_speaker_at_either_end(
    find: Callable[..., list[Attribution]], text: str, speaker: str
) -> None:
    assert [item.speaker for item in find(text, headline=True)] == [speaker]


def test_a_pronoun_is_who_spoke_last(find: Callable[[str], list[Attribution]]) -> None:
    text = (
        "Ana Lopez said the bridge was safe.\n\nShe said it had been tested.\n\nLopez added that it would open in May."
    )
    assert {item.speaker for item in find(text)} == {"Ana Lopez"}
    assert [item.speaker_span.of(text) for item in find(text) if item.speaker_span] == ["Ana Lopez", "She", "Lopez"]


def test_a_noun_that_goes_on_speaking_is_who_spoke_before(find: Callable[[str], list[Attribution]]) -> None:
    text = '"The bridge is safe," Ana Lopez said.\n\n"It was tested twice this year," the official added.'
    assert [item.speaker for item in find(text)] == ["Ana Lopez", "Ana Lopez"]


def test_a_survey_speaks_on_while_shares_are_told(find: Callable[[str], list[Attribution]]) -> None:
    text = (
        "Most drivers avoid the bridge, according to a Harbour Board survey of 900 people.\n\n"
        "Just 12 percent of respondents say they feel safe, and 43 percent would rather swim."
    )
    assert {item.speaker for item in find(text)} == {"Harbour Board survey of 900 people"}


def test_a_text_whose_title_names_its_author_is_the_authors(find: Callable[[str], list[Attribution]]) -> None:
    text = "Statement by Ana Lopez on the bridge\n\nToday we open the bridge. It has cost 40 million euros."
    assert [(item.speaker, item.rule) for item in find(text)] == [("Ana Lopez", "speaker.document")] * 2


def test_a_name_signed_under_a_quote_is_the_speaker(find: Callable[[str], list[Attribution]]) -> None:
    text = "“The bridge has changed how we all get to work.” ― Ana Lopez"
    assert [item.speaker for item in find(text)] == ["Ana Lopez"]


def test_a_quote_set_as_a_heading_is_of_who_says_it_below(find: Callable[[str], list[Attribution]]) -> None:
    story = "Tom Berg said nothing had been shown.\n\nThe bridge is perfectly safe, Ana Lopez said."
    text = f'"Bridge is perfectly safe"\n\n{story}'
    assert find(text)[0].speaker == "Ana Lopez"


def test_a_stance_is_no_statement_of_the_figures_in_it(find: Callable[[str], list[Attribution]]) -> None:
    text = "Ana Lopez criticised the toll of 5 euros."
    assert [(item.speaker, item.states) for item in find(text)] == [("Ana Lopez", False)]


def test_a_verb_added_in_the_ontology_is_read(lexicon: Lexicon) -> None:
    text = "Ana Lopez intoned that the bridge was safe."
    article = normalise(Article("a", text)).article
    sentences = segment(article)
    mentions = recogniser(lexicon)(article, sentences)
    more = replace(lexicon, cues=(*lexicon.cues, Cue("intoned", "speech", "asserted")))
    assert attributions(lexicon)(article, sentences, mentions) == ()
    assert [item.speaker for item in attributions(more)(article, sentences, mentions)] == ["Ana Lopez"]


WORDS = st.lists(
    st.sampled_from(
        [
            *(
                '"',
                "'",
                ",",
                ".",
                ":",
                "-",
                "—",
                "\n\n",
                "(",
                ")",
                "that",
                "and",
                "by",
                "to",
                "the",
                "said",
                "says",
                "told",
            ),
            *(
                "saying",
                "according to",
                "citing",
                "claim",
                "Ana Lopez",
                "she",
                "they",
                "Reuters",
                "report",
                "survey",
                "12 percent",
            ),
            *(
                "was",
                "quoted as saying",
                "as",
                "which",
                "of",
                "expected",
                "denied",
                "on Monday",
                "statement by",
                "wants",
                "é",
                "’s",
            ),
        ]
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(WORDS.map(" ".join), WORDS.map("".join), st.text(max_size=120)))
def test_any_text_gives_spans_inside_it_and_no_words_twice(find: Callable[[str], list[Attribution]], text: str) -> None:
    if not text.strip():
        return
    found = find(text)
    size = len(normalise(Article("a", text)).article.text)
    for item in found:
        assert item.content.end <= size
        assert item.speaker.strip()
        assert item.speaker_span is None or item.speaker_span.end <= size
    assert len({item.content for item in found}) == len(found)
    assert found == sorted(found, key=lambda item: item.content)


@pytest.mark.parametrize("text", ['"' * 100_000, '" a' * 33_000, "'a " * 10_000, "he said " * 1_500, "a, " * 10_000])
def test_hostile_texts_are_read_to_their_end(find: Callable[[str], list[Attribution]], text: str) -> None:
    assert all(one.content <= other.content for one, other in pairwise(find(text)))
