"""Shares of those asked in a poll → what each says: whom it favours or approves of, or what the people think."""

from __future__ import annotations

from typing import NamedTuple

from kg import names
from kg.extract.ahead import TELLING, ahead, apart, led_before
from kg.extract.approved import Approved, as_favoured
from kg.extract.asked import Asked
from kg.extract.candidates import person_after
from kg.extract.chosen import Chosen
from kg.extract.cues import Hit, Phrases, scheme
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.side_by_side import APPROVE, FAVOUR, LEAD, OPINION, STANCE
from kg.extract.subjects import Subject
from kg.extract.support import FAVOURED, backed_by, set_off, supported
from kg.extract.uses import by_unit
from kg.extract.words import DETERMINERS, POSSESSIVES, RELATIVES
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity

_REACH = 12  # words from a share to what those people do
_OBJECT = 6  # words from a verb to whom it favours
_BACK = 14  # words from "approval rating" to its value
_GOING_ON = frozenset({"and", "but", "including"})
_VIEWS = frozenset({"favour", "opinion"})
_HELD = (("compared", "with"), ("compared", "to"), (",", "versus"))
_TOO = tuple(("as", verb) for verb in ("did", "do", "are", "were", "have", "would"))  # "…, as did 44 percent of men"
_MOVED = ((",", "up", "from"), (",", "down", "from"))
_DO = frozenset({"do", "did", "don't", "didn't"})  # "36 percent approve and 47 percent do not"
_ARTICLES = frozenset({"a", "an", "the"})
_SAID = 2  # words of "say they approve"
_POINTS = frozenset({"percentage_point", "point"})
_PROPORTION = frozenset({"share", "proportion", "percentage", "number"})
_LEVEL = frozenset({"to", "at", "is", "was", "from", "than", "stood"})
_LEADS = "lead"
_GAP, _SAMPLE, _ELECTORATE = "pollGap", "sampleSize", "registeredVoters"
_MEASURES = {"approve": APPROVE, "rating": APPROVE, "favour": FAVOUR, "opinion": OPINION}


class Told(NamedTuple):
    """The measure of a share, and whose it is where the words tell."""

    chosen: Chosen
    subject: Subject | None


class Polled:
    """Reads what people asked say of somebody; in articles without a poll it reads nothing."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, measures: Measures) -> None:
        self._grammar, self._measures, self._base = grammar, measures, lexicon.base
        self._stances, self._preference = scheme(lexicon, "poll-stance"), scheme(lexicon, "preference")
        self._count = by_unit(lexicon).get("count", "count")
        self._options = lexicon.words_of("ballot-option")
        self._fieldwork = Phrases((c.text, c.text) for c in lexicon.cues_of("fieldwork") if c.sense == "asked")
        self._approval = Approved(grammar, self._hits)
        self.asked = Asked(lexicon, grammar, frozenset({OPINION, _GAP}))

    def of(self, page: Page, frame: Frame) -> dict[tuple[int, int], Told]:
        """Return what the words around them tell of the shares and leads of a sentence, by where they stand."""
        if not frame.quantities or page.usual.get(_MEASURES["favour"], 0.0) < 0:
            return {}
        hits = self._hits(frame)
        if not hits and TELLING.isdisjoint(frame.distinct):
            return {}
        found: dict[tuple[int, int], Told] = {}
        shared: Told | None = None
        following = frame.size
        for mention in reversed(frame.quantities):
            value = mention.value
            unit = value.unit if isinstance(value, Quantity) else None
            if unit != "percent" and unit not in _POINTS:
                continue
            first, last = frame.range(mention.span)
            told = self._lead(page, frame, hits, first, last) if unit in _POINTS else None
            if unit == "percent":
                told = self._share(page, frame, hits, first, last, following) or self._lost_lead(page, frame, first)
                if told is None and shared is not None and self._goes_on(frame, last, following):
                    told = self._shared(page, frame, shared, last, following)
                shared = told
            if told is not None:
                found[mention.span.start, mention.span.end] = told
            following = first
        return self._compared(page, frame, found)

    def _compared(self, page: Page, frame: Frame, found: dict[tuple[int, int], Told]) -> dict[tuple[int, int], Told]:
        """Give a share of others the measure of the one it is held against: "…, compared with 11 percent of boys"."""
        before: Told | None = None
        too = False
        for mention in frame.quantities:
            place = mention.span.start, mention.span.end
            first, last = frame.range(mention.span)
            held = frame.lows[first - 2 : first] in _HELD or frame.lower(last) in _DO
            too = frame.lows[first - 2 : first] in _TOO or (too and frame.lower(first - 1) == "and")
            if place not in found and too and before is not None:
                found[place] = self._shared(page, frame, before, last, frame.size)
            if place not in found and held and before is not None and before.chosen.name == _MEASURES["approve"]:
                found[place] = before
            elif place not in found and held and before is not None and frame.lower(last) in ("of", "among"):
                found[place] = self._shared(page, frame, before, last, frame.size)
            if before is not None and frame.lows[first - 3 : first] in _MOVED:
                people = before.subject if before.subject is not None else self.asked.meant(page, frame, mention)
                found[place] = Told(before.chosen, people)  # "48 percent say it is, up from 37 percent in May"
            before = found.get(place)
        return found

    def sampled(self, page: Page, frame: Frame, mention: Mention, chosen: Chosen) -> Chosen:
        """Return the measure of voters that were asked: "among 1,000 adults, including 812 registered voters"."""
        last = frame.range(mention.span)[1]
        if chosen.name == _SAMPLE and frame.lower(last) == "of" and not {last + 1, last + 2}.isdisjoint(frame.valued):
            return Chosen(self._count, self._measures.named(self._count), STANCE)  # "four of 17 economists polled"
        if page.poll is None or chosen.name != _ELECTORATE or not self._fieldwork.find(frame):
            return chosen
        return Chosen(_SAMPLE, self._measures.named(_SAMPLE), STANCE)

    def _hits(self, frame: Frame) -> list[Hit[str]]:
        """Return the words that tell a stance, in order, the longest at each place."""
        places = {**self._preference.places(frame), **self._stances.places(frame)}
        hits = [
            Hit(hit.first, hit.last, "favour" if hit.value == "for" else hit.value)
            for hit in sorted(places.values())
            if frame.tokens[hit.first].text.islower() or frame.sentence.block == "headline"
        ]
        return [hit for i, hit in enumerate(hits) if not i or hit.first >= hits[i - 1].last]

    def _share(
        self, page: Page, frame: Frame, hits: list[Hit[str]], first: int, last: int, following: int
    ) -> Told | None:
        if frame.lower(last) == "for" and (backed := backed_by(self._grammar, frame, last)) is not None:
            return Told(self._chosen("favour", Hit(last, last + 1, "favour")), as_favoured(backed))
        if (named := supported(self._grammar, frame, hits, first, last)) is not None:
            return Told(self._chosen("favour", Hit(first - 1, first, "favour")), as_favoured(named))
        if (part := self._proportion(page, frame, hits, first)) is not None:
            return part
        after = next((hit for hit in hits if last <= hit.first < min(last + _REACH, following)), None)
        made_up = frame.lows[first - 2 : first] == ("made", "up")  # "who made up 14 percent of the voters, back her"
        counted = (
            after is not None and after.first == last and frame.lower(first - 1) in _ARTICLES
        )  # "a 4 percent rate"
        if after is not None and (
            made_up or counted or "," in frame.lows[last : after.first - set_off(frame, last, after)]
        ):
            after = None  # "Inflation slowed to 5.9 percent, the agency said"
        end = after.first if after is not None else last
        if after is not None and (meant := self._meant(frame, hits, after)) is not after:
            end = end if after.value == "opinion" else meant.first
            after = meant
        if after is not None and after.value != "rating" and not self._noun(frame, after):
            return self._after(page, frame, after, (last, end))
        paired = (frame.lower(last) == "to" and following == last + 1) or frame.lower(first - 1) == "to"
        before = [hit for hit in hits if hit.last <= first]
        if before and before[-1].value == "rating" and first - before[-1].last <= _BACK:
            return Told(self._chosen("rating", before[-1]), None)
        if paired and before and before[-1].value in _VIEWS and self._favoured(frame, before[-1]) is None:
            # "Republicans still back it, 52 percent to 31 percent"
            people = self.asked.opening(page, frame, first, before[-1].first)
            if people is not None or before[-1].value == "favour":
                return Told(self._chosen("opinion", before[-1]), people) if people is not None else None
        if paired and before and all(hit.value != "favour" for hit in before):
            approving = next((hit for hit in before if hit.value == "approve"), None)
            return self._after(page, frame, approving, (last, approving.first)) if approving is not None else None
        return None

    def _proportion(self, page: Page, frame: Frame, hits: list[Hit[str]], first: int) -> Told | None:
        """Return the share of those who think so: "the share of voters who trust her has fallen to 30 percent"."""
        if _PROPORTION.isdisjoint(frame.distinct) or frame.lower(first - 1) not in _LEVEL:
            return None
        if frame.valued[0] < first - 2:
            return None
        noun = next((i for i in range(first) if frame.lower(i) in _PROPORTION and frame.lower(i + 1) == "of"), first)
        hit = next((hit for hit in hits if noun < hit.first < first and hit.value in ("opinion", "favour")), None)
        if hit is None:
            return None
        stop = next((i for i in range(noun + 2, hit.first) if frame.lower(i) in RELATIVES | {"saying"}), hit.first)
        return Told(self._chosen("opinion", hit), self.asked.named(page, frame, noun + 2, stop))

    def _meant(self, frame: Frame, hits: list[Hit[str]], hit: Hit[str]) -> Hit[str]:
        """Return the verb that tells the stance: of "those who favour a ban say", and of "say they approve"."""
        after = next((other for other in hits if other.first >= hit.last), None)
        if after is None:
            return hit
        who = frame.lower(hit.first - 1) in RELATIVES and "," not in frame.lows[hit.last : after.first]
        said = hit.value == "opinion" and after.first - hit.last <= _SAID
        said = said and (after.first == hit.last or frame.lower(after.first - 1) == "they")
        return after if (who or said) and after.first - hit.last <= _OBJECT + _SAID else hit

    def _noun(self, frame: Frame, hit: Hit[str]) -> bool:
        """Say whether a word is the noun that is written like the verb: "support for", "their trust in", "the rate"."""
        if frame.lower(hit.first) == "rate":
            named = hit.last < len(frame.tokens) and frame.tokens[hit.last].text[0].isupper()  # "rate Ann Lee"
            return frame.lower(hit.last) not in DETERMINERS | POSSESSIVES and not named
        named = (
            frame.lower(hit.first) in ("support", "backing") and frame.lower(hit.last) == "for"
        )  # "while support for"
        return named or frame.lower(hit.first - 1) in ("the", "its", "their", "his", "her", "of", "a")

    def _after(self, page: Page, frame: Frame, hit: Hit[str], between: tuple[int, int]) -> Told | None:
        """Return what a verb after a share tells: "back Ann Lee", "disapprove of his work", "say the economy is …"."""
        if hit.value == "approve":
            person = self._approval.of(page, frame, hit)
            return Told(self._chosen("approve", hit), person) if person else self._thinking(page, frame, hit, between)
        favoured = self._favoured(frame, hit) if hit.value == "favour" else None
        if favoured is not None:
            return Told(self._chosen("favour", hit), favoured)
        return self._thinking(page, frame, hit, between)

    def _thinking(self, page: Page, frame: Frame, hit: Hit[str], between: tuple[int, int]) -> Told:
        """Return a share of those who think something, with the people it is of."""
        if hit.value == "undecided":
            name = "undecided voters"
            subject = Subject(name, names.entity(self._base, name), "subject.group", frame.span(hit.first, hit.last))
            return Told(self._chosen("favour", hit), subject)
        return Told(self._chosen("opinion", hit), self.asked.of(page, frame, *between))

    def _lead(self, page: Page, frame: Frame, hits: list[Hit[str]], first: int, last: int) -> Told | None:
        """Return who leads: "independents favour Ann Lee by 5 points", "approved by a 9-point margin"."""
        leading = ahead(self._grammar, frame, first, last)
        if leading is not None:  # "a poll shows Ann Lee leading Bo Diaz by 16 points"
            named, at = leading
            return Told(Chosen(LEAD, self._measures.named(LEAD), STANCE, (at, at + 1)), as_favoured(named))
        rival = apart(self._grammar, frame, last)
        if rival is not None:
            return Told(Chosen(_GAP, self._measures.named(_GAP), STANCE, (last, last + 1)), as_favoured(rival))
        hit = next((hit for hit in reversed(hits) if hit.last <= first and hit.value in ("favour", "approve")), None)
        between = frame.lows[hit.last : first] if hit is not None else ()
        if hit is None or "by" not in between or "and" in between or first - hit.last > _REACH:
            return None
        subject = self._favoured(frame, hit) if hit.value == "favour" else self._approval.person(page, frame, hit)
        chosen = Chosen(LEAD, self._measures.named(LEAD), STANCE, (hit.first, hit.last))
        return Told(chosen, subject) if subject else None

    def _lost_lead(self, page: Page, frame: Frame, first: int) -> Told | None:
        """Return whose lead was told before: "Since then the lead has declined from 26 percent to 4"."""
        led = led_before(self._grammar, page, frame, first) if _LEADS in frame.distinct else None
        if led is None:
            return None
        return Told(Chosen(LEAD, self._measures.named(LEAD), STANCE, (led[1], led[1] + 1)), as_favoured(led[0]))

    def _goes_on(self, frame: Frame, last: int, following: int) -> bool:
        """Say whether a share only names its people before the next: "85 percent of Democrats and 54 percent of …"."""
        words = frame.lows[last:following]
        if not words or words[0] not in ("of", "among") or (_GOING_ON.isdisjoint(words[-2:]) and words[-1] != ","):
            return False
        return not any(self._grammar.is_verb(frame, i) for i in range(last, following))

    def _shared(self, page: Page, frame: Frame, told: Told, last: int, following: int) -> Told:
        """Return what a share has in common with the next: whom they favour, else only what they think."""
        if told.subject is None or told.chosen.name != OPINION:
            return told
        end = next((i for i in range(last + 1, following) if frame.lower(i) in (",", "and", ".")), following)
        return Told(told.chosen, self.asked.named(page, frame, last + 1, end))

    def _favoured(self, frame: Frame, hit: Hit[str]) -> Subject | None:
        """Return the person or party that stands behind a verb."""
        for i in range(hit.last, min(frame.size, hit.last + _OBJECT)):
            found = frame.entity(i)
            if frame.lower(i) in self._options and frame.tokens[i].text[0].isupper():
                return Subject(frame.tokens[i].text, None, "subject.option", frame.span(i, i + 1))
            if found is None or not isinstance(found.value, Entity):
                if i in frame.counted or frame.lower(i) in (".", ";", "and", "or"):
                    return None
                continue
            entity, person = found.value, person_after(frame, found)
            if self._grammar.is_a(entity.classes, FAVOURED) or not entity.classes or person is not None:
                return as_favoured(person if person is not None else found)
        return None

    def _chosen(self, sense: str, hit: Hit[str]) -> Chosen:
        name = _MEASURES[sense]
        return Chosen(name, self._measures.named(name), STANCE, (hit.first, hit.last))
