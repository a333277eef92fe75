"""Who tells a figure, in the ways of the news: what offices count, data named as a source, quotes that go on."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "speaker"),
    [
        # what an office counts is its to tell; what a land or a firm reports of itself is not
        ("The farm ministry on Monday reported 23 new infections among geese.", "23", "farm ministry"),
        ("The ferry board confirmed three more deaths, bringing the total to 87.", "87", "ferry board"),
        ("Police in Orsa recorded 412 burglaries last year.", "412", "Police in Orsa"),
        ("The Orsa Relief Centre has registered more than 20,000 deaths.", "more than 20,000", "Orsa Relief Centre"),
        ("Norvia reported 12 new cases.", "12", None),
        ("The province recorded 1,054 infections.", "1,054", None),
        ("Acme Foods reported a profit of $3 million.", "$3 million", "Acme Foods"),
        ("Acme Foods posted a profit of $3 million.", "$3 million", None),
        ("The ballot office reported a 3 percent swing.", "3 percent", "ballot office"),
        ("The rebels claimed around 100 attacks in August.", "around 100", "rebels"),
        ("The derailment claimed eight lives.", "eight", None),
        ("Vice President Kamala Harris announced an additional $310 million.", "$310 million", "Kamala Harris"),
        ("Acme Foods announced an order of 50 jets.", "50", None),
        ("The new tally follows a previous count of 304 dead.", "304", None),
        ("Norvia on Monday pledged up to 50 million pounds.", "up to 50 million pounds", None),
        ("Ana Roe has committed $5 million, and her firm will give more.", "$5 million", None),
        # data, estimates and reports as sources
        ("Deaths rose to 1,236, based on Orsa Health Agency (OHA) data.", "1,236", "Orsa Health Agency"),
        ("Exports fell 12 percent last month, based on data from the customs office.", "12 percent", "customs office"),
        ("Some 3,000 acres of forest have been lost, by one estimate.", "Some 3,000 acres", "estimate"),
        ("The plan is based on a novel by 40 hands.", "40", None),
        ("Ana Roe seized on a Reuters report that the bank had lost $915 million.", "$915 million", "Reuters"),
        ("Prices fell 4 percent in May, Reuters calculations showed.", "4 percent", "Reuters calculations"),
        (
            "Gifts hit nearly $2 billion, an Orsa Post analysis of newly filed papers shows.",
            "nearly $2 billion",
            "Orsa Post analysis of newly filed papers",
        ),
        ("A count by the union shows 40 deaths.", "40", "count by the union"),
        ("With one survey of shops showing 40 percent shut, the mayor quit.", "40 percent", "survey of shops"),
        ("Official results gave Labour 41 percent of the vote.", "41 percent", "Official results"),
        ("The court gave him four years.", "four years", None),
        ("The audit office's yearly report showed 40 ships were late.", "40", "audit office's yearly report"),
        ("The United Nations' yearly report showed 40 ships were late.", "40", "United Nations"),
        ("World Bank data show 40 ships were late.", "40", "World Bank"),
        ("Claims fell by one third, according to figures just released.", "one third", None),
        ("Norvia took in 82,464 people, according to figures of the interior ministry.", "82,464", "interior ministry"),
        # whom somebody passes on
        ("Xinhua quoted the dam office as saying that 40 homes were lost.", "40", "dam office"),
        ("The flood killed 40, state radio quoted farm minister Jane Roe as saying.", "40", "Jane Roe"),
    ],
)
def test_a_figure_is_of_who_tells_it(text: str, value: str, speaker: str | None) -> None:
    assert figures(text)[value].speaker == speaker


@pytest.mark.parametrize(
    ("text", "value", "speaker"),
    [
        ("A tram left the rails, injuring 85, the fire brigade said, in a bad crash.", "85", "fire brigade"),
        ("Orsa's civil defence says 11 people were killed.", "11", "Orsa's civil defence"),
        ("According to the Norvian foreign ministry 16 of its citizens survived.", "16", "Norvian foreign ministry"),
        ("The lake fell 40 cm, that country's water board said.", "40 cm", "country's water board"),
        ("Nine died, the coroner said, bringing the number of dead to 135.", "135", "coroner"),
        ("The plan costs 40 jobs, says Labour's Law & Order spokesman, Simon Power.", "40", "Simon Power"),
        ("Orsa's parks chief, Ann Tell, said 40 trees fell.", "40", "Ann Tell"),
        ('"We have 300 beds," said Dr Ann Tell, who runs the ward.', "300", "Dr Ann Tell"),
        ("Jane Roe, a mother of four, who watched it, said the wind moved her, and left.", "four", None),
        ("Julian Roe admitted taking £1.9 million from the till.", "£1.9 million", "Julian Roe"),
        ("Its film division saw profits slump 27 percent.", "27 percent", None),
        ("The league declared a state of alarm, days after fire reached Orsa, a city of 9,000.", "9,000", None),
        ("Sales fell, due mainly to a strike -- Acme Foods said it lost $4 million.", "$4 million", "Acme Foods"),
    ],
)
def test_a_speaker_may_be_called_anything_before_said(text: str, value: str, speaker: str | None) -> None:
    assert figures(text)[value].speaker == speaker


def test_sentences_that_go_on_counting_are_of_who_counted() -> None:
    text = (
        "The sickness has struck 2,512 geese, the farm ministry said. Of the cases 2,418 were confirmed. "
        "Some 700 geese have recovered. Around 80 a week fall ill."
    )
    assert {value: claim.speaker for value, claim in figures(text).items()} == {
        "2,512": "farm ministry",
        "2,418": "farm ministry",
        "Some 700": "farm ministry",
        "Around 80 a week": None,
    }


def test_some_of_them_and_who_is_also_so_are_of_who_spoke_before() -> None:
    text = "Jane Roe told Reuters that 81 people had survived. Twenty of them were in hospital."
    assert figures(text)["Twenty"].speaker == "Jane Roe"
    text = "Two million people are hungry, the fund said. A quarter of a million islanders are also facing hunger."
    assert figures(text)["A quarter of a million"].speaker == "fund"
    text = "Two million people are hungry, the fund said. Over half of the islanders fish."
    assert figures(text)["Over half"].speaker is None


def test_a_study_goes_on_in_the_next_sentence_of_its_paragraph() -> None:
    text = "An analysis by the Orsa Institute shows that fuel cost $1,200 more. The poorest spent 11% of all on fuel."
    assert figures(text)["11%"].speaker == "analysis by the Orsa Institute"
    text = "The claims report showed nothing odd happened. The four-week average fell by 9,250."
    assert figures(text)["9,250"].speaker is None


def test_he_is_the_person_and_not_the_firm_that_spoke_since() -> None:
    text = 'A tram burnt, Fire Commissioner Travis Thomas said. Ortrak said it ran late.\n\n"We had two dead," he said.'
    assert figures(text)["two"].speaker == "Travis Thomas"


def test_whom_no_verb_of_counting_makes_a_speaker() -> None:
    text = "Officials suggest that 399 people were saved and another 25 confirmed dead out of an estimated 600."
    assert {claim.speaker for claim in figures(text).values()} == {"Officials"}


def test_a_name_in_ly_is_no_adverb() -> None:
    text = "Claims fell by 30 percent, the council's deputy head Margaret Lally said."
    assert "Lally" in (figures(text)["30 percent"].speaker or "")


def test_a_quote_in_single_marks_that_nothing_closes_goes_on() -> None:
    text = (
        "Recorder Jane Roe said: 'This case is a sad one for all of us here.\n\n"
        "'The total sum is £1,981,936 and most of it is gone.\n\n"
        "'Nothing will bring it back,' she said.\n\nThe firm employs 40 people."
    )
    found = figures(text)
    assert found["£1,981,936"].speaker == "Recorder Jane Roe"
    assert found["40"].speaker is None


def test_the_firm_that_spoke_in_the_paragraph_goes_on() -> None:
    text = "Lund Foods has a part of Google.\n\nLund Foods said its 8% of Google was safe. The firm said sales rose 4%."
    assert figures(text)["4%"].speaker == "Lund Foods"


def test_it_is_the_body_that_has_just_spoken() -> None:
    text = "Norvia saw 2,147 fires, the forest commission said. The number is 694 lower than in May, it said."
    assert figures(text)["694"].speaker == "forest commission"


def test_a_commission_that_a_speaker_knows_of_does_not_speak() -> None:
    text = "Minister Jane Roe says the Government knows that 40 schools need help."
    assert figures(text)["40"].speaker == "Jane Roe"


def test_what_is_announced_before_a_colon_is_a_quote_of_a_paper() -> None:
    text = 'The Orsa Times reports:\n\n"Just 24 percent gave less than $200 to the club."'
    assert figures(text)["24 percent"].speaker == "Orsa Times"


def test_a_sentence_ends_with_a_body_in_capitals() -> None:
    text = "Acme Foods has a deal with the SEC. The company said it had sold 40 shops."
    assert figures(text)["40"].speaker == "Acme Foods"
