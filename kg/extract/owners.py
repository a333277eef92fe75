"""Quantity with its measure → who may own it: next to it, in its clause, in its sentence, in the article."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.affected import Affected
from kg.extract.appositions import Appositions
from kg.extract.candidates import Candidate, Candidates
from kg.extract.changes import COMPARED, Role
from kg.extract.chosen import Chosen
from kg.extract.clause_owners import ASIDE, SPEAKER, TELLER, Clauses
from kg.extract.datelines import dateline
from kg.extract.estimated import Estimated
from kg.extract.expected import expected_to
from kg.extract.frame import Frame
from kg.extract.likeness import counted_people, counts
from kg.extract.neighbours import Neighbours
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.shares import Shares
from kg.extract.tellers import only_telling, telling
from kg.extract.uses import statistics, used_for
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity

_LINKS = vocabulary("to in for from at")
_ELSEWHERE = 6.0
_ARTICLES = frozenset({"a", "an", "the"})
_MAIN, _ALONE = 2.0, 3.0  # for the one land of an article, thrice as much as any other
_PARTIES, _AGENT = frozenset({"to", "by", "against", "with"}), 3.5
_PAID = 3.0
_UNSEEN = 3.0  # what only later sentences name is seldom meant before
_COMPARING = vocabulary("behind than unlike ahead besides")  # "second behind only Brazil" is not of Brazil
_COMPARED = frozenset({"for", "among", "of", "in", "at"})
_HELD = 0.5  # whose figure a sentence tells of, against who does something
_LANDS = frozenset({"State", "Place"})
_PLACING = vocabulary("in at near from outside around")
_OF, _FROM = frozenset({"of"}), frozenset({"from"})
_ACTED, _OBJECT = 10.0, 5.5
_EARLIER, _BACK = 3.5, 8.0  # the sentence before, and where the value is of its measure
_TELLING = vocabulary("report reports data statistics survey poll figures numbers statement")
_HEADED = 4.0  # who stands before the colon above a list
_OUTSIDE = 4.0  # entities of the sentence, topics of the article
_BEFORE = ("owners before", 0)  # key of a frame's memo


class Owners:
    """Looks for owners, the nearest first."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._candidate = Candidates(lexicon, grammar)
        self._beside = Neighbours(lexicon, grammar, self._candidate)
        self._apposed = Appositions(grammar, self._candidate)
        self._affected = Affected(lexicon, grammar, self._candidate)
        self._clauses = Clauses(lexicon, grammar, self._candidate)
        self._estimated = Estimated(lexicon, grammar, self._candidate)
        self._shares = Shares(lexicon, grammar, self._candidate)
        self._statistics = statistics(lexicon)
        self._terms, self._targets = used_for(lexicon, "term"), used_for(lexicon, "rating")
        self._opinions = frozenset(used_for(lexicon, "opinion"))
        self._prices, self._costs = used_for(lexicon, "price"), used_for(lexicon, "cost")
        self._orders = frozenset(used_for(lexicon, "order"))
        self._sources = lexicon.words_of("estimate") | lexicon.words_of("reckoner") | {"data"}

    def of(
        self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, change: Role | None
    ) -> Iterator[Candidate | float]:
        """Yield who may own a value; a number says that nothing after it has a higher score of its own."""
        first, last = frame.range(mention.span)
        quantity = mention.value
        role = chosen.owner
        wanted = chosen.measure.subject_classes if chosen.measure is not None else ()
        possessive = 2.0 if role == "possessor" else 0.0
        noun_end = last
        if isinstance(quantity, Quantity) and quantity.noun is not None:
            noun_end = max(last, frame.range(quantity.noun)[1])
        if chosen.cue is not None and noun_end <= chosen.cue[0] <= noun_end + 1:
            noun_end = chosen.cue[1]  # "the 75-year anniversary of NATO"
        if change is not None and change.cue is not None and last <= change.cue <= last + 2:
            noun_end = max(noun_end, change.cue + 1)  # "a 5-point jump for Clinton"
        if isinstance(quantity, Quantity) and quantity.unit == "rank":
            yield from self._apposed.ranked(page, frame, first)
        else:
            yield from self._beside.possessor(page, frame, first, 10.0 + possessive, "subject.possessor")
        share = isinstance(quantity, Quantity) and quantity.unit == "percent"
        of_score = 6.5 if (share and role != "topic") or noun_end == last else 10.0
        yield from self._beside.after(page, frame, noun_end, of_score + possessive, "subject.of-noun", _OF)
        yield from self._shares.gapped(page, frame, first)
        if "with" in frame.lows and mention in frame.quantities:
            yield from self._shares.with_them(page, frame, mention)
        if share:
            if chosen.name in self._opinions:
                yield from self._shares.part_of(page, frame, mention)
            yield from self._shares.favoured(frame, last)
            if chosen.name in self._opinions:
                yield from self._shares.asked(page, frame, last)
        if share or (isinstance(quantity, Quantity) and quantity.unit is None and frame.lower(last) == ")"):
            yield from self._shares.bracketed(page, frame, first)
        if isinstance(quantity, Quantity) and quantity.noun is not None and role in ("place", "subject", "topic"):
            counted = counted_people(self._grammar, frame, frame.range(quantity.noun), wanted)
            if counted is not None:  # "1 million Indonesians", "1,000 Russian troops"
                yield self._candidate.entity(counted, 9.5, "subject.counted-people")._replace(score=9.5)
        if share or chosen.name.startswith("poll"):
            yield from self._shares.option(frame, first)
            if share:
                yield from self._shares.standing(page, frame, first)
        yield from self._clauses.put(page, frame, first)
        if chosen.name in self._prices:
            yield from self._beside.priced(page, frame, first)
        yield from self._beside.modified(page, frame, mention, plain=chosen.rule == "measure.unit")
        if change is not None and change.rule == COMPARED:
            past = noun_end + (frame.lower(noun_end + 1) in _COMPARED and frame.lower(noun_end) not in _COMPARED)
            # "against a 2 percent rise in the Sensex"
            for found in self._beside.after(page, frame, past, 14.0, "subject.compared", _COMPARED):
                yield found._replace(score=14.0)  # "for girls": here stuff is an owner
        yield from self._shares.those(frame, first)
        yield from self._shares.listed(page, frame, mention)
        yield from self._affected.governed(page, frame, first)
        yield from self._affected.punished(page, frame, first)
        if chosen.cue is not None and chosen.name in self._targets:
            yield from self._affected.rated(page, frame, chosen.cue)
        if chosen.name in self._terms:
            yield from self._affected.sought(page, frame, first, last)
        yield from self._apposed.apposed(page, frame, first, noun_end)
        yield from self._apposed.sized(page, frame, first, last)
        if chosen.cue is not None and chosen.cue[1] == first:
            yield from self._apposed.asided(page, frame, chosen.cue)
        summed = isinstance(quantity, Quantity) and bool(quantity.unit)  # "won an order of $9 million from Acme"
        if chosen.name in self._orders and not summed:
            yield from self._beside.ordered(frame, first, noun_end)
        if chosen.cue is not None and chosen.name in self._costs:
            yield from self._beside.borne(page, frame, chosen.cue, first)
        if frame.lower(noun_end) in _LINKS and not (summed and chosen.name in self._orders):
            for found in self._beside.after(page, frame, noun_end, 6.0, "subject.after-value", _LINKS):
                if found.classes is None and found.name.split()[-1] == "time":
                    continue  # "below 4 percent for the first time"
                if found.classes is not None or frame.lower(noun_end) != "to":
                    paid = frame.lower(noun_end) == "to" and self._affected.pays(frame, first, quantity)
                    yield found._replace(score=found.score - _PAID) if paid else found
        if frame.lower(last) in ("comes", "came", "come") and frame.lower(last + 1) == "from":
            yield from self._beside.after(page, frame, last + 1, 10.0, "subject.comes-from", _FROM)
        elif share and frame.lower(last) == "from" and (change is None or change.part == "level"):
            yield from self._beside.after(page, frame, last, 10.0, "subject.comes-from", _FROM)
        if share:
            yield from self._estimated.placed(frame, first)
        if chosen.cue is not None and not (first <= chosen.cue[0] < noun_end):
            yield from self._estimated.of(page, frame, chosen.cue, bare=not wanted or not _LANDS.issuperset(wanted))
            clause = self._grammar.subject(frame, frame.clause(first))
            apart = clause is not None and self._apart(frame, clause, chosen.cue[0], first)
            # "the index is up 24 percent, while shares of Acme …": words of the next clause have an owner of their own
            for found in self._beside.around_cue(page, frame, chosen.cue, possessive - (_ELSEWHERE if apart else 0.0)):
                # "will buy 50 Boeing jets": of who buys them
                made = chosen.name in self._orders and found.span is not None and counts(found, mention)
                if found.span is None or not (made or self._clauses.reckons(frame, frame.at(found.span.start))):
                    yield found
        if chosen.cue is not None and role == "event" and chosen.cue[0] >= last:
            yield from self._affected.taken_part(page, frame, chosen.cue[1])
        bonus = 2.0 if role == "subject" else 0.0
        if change is not None and change.standing == "expected" and not expected_to(frame, first):
            bonus = -5.0  # who expects a value does not own it
        back = chosen.rule == "measure.sentence-before" and change is not None and change.standing == "expected"
        beyond = _EARLIER + _BACK if back else _OUTSIDE
        acted = wanted == ("Person",)
        yield from self._clauses.around(
            page,
            frame,
            first,
            bonus,
            chosen.cue,
            role,
            rest=max(_ACTED if acted else _OBJECT, beyond),
            plain=chosen.rule == "measure.head-noun" or role == "event",
        )
        verb = self._grammar.verb(frame, frame.clause(first))
        if verb is not None and acted:
            yield from self._affected.acted_on(page, frame, verb, first)
        reckoners = self._clauses.reckoners(frame, frame.clause(first))  # "analysts at Acme expect sales of $3 billion"
        reckoned = change is not None and change.standing == "expected"  # "analysts polled by Acme had expected $5"
        for other in frame.entities if verb is not None and verb < first and not reckoned else ():
            # "sentenced Kalva to nine years"
            at = frame.range(other.span)[0]
            placed = frame.lower(at - 1) in _PLACING  # "met in Kuwait City and decided to leave output at …"
            if verb is not None and verb < at < first and not placed and not self._speaks(frame, other):
                yield self._candidate.entity(other, _OBJECT, "subject.object")
                break
        yield beyond
        written = dateline(frame) if frame.entities and frame.tokens[0].text.isupper() else 0
        tellers = telling(frame, self._tells, self._clauses.reckons)
        for other in frame.entities:
            if frame.at(other.span.start) < written:
                continue  # "BEIJING (AP) — …"
            if isinstance(other.value, Entity) and other.value.iri in tellers:
                continue  # "according to the National Statistics Office (NSO)"
            reckons = self._clauses.reckons(frame, frame.at(other.span.start))
            if reckons or self._tells(frame, other) or frame.at(other.span.start) in reckoners:
                continue
            at = frame.range(other.span)[0]
            same = frame.clause(at) == frame.clause(first)
            gap = min(abs(at - first), 20) * 0.05
            compared = not _COMPARING.isdisjoint(frame.lows[max(0, at - 3) : at])
            most = frame.lower(at - 1) == "in" and any(
                low.endswith("est") for low in frame.lows[max(0, at - 4) : at - 1]
            )
            compared = compared or most
            if self._speaks(frame, other) or compared:  # "the highest in Europe"
                gap += SPEAKER
            elif not same and at > first and frame.lower(frame.clauses[frame.clause(at)][0]) in ASIDE:
                gap += _AGENT  # "Exports rose 3.8 percent, as a weak yen helped Acme"
            elif frame.lower(at - 1) in _PARTIES:
                gap += _AGENT  # "owed to China", "polled by Acme"
            yield self._candidate.entity(
                other, (4.0 if same else 3.0) - gap, "subject.same-clause" if same else "subject.same-sentence"
            )
        for earlier in self._earlier(page, frame):
            yield earlier._replace(score=earlier.score + _BACK) if back else earlier
        bonus = {"topic": 1.0, "place": 2.0}.get(role, 0.0)
        main = _MAIN if chosen.name.removesuffix("Change") in self._statistics and self._one_land(page) else 0.0
        offices = only_telling(page, self._grammar, self._speaks)
        for place, topic in enumerate(page.topics[:8]):
            entity = topic.entity
            if entity.iri in tellers or entity.iri in offices:
                continue  # "…, according to the agency"
            score = 2.0 + bonus - 0.1 * place - (_UNSEEN if topic.first > frame.index else 0.0)
            score += main if place == 0 else 0.0
            yield Candidate(entity.name, entity.iri or None, entity.classes, score, "subject.topic")

    def _one_land(self, page: Page) -> bool:
        """Say whether an article is about one land above all: a figure of no land named beside it is its own."""
        lands = [topic.weight for topic in page.topics if "State" in topic.entity.classes]
        return bool(lands) and "State" in page.topics[0].entity.classes and lands[0] >= _ALONE * sum(lands[1:2])

    def _apart(self, frame: Frame, subject: Phrase, cue: int, first: int) -> bool:
        """Say whether the words of a measure stand in a clause after that of the value, or before one about a name."""
        here, there = frame.clause(first), frame.clause(cue)
        if subject.relative or there == here:
            # "the Russell 2000, a measure of small stocks, rose": words of an apposition
            aside = frame.lower(subject.last) == "," and frame.lower(subject.last + 1) in _ARTICLES
            return aside and subject.last < cue < first and "," in frame.lows[cue:first]
        # "The Dow Jones industrial average rose 1 percent and the Nasdaq closed 2 percent higher"
        named = not subject.pronoun and subject.first < subject.last and self._names(frame, subject)
        return there > here or named

    def _names(self, frame: Frame, subject: Phrase) -> bool:
        found = frame.entity(self._grammar.head(frame, subject.first, subject.last))
        return (
            found is not None and isinstance(found.value, Entity) and found.value.form in ("name", "alias", "acronym")
        )

    def _tells(self, frame: Frame, mention: Mention) -> bool:
        """Say whether "according to" names an entity as the source."""
        at = frame.range(mention.span)[0]
        return "according" in frame.lows[max(0, at - 4) : at]

    def _speaks(self, frame: Frame, mention: Mention) -> bool:
        """Say whether an entity is the one who says so: "…, OPEC said", "said OPEC"."""
        told = self._grammar.told(frame)
        at, last = frame.range(mention.span)
        last = frame.past_acronym(last)
        if self._tells(frame, mention):
            return True
        return bool(told) and not told.isdisjoint((last, last + 1, last + 2, at - 1, at - 2))

    def _earlier(self, page: Page, frame: Frame) -> list[Candidate]:
        """Return who the header and the sentences before speak of, for all values of a sentence."""
        found: list[Candidate] | None = frame.memo.get(_BEFORE)
        if found is None:
            found = frame.memo[_BEFORE] = list(self._before(page, frame))
        return found

    def _before(self, page: Page, frame: Frame) -> Iterator[Candidate]:
        if frame.sentence.header is not None:
            for mention in page.headers.get((frame.sentence.header.start, frame.sentence.header.end), frame).entities:
                yield self._candidate.entity(mention, _EARLIER, "subject.header")
        for back in (1, 2):
            earlier = page.before(frame, back)
            listed = frame.index in page.lists
            if earlier is None or (earlier.sentence.paragraph < frame.sentence.paragraph - 1 and not listed):
                return
            phrase = self._grammar.subject(earlier, 0)
            head = earlier.lower(earlier.size - 2) if earlier.tokens[-1].text == ":" else ""
            if listed and phrase is None and head and head not in self._sources:  # not "going by Acme estimates:"
                opening = self._grammar.noun_phrase(earlier, earlier.size - 2)  # "In the past year, the agency:"
                yield from self._candidate.in_phrase(page, earlier, opening, _HEADED, "subject.header")
            if phrase is not None and not (phrase.pronoun or phrase.relative or self._clauses.reckoners(earlier, 0)):
                score = 3.0 - 0.5 * back - (TELLER if self._clauses.tells(earlier, 0) else 0.0)
                measured = {i for hit in page.hits.get(earlier.index, ()) for i in range(hit.first, hit.last)}
                owned = self._grammar.head(earlier, phrase.first, phrase.last) in measured
                for c in self._candidate.in_phrase(page, earlier, phrase, score, "subject.sentence-before"):
                    if c.classes is None and c.name.lower().rpartition(" ")[2] in _TELLING | self._sources:
                        continue  # "Today's report shows …. Prices rose 0.1 percent": no prices of the report
                    if owned and c.classes and not _LANDS.issuperset(c.classes):
                        c = c._replace(score=max(c.score, score - _HELD))  # "Acme's sales rose. Profit was …"
                    if c.classes is not None or not c.tokens or not c.tokens <= measured:
                        yield c  # "Total revenue rose": the words of a measure own nothing
