"""Quantity in its frame → the part it plays: a level, a change, an earlier value, an expected one."""

from __future__ import annotations

from typing import Literal

from kg.extract.bracketed import bracketed_earlier
from kg.extract.cues import Hit, Phrases, scheme
from kg.extract.expected import Expected
from kg.extract.frame import Frame
from kg.extract.growing import Growing
from kg.extract.intervals import COMPARING, comparable
from kg.extract.paths import came_to, drifts, goes_to, steps
from kg.extract.phrases import Grammar
from kg.extract.sums import currency, money
from kg.extract.words import BE, CENTS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity, Standing
from kg.values import dataclass

Part = Literal["level", "change"]
_MOVED = ("moves", 0)  # key of a frame's memo
_REACH = 14  # words between a change word and its amount
COMPARED = "standing.compared"
_OWN, _PLACING, _EARLIER = vocabulary("for among at"), vocabulary("in"), vocabulary("earlier ago before previously")
_ADDING = vocabulary("added lost shed")  # "lost $5" may be a loss
_MOVING = vocabulary("rose fell gained slipped climbed dropped jumped eased slid tumbled advanced declined rallied")
_SHORT_OF = 3  # words of "cuts would be"
_PHRASE = 8  # words of an owner
_STEPPING = _MOVING | vocabulary("up down")
_GIVING = vocabulary("give gives gave giving")
_BASES = vocabulary("in from on")  # "a fall of 1,700 in the number of claimants"
_STOPS = BE | vocabulary(", ( and ended closed finished settled")
_TIMES = vocabulary("double twice triple half quadruple")
_PEAKS, _SUMS = vocabulary("high low peak trough"), vocabulary("range total average rate level")
_LIMITS, _EXTREMES = vocabulary("below above under"), vocabulary("low high")
_PARTING = vocabulary("and or but ,")
_SMALL = vocabulary(
    "an a the about around some nearly almost just only roughly over more than at least as much further "
    "another record new total"
)


@dataclass(frozen=True, slots=True)
class Role:
    """What a quantity does in its sentence; ``cue`` is the token of the word that says so."""

    part: Part = "level"
    standing: Standing = "current"
    cue: int | None = None
    direction: str | None = None
    rule: str = "level"


class Changes:
    """The grammar of rising and falling."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._change = scheme(lexicon, "change")
        self._constant = scheme(lexicon, "not-change")
        self._growing = Growing(lexicon, self.direction)
        self._pace = lexicon.words_of("pace")
        self._degrees = frozenset(unit.code for unit in lexicon.units if unit.dimension == "temperature")
        self._measured = self._degrees | {unit.code for unit in lexicon.units if unit.dimension == "length"}
        self._durations = frozenset(unit.code for unit in lexicon.units if unit.dimension == "duration")
        self._prior: Phrases[str] = Phrases(
            (c.text, c.sense or "prior") for c in lexicon.cues_of("prior") if c.position != "after"
        )
        self._expected = Expected(lexicon, grammar)

    def direction(self, frame: Frame, i: int) -> str | None:
        """Return "up", "down" or "level" where a change word stands at token i."""
        hit = self._moves(frame).get(i)
        return hit.value if hit else None

    def _moves(self, frame: Frame) -> dict[int, Hit[str]]:
        """Return the words of change, without those of "women make up a third of the staff"."""
        known: dict[int, Hit[str]] | None = frame.memo.get(_MOVED)
        if known is None:
            known = frame.memo[_MOVED] = self._moved(frame)
        return known

    def _moved(self, frame: Frame) -> dict[int, Hit[str]]:
        found, held = self._change.places(frame), self._constant.places(frame)
        if not found or not held:
            return found
        sums = {
            frame.range(q.span)[0]
            for q in frame.quantities
            if isinstance(q.value, Quantity) and (money(q.value) or q.value.unit in ("percent", "point"))
        }
        fell = (
            hit
            for hit in held.values()
            if not (hit.last in sums and (frame.lower(hit.last - 1) == "down" or frame.lower(hit.first) in _GIVING))
        )
        within = {i for hit in fell for i in range(hit.first, hit.last)}  # but "closed down $4", "gave up 1 percent"
        return {i: hit for i, hit in found.items() if i not in within}

    def role(self, frame: Frame, mention: Mention) -> Role:
        """Return the part a quantity plays."""
        quantity = mention.value
        if not isinstance(quantity, Quantity):
            raise TypeError("a role is of a quantity")
        first, last = frame.range(mention.span)
        begin, end = frame.clauses[frame.clause(first)]
        change = self._change_before(frame, max(begin, first - _REACH), first)
        standing = self._standing(frame, mention, first, last, begin, end)
        if standing == "prior" and self._anothers(frame, quantity, first, last, begin, end):
            way = self.direction(frame, last)  # "against a 2 percent rise in …"
            return Role("change" if way else "level", "current", last if way else None, way, COMPARED)
        before = self._word_before(frame, first, begin)
        moved = before == "from" and (
            change is not None
            or goes_to(frame, last, quantity)
            or came_to(frame, mention, first)
            or self._trails(frame, first)
        )
        if moved and frame.lower(self._place_before(frame, first, begin) - 1) not in ("growth", "rise", "increase"):
            grown = self._growing.rate(frame, quantity, last)
            if grown is not None:
                return Role("change", "prior", last, grown, "change.noun-after")
            return Role("level", "prior", change, None, "change.from")
        grows = change is not None and before == "to" and quantity.unit == "percent"
        if grows and frame.lower(change or 0) in self._pace:
            return Role("change", standing, change, None, "change.pace")  # "construction slowed to 7.2 percent"
        at = frame.lower(first - 1) == "at" and change is not None and self._crosses(frame, change, first)
        if at and standing == "current":
            return Role("level", "current", change, None, "change.at")  # "profit rises 22% to $5 million, margin at 8%"
        if standing == "current" and before in ("to", "below", "above") and change is not None:
            return Role("level", "current", change, self.direction(frame, change), f"change.{before}")
        summit = self._place_before(frame, first, begin) - 1  # "to a high of $1.22", "to a range of $3 to $4"
        led_to = frame.lower(summit) in _SUMS and ("to" in frame.lows[summit - 2 : summit] or standing == "prior")
        if before == "of" and change is not None and (led_to or frame.lower(summit) in _PEAKS):
            return Role("level", standing, change, self.direction(frame, change), "change.to")  # "to a high of $1.22"
        relative = quantity.unit in ("percent", "percentage_point", "basis_point")
        lowest = frame.lower(first) == "as" and frame.lower(first + 1) in _EXTREMES  # "fell as low as $58"
        if change is not None and (lowest or frame.lower(first) in _LIMITS):
            return Role("level", standing, change, self.direction(frame, change), "change.to")  # "fall below 8 percent"
        lasting = quantity.unit in self._durations  # "a five-year contract" shrinks nothing
        follower = self._growing.follower(frame, last, end, relative=relative) if not lasting else None
        rated = "/" in (quantity.unit or "") and not currency((quantity.unit or "").partition("/")[0])
        if rated and "growth" in frame.lows[max(begin, first - _REACH) : first]:  # "demand growth was seen at 1.7 mbpd"
            return Role("change", standing, change, "up", "change.growth")
        if rated and frame.lows[last : last + 2] == ("of", "the") and self.direction(frame, last + 2):
            return Role("change", standing, last + 2, self.direction(frame, last + 2), "change.part")  # "… of the rise"
        departs = relative or rated or quantity.unit in self._degrees
        still = change is None or self.direction(frame, change) == "level"
        ahead = frame.lows[last : last + 2] == ("ahead", "of") and last + 2 in frame.timed  # "8 percent ahead of 2018"
        if departs and still and before not in _LIMITS and (ahead or frame.lower(last) in ("above", "below")):
            return Role("change", standing, last, None, "change.beside")  # "22 percent below the record of 2005"
        if follower is not None and before == "for" and self._grammar.is_verb(frame, follower):
            follower = None  # "the number out of work for six months fell": what fell is the number
        fewer = frame.lower(last) == "fewer" and frame.lower(last + 1) != "than"  # "2 million fewer visitors"
        told = fewer or relative or quantity.unit is not None
        if follower is not None and (told or self.direction(frame, follower) is None):
            return Role("change", standing, follower, self._growing.way(frame, follower), "change.noun-after")
        if self._growing.counted(frame, quantity, last):
            return Role("change", standing, last, self.direction(frame, last), "change.than")
        if standing == "current" and self._dealt(frame, quantity, change, first):
            return Role("change", standing, change, self.direction(frame, change or 0), "change.object")
        told = change is not None and any(change < v < first for v in frame.valued)
        part = told and relative and frame.lower(last) == "of"
        if part:
            change = None  # "fell to 575,000 tonnes, 28 percent of its needs"
        if change is not None and self.direction(frame, change) != "level" and not self._passed(frame, change, first):
            # "to reduce emissions 80 percent": the object stands between verb and amount
            near = first - change <= 3 or frame.lower(change - 1) == "to" or self._grammar.is_verb(frame, change)
            parted = before == "of" and self._parted(frame, change, first)
            led = before == "by" and frame.lower(self._place_before(frame, first, begin) + 1) != "the"
            if led or (before == "of" and not parted and not self._is_verb_form(frame, change) and relative):
                return Role("change", standing, change, self.direction(frame, change), f"change.{before}")
            if relative and near and before not in ("of", "for", "in"):
                return Role("change", standing, change, self.direction(frame, change), "change.verb")
            counted = quantity.unit is not None or (quantity.noun is None and frame.lower(last) in _BASES)
            if before == "of" and counted and first - change <= 3:
                return Role("change", standing, change, self.direction(frame, change), "change.of")
            each = frame.lower(last + 1) == "share" or frame.lower(last - 1) == "share"  # "lost 9 cents a share"
            verbs = _MOVING if each or frame.lower(last - 1) not in CENTS else _MOVING | _ADDING
            # "were down $2.15, or 6.7 percent", not "conjures up 60 million"
            bare = first - change == 1 and frame.lower(change) in ("up", "down") and frame.lower(change - 1) in _STOPS
            stepping = money(quantity) or quantity.unit == "point"
            moved = bare or (first - change == 1 and frame.lower(change) in verbs and stepping)
            moved = moved or drifts(frame, self._moves(frame)[change], first, last, quantity, self._measured)
            if near and quantity.unit is not None and not lasting and (moved or goes_to(frame, last, quantity)):
                return Role("change", standing, change, self.direction(frame, change), "change.then-level")
            if first - change == 1 and frame.lower(change) in _STEPPING and steps(frame, change, last, quantity):
                return Role("change", standing, change, self.direction(frame, change), "change.step")
        if quantity.value < 0 and relative and before not in ("at", "to"):  # "stays at minus 0.4 percent"
            return Role("change", standing, None, "down", "change.sign")
        return Role("level", standing, change, None, "level" if standing == "current" else f"standing.{standing}")

    def _standing(self, frame: Frame, mention: Mention, first: int, last: int, begin: int, end: int) -> Standing:
        if frame.times and not COMPARING.isdisjoint(frame.distinct) and self._opens_back(frame, begin, first):
            return "prior"  # "In the year-ago period, 16,000 were sold"
        for i, hit in self._prior.places(frame).items():
            near = max(begin, first - 8) <= i < first
            if near and hit.last <= first and not self._crosses(frame, hit.last, first):
                if self._moves_on(frame, i, first):
                    continue
                return "expected" if self._expected.between(frame, hit.last, first, last) else "prior"
        if bracketed_earlier(frame, mention):
            return "prior"
        if self._expected.announced(frame, first, begin):
            return "expected"
        lasting = isinstance(mention.value, Quantity) and mention.value.unit in self._durations
        if frame.lower(first - 1) == "over" and first - 2 in frame.counted and not lasting:
            return "prior"  # "an increase of 37 percent over 51,654 units"
        if self._expected.reckoned(frame, first, last):
            return "expected"
        doubled = frame.lower(first - 1) == "the" and frame.lower(first - 2) in _TIMES
        if doubled and not _EARLIER.isdisjoint(frame.lows[last:end]):
            return "prior"  # "double the 1,181 cases it reported a week earlier"
        return "expected" if self._expected.said_after(frame, first, last, end) else "current"

    def _moves_on(self, frame: Frame, begin: int, first: int) -> bool:
        """Say whether only a time is compared with: "fell 12 percent compared with a year ago to 3.8 million"."""
        if frame.lower(self._place_before(frame, first, begin)) not in ("to", "at"):
            return False
        return any(at < first and begin < end for at, end in (frame.range(time.span) for time in frame.times))

    def _opens_back(self, frame: Frame, begin: int, first: int) -> bool:
        """Say whether a clause opens with the period that a report compares its own with."""
        return any(
            begin <= frame.at(time.span.start) <= min(begin + 1, first) and comparable(frame, time)
            for time in frame.times
        )

    def _anothers(self, frame: Frame, quantity: Quantity, first: int, last: int, begin: int, end: int) -> bool:
        """Say whether what is compared with is somebody else's: "26.6 % of boys, compared with 26.2 for girls"."""
        prior = self._prior.places(frame)
        told = [hit for i, hit in prior.items() if max(begin, first - 8) <= i < first and hit.last <= first]
        if not told or any(hit.value != "compared" for hit in told):
            return False
        noun = quantity.noun if quantity.unit is None else None
        after = last if noun is None else max(last, frame.range(noun)[1])
        after += after in self._moves(frame)  # "against a 2 percent rise in the Sensex"
        link = frame.lower(after)
        named = any(frame.entity(i) is not None for i in range(after + 1, after + 4))
        if not (link in _OWN or (link in _PLACING and named) or (link == "of" and quantity.unit == "percent")):
            return False
        limit = min(end, after + _PHRASE)
        timed = any(after <= frame.at(time.span.start) < limit for time in frame.times)
        return not timed and _EARLIER.isdisjoint(frame.lows[after:limit])

    def _dealt(self, frame: Frame, quantity: Quantity, change: int | None, first: int) -> bool:
        """Say whether a rate is what is cut or added: "will cut 176,000 bpd", "cuts would be 800,000 bpd"."""
        unit = quantity.unit or ""
        if (
            change is None
            or "/" not in unit
            or currency(unit.partition("/")[0])
            or self.direction(frame, change) == "level"
        ):
            return False
        place = self._place_before(frame, first, change)
        copula = frame.lower(place) in BE and place - change <= _SHORT_OF and not self._grammar.is_verb(frame, change)
        return place == change or copula

    def _crosses(self, frame: Frame, first: int, last: int) -> bool:
        return any(first <= place < last for place in frame.valued)

    def _passed(self, frame: Frame, change: int, first: int) -> bool:
        """Say whether a change word is of the value before: "lost $3 billion and that one in five would leave"."""
        ends = [frame.range(q.span)[1] for q in frame.quantities if change < frame.at(q.span.start) < first]
        if not ends or "and" not in frame.lows[max(ends) : first]:
            return False
        return any(frame.lower(i) == "that" or self._grammar.is_verb(frame, i) for i in range(max(ends), first))

    def _change_before(self, frame: Frame, begin: int, first: int) -> int | None:
        for i in reversed(self._moves(frame)):
            if begin <= i < first and not (frame.lower(i) in ("more", "less") and frame.lower(i + 1) == "than"):
                return i
        return None

    def _parted(self, frame: Frame, change: int, first: int) -> bool:
        """Say whether an amount after "of" is of another noun: "job growth of 190,000 and a jobless rate of 3.8"."""
        return self._crosses(frame, change, first) or not _PARTING.isdisjoint(frame.lows[change:first])

    def _place_before(self, frame: Frame, first: int, begin: int) -> int:
        i = first - 1
        while i > begin and frame.lower(i) in _SMALL:
            i -= 1
        return i

    def _word_before(self, frame: Frame, first: int, begin: int) -> str:
        place = self._place_before(frame, first, begin)
        return frame.lower(place) if place >= begin else ""

    def _trails(self, frame: Frame, first: int) -> bool:
        """Say whether "from" follows a comma after a change: "has fallen to 14 because of …, from 22"."""
        place = self._place_before(frame, first, 0)
        if frame.lower(place - 1) != ",":
            return False
        told = [i for i in self._moves(frame) if i < place]
        return any(told[0] < value < place for value in frame.valued) if told else False

    def _is_verb_form(self, frame: Frame, i: int) -> bool:
        return frame.lower(i).endswith(("ed", "ing"))
