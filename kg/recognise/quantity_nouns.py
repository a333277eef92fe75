"""Tokens after a number → the noun it counts, without a tagger: function words end the phrase, plural forms head it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon import Lexicon
from kg.recognise.quantity_tokens import Token, glued, low_at

# endings of adjectives, and of nouns in -s that are singular
_ADJECTIVAL = (
    "ese",
    "ian",
    "ish",
    "ous",
    "ive",
    "ful",
    "less",
    "able",
    "ible",
    "ical",
    "ary",
    "ern",
    "can",
    "ic",
    "al",
    "est",
)
_SINGULAR = ("ss", "us", "is", "ous", "news", "'s", "’s")
_VERBS = frozenset(("stands", "rises", "falls", "remains", "exceeds", "comes", "continues", "becomes", "shows", "goes"))
_PAST = frozenset(("left", "hit", "struck", "sent", "cost", "took", "saw", "made"))
_HEDGES = frozenset(("about", "almost", "around", "some", "over", "just", "only", "under"))
_REACH = 7  # tokens of a noun phrase


class Nouns:
    """Tells nouns from what surrounds them, by the closed classes and irregular plurals of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words_of
        self._function, self._determiners = words("function-word"), words("determiner")
        self._adjectives, self._plurals, self._periods = words("plain-adjective"), words("plural"), words("period")
        self.casualties = words("casualty")
        self._cardinals, self._scales = words("number"), words("scale")

    def plural(self, token: Token) -> bool:
        """Say whether a word looks like a plural noun, or is a participle that stands for people ("three dead")."""
        low = token.low
        if token.capital and low.endswith(("ese", "iss")):
            return True  # six Sudanese
        return (
            low in self._plurals
            or low in self.casualties
            or (len(low) > 2 and low.endswith("s") and not low.endswith(_SINGULAR))
        )

    def function_word(self, token: Token) -> bool:
        """Say whether a word belongs to a closed class and so cannot be counted; "us" does, "US" does not."""
        return token.low in self._function and token.text != "US"

    def counted(self, tokens: Sequence[Token], at: int, *, one: bool = False) -> tuple[int, int] | None:
        """Return the tokens of the noun phrase after a number, without its adjectives; None where none follows.

        The phrase must have a plural, unless ``one`` is counted or it is a share ("of its output").
        """
        if 0 < at < len(tokens) and "." in tokens[at - 1].text and tokens[at].low in self.casualties:
            return None  # "an earthquake of magnitude 6.1 killed 30"
        at = self._skip_partitive(tokens, at)
        end = at
        while end < len(tokens) and end - at < _REACH and self._continues(tokens, at, end):
            end += 1
        if end == at:
            return None
        heads = [i for i in range(at, end) if self._heads(tokens, at, i)]
        if not heads:
            while end > at + 1 and tokens[end - 1].low.endswith("ed"):
                end -= 1  # "one new death emerged"
            return (end - 1, end) if one and tokens[end - 1].word else None
        head = heads[0]
        for other in heads[1:]:  # the last of the first plurals in a row: "Guards members"
            head = other if other == head + 1 and tokens[other].low not in _VERBS else head
        if one and tokens[head].low in self.casualties and head > at:
            return head - 1, head  # one soldier killed
        if tokens[head].low in self._periods:
            return None  # 300,000 last year
        start = at
        while start < head and tokens[start + 1].text != "-":
            joined = tokens[start].low == "and" and start > at and self._described(tokens[start + 1])
            if not (self._adjective(tokens[start]) or joined):
                break
            start += 1  # "domestic and international passengers"
        return start, head + 1

    def _heads(self, tokens: Sequence[Token], at: int, i: int) -> bool:
        if tokens[i].low in self.casualties:
            return i == at or self._adjective(tokens[i - 1])
        return self.plural(tokens[i])

    def _skip_partitive(self, tokens: Sequence[Token], at: int) -> int:
        """Pass "of the" and "of the 31": what is counted follows."""
        if low_at(tokens, at) != "of":
            return at
        at += 1
        while low_at(tokens, at) in self._determiners:
            at += 1
        if at < len(tokens) and (tokens[at].digits or tokens[at].low in self._cardinals):
            at += 1
            while low_at(tokens, at) in self._scales:  # "4.8 million of its 9 million people"
                at += 1
        return at

    def _continues(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        token = tokens[end]
        if end + 1 < len(tokens) and tokens[end + 1].digits and (token.low in _HEDGES or token.low.endswith("ly")):
            return False  # "had reached 92 nearly 12 hours after"
        if token.low.endswith("ing") and low_at(tokens, end + 1) in self._cardinals:
            return False  # "one mortar killing two civilians"
        if token.text in ("-", "'") and end > at:  # air-defence systems
            return glued(tokens, end) and glued(tokens, end + 1)
        if token.digits and end > at and (tokens[end - 1].low.endswith("ed") or tokens[end - 1].low in _PAST):
            return False  # "a magnitude 6.4 earthquake killed 12 people": its number counts none of them
        if token.digits:  # names of models: "400 737 Max jets", "198 155mm howitzers"
            return end > at or glued(tokens, end + 1) or (end + 1 < len(tokens) and tokens[end + 1].capital)
        if glued(tokens, end + 1) and tokens[end + 1].digits:
            return True
        if token.low == "and" and end > at and end + 1 < len(tokens):  # "129 confirmed and suspected cases"
            return self._described(tokens[end - 1]) and self._described(tokens[end + 1])
        if not token.word or self.function_word(token):
            return False
        # a plural head is followed by its clause: "miners died", "members working"
        ended = end > at and self.plural(tokens[end - 1])
        return not (ended and token.low.endswith(("ed", "ing")) and not self.plural(token))

    def _described(self, token: Token) -> bool:
        return self._adjective(token) or (token.low.endswith("ed") and token.low not in self.casualties)

    def _adjective(self, token: Token) -> bool:
        return token.low in self._adjectives or token.low.endswith(_ADJECTIVAL)
