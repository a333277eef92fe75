"""Two values of one sentence → how the second leans on the first: joined, converted, left elliptic."""

from __future__ import annotations

from kg.extract.changes import COMPARED, Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.paths import moves_next
from kg.extract.phrases import Grammar
from kg.extract.places import of_whom
from kg.extract.subjects import Subject
from kg.extract.words import AFTER_NOUN, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity
from kg.values import replace

_WHOLE = 100  # percent
_OR, _APART = frozenset({",", "or"}), frozenset({"is", "was", "in"})  # "and in nine out of ten cases"
_YEARLY = _OR | vocabulary("an a annualised annualized in the")  # "0.9 percent, or an annualised 3.5 percent"
_APPOSED = 6  # words between a level and the change told beside it
_NEXT, _LISTED = 2, 4  # words between the parts, and between the shares, of a list
_ORDER = 50  # times that a value may change between two reports
_COUNTED_OFF = frozenset({"percent", "percentage_point", "point", "basis_point", "index", "duration"})
_SHARE, _LINKED = frozenset({"percent", "point"}), frozenset({"and", "on", "or"})
_BULK = frozenset({"money", "mass", "volume", "area"})
_BARE = AFTER_NOUN | vocabulary("has was is had less more lower higher so")  # may follow a bare sum
_CONVERTING = vocabulary("( ; or , about around nearly some roughly that is equivalent to")


class Pairs:
    """Compares a value with the one before it."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, measures: Measures) -> None:
        self._grammar, self._measures = grammar, measures
        self._scales = lexicon.words_of("scale")

    def joined(self, frame: Frame, one: Mention, other: Mention) -> bool:
        """Say whether two values stand side by side: "$2.52 a share on revenue of $27.53 billion"."""
        last, first = frame.range(one.span)[1], frame.range(other.span)[0]
        if self.restated(frame, one, other):
            return True
        words = frame.lows[last:first]
        linked = len(words) <= 5 and not _LINKED.isdisjoint(words) and ")" not in words  # not past "(Rs 275 crore)"
        return linked and frame.clause(last - 1) == frame.clause(first)

    def restated(self, frame: Frame, one: Mention, other: Mention) -> bool:
        """Say whether a value says the one before in other words: "$3 billion, or $1.05 per share"."""
        if "or" not in frame.distinct:
            return False
        begin, end = frame.range(one.span)[1], frame.range(other.span)[0]
        if "or" not in frame.lows[begin:end]:
            return False
        between = {low for i, low in enumerate(frame.lows[begin:end], begin) if i not in frame.timed}
        share = isinstance(one.value, Quantity) and one.value.unit == "percent"
        return between <= (_YEARLY if share else _OR)

    def converted(self, frame: Frame, one: Mention, other: Mention) -> bool:
        """Say whether a value is another in other units: "6.82 trillion yen ($51.4 billion)"."""
        left, right = one.value, other.value
        if not isinstance(left, Quantity) or not isinstance(right, Quantity) or left.unit == right.unit:
            return False
        words = frame.lows[frame.range(one.span)[1] : frame.range(other.span)[0]]
        alike = self._measures.kinds(left) & self._measures.kinds(right)
        return bool(alike) and bool({"(", "or", "is", ";"} & set(words)) and set(words) <= _CONVERTING

    def elliptic(self, frame: Frame, mention: Mention, role: Role, chosen: Chosen) -> bool:
        """Say whether a value leaves out what the one before named: "A won 42 seats and B took 31"."""
        if chosen.rule.startswith("change."):
            return True
        quantity = mention.value
        if not isinstance(quantity, Quantity) or _bare(quantity.unit) is not None or quantity.noun is not None:
            return False
        if chosen.rule == "measure.age" or frame.lower(frame.range(mention.span)[0] - 1) in _APART:
            return False  # "the youngest is 17"
        first, last = frame.range(mention.span)
        here = (
            chosen.cue is not None
            and (frame.clause(chosen.cue[0]) == frame.clause(first) or of_whom(frame, last, chosen.cue[0]))
            and chosen.cue[0] != role.cue  # "construction lost 13,000": of jobs, as the value before
        )
        return role.part == "level" and not here and chosen.rule != "measure.list"

    def shared(self, frame: Frame, one: Mention, other: Mention, chosen: Chosen) -> bool:
        """Say whether a bare share goes on a list of them: "put Remain on 52 percent and Leave on 41 percent"."""
        last, first = frame.range(one.span)[1], frame.range(other.span)[0]
        if chosen.name == "amount" and self._sums(one, other):  # "gave 30 million pounds and Denmark 26 million"
            return first - last <= _APPOSED and bool({"and", ","} & set(frame.lows[last:first]))
        if chosen.name != "percentageShare" or chosen.rule != "measure.unit" or not self.same_unit(one, other):
            return False
        words, link, after = frame.lows[last:first], frame.lower(first - 1), frame.lower(frame.range(other.span)[1])
        if link == "in":
            return False  # "and in nine out of ten cases"
        alike = link == frame.lower(frame.range(one.span)[0] - 1) or first - last <= _LISTED
        alike = alike or ("followed" in words and link == "with")
        alike = alike or (after == "from" and "and" in words)  # "and 26 % from a year ago"
        return alike and not {"and", ",", "while", "behind"}.isdisjoint(words) and after != "of"

    def _sums(self, one: Mention, other: Mention) -> bool:  # not "26 cents a share and $566 million"
        left, right = one.value, other.value
        if not isinstance(left, Quantity) or not isinstance(right, Quantity):
            return False
        return _near(one, other) and "money" in self._measures.kinds(left) & self._measures.kinds(right)

    def from_level(self, frame: Frame, level: Mention, mention: Mention) -> bool:
        """Say whether a value is what a level moved from: "fell to $2 billion, or 72 cents a share, from $3bn"."""
        if frame.lower(frame.range(mention.span)[0] - 1) != "from" or not self.same_unit(level, mention):
            return False
        # not "came to $2.22 a share, up from $10 billion, or $1.83 a share"
        return _near(level, mention) and not moves_next(self._grammar, frame, level, mention)

    def united(
        self, frame: Frame, before: tuple[Mention, Role], mention: Mention, role: Role, *, refers: bool
    ) -> Mention:
        """Return a bare value with the unit of the one before that it leaves out.

        "12 million tonnes, down from 14 million"; "48 percent to 41"; "500 million euros; another put the figure at 700
        million". What follows a change is of another kind: "up 5 percent to 300".
        """
        one, other = before[0].value, mention.value
        if not isinstance(one, Quantity) or not isinstance(other, Quantity):
            return mention
        compared = (role.standing == "prior" and role.rule != "level") or role.rule == COMPARED
        if one.unit is not None and other.unit is not None and one.unit.startswith(other.unit + "/") and compared:
            return replace(mention, value=replace(other, unit=one.unit))  # "$31 an hour, compared with $28"
        joined = any("-" in frame.lower(i) for i in range(*frame.range(before[0].span)))  # "of the four-day-old strike"
        if one.unit is None or other.unit is not None or other.noun is not None or other.ordinal or joined:
            return mention
        summed = self._scaled(frame, mention)
        aside = frame.range(before[0].span)[0] == 1 and frame.lower(0) in AFTER_NOUN  # "After three weeks, … 12 to 15"
        if (summed or aside) and "duration" in self._measures.kinds(one):
            return mention  # "3.5 million were out of work for six months, down from 4.6 million"
        if summed and (unit := self._unit_before(frame, mention)) is not None:
            return replace(mention, value=replace(other, unit=unit))  # "Norway 6.5 million and Canada 4 million"
        fallen = before[1].rule == "change.from" and role.rule == "change.to"
        if fallen and "/" not in one.unit and (one.unit != "percent" or other.value <= _WHOLE):
            return replace(mention, value=replace(other, unit=one.unit))  # "fall from 94 minutes to 41"
        if before[1].part == "change":  # "raised by 325 million bushels to 2.65 billion", but "up 5 points to 300"
            if role.rule != "change.to" or "/" in one.unit or self._measures.kinds(one) & _COUNTED_OFF:
                return mention
            return replace(mention, value=replace(other, unit=one.unit))
        if "/" in one.unit and role.standing != "prior":
            return mention
        (begin, end), first = frame.range(before[0].span), frame.range(mention.span)[0]
        link = frame.lower(first - 1)
        if one.unit == "percent":
            written = frame.lower(first)
            if written.isalpha() and any(
                _bare_count(each) for each in frame.quantities[: frame.quantities.index(mention)]
            ):
                return mention  # "23 members will spend 2 percent, compared with three in 2014"
            contest = link == "to" and first - end == 1 and role.part == "level" and role.rule == "level"
            same = contest or (link in ("on", "at") and link == frame.lower(begin - 1)) or role.standing == "prior"
            if not same or other.value > _WHOLE:
                return mention
        elif link == "to" == frame.lower(begin - 1) and "duration" in self._measures.kinds(one):
            return replace(mention, value=replace(other, unit=one.unit))  # "Roe to 19 years and Maren to five"
        elif not (refers or role.standing == "prior" or (role.standing == "expected" and _near(before[0], mention))):
            return mention
        bracketed = (
            "(" in frame.lows[max(0, begin - 2) : begin]
        )  # "1.2 billion euros ($1.8 billion), up from 1 billion"
        unit = self._unit_before(frame, mention) if bracketed else None
        return replace(mention, value=replace(other, unit=unit or one.unit))

    def _scaled(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a bare value is of millions that are a sum or a bulk: no noun and no plural verb follows."""
        last = frame.range(mention.span)[1]
        if frame.lower(last - 1) not in self._scales:
            return False
        after = frame.lower(last)
        return not after[:1].isalpha() or after in _BARE

    def _unit_before(self, frame: Frame, mention: Mention) -> str | None:
        """Return the unit of the last sum or bulk told before a value in its sentence."""
        for other in reversed(frame.quantities[: frame.quantities.index(mention)]):
            unit = other.value.unit if isinstance(other.value, Quantity) else None
            if "(" in frame.lows[max(0, frame.range(other.span)[0] - 2) : frame.range(other.span)[0]]:
                continue  # what is only converted
            if unit is not None and "/" not in unit and self._measures.kinds_of_unit(unit) & _BULK:
                return unit
        return None

    def leans(
        self,
        frame: Frame,
        levels: list[tuple[Mention, Chosen, Subject]],
        changed: tuple[Mention, Chosen, Subject] | None,
        mention: Mention,
        role: Role,
        chosen: Chosen,
    ) -> tuple[Chosen, Subject | None] | None:
        """Return measure and subject of a value that is compared with a level told before it in its sentence.

        An earlier value is of the measure of the level ("sales of $5 billion, an increase of 4 percent from $4.8
        billion"), a change told beside the level, or beside a change in other units, is its change.
        """
        first = frame.range(mention.span)[0]
        ended = frame.quantities.index(mention) if mention in frame.quantities else 0
        past = frame.range(frame.quantities[ended - 1].span)[1] if ended else 0
        aside = role.part == "change" and not levels and self._aside(frame, role)
        if changed is not None and aside and not self.same_unit(changed[0], mention):
            return replace(changed[1], rule="measure.change-of-level", cue=None), changed[2]
        if changed is not None and role.part == "level" and self.restated(frame, changed[0], mention):
            # "rose 29 cents, or 3.2 percent"
            kinds = self._measures.kinds(mention.value) if isinstance(mention.value, Quantity) else frozenset()
            return (
                (replace(changed[1], rule="measure.change-of-level", cue=None), changed[2]) if kinds & _SHARE else None
            )
        again = changed is not None and role.part == "change" and chosen.rule.startswith("change.")
        if changed is not None and again and self.restated(frame, changed[0], mention):  # "rose 3 percent, or 11 cents"
            return replace(changed[1], rule="measure.change-of-level", cue=None), changed[2]
        for level, measure, subject in reversed(levels):
            end = frame.range(level.span)[1]
            # "41 cents a share, compared with $137 million": the words right after a value are of that value
            own = chosen.cue is not None and chosen.cue[0] >= end and chosen.cue[0] != past
            if role.rule == COMPARED and self.same_unit(level, mention) and not own:
                return replace(measure, rule="measure.compared", cue=None), None
            reckoned = role.standing == "expected" and _near(level, mention) and self.same_unit(level, mention)
            if reckoned and role.part == "level" and not own:  # "above the 1.15 billion average forecast"
                return replace(self._measures.level(measure), rule="measure.level-of-change"), subject
            if role.standing == "prior" and role.part == "level" and self.same_unit(level, mention) and not own:
                if chosen.rule == "measure.level-of-change":
                    return None
                if self.counts_other(frame, level, mention) or not _near(level, mention):
                    continue
                return replace(self._measures.level(measure), rule="measure.level-of-change"), subject
            if role.part != "change" or "," not in frame.lows[end:first]:
                continue
            if isinstance(level.value, Quantity) and "duration" in self._measures.kinds(level.value):
                continue  # "a profit of $9m for the six months to May, up 25 percent"
            noun = level.value.noun if isinstance(level.value, Quantity) else None
            past_noun = max(end, frame.range(noun)[1]) if noun is not None else end
            near = sum(i not in frame.timed for i in range(past_noun, first)) <= _APPOSED
            beside = near or self._aside(frame, role)
            weak = chosen.rule.startswith(("change.", "measure.sentence-before"))
            own_change = weak or chosen.name == measure.name + "Change"
            held = frame.lower(frame.range(mention.span)[1] + 1) == "than"  # "killed 900, 4 percent fewer than in 2017"
            own_change = own_change or (held and chosen.cue is not None and chosen.cue[1] <= frame.range(level.span)[0])
            if beside and own_change and not self._turns_to(frame, level, first):
                told = replace(measure, rule="measure.change-of-level", cue=None)
                if measure.measure is None:
                    return replace(told, name=measure.name + "Change"), subject
                return self._measures.as_change(told, role), subject
        return None

    def _turns_to(self, frame: Frame, level: Mention, first: int) -> bool:
        """Say whether a value has a clause and a subject of its own: "…, while the Nasdaq rose"."""
        number = frame.clause(first)
        phrase = self._grammar.subject(frame, number) if number > frame.clause(frame.at(level.span.start)) else None
        return phrase is not None and not phrase.relative and not phrase.pronoun and phrase.first < phrase.last

    def listed_part(self, frame: Frame, before: tuple[Mention, Chosen], mention: Mention) -> bool:
        """Say whether a value goes on a list of parts: "38 people, including 30 guards and six crew"."""
        return before[1].rule == "measure.part-of" and self.listed(frame, before[0], mention)

    def listed(self, frame: Frame, before: Mention, mention: Mention) -> bool:
        """Say whether a value stands next to the one before in a list: "158 passengers and 23 crew"."""
        noun = before.value.noun if isinstance(before.value, Quantity) else None
        first, last = frame.range(mention.span)[0], frame.range(noun or before.span)[1]
        return noun is not None and 0 < first - last <= _NEXT and set(frame.lows[last:first]) <= {",", "and"}

    def _aside(self, frame: Frame, role: Role) -> bool:
        """Say whether a change is told in an aside: "…, an increase of 6 percent"."""
        i = role.cue if role.cue is not None else -1
        return i > 1 and frame.lower(i - 1) in ("a", "an") and frame.lower(i - 2) == ","

    def counts_other(self, frame: Frame, one: Mention, other: Mention) -> bool:
        """Say whether two values count things of different names."""
        left, right = one.value, other.value
        if not isinstance(left, Quantity) or not isinstance(right, Quantity) or right.noun is None:
            return False
        named = frame.lower(frame.at(right.noun.end - 1))
        return left.noun is None or frame.lower(frame.at(left.noun.end - 1)) != named

    def alike(self, one: Mention, other: Mention) -> bool:
        """Say whether two values are both bare counts."""
        return self.same_unit(one, other) and isinstance(one.value, Quantity) and one.value.unit is None

    def same_unit(self, one: Mention, other: Mention) -> bool:
        """Say whether two values have one unit, or none; "51 a day" are as bare as 51."""
        left, right = one.value, other.value
        return isinstance(left, Quantity) and isinstance(right, Quantity) and _bare(left.unit) == _bare(right.unit)


def _bare_count(mention: Mention) -> bool:
    return isinstance(mention.value, Quantity) and mention.value.unit is None


def _near(one: Mention, other: Mention) -> bool:
    """Say whether two values are of one order: "profit of $3 billion, or 95 cents a share, from $2.8 billion"."""
    left, right = one.value, other.value
    if not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return False
    small, great = sorted((abs(left.value), abs(right.value)))
    return small == great or small * _ORDER >= great


def _bare(unit: str | None) -> str | None:
    return None if unit is not None and unit.startswith("1/") else unit
