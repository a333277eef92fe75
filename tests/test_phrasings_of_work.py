"""Ways in which news tells of jobs that are cut and added, and of those who work somewhere."""

from __future__ import annotations

import pytest
from sentences import figures, stated

CUT, ADDED, STAFF = "jobsCut", "jobsAdded", "headcount"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("About 2,400 positions will go in Britain, the bank said.", "About 2,400", CUT),
        ("Of the 780 jobs being cut, most are abroad.", "780", CUT),
        ("The merger comes on top of the 400 posts eliminated last year.", "400", CUT),
        ("The bank is getting rid of 900 people in its investment arm.", "900", CUT),
        ("The bank sheds 900 staff.", "900", CUT),
        ("Around 70 workers were sacked when the paper closed.", "Around 70", CUT),
        ("The group is to slash its headcount by 4,000 at home.", "4,000", CUT),
        ("The firm counted 83,470 planned cuts for the month.", "83,470", CUT),
        ("The economy won back the 417,000 jobs that were lost in the crisis.", "417,000", CUT),
        ("The planned restructuring will affect 1,000 workers.", "1,000", CUT),
        ("It would lay off 6% of its workforce, or about 1,050 employees.", "about 1,050", CUT),
        ("The maker of routers will shed 8% of its staff, or more than 7,000 people.", "more than 7,000", CUT),
        ("The maker of routers will shed 8% of its staff.", "8%", "percentageShare"),
        ("Acme will cut 1,250 jobs. The first 400 will leave in November.", "400", CUT),
        ("Acme will cut 1,250 jobs. Workers will be told soon; the remaining 850 leave by May.", "850", CUT),
        ("Employment rose by 34,500 in July.", "34,500", ADDED),
        ("Full-time employment grew by 12,000, the bureau said.", "12,000", ADDED),
        ("Payrolls increased by 75,000 in May.", "75,000", ADDED),
        ("The start-up has doubled its staff to 120.", "120", STAFF),
        ("More than 60 rounds were fired at the school.", "More than 60", "missilesLaunched"),
    ],
)
def test_work_is_told_in_many_ways(text: str, value: str, measure: str) -> None:
    assert [found for _, found, _ in stated(text, value)] == [measure]


def test_parts_of_a_total_are_of_its_measure() -> None:
    found = figures("The carmaker sold 133,762 vehicles in May. Of the total, 69,544 were electric cars.")

    assert found["69,544"].measure == found["133,762"].measure == "unitsSold"
