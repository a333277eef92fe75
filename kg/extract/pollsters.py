"""Who asked people, and the poll itself → no owners of what the people said."""

from __future__ import annotations

from kg.extract.candidates import Candidate
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

CONTESTED = frozenset({"voteShare", "pollShare", "seats", "countedShare", "turnout", "percentageShare"})
_RESULTS = frozenset({"results", "returns", "tallies", "projections", "count", "counts", "trends"})
_NAMED = 2  # words from "Acme" to the "poll" of "an Acme/Roe poll"


class Pollsters:
    """Knows them by the words beside their names."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._polls = frozenset(cue.text for cue in lexicon.cues_of("fieldwork") if cue.sense == "poll")

    def asks(self, page: Page, frame: Frame, candidate: Candidate, *, inside: bool) -> bool:
        """Say whether a candidate is who asked people, or the poll: it has no share of what they said."""
        if candidate.classes is None or "Person" in candidate.classes:
            name = candidate.name.lower()
            last = name.partition(" by ")[0].rpartition(" ")[2]  # "a poll by Lakeside"
            return name.startswith("pollster") or (last in self._polls and last.startswith(("poll", "survey")))
        poll = page.polled(frame)
        if poll is not None and candidate.name.casefold() in poll.name.casefold():
            return True
        last_token = frame.range(candidate.span)[1] if inside and candidate.span is not None else frame.size
        return not self._polls.isdisjoint(frame.lows[last_token : last_token + _NAMED])

    def tells(self, candidate: Candidate) -> bool:
        """Say whether words are of results, which tell who has votes and seats and have none themselves."""
        head = candidate.name.lower().partition(" of ")[0].partition(" based ")[0].partition(" (")[0]
        return head.rpartition(" ")[2] in _RESULTS

    def other(self, page: Page, frame: Frame, mention: Mention) -> Entity | None:
        """Return another institute than the article's own that asked people: "ICM questioned 2,029 adults"."""
        phrase = self._grammar.subject(frame, frame.clause(frame.range(mention.span)[0]))
        found = frame.entity(phrase.last - 1) if phrase is not None and phrase.last > phrase.first else None
        entity = found.value if found is not None else None
        if page.poll is None or not isinstance(entity, Entity) or entity.name.casefold() in page.poll.name.casefold():
            return None
        named = not self._grammar.is_a(entity.classes, ("Person", "Place")) and entity.form != "pronoun"
        return entity if named else None
