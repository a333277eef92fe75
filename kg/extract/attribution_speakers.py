"""Words for somebody → the speaker: the fullest name the article gives, back from "he", "the minister" or a surname."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.extract.attribution_beside import beside
from kg.extract.attribution_cues import Cues
from kg.extract.attribution_figures import FIGURES, issued, maker, of_nobody
from kg.extract.attribution_line import Line, head
from kg.extract.attribution_speaker import Speaker, holds_office, nature_of, single
from kg.extract.words import DETERMINERS, PREPOSITIONS, vocabulary
from kg.model import Entity, Mention

_PERSONAL = vocabulary("he she")
_GENDER = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "hers": "she"}
_OTHERS = vocabulary("they it")
_NOBODY = vocabulary(
    "i we you who which that this these those there one me us what nobody none everyone everybody anyone anybody "
    "someone somebody whoever it's"
)
_PRONOUNS = _PERSONAL | _OTHERS | _NOBODY
_LOOSE = vocabulary("a an the this that its his her their our another one some")
_OPEN = _LOOSE | PREPOSITIONS  # words that end no description
_OPEN_THE = _OPEN | {"and", "or", "'s", "both", "all", "as"}  # after which "the" goes on with a description
_ANOTHER = vocabulary("another others")  # "another put the figure at 40"
_SHARES = frozenset(("percent", "%", "percentage"))
_SHARED = 4  # words of "nearly 72 percent of"
_ASKED = frozenset(("respondents", "voters", "participants"))
_OFTEN = 3  # pronouns that tell a man from a woman
_LONGEST = 24  # words of a description that are kept
_BODIES = vocabulary("group agency organisation organization body institute watchdog bureau")
_FIRMS = vocabulary("company firm airline bank carmaker retailer group maker manufacturer lender insurer")
_ENDING = PREPOSITIONS | {"there", "here", "who", "that", "which", ","}
PLACES = frozenset({"State", "Place", "City"})


class Speakers:
    """The speakers of one article so far, to find again who a pronoun or "the survey" stands for."""

    def __init__(self, cues: Cues, text: str, mentions: Sequence[Mention]) -> None:
        self._cues = cues
        self._text = text
        self._heads: dict[str, Speaker] = {}
        self.last: Speaker | None = None
        self._last_person: Speaker | None = None
        self._survey: Speaker | None = None
        called: dict[str, Counter[str]] = {}
        for mention in mentions:
            if isinstance(mention.value, Entity) and mention.value.form == "pronoun":
                word = _GENDER.get(mention.span.of(text).lower())
                if word is not None:
                    called.setdefault(mention.value.iri, Counter())[word] += 1
        entities = [mention.value for mention in mentions if isinstance(mention.value, Entity)]
        self._lands = {entity.iri for entity in entities if not PLACES.isdisjoint(entity.classes)}
        self._pronouns = {iri: count.most_common(1)[0][0] for iri, count in called.items()}
        self._called = {iri: count.total() for iri, count in called.items()}
        self._companies = {entity.iri for entity in entities if "Company" in entity.classes}
        self._told: set[str | None] = set()  # the IRIs of those who have spoken
        self.fresh = False  # whether somebody has spoken in this paragraph
        self.present: set[str] = set()  # people that this paragraph names
        self.before_they: Speaker | None = None  # the people whom the sentence before names by what they are
        self.before_it: Speaker | None = None  # what the sentence before is about, where nobody has spoken since

    def of(self, line: Line, first: int, last: int, *, again: bool = False, sure: bool = False) -> Speaker | None:
        """Return the speaker that tokens name, None where they name nobody.

        ``again`` tells that the one who spoke last goes on: "the official added"; ``sure`` that the verb lets only
        speakers stand before it, whatever they are called: "the fire brigade said".
        """
        while first < last and not line.tokens[first].text[0].isalnum():
            first += 1
        while last > first and not line.tokens[last - 1].text[0].isalnum():
            last -= 1
        if first >= last:
            return None
        if last - first == 1 and (low := line.low(first)) in _PRONOUNS:
            return None if low in _NOBODY else self._back(line, first)
        if not _SHARES.isdisjoint(line.lows[first : min(last, first + _SHARED)]):
            told = next(
                (i for i in range(first) if line.low(i) in self._cues.surveys), None
            )  # "in a poll by Acme, 72 …"
            asked = self.survey()  # "72 percent of respondents say": the survey says so
            return asked or (Speaker(line.low(told), None, None, "survey") if told is not None else None)
        by = issued(line, first, last, self._cues.sources)
        issuer = self.of(line, *by) if by is not None else None
        named = issuer or self._beside(line, last) or self._named(line, first, last)
        if named is not None:
            return named
        if (
            line.low(last - 1) in _ASKED
            and self._survey is not None
            and self.last is not None
            and self.last.nature == "survey"
        ):
            return self.survey()
        if (
            again
            and self._last_person is not None
            and line.low(first) == "the"
            and not line.low(last - 1).endswith("s")
        ):
            before = self._last_person
            return Speaker(before.name, before.iri, line.span(first, last), "person")
        return self._described(line, first, last, sure=sure)

    def survey(self) -> Speaker | None:
        """Return the survey that spoke last, without a place of its own."""
        return self._survey and Speaker(self._survey.name, self._survey.iri, None, "survey")

    def _beside(self, line: Line, last: int) -> Speaker | None:
        """Return the person named right after an office: "the foreign minister, Jane Roe, said"."""
        found = beside(line, last, self._cues)
        if found is None:
            return None
        if found.entity is not None and not found.guessed:
            return self._entity(line, found.first, found.last, found.entity)
        span = line.span(found.first, found.last)
        if found.entity is not None:
            return Speaker(found.entity.name, found.entity.iri or None, span, "person")
        return Speaker(" ".join(span.of(self._text).split()), None, span, "person")

    def is_office(self, speaker: Speaker) -> bool:
        """Say whether a speaker may be one that counts: no state, no place, nor a single name that may be either."""
        return not self.is_land(speaker) and not single(speaker, self._cues)

    def is_land(self, speaker: Speaker) -> bool:
        """Say whether a speaker is a state or a place."""
        return speaker.iri in self._lands

    def note(self, speaker: Speaker) -> None:
        """Remember who spoke."""
        self.last = speaker
        self._told.add(speaker.iri)
        self.fresh = True
        if speaker.nature == "person":
            self._last_person = speaker
        if speaker.nature == "survey":
            self._survey = speaker

    def _back(self, line: Line, i: int) -> Speaker:
        """Return who a pronoun stands for: who spoke last, unless the article calls that one otherwise."""
        low, span = line.low(i), line.span(i, i + 1)
        meant = line.entities[i][1] if i in line.entities else None
        if low == "it" and self.before_it is not None:
            return Speaker(self.before_it.name, self.before_it.iri, span, self.before_it.nature)
        if low == "they" and self.before_they is not None and not self.fresh:
            return Speaker(self.before_they.name, self.before_they.iri, span, self.before_they.nature)
        if low in _PERSONAL and meant is not None and self._called.get(meant.iri, 0) >= _OFTEN:
            if self._pronouns.get(meant.iri) != low:
                meant = None  # whom the article calls otherwise
            elif not self.fresh and self._last_person is not None and self._last_person.iri not in self._pronouns:
                return Speaker(meant.name, meant.iri or None, span, "person")
        named = meant is not None and meant.iri in self.present and "Person" in meant.classes
        if low in _PERSONAL and meant is not None and named and not self.fresh:
            return Speaker(meant.name, meant.iri or None, span, "person")  # whom the paragraph is about
        before = self._last_person if low in _PERSONAL else self.last
        unknown = self.last is not None and self.last.nature == "unknown"
        if low in _PERSONAL and self.last is not None and unknown and (" " in self.last.name or before is None):
            before = self.last  # a name that nothing is known of, who spoke after the last known person
        if low in _PERSONAL and self.fresh and self.last is not None and holds_office(self.last, self._cues):
            return Speaker(self.last.name, self.last.iri, span, "person")  # "The mayor said … he said"
        if low in _PERSONAL and before is not None and not self._other(before, low):
            return Speaker(before.name, before.iri, span, "person")
        unnamed = low in _PERSONAL and meant is None and before is None
        if unnamed and self.last is not None and self.last.name.split()[-1].lower() in self._cues.holders:
            return Speaker(self.last.name, self.last.iri, span, "person")  # "the minister said … He put it at 40"
        told = (
            low == "it" and self.fresh and before is not None and before.nature == "group" and not self.is_land(before)
        )
        if meant is not None and not told:
            return Speaker(meant.name, meant.iri or None, span, nature_of(meant))
        if before is not None and low in _OTHERS and before.nature != "person":
            return Speaker(before.name, before.iri, span, before.nature)
        return Speaker(low, None, span, "person" if low in _PERSONAL else "group")

    def _other(self, speaker: Speaker, pronoun: str) -> bool:
        return self._pronouns.get(speaker.iri or "", pronoun) != pronoun

    def _named(self, line: Line, first: int, last: int) -> Speaker | None:
        """Return the speaker of words that end with a name, or are a name with something after it."""
        found = [item for item in line.named(first, last) if item[1] <= last and item[2].form != "adjective"]
        if not found:
            return None
        begin, end, entity = found[-1]
        if end == last and len(found) > 1 and line.low(begin - 1) in ("and", "or", "&") and found[-2][1] == begin - 1:
            one = found[-2][2]
            return Speaker(f"{one.name} and {entity.name}", None, line.span(found[-2][0], end), "group")
        for begin, end, entity in reversed(found):
            if self._governed(line, first, begin):
                continue
            if end == last or line.low(end) in PREPOSITIONS or line.tokens[end].text in ",(":
                return self._entity(line, begin, end, entity)
        return None

    def _entity(self, line: Line, begin: int, end: int, entity: Entity) -> Speaker | None:
        if "Office" in entity.classes and entity.form != "description":
            return None
        if entity.classes and "Place" in entity.classes and len(entity.classes) == 1 and entity.form == "description":
            return None
        word = line.low(end - 1) if entity.form == "description" and self.fresh else ""
        if (word in _BODIES and self._spoke(entity)) or (word in _FIRMS and self._firm(entity)):
            before = self.last  # "…, the Orsa Observatory said. On Monday 95 died, the group said."
            return before and Speaker(before.name, before.iri, line.span(begin, end), before.nature)
        return Speaker(entity.name, entity.iri or None, line.span(begin, end), nature_of(entity))

    def _spoke(self, entity: Entity) -> bool:
        """Say whether another body than the one that words may stand for has just spoken; no state is "the group"."""
        last = self.last
        if last is None or last.nature != "group" or last.iri == entity.iri or last.iri in self._lands:
            return False
        return last.name[:1].isupper() and " " in last.name

    def _firm(self, entity: Entity) -> bool:
        """Say whether another firm than the one that words may stand for spoke in the paragraph, and that one never."""
        last = self.last if entity.iri not in self._told else None
        known = last is not None and (last.iri in self._companies or last.nature == "unknown")
        return last is not None and known and last.iri not in self._lands

    def _governed(self, line: Line, first: int, begin: int) -> bool:
        """Say whether a name belongs to a phrase about somebody else ("a spokesman for …", "the head of …")."""
        person = "Person" in line.entities[begin][1].classes
        i = begin - 1
        while i > first and (line.low(i) in DETERMINERS if person else line.low(i) not in PREPOSITIONS):
            i -= 1
        return i > first and line.low(i) in PREPOSITIONS

    def _described(self, line: Line, first: int, last: int, *, sure: bool) -> Speaker | None:
        if last - first == 1 and line.low(first) in _ANOTHER:
            kind = self.last.name.split()[-1].lower() if self.last is not None else ""
            named = (
                f"{line.low(first)} {kind}"
                if kind in self._cues.holders and not kind.endswith("s")
                else line.low(first)
            )
            return Speaker(named, None, line.span(first, last))
        while first < last and line.low(first) in _LOOSE:
            first += 1
        again = (i for i in range(last - 2, first, -1) if line.low(i) == "the" and line.tokens[i - 1].text.islower())
        again = (i for i in again if line.low(i - 1) not in _OPEN_THE)
        first = next(again, first - 1) + 1  # "double the lead |the same survey showed"
        if first >= last or line.low(last - 1) in _OPEN:
            return None
        last = min(last, first + _LONGEST)
        span = line.span(first, last)
        name = " ".join(span.of(self._text).split())
        if not any(character.isalpha() for character in name) or not self._speaks(line, first, last, sure=sure):
            return None
        if last - first == 1 and line.low(first - 1) != "a" and line.low(first) in FIGURES | _BODIES:
            told = self._whose(line, first)
            if told is not None or line.low(first) in FIGURES:
                return told  # "according to figures": nobody's
        if of_nobody(line, first, last):
            return None
        noun = head(line, first, last)
        own = maker(line, first, last, noun, self._cues.written((noun,)) and noun not in self._cues.surveys)
        if own is not None and own.iri not in self._lands:
            return Speaker(own.name, own.iri or None, span, "paper")
        survey = noun in self._cues.surveys and self._cues.reckoners.isdisjoint(line.lows[first:last])
        if survey and last - first == 1 and self._survey is not None and line.low(first - 1) in ("the", "this"):
            return Speaker(self._survey.name, self._survey.iri, span, "survey")
        made = Speaker(name, None, span, "survey" if survey else "group")
        known = self._heads.get(noun)
        if known is not None and last - first <= 2 and len(known.name) > len(name):
            return Speaker(known.name, known.iri, span, known.nature)
        if known is None or len(name) > len(known.name):
            self._heads[noun] = made
        return made

    def _speaks(self, line: Line, first: int, last: int, *, sure: bool) -> bool:
        """Say whether words name a person, a body or a document: not "bad debts", no clause ("forced 40 to")."""
        opening, after = line.low(first), line.tokens[min(first + 1, line.size - 1)]
        if opening.endswith(("ed", "ing")) and (after.lower in DETERMINERS or after.text[0].isdigit()):
            return False
        if sure:
            return True
        if any(line.low(i) in self._cues.sources for i in range(first, last)):
            return True
        if " ".join(line.lows[last - 2 : last]) in self._cues.sources:
            return True  # "the think tank"
        at = next((i for i in range(first + 1, last) if line.low(i) in _ENDING), last) - 1
        alone = last - first == 1 and not opening.endswith(("s", "ed", "ing"))  # "Helvar said"
        if not line.tokens[at].text.islower() and (at > 0 or alone or line.sentence.block == "headline"):
            return True
        return self._cues.speaks(line, first, at + 1)

    def _whose(self, line: Line, i: int) -> Speaker | None:
        """Return the body that spoke last, whose "the figures" are and who "the agency" is."""
        by = i + 3 if line.low(i + 1).endswith("ed") and line.low(i + 2) == "by" else line.size
        by += line.low(by) == "the"
        if by in line.entities:  # "figures released by Acme"
            return self._entity(line, by, *line.entities[by])
        before, fresh = self.last, self.fresh or line.low(i) in FIGURES
        if before is None or not fresh or line.low(i - 1) != "the" or before.nature not in ("group", "unknown"):
            return None
        named = before.name[:1].isupper() and before.iri not in self._lands
        return Speaker(before.name, before.iri, line.span(i, i + 1), before.nature) if named else None
