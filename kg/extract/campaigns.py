"""Money raised → by whom tells what it is: a candidate's campaign funds, a charity's donations, a firm's capital."""

from __future__ import annotations

from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.subjects import Subject
from kg.extract.words import vocabulary
from kg.values import replace

_CAPITAL, _TAKINGS = "capitalRaised", "revenue"
_CAMPAIGN, _CAUSE = "campaignFunds", "donationsRaised"
_IN = frozenset({"took", "take", "takes", "taking", "brought", "bring", "brings", "bringing", "pulled", "raked"})
_RUNNERS = vocabulary("pac pacs campaign campaigns committee committees fundraiser fundraisers candidates")
_CHARITIES = vocabulary("charity charities appeal hospice foundation telethon runners volunteers well-wishers")
_CONTEST = vocabulary("candidate candidates presidential pac pacs midterms donors")  # beside "campaign"
_FIRMS, _PERSONS = ("Company", "State"), ("Person",)
_CAMPAIGNING = vocabulary("campaign campaigns pac pacs reelection re-election")
_GOOD = vocabulary("charity charities hospice donations fundraising fundraiser refugees victims appeal")
_INVESTING = vocabulary("investors investor venture bonds shares round ipo capital startup start-up")
_TOLD = ("raised for", 0)  # key of the memo of the first frame


class Campaigns:
    """Tells money raised for a campaign or a cause from capital."""

    def __init__(self, grammar: Grammar, measures: Measures) -> None:
        self._grammar, self._measures = grammar, measures

    def of(self, page: Page, frame: Frame, chosen: Chosen, subject: Subject) -> Chosen:
        """Return the measure of money that somebody raised or took in, by who did."""
        if chosen.name == _TAKINGS:
            taken = chosen.cue is not None and frame.lower(chosen.cue[0]) in _IN
            running = taken and (self._runs(subject) or self._told(page) == _CAMPAIGN)
            name = _CAMPAIGN if running and not self._grammar.is_a(subject.classes, _FIRMS) else None
        elif chosen.name == _CAPITAL and _INVESTING.isdisjoint(frame.distinct):
            name = self._raised(page, subject)
        else:
            return chosen
        return chosen if name is None else replace(chosen, name=name, measure=self._measures.named(name))

    def _raised(self, page: Page, subject: Subject) -> str | None:
        if self._runs(subject) or (self._told(page) == _CAMPAIGN and not self._grammar.is_a(subject.classes, _FIRMS)):
            return _CAMPAIGN
        if not _CHARITIES.isdisjoint(subject.name.lower().split()):
            return _CAUSE
        return self._told(page) if self._grammar.is_a(subject.classes, _PERSONS) else None

    def _runs(self, subject: Subject) -> bool:
        words = subject.name.lower().partition(" (")[0].split()
        return self._grammar.is_a(subject.classes, ("Party",)) or not _RUNNERS.isdisjoint(words)

    def _told(self, page: Page) -> str | None:
        """Return what a person raises money for in an article about a vote, or about a cause."""
        memo = page.frames[0].memo
        if _TOLD not in memo:
            words = frozenset().union(*(frame.distinct for frame in page.frames))
            good = _CAUSE if not _GOOD.isdisjoint(words) else None
            running = not words.isdisjoint(_CAMPAIGNING) and not _CONTEST.isdisjoint(words)
            memo[_TOLD] = _CAMPAIGN if running else good
        found: str | None = memo[_TOLD]
        return found
