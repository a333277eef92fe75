"""Words around a value → candidates for its owner: entities, noun phrases, and what pronouns stand for."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.amount_words import reckoned, without_examples
from kg.extract.apposed import named_after, stuff_after
from kg.extract.datelines import seated
from kg.extract.divisions import LAND, WHOLE, behind, of_firms, whole
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.pronouns import agreement
from kg.extract.trade import destination
from kg.extract.words import AFTER_NOUN, DETERMINERS, NAMELESS, POSSESSIVES, PREPOSITIONS, PRONOUNS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Span

_COUNTERPARTS, _PERSONAL = vocabulary("to for from against with"), vocabulary("he she it they we i you who")
_ASKING = vocabulary("how what why who whom when where which whether")
_PLAIN = vocabulary(
    "average total net gross overall hourly daily weekly monthly annual median interim final quarterly operating "
    "underlying adjusted pre-tax pretax half-year full-year group"
)
_MOST = vocabulary("largest biggest oldest smallest richest leading top")
_MAKING = vocabulary("maker operator owner producer publisher retailer seller manufacturer")
_MONTHS = frozenset(map(str.lower, month_name[1:]))  # "March was the best month so far"
_SPANS = vocabulary("morning afternoon evening day week session month quarter period year decade weekend")
_NOBODY = PRONOUNS | _PLAIN | NAMELESS | _MONTHS | vocabulary("previous earlier prior original initial")
_EMPTY = DETERMINERS | PREPOSITIONS | _PLAIN | {"(", ")"}
_LAST = 0.5  # for words of an amount that name nothing: "the total delays"
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


def person_after(frame: Frame, found: Mention) -> Mention | None:
    """Return the person whom the name of a party or an office only describes: "Republican Ann Lee"."""
    end = frame.range(found.span)[1]
    after = frame.entity(end + (frame.lower(end) == "'s"))  # "Labour's Ann Lee"
    if after is None or not isinstance(after.value, Entity) or not isinstance(found.value, Entity):
        return None
    described = not {"Party", "Office"}.isdisjoint(found.value.classes)
    return after if described and "Person" in after.value.classes else None


class Candidates:
    """Finds them in phrases and through pronouns."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._described: dict[str, tuple[str, ...]] = {}  # "retailer" → the classes of what is called so
        for name, texts in lexicon.class_descriptions.items():
            for text in texts:
                noun = text.removeprefix("the ")
                self._described[noun] = (*self._described.get(noun, ()), name)
        self._aspects = lexicon.words_of("aspect")
        self._figures, self._estimates = lexicon.words_of("figure"), lexicon.words_of("estimate")

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
        low = name.lower()
        last = low.rpartition(" ")[2]
        if last in self._estimates or (last == low and last in self._figures):
            return  # "the figure could exceed …" points back, "the ministry's estimate put it at …" tells
        words = low.replace("’", "'").split()
        if words and (words[0].split("'")[0] in _PERSONAL or words[-1].split("'")[0] in _PERSONAL):
            return  # "you'd need", "as governor of Virginia he"
        if last in _SPANS and name.islower():
            return  # "The day saw shares fall", "the latest period includes charges of"
        if words and (words[0] in _ASKING or low.startswith("part of")):
            return  # "How much do members spend?", "As part of its cost cutting, it …"
        if len(words) == 1 and phrase.last - phrase.first > 2 and self._praises(frame, phrase.first):
            return  # "A staggering £13 billion has been wiped off …"
        bullet = phrase.first == 1 and not frame.tokens[0].text[0].isalnum()
        if (bullet or not phrase.first) and low.endswith("ed") and " " not in low:
            return  # "Announced $30 billion" in a list
        if low.endswith("ed") and " " not in low and frame.lower(phrase.first) == "those":
            return  # "Those killed were …", "those surveyed said …"
        if name and low not in _NOBODY and not name[0].isdigit():
            lows, counted = frame.lows, frame.counted
            stretch = range(phrase.first, phrase.last)
            dated = frame.timed
            if dated and dated.issuperset([i for i in stretch if lows[i] not in DETERMINERS]):
                return  # "from a year earlier"
            told = self.told_before(page, frame, phrase)
            if told is not None:
                yield Candidate(
                    told.name, told.iri or None, told.classes, score, rule, frame.span(phrase.first, phrase.last)
                )
                return
            head = self._grammar.head(frame, phrase.first, phrase.last)  # "sales in the first half of the year"
            if (of := reckoned(frame, phrase, head)) is not None:
                if of.first < of.last:
                    yield from self._of_amount(page, frame, of, score, rule)
                    return
                score = min(score, _LAST)
            own = frozenset(
                [i for i in stretch if lows[i] not in _EMPTY and i not in counted and (i <= head or i not in dated)]
            )
            if last in self._described:
                own = frozenset()  # "a team of 25" owns its size, though "team" is a word of that measure
            name = self._whose(frame, phrase, head, page.article.text) or name
            yield Candidate(name, None, None, score, rule, frame.span(phrase.first, phrase.last), own)

    def _praises(self, frame: Frame, first: int) -> bool:
        """Say whether a word behind an article only tells how great the sum behind it is."""
        return frame.lower(first) in ("a", "an") and first + 2 in frame.valued

    def _of_amount(self, page: Page, frame: Frame, of: Phrase, score: float, rule: str) -> Iterator[Candidate]:
        """What words of an amount are of: "the total cost of the 20 bridges"."""
        found = frame.entity(self._grammar.head(frame, of.first, of.last))
        yield from self.words(page, frame, of, score, rule) if found is None else (self.entity(found, score, rule),)

    def _whose(self, frame: Frame, phrase: Phrase, head: int, source: str) -> str | None:
        """Return words with the name of whose they are: "the company's net premiums", "its premiums"."""
        found = frame.entity(phrase.first) or frame.entity(phrase.first - 1)
        entity = found.value if found is not None else None
        if found is None or not isinstance(entity, Entity) or entity.form not in ("description", "pronoun"):
            return None
        after = frame.range(found.span)[1]
        rest = after + (frame.lower(after) == "'s")
        owned = rest > after or frame.lower(after - 1) in POSSESSIVES
        words = self._grammar.name(frame, rest, phrase.last, source) if owned and rest <= head else ""
        return f"{words} ({entity.name})" if words else None

    def told_before(self, page: Page, frame: Frame, phrase: Phrase) -> Entity | None:
        """Return who a description tells apart: "the world's largest retailer", "the Leeds-based company"."""
        if "the" not in frame.lows[max(0, phrase.first - 1) : phrase.first + 1]:
            return None
        head = self._grammar.head(frame, phrase.first, phrase.last)
        kinds = self._described.get(frame.lower(head), ())
        if not kinds:
            return None
        between = frame.lows[phrase.first : head]
        made = frame.lower(head) in _MAKING and frame.lower(head + 1) == "of"  # "the maker of Crispo crackers"
        counted = any(i in frame.counted for i in range(phrase.first, head))  # "the 13-nation cartel"
        told = any(word.endswith("-based") or word.split("-")[-1] in _MOST for word in between)
        land = "State" in kinds and head > phrase.first  # "the southern African country"
        if not (made or counted or told or land):
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
        phrase = without_examples(frame, phrase)
        head = self._grammar.head(frame, phrase.first, phrase.last)
        at_head = frame.entity(head)
        if at_head is not None:
            yield self.entity(at_head, score, rule)
        apposed = named_after(self._grammar, frame, phrase.last) if at_head is None else None
        if apposed is not None:
            yield self.entity(apposed, score + 0.5, rule)
        elif at_head is None and (named_so := stuff_after(self._grammar, frame, phrase.last)) is not None:
            meant = frame.entity(self._grammar.head(frame, *named_so[:2]))
            yield from [self.entity(meant, score + 0.5, rule)] if meant is not None else ()
            yield from self.words(page, frame, named_so, score + 0.5, rule) if meant is None else ()
        named = cue is not None and phrase.first <= cue[0] < phrase.last
        if at_head is None and (having := behind(frame, phrase, cue, page.hits.get(frame.index, ()))) is not None:
            yield from self.words(page, frame, having, score + 0.5, rule)  # "shares of Acme", "sales at fuel stations"
        many = at_head is None and of_firms(self._grammar, self._described, frame.lower(head))
        for mention in frame.entities:
            at = frame.range(mention.span)[0]
            if phrase.first <= at < phrase.last and mention is not at_head and not seated(frame, at):
                joined = at_head is not None and frame.lower(at - 1) in ("and", ",")
                if named and destination(frame, phrase, at):
                    continue
                named = named and frame.lower(at - 1) not in _COUNTERPARTS
                held = frame.lower(head) in self._aspects and frame.range(mention.span)[1] in (head, head - 1)
                less = 0.8 if named or joined or held else _MODIFIER
                less += WHOLE * whole(frame, mention, phrase.last)
                less += LAND * (many and at < head and "State" in getattr(mention.value, "classes", ()))
                yield self.entity(mention, score - less, rule)
        several = phrase.last - phrase.first > 1  # "new car registrations", "crude stockpiles"
        if at_head is None and (several or not (cue and cue[0] <= phrase.first and phrase.last <= cue[1])):
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
            agrees = agreement(self._grammar, frame.lower(i), candidate.name, candidate.classes, candidate.rule)
            yield candidate._replace(score=candidate.score + agrees)

    def _antecedents(self, page: Page, frame: Frame, i: int, score: float, rule: str) -> Iterator[Candidate]:
        for other in range(frame.clause(i), -1, -1):
            phrase = self._grammar.subject(frame, other)
            if phrase is not None and not phrase.pronoun and phrase.first < phrase.last <= i:
                yield from self.in_phrase(page, frame, phrase, score, rule)
                return
            if phrase is not None and phrase.relative and other:  # "Acme's shares, which lost half of their value, …"
                yield from self.relative(page, frame, other, score)
                return
        earlier = page.before(frame)
        if earlier is not None:
            for other in range(len(earlier.clauses)):
                phrase = self._grammar.subject(earlier, other)
                if phrase is not None and not phrase.pronoun and not phrase.relative:
                    measured = {k for hit in page.hits.get(earlier.index, ()) for k in range(hit.first, hit.last)}
                    for c in self.in_phrase(page, earlier, phrase, score - 0.5 - 0.5 * other, rule):
                        if c.classes is not None or not c.tokens or not c.tokens <= measured:
                            yield c  # "Operating income rose. Its profit …": of no income
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
            heard = i - 1 in self._grammar.told(frame)  # "told reporters"
            if plural and not heard and not self._grammar.is_verb(frame, i):
                yield from self.words(page, frame, self._grammar.noun_phrase(frame, i), score - 0.5 * found, rule)
                found += 1
                if found == 2:
                    return
