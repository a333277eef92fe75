"""Quantity with its measure → who is named farther away: in its sentence, in those before, in the article."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.clause_owners import ASIDE, SPEAKER, TELLER, Clauses
from kg.extract.datelines import dateline
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.sought import Sought
from kg.extract.tellers import only_telling, telling
from kg.extract.uses import statistics
from kg.extract.words import POSSESSIVES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

EARLIER, BACK = 3.5, 8.0  # the sentence before, and where the value is of its measure
_MAIN, _ALONE = 2.0, 3.0  # for the one land of an article, thrice as much as any other
_PARTIES, _AGENT = frozenset({"to", "by", "against", "with"}), 3.5
_WRITER = 1.0  # for an office that also tells figures of others
_UNSEEN = 3.0  # what only later sentences name is seldom meant before
_COMPARING = vocabulary("behind than unlike ahead besides")  # "second behind only Brazil" is not of Brazil
_HELD = 0.5  # whose figure a sentence tells of, against who does something
_LANDS = frozenset({"State", "Place"})
_TELLING = vocabulary("report reports data statistics survey poll figures numbers statement")
_STRETCHES = vocabulary("period quarter half year month week")  # "The latest period includes …. Revenue fell"
_FIRMS = ("Company",)
_POSTED = frozenset({"posted", "reported", "posts", "reports"})
_FIRM, _EARNING = "Organisation", frozenset({"Organisation", "Company", "Product", "Person"})
_FIGURES = vocabulary("figures data statistics report survey")
_ISSUING, _ISSUERS = frozenset({"from", "by"}), ("Agency", "Ministry", "Ngo", "IntergovernmentalOrganisation")
_BOUGHT = ("imports", "from")  # "imports from Japan" are not Japan's
_ALONG = vocabulary("down along through past")
_NEAR = 4  # words from "including" to a name
_HEADED = 4.0  # who stands before the colon above a list
_BEFORE = ("owners before", 0)  # key of a frame's memo


class FartherOwners:
    """Looks for owners where none is named beside a value."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates, clauses: Clauses) -> None:
        self._grammar, self._candidate, self._clauses = grammar, candidates, clauses
        self._statistics = statistics(lexicon)
        self._sources = lexicon.words_of("estimate") | lexicon.words_of("reckoner") | {"data"}

    def of(self, value: Sought) -> Iterator[Candidate]:
        """Yield whom the sentence, the sentences before it and the article name, the nearest first."""
        tellers = telling(value.frame, self._tells, self._clauses.reckons)
        yield from self._here(value, tellers)
        for earlier in self._earlier(value.page, value.frame):
            yield earlier._replace(score=earlier.score + BACK) if value.back else earlier
        yield from self._topics(value, tellers)

    def _here(self, value: Sought, tellers: frozenset[str]) -> Iterator[Candidate]:
        """The entities of the sentence, but for those who only tell of the value."""
        frame, first = value.frame, value.first
        reckoners = self._clauses.reckoners(frame, frame.clause(first))  # "analysts at Acme expect sales of $3 billion"
        headed = frame.tokens[0].text.isupper() or frame.lower(0) == "("
        written = dateline(frame) if frame.entities and headed else 0
        for other in frame.entities:
            start = frame.at(other.span.start)
            if start < written:
                continue  # "BEIJING (AP) — …"
            if isinstance(other.value, Entity) and other.value.iri in tellers:
                continue  # "according to the National Statistics Office (NSO)"
            if self._clauses.reckons(frame, start) or self._tells(frame, other) or start in reckoners:
                continue
            at = frame.range(other.span)[0]
            same = frame.clause(at) == frame.clause(first)
            gap = min(abs(at - first), 20) * 0.05
            counts = value.chosen.owner != "subject" and at < first and self._clauses.counts(frame, frame.clause(at))
            if counts or self.speaks(frame, other) or self._held_against(frame, at):
                gap += SPEAKER
            elif not same and at > first and frame.lower(frame.clauses[frame.clause(at)][0]) in ASIDE:
                gap += _AGENT  # "Exports rose 3.8 percent, as a weak yen helped Acme"
            elif frame.lower(frame.clauses[frame.clause(at)][0]) == "excluding":
                gap += SPEAKER  # "Excluding the Orsa blast, 57 more people were killed"
            elif "including" in frame.distinct and "including" in frame.lows[max(0, at - _NEAR) : at]:
                gap += _AGENT  # "sales of stakes in firms including Acme"
            elif frame.lower(at - 1) in _ALONG:
                gap += _AGENT  # "250 people marched down Queen Street"
            elif frame.lower(at - 1) in POSSESSIVES and frame.lower(at - 1) != "whose":
                gap += _AGENT  # "300 jobs will go at its Leeds plant"
            elif frame.lower(at - 1) in _PARTIES or frame.lows[max(0, at - 2) : at] == _BOUGHT:
                gap += _AGENT  # "owed to China", "polled by Acme"
            rule = "subject.same-clause" if same else "subject.same-sentence"
            yield self._candidate.entity(other, (4.0 if same else 3.0) - gap, rule)

    def _held_against(self, frame: Frame, at: int) -> bool:
        """Say whether others are measured by an entity: "second behind Brazil", "the highest in Europe"."""
        if not _COMPARING.isdisjoint(frame.lows[max(0, at - 3) : at]):
            return True
        return frame.lower(at - 1) == "in" and any(low.endswith("est") for low in frame.lows[max(0, at - 4) : at - 1])

    def _topics(self, value: Sought, tellers: frozenset[str]) -> Iterator[Candidate]:
        """What the article is about."""
        page, name = value.page, value.chosen.name.removesuffix("Change")
        bonus = {"topic": 1.0, "place": 2.0}.get(value.chosen.owner, 0.0)
        main = _MAIN if name in self._statistics and self._one_land(page) else 0.0
        offices, writers = only_telling(page, self._grammar, self.speaks)
        for place, topic in enumerate(page.topics[:8]):
            entity = topic.entity
            if entity.iri in tellers or entity.iri in offices:
                continue  # "…, according to the agency"
            score = 2.0 + bonus - 0.1 * place - (_UNSEEN if topic.first > value.frame.index else 0.0)
            score += main if place == 0 else 0.0
            score -= _WRITER if entity.iri in writers else 0.0
            yield Candidate(entity.name, entity.iri or None, entity.classes, score, "subject.topic")

    def _one_land(self, page: Page) -> bool:
        """Say whether an article is about one land above all: a figure of no land named beside it is its own."""
        lands = [topic.weight for topic in page.topics if "State" in topic.entity.classes]
        return bool(lands) and "State" in page.topics[0].entity.classes and lands[0] >= _ALONE * sum(lands[1:2])

    def _tells(self, frame: Frame, mention: Mention) -> bool:
        """Say whether "according to" or "figures from" names an entity as the source."""
        at = frame.range(mention.span)[0]
        if "according" in frame.lows[max(0, at - 4) : at]:
            return True
        at -= frame.lower(at - 1) == "the"  # "data released by the customs agency showed"
        if frame.lower(at - 1) not in _ISSUING or _FIGURES.isdisjoint(frame.lows[max(0, at - 4) : at - 1]):
            return False
        return isinstance(mention.value, Entity) and self._grammar.is_a(mention.value.classes, _ISSUERS)

    def speaks(self, frame: Frame, mention: Mention) -> bool:
        """Say whether an entity is the one who says so: "…, OPEC said", "said OPEC"."""
        told = self._grammar.told(frame)
        at, last = frame.range(mention.span)
        last = frame.past_acronym(last)
        if frame.lower(last) == "heard" or self._tells(frame, mention) or frame.lower(last) in _FIGURES:
            return True  # "Labour Office figures show that …"
        if frame.lower(last) == "'s" and not _FIGURES.isdisjoint(frame.lows[last + 1 : last + 4]):
            return True  # "the audit office's annual report showed …"
        return bool(told) and not told.isdisjoint((last, last + 1, last + 2, at - 1, at - 2))

    def _earlier(self, page: Page, frame: Frame) -> list[Candidate]:
        """Return who the header and the sentences before speak of, for all values of a sentence."""
        found: list[Candidate] | None = frame.memo.get(_BEFORE)
        if found is None:
            found = frame.memo[_BEFORE] = list(self._before(page, frame))
        return found

    def _earns(self, page: Page, frame: Frame, *, tells: bool) -> bool:
        """Say whether a sentence tells a measure that only firms have, of its subject: "posted a profit of"."""
        if tells and frame.lower(self._grammar.verb(frame, 0) or 0) not in _POSTED:
            return False
        hits = page.hits.get(frame.index, ())
        return any(
            _FIRM in hit.value.subject_classes and _EARNING.issuperset(hit.value.subject_classes) for hit in hits
        )

    def _before(self, page: Page, frame: Frame) -> Iterator[Candidate]:
        if frame.sentence.header is not None:
            for mention in page.headers.get((frame.sentence.header.start, frame.sentence.header.end), frame).entities:
                yield self._candidate.entity(mention, EARLIER, "subject.header")
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
                score, tells = 3.0 - 0.5 * back, self._clauses.tells(earlier, 0)
                measured = {i for hit in page.hits.get(earlier.index, ()) for i in range(hit.first, hit.last)}
                owned = self._grammar.head(earlier, phrase.first, phrase.last) in measured
                for c in self._candidate.in_phrase(page, earlier, phrase, score, "subject.sentence-before"):
                    if c.classes is None and c.name.lower().rpartition(" ")[2] in _TELLING | self._sources | _STRETCHES:
                        continue  # "Today's report shows …. Prices rose 0.1 percent": no prices of the report
                    if tells and not self._grammar.is_a(c.classes or (), _FIRMS):
                        c = c._replace(score=c.score - TELLER)  # but "Acme reported a profit of $9 million. Revenue …"
                    if c.classes == () and self._earns(page, earlier, tells=tells):
                        c = c._replace(classes=_FIRMS)  # "Lund Foods posted a loss of $9 million. Revenue …"
                    if owned and c.classes and not _LANDS.issuperset(c.classes):
                        c = c._replace(score=max(c.score, score - _HELD))  # "Acme's sales rose. Profit was …"
                    if c.classes is not None or not c.tokens or not c.tokens <= measured:
                        yield c  # "Total revenue rose": the words of a measure own nothing
