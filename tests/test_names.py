from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import names
from kg.model import Article, Claim, Span

BASE = "http://news.example/"


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_different_parts_have_different_digests(first, second):
    assert (names.digest(*first) == names.digest(*second)) == (first == second)


def test_the_name_of_an_article_depends_on_its_id_alone():
    assert names.article(BASE, "a") == names.article(BASE, "a") != names.article(BASE, "b")


def test_another_text_title_or_date_is_another_version():
    versions = [
        Article("a", "One."),
        Article("a", "Two."),
        Article("a", "One.", published="2024"),
        Article("a", "One.", title="2024"),
        Article("a", "One.", title=""),
    ]
    assert len({names.version_key(article) for article in versions}) == len(versions)


def test_a_claim_has_one_name_however_its_number_is_written_and_its_scope_ordered():
    first = Claim("a", "quantity", Span(0, 3), "1.5", "x", None, "m", Decimal("1.50"), scope=("p", "q"))
    second = Claim("a", "quantity", Span(0, 3), "1.5", "x", None, "m", Decimal("1.5"), scope=("q", "p"))
    assert names.claim(BASE, "v", first) == names.claim(BASE, "v", second)


def test_every_field_of_a_claim_counts_for_its_name():
    plain = Claim("a", "quantity", Span(0, 3), "1.5", "x", None, "m")
    others = [
        Claim("a", "quantity", Span(0, 3), "1.5", "x", "http://x", "m"),
        Claim("a", "quantity", Span(0, 3), "1.5", "x", None, "m", speaker="http://x"),
        Claim("a", "quantity", Span(0, 3), "1.5", "x", None, "m", speaker_iri="http://x"),
        Claim("a", "quantity", Span(0, 3), "1.5", "x", None, "m", low=Decimal(1)),
        Claim("a", "quantity", Span(0, 3), "1.5", "x", None, "m", high=Decimal(1)),
        Claim("a", "quantity", Span(0, 3), "1.5", "x", None, "m", repeats=(Span(5, 8),)),
        Claim("a", "quantity", Span(0, 3), "1.5", "x", None, "m", reasons=(("value", "digits"),)),
    ]
    assert len({names.claim(BASE, "v", claim) for claim in [plain, *others]}) == len(others) + 1


@given(st.text(min_size=1, max_size=80))
def test_a_slug_is_a_segment_of_a_path_that_needs_no_escapes(text):
    assert all(character.isascii() and (character.isalnum() or character == "-") for character in names.slug(text))


def test_names_that_differ_only_in_what_a_slug_drops_stay_apart():
    assert len({names.slug(text) for text in ("A.B", "A B", "A-B", "A/B", "Ä B", "А Б")}) == 6


def test_units_that_differ_in_case_stay_apart():
    assert names.unit(BASE, "mW/h") != names.unit(BASE, "MW/h")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
def test_a_plain_number_is_the_same_number(number):
    written = names.plain(number)
    assert Decimal(written) == number
    assert "E" not in written


@pytest.mark.parametrize("base", ["news.example", "ftp://x/", "http://x/?a", "http://x/#a", "http://x y/", ""])
def test_a_base_that_no_name_could_start_with_is_refused(base):
    with pytest.raises(ValueError, match="is not an http"):
        names.check_base(base)
