"""Quantity with its measure → who stands beside it and may own it: possessors, nouns after it, lists, appositions."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.affected import Affected
from kg.extract.appositions import Appositions
from kg.extract.awarded import Awarded
from kg.extract.candidates import Candidate, Candidates
from kg.extract.changes import COMPARED
from kg.extract.clause_owners import Clauses
from kg.extract.compounds import Compounds
from kg.extract.estimated import Estimated
from kg.extract.goods_moved import added, make
from kg.extract.holders import Holders
from kg.extract.likeness import counted_people
from kg.extract.neighbours import BOUGHT, Neighbours
from kg.extract.phrases import Grammar
from kg.extract.shares import Shares
from kg.extract.sought import Sought
from kg.extract.sums import money
from kg.extract.surveyed import Surveyed
from kg.extract.uses import used_for
from kg.extract.voted import Voted
from kg.extract.wider import Wider
from kg.extract.words import BE, DETERMINERS, POSSESSIVES, vocabulary
from kg.lexicon import Lexicon

_IMPOSED, _ON = vocabulary("imposed imposes impose imposing slapped levied"), frozenset({"on"})
_LINKS = vocabulary("to in for from at")
_COMPARED = frozenset({"for", "among", "of", "in", "at"})
_COMES = frozenset({"comes", "came", "come"})
_LANDS = frozenset({"State", "Place"})
_MOVED, _IN, _GOODS = 10.0, frozenset({"in"}), frozenset({"Commodity", "MarketItem"})
_OF, _FROM = frozenset({"of"}), frozenset({"from"})
_COUNTING = frozenset({"place", "subject", "topic"})
_PAID, _LISTED, _TO = 3.0, 10.0, frozenset({"to", "for"})
_LISTING = frozenset({",", "and"})
_THEM, _THERE = vocabulary("which whom them these those"), frozenset({"in", "at"})


class ValueOwners:
    """Looks for owners beside a value, the surest first."""

    def __init__(
        self,
        lexicon: Lexicon,
        grammar: Grammar,
        *,
        candidates: Candidates,
        beside: Neighbours,
        affected: Affected,
        clauses: Clauses,
        estimated: Estimated,
    ) -> None:
        self._grammar, self._candidate = grammar, candidates
        self._beside, self._affected = beside, affected
        self._clauses, self._estimated = clauses, estimated
        self._apposed = Appositions(grammar, candidates)
        self._compounds = Compounds(lexicon, grammar, candidates)
        self._holders = Holders(grammar, candidates, beside)
        self._awarded = Awarded(lexicon, grammar, candidates)
        self._shares, self._wider = Shares(lexicon, grammar, candidates), Wider(lexicon, grammar, candidates)
        self._terms, self._targets = used_for(lexicon, "term"), used_for(lexicon, "rating")
        self._voted, self._surveyed = Voted(lexicon, grammar, candidates), Surveyed(grammar, candidates)
        self._opinions = frozenset(used_for(lexicon, "opinion"))
        self._prices, self._costs = used_for(lexicon, "price"), used_for(lexicon, "cost")
        self._visits = frozenset(used_for(lexicon, "visit"))
        self._orders = frozenset(used_for(lexicon, "order"))

    def of(self, value: Sought) -> Iterator[Candidate]:
        """Yield who may own a value because of where they stand."""
        yield from self._possessing(value)
        yield from self._parts(value)
        yield from self._described(value)
        yield from self._placed(value)
        yield from self._linked(value)

    def _possessing(self, value: Sought) -> Iterator[Candidate]:
        """Those before "'s" and after "of"."""
        page, frame, first, end = value.page, value.frame, value.first, value.noun_end
        if value.quantity is not None and value.quantity.unit == "rank":
            yield from self._apposed.ranked(page, frame, first)
        else:
            yield from self._beside.possessor(page, frame, first, 10.0 + value.possessive, "subject.possessor")
        score = 6.5 if (value.share and value.chosen.owner != "topic") or end == value.last else 10.0
        less = 0.0
        for found in self._beside.after(page, frame, end, score + value.possessive, "subject.of-noun", _OF):
            stuff = found.classes is None and value.chosen.owner == "place" and not value.share
            if not stuff or frame.lower(end + 1) in DETERMINERS:
                less = less or make(self._grammar, frame, value.mention, found)
                yield found._replace(score=found.score - less)  # "doses of vaccines" are no vaccines' but a land's
        yield from self._shares.gapped(page, frame, first)
        if "with" in frame.distinct and value.mention in frame.quantities:
            yield from self._shares.with_them(page, frame, value.mention)

    def _parts(self, value: Sought) -> Iterator[Candidate]:
        """Those whose part or choice the value is, and the people that it counts."""
        page, frame, first, quantity = value.page, value.frame, value.first, value.quantity
        opinion = value.chosen.name in self._opinions
        if value.share:
            if value.change is None or value.change.part == "level":
                yield from self._holders.of(page, frame, first, value.last)
            if opinion:
                yield from self._shares.part_of(page, frame, value.mention)
            yield from self._shares.favoured(frame, value.last)
            if opinion:
                yield from self._shares.asked(page, frame, value.last)
        alone = quantity is not None and frame.lower(value.last) == ")"
        if value.share or (alone and quantity is not None and (quantity.unit is None or money(quantity))):
            yield from self._shares.bracketed(page, frame, first, named=money(quantity))
        if quantity is not None and quantity.noun is not None and value.chosen.owner in _COUNTING:
            counted = counted_people(self._grammar, frame, frame.range(quantity.noun), value.wanted)
            if counted is not None:  # "1 million Indonesians", "1,000 Russian troops"
                yield self._candidate.entity(counted, 9.5, "subject.counted-people")._replace(score=9.5)
        if value.share or value.chosen.name.startswith("poll"):
            yield from self._shares.option(frame, first)
            if value.share:
                yield from self._shares.standing(page, frame, first)
                yield from self._surveyed.of(value)

    def _described(self, value: Sought) -> Iterator[Candidate]:
        """Those whom the value is put on, priced at, joined to, or compared with."""
        page, frame, first, end = value.page, value.frame, value.first, value.noun_end
        yield from self._clauses.put(page, frame, first)
        if value.chosen.name in self._prices:
            yield from self._beside.priced(page, frame, first)
        yield from self._compounds.of(page, frame, value.mention, plain=value.chosen.rule == "measure.unit")
        if value.change is not None and value.change.rule == COMPARED:
            past = end + (frame.lower(end + 1) in _COMPARED and frame.lower(end) not in _COMPARED)
            # "against a 2 percent rise in the Sensex"
            for found in self._beside.after(page, frame, past, 14.0, "subject.compared", _COMPARED):
                yield found._replace(score=14.0)  # "for girls": here stuff is an owner
        counted = value.quantity is not None and not value.quantity.unit
        yield from self._wider.of(page, frame, value.mention, end, counted=counted)
        yield from self._awarded.of(value)
        yield from self._shares.those(frame, first)
        yield from self._shares.listed(page, frame, value.mention)

    def _placed(self, value: Sought) -> Iterator[Candidate]:
        """Those whom the words about the value name: fined, rated, sought, in apposition, ordering, bearing a cost."""
        page, frame, first, chosen = value.page, value.frame, value.first, value.chosen
        yield from self._voted.of(value)
        if chosen.name in self._visits:
            yield from self._affected.visited(page, frame, value.last)
        yield from self._affected.governed(page, frame, first)
        yield from self._affected.punished(page, frame, first)
        yield from self._affected.accused(page, frame, first)
        if not _IMPOSED.isdisjoint(frame.distinct):  # "imposed a fine of $9,000 on the mayor"
            yield from self._beside.after(page, frame, value.noun_end, 13.0, "subject.object", _ON)
        if chosen.cue is not None and chosen.name in self._targets:
            yield from self._affected.rated(page, frame, chosen.cue)
        if chosen.name in self._terms:
            yield from self._affected.sought(page, frame, first, value.last)
        yield from self._apposed.apposed(page, frame, first, value.noun_end)
        yield from self._apposed.sized(page, frame, first, value.last)
        yield from self._apposed.elapsed(page, frame, first, value.last)
        if chosen.cue is not None and chosen.cue[1] == first:
            yield from self._apposed.asided(page, frame, chosen.cue)
        if chosen.name in self._orders and not value.summed:  # not "won an order of $9 million from Acme"
            yield from self._beside.ordered(frame, first, value.noun_end)
        if chosen.cue is not None and chosen.name in self._costs:
            yield from self._beside.borne(page, frame, chosen.cue, first)

    def _linked(self, value: Sought) -> Iterator[Candidate]:
        """Those after a preposition behind the value: "in Kenya", "for Clinton", "came from China"."""
        page, frame, first, last, end = value.page, value.frame, value.first, value.last, value.noun_end
        link = frame.lower(end)
        yield from added(page, frame, end, self._candidate)
        if value.share and not _LANDS.isdisjoint(value.wanted):
            yield from self._holders.members(value)
        if self._listed(value):
            yield from self._beside.after(page, frame, last, _LISTED, "subject.after-value", _THERE)
        elif link == "in" and value.change is not None and value.change.rule == "change.noun-after":
            yield from self._moved(value)
        elif link in _LINKS and not (value.summed and value.chosen.name in self._orders) and not value.ranking:
            for found in self._beside.after(page, frame, end, 6.0, "subject.after-value", _LINKS):
                if link == "from" and frame.lower(end - 1) in BOUGHT:
                    continue  # "2 million visitors from China" are not China's
                if found.classes is None and found.name.split()[-1] == "time":
                    continue  # "below 4 percent for the first time"
                if found.classes is not None or link != "to":
                    paid = link in _TO and self._affected.pays(frame, first, value.mention.value)
                    yield found._replace(score=found.score - _PAID) if paid else found
        if frame.lower(last) == "of" and frame.lower(last + 1) in _THEM:  # "19 of which were in Orsa"
            place = last + 2 + (frame.lower(last + 2) in BE)
            yield from self._beside.after(page, frame, place, _LISTED, "subject.after-value", _THERE)
        if frame.lower(last) in _COMES and frame.lower(last + 1) == "from":
            yield from self._beside.after(page, frame, last + 1, 10.0, "subject.comes-from", _FROM)
        elif value.share and frame.lower(last) == "from" and (value.change is None or value.change.part == "level"):
            yield from self._beside.after(page, frame, last, 10.0, "subject.comes-from", _FROM)
        if value.share:
            yield from self._estimated.placed(frame, first)

    def _moved(self, value: Sought) -> Iterator[Candidate]:
        """What a noun of change is of: "the strike led to a 3 percent rise in oil prices"."""
        page, frame, end = value.page, value.frame, value.noun_end
        goods = not _GOODS.isdisjoint(value.wanted)
        for found in self._beside.after(page, frame, end, _MOVED, "subject.after-value", _IN):
            if found.classes is not None:
                pronoun = frame.lower(end + 1) in POSSESSIVES  # "its revenues": weighed with the words of the measure
                yield found._replace(score=found.score - (_MOVED - 6.0 if pronoun else 0.0))
            elif goods:
                yield found._replace(score=_MOVED + 3.0)

    def _listed(self, value: Sought) -> bool:
        """Say whether a list tells bare numbers of places: "11 in Orsa, nine in Kalo and seven in Varda"."""
        frame, last = value.frame, value.last
        bare = value.quantity is not None and not value.quantity.unit and value.noun_end == last
        if not bare or frame.lower(last) not in _THERE or frame.entity(last + 1) is None:
            return False
        return frame.lower(value.first - 1) in _LISTING
