"""Bare values → the measure that the article keeps speaking of: growth, rates, jobs, sums.

"India remains the largest recipient with $72 billion", in an article about remittances; "Russia's contraction was put
at 1.8 percent", in one about growth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.uses import by_unit, used_for
from kg.extract.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS, camel, singular, vocabulary
from kg.lexicon import Lexicon, Measure
from kg.model import Mention, Quantity

_FIRMS = frozenset({"Organisation", "Product", "Person"})  # have sums of many kinds
_THEME = 1.2  # weight of a measure of which three sentences speak
_LOST, _NEXT = vocabulary("lost cut shed axed gone lose"), 5  # words after what is counted
_LANDS = ("Place", "State")
_PEOPLE = vocabulary("people person")
_ADJECTIVE = 1  # words of "unemployment rate" before "rate"
_NAMED = 8  # words from "rate" to its value
_PLAIN = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | vocabulary("overall national annual youth average if when where")
_CROWD = vocabulary("children people women men youth police staff")
_TRADE, _GAPS = "tradeBalance", frozenset({"deficit", "budgetDeficit"})
_STATE_GAPS = vocabulary("budget fiscal government federal public treasury pension")
_GROWING = "Growth"  # ends the names of measures that are changes by their nature
_AFTER = (PREPOSITIONS - {"of"}) | vocabulary("this next last and respectively year compared while but as per which a")


class Themes:
    """Finds the measure of a value that no word names by what the article is about."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        usual = by_unit(lexicon)
        self._sum, self._share = usual.get("money"), usual.get("percent")
        self._number, self._moved = usual.get("count"), usual.get("relative change")
        self._by_name = {measure.name: measure for measure in lexicon.measures}
        self._deals = frozenset(used_for(lexicon, "deal"))
        self._topics = frozenset(used_for(lexicon, "topic"))
        self._rates = {measure.name: measure for measure in lexicon.measures if _is_rate(measure)}

    def of(
        self,
        frame: Frame,
        mention: Mention,
        chosen: Chosen,
        role: Role,
        classes: tuple[str, ...],
        usual: Mapping[str, float],
    ) -> Chosen:
        """Return the measure of a value whose words name none, if who has it can have what the article speaks of."""
        if chosen.name == self._sum and chosen.rule == "measure.unit" and role.part == "level":
            kept = self._kept(usual, "money", stated=False)
            only = kept[0] if len(kept) == 1 else None
            if only is not None and only.name in self._deals and self._grammar.is_a(classes, _LANDS):
                return chosen  # states make deals that are no sale: "Britain would pay the bloc $40 billion"
            return self._told(chosen, only, classes)
        if chosen.name.removesuffix("Change") in _GAPS and self._of_trade(frame, chosen, usual):
            change = "Change" if chosen.name.endswith("Change") else ""
            known = self._by_name.get(_TRADE + change, self._by_name[_TRADE])
            return replace(chosen, name=_TRADE + change, measure=known)
        first = frame.range(mention.span)[0]
        asked = chosen.name.startswith("poll") and frame.lows[first - 2 : first] == ("rate", "of")
        if (chosen.name == self._share and chosen.rule == "measure.unit") or asked:
            if (rate := self._rate(frame, mention, usual)) is not None:
                return rate
            shared = asked or self._shared(frame, mention)
            return chosen if shared else self._told(chosen, self._main(usual, "percent"), classes)
        if chosen.name == self._moved and role.part == "change":
            main = self._main(usual, "percent")
            grows = main is not None and main.name.endswith(_GROWING)
            return self._told(chosen, main, classes) if grows else chosen
        if (chosen.rule == "measure.head-noun" and chosen.measure is None) or chosen.name == self._number:
            main = self._main(usual, "count")
            own = main is not None and (chosen.name == self._number or self._counts(mention, frame, main))
            return replace(chosen, name=main.name, measure=main, rule="measure.theme") if main and own else chosen
        return chosen

    def _of_trade(self, frame: Frame, chosen: Chosen, usual: Mapping[str, float]) -> bool:
        """Say whether a bare surplus or deficit is of trade: "October produced a $250 million surplus"."""
        if _TRADE not in usual or chosen.cue is None or chosen.cue[1] - chosen.cue[0] > 1:
            return False
        return usual[_TRADE] >= usual.get("budget", -1.0) and _STATE_GAPS.isdisjoint(frame.distinct)

    def _told(self, chosen: Chosen, theme: Measure | None, classes: tuple[str, ...]) -> Chosen:
        unknown = not classes and theme is not None and not _FIRMS & {*theme.subject_classes}
        if theme is None or not (unknown or self._grammar.is_a(classes, theme.subject_classes)):
            return chosen
        return Chosen(theme.name, theme, "measure.theme")

    def _kept(self, usual: Mapping[str, float], kind: str, *, stated: bool) -> list[Measure]:
        kept = [self._by_name[name] for name, weight in usual.items() if weight >= _THEME and name in self._by_name]
        return [m for m in kept if kind in (m.units or ("count",)) and (not stated or m.name in self._topics)]

    def _main(self, usual: Mapping[str, float], kind: str) -> Measure | None:
        """Return the statistic of which more sentences speak than of any other of its kind."""
        kept = sorted(self._kept(usual, kind, stated=True), key=lambda measure: -usual[measure.name])
        if not kept or (len(kept) > 1 and usual[kept[1].name] == usual[kept[0].name]):
            return None
        return kept[0]

    def _rate(self, frame: Frame, mention: Mention, usual: Mapping[str, float]) -> Chosen | None:
        """Return the measure of a rate: by its own name, else the one that the article speaks of most.

        "An infection rate of 7 percent"; "among those under 25, the rate was 39 percent".
        """
        first = frame.range(mention.span)[0]
        begin = max(frame.clauses[frame.clause(first)][0], first - _NAMED)
        last = frame.range(mention.span)[1]
        if "rate" in frame.lows[last : last + 1 + _ADJECTIVE]:
            return self._rated(frame, frame.lows.index("rate", last), last, usual)  # "rose to a 4.1% rate"
        at = next((i for i in range(first - 1, begin - 1, -1) if frame.lower(i) in ("rate", "rates")), None)
        if at is None or any(at < i < first for i in frame.valued):
            return None
        return self._rated(frame, at, begin, usual)

    def _rated(self, frame: Frame, at: int, begin: int, usual: Mapping[str, float]) -> Chosen | None:
        """Return the measure of the rate at a token; words from ``begin`` on may name it."""
        before = frame.tokens[at - 1].text if at > begin else ""
        of = frame.tokens[at + 2].text if frame.lower(at + 1) == "of" and at + 2 < frame.size else ""
        plain = of.endswith("s") or of in _PLAIN or of in _CROWD  # "the rate of children without coverage"
        if of.isalpha() and of.islower() and not plain and (not before or before.lower() in _PLAIN):
            return Chosen(camel(f"{of} rate"), self._by_name.get(camel(f"{of} rate")), "measure.head-noun")
        if before.isalpha() and frame.lower(at - 1) not in _PLAIN:
            named = before.islower() and not before.endswith(("est", "ed", "ly"))
            return Chosen(camel(f"{before} rate"), None, "measure.head-noun") if named else None
        spoken = sorted(((weight, name) for name, weight in usual.items() if name in self._rates), reverse=True)
        alone = spoken and spoken[0][0] >= 0 and (len(spoken) == 1 or spoken[1][0] < spoken[0][0])
        told = self._rates[spoken[0][1]] if alone else None
        return Chosen(told.name, told, "measure.theme") if told is not None else None

    def _counts(self, mention: Mention, frame: Frame, theme: Measure) -> bool:
        """Say whether what is counted is what the theme counts: "76,000 new positions" in an article about jobs."""
        noun = mention.value.noun if isinstance(mention.value, Quantity) else None
        if noun is not None and not _LOST.isdisjoint(
            frame.lows[frame.at(noun.end - 1) : frame.at(noun.end - 1) + _NEXT]
        ):
            return False  # "the 417,000 jobs that were lost in the recession"
        named = singular(frame.lower(frame.at(noun.end - 1))) if noun is not None else ""
        gathered = theme.owner == "event" and named in _PEOPLE  # "338,000 people were on the main route"
        return gathered or named in {singular(each) for each in theme.nouns}

    def _shared(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a noun or a verb after a share tells of whom it is: "45 percent of them", "45 percent said"."""
        after = frame.lower(frame.range(mention.span)[1])
        return after[:1].isalpha() and after not in _AFTER


def _is_rate(measure: Measure) -> bool:
    """Say whether people call a measure a rate, and it is neither of a poll nor a change."""
    if "percent" not in measure.units or measure.name.startswith("poll") or measure.name.endswith(("Change", "Growth")):
        return False
    return any(cue.endswith(" rate") for cue in measure.cues)
