"""When a figure holds and who says it: one short text of our own for each rule that looks beyond the next word."""

from __future__ import annotations

import pytest
from test_extract_articles import reader

from kg.model import Article, Block, Claim, Span

TUESDAY = "2019-08-06"


def claims(text: str, published: str | None = TUESDAY) -> list[Claim]:
    return list(reader().claims(reader().frame(Article("a", text, published=published))))


def value(text: str, written: str, published: str | None = TUESDAY) -> Claim:
    return next(claim for claim in claims(text, published) if claim.kind == "quantity" and claim.written == written)


def dates(text: str, published: str | None = TUESDAY) -> list[tuple[str, str]]:
    return [(claim.measure, str(claim.value)) for claim in claims(text, published) if claim.kind == "date"]


def spoken(text: str, published: str | None = TUESDAY) -> list[tuple[str | None, str]]:
    return [(claim.speaker, claim.quote) for claim in claims(text, published) if claim.kind == "statement"]


WHEN = [
    # of the stretch, not of one of its ends
    ("The line carried 40,000 riders between January and June.", "40,000", ("2019-01", "2019-06")),
    (
        "Aln Pumps will invest 20 million euros over the next three years.",
        "20 million euros",
        ("2019-08-06", "2022-08-05"),
    ),
    # what is only said in passing dates nothing outside it
    ("Founded in 1998, Aln Pumps employs 350 people.", "350", (TUESDAY, TUESDAY)),
    ("Aln Pumps, which opened in 1998, employs 350 people.", "350", (TUESDAY, TUESDAY)),
    ("The law passed in 2015 limits fees to 60 euros.", "60 euros", (TUESDAY, TUESDAY)),
    ("A study published last year puts the toll at 90.", "90", (TUESDAY, TUESDAY)),
    ("A trial that began on May 8 has heard 92 witnesses.", "92", (TUESDAY, TUESDAY)),
    ("The firm paid 4 euros a share, after paying nothing in 2017.", "4 euros", (TUESDAY, TUESDAY)),
    # a time of what is told next is not of what was told before
    ("Doctors have given 500 doses and another 800 will follow in October.", "500", (TUESDAY, TUESDAY)),
    ("In the capital 12 cases were found; until last week there were none.", "12", (TUESDAY, TUESDAY)),
    # what a figure is held against is not its time
    ("In the first quarter alone it won 95 orders, more than in the whole of 2017.", "95", ("2019-01", "2019-03")),
    ("Sales fell 3 percent in 2018, up 5 percent on the year before.", "3 percent", ("2018", "2018")),
    # when it was foreseen is not the time of what was foreseen
    ("In May it had forecast growth of 4 percent for 2020.", "4 percent", ("2020", "2020")),
    ("The chairman told the paper last week that the hall would cost 3 million euros.", "3 million euros", None),
    # counted from what was told before
    ("Unemployment stood at 6 percent at the end of June. It fell by 900 from a month earlier.", "900", ("2019-06",)),
    ("A blast shook the port on Friday. Prices have risen 9 percent since the blast.", "9 percent", ("2019-08-02",)),
    ("It was the worst fire since November 1988, when 11 people died.", "11", ("1988-11", "1988-11")),
    # a new start lies ahead
    ("Fares go up by 4 percent from 1 October.", "4 percent", ("2019-10-01", "2019-10-01")),
    # the same in other words, before and after "or"
    ("Second-quarter profit fell 4 percent to $9 million, or 61 cents a share.", "61 cents", ("2019-04", "2019-06")),
    (
        "Aln Pumps will cut 1,200 jobs, or about 9 percent of its staff, by the end of 2020.",
        "1,200",
        ("2020-12", "2020-12"),
    ),
    # the months of a report that goes on
    (
        "Second-quarter profit was $9 million. For the six months, it was $20 million.",
        "$20 million",
        ("2019-01", "2019-06"),
    ),
    ("For the first six months of this year, profit was $41 million.", "$41 million", ("2019-01", "2019-06")),
    # held against a year, or against a value of another year
    ("Passenger numbers are 12 percent below 2017.", "12 percent", (TUESDAY, TUESDAY)),
    ("We will end the season with $11 million, against $12 million in 2017.", "$11 million", (TUESDAY, TUESDAY)),
    # of some of those counted alone
    ("They found that 363 clinics had closed, most of them after 2011.", "363", (TUESDAY, TUESDAY)),
    # what is so now stands beside what was then
    ("The unit had sales of $340 million in 2018 and employs 2,600 people.", "2,600", (TUESDAY, TUESDAY)),
    # since then, and since something began
    ("Before 2011 it lost 15 clinics a year. Since then it has lost 50.", "50", ("2011", TUESDAY)),
    ("The fighting has killed 4,300 people since the revolt began in March 2011.", "4,300", ("2011-03", TUESDAY)),
    # what is to come dates nothing that is over
    ("Schools will stay closed tomorrow. In all 64 houses were damaged.", "64", (TUESDAY, TUESDAY)),
    # from now up to a year that is still to come
    (
        "Capacity would go up from 12 million tonnes to 15 million tonnes by March 2021.",
        "12 million tonnes",
        (TUESDAY, TUESDAY),
    ),
    # an hour on its own is of the article's day, in another paragraph than the day before it
    ("Talks broke down on July 9.\n\nShares were up 4 percent by 11:20 GMT.", "4 percent", (TUESDAY, TUESDAY)),
    # the sentence goes on about another of the same kind
    ("Aln Pumps closed at $32 on Monday. Roe Valves closed at $18.", "$18", ("2019-08-05", "2019-08-05")),
    # the day of a dateline is the day of writing
    ("Aug. 6, 2019 -- LEEDS -- Aln Pumps employs 350 people.", "350", (TUESDAY, TUESDAY)),
]


@pytest.mark.parametrize(("text", "written", "valid"), WHEN, ids=[text for text, *_ in WHEN])
def test_a_value_holds_when_its_own_words_say(text: str, written: str, valid: tuple[str, ...] | None) -> None:
    found = value(text, written)
    if valid is None:  # the day of the article is all there is
        assert (found.valid_from, found.basis) == (TUESDAY, "attested")
    elif len(valid) == 1:
        assert found.valid_from == valid[0]
    elif valid[0] == TUESDAY:
        assert (found.valid_from, found.basis) in ((TUESDAY, "attested"), (TUESDAY, "relative"))
    else:
        assert (found.valid_from, found.valid_to) == valid


def test_a_report_of_a_fiscal_quarter_keeps_to_its_fiscal_year() -> None:
    text = (
        "Net profit at Aln Pumps for the fiscal second quarter ended Oct. 25 was $38 million. Costs rose 22 percent in "
        "the quarter. For the first six months, net profit was $79 million, compared with $85 million in the year-ago "
        "period."
    )
    found = {claim.written: (claim.valid_from, claim.valid_to) for claim in claims(text, "2008-11-13")}
    assert found["$38 million"] == ("2008-08", "2008-10")
    assert found["22 percent"] == ("2008-08", "2008-10")
    assert found["$79 million"] == ("2008-05", "2008-10")
    assert found["$85 million"] == ("2007-05", "2007-10")


def test_a_fiscal_year_by_name_has_its_own_months() -> None:
    text = "In the 2009 financial year (ended 30 September 2009) Aln Pumps had revenues of 284 million euros."
    found = value(text, "284 million euros", "2010-07-01")
    assert (found.valid_from, found.valid_to) == ("2008-10", "2009-09")


def test_an_earlier_forecast_is_of_the_same_year_as_the_new_one() -> None:
    text = "The bank raised its forecast for economic growth this year to 3.4 percent from 2.9 percent on Friday."
    assert {claim.valid_from for claim in claims(text) if claim.kind == "quantity"} == {"2019"}


DATES = [
    ("The club played there from 1945 to 1950 and joined the league two years later.", ("accessionDate", "1952")),
    ("Schools will stay closed until Friday.", ("expiryDate", "2019-08-09")),
    ("- 4 May 2018: work begins", ("eventDate", "2018-05-04")),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_a_time_dates_what_its_words_say(text: str, expected: tuple[str, str]) -> None:
    assert expected in dates(text)


def test_a_time_of_day_is_kept_in_what_it_dates() -> None:
    (told,) = [c for c in claims("The blast happened at 11:48 a.m. on Monday.") if c.kind == "date"]
    assert (told.value, told.valid_from, told.valid_to) == ("2019-08-05T11:48", "2019-08-05", "2019-08-05")


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The firm will move by the end of 2020, the chairman announced.", "announcementDate"),
        ("She told a news conference that prices would fall in the fourth quarter.", "meetingDate"),
        ("Schools will not reopen until Friday.", "expiryDate"),
        ("Prices have fallen 4 percent since May.", "startDate"),
        ("It is the biggest crowd in the town since May 2003.", "startDate"),
        ("Schools will stay closed on Friday, the city has announced.", "announcementDate"),
        ("The tunnel opened two weeks earlier than last year.", "startDate"),
    ],
)
def test_a_word_near_a_time_need_not_date_anything(text: str, measure: str) -> None:
    assert measure not in {name for name, _ in dates(text)}


def test_the_dates_below_a_header_are_of_what_it_announces() -> None:
    text = "The festival takes place on these dates:\n\n- 4 June 2020\n- 11 June 2020\n"
    found = [claim for claim in claims(text) if claim.kind == "date"]
    assert [(claim.subject, claim.value) for claim in found] == [("festival", "2020-06-04"), ("festival", "2020-06-11")]
    assert len({claim.scope for claim in found}) == 2  # several days are no contradiction


def test_what_opens_with_a_participle_is_of_the_one_named_next() -> None:
    (founded,) = [claim for claim in claims("Founded in 1998, Aln Pumps makes valves.") if claim.kind == "date"]
    assert (founded.measure, founded.subject) == ("foundingDate", "Aln Pumps")


WHO = [
    # whose estimate it is
    ("The bank raised its forecast for growth to 3 percent and left its rate at 4 percent.", "3 percent", "bank"),
    ("The bank raised its forecast for growth to 3 percent and left its rate at 4 percent.", "4 percent", None),
    ("The ministry's estimate, published last week, is 3 percent.", "3 percent", "ministry"),
    ("Police spoke of 90 guests. Another estimate, by the county, was 200.", "200", "county"),
    # some others
    ("One official put the toll at 12. Another put the figure at 15.", "15", "another official"),
    # who stays nameless
    ("An engineer who asked not to be named said 400 tonnes of gas had leaked.", "400 tonnes", "engineer"),
    # two clauses, one speaker
    ("The council moves in June. It says the move will cost 4,000 euros.", "4,000 euros", "council"),
    ("The state, which owns 70 percent of it, says sales rose 5 percent.", "5 percent", "state"),
    ("By noon, according to the mayor's office, 4,300 people had come.", "4,300", "mayor's office"),
]


@pytest.mark.parametrize(("text", "written", "speaker"), WHO, ids=[f"{text} {written}" for text, written, _ in WHO])
def test_a_figure_is_of_who_holds_it(text: str, written: str, speaker: str | None) -> None:
    assert value(text, written).speaker == speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Lopez denied that. The bridge was safe, she said.", ("Ana Lopez", "The bridge was safe")),
        ("Citing two papers, Ana Lopez said the bridge was safe.", ("Ana Lopez", "the bridge was safe")),
        ("The deputy minister, Ilse Van Damme, left. Van Damme said prices fell.", ("Ilse Van Damme", "prices fell")),
        (
            "Tom Brady quit. Brady told his wife that he was tired. He left at once.\n\n"
            "The party leader, Rhys Owen, said the move came late. He added that two aides had known.",
            ("Rhys Owen", "that two aides had known"),
        ),
        ("Farm ministers met in Riga. It was too late, they said.", ("Farm ministers", "It was too late")),
        ("“It will open in May,” allied sources told the paper.", ("allied sources", "“It will open")),
        ("All the experts we asked said the bridge was safe.", ("All the experts", "the bridge was safe")),
        ("By then, says skipper Ana Lopez, the wind had risen.", ("Ana Lopez", "the wind had risen")),
        ("One of them, Modena, said it would pay.", ("Modena", "it would pay")),
        ('"We fetched twelve people last night."\n\nsays nurse Ana Lopez.', ("Ana Lopez", '"We fetched twelve')),
    ],
)
def test_who_spoke_is_found_from_the_words_around(text: str, expected: tuple[str, str]) -> None:
    assert any(speaker == expected[0] and quote.startswith(expected[1]) for speaker, quote in spoken(text))


@pytest.mark.parametrize("text", ["It felt like 40 degrees.", "It shows that the plan was right.", "It was him."])
def test_it_says_nothing_where_it_stands_for_nothing(text: str) -> None:
    assert spoken(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the study, not what it is about
        (
            "The town hid a study on the harbour's water, which found that the pipes leak.",
            ("study", "that the pipes leak"),
        ),
        # who speaks next has their own words
        ("The pier is safe, the army said, but local elders said that it leaks.", ("local elders", "that it leaks")),
        # a participle belongs to what is told of the report
        ("According to a report by the audit office seen by the paper, pipes leak.", ("report by the audit", "pipes")),
        ("A study published on Monday found that 40 clinics closed.", ("study", "that 40 clinics")),
        ("Ana Lopez was quoted by the paper as saying it was safe.", ("Ana Lopez", "it was safe")),
        ("Aln Pumps, which opened in 1998, said it now expects less.", ("Aln Pumps", "it now expects less")),
        ("The board said in a note dated July 20 that it was late.", ("board", "that it was late")),
        # pronouns
        (
            "Tom Brady left.\n\nThe mayor said the money never came. “They ask us every year,” he said.",
            ("mayor", "“They ask"),
        ),
        ("Managing director S. Raman said demand was weak. “It is over,” he said.", ("Raman", "“It is over")),
        (
            "The MP for Roe, Labour's Ana Lopez, called it late. In a tweet she wrote: “Go now, all.”",
            ("Ana Lopez", "“Go"),
        ),
        # who does not expect it expects the contrary
        ("The bank does not expect a new crisis.", ("bank", "a new crisis")),
        # signed
        ("“He has said bad things time and again.” ― Ana Lopez", ("Ana Lopez", "“He has said")),
    ],
)
def test_the_words_are_of_who_says_them(text: str, expected: tuple[str, str]) -> None:
    found = spoken(text)
    assert any((who or "").startswith(expected[0]) and quote.startswith(expected[1]) for who, quote in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Anybody who says otherwise is wrong.",
        "It is understood that the pier is safe.",
        "She did not say that 40 people had died.",
        "“They tell us.”",
    ],
)
def test_nobody_says_what_nobody_is_named_for(text: str) -> None:
    assert spoken(text) == []


def test_what_a_correction_takes_back_is_denied() -> None:
    text = "Correction: An earlier version of this article said that 26 people had died."
    assert value(text, "26").certainty == "denied"


LABELLED = (
    "An interview with Ana Lopez\n\nAna Lopez builds bridges. She spoke to the paper's Tom Brady.\n\n"
    "Q: The auditors say 14 bridges are gone. Are they?\n\nA: No. They were moved in 2014.\n\n"
    "Q: Sales fell by 8 percent.\n\nA: They did. They will fall by 9 percent again.\n"
)


def test_marked_answers_are_of_who_is_asked() -> None:
    speakers = {claim.written: claim.speaker for claim in claims(LABELLED) if claim.kind != "statement"}
    assert (speakers["2014"], speakers["9 percent"], speakers["8 percent"]) == ("Ana Lopez", "Ana Lopez", None)


INTERVIEW = (
    "'I never counted': an interview with Ana Lopez\n\n"
    "Ana Lopez built 40 bridges. We met her on Saturday.\n\n"
    "When did you know it was over?\n\n"
    "In May. I had 60 guests.\n\n"
    "Did you tell the firm?\n\n"
    "I told them at once. We had 300 guests that night.\n\n"
    "The firm has 900 workers.\n"
)


def test_the_answers_of_an_interview_are_of_who_is_asked() -> None:
    speakers = {claim.written: claim.speaker for claim in claims(INTERVIEW) if claim.kind == "quantity"}
    assert (speakers["60"], speakers["300"]) == ("Ana Lopez", "Ana Lopez")
    assert (speakers["40"], speakers["900"]) == (None, None)


def test_a_page_of_questions_without_answers_by_i_is_no_interview() -> None:
    text = "What did they agree on?\n\nPay goes up by 4 percent.\n\nWho is covered?\n\nAbout 28,000 drivers.\n"
    assert all(claim.speaker is None for claim in claims(text))


@pytest.mark.parametrize(
    ("text", "written", "certainty"),
    [
        ("Ana Lopez said the hall would cost 3 million euros.", "3 million euros", "planned"),
        ("The group claims that the hall would cost 3 million euros.", "3 million euros", "alleged"),
        ("Her client had repaid 60,000 euros and would repay the rest.", "60,000 euros", "asserted"),
        ("Police said five people could not be found.", "five", "asserted"),
        ("The agency estimates that floods have killed 600 people.", "600", "asserted"),
        ("The agency estimates that 600 people will move.", "600", "forecast"),
        ("Sales will be 4 million euros, down from 5 million euros.", "5 million euros", "asserted"),
    ],
)
def test_how_sure_a_figure_is_goes_by_its_own_clause(text: str, written: str, certainty: str) -> None:
    assert value(text, written).certainty == certainty


def test_a_headline_with_an_infinitive_tells_what_is_planned() -> None:
    text = "Ferry line to cut 40 jobs"
    article = Article("a", text, published=TUESDAY, blocks=(Block(Span(0, len(text)), "headline"),))
    (cut,) = [claim for claim in reader().claims(reader().frame(article)) if claim.kind == "quantity"]
    assert cut.certainty == "planned"


def test_a_figure_of_demand_alone_is_of_the_demand_told_before() -> None:
    text = (
        "World oil demand will grow 1.9 percent in 2020. The agency cut its estimate for demand to 83 million barrels."
    )
    found = [claim for claim in claims(text) if claim.measure.startswith("demand")]
    assert len({claim.subject for claim in found}) == 1


def test_who_denies_a_toll_does_not_deny_the_day_of_the_attack() -> None:
    text = "The ministry denied that more than 40 soldiers had been killed in the attack on Port Orlo on Thursday."
    assert {claim.kind: claim.certainty for claim in claims(text) if claim.kind != "statement"} == {
        "quantity": "denied",
        "date": "asserted",
    }


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The contract covers 310 km of lines.", "310 km"),
        ("Two hospitals in Varda admitted 46 miners on Thursday.", "46"),
    ],
)
def test_what_covers_or_admits_an_amount_says_nothing(text: str, written: str) -> None:
    assert value(text, written).speaker is None


def test_customs_speak_as_other_offices_do() -> None:
    told = value("Norland's exports were up 2.8 percent in March, local customs said Thursday.", "2.8 percent")
    assert told.speaker == "local customs"
