"""Names and signs of money → whose money they are in an article: "pounds" of Egypt, "$" of New Zealand; or a weight.

News quotes American dollars everywhere. Only an article that names places of one other dollar country, and neither
the United States nor any other money, counts in that country's dollars ("Tauranga homeowners will pay $180 more").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from kg.lexicon import Lexicon, Unit
from kg.recognise.numbers import Number
from kg.recognise.quantity_setting import Setting
from kg.recognise.quantity_tokens import Token, low_at

WORLD = "USD"  # quoted everywhere: an article about Canada still means US dollars unless it says otherwise
_OTHER = "other"
_AMERICAN = ("US", "U.S.", "UN")  # in capitals only
_SEVERAL = 2  # places of a country that an article must name
_CODE, _RATE_FAR = 3, 25  # letters of a currency's code; words from "the rupee" to its rate
_QUOTING, _BEFORE_QUOTED = frozenset({"to", "against", "per", "versus"}), frozenset({"the", "a", "one", "us", "u.s."})
_PAYDAYS = frozenset({"month", "year"})  # for which pounds are paid

Per = Callable[[Sequence[Token], int], tuple[str, int] | None]


class Currencies:
    """Tells the currency of a bare name, and of a bare dollar sign (scheme ``dollar-place``)."""

    def __init__(self, lexicon: Lexicon, per: Per) -> None:
        self._per = per
        self._weight, self._paying = lexicon.words_of("weight"), lexicon.words_of("paying")
        self._mass = {
            word: unit for unit in lexicon.units if unit.dimension == "mass" for word in unit.words if len(word) > 3
        }
        self._homes: dict[str, list[str]] = defaultdict(list)  # "GBP" → "Britain" …
        for cue in lexicon.cues_of("currency-place"):
            self._homes[cue.sense or ""].append(cue.text)
        self._countries: dict[str, list[tuple[str, Unit]]] = defaultdict(list)  # "pounds" → ("egyptian", EGP) …
        for unit in lexicon.units:
            if unit.dimension == "money":
                for word in unit.words:
                    country, _, bare = word.lower().rpartition(" ")
                    if country:
                        self._countries[bare].append((country, unit))
        monies = [unit for unit in lexicon.units if unit.dimension == "money"]
        self._named = {
            word.lower(): unit.code for unit in monies for word in unit.words if word.isalpha() and len(word) > _CODE
        }
        self._named |= {"yen": "JPY", "won": "KRW", "sterling": "GBP"}
        places: dict[str, list[str]] = defaultdict(list)
        for cue in lexicon.cues_of("dollar-place"):
            places[cue.sense or _OTHER].append(cue.text)
        self._other = places.pop(_OTHER, [])
        self._dollars = places

    def dollar(self, setting: Setting) -> str:
        """Return the code of the currency of "$"; looked up once for each article."""
        if setting.dollar is None:
            setting.dollar = self._read(setting.text)
        return setting.dollar

    def _read(self, text: str) -> str:
        low = text.lower()
        if any(_stands(text, word) for word in _AMERICAN) or any(_stands(low, word) for word in self._other):
            return WORLD
        named = {currency: sum(_stands(low, word) for word in words) for currency, words in self._dollars.items()}
        named = {currency: many for currency, many in named.items() if many}
        return next((code for code, many in named.items() if many >= _SEVERAL), WORLD) if len(named) == 1 else WORLD

    def quoted(self, tokens: Sequence[Token], at: int, end: int) -> tuple[str, int] | None:
        """Return the unit of a rate of exchange, and where it ends: "the rupee stood at 87.47 to the dollar"."""
        if low_at(tokens, end) not in _QUOTING:
            return None
        last = end + 1
        while low_at(tokens, last) in _BEFORE_QUOTED:
            last += 1
        top = self._named.get(low_at(tokens, last))
        if top is None or low_at(tokens, last + 1) in ("zone", "area"):
            return None
        for token in reversed(tokens[max(0, at - _RATE_FAR) : at]):
            base = self._named.get(token.low)
            if base is not None and base != top:
                return f"{base}/{top}", last + 1
        return None

    def meant(self, tokens: Sequence[Token], at: int, end: int, unit: Unit, number: Number, setting: Setting) -> Unit:
        """Return the currency a bare name means in this article, or the weight where "pounds" are one."""
        word = tokens[at].low
        if end > at + 1 or unit.code == WORLD:
            return unit
        if word in self._mass and (
            low_at(tokens, end) == "of" or any(token.low in self._weight for token in tokens[max(0, at - 6) : at])
        ):
            return self._mass[word]
        own = [country for country, other in self._countries.get(word, ()) if other.code == unit.code]
        signs = [sign for sign in unit.words if not sign.isascii()]
        if any(map(setting.says, [*map(str.title, own), *signs])):
            return unit
        if any(map(setting.mentions, self._homes.get(unit.code, ()))):
            return unit
        paid = any(token.low in self._paying for token in tokens[max(0, at - 7) : at])
        per = self._per(tokens, end)
        paid = paid or (per is not None and per[0] in _PAYDAYS)  # "1,900 pounds a month"
        if word in self._mass and not paid and (number.scale < 1000 or foreign(setting)):
            return self._mass[word]
        for country, other in self._countries.get(word, ()):
            home = self._homes.get(other.code, ())
            if other.code != unit.code and (setting.says(country.title()) or any(map(setting.mentions, home))):
                return other
        return unit


def foreign(setting: Setting) -> bool:
    """Say whether an article counts in dollars alone, so that its millions of pounds are a weight."""
    return setting.says("$") or setting.says(" dollars")


def _stands(text: str, word: str) -> int:
    """Count how often a word stands in a text of small letters: "nz" is no part of "bronze"."""
    found, at = 0, text.find(word)
    while at >= 0:
        end = at + len(word)
        before = word[0].isalpha() and text[at - 1 : at].isalnum()
        found += not (before or (word[-1].isalpha() and text[end : end + 1].isalnum()))
        at = text.find(word, end)
    return found
