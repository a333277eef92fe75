"""Lexicon → the words of attribution: verbs with what may follow them, nouns and prepositions of sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast, get_args

from kg.extract.attribution_figures import FIGURES
from kg.extract.attribution_line import Line
from kg.extract.tokens import tokenise
from kg.extract.words import AUXILIARIES, PREPOSITIONS, singular, vocabulary
from kg.lexicon import Lexicon
from kg.model import Certainty

_VERBS = (
    "outlook",
    "speech",
    "utterance",
    "belief",
    "intent",
    "finding",
    "stance",
    "addressing",
    "quoting",
    "counting",
)


class Hit(NamedTuple):
    """A cue from token ``first`` up to ``last``; ``senses`` gives its certainty in each scheme it belongs to."""

    first: int
    last: int
    senses: dict[str, Certainty]

    def of(self, *schemes: str) -> Certainty | None:
        """Return the certainty in the first of the schemes that the cue belongs to."""
        senses = self.senses
        for name in schemes:
            if name in senses:
                return senses[name]
        return None


class _Phrases:
    """Phrases of several schemes, longest first, by their first word."""

    def __init__(self, lexicon: Lexicon, schemes: Iterable[str]) -> None:
        rows: dict[tuple[str, ...], dict[str, Certainty]] = {}
        known = get_args(Certainty)
        for scheme in schemes:
            for cue in sorted(lexicon.cues_of(scheme), key=lambda cue: cue.sense not in known):
                words = tokenise(cue.text, 0, len(cue.text)).lows
                if words:
                    sense = cast(Certainty, cue.sense if cue.sense in known else "asserted")
                    rows.setdefault(words, {}).setdefault("speech" if scheme == "outlook" else scheme, sense)
        self._words = {words[0]: senses for words, senses in rows.items() if len(words) == 1}
        self._longer: dict[tuple[str, str], list[tuple[tuple[str, ...], dict[str, Certainty]]]] = {}
        for words, senses in sorted(rows.items(), key=lambda row: -len(row[0])):
            if len(words) > 1:
                self._longer.setdefault((words[0], words[1]), []).append((words, senses))
        self._several = frozenset(first for first, _ in self._longer)
        self.starts = frozenset(words[0] for words in rows)  # the words that a phrase may begin with

    def at(self, line: Line, i: int) -> Hit | None:
        """Return the longest phrase that begins at token i."""
        word = line.lows[i]
        for words, senses in self._longer.get((word, line.low(i + 1)), ()) if word in self._several else ():
            if self._goes_on(line, i, words):
                return Hit(i, i + len(words), senses)
        single = self._words.get(word)
        return None if single is None else Hit(i, i + 1, single)

    def _goes_on(self, line: Line, i: int, words: tuple[str, ...]) -> bool:
        return all(line.low(i + place) == words[place] for place in range(2, len(words)))


class Cues:
    """What the rules of attribution know of words; all of it comes from ``ontology/``."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.verbs = _Phrases(lexicon, _VERBS)
        self.prepositions = _Phrases(lexicon, ("source-preposition",))
        self.citing = _Phrases(lexicon, ("citing",))
        self.retracting = _Phrases(lexicon, ("retracting",))
        self.continuing = lexicon.words_of("continuing")
        self.sayings = _Phrases(lexicon, ("saying-noun",))
        self.voices = _Phrases(lexicon, ("document-voice",))
        self.documents = frozenset(cue.text for cue in lexicon.cues_of("source-noun") if cue.sense != "person")
        self.surveys = frozenset(cue.text for cue in lexicon.cues_of("source-noun") if cue.sense == "survey")
        self.counts = frozenset(("results", "count", "counts", "tally", "tallies", "calculation", "calculations"))
        self.tellings = self.surveys | self.counts | FIGURES
        self.sources = lexicon.words_of("source-noun")
        self.media_words = frozenset(cue.text for cue in lexicon.cues_of("source-noun") if cue.sense == "media")
        self.media = frozenset(name for name in lexicon.class_parents if "MediaCompany" in lexicon.kinds(name))
        self.interviewing = _Phrases(lexicon, ("interviewing",))
        self.reckoners = lexicon.words_of("reckoner")  # whose poll tells only what they expect
        self.estimates = frozenset(
            cue.text for cue in lexicon.cues_of("saying-noun") if cue.sense == "forecast" and " " not in cue.text
        )
        self.revising, self.held = lexicon.words_of("revising"), lexicon.words_of("held-estimate")
        holders = {cue.text for cue in lexicon.cues_of("person")}
        holders |= {cue.text for cue in lexicon.cues_of("source-noun") if cue.sense == "person"}
        holders |= {entity.label for entity in lexicon.entities if entity.classes == ("Office",)}
        described = {
            text.split()[-1]
            for name, texts in lexicon.class_descriptions.items()
            for text in texts
            if lexicon.kinds(name) & _ABLE
        }
        bodies = [texts for name, texts in lexicon.class_descriptions.items() if "Organisation" in lexicon.kinds(name)]
        self.bodies = frozenset(text.split()[-1] for texts in bodies for text in texts)
        self.holders = frozenset(word.split()[-1].lower() for word in holders)
        written = {cue.text for cue in lexicon.cues_of("source-noun") if cue.sense == "document"} - described
        self._papers = frozenset(word for word in written if not word.endswith(_AGENTS))
        self._animate = self.sources | {word.split()[-1] for word in holders} | described
        self._forms = frozenset(cue.text for scheme in _VERBS for cue in lexicon.cues_of(scheme))
        people = {cue.text for cue in lexicon.cues_of("source-noun") if cue.sense == "person"}
        self.several = frozenset(word + "s" for word in people if " " not in word and not word.endswith("s"))
        self.deeds = lexicon.words_of("deed")
        self.putting = lexicon.words_of("putting")
        self.counted = lexicon.words_of("counted")  # by offices, which answer for the number
        self.said = frozenset(cue.text for cue in lexicon.cues_of("speech") if " " not in cue.text)
        words = {cue.text for scheme in ("verb", "change") for cue in lexicon.cues_of(scheme) if " " not in cue.text}
        self._finite = frozenset(word for word in words | self.said if word.endswith("ed")) | AUXILIARIES - {"'s"}
        self._some = frozenset(words | self.said) - _PARTICLES
        self.finite = frozenset(cue.text for cue in lexicon.cues_of("change") if cue.text not in self.sources)
        self.bases = frozenset(word for word in self._some if word + "s" in self._some or word + "es" in self._some)

    def verbal(self, line: Line, i: int) -> bool:
        """Say whether token i looks like the finite verb of a clause.

        Verbs in -s and irregular ones count after a name, a pronoun or a noun, not after an article or preposition.
        """
        low = line.low(i)
        if low in self._finite:
            return True
        known = low in self._some
        if not known and not low.endswith("ed"):
            return False
        if not low.isalpha() or line.tokens[i].text[0].isupper():
            return False
        before = line.low(i - 1)
        if before in _NOMINAL or (line.low(i + 1) == "of" and not low.endswith("ed")):
            return False  # "expects growth of 3 percent"
        if len(low) > 4 and low.endswith("ed"):
            return True
        if not known or low in self.sources:
            return False
        if low in self.bases:  # "stocks return", but not "tax return"
            if low in _UNCHANGED and before.isalpha():
                return True  # "the blast hit a base"
            several = before.endswith("s") and before not in self._forms  # not "the agency expects demand of"
            return several or before in _PLURAL or before in AUXILIARIES or before == "i"
        return True

    def agrees(self, line: Line, hit: Hit, subject: tuple[int, int]) -> bool:
        """Say whether a cue can be the verb of these words: "members support", but not "member support"."""
        if line.low(hit.last) == "of" and line.low(hit.first).endswith("s") and max(line.quoted[hit.last :]) < 0:
            return False  # "the states of", "reports of", but not: says of her, "…"
        if line.low(hit.first) == "state" and line.low(hit.last) != "that":
            return False  # "the most populous state", "state taxes"
        word, tail = line.low(hit.first), "".join([f" {low}" for low in line.lows[hit.first + 1 : hit.last]])
        first, end = subject
        cut = (i for i in range(first + 1, end) if line.lows[i] in PREPOSITIONS or line.lows[i].endswith("ed"))
        last, head = line.low(end - 1), line.low(next(cut, end) - 1)
        several = "and" in line.lows[first:end] or _several(head)
        plural = several or _several(last) or last in ("'s", "i", "you")
        if (
            f"{word}s{tail}" in self._forms
            or f"{word}es{tail}" in self._forms
            or f"{word[:-1]}ies{tail}" in self._forms
        ):
            return plural or word in _SAME
        if word.endswith("s") and word not in ("was", "is"):
            return (
                subject[1] - 1 in line.held
                or last in ("he", "she", "it", "who", "which", "that")
                or not last.endswith("s")
                or not _several(last)
                or not several  # "an analysis of filings shows"
            )
        return True

    def speaks(self, line: Line, first: int, last: int) -> bool:
        """Say whether words are for somebody who can speak, want or blame."""
        for begin, end, entity in line.named(first, last):
            if end == last and (entity.form != "adjective" or line.low(begin - 1) in ("the", "a", "an")):
                return True
        if line.low(first) in (
            "he",
            "she",
            "they",
            "it",
            "who",
            "many",
            "some",
            "most",
            "several",
            "another",
            "others",
        ):
            return True
        if line.low(last) == "," and last + 1 in line.entities and "Person" in line.entities[last + 1][1].classes:
            return True  # "a host, Jane Roe, criticised"
        for i in range(first, last):
            low = line.low(i)
            if i + 1 == last or line.low(i + 1) in PREPOSITIONS or line.low(i + 1) == ",":
                agent = low.endswith(_AGENTS) and len(low) > 5
                return agent or any(word in self._animate for word in (low, low.removesuffix("s"), low + "s"))
        return False

    def holds(self, word: str) -> bool:
        """Say whether a noun is of one who speaks: "minister", "chairwoman", "virologist"."""
        return word in self.holders or (len(word) > len("actor") and word.endswith(_AGENTS))

    def written(self, words: Sequence[str]) -> bool:
        """Say whether the head of a phrase is a document, or figures: "early counts by the rescue service"."""
        ends = (i for i in range(1, len(words)) if words[i] in PREPOSITIONS or words[i].endswith("ed"))
        head = words[next(ends, len(words)) - 1] if words else ""
        return head in self._papers or singular(head) in self._papers

    def clause(self, line: Line, first: int, last: int) -> bool:
        """Say whether there is a finite verb between two tokens."""
        for i, low in enumerate(line.lows[first : max(first, last)], first):  # only these can be one
            if (low in self._finite or low in self._some or low.endswith("ed")) and self.verbal(line, i):
                return True
        return False


_PLURAL = vocabulary(
    "people police men women they we who which officers children media data others some many most both critics families"
)
_ABLE = frozenset(("Person", "Organisation", "State", "Government"))
_AGENTS = ("ists", "ist", "ers", "ors", "ians", "ian", "ants", "crats", "crat", "men", "man", "women", "woman", "ees")
# … and few of them are nouns in the news
_UNCHANGED = vocabulary("hit struck put hurt shut split burst beat quit set shed")
_SAME = vocabulary("forecast put read let")  # verbs whose past is their base
_PARTICLES = vocabulary("more less fewer")  # which tell of a change, and are no verbs
_NOMINAL = vocabulary(
    "the a an this that these those its his her their our my your of in on at by for from to with 's no any some "
    "and more"
)


def _several(noun: str) -> bool:
    return noun in _PLURAL or (noun.endswith("s") and not noun.endswith(("ss", "is", "us", "news")))
