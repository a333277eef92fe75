"""Tokens of a sentence → names: those of the gazetteer, and runs of capitalised words that look like one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.recognise.entity_appositions import Appositions, aged
from kg.recognise.entity_gazetteer import Gazetteer, Reading
from kg.recognise.entity_index import Token
from kg.recognise.entity_runs import (
    LONGEST,
    Line,
    abbreviates,
    according,
    acronym_after,
    between,
    headlined,
    listed,
    plainly,
    run,
    spelled_out,
    texts,
)
from kg.recognise.entity_words import LEGAL, OPPOSING, PLACING, Words, coded


class Name(NamedTuple):
    """A name as it stands in a sentence, from token ``first`` up to ``last``.

    ``readings`` are empty for a name that the gazetteer does not have; ``classes`` is then what its words tell. A weak
    name is capitalised for another reason too (first word, headline) and counts only where it is found elsewhere.
    """

    first: int
    last: int
    words: tuple[str, ...]
    readings: tuple[Reading, ...] = ()
    classes: tuple[str, ...] = ()
    weak: bool = False
    titled: str | None = None  # the pronoun of its form of address
    placed: bool = False  # follows a preposition of place
    acts: bool = False  # a verb follows
    office: bool = False
    acronym: tuple[int, int] | None = None  # tokens of the acronym introduced after it


class Names:
    """The grammar of names."""

    def __init__(self, gazetteer: Gazetteer, words: Words) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._appositions = Appositions(gazetteer, words)
        self._starts = gazetteer.starts

    def find(self, line: Line) -> Iterator[Name]:
        """Yield the names of a sentence, left to right, none over another."""
        found, words = line.tokens, self._words
        starts, offices = self._starts, words.offices.starts
        beginnings = [
            at
            for at, token in enumerate(found)  # by number: most words of a page end here
            if token[3] and (token[4] or token[0] in starts or token[2] in offices)
        ]
        done, titled, opening = 0, None, True
        for at in beginnings:
            if at < done:
                continue
            titled, opening = between(found, done, at, titled, opening)
            known = self._gazetteer.longest(found, at)
            name: Name | None = None
            told, end = None, at + 1
            if not found[at].capital:
                if known is not None and found[at].text in words.function:
                    known = self._after_article(found, at, known)
                if known is not None:
                    name = self._known(found, at, known, titled)
                elif (office := words.offices.longest(found, at)) is not None:  # "chief economist Ana Ruiz"
                    end, told = office[0], "any"
            elif (address := self._address(found, at, known)) is not None:
                end, told, of_office = address
                name = Name(at, end, texts(found, at, end), office=True) if of_office else None
            else:  # a first word may be no name, and the next one still begin one
                name = self._name(line, at, known, titled, opening)
            if name is not None:
                yield name
                end = name.acronym[1] if name.acronym is not None and listed(found, name.acronym) else name.last
            done, titled, opening = end, told, False

    def _after_article(
        self, found: list[Token], at: int, known: tuple[int, tuple[Reading, ...]]
    ) -> tuple[int, tuple[Reading, ...]] | None:
        """Return a known name that begins with "the", None where a longer name begins after it."""
        end = known[0]
        if end - at < 2:
            return None
        inner = self._gazetteer.longest(found, at + 1)
        stop = run(found, at + 1)
        if inner is not None and (inner[0] > end or (stop > end and self._absorbed(found, at + 1, inner, stop, None))):
            return None
        return known

    def _address(
        self, found: list[Token], at: int, known: tuple[int, tuple[Reading, ...]] | None
    ) -> tuple[int, str, bool] | None:
        """Return the end of an office or form of address before a name, the pronoun it tells, and whether an office."""
        words, low = self._words, found[at].low
        if low not in words.offices.starts and low not in words.honorifics:
            return None  # as most names
        office = words.offices.longest(found, at)
        if known is not None and known[0] > (office[0] if office else at + 1):
            return None
        pronoun, end = words.honorifics.get(low), at + 1
        if pronoun is not None and end < len(found) and found[end].text == "." and found[end].key == ".":
            end += 1
        named = end < len(found) and found[end].word and found[end].capital and found[end].key[0] == " "
        if office is not None and office[0] > at + 1:
            return office[0], "any", True
        if pronoun is not None and named and words.ending(found[at : run(found, end)]) is None:
            return end, pronoun, office is not None
        if office is not None and not (named and words.ending(found[at : run(found, end)])):
            return office[0], "any", True
        return None

    def _name(
        self,
        line: Line,
        at: int,
        known: tuple[int, tuple[Reading, ...]] | None,
        titled: str | None,
        opening: bool,
    ) -> Name | None:
        found, words, low = line.tokens, self._words, line.tokens[at].low
        single = known is not None and known[0] == at + 1
        if line.shown:
            if known is None or (single and low in words.weak):
                return None
            return self._known(found, at, known, titled)
        stop = spelled_out(found, at, run(found, at))
        if opening and known is None and stop > at + 1 and low in words.described:
            return None  # "Toymaker Brikko": the name begins after it
        if opening and known is None and stop > at + 1 and words.gerund(low):
            return None  # "Buying Velding would …"
        if known is not None and stop > known[0] and LEGAL.issuperset([token.low for token in found[known[0] : stop]]):
            known = stop, known[1]  # "JPMorgan Chase & Co"
        if known is not None and (known[0] >= stop or not self._absorbed(found, at, known, stop, titled)):
            weak = single and low in words.weak and opening and not plainly(found, at)
            return self._known(found, at, known, titled, weak=weak)
        if (low in words.never and titled not in ("he", "she")) or coded(found[at].text):
            return None
        plain = low in words.weak and not (stop == at + 1 and self._appositions.called(found, at))
        if titled is None and plain and (opening or stop == at + 1) and self._appositions.joined(found, at) is None:
            return None
        stop = self._before_other(found, at, stop, cut=titled is None and opening and low not in words.given)
        if titled is None and stop == at + 1 and plain:
            return None
        return self._unknown(found, at, stop, titled, opening)

    def _absorbed(
        self, found: list[Token], at: int, known: tuple[int, tuple[Reading, ...]], stop: int, titled: str | None
    ) -> bool:
        """Say whether a known name only begins a longer, unknown one: "Jordan Peters", "China Railway Co"."""
        (end, (reading, *_)), words = known, self._words
        if reading.form == "adjective" and acronym_after(found, at, stop) is not None:
            return True  # "Indian Energy Exchange (IEX)"
        if words.offices.longest(found, end) or found[end].low in words.honorifics:
            return False
        if words.ending(found[at:stop]) is not None:
            return found[stop - 1].low not in words.weak or stop - at > 2 or reading.form != "adjective"
        place = self._gazetteer.is_a(reading.known.classes, "Place") and end == at + 1
        return place and found[end].key[0] == " " and (titled is not None or found[at].low in words.given)

    def _before_other(self, found: list[Token], at: int, stop: int, *, cut: bool) -> int:
        """Return where an unknown run ends because an office or a known name begins in it (a place only if ``cut``)."""
        if self._words.ending(found[at:stop]) is not None:
            return stop
        for place in range(at + 1, stop):
            low = found[place].low
            if not found[place].word:
                continue
            if low in self._words.function and low not in self._words.given:
                return place
            if self._words.offices.longest(found, place) is not None and found[place].key[0] == " ":
                return place
            known = self._gazetteer.longest(found, place)
            if known is None:
                continue
            classes = known[1][0].known.classes
            if place == at + 1 and self._appositions.joined(found, at) is not None:
                continue
            if known[0] > stop and low in self._words.heads and found[at].low not in self._words.weak:
                continue  # "Commercial Bank of Ethiopia"
            if cut or "State" in classes or not self._gazetteer.is_a(classes, "Place"):
                person = found[at].low in self._words.given and known[0] == stop
                if not person:
                    return place
        return stop

    def _known(
        self,
        found: list[Token],
        at: int,
        known: tuple[int, tuple[Reading, ...]],
        titled: str | None,
        *,
        weak: bool = False,
    ) -> Name:
        end, readings = known
        return Name(
            at,
            end,
            texts(found, at, end),
            readings,
            weak=weak,
            titled=titled,
            placed=self._placed(found, at),
            acts=self._acts(found, at, end),
            acronym=acronym_after(found, at, end),
        )

    def _unknown(self, found: list[Token], at: int, stop: int, titled: str | None, opening: bool) -> Name | None:
        words = self._words
        while stop > at + 1 and (not found[stop - 1].word or found[stop - 1].low in words.idle):
            if words.ending(found[at:stop]) is not None:
                break  # "Tarn United"
            stop -= 1
        low = found[at].low
        plain = len(low) == 1 or (low in words.weak and not self._appositions.called(found, at))
        if titled is None and stop == at + 1 and plain:
            return None
        if at and found[at - 1].key == "-" and titled is None and not (at > 1 and found[at - 2].text == "-"):
            return None  # "R-Ky.", "post-Enron", but "LONDON--Acme Inc. today"
        if len(low) == 1 and at + 1 < len(found) and found[at + 1].text == "-" and abbreviates(found, at):
            return None  # ", D-N.Y.", but "V-Guard"
        if stop == at + 1 and at and found[at - 1].text[0].isdigit():
            return None  # "737 Max", "15 Pro": what follows a number names a model
        stop, kind = self._organisation(found, at, stop) if titled is None else (stop, None)
        named = titled is not None or words.personal(found[at:stop]) or aged(found, at, stop)
        if kind is None and (named or self._appositions.member(found, at, stop)):
            kind = "Person"
        last = found[stop - 1].text
        inner = last[0].isalpha() and last[-1].isalpha()  # as in the names of firms: "G4S"
        if kind is None and not inner and any(character.isdigit() for character in last):
            kind = "Product"
        placed = self._placed(found, at)
        if kind is None and self._appositions.located(found, at, stop):
            kind = "Place"
        weak = opening and stop == at + 1 and titled is None and not headlined(found, at, stop)
        acronym = acronym_after(found, at, stop)
        if kind is None and listed(found, acronym):
            kind, weak = "Company", False
        if kind is None and (described := self._appositions.kind(found, at, stop, placed=placed)) is not None:
            kind, weak = described, False
        return Name(
            at,
            stop,
            texts(found, at, stop),
            classes=(kind,) if kind else (),
            weak=weak and not (len(low) > 2 and found[at].text.isupper()),
            titled=titled,
            placed=placed,
            acts=self._acts(found, at, stop),
            acronym=acronym,
        )

    def _organisation(self, found: list[Token], at: int, stop: int) -> tuple[int, str | None]:
        """Return where the name of an organisation or place ends, and its class: "Bank of Uganda"."""
        words = self._words
        kind = words.ending(found[at:stop])
        head = words.heads.get(found[stop - 1].low)
        if head is not None and stop + 1 < len(found) and found[stop].text in ("of", "for"):
            begin = stop + 2 if found[stop + 1].text == "the" and stop + 2 < len(found) else stop + 1
            if found[begin].word and found[begin].capital and found[begin].low not in words.never:
                end = run(found, begin)
                while (
                    end + 1 < len(found) and found[end].text == "and" and found[end + 1].capital and end - at < LONGEST
                ):
                    if self._gazetteer.longest(found, end + 1) is not None:
                        break
                    end = run(found, end + 1)
                return end, head
        tail = words.legal_form(found, stop)
        if tail > stop:
            return tail, "Company"
        if kind is None and stop > at + 1:
            kind = words.openings.get(found[at].low) or self._appositions.joined(found, at)
        return stop, kind

    def _placed(self, found: list[Token], at: int) -> bool:
        return at > 0 and found[at - 1].low in PLACING and not according(found, at)

    def _acts(self, found: list[Token], at: int, end: int) -> bool:
        follows = end < len(found) and found[end].low in self._words.acting
        return follows or according(found, at) or (at > 0 and found[at - 1].low in OPPOSING)
