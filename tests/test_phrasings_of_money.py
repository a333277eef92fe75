"""Ways in which news tells of sums: what is earned, asked, paid, lent and lost, and what is no such sum."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Net profit was Rs. 212.4 crore, against Rs. 180 crore a year ago.", "Rs. 212.4 crore", "profit"),
        ("Tolmar Motors Q3 PAT seen up 9% YoY at Rs 145 cr: Kelson Securities", "Rs 145 cr", "profit"),
        ("The toy shop rang up sales of 12 million pounds at Christmas.", "12 million pounds", "revenue"),
        ("The park generates about 3 million euros a year in income.", "about 3 million euros a year", "revenue"),
        ("Tolmar said income from its ports was up 4% at £91m.", "£91m", "revenue"),
        ("Gross bookings at the lodging site came to $3.1 billion.", "$3.1 billion", "amount"),
        ("'Harbour' opens in China with a 310m yuan debut at the box office.", "310m yuan", "boxOffice"),
        ("The comedy slipped to third place with $7.5 million.", "$7.5 million", "boxOffice"),
        ("The film cost $45 million to make.", "$45 million", "cost"),
        ("Analysts expected adjusted earnings of $1.24 for Tolmar.", "$1.24", "earningsPerShare"),
        ("Analysts were looking for 41 cents.", "41 cents", "earningsPerShare"),
        ("Tolmar raised its EPS forecast to a range of $2.10 to $2.30.", "$2.10 to $2.30", "earningsPerShare"),
        ("The yard won a $310 million contract for two ferries.", "$310 million", "dealValue"),
        ("The benchmark contract closed at $57.20 a barrel.", "$57.20 a barrel", "price"),
        ("Tolmar will pay 1.9 billion euros for the Polish unit of Brandt.", "1.9 billion euros", "dealValue"),
        ("The fund bought 4 million shares at $31 a share.", "$31", "priceOffered"),
        ("The firm is now worth $12 billion on the stock exchange.", "$12 billion", "marketValue"),
        ("The rout wiped 4 billion dollars off the group.", "4 billion dollars", "marketValueChange"),
        ("The stock closed at $44.10, valuing the company at $3 billion.", "$44.10", "priceOfStock"),
        ("Voters back a raise from the current $8.50 an hour.", "$8.50 an hour", "wage"),
        ("Tourists came in droves, earning the island 2.4 billion dollars.", "2.4 billion dollars", "amount"),
        ("Acme would owe Tolmar a break-up fee of $70 million.", "$70 million", "breakupFee"),
        ("The hackers want a ransom of 5 million dollars.", "5 million dollars", "ransom"),
        ("The chief executive's pay package was worth 3.1 million pounds.", "3.1 million pounds", "executivePay"),
        ("The charity auction raised 60,000 pounds.", "60,000 pounds", "donationsRaised"),
        ("The average house now sells for 212,000 pounds.", "212,000 pounds", "price"),
        ("The stock changed hands at $17.60 on Monday.", "$17.60", "priceOfStock"),
        ("The deficit of Latvia widened to 300 million euros.", "300 million euros", "budgetDeficit"),
        ("Losses from the typhoon topped 3 billion pesos.", "3 billion pesos", "damage"),
        ("The blackout cost the exchange 2 million dollars in lost fees.", "2 million dollars", "cost"),
        ("A compensation package of 4 million dollars was agreed.", "4 million dollars", "compensation"),
        ("NATO allies promise Kyiv 30 billion euros.", "30 billion euros", "aidPledged"),
        ("The army gets 12 billion kronor next year.", "12 billion kronor", "defenceBudget"),
        ("The chipmaker is spending 9 trillion won on a plant.", "9 trillion won", "spending"),
        ("The dairy announced a $25 million expansion of its plant.", "$25 million", "investment"),
        ("Tolmar Q2 EPS 44c; revenue $1.02B", "44c", "earningsPerShare"),
        ("Only 40 percent of the agency's $56 million budget has come in.", "$56 million", "budget"),
        ("Tolmar Air climbed 3.4 percent to $18.20 after it raised its outlook.", "$18.20", "priceOfStock"),
        ("Tolmar's earnings, which strip out one-off costs, came in at £96 million.", "£96 million", "profit"),
        ("The order is worth $15 billion at list prices.", "$15 billion", "dealValue"),
        ("The nurse takes home 1,900 pounds a month.", "1,900 pounds a month", "amount"),
        ("The Brandt share gained 3 percent on profit up 22% to $5 million, margin at 8%.", "8%", "margin"),
        ("The school got 2 million euros for a cash transfer programme.", "2 million euros", "amount"),
    ],
)
def test_sums_are_told_in_many_ways(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_a_value_in_brackets_behind_one_of_its_unit_is_the_earlier_one() -> None:
    found = figures("Tolmar's profit rose to Rs 310 crore (Rs 275 crore) on revenue of Rs 900 crore.")
    assert [(found[w].measure, found[w].standing) for w in ("Rs 310 crore", "Rs 275 crore", "Rs 900 crore")] == [
        ("profit", "current"),
        ("profit", "prior"),
        ("revenue", "current"),
    ]


def test_a_value_in_brackets_of_another_unit_says_the_same_again() -> None:
    found = figures("Donors gave 700 million dollars (630 million euros) in aid.")
    assert found["630 million euros"].standing == "current"


def test_points_and_percent_of_an_index_are_one_change() -> None:
    found = figures("The FTSE 100 added 31 points, or 0.4 percent, to 7,410.")
    assert found["31 points"].measure == found["0.4 percent"].measure == "indexLevelChange"
    assert found["7,410"].measure == "indexLevel"


def test_sums_of_an_article_about_remittances_are_remittances_of_whoever_gets_them() -> None:
    found = figures(
        "Remittances to Asia rose. Remittances help poor families. The bank said remittances would grow. "
        "Other large recipients got $26 billion."
    )
    assert found["$26 billion"].measure == "remittances"
