"""Whose words a figure stands in: of two speakers the one who answers for it, and nobody where no one is named."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "speaker"),
    [
        (
            "A first tally by the Red Cross listed 3,700 homes, said Ray Holm, who heads the agency.",
            "3,700",
            "Ray Holm",
        ),
        ('"The revised figures show 5,164 cases in all," Ana Roe wrote in a statement.', "5,164", "Ana Roe"),
        ("An official said nine had died, citing an initial inquiry by local police.", "nine", "official"),
        ("Ana Roe said her ministry judged that 3,500 soldiers had fallen.", "3,500", "Ana Roe"),
        ("Reuters reported that police said 40 people had been hurt.", "40", "police"),
        ("First tallies in Orsa suggest 42 houses were destroyed.", "42", None),
        ("Final results gave Labour 162,411 votes.", "162,411", None),
        ("According to the first results, 51 percent voted yes.", "51 percent", None),
        ("Official figures show 40 homes were lost.", "40", "Official figures"),
        ("The statistics office said 40 shops had closed.", "40", "statistics office"),
        (
            "Growth will slow, said Jeff Roach, an economist at Acme, who expects GDP to grow 1.5%.",
            "1.5%",
            "Jeff Roach",
        ),
        ("The forecast comes from Acme Bank, which expects prices to rise 3 percent.", "3 percent", "Acme Bank"),
        ("Two dozen trucks rolled in, said a trader in the market, Amadou Sawa.", "Two dozen", "Amadou Sawa"),
        ("The head of a clinic in Orsa, Dr. Piet Flor, reported two more suspected cases.", "two", "Piet Flor"),
        ("Lim, a manager at Orsa Shoes, said orders had dropped by 18 percent.", "18 percent", "Lim"),
        ("If Norvia says yes it will be the first of 28 states to leave.", "28", None),
        (
            "By the reckoning of the Orsa Climate Centre, May brought 34 inches of rain.",
            "34 inches",
            "Orsa Climate Centre",
        ),
        ("The mayor announced nearly $400 million in funding that will create jobs.", "nearly $400 million", None),
        ("Clearing rose 16%, according to data released on Tuesday by the institute Orlab.", "16%", "Orlab"),
        ("Some 33 percent of those polled by Lakeside said they are better off.", "Some 33 percent", "Lakeside poll"),
        ("Floods in Slovenia: 5,200 residents told to leave", "5,200", None),
        ("BBC News: Nine people hurt after tram leaves rails", "Nine", None),
        (
            "Reserves rose to $65 million in April, the Orsa Bank said Friday, after a drop of $12 million in March.",
            "$12 million",
            "Orsa Bank",
        ),
        ("Some 161 people called, the union said on Monday, 9.8 percent more than in March.", "9.8 percent", "union"),
        ("Nine people died, the army said on Monday, sending shares down 4 percent.", "4 percent", None),
        ("The mayor told reporters on Monday:\n\nSome 40 shops had closed.", "Some 40", "mayor"),
        ("The mayor is proposing three cuts to help firms hire:\n\n- Cutting the tax to 4.2% of wages.", "4.2%", None),
        (
            "Here is what Orsa Foods made, set against what the analysts said:\n\n- Revenue: $2.17 billion",
            "$2.17 billion",
            None,
        ),
    ],
)
def test_a_figure_is_of_who_answers_for_it(text: str, value: str, speaker: str | None) -> None:
    assert figures(text)[value].speaker == speaker


def test_what_goes_on_after_and_is_still_said() -> None:
    text = "About 4 million people in the land depend on aid, says the Orsa Fund, and 2 million need food."
    assert [claim.speaker for claim in figures(text).values()] == ["Orsa Fund", "Orsa Fund"]


def test_what_somebody_is_to_announce_is_a_list_and_no_speech() -> None:
    text = "Today, the President will announce:\n\n- Grants to train 21,500 energy auditors."
    assert figures(text)["21,500"].speaker is None


def test_another_count_goes_on_with_what_was_said() -> None:
    text = "Nine people had died, police said. Another 14 people were being treated. A third of the 40 beds are free."
    assert [claim.speaker for claim in figures(text).values()][:2] == ["police", "police"]


def test_a_statement_in_the_first_person_is_of_the_one_who_makes_it() -> None:
    text = (
        "ORSA: Minister Ana Lopez has said that three years have passed since the war began.\n\n"
        "Some 40,000 people have lost their homes.\n\n"
        "I told our partners today that we will send another $300 million.\n\n"
        "With this step we have given $2 billion."
    )
    assert {claim.speaker for claim in figures(text).values()} == {"Ana Lopez"}


def test_who_quotes_somebody_in_the_first_person_is_no_statement() -> None:
    text = 'Minister Ana Lopez said 40 had died.\n\n"I told our partners, we will help," she said.\n\nSome 900 fled.'
    assert figures(text)["Some 900"].speaker is None


def test_a_transcript_is_of_the_one_whom_its_label_names() -> None:
    text = "THE PRESIDENT: Good morning. We have added 190,000 jobs. When I took office, 16 million had no work."
    assert {claim.speaker for claim in figures(text).values()} == {"President"}


def test_he_is_no_government() -> None:
    text = (
        "Finance Minister Karl Berg presented the budget, he said.\n\nThe government said it would spend $3 billion. "
        "Berg raised the sum for roads. The economy has been growing at 7.6 percent, he said."
    )
    assert figures(text)["7.6 percent"].speaker == "Karl Berg"
