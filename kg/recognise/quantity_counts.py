"""Words that count without a cardinal: "75th anniversary", "the second most important", "a soldier was killed"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kg.lexicon import Lexicon
from kg.model import Quantity
from kg.recognise.numbers import Number, NumberReader
from kg.recognise.quantity_bounds import BoundReader
from kg.recognise.quantity_nouns import Nouns
from kg.recognise.quantity_periods import goes_back
from kg.recognise.quantity_ranks import Ranks
from kg.recognise.quantity_setting import Setting
from kg.recognise.quantity_tokens import Phrases, Token, glued, low_at
from kg.recognise.quantity_units import Amount, UnitReader

Found = tuple[Quantity, int, int, tuple[int, int] | None]
_AWAY = frozenset({"from", "away", "by"})  # how far a place is, in time
_WON = frozenset({"won", "win", "wins", "winning"})
_HARM = frozenset({"death", "fatality", "casualty", "injury", "victim", "infection", "case"})
_GOES_ON = frozenset(
    {"", ".", ",", ";", "and", "in", "since", "across", "over", "during", "on", "at", "from", "as", "by", "every"}
)
_EVEN = frozenset({"possibly", "perhaps", "maybe", "even"})
_QUOTES = frozenset({'"', "”", "'", "’"})
_ONE = Decimal(1)
_SEVERAL = 10  # from which on an ordinal tells how many there have been
_PART = 8  # words from a number to "including one"
_REACH = 4  # words between an ordinal or an article and its noun


class Counts:
    """Reads ordinals that say how many there have been, and what an article counts: persons, a year."""

    def __init__(
        self, lexicon: Lexicon, nouns: Nouns, numbers: NumberReader, units: UnitReader, bounds: BoundReader
    ) -> None:
        self._nouns, self._numbers, self._units, self._bounds = nouns, numbers, units, bounds
        self._lasting = lexicon.words_of("lasting")
        self.spans = frozenset(u.code for u in lexicon.units if u.dimension == "duration" and u.factor) - {"s", "ms"}
        lasting, span = "|".join(self._lasting | {"in"}), "|".join(self.spans)
        # what a sentence without numbers must have to be read: "for more than a year"
        self.lasts = re.compile(rf"\b(?:{lasting}|than) (?:[a-z]{{2,10}} ){{0,3}}an? (?:{span})\b", re.IGNORECASE)
        self._counted_by = {cue.text: cue.sense for cue in lexicon.cues_of("ordinal-noun")}
        self._auxiliaries = lexicon.words_of("auxiliary")
        self._ranks = Ranks(lexicon)
        killing = lexicon.cues_of("killing")
        self._killed = Phrases((cue.text, True) for cue in killing if cue.position == "after")
        self._killing = Phrases((cue.text, True) for cue in killing if cue.position == "before")
        self._deadly = frozenset(cue.text for cue in killing if cue.position == "before")
        # a sentence without one of these has nobody whom an article counts as killed
        self.lethal = self._killed.first_words | self._killing.first_words
        self._has_counted = self._auxiliaries | nouns.casualties | {"of", "more"}
        people = {cue.text for cue in lexicon.cues_of("person")}
        self._person = frozenset(
            word for word in people | {p.removesuffix("s") for p in people} if not word.endswith("s")
        ) - {"people", "men", "women", "children", "police", "dead", "missing", "injured", "wounded"}

    def ordinal(self, tokens: Sequence[Token], at: int) -> Found | None:
        """Return the count that an ordinal states: "75th anniversary" is 75 years, "the 6th fatality" six of them."""
        if tokens[at].low == "a" and at + 1 < len(tokens):  # "a fifth straight rise", which is no fifth
            number = self._numbers.ordinal(tokens, at + 1)
            streak = self._ranks.streak(tokens, number) if number is not None else None
            return (streak, at + 1, number.end, None) if streak is not None and number is not None else None
        number = self._numbers.ordinal(tokens, at)
        if number is None or (glued(tokens, at) and tokens[at - 1].text in ("-", "/")):
            return None
        end = number.end
        if (rank := self._ranks.rank(tokens, number)) is not None:
            return rank, at, end, None
        if self._ranks.superlative(tokens, end):
            return None
        if number.value == 1 and low_at(tokens, end) not in ("anniversary", "birthday"):
            return None
        if (streak := self._ranks.streak(tokens, number)) is not None:
            return streak, at, end, None
        if self._ranks.told(tokens, number):
            noun = self._nouns.counted(tokens, end, one=True)
            if noun is not None and noun[1] - 1 > end and low_at(tokens, noun[1] - 1) == "known":
                noun = (noun[0] - 1, noun[1] - 1)  # "the third planet known to"
            return Quantity(number.value, None, "exact", number.value, number.value, ordinal=True), at, end, noun
        high = (
            number.value >= _SEVERAL
            and tokens[at].digits
            and low_at(tokens, end) not in ("century", "anniversary", "birthday")
        )
        if high and (low_at(tokens, at - 1).endswith("'s") or low_at(tokens, at - 1) in ("our", "its", "their")):
            # "our 31st drawdown", "Italy's 67th government"
            noun = (end, end + 1) if end < len(tokens) and tokens[end].word else None
            noun = None if noun is None or self._nouns.function_word(tokens[end]) else noun
            return Quantity(number.value, None, "exact", number.value, number.value, ordinal=True), at, end, noun
        for i in range(end, min(end + _REACH, len(tokens))):
            if not tokens[i].word and tokens[i].text not in ("-", "'"):
                return None
            if self._nouns.function_word(tokens[i]):
                return None
            sense = self._counted_by.get(tokens[i].low.removesuffix("'s"))
            if sense is not None:
                if low_at(tokens, i + 1) == "-" and glued(tokens, i + 1):
                    return None
                unit = None if sense == "count" else sense
                noun = (i, i + 1)
                value = Quantity(number.value, unit, "exact", number.value, number.value, ordinal=True)
                return value, at, end, noun
        return None

    def single(self, tokens: Sequence[Token], at: int) -> Found | None:
        """Return the one person of "a US soldier was killed" and "killed another man"."""
        if tokens[at].low not in ("a", "an", "another", "one"):
            return None
        for i in range(at + 1, min(at + 1 + _REACH, len(tokens))):
            if self._nouns.function_word(tokens[i]) or not (tokens[i].word or tokens[i].text == "-"):
                return None
            if tokens[i].low in self._person and not (low_at(tokens, i + 1) == "-" and glued(tokens, i + 1)):
                if low_at(tokens, i + 1) in self._person:
                    continue
                after = i + 1
                while low_at(tokens, after) in self._auxiliaries and after < i + 5:
                    after += 1
                one = tokens[at].low == "one"
                if one and after > i + 1 and low_at(tokens, after) in self._nouns.casualties:
                    return Quantity(_ONE, None, "exact", _ONE, _ONE), at, at + 1, (i, i + 1)  # "one man was arrested"
                stated = after > i + 1 or one  # "a man killed" may go on "his wife"
                if (stated and self._killed.after(tokens, after)) or self._killing.before(tokens, at):
                    return Quantity(_ONE, None, "exact", _ONE, _ONE), at, at + 1, (i, i + 1)
                return None
        return None

    def _one(self, tokens: Sequence[Token], amount: Amount, *, bounded: bool) -> bool:
        """Say whether "one" counts: "one was killed", "two injuries and one crash", "at least one seat"."""
        after = amount.end
        described = amount.start - (4 if low_at(tokens, amount.start - 2) == "-" else 2)
        if low_at(tokens, described) in ("a", "an", "another"):
            return False  # "a 6.2-magnitude one killed five"
        while low_at(tokens, after).endswith("ly"):
            after += 1
        if low_at(tokens, after) in self._nouns.casualties or self.single(tokens, amount.start) is not None:
            return True
        if low_at(tokens, after) in ("count", "charge") and low_at(tokens, after + 1) == "of":
            return True  # "pleaded guilty to one count of theft"
        if low_at(tokens, after) == "body" and low_at(tokens, after + 1) in self._auxiliaries:
            return True  # "one body was found"
        verb = after
        while low_at(tokens, verb) in self._auxiliaries and verb < after + 3:
            verb += 1
        if self._killed.after(tokens, verb) or (verb > after and low_at(tokens, verb) in self._nouns.casualties):
            return low_at(tokens, amount.start - 1) != "no"
        if low_at(tokens, after) == "more" and not bounded and self._harm(tokens, after + 1):
            return True  # "one more storm-related death"
        joint = low_at(tokens, amount.start - 1)
        if joint in ("to", "from") and self._from_to(tokens, amount):
            return True  # "from two doses to one"
        if amount.end >= len(tokens) or not tokens[amount.end].word or self._nouns.function_word(tokens[amount.end]):
            return False
        if joint in _WON and not bounded:
            return tokens[amount.end].capital  # "has won one Super Bowl"
        if joint == "with" and low_at(tokens, after + 1).endswith("ing") and low_at(tokens, after + 1) in self._deadly:
            return True  # "with one mortar killing two civilians"
        if bounded:
            least = low_at(tokens, amount.start - 1) == "least"  # not "more than one way", "65% have at least one dose"
            return least and not any(token.digits for token in tokens[: amount.start])
        if low_at(tokens, amount.start - 1) == "including":  # "284 infections, including one death"
            before = tokens[max(0, amount.start - _PART) : amount.start]
            return any(token.digits or self._numbers.cardinal(token.low) for token in before)
        return low_at(tokens, amount.start - 1) in ("and", ",") and self._listed(tokens, amount.start - 1)

    def _harm(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether a death or an injury stands a few words on: "flood-related death"."""
        for i in range(at, min(at + _REACH + 1, len(tokens))):
            if tokens[i].low in _HARM:
                return True
            if self._nouns.function_word(tokens[i]) or not (tokens[i].word or tokens[i].text == "-"):
                return False
        return False

    def _from_to(self, tokens: Sequence[Token], amount: Amount) -> bool:
        """Say whether "one" is an end of a change in counts: "from two doses to one", "from one ship to three"."""
        back = amount.start - 1
        if low_at(tokens, back) == "from":
            beyond = tokens[amount.end : amount.end + _REACH]
            to = next((i for i, token in enumerate(beyond) if token.low == "to"), len(beyond))
            return to + 1 < len(beyond) and (beyond[to + 1].digits or self._numbers.cardinal(beyond[to + 1].low))
        before = tokens[max(0, back - _REACH) : back]
        away = next((i for i, token in enumerate(before) if token.low == "from"), len(before))
        return away + 1 < len(before) and (before[away + 1].digits or self._numbers.cardinal(before[away + 1].low))

    def _listed(self, tokens: Sequence[Token], joint: int) -> bool:
        """Say whether what stands before "and" is a number with what it counts: "two Austrians" and …"""
        for i in range(joint - 1, max(-1, joint - 1 - _REACH), -1):
            if not tokens[i].word and not tokens[i].digits:
                return False
            if tokens[i].digits or self._numbers.cardinal(tokens[i].low):
                return i < joint - 1 and self._nouns.plural(tokens[joint - 1])
        return False

    def lasting(self, tokens: Sequence[Token], at: int, setting: Setting) -> Amount | None:
        """Return the one year of "for more than a year", the month of "it could take a month"."""
        if tokens[at].low not in ("a", "an") or low_at(tokens, at + 1) not in self.spans:
            return None
        number = Number(_ONE, _ONE, _ONE, at, at + 1, "words")
        amount = self._units.read(tokens, number, setting)
        start = self._bounds.read(tokens, amount).start
        lasts = low_at(tokens, start - 1) in self._lasting
        lasts = lasts or (low_at(tokens, start - 1) == "in" and goes_back(tokens, start - 1))  # "the worst in a decade"
        away = start < at and low_at(tokens, amount.end) in _AWAY  # "less than an hour from the border"
        return amount if amount.unit and (lasts or away) else None

    def allowed(self, tokens: Sequence[Token], amount: Amount, *, bounded: bool = False) -> bool:
        """Say whether "one", a part or a vague amount stands where it measures something.

        ``bounded``: a word that bounds it stands before it, as in "fell by nearly a third in May".
        """
        if amount.number.form == "words" and amount.value == 1 and amount.number.scale == 1 and amount.unit is None:
            return self._one(tokens, amount, bounded=bounded)
        form, after = amount.number.form, low_at(tokens, amount.end)
        if form == "vague":
            return self._vague(tokens, amount)
        if (
            form == "part"
            and amount.dimension == "duration"
            and low_at(tokens, amount.number.end) not in ("of", "a", "an")
        ):
            return tokens[amount.number.end - 1].low in ("half", "halves", "quarters")  # not "for a third day"
        if form == "part" and amount.start == 0 and after == "," and tokens[amount.start].low == "a":
            return False  # "A third, Alice Greer, was acquitted"
        if form == "part" and low_at(tokens, amount.start - 1) == "in" and low_at(tokens, amount.end - 1) == "quarter":
            return after == "of"  # "fell by a thousand in a quarter"
        if form == "part" and tokens[amount.start].low in ("a", "the") and after in ("is", "was", "has"):
            return "half" in tokens[amount.end - 1].low  # "a fifth is missing" is one more
        if form != "part" or amount.unit != "percent":
            return True
        if amount.start and tokens[amount.start].capital and tokens[amount.end : amount.end + 1]:
            named = tokens[amount.end].capital and not tokens[amount.start - 1].capital
            if named and tokens[amount.start - 1].word:
                return False  # "reviews of Half Life 2"
        if tokens[amount.end - 1].low in ("half", "halves"):
            return not (after == "-" or after[:1].isdecimal())
        if amount.number.end - amount.number.start == 1 or low_at(tokens, amount.end - 2) == "-":
            return True  # ½, two-thirds
        if bounded or low_at(tokens, amount.end) == "of":
            return True
        follows = amount.end >= len(tokens) or not tokens[amount.end].word
        follows = follows or self._nouns.function_word(tokens[amount.end])  # not "a third buyer"
        if tokens[amount.start].low in ("a", "an"):
            return follows and self._nouns.function_word(tokens[max(0, amount.start - 1)])
        return follows or "third" not in tokens[amount.end - 1].low

    def _vague(self, tokens: Sequence[Token], amount: Amount) -> bool:
        """Say whether dozens and hundreds count: "hundreds of", "dozens more", "hundreds, possibly thousands"."""
        after = low_at(tokens, amount.end)
        after = low_at(tokens, amount.end + 1) if after in _QUOTES else after  # "hundreds" of people
        if after == "," and low_at(tokens, amount.end + 1) in _EVEN:
            return self._numbers.starts(tokens[min(amount.end + 2, len(tokens) - 1)])  # "hundreds, possibly thousands"
        if tokens[amount.start - 1].low in _EVEN and amount.start > 1 and tokens[amount.start - 2].text == ",":
            return True
        opens = amount.start == 0 and after[:1].isalpha()  # "Tens of thousands march in …"
        if after == "to" and amount.start:  # "forces thousands to flee", not "from hundreds to thousands"
            before, verb = tokens[amount.start - 1], low_at(tokens, amount.end + 1)
            opens = before.word and not self._nouns.function_word(before) and verb.isalpha()
            opens = opens and not self._numbers.starts(tokens[amount.end + 1])
        if amount.start and low_at(tokens, amount.start - 1) in self._deadly | self._nouns.casualties:
            opens = opens or after in _GOES_ON  # "has killed thousands in the north", "displaced millions since 2011"
        at = amount.end + after.endswith("ly")
        harmed = low_at(tokens, at) in self._nouns.casualties  # "hundreds possibly trapped"
        return amount.unit is not None or harmed or after in self._has_counted or amount.number.scale > 1 or opens
