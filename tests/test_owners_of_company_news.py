"""Whose figures company and market news tell: of firms, of what is bought, of goods, and not of who tells them."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        (
            "Since the 2001 attacks in the United States, Kestrel Air has cut 13,000 jobs.",
            "13,000",
            "Kestrel Air",
        ),
        ("Before the merger with Orling, Acme Inc employed 4,000 people.", "4,000", "Acme Inc"),
        ("Late on Monday, Velding Foods said it would lift its dividend to 70 cents.", "70 cents", "Velding Foods"),
        (
            "Flats of 90 square metres or more accounted for 34% of all sales in Norland.",
            "34%",
            "Flats of 90 square metres or more",
        ),
    ],
)
def test_what_opens_a_sentence_or_a_figure_in_it_owns_nothing(text: str, value: str, subject: str) -> None:
    found = figures(text)[value].subject
    assert subject.startswith(found) or found == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Kestrel Air shed 1,200 jobs, Lundair lost $300m, and Bravia raised fares by 5%.", "$300m", "Lundair"),
        ("Barclays expects Velding's profit to reach £300m in 2025.", "£300m", "Velding"),
        ("Its rival Norcell, which UBS says is worth $3bn, has 40 million customers.", "$3bn", "Norcell"),
        ("The company said Orling's profit before exceptional items rose 8%.", "8%", "Orling"),
        (
            "A trade body published its own data, revealing Norcell's subscriber base stood at 348 million.",
            "348 million",
            "Norcell",
        ),
        ("Kestrel Inc lost money. The company employs 12,000 people in Ohio.", "12,000", "Kestrel Inc"),
    ],
)
def test_a_figure_is_of_the_firm_that_has_it(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Velding - formed after the Lund, Orsa and Paris mills merged - employs 3,000 people.", "3,000"),
        ("Velding, founded after the Lund and Orsa mills merged, employs 3,000 people.", "3,000"),
        ("Velding - one of the biggest oil firms in Europe after Shell and Total - cut 900 jobs.", "900"),
    ],
)
def test_a_clause_goes_on_after_an_aside(text: str, value: str) -> None:
    assert figures(text)[value].subject == "Velding"


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Orling Software said sales rose. The Seattle company employs 4,000 people.", "4,000", "Orling Software"),
        (
            "Brenda Motors plans a plant in Spain. The Turin carmaker sold 240,000 cars in May.",
            "240,000",
            "Brenda Motors",
        ),
        (
            "The US owns more of Manchester United. The Old Trafford club had a turnover of £170m last year.",
            "£170m",
            "Manchester United",
        ),
    ],
)
def test_the_place_before_a_description_is_where_the_firm_is(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Halden Steel has completed its $4.5bn acquisition of US firm Orstel.", "$4.5bn", "Orstel deal"),
        ("The merger follows its $300m takeover of German rival Bauwerk.", "$300m", "Bauwerk deal"),
    ],
)
def test_a_deal_is_of_the_firm_bought_and_not_of_its_land(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("US light crude rose $1.64 to $47.10 on Friday.", "$47.10", "US light crude"),
        ("Canadian spring wheat climbed $3 to $212 a tonne.", "$212 a tonne", "Canadian spring wheat"),
        ("Crude oil prices surged above the $47 a barrel mark on Thursday.", "$47 a barrel", "Crude oil prices"),
        (
            "Strong demand lifts oil\n\nThe Lund based watchdog raised its forecast.\n\nThe Energy Department reported "
            "that crude stockpiles had fallen 2m barrels.",
            "2m barrels",
            "crude stockpiles",
        ),
        (
            "Shoppers were bold in May, a survey found. Sales at book stores fell most, dropping 3 percent.",
            "3 percent",
            "book stores",
        ),
    ],
)
def test_prices_and_stocks_are_of_the_goods(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The Lund building society said prices fell 2 percent in May across Norway.", "2 percent"),
        ("The Society of Motor Traders said new car registrations fell 3.2 percent in Norway in May.", "3.2 percent"),
        ("Savings bank Halden said house prices in Norway rose 4 percent in May.", "4 percent"),
    ],
)
def test_who_only_tells_of_a_market_owns_none_of_it(text: str, value: str) -> None:
    subject = figures(text)[value].subject
    assert not {"Society", "society", "Halden"} & set(subject.split())


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Kestrel Air posted a loss. It is postponing the delivery of 54 Boeing jets.", "54", "Kestrel Air"),
        (
            "Norcell lost 561,000 users, bringing its base to 9 million, while Kestrel Telecom lost 400,000, cutting "
            "its base to 5 million.",
            "5 million",
            "Kestrel Telecom",
        ),
        (
            "Shares rose on the Lund Stock Exchange. The Lund Stock Exchange lists 120 firms.",
            "120",
            "Lund Stock Exchange",
        ),
    ],
)
def test_makers_and_firms_told_before_a_turn_own_nothing_after_it(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        (
            "A Danish firm whose main drug is derived from venom is looking to raise 70m euros.",
            "70m euros",
            "Danish firm",
        ),
        ("A company which makes crackers in Leeds has cut 300 jobs.", "300", "company"),
        ("Altogether, Velding Foods cut 300 jobs.", "300", "Velding Foods"),
        ("Norland has ordered a halt to construction work on 26 power stations.", "26", "Norland"),
    ],
)
def test_the_main_clause_has_its_own_subject(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject
