"""Who and what is mentioned: names, short forms, descriptions, pronouns, and what is left alone."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Article, Entity, Sentence, Span
from kg.recognise.entities import entities
from kg.recognise.entity_index import Index, plain, tokens

BASE = "https://desk.example/id/entity/"


@pytest.fixture(scope="module")
def recognise(lexicon):
    find = entities(lexicon)
    return lambda article, sentences: find(article, sentences, ())


@pytest.fixture
def mentions(recognise):
    def find(*sentences: str):
        """The words, name and form of every mention, in order; each argument is a sentence."""
        article, spans = written(sentences)
        return [(m.span.of(article.text), m.value.name, m.value.form) for m in recognise(article, spans)]

    return find


@pytest.fixture
def names(mentions):
    return lambda *sentences: [(words, name) for words, name, _ in mentions(*sentences)]


@pytest.fixture
def classes(recognise):
    def find(*sentences: str):
        article, spans = written(sentences)
        return {m.value.name: m.value.classes for m in recognise(article, spans)}

    return find


def written(sentences):
    text, spans = "", []
    for sentence in sentences:
        spans.append(Sentence(Span(len(text), len(text) + len(sentence))))
        text += sentence + "\n\n"
    return Article(id="an-article", text=text), tuple(spans)


# --- known names ---------------------------------------------------------------------------------------------------


def test_names_aliases_adjectives_and_acronyms_are_told_apart(mentions):
    assert mentions(
        "The Norwegian envoy told the UN in Kiev that Norway would leave the International Monetary Fund."
    ) == [
        ("Norwegian", "Norway", "adjective"),
        ("UN", "United Nations", "acronym"),
        ("Kiev", "Kyiv", "alias"),
        ("Norway", "Norway", "name"),
        ("International Monetary Fund", "International Monetary Fund", "name"),
    ]


def test_the_longest_name_wins(names):
    assert names("Prices fell in Papua New Guinea and at the New York Times.") == [
        ("Papua New Guinea", "Papua New Guinea"),
        ("the New York Times", "The New York Times"),
    ]


@pytest.mark.parametrize("written", ["Erdogan", "Erdoğan", "Recep Tayyip Erdogan", "Tayyip Erdogan"])
def test_a_name_is_known_with_and_without_its_diacritics(names, written):
    assert names(f"Talks with {written} began.") == [(written, "Recep Tayyip Erdoğan")]


def test_a_name_may_run_over_a_line_but_not_over_a_blank_line(names):
    assert names("They met in New\nZealand.") == [("New\nZealand", "New Zealand")]
    assert ("New\n\nZealand", "New Zealand") not in names("They met in New\n\nZealand.")


def test_curly_apostrophes_are_apostrophes(names):
    assert names("Shoppers left Sainsbury’s.") == [("Sainsbury’s", "Sainsbury's")]


def test_names_in_capitals_are_known(names):
    assert names("GERMANY RAISES ITS FORECAST") == [("GERMANY", "Germany"), ("ITS", "Germany")]


def test_a_name_within_a_word_is_none(mentions):
    assert mentions("The romanesque iranium was in Chadwickshire.") == [("Chadwickshire", "Chadwickshire", "unknown")]


def test_an_adjective_before_an_office_is_the_state(mentions):
    assert mentions("The court heard French President Odile Marchand.") == [
        ("French", "France", "adjective"),
        ("President", "president", "name"),
        ("Odile Marchand", "Odile Marchand", "unknown"),
    ]


def test_a_common_word_that_is_also_a_name_is_left_alone_at_the_start_of_a_sentence(names):
    assert names("Target dates have slipped.") == []
    assert names("Shares of Target rose.", "Target employs 9,000 people.")[-1] == ("Target", "Target")


def test_months_are_not_people_or_states(names):
    assert names("In May and March the rate fell.", "May was cold.") == []


# --- one name, several meanings -----------------------------------------------------------------------------------


def test_a_capital_is_a_city_where_something_happens_and_a_state_where_it_acts(mentions):
    assert [
        (name, form) for _, name, form in mentions("Crowds gathered in Madrid.", "Madrid accused the union of delay.")
    ] == [
        ("Madrid", "name"),
        ("Spain", "alias"),
    ]


def test_a_metonym_of_its_own_comes_before_the_capital_of_a_state(names):
    assert names("Brussels said the rules were clear.") == [("Brussels", "European Union")]


def test_a_capital_that_is_quoted_is_the_state(names):
    assert names("The attack failed, according to Warsaw.") == [("Warsaw", "Poland")]


def test_one_name_of_two_places_is_told_by_the_places_around_it(names):
    assert (
        names("Voters in Georgia waited.", "Queues were long in Atlanta and Houston.")[0][1] == "Georgia (U.S. state)"
    )
    assert names("Voters in Georgia waited.", "Queues were long in Tbilisi, American envoys said.")[0][1] == "Georgia"
    assert names("Georgia has 3.7 million people.")[0][1] == "Georgia"


def test_an_abbreviated_party_and_state_is_no_name(names):
    assert names("The bill of Jon Tarrant (R-Zem.) and Ann Hale, D-Qued., passed.") == [
        ("Jon Tarrant", "Jon Tarrant"),
        ("Ann Hale", "Ann Hale"),
    ]


def test_the_surname_of_a_person_is_not_the_state_of_that_name(names):
    assert names("Denise Jordan runs the bakery.", "Jordan said trade was slow.")[-1] == ("Jordan", "Denise Jordan")
    assert names("Denise Jordan lives in Jordan.")[-1] == ("Jordan", "Jordan")


def test_a_given_name_before_a_place_name_makes_a_person(names):
    assert names("The prize went to Florence Holland.") == [("Florence Holland", "Florence Holland")]


# --- unknown names ------------------------------------------------------------------------------------------------


def test_an_unknown_name_is_an_entity_of_our_own(recognise):
    article, spans = written(["The cargo belongs to Kestrel Freight Holdings."])
    (mention,) = recognise(article, spans)
    assert mention.value.iri == BASE + "kestrel-freight-holdings"
    assert mention.value.classes == ("Company",)
    assert mention.value.form == "unknown"


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("The review by Ministry of Rural Affairs staff ended.", "Ministry of Rural Affairs", "Ministry"),
        ("A lender, the Bank of Zubrowka, closed.", "Bank of Zubrowka", "CentralBank"),
        ("It was bought by Larkspur Foods, Inc., on Friday.", "Larkspur Foods, Inc", "Company"),
        ("The study by Aldermoor University was small.", "Aldermoor University", "University"),
        ("They fear Hurricane Odette.", "Hurricane Odette", "Disaster"),
        ("The mayor praised Mr Venn.", "Venn", "Person"),
        ("We met Sofia van den Berg.", "Sofia van den Berg", "Person"),
        ("Police in Quarrington searched the house.", "Quarrington", "Place"),
        ("They rely on the Orrin Times for news.", "Orrin Times", "Newspaper"),
        ("The board heard chief engineer J. P. Okonjo-Lund.", "J. P. Okonjo-Lund", None),
    ],
)
def test_the_words_of_a_name_tell_its_class(classes, sentence, name, kind):
    assert classes(sentence)[name] == ((kind,) if kind else ())


def test_a_role_before_a_name_makes_a_person(classes):
    assert classes("The plan of chief executive Oru Maddeland failed.")["Oru Maddeland"] == ("Person",)


def test_the_first_word_of_a_sentence_is_no_name_for_its_capital(names):
    assert names("Heavy rain fell.", "Harvests failed.") == []


def test_the_first_word_is_a_name_where_it_is_one_elsewhere(names):
    assert names("Zemblans fear Kinbote.", "Kinbote denied it.")[-1] == ("Kinbote", "Kinbote")


def test_capitals_in_a_headline_make_no_names(names):
    assert names("Heavy Rain Floods Northern Valleys As Rivers Rise") == []


def test_a_headline_finds_the_names_of_the_text(names):
    assert names("Veltman Quits After Stormy Council Meeting", "The mayor, Hanna Veltman, resigned on Friday.")[0] == (
        "Veltman",
        "Hanna Veltman",
    )


def test_the_same_name_has_the_same_iri_in_every_article(recognise):
    one = recognise(*written(["Anders Mikkelborg spoke."]))
    other = recognise(*written(["The tax was cut.", "Later Anders Mikkelborg left."]))
    assert one[0].value.iri == other[-1].value.iri


# --- short forms --------------------------------------------------------------------------------------------------


def test_a_surname_stands_for_the_person_named_in_full(names):
    assert names("The winner is Ingrid Solberg-Hauge.", "Mrs Solberg-Hauge thanked voters.")[-1] == (
        "Solberg-Hauge",
        "Ingrid Solberg-Hauge",
    )


def test_a_family_name_may_stand_first(names):
    assert names("The director is Zhang Weimin.", "Zhang resigned.")[-1] == ("Zhang", "Zhang Weimin")


def test_an_acronym_is_introduced_in_brackets(mentions):
    found = mentions("The Rural Water Safety Board (RWSB) met.", "The RWSB blamed leaks.")
    assert [name for _, name, _ in found] == ["Rural Water Safety Board"] * 3
    assert [form for _, _, form in found] == ["unknown", "acronym", "acronym"]


def test_an_acronym_of_the_text_comes_before_one_of_the_gazetteer(names):
    found = names("The Northern Bakers Cooperative (NBC) closed.", "NBC blamed flour prices.")
    assert found[-1] == ("NBC", "Northern Bakers Cooperative")


def test_the_first_word_of_a_company_stands_for_it(names):
    assert names("Profits of Torvald Shipping Ltd fell.", "Analysts like Torvald.")[-1][1].startswith(
        "Torvald Shipping"
    )


# --- definite descriptions ----------------------------------------------------------------------------------------


def test_a_description_is_the_last_thing_of_its_class(names):
    assert names("NATO met in Lisbon.", "The alliance has 32 members.")[-1] == ("The alliance", "NATO")


def test_a_description_may_be_modified(names):
    found = names("Lufthansa cut its forecast.", "The loss-making German airline blamed fuel.")
    assert found[-1] == ("The loss-making German airline", "Lufthansa")


def test_a_description_knows_the_trade_of_a_company(names):
    found = names("Ikea and Toyota reported.", "The furniture retailer did well.", "The carmaker did not.")
    assert found[-2:] == [("The furniture retailer", "Ikea"), ("The carmaker", "Toyota")]


def test_the_country_is_the_one_just_named(names):
    found = names("Peru, Peru and Peru again.", "At a fair in Chile, he praised the country for its roads.")
    assert ("the country", "Chile") in found


@pytest.mark.parametrize(
    "sentence",
    [
        "The company of strangers is pleasant.",
        "The airline Emirates grew.",
        "The company car was blue.",
        "The company that won is small.",
    ],
)
def test_what_only_looks_like_a_description_is_left_alone(names, sentence):
    assert "Lufthansa" not in [name for _, name in names("Lufthansa grew.", sentence)[1:]]


def test_a_description_with_nothing_before_it_is_left_alone(names):
    assert names("The company said so.") == []


def test_an_office_stands_for_who_was_said_to_hold_it(names):
    found = names("Prime Minister Ilse Brandt spoke.", "Later the prime minister left.")
    assert found[-1] == ("the prime minister", "Ilse Brandt")


def test_an_office_of_another_state_is_somebody_else(names):
    found = names("Danish Prime Minister Ilse Brandt spoke.", "The Swedish prime minister left.")
    assert found[-1] == ("Swedish", "Sweden")
    assert names("Danish Prime Minister Ilse Brandt spoke.", "The Danish prime minister left.")[-1][1] == "Ilse Brandt"


# --- pronouns -----------------------------------------------------------------------------------------------------


def test_pronouns_stand_for_people_of_their_gender(mentions):
    found = mentions("Martha Quist met Ruben Aalto.", "She paid him.")
    assert found[-2:] == [("She", "Martha Quist", "pronoun"), ("him", "Ruben Aalto", "pronoun")]


def test_a_form_of_address_tells_the_pronoun(names):
    found = names("Mr Oduya and Mrs Tarrant arrived.", "She spoke.")
    assert found[-1] == ("She", "Tarrant")


def test_its_stands_for_the_organisation_that_is_the_subject(names):
    assert names("In May Lufthansa cut its forecast.")[-1] == ("its", "Lufthansa")


@pytest.mark.parametrize("sentence", ["It is raining.", "It was clear that rain would come.", "It seems late."])
def test_it_that_stands_for_nothing_is_left_alone(names, sentence):
    assert names("Lufthansa grew.", sentence) == [("Lufthansa", "Lufthansa")]


def test_a_pronoun_with_nobody_before_it_is_left_alone(names):
    assert names("He said so, and she agreed with them.") == []


def test_a_pronoun_does_not_look_far_back(names):
    filler = ["Rain fell all day.", "Roads were closed.", "Trains stood still."]
    assert names("Martha Quist left.", *filler, "She was late.")[-1] == ("Martha Quist", "Martha Quist")


# --- the parts ----------------------------------------------------------------------------------------------------


def test_the_index_returns_the_longest_name_with_all_its_meanings():
    index: Index[str] = Index()
    index.add("New York", "city")
    index.add("New York", "state")
    index.add("New", "adjective")
    assert index.longest(tokens("New York Bay"), 0) == (2, ("city", "state"))
    assert index.longest(tokens("New Delhi"), 0) == (1, ("adjective",))
    assert index.longest(tokens("York"), 0) is None


def test_an_empty_name_means_nothing():
    index: Index[str] = Index()
    index.add("  ", "nothing")
    assert index.longest(tokens("a b"), 0) is None


def test_plain_text_keeps_its_length_of_words():
    assert plain("Łódź and Tromsø") == "Lodz and Tromso"


# --- anything at all ----------------------------------------------------------------------------------------------

VOCABULARY = """
    the The alliance NATO said Mr Mrs May it its she He they company Lufthansa (NBC) of for and & Bank Jordan Denise - .
    , ' president Prime Minister French IN Kyiv von St . ( ) “ ” 737 A B ’ é Łukasz 😀 U.S
"""
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map("\n".join), st.lists(WORDS).map(" ".join)),
    cut=st.integers(0, 200),
)
def test_any_text_gives_valid_mentions_apart_from_each_other(recognise, text, cut):
    cut = min(cut, len(text))
    spans = [Span(start, end) for start, end in ((0, cut), (cut, len(text))) if start < end]
    article, sentences = Article(id="x", text=text), tuple(map(Sentence, spans))
    found = recognise(article, sentences)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    for mention in found:
        assert any(span.covers(mention.span) for span in spans)
        assert mention.span.of(text).strip() == mention.span.of(text)
        assert isinstance(mention.value, Entity)
        assert mention.value.iri
        assert mention.value.name
        assert mention.rule.startswith("entity.")
    assert recognise(article, sentences) == found


@pytest.mark.parametrize("piece", ["Aa ", "New York ", "(", "the company ", "A.", "O'", "von ", "Mr ", '"', "Bank of "])
def test_hostile_repetition_ends(recognise, piece):
    text = piece * 30_000
    found = recognise(Article(id="x", text=text), (Sentence(Span(0, len(text))),))
    assert len(found) <= len(text)
