"""Words around a value → candidates for its owner: entities, noun phrases, and what pronouns stand for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import AFTER_NOUN, DETERMINERS, PREPOSITIONS, PRONOUNS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Span

_COUNTERPARTS = vocabulary("to for from against with")  # "aid to Ukraine" is not Ukraine's
_PERSONAL = vocabulary("he she it they we i you who")
_PLAIN = vocabulary("average total net gross overall hourly daily weekly monthly annual median")
_MOST = vocabulary("largest biggest oldest smallest richest leading top")
_EMPTY = DETERMINERS | PREPOSITIONS | _PLAIN
_MODIFIER = 4.0  # "Russia" in "Russia's neighbours rose", where the measure's own word is not in the phrase


class Candidate(NamedTuple):
    """Somebody or something that may own a value; ``classes`` is None for words that are no recognised entity."""

    name: str
    iri: str | None
    classes: tuple[str, ...] | None
    score: float
    rule: str
    span: Span | None = None
    tokens: frozenset[int] = frozenset()


class Candidates:
    """Finds them in phrases and through pronouns."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._described: dict[str, tuple[str, ...]] = {}  # "retailer" → the classes of what is called so
        for name, texts in lexicon.class_descriptions.items():
            for text in texts:
                noun = text.removeprefix("the ")
                self._described[noun] = (*self._described.get(noun, ()), name)
        self._figures = lexicon.words_of("figure")

    def entity(self, mention: Mention, score: float, rule: str) -> Candidate:
        """Return an entity as a candidate; "Russian" tells less than "Russia"."""
        entity = mention.value
        if not isinstance(entity, Entity):
            raise TypeError("not an entity")
        if entity.form == "adjective":
            score -= 1.0
        return Candidate(entity.name, entity.iri or None, entity.classes, score, rule, mention.span)

    def words(self, page: Page, frame: Frame, phrase: Phrase, score: float, rule: str) -> Iterator[Candidate]:
        """Yield a phrase as a candidate, unless it only points back or counts."""
        name = self._grammar.name(frame, phrase.first, phrase.last, page.article.text)
        if " " not in name and name.lower() in self._figures:
            return  # "the figure could exceed …" points back
        ends = [word.lower().split("'")[0].split("’")[0] for word in name.split()]
        if ends and (ends[0] in _PERSONAL or ends[-1] in _PERSONAL):
            return  # "you'd need", "as governor of Virginia he"
        if name and name.lower() not in PRONOUNS and not name[0].isdigit():
            lows, counted = frame.lows, frame.counted
            stretch = range(phrase.first, phrase.last)
            dated = {i for mention in frame.times for i in range(*frame.range(mention.span))}
            if dated.issuperset(i for i in stretch if lows[i] not in DETERMINERS):
                return  # "from a year earlier"
            told = self._told_before(page, frame, phrase)
            if told is not None:
                yield Candidate(
                    told.name, told.iri or None, told.classes, score, rule, frame.span(phrase.first, phrase.last)
                )
                return
            own = frozenset(i for i in stretch if lows[i] not in _EMPTY and i not in counted)
            if name.rpartition(" ")[2].lower() in self._described:
                own = frozenset()  # "a team of 25" owns its size, though "team" is a word of that measure
            yield Candidate(name, None, None, score, rule, frame.span(phrase.first, phrase.last), own)

    def _told_before(self, page: Page, frame: Frame, phrase: Phrase) -> Entity | None:
        """Return who a description tells apart: "the world's largest retailer", "the Leeds-based company"."""
        kinds = self._described.get(frame.lower(phrase.last - 1), ())
        if not kinds or "the" not in (frame.lower(phrase.first), frame.lower(phrase.first - 1)):
            return None
        between = frame.lows[phrase.first : phrase.last - 1]
        if not any(word.endswith("-based") or word.split("-")[-1] in _MOST for word in between):
            return None
        return next(
            (
                topic.entity
                for topic in page.topics
                if topic.first < frame.index and self._grammar.is_a(topic.entity.classes, kinds)
            ),
            None,
        )

    def in_phrase(
        self,
        page: Page,
        frame: Frame,
        phrase: Phrase,
        score: float,
        rule: str,
        cue: tuple[int, int] | None = None,
    ) -> Iterator[Candidate]:
        """Yield who a phrase speaks of: its head, then what modifies it, then the words themselves."""
        head = self._grammar.head(frame, phrase.first, phrase.last)
        at_head = frame.entity(head)
        if at_head is not None:
            yield self.entity(at_head, score, rule)
        apposed = frame.entity(phrase.last + 1) if at_head is None and frame.lower(phrase.last) == "," else None
        if apposed is not None and frame.lower(frame.range(apposed.span)[1]) == ",":
            yield self.entity(apposed, score + 0.5, rule)  # "his employer, Acme, was fined"
        named = cue is not None and phrase.first <= cue[0] < phrase.last
        if cue is not None and phrase.first <= cue[0] <= phrase.first + 1 and at_head is None:
            of = cue[1] if frame.lower(cue[1]) == "of" else cue[1] - 1
            if frame.lower(of) == "of" and of + 1 < phrase.last and frame.tokens[of + 1].text[0].isupper():
                yield from self.words(page, frame, Phrase(of + 1, phrase.last), score + 0.5, rule)  # "shares of Acme"
        for mention in frame.entities:
            at = frame.range(mention.span)[0]
            if phrase.first <= at < phrase.last and mention is not at_head:
                joined = at_head is not None and frame.lower(at - 1) in ("and", ",")
                named = named and frame.lower(at - 1) not in _COUNTERPARTS
                yield self.entity(mention, score - (0.8 if named or joined else _MODIFIER), rule)
        if at_head is None and not (cue is not None and cue[0] <= phrase.first and phrase.last <= cue[1]):
            yield from self.words(page, frame, phrase, score, rule)

    def relative(self, page: Page, frame: Frame, number: int, score: float) -> Iterator[Candidate]:
        """What "which" or "who" stands for: the noun phrase before the clause."""
        if number == 0:
            return
        begin = frame.clauses[number][0]
        low = frame.clauses[number - 1][0]
        for place in range(begin - 1, low - 1, -1):
            found = frame.entity(place)
            if found is not None:
                yield self.entity(found, score - 0.1 * (begin - 1 - place), "subject.antecedent")
                break
        end = begin
        while end > low and not frame.tokens[end - 1].text[0].isalnum():
            end -= 1
        if end > low:
            yield from self.words(
                page, frame, self._grammar.noun_phrase(frame, end - 1), score - 0.5, "subject.antecedent"
            )

    def antecedent(
        self, page: Page, frame: Frame, i: int, score: float, rule: str, *, near: bool = False
    ) -> Iterator[Candidate]:
        """What the pronoun at token i stands for: the subjects before it, nearest first, then of the sentence before.

        ``near`` asks for the subject of its own clause alone: "Russia raised its budget".
        """
        own = self._grammar.subject(frame, frame.clause(i))
        if near and (own is None or own.last > i or own.pronoun):
            return
        for mention in frame.entities if near else ():  # "Finland joins NATO as its 31st member"
            at = frame.at(mention.span.start)
            if own is not None and own.last <= at < i and frame.clause(at) == frame.clause(i):
                yield self.entity(mention, score - 1.0, rule)
        for candidate in self._antecedents(page, frame, i, score, rule):
            yield candidate._replace(score=candidate.score + self._agrees(frame.lower(i), candidate))

    def _agrees(self, pronoun: str, candidate: Candidate) -> float:
        """Weigh number and person: "he" is a person, "they" are several, "it" is no person."""
        person = any("Person" in self._grammar.ancestors(own) for own in candidate.classes or ())
        if pronoun in ("he", "she", "his", "her", "him"):
            plural = candidate.classes is None and candidate.name.split()[0].endswith("s")
            return 2.0 if person else -4.0 if candidate.classes or plural else 0.0
        if pronoun in ("they", "their", "them"):
            plural = candidate.name.split()[0].endswith("s") or " and " in candidate.name
            return -3.0 if person else 1.5 if candidate.classes is None and plural else 0.0
        if pronoun in ("we", "our", "us"):
            return 0.0 if candidate.classes is not None else -4.0  # who speaks for somebody, not for "prices"
        return -4.0 if person and pronoun in ("it", "its") else 0.0

    def _antecedents(self, page: Page, frame: Frame, i: int, score: float, rule: str) -> Iterator[Candidate]:
        for other in range(frame.clause(i), -1, -1):
            phrase = self._grammar.subject(frame, other)
            if phrase is not None and not phrase.pronoun and phrase.first < phrase.last <= i:
                yield from self.in_phrase(page, frame, phrase, score, rule)
                return
        earlier = page.before(frame)
        if earlier is not None:
            for other in range(len(earlier.clauses)):
                phrase = self._grammar.subject(earlier, other)
                if phrase is not None and not phrase.pronoun and not phrase.relative:
                    yield from self.in_phrase(page, earlier, phrase, score - 0.5 - 0.5 * other, rule)
            if frame.lower(i) in ("they", "their", "them"):
                yield from self._plurals(page, earlier, score, rule)

    def _plurals(self, page: Page, frame: Frame, score: float, rule: str) -> Iterator[Candidate]:
        """The last things in the plural that a sentence speaks of."""
        found = 0
        for i in range(frame.size - 1, 0, -1):
            token = frame.tokens[i]
            closed = (
                i + 1 == frame.size or not frame.tokens[i + 1].text[0].isalpha() or frame.lower(i + 1) in AFTER_NOUN
            )
            plural = token.text.islower() and len(token.text) > 3 and token.text.endswith("s") and closed
            if plural and not self._grammar.is_verb(frame, i):
                yield from self.words(page, frame, self._grammar.noun_phrase(frame, i), score - 0.5 * found, rule)
                found += 1
                if found == 2:
                    return
