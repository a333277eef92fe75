"""Whose a figure is in news of disasters, statistics, crime and aid: the event, place, body or programme."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        # what an accident befell, and not where a craft came from or was bound for
        (
            "At least 59 people died when a wooden sailing boat carrying migrants to Norland crashed on rocks near "
            "Kalo on Sunday.",
            "59",
            {"Kalo", "boat"},
        ),
        ("The vessel, which sailed from Varda, sank off Kalo on Sunday. Forty-one drowned.", "Forty-one", {"Kalo"}),
        (
            "A passenger ferry collided with a trawler off Kalo on Sunday. The ferry, carrying 73 people, sank.",
            "73",
            {"Kalo", "ferry", "collision"},
        ),
        # a headline in capitals, a day, a rank and praise are no part of a name
        ("Quake Toll Rises in Norland\n\nThe quake in Kalo on Monday killed 94 people.", "94", {"quake"}),
        ("Saturday's quake near Kalo killed 94 people.", "94", {"quake", "Kalo"}),
        ("Forty died in the country's worst floods, near Kalo.", "Forty", {"floods", "Kalo"}),
        ("Nine died in the third bombing in Kalo on Friday.", "Nine", {"bombing", "Kalo"}),
        # what only describes things, or counts them, is no event
        (
            "A quake hit Kalo on Monday. Crews pulled 40 injured people from collapsed buildings.",
            "40",
            {"quake", "Kalo"},
        ),
        ("A quake hit Kalo on Monday. It led to the collapse of 12,000 homes.", "12,000", {"quake", "Kalo"}),
        ("Floods hit Kalo on Monday. Some 317 homes fell in floods and landslides.", "317", {"Floods", "Kalo"}),
        ("A bus was hit by a tank shell in Kalo on Friday, killing 11.", "11", {"tank", "shell", "Kalo"}),
        ("In Kalo, a remote control bomb killed two guards.", "two", {"bomb", "Kalo"}),
        # a storm only struck the craft that an article is about
        (
            "A cruise ship sank off Kalo on Monday. The ship was hit by a tornado. It had 46 crew members on board.",
            "46",
            {"ship", "Kalo"},
        ),
        # an area is of the fire that burned it
        ("A wildfire near Kalo had burned 58 square miles by Friday.", "58 square miles", {"wildfire", "Kalo"}),
        ("A wildfire broke out near Kalo. A 6-square-mile blaze raged.", "6-square-mile", {"blaze"}),
    ],
)
def test_figures_of_an_accident_are_of_the_event_by_its_own_name(text: str, value: str, words: set[str]) -> None:
    subject = _figure(text, value)
    told = set(subject.replace("(", "").replace(")", "").split())
    assert {word.casefold() for word in words} <= {word.casefold() for word in told}
    assert told.isdisjoint(
        {"Norland", "Varda", "worst", "third", "Rises", "Saturday's", "tornado", "collapse", "landslides"}
    )


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        # counts of years, or of a year, beside an accident of one day
        (
            "A boat sank off Kalo on Sunday, killing 40. More than 20,000 have drowned in the Orsa Strait since 2004.",
            "20,000",
            "Orsa Strait",
        ),
        (
            "A train derailed near Kalo on Sunday, killing 9. In France some 220 people have died this year.",
            "220",
            "France",
        ),
        # who frees, hands over or gets prisoners and bodies
        ("A shell hit a bus near Kalo, killing 11. France freed 250 prisoners on Monday.", "250", "France"),
        ("A shell hit a bus near Kalo, killing 11. France handed over the bodies of 15 people.", "15", "France"),
        ("A bomb went off in Kalo, killing 11. France received the bodies of 15 people.", "15", "France"),
        ("A bomb went off in Kalo, killing 11. Some 75 prisoners were released by France.", "75", "France"),
        # who only counts does not own, and who spends what he stole does
        ("Crime in France rose. Police recorded 458,021 offences in the year to March.", "458,021", "France"),
        (
            "Ray Holm stole from a bank. He spent more than £630,000 on gambling, Orsa Crown Court heard.",
            "£630,000",
            "Ray Holm",
        ),
        # an average, the world, and what people joined
        (
            "Italy's jobless rate is 8.2 percent, well below the European average of 10.3 percent.",
            "10.3 percent",
            "Europe",
        ),
        ("About 4 million households are enrolled in the Home Power Programme.", "4 million", "Home Power Programme"),
        ("Some 12,000 people have signed up for the Kalo Marathon.", "12,000", "Kalo Marathon"),
        ("Floods hit Italy. They also reached seven of 77 provinces in France.", "77", "France"),
        (
            "The Home Power Programme began in May. Eligible families can receive a discount of up to $100.",
            "$100",
            "Home Power Programme",
        ),
        ("A gang carried out the massacre of 43 students in Kalo.", "43", "massacre"),
        # a part of the figure before, and a share of its victims
        ("A quake near Kalo killed 600 people. The figure includes 73 children.", "73", "quake near Kalo"),
        (
            "A quake near Kalo killed 600 people. Gunshots were the cause in 9 percent of the deaths.",
            "9 percent",
            "quake near Kalo",
        ),
        ("Malaria killed 608,000 people around the world.", "608,000", "Malaria"),
        # the government of the one land told of
        ("France mourns. The government declared three days of mourning in France.", "three days", "France"),
        # a longer name than a place
        ("Norland has confirmed five cases of Middle East Respiratory Syndrome.", "five", "Norland"),
    ],
)
def test_figures_beside_an_event_are_of_whom_their_words_name(text: str, value: str, subject: str) -> None:
    assert subject in _figure(text, value)


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        # words of an amount own nothing: what they are of does, else what was told before
        ("The report showed the total cost of the 12 bridges was expected to reach $4bn.", "$4bn", "bridges"),
        ("Bird populations in France have fallen. An average decline of 40% in ten years is a shame.", "40%", "Bird"),
        ("France builds ten bridges. The total delays amounted to 40 months.", "40 months", "France"),
        # each of a list of goods its own
        (
            "War sent up prices of goods like copper, tin and zinc, which soared 22%, 31.4% and 9.8%, respectively.",
            "31.4%",
            "tin",
        ),
        # several names and the base form of a verb
        ("France and Italy account for 17 percent of global wheat exports.", "17 percent", "Italy"),
        ("Italy and the Netherlands make up 9 percent of world trade.", "9 percent", "Netherlands"),
        ("Copper is dear. Prices of tin more than doubled to over $9,000 per ton.", "$9,000 per ton", "tin"),
        # no lands of an address, nor whom aid is for
        (
            "On a trip to Lisbon, Portugal, French Foreign Minister Ann Roe announced $30 million in new aid.",
            "$30 million",
            "France",
        ),
        ("Ann Roe, the mayor, gave 20 million euros for refugees in Peru.", "20 million euros", "Roe"),
        # what gets dearer, and goods of some make
        ("Acme says the tax could add $900 to the price of electric cars.", "$900", "electric cars"),
        ("Italy has bought 20 million doses of Acmevax vaccine.", "20 million", "Italy"),
        ("Operation Hope has shipped 1.5 million bottles of Nestlé baby milk.", "1.5 million", "Operation Hope"),
        # an office that tells figures is not what an article is about
        (
            "The World Health Organization fights measles in Peru. The World Health Organization said Peru had 90 "
            "cases.\n\nPeru opened clinics in Peru.\n\nMore than 1,600 people have been given a vaccine.",
            "1,600",
            "Peru",
        ),
    ],
)
def test_figures_are_of_what_they_are_told_of_and_not_of_the_words_beside_them(
    text: str, value: str, subject: str
) -> None:
    assert subject in _figure(text, value)


def test_a_year_of_another_event_is_none_of_the_article_s_own() -> None:
    text = (
        "Violent protests began in Kalo on Friday. Guards killed 13 people on Saturday, the biggest day of protests "
        "that were held to mark a failed 1959 uprising."
    )
    assert "1959" not in _figure(text, "13")


def test_an_attack_of_another_day_is_another_one() -> None:
    text = (
        "A bomber struck a bus in Kalo on Wednesday, a suicide bombing that killed 13. On Sept. 29, a suicide bomber "
        "blew himself up in Varda, killing 28."
    )
    found = figures(text, published="2007-12-05")
    assert _of(found, "28") != _of(found, "13")


def test_an_epidemic_told_of_the_world_is_of_no_land() -> None:
    text = "MERS has struck South Korea. The new cases bring the total worldwide to 1,236."
    assert "Korea" not in _figure(text, "1,236")


def _figure(text: str, value: str) -> str:
    return _of(figures(text), value)


def _of(found: dict, value: str) -> str:  # type: ignore[type-arg]
    return next(claim.subject for written, claim in found.items() if value in written)
