"""Verb before a value → candidates it acts on: who is ordered to pay, whom a fine or a term is of, what is watched."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.sums import money
from kg.extract.words import AFTER_NOUN, AUXILIARIES, BE, DETERMINERS, PAST_OF, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity

_OBJECTS = vocabulary("him her them")
_HAVING = vocabulary("has have had")
_FOR = vocabulary("to for")
_OBJECT = "subject.object"
_SHORT = 4  # words from a term to "for", from "upgraded" to whom
_RATED = vocabulary("on for of")
_RATERS = 3  # topics among which is the firm that brokers rate
_THEIRS = vocabulary("their his her its")
_SPOKEN_OF = AUXILIARIES - {"'s"}


_ACCUSING = vocabulary("accused accuses accuse accusing blamed blames blame blaming suspects suspect")
_OF_DEEDS, _THEM = frozenset({"of", "for"}), vocabulary("it them him her")
_DEED, _WHOM, _ALONE = 8, 10, 2  # words from "of attacking" to a value, from "accused" to "of", and of "accused it of"
_VISITING, _VISITED = vocabulary("visited visit visiting toured flocked visitors visits"), 16.0
_NOUNS = ("tion", "sion", "ment", "ness", "ance", "ence")
_MEANT = frozenset({"designed", "built", "intended", "meant"})
_ACCUSED, _GROUPS = 15.0, ("Organisation", "State", "Person")


class Affected:
    """Reads owners off the objects of verbs."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates
        self._governing = lexicon.words_of("governing")
        self._punishing = lexicon.words_of("punishing")
        self._seeking, self._rating = lexicon.words_of("prosecuting"), lexicon.words_of("rating")

    def governed(self, page: Page, frame: Frame, i: int) -> Iterator[Candidate]:
        """Who is made or reckoned to do what follows: "expects demand to grow by 2 %", "ordered Acme to pay $3"."""
        if "to" not in frame.distinct:
            return
        begin = frame.clauses[frame.clause(i)][0]
        to = next((j for j in range(i - 1, begin + 1, -1) if frame.lower(j) == "to" and self._infinitive(frame, j)), 0)
        verb = next((j for j in range(to - 1, max(begin, to - 7) - 1, -1) if frame.lower(j) in self._governing), to)
        if not verb + 1 < to or any(frame.lower(j) in PAST_OF for j in range(verb + 1, to)):
            return
        if frame.lower(to - 1) in _MEANT:  # "the Lund dam project, designed to produce 9 megawatts"
            end = to - 1 - (frame.lower(to - 2) == ",")
            thing = self._grammar.noun_phrase(frame, end - 1)
            yield from self._candidates.in_phrase(page, frame, thing, 11.0, "subject.infinitive")
            return
        found = frame.entity(to - 1)
        if found is not None and frame.lower(to - 1) in _OBJECTS:  # who orders him to pay is not he
            earlier = page.before(frame)
            whom = self._grammar.subject(earlier, 0) if earlier is not None else None
            if earlier is not None and whom is not None and not whom.pronoun and not whom.relative:
                yield from self._candidates.in_phrase(page, earlier, whom, 11.0, "subject.infinitive")
        elif found is not None:
            yield self._candidates.entity(found, 11.0, "subject.infinitive")
        else:
            for phrase in self._candidates.words(page, frame, Phrase(verb + 1, to), 11.0, "subject.infinitive"):
                yield phrase._replace(tokens=frozenset())  # the measure's own words: "oil demand"

    def _infinitive(self, frame: Frame, i: int) -> bool:
        following = frame.tokens[i + 1] if i + 1 < frame.size else None
        return (
            following is not None
            and following.text.isalpha()
            and following.text.islower()
            and following.lower not in DETERMINERS
            and not following.lower.endswith(_NOUNS)  # "ordered a halt to construction work"
            and i + 1 not in frame.valued
        )

    def punished(self, page: Page, frame: Frame, first: int) -> Iterator[Candidate]:
        """Who has to pay or serve what stands at token ``first``: "fined the operator 400,000 euros"."""
        if self._punishing.isdisjoint(frame.distinct):
            return
        begin = frame.clauses[frame.clause(first)][0]
        verb = next((i for i in range(first - 2, begin - 1, -1) if frame.lower(i) in self._punishing), None)
        if verb is None or (frame.lower(verb - 1) in AUXILIARIES and frame.lower(verb - 1) not in _HAVING):
            return
        if [frame.lower(first - 1), frame.lower(first - 3)] == [",", ","] and first - 2 in frame.counted:
            first -= 3  # "fined Ana Lima, 58, 900,000 reais"
        else:  # "sentenced the city's former mayor to jail terms of seven years", "jailed two men for 24 years"
            first = next((i for i in range(verb + 2, first) if frame.lower(i) in _FOR), first)
        between = (low for low in frame.lows[verb + 1 : first] if low != "'s")
        if any(low in AFTER_NOUN or not low[0].isalnum() for low in between):
            return
        found = frame.entity(first - 1)
        if first == verb + 2 and frame.lower(first - 1) in _OBJECTS and (other := self._other(page, frame, first)):
            yield other
        elif found is not None:
            yield self._candidates.entity(found, 13.0, "subject.object")
        else:
            yield from self._candidates.words(page, frame, Phrase(verb + 1, first), 13.0, "subject.object")

    def _other(self, page: Page, frame: Frame, first: int) -> Candidate | None:
        """Return whom a judge who is the subject acts on: the one on trial who was named before, not the judge."""
        subject = self._grammar.subject(frame, frame.clause(first))
        doing = {
            m.value.iri
            for m in frame.entities
            if subject is not None
            and isinstance(m.value, Entity)
            and subject.first <= frame.at(m.span.start) < subject.last
        }
        found = frame.entity(first - 1)
        if found is not None and isinstance(found.value, Entity) and found.value.iri not in doing:
            return None
        tried = (t.entity for t in page.topics if t.first < frame.index and t.entity.iri not in doing)
        person = next((e for e in tried if self._grammar.is_a(e.classes, ("Person",))), None)
        return None if person is None else Candidate(person.name, person.iri or None, person.classes, 13.0, _OBJECT)

    def accused(self, page: Page, frame: Frame, first: int) -> Iterator[Candidate]:
        """Who is said to have done what follows: "accused the rebels of attacking two camps"."""
        if _ACCUSING.isdisjoint(frame.distinct):
            return
        of = next((i for i in range(first - 2, max(0, first - _DEED), -1) if self._doing(frame, i)), None)
        if of is None:
            return
        verb = next((i for i in range(of - 2, max(-1, of - _WHOM), -1) if frame.lower(i) in _ACCUSING), None)
        if verb is None or frame.lower(verb - 1) in BE:
            return
        if of - verb == _ALONE and frame.lower(verb + 1) in _THEM:  # "a campaign against the rebels, accusing them of"
            before = [m for m in frame.entities if frame.range(m.span)[1] <= verb and self._groups(m.value)]
            yield from [self._candidates.entity(before[-1], _ACCUSED, "subject.accused")] if before else ()
            return
        yield from self._candidates.in_phrase(page, frame, Phrase(verb + 1, of), _ACCUSED, "subject.accused")

    def _doing(self, frame: Frame, i: int) -> bool:
        return frame.lower(i) in _OF_DEEDS and frame.lower(i + 1).endswith("ing")

    def _groups(self, entity: object) -> bool:
        if not isinstance(entity, Entity) or entity.form in ("pronoun", "adjective"):
            return False
        return not entity.classes or self._grammar.is_a(entity.classes, _GROUPS)

    def sought(self, page: Page, frame: Frame, first: int, last: int) -> Iterator[Candidate]:
        """For whom prosecutors ask a term: "had asked for 20 years for Kalva", else for the one who is on trial."""
        if self._seeking.isdisjoint(frame.lows[:first]):
            return
        subject = self._grammar.subject(frame, frame.clause(first))
        if subject is None or frame.lower(subject.last - 1) not in self._seeking:
            return
        end = next((i for i in range(last, min(frame.size, last + _SHORT)) if frame.lower(i) == "for"), None)
        if end is not None and (found := frame.entity(end + 1)) is not None:
            yield self._candidates.entity(found, 13.0, "subject.sought")
        elif end is not None:
            stop = end + 1
            while stop < frame.size and frame.tokens[stop].text[0].isalnum():
                stop += 1
            yield from self._candidates.words(page, frame, Phrase(end + 1, stop), 13.0, "subject.sought")
        else:
            tried = (t.entity for t in page.topics if self._grammar.is_a(t.entity.classes, ("Person",)))
            for entity in list(tried)[:1]:
                yield Candidate(entity.name, entity.iri or None, entity.classes, 13.0, "subject.sought")

    def rated(self, page: Page, frame: Frame, cue: tuple[int, int]) -> Iterator[Candidate]:
        """Whom a broker rates: "upgraded Acme to buy and raised its target to $95", "cut its target on Acme to $9"."""
        found = frame.entity(cue[1] + 1) if frame.lower(cue[1]) in _RATED else None
        verb = next((i for i in range(cue[0] - 1, -1, -1) if frame.lower(i) in self._rating), None)
        if found is None and verb is not None:
            found = next((m for m in frame.entities if verb < frame.at(m.span.start) <= verb + _SHORT), None)
        if found is not None and found.span.start != frame.tokens[cue[0] - 1].start:
            yield self._candidates.entity(found, 15.0, "subject.rated")
            return
        subject = self._grammar.subject(frame, frame.clause(cue[0]))  # "Acme cut its target to $9": of whom it is about
        who = frame.entity(self._grammar.head(frame, subject.first, subject.last)) if subject is not None else None
        for topic in page.topics[:_RATERS] if who is not None and isinstance(who.value, Entity) else ():
            entity = topic.entity
            firm = not entity.classes or self._grammar.is_a(entity.classes, ("Company",))
            if firm and who is not None and entity.iri != getattr(who.value, "iri", None):
                yield Candidate(entity.name, entity.iri or None, entity.classes, 14.0, "subject.rated")
                return

    def pays(self, frame: Frame, first: int, quantity: object) -> bool:
        """Say whether a sum before "to" is paid by the subject of its clause: "it paid $87 million to the state"."""
        number = frame.clause(first)
        verb, phrase = self._grammar.verb(frame, number), self._grammar.subject(frame, number)
        return money(quantity) and phrase is not None and verb is not None and phrase.last <= verb < first

    def taken_part(self, page: Page, frame: Frame, i: int) -> Iterator[Candidate]:
        """What the people of a value took part in: "60,000 people watched the race"."""
        if frame.lower(i) not in DETERMINERS or frame.lower(i) in _THEIRS:
            return  # "5,000 people fled their homes"
        end = i + 1
        while end < frame.size and frame.tokens[end].text[0].isalnum() and frame.lower(end) not in AFTER_NOUN:
            end += 1
        if end > i + 1:
            yield from self._candidates.words(page, frame, Phrase(i, end), 8.0, "subject.taken-part")

    def visited(self, page: Page, frame: Frame, i: int) -> Iterator[Candidate]:
        """What visitors came to see: "10 million people visited the Varda Museum in Orsa", "visitors to the park"."""
        verb = next((k for k in range(i, min(frame.size, i + _SHORT)) if frame.lower(k) in _VISITING), None)
        if verb is None:
            return
        begin = verb + 1 + (frame.lower(verb + 1) in _FOR)
        first = end = begin + (frame.lower(begin) in DETERMINERS)
        while end < frame.size and frame.tokens[end].text[0].isalnum() and end not in frame.timed:
            if frame.lower(end) in AFTER_NOUN or self._grammar.is_verb(frame, end) or end in frame.counted:
                break
            end += 1
        if first < end:
            yield from self._candidates.in_phrase(page, frame, Phrase(first, end), _VISITED, "subject.visited")

    def acted_on(self, page: Page, frame: Frame, verb: int, first: int) -> Iterator[Candidate]:
        """Whom the verb of a value's clause acts on: "sentenced the former mayor to five years"."""
        if verb + 1 >= first or any(frame.lower(i) in _SPOKEN_OF or i in frame.counted for i in range(verb, first)):
            return  # "an aide who stole $2 million was sentenced to five years"
        end = next(
            (i for i in range(verb + 1, first) if frame.lower(i) in AFTER_NOUN or frame.tokens[i].text == ","), first
        )
        found = next((m for m in frame.entities if verb < frame.at(m.span.start) < end), None)
        if found is not None:
            yield self._candidates.entity(found, 10.0, "subject.object")
        elif end > verb + 1:
            yield from self._candidates.words(page, frame, Phrase(verb + 1, end), 10.0, "subject.object")
