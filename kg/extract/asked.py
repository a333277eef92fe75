"""Words around a share of opinion → the people it is of: all who were asked, a group of them, the people of a land."""

from __future__ import annotations

import re

from kg import names
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.subjects import Subject
from kg.extract.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, RELATIVES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention
from kg.values import replace

_AMONG = frozenset({"of", "among", "amongst"})
_ASKED = vocabulary("surveyed polled questioned asked interviewed sampled canvassed responding")
_ALL = vocabulary("those people respondents participants everyone interviewees sample")  # of the poll, not of a group
_WHOLE = vocabulary("overall nationally nationwide altogether")  # "while 45 percent overall agreed"
_PART = vocabulary("majority plurality minority share proportion")  # "a 47 percent plurality said"
_EVERYBODY = _ASKED | _ALL | _WHOLE | _PART
_SET_OFF = frozenset({(",", ","), ("(", ")")})
_MOST = re.compile(r"(?:a )?(?:\w+ )?(?:majority|plurality|half) of ")
_GROUP = 12  # words of "white voters without a college degree"
_WHOEVER = vocabulary("those people adults voters respondents")
_BESIDE = frozenset({"also", "now", "still", "in"})  # "of Democrats in favor"
_BEFORE = 2  # words from "among" to the name of a party: "among conservative Republicans"
_NEVER = frozenset({",", ";", ":", "(", "–", "—"})
_BORROWED = frozenset(
    {"subject.topic", "subject.sentence-before", "subject.same-sentence", "subject.value-before", "subject.article"}
)
_NATIONS = frozenset({"Party", "State"})
_LAND = ("asked", 0)  # key of the memo of the first frame
_THEY, _BACKED = "respondents", "pollShare"  # the measure weighs less than nothing where no poll is told of
_NOBODY = vocabulary("neither against opposed unsure undecided not none")  # "with 19 percent against it"
_EVEN = frozenset({"even", "and", "but", "only"})
_COMES_TO = ("when", "it", "comes", "to")
_OPENING = 2  # words before the subject of a sentence
_MORE = frozenset({"another", "further"})


class Asked:
    """Names those whose opinion is told; no poll asks the one it asks about."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, opinions: frozenset[str]) -> None:
        self._grammar, self._base, self._opinions = grammar, lexicon.base, opinions
        self._people_asked = lexicon.words_of("poll-people")

    def of(self, page: Page, frame: Frame, last: int, verb: int) -> Subject | None:
        """Return the people between a share that ends at token ``last`` and what they do: "of older voters say"."""
        if last >= verb:
            return self._among(page, frame)
        begin = last + (frame.lower(last) in _AMONG)
        end = next((i for i in range(begin, verb) if frame.lower(i) in AUXILIARIES | RELATIVES), verb)
        if end < verb and frame.lower(end) in RELATIVES and frame.lower(end - 1) in _WHOEVER:
            end = verb  # "those who favour a ban", "people who have lost a friend"
        while end > begin and (frame.lower(end - 1).endswith("ly") or frame.lower(end - 1) in _BESIDE):
            end -= 1
        return self.named(page, frame, begin, end)

    def _among(self, page: Page, frame: Frame) -> Subject | None:
        """Return the people a sentence begins with: "Among women, 54 percent say"."""
        begin = 4 if frame.lows[:4] == _COMES_TO else 2 if frame.lows[:2] == ("as", "for") else 1
        begin += begin == 1 and frame.lower(0) in _EVEN
        if begin <= 2 and frame.lower(0) != "as" and frame.lower(begin - 1) not in ("among", "amongst"):
            return None
        end = next((i for i in range(begin, min(frame.size, begin + _GROUP)) if frame.lower(i) == ","), 0)
        return self.named(page, frame, begin, end) if end else None

    def named(self, page: Page, frame: Frame, begin: int, end: int) -> Subject | None:
        """Return the people that words name; the voters of a party are called as the words call them."""
        while begin < end and frame.lower(begin) in DETERMINERS and frame.lower(begin) != "those":
            begin += 1
        if not 0 < end - begin <= _GROUP or not _NEVER.isdisjoint(frame.lows[begin:end]):
            return None
        if frame.lower(end - 1) in _ASKED and self._of_party(frame, end - 2):
            end -= 1  # "of Democrats surveyed"
        if frame.lower(end - 1) in _EVERYBODY:
            return self.everybody(page, frame, (begin, end))
        thinking = frame.lower(begin) in _NOBODY or frame.lower(begin).endswith("ing")
        if thinking and (begin + 1 == end or frame.lower(begin + 1) in PREPOSITIONS):
            return None  # "3 percent intending to vote for others", "19 percent against it say"
        found = frame.entity(end - 1)
        entity = found.value if found is not None else None
        if found is not None and isinstance(entity, Entity) and frame.range(found.span) == (begin, end):
            if "Party" in entity.classes or entity.form == "adjective":
                return self._voters(page, frame, found)  # "of Republicans", "of Georgians"
            return Subject(entity.name, entity.iri or None, "subject.group", found.span, entity.classes)
        name = frame.text(begin, end, page.article.text)
        alike = name[0].isalpha() and not self._grammar.is_verb(frame, begin)
        return Subject(name, None, "subject.group", frame.span(begin, end)) if alike else None

    def _of_party(self, frame: Frame, i: int) -> bool:
        found = frame.entity(i)
        return found is not None and isinstance(found.value, Entity) and "Party" in found.value.classes

    def meant(self, page: Page, frame: Frame, mention: Mention) -> Subject:
        """Return those whose opinion a share without a noun is of: a group just named, else all who were asked."""
        first, last = frame.range(mention.span)
        group = self._among(page, frame) or self._named_before(page, frame, first, last)
        if (group := group or self.opening(page, frame, first)) is not None:
            return group
        more = (
            frame.lower(first) in _MORE or frame.lower(first - 1) in _MORE or (first == 1 and frame.lower(0) == "and")
        )
        if more and (group := self._asked_here(page, frame, first)) is not None:
            return group
        before = page.before(frame) if more else None
        if before is not None and before.sentence.paragraph == frame.sentence.paragraph and before.quantities:
            end = before.range(before.quantities[0].span)[1]  # "9 percent of farmers agree. Another 46 percent do not"
            stop = next((i for i in range(end + 1, before.size) if self._ends(before, i)), before.size)
            stop -= 2 * (before.lower(stop - 2) == "aged")  # "of Canadians aged 18 to 34"
            group = self.named(page, before, end + 1, stop) if before.lower(end) in _AMONG else None
            if group is not None:
                return group
        return self.everybody(page, frame, (first, last))

    def _asked_here(self, page: Page, frame: Frame, first: int) -> Subject | None:
        """Return the group of the first share of a sentence: "46 percent of likely voters …, another 9 percent …"."""
        place = frame.valued[0] if frame.valued else first
        end = frame.range(frame.quantities[0].span)[1]
        if place >= first or frame.lower(end) not in _AMONG:
            return None
        stop = next((i for i in range(end + 1, frame.size) if self._ends(frame, i)), frame.size)
        return self.named(page, frame, end + 1, stop)

    def _named_before(self, page: Page, frame: Frame, first: int, last: int) -> Subject | None:
        """Return the people whose share is set off: "a majority of farmers, 56 percent, say", "most of them (56 %)"."""
        if (frame.lower(first - 1), frame.lower(last)) not in _SET_OFF:
            return None
        begin = next((i for i in range(first - 2, max(0, first - _GROUP), -1) if frame.lower(i) in _AMONG), 0)
        verb = any(self._grammar.is_verb(frame, i) for i in range(begin, first - 1))
        return self.named(page, frame, begin + 1, first - 1) if begin and not verb else None

    def opening(self, page: Page, frame: Frame, first: int, verb: int = 0) -> Subject | None:
        """Return the people a sentence is of: "Republicans are gloomier, and only 5 percent feel heard".

        ``verb`` is where a verb stands that tells what they think.
        """
        opening = frame.clauses[0][0] if frame.clauses else 0
        if frame.lower(opening) == "those" and frame.lower(opening + 1) in RELATIVES:
            ends = (i for i in range(opening + 3, min(first, opening + _GROUP)) if frame.lower(i) in AUXILIARIES)
            end = next(ends, opening)  # "Those who did not vote are gloomy, with 22 percent calling it a good year"
            return self.named(page, frame, opening, end)
        subject = self._grammar.subject(frame, 0)
        if subject is not None and subject.last <= first and frame.lower(subject.last - 1) in self._people_asked:
            return self.named(page, frame, subject.first, subject.last)
        for found in frame.entities:
            begin, end = frame.range(found.span)
            if end <= first and begin - opening <= _OPENING and self._people(frame, found, end, verb):
                return self._voters(page, frame, found)
        return None

    def _people(self, frame: Frame, found: Mention, end: int, verb: int) -> bool:
        """Say whether a name is of voters or of a nation's people, the subject: "Democrats, who", "Britons say"."""
        entity = found.value
        voters = isinstance(entity, Entity) and "Party" in entity.classes and frame.lower(end - 1).endswith("s")
        plural = voters or self._nation(frame, found)
        end += frame.lower(end).endswith("ly")  # "Republicans narrowly reject it"
        follows = frame.lower(end) in RELATIVES | AUXILIARIES | {","} or end == verb
        return plural and (follows or self._grammar.is_verb(frame, end))

    def _nation(self, frame: Frame, found: Mention) -> bool:
        """Say whether a name is of the people of a land: "Britons"."""
        adjective = isinstance(found.value, Entity) and found.value.form == "adjective"
        return adjective and frame.lower(frame.range(found.span)[1] - 1).endswith("s")

    def everybody(self, page: Page, frame: Frame, words: tuple[int, int]) -> Subject:
        """Return all who were asked, called with the poll that asked them: two polls ask different people."""
        poll = page.polled(frame)
        name = _THEY if poll is None else f"{_THEY} ({poll.name})"
        land = self._land(page) if poll is not None else None
        called = name if land is None or poll is None else f"{_THEY} ({poll.name}, {land})"
        return Subject(called, names.entity(self._base, name), "subject.group", frame.span(*words))

    def _land(self, page: Page) -> str | None:
        """Return the one land whose people were asked, as the article calls them: "Americans", "U.S. adults"."""
        memo = page.frames[0].memo
        if _LAND not in memo:
            found = {
                mention.value.name
                for frame in page.frames
                for mention in frame.entities
                if isinstance(mention.value, Entity)
                and "State" in mention.value.classes
                and (self._nation(frame, mention) or frame.lower(frame.range(mention.span)[1]) in self._people_asked)
            }
            memo[_LAND] = found.pop() if len(found) == 1 else None
        land: str | None = memo[_LAND]
        return land

    def instead(self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, subject: Subject) -> Subject:
        """Return the people asked where an opinion was given to whom the article is about, or to a party itself."""
        if not chosen.name.startswith("poll") or (page.poll is None and page.usual.get(_BACKED, 0.0) < 0):
            return subject
        last = frame.range(mention.span)[1]
        if chosen.name in self._opinions and frame.lower(last) in _AMONG:
            whoever = frame.lower(last + 2) in RELATIVES  # "55 percent of those who haven't"
            ends = (
                i
                for i in range(last + 1, frame.size)
                if self._ends(frame, i) and not (whoever and self._goes(frame, i))
            )
            end = next(ends, frame.size)
            group = self.named(page, frame, last + 1, end)
            if group is not None:
                return group
        here = subject.span is not None and frame.sentence.span.covers(subject.span)
        if here and subject.span is not None and not _NATIONS.isdisjoint(subject.classes):
            first, last = frame.range(subject.span)
            found = frame.entity(first)
            people = "Party" in subject.classes or (found is not None and self._nation(frame, found))
            grouped = not _AMONG.isdisjoint(frame.lows[max(0, first - _BEFORE) : first])
            if people and frame.lower(last - 1).endswith("s") and (grouped or chosen.name in self._opinions):
                return Subject(*self._called(page, frame, first, last), "subject.group", subject.span)
        off = self._named_before(page, frame, *frame.range(mention.span)) if chosen.name in self._opinions else None
        if off is not None:
            return off
        if chosen.name in self._opinions and subject.rule in _BORROWED:
            return self.meant(page, frame, mention)
        most = _MOST.match(subject.name) if chosen.name in self._opinions and not subject.classes else None
        return replace(subject, name=subject.name[most.end() :], iri=None) if most is not None else subject

    def _ends(self, frame: Frame, i: int) -> bool:
        return (
            not frame.tokens[i].text[0].isalnum()
            or i in frame.counted
            or self._grammar.is_verb(frame, i)
            or (frame.lower(i) in CONJUNCTIONS | PREPOSITIONS)
        )

    def _goes(self, frame: Frame, i: int) -> bool:
        """Say whether a clause goes on: "those who have lost a friend"."""
        return frame.tokens[i].text[0].isalnum() and i not in frame.counted

    def _voters(self, page: Page, frame: Frame, found: Mention) -> Subject:
        return Subject(*self._called(page, frame, *frame.range(found.span)), "subject.group", found.span)

    def _called(self, page: Page, frame: Frame, first: int, last: int) -> tuple[str, str]:
        name = frame.text(first, last, page.article.text)
        return name, names.entity(self._base, f"{name} voters")
