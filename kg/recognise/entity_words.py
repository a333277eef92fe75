"""Lexicon → what names are made of: forms of address, given names, endings, offices, and words that are no names."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon import KnownEntity, Lexicon
from kg.recognise.entity_index import Index, Token

# Closed classes of English, not knowledge that anybody would extend.
LEGAL = frozenset({"&", "co", "inc", "corp", "plc", "ltd", "llc", "ag", "sa", "nv", "se", "."})  # forms of firms
PLACING = frozenset({"in", "near", "outside", "at", "around", "to", "from", "across", "via", "throughout"})
OPPOSING = frozenset({"by", "with", "against", "between"})
PARTICLES = frozenset(
    {
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "da",
        "das",
        "do",
        "dos",
        "du",
        "van",
        "von",
        "zu",
        "bin",
        "ibn",
        "bint",
        "al",
        "el",
        "la",
        "le",
        "ter",
        "ten",
        "e",
        "y",
    }
)
_AUXILIARIES = frozenset(
    {
        "has",
        "had",
        "have",
        "is",
        "was",
        "will",
        "would",
        "could",
        "should",
        "can",
        "may",
        "must",
        "might",
        "did",
        "does",
        "wants",
        "also",
    }
)


def coded(word: str) -> bool:
    """Say whether a word is the code of a fiscal quarter or year.

    >>> coded("Q2FY23"), coded("FY23"), coded("G4S")
    (True, True, False)
    """
    quarter, fiscal, year = word.partition("FY")
    return bool(fiscal) and year.isdigit() and quarter[:1] in "QH" and len(quarter) in (0, 2)


class Words:
    """The words of names, looked up by their lower case."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.given = lexicon.senses_of("given-name")
        self.family = lexicon.words_of("family-name")
        self.honorifics = {text.rstrip("."): sense for text, sense in lexicon.senses_of("honorific").items()}
        self.endings = {text.rstrip("."): sense for text, sense in lexicon.senses_of("name-ending").items()}
        self.heads = lexicon.senses_of("name-head")
        self.openings = lexicon.senses_of("name-opening")
        self.beside = lexicon.senses_of("name-before-place")
        plain = lexicon.cues_of("not-a-name")
        self.weak = frozenset(cue.text for cue in plain)
        self.never = frozenset(cue.text for cue in plain if cue.sense in ("calendar", "abbreviation"))
        self.idle = self.never | {cue.text for cue in plain if cue.sense == "function"}
        self.function = frozenset(cue.text for cue in plain if cue.sense == "function")
        self.speech = lexicon.words_of("speech")
        verbs = {cue.text for scheme in ("verb", "change") for cue in lexicon.cues_of(scheme)}
        self.acting = self.speech | _AUXILIARIES | verbs
        self.crafts = lexicon.words_of("thing")
        self.orders = lexicon.words_of("ordering")
        self.described: frozenset[str] = frozenset()  # "central bank", "chipmaker"
        self.descriptions: Index[str] = Index(lower=True)  # the same → the classes of what is called so
        for kind, texts in lexicon.class_descriptions.items():
            nouns = [text.removeprefix("the ") for text in texts]
            self.descriptions.add_all(nouns, kind)
            self.described |= set(nouns)
        self.offices: Index[KnownEntity] = Index(lower=True)
        for entity in lexicon.entities:
            if "Office" in entity.classes:
                self.offices.add_all((entity.label, *entity.aliases, *entity.acronyms), entity)

    def gerund(self, low: str) -> bool:
        """Say whether a word that opens a sentence is a verb in -ing: "Buying Velding would cost …"."""
        return low.endswith("ing") and not self.acting.isdisjoint((low[:-3], low[:-3] + "e", low[:-3] + "es"))

    def pronoun(self, words: Sequence[str]) -> str | None:
        """Return "he" or "she" for a person's name, "any" for one that may be either, None for no given name."""
        return self.given.get(words[0].lower()) if words else None

    def personal(self, found: Sequence[Token]) -> bool:
        """Say whether a run of words is a person's name."""
        names = [token for token in found if token.word]
        if not 2 <= len(names) <= 5:
            return False
        first = names[0].low
        if first not in self.given and (first not in self.family or len(names) > 3):
            return False
        return not any(map(str.isdigit, "".join([token.text for token in names])))

    def ending(self, words: Sequence[Token]) -> str | None:
        """Return the class that the last word of a name tells, None if none does."""
        if len(words) == 1:
            return None
        return self.endings.get(f"{words[-2].low} {words[-1].low}") or self.endings.get(words[-1].low)

    def legal_form(self, found: Sequence[Token], at: int) -> int:
        """Return where the legal form of a company ends that follows its name: ", Inc", "(Group) Co., Ltd"."""
        end, limit = at, min(len(found), at + 9)
        place = at + 3 if at + 3 < limit and found[at].text == "(" and found[at + 2].text == ")" else at
        while place < limit:
            token = found[place]
            formal = token.capital or token.text == "plc"
            if token.word and formal and self.endings.get(token.low) == "Company":
                place = end = place + 1
            elif token.text in ".,":
                place += 1
            else:
                break
        return end
