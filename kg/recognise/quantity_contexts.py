"""Numbers that are no quantities: names, labels, clock times, scores, addresses, ages in names, list numbers, years."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon import Lexicon
from kg.model import Sentence
from kg.recognise.quantity_labels import age, aged, is_address, of_age, second_side, telephone
from kg.recognise.quantity_named import AfterNames
from kg.recognise.quantity_nouns import Nouns
from kg.recognise.quantity_periods import Periods
from kg.recognise.quantity_tokens import DASHES, HYPHENS, Phrases, Token, glued, low_at
from kg.recognise.quantity_units import Amount, UnitReader

_OPENING = frozenset("([\"'“‘—–~<>≥≤≈*…/=,:;|")
_WHICH = frozenset({"this", "last", "next", "that"})
_NAMED = 4  # words from "two-year" to "bonds"
_OF_ONE = frozenset({"in", "out", "percent", "per", "body"})  # what makes a number of "the one"
_ONE_DAY = frozenset(
    {"for", "just", "only", "in", "within", "than", "least", "lasted", "after", "about", "takes", "took"}
)
_THAN = frozenset({"than", ",", ".", ""})
_TIMES = frozenset({"the", "as", "that", "its", "what", "more", "less"})  # "four times as many", "three times the toll"


class Refusals:
    """Says of an amount why it is no quantity, by the labels and cues of a lexicon."""

    def __init__(self, lexicon: Lexicon, nouns: Nouns, units: UnitReader) -> None:
        self._nouns, self._units = nouns, units
        words = lexicon.words_of
        self._paired = words("paired")
        self._labels = Phrases((cue.text, cue.sense or "always") for cue in lexicon.cues_of("label"))
        self._names = Phrases((cue.text, True) for cue in lexicon.cues_of("label-name"))
        self._periods = Periods(lexicon)
        self.first_words = self._names.first_words
        self._clock = Phrases((cue.text, True) for cue in lexicon.cues_of("clock"))
        self._gone = Phrases((cue.text, True) for cue in lexicon.cues_of("gone"))
        self._address, self._game, self._compound = words("address"), words("game"), words("counted-compound")
        self._person, self._papers = words("person"), words("paper")
        self._names_it = AfterNames(lexicon, nouns)

    def _labelled(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Article 5, page 3, No. 10, #1; but "that year 300 firms"."""
        if low_at(tokens, at - 1) in ("#", "№"):
            return True
        label = self._labels.before(tokens, at - (low_at(tokens, at - 1) == "."))
        if label is None:
            return False
        if low_at(tokens, at - 1) == "year" and low_at(tokens, at - 2) in _WHICH:
            return False  # "This year 18 are expected to reach it"
        return label[0] == "always" or tokens[at - 1].capital or self._nouns.counted(tokens, end) is None

    def name(self, tokens: Sequence[Token], at: int) -> int:
        """Return where a name with a number in it ends ("Group of Seven", "737 Max"); ``at`` where none starts."""
        found = self._names.after(tokens, at)
        if found is None:
            return at
        end = found[1]
        if end > at + 1 and tokens[end - 1].low == "one" and self._of_one(tokens, end):
            return at  # "said that one in five had", "the one percent that is allowed"
        if tokens[end - 1].low == "day" and end == at + 2:
            return at if low_at(tokens, at - 1) in _ONE_DAY or low_at(tokens, end) == "after" else end
        if end == at + 1 and tokens[at].digits and low_at(tokens, at - 1) not in ("the", "a", "its", "boeing", "an"):
            return at if self._counts(tokens, end) else end
        return end

    def _of_one(self, tokens: Sequence[Token], end: int) -> bool:
        """Say whether what follows makes a number of "that one": "one in five", "one gigabyte"."""
        return low_at(tokens, end) in _OF_ONE or self._units.measured(tokens, end)

    def reason(self, tokens: Sequence[Token], amount: Amount, first: int, sentence: Sentence) -> str | None:
        """Return why the amount is no quantity; ``first`` is the first token of its modifiers."""
        at, end = amount.start, amount.end
        modified = first < at
        if not self._stands_free(tokens, at) and not (amount.unit == "percent" and second_side(tokens, at)):
            return "glued"
        if amount.unit is None and not self._ends_free(tokens, amount):
            return "compound"
        after, before = low_at(tokens, end), low_at(tokens, first - 1)
        measured = modified or before == "exactly" or amount.unit in ("hour", "minute")
        lasting = (before == "for" and after in ("after", "before")) or (measured and after == "after")
        # for two weeks after the fire, 36 hours after the quake, exactly six months after it
        if amount.dimension == "duration" and self._gone.after(tokens, end) and not lasting:
            return None if self._periods.apart(tokens, amount, first) else "point in time"
        if amount.dimension == "duration" and before == "aged":
            return "age"  # those aged 20-24 years
        if amount.dimension == "duration" and self._ahead(tokens, end):
            return "period"  # one-year-ahead inflation
        if amount.dimension == "duration" and "olds" in (low_at(tokens, end - 1), after):
            return "age"  # 18-year-olds, 18 to 30 year olds
        if amount.dimension == "length" and not modified and at and tokens[at - 1].digits and glued(tokens, end - 1):
            return "calibre"  # 198 155mm howitzers
        if (
            amount.dimension == "duration"
            and not modified
            and not amount.compound
            and self._periods.when(tokens, amount)
        ):
            return "period"
        if amount.dimension == "duration" and amount.compound and self._names_paper(tokens, end):
            return "name"  # the 10-year note
        if amount.dimension == "duration" and self._habit(tokens, amount, before):
            return "habit"  # 24 hours a day
        if amount.unit is None and (clock := self._clock.after(tokens, end)) and not self._lands(tokens, clock[1]):
            return "clock"
        if amount.unit is not None:
            return None
        if of_age(tokens, first, at, self._person):
            return "age"
        if before == "per" or (before in ("every", "each") and low_at(tokens, first - 2) in ("in", "of", "for")):
            return "rate"  # 11 deaths per 100,000
        if low_at(tokens, end) == "times" and (
            low_at(tokens, end + 1) in _TIMES or low_at(tokens, end + 1).endswith("er")
        ):
            measured = modified or "." in tokens[at].text  # "1.7 times as likely", "about 50 times farther"
            measured = measured or low_at(tokens, end + 2) in _THAN  # "three times greater than that of Lund"
            of_figure = low_at(tokens, end + 1) == "the" and low_at(tokens, end + 2)[:1].isdecimal()
            return None if measured or of_figure else "multiple"
        word = amount.number.form == "words"
        if self._labelled(tokens, at, end):
            return "label"
        if word:
            return None if modified else self._word(tokens, amount)
        if not amount.bare:
            return None
        if sentence.block == "table" or end - at == len(tokens):
            return "table"
        if modified:
            return None
        return self._bare(tokens, at, end, amount)

    def _ahead(self, tokens: Sequence[Token], end: int) -> bool:
        """Say whether "-ahead" is joined to a length of time: "one-year-ahead inflation"."""
        return low_at(tokens, end + 1) in ("ahead", "forward") and low_at(tokens, end) in HYPHENS and glued(tokens, end)

    def _habit(self, tokens: Sequence[Token], amount: Amount, before: str) -> bool:
        """24 hours a day, every one; but "789 minutes per user", and "every 90 days" says how often."""
        rate = self._units.per(tokens, amount.end)
        return (rate is not None and rate[0] != "share") or (before in ("every", "each") and amount.value == 1)

    def _names_paper(self, tokens: Sequence[Token], end: int) -> bool:
        """Say whether a joined duration only tells which bond, loan or degree is meant: "two-year government bonds"."""
        for i in range(end, min(end + _NAMED, len(tokens))):
            if tokens[i].low in self._papers:
                return True
            if not tokens[i].word or self._nouns.function_word(tokens[i]):
                return False
        return False

    def _lands(self, tokens: Sequence[Token], end: int) -> bool:
        """Say whether "Eastern" is of a name, not of a time: "ten Eastern European countries"."""
        if end >= len(tokens) or not tokens[end - 1].capital or tokens[end - 1].text.isupper():
            return False  # "2310 GMT Tuesday"
        return tokens[end].capital or self._nouns.plural(tokens[end])

    def score(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Say whether a word near two joined numbers makes them a score or a vote."""
        return any(low_at(tokens, i) in self._game for i in (*range(at - 3, at), *range(end, end + 3)))

    def _counts(self, tokens: Sequence[Token], end: int) -> bool:
        """Say whether the next word can be what is counted."""
        if end >= len(tokens):
            return False
        token = tokens[end]
        return token.low in self._person or (self._nouns.plural(token) and not token.capital)

    def _stands_free(self, tokens: Sequence[Token], at: int) -> bool:
        if at == 0:
            return True
        before = tokens[at - 1]
        if before.text in HYPHENS and at > 1 and glued(tokens, at - 1) and tokens[at - 2].word:
            return False  # F-16, COVID-19, Antonov- 74
        if not glued(tokens, at) or before.text in _OPENING:
            return not (before.text == "/" and at > 1 and glued(tokens, at - 1)) and not (
                before.text == ":" and glued(tokens, at) and at > 1 and tokens[at - 2].digits
            )
        return before.text in ("-", "+") and not glued(tokens, at - 1)

    def _ends_free(self, tokens: Sequence[Token], amount: Amount) -> bool:
        end = amount.end
        if not glued(tokens, end) or end >= len(tokens):
            return True
        after = tokens[end]
        if after.text in DASHES:
            joined = low_at(tokens, end + 1)
            if not glued(tokens, end + 1):
                return True
            return joined in self._compound or (after.text not in HYPHENS and not joined[:1].isdecimal())
        if after.text in (":", "/"):
            return not (glued(tokens, end + 1) and low_at(tokens, end + 1)[:1].isalnum())
        if after.text == ".":
            return not (glued(tokens, end + 1) and low_at(tokens, end + 1)[:1].isalnum())
        return not (after.word or after.digits or after.text in ("_", "@", "’", "'", "°", "x", "×", "#"))

    def _word(self, tokens: Sequence[Token], amount: Amount) -> str | None:
        at, end = amount.start, amount.end
        token, before = tokens[at], low_at(tokens, at - 1)
        if amount.value == 0:
            return None if low_at(tokens, end) in ("cases", "deaths", "casualties") else "zero"
        if amount.value < 10 and before in ("the", "these", "those") and self._said_before(tokens, amount):
            return "anaphora"
        following = tokens[end].capital if end < len(tokens) else False
        if token.capital and at and tokens[at - 1].word and not tokens[at - 1].capital and following:
            return "name"
        return None

    def _said_before(self, tokens: Sequence[Token], amount: Amount) -> bool:
        """The two sides, these three countries, the two: but the three Baltic states, the six cases, the two trains."""
        after = low_at(tokens, amount.end)
        if after in self._nouns.casualties or after == "of" or after in HYPHENS:
            return False  # "the nine-member council"
        if amount.end >= len(tokens) or not tokens[amount.end].word or self._nouns.function_word(tokens[amount.end]):
            return True
        beyond = tokens[amount.end + 1] if amount.end + 1 < len(tokens) else None
        ends = beyond is None or not beyond.word or self._nouns.function_word(beyond)
        if ends and after.endswith(("ly", "ed")):
            return True  # "the two raised $3 million", "treated these two differently"; but "the two wanted men"
        if low_at(tokens, amount.start - 1) != "the":
            return after in self._paired and low_at(tokens, amount.end + 1) != "of"
        return amount.value == 2 and after in self._paired

    def _bare(self, tokens: Sequence[Token], at: int, end: int, amount: Amount) -> str | None:
        text, before, after = tokens[at].text, low_at(tokens, at - 1), low_at(tokens, end)
        value = amount.value
        integer = text.isdecimal()
        if at == 0 and integer and after in (".", ")", "]") and end + 1 < len(tokens):
            return "list number"
        if before in ("(", "[") and after in (")", "]") and integer and len(text) < 4:
            return "list number"
        if integer and len(text) == 4 and self._year(int(value), counted=self._counts(tokens, end)):
            return "year"
        if integer and (age(tokens, at, end, self._nouns) or aged(tokens, at)):
            return "age"
        if integer and end == at + 1 and telephone(tokens, at):
            return "telephone"
        if after == "to" and low_at(tokens, end + 1) in ("1", "one") and integer:
            return "odds"
        if before == "to" and low_at(tokens, at - 2)[:1].isdecimal() and text == "1":
            return "odds"
        if integer and is_address(tokens, end, self._address):
            return "address"
        if end < len(tokens) and tokens[end].digits and low_at(tokens, end + 1) == "-" and glued(tokens, end + 1):
            return "telephone"
        if text[0] == "0" and len(text) > 1 and text[1] != ".":
            return "code"
        if "." in text and (after[:1].isdecimal() or (after == "-" and low_at(tokens, end + 1)[:1].isdecimal())):
            return "table"
        if (
            at
            and tokens[at - 1].capital
            and tokens[at - 1].word
            and before != "another"
            and not self._nouns.function_word(tokens[at - 1])
            and "," not in text
        ):
            return None if self._names_it.counts(tokens, at, end) else "name"
        if integer and before in ("the", "a", "an", "this", "that", "its", "his", "her") and value > 12:
            return self._singular(tokens, end)
        return None

    def _year(self, value: int, *, counted: bool) -> bool:
        """1997 elections, but 2000 jobs and 1500 people."""
        if not 1000 <= value <= 2100:
            return False
        return not counted or (value >= 1900 and value % 100 != 0)

    def _singular(self, tokens: Sequence[Token], end: int) -> str | None:
        """The 777 program has: a number before a singular phrase names it."""
        for i in range(end, min(end + 5, len(tokens))):
            if (
                self._nouns.plural(tokens[i])
                or tokens[i].low in self._person
                or tokens[i].low in self._nouns.casualties
            ):
                return None
            if not tokens[i].word or self._nouns.function_word(tokens[i]):
                return "name" if i > end + low_at(tokens, end).endswith("ed") else None  # "of the 60 needed to pass"
        return None
