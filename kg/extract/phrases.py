"""Frame → phrases: the verb of a clause, its subject, the noun phrase around a word. Shallow, without a parser."""

from __future__ import annotations

from typing import NamedTuple

from kg.chunks import Remembered
from kg.extract.agreeing import of_several, past_address, undotted
from kg.extract.datelines import past_seat, told_from
from kg.extract.frame import Frame
from kg.extract.reduced import declares, foretold, reduced, rises, third_person
from kg.extract.segments import ADVERBS, segments
from kg.extract.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PAST_LIKE_BASE,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    REVEALING,
    adverb,
    vocabulary,
)
from kg.lexicon import Lexicon

_NOT_VERBS = vocabulary("up down higher lower more less fewer")
_PLURAL_SUBJECTS = vocabulary("they we i you people men women children who which that police and also not to n't")
_INTENDING = frozenset({"plan", "vow", "pledge", "promise"})  # nouns, but for "plan to" behind a plural
_CALENDAR = vocabulary("last may march")
_UNBOUND = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | RELATIVES | AUXILIARIES  # no modifiers of a noun
_LEADING = CONJUNCTIONS | RELATIVES | REVEALING | ADVERBS  # words before the subject of a clause
_DEGREES = vocabulary("very too quite rather fairly")
_LONGEST, _TOLD = 8, ("told", 0)  # words in a noun phrase; key of a memo
_LIGHT = DETERMINERS | PREPOSITIONS | CONJUNCTIONS  # words that begin and end no name
_PAST_HEAD, _MARKS = PREPOSITIONS | {",", "("}, frozenset("-–—'‘’\"“”")
_PAST_NAME = RELATIVES | frozenset([*",;:()", "including"])


class Phrase(NamedTuple):
    """Tokens ``first`` up to ``last`` that stand for somebody or something."""

    first: int
    last: int
    relative: bool = False  # "which", "who": stands for what precedes the clause
    pronoun: bool = False


class Grammar:
    """What the rules ask of a sentence; verbs come from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = [cue.text for name in ("verb", "change", "event", "occasion") for cue in lexicon.cues_of(name)]
        finite = {cue.text for cue in lexicon.cues_of("verb")}
        # of the other schemes only what can be a verb alone: past forms; their nouns look like base forms
        finite |= {text for text in cues if text.endswith("ed") and " " not in text}
        finite |= {cue.text for cue in lexicon.cues_of("change") if cue.text not in _NOT_VERBS}
        self.verbs = verbs = frozenset(finite) - PREPOSITIONS
        bases = [word for word in verbs if f"{word}s" in verbs or (f"{word}es" in verbs and f"{word}e" not in verbs)]
        self._bases = frozenset([word for word in bases if not word.endswith("s")])  # not "slid" beside "slides"
        self._verbal = verbs | AUXILIARIES
        self._parents = lexicon.class_parents
        self.ancestors = Remembered(self._ancestors).__getitem__  # a class and all above it
        self.deeds = lexicon.words_of("deed")
        self.speech = frozenset(cue.text for cue in lexicon.cues_of("speech") if " " not in cue.text)

    def _ancestors(self, name: str) -> frozenset[str]:
        found, queue = {name}, [name]
        while queue:
            for parent in self._parents.get(queue.pop(), ()):
                if parent not in found:
                    found.add(parent)
                    queue.append(parent)
        return frozenset(found)

    def is_a(self, classes: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        """Say whether one of the classes is, or is below, one of those wanted."""
        for own in classes:  # noqa: SIM110 - asked too often for a generator
            if not self.ancestors(own).isdisjoint(wanted):
                return True
        return False

    def is_verb(self, frame: Frame, i: int) -> bool:
        """Say whether token i looks like the finite verb of a clause; what is behind the last token does not."""
        if i >= frame.size:
            return False
        word = frame.lows[i]
        if word not in self._verbal and not word.endswith(("s", "ed")):
            return False  # as most words: asked first
        if word in _CALENDAR and i in frame.timed:
            return False  # "sales last month", "in May"
        if word in AUXILIARIES:
            return word != "'s" or (frame.lower(i + 1) in ("been", "not"))
        before = frame.lower(i - 1)
        plans = word in _INTENDING and frame.lower(i + 1) == "to" and before.endswith("s")  # "the allies plan to keep"
        if plans or (word == "forecast" and foretold(frame, i)):  # "the company forecast sales of …"
            return True
        small = before in PREPOSITIONS and (before, frame.lower(i - 2)) != ("than", "more")  # "more than doubled"
        if small or before == "'s" or not frame.tokens[i].text.islower():
            return False
        opens = before == "that" and any(i - 1 == first for first, _ in frame.clauses)
        if before in DETERMINERS and not opens and (before, frame.lower(i - 2)) != ("more", "or"):
            return False  # "a fraud that cost millions", but "flats of 90 square metres or more accounted for"
        if frame.lower(i + 1) == "of" and not word.endswith("ed"):
            return False
        if word.endswith("s") and rises(frame, i + 1):
            return False  # "fuel costs rose"
        if word in self.verbs:
            base = word in self._bases
            if base and frame.lower(i + 1) in AUXILIARIES and word not in self.speech:
                return False  # "said that demand would grow", "a Reuters poll had"
            if base and before == "that" and frame.lower(i - 2) in self.speech:
                return False  # "said that house prices were up"
            while base and i > 1 and (before in ADVERBS or before.endswith("ly")):
                i -= 1
                before = frame.lower(i - 1)  # "operators now earn"
            plain = not base or word in PAST_LIKE_BASE or before.endswith("s") or before in _PLURAL_SUBJECTS
            return plain or of_several(frame, i)
        if word.endswith("s") and i and frame.tokens[i - 1].text[0].isupper():
            if frame.lower(i + 1) in DETERMINERS:
                return True  # "Ukraine awaits a package"
            if i + 1 in frame.valued and i - 1 in frame.named:
                return True  # "Mexico supplies 80 percent of …"
        return (
            len(word) > 4
            and word.endswith("ed")
            and not (before.endswith("ly") and frame.lower(i - 2) in DETERMINERS)
            and before not in _DEGREES  # "two very unbalanced weights"
            and "-" not in word
        )

    def told(self, frame: Frame) -> frozenset[int]:
        """Return the tokens that are verbs of speech."""
        found: frozenset[int] | None = frame.memo.get(_TOLD)
        if found is None:
            speech, deeds, valued = self.speech, self.deeds, frame.valued  # "is recalling 9,000 cars" says nothing
            lows = () if speech.isdisjoint(frame.distinct) else frame.lows
            said = [i for i, low in enumerate(lows) if low in speech and not (low in deeds and i + 1 in valued)]
            found = frame.memo[_TOLD] = frozenset(said)
        return found

    def verb(self, frame: Frame, number: int) -> int | None:
        """Return the first finite verb of a clause."""
        key = ("verb", number)
        if key not in frame.memo:
            frame.memo[key] = self._verb(frame, number)
        found: int | None = frame.memo[key]
        return found

    def _verb(self, frame: Frame, number: int) -> int | None:
        first, last = frame.clauses[number]
        found: int | None = None
        for i, low in enumerate(frame.lows[first:last], first):
            # no other word than these passes for a verb
            may = low[-1] in "sd" or low in AUXILIARIES or low in self.verbs
            if may and self.is_verb(frame, i) and not reduced(frame, i, last):
                return i
        if first == 0 and 1 not in frame.valued:  # a headline's future: "Shanghai to install 1,200 machines"
            found = next(
                (i for i in range(1, last - 1) if frame.lower(i) == "to" and frame.tokens[i + 1].text.islower()), None
            )
            if found is not None and frame.lower(found + 1) in DETERMINERS:
                found = None
        if found is None and frame.lower(first) in DETERMINERS:  # "The tax office trains 100,000 bankers"
            found = next((i for i in range(first + 3, last) if third_person(frame, i)), None)
        return found

    def subject(self, frame: Frame, number: int) -> Phrase | None:
        """Return the grammatical subject of a clause, None where it has none of its own."""
        key = ("subject", number)
        if key not in frame.memo:
            frame.memo[key] = self._subject(frame, number)
        found: Phrase | None = frame.memo[key]
        return found

    def _subject(self, frame: Frame, number: int) -> Phrase | None:
        first, last = frame.clauses[number]
        verb = self.verb(frame, number)
        if verb is not None and first < (opening := told_from(frame)):
            if last <= opening or verb < opening:
                return None  # "LIMA, May 4 (AFP) -- The refinery will cut …"
            first = opening
        if frame.lower(first) == "with":
            comma = next((i for i in range(first, last) if frame.tokens[i].text == ","), last)
            if verb is not None and verb > comma:  # "With results still coming in, the party had gained 27 seats"
                begin = frame.clauses[number - 1][0] if number else first
                if verb == comma + 1 and begin < first - 1 and self.verb(frame, number - 1) is None:
                    return Phrase(begin, first - 1)  # "Norland, with a population of 4 million, drinks …"
                first = comma + 1
        if frame.lower(first) == "with":  # "with China accounting for a fifth"
            verb = next(
                (i for i in range(first + 2, min(last, first + _LONGEST)) if frame.lower(i).endswith("ing")), None
            )
            return Phrase(first + 1, verb) if verb is not None else None
        if verb is None:
            return None
        relative = False
        while first < verb and (frame.lows[first] in _LEADING or not frame.tokens[first].text[0].isalnum()):
            word = frame.lower(first)
            if word in ("as", "since") and any(frame.tokens[i].text == "," for i in range(first, verb)):
                break  # "As part of the deal, the union invested …"
            relative = relative or (
                word in RELATIVES and (word not in ("where", "that") or (word == "that" and verb == first + 1))
            )
            first += 1
        told = relative and frame.lows[verb] in self.speech and self.is_verb(frame, verb + 1)
        if told or (relative and frame.lower(first - 1) == "who"):
            return Phrase(first, first, relative=True)  # "which the bank says is worth $3 billion"
        stretches = segments(frame, past_seat(frame, first, verb), verb)
        if not stretches:
            return Phrase(first, first, relative=True) if relative else None
        begin, end = undotted(frame, *past_address(frame, stretches)[0])
        alone = frame.lower(begin - 1) in ADVERBS or begin + 1 in frame.valued  # "Give $9 to teachers and support …"
        if alone and frame.lower(end - 1) == "and" and end == verb:
            return None  # "fell before the bell and has lost 3 percent": of who fell
        if end - begin == 1 and frame.lower(begin) in PRONOUNS:
            return Phrase(begin, end, pronoun=True)
        return Phrase(begin, end)

    def noun_phrase(self, frame: Frame, i: int) -> Phrase:
        """Return the noun phrase that ends with token i: back over its modifiers to a determiner, verb or sign."""
        first = i
        while first and i - first < _LONGEST and self._modifies(frame, first - 1):
            first -= 1
        return Phrase(first, i + 1)

    def _modifies(self, frame: Frame, i: int) -> bool:
        word = frame.lows[i]
        if word == "'s":
            return True
        if word in _UNBOUND or adverb(word) or not word[0].isalnum():
            return False
        return not self.is_verb(frame, i) and not declares(frame, i)

    def head(self, frame: Frame, first: int, last: int) -> int:
        """Return the head noun of a phrase: the last word before its first preposition."""
        for i, low in enumerate(frame.lows[first + 1 : last], first):
            if low in _PAST_HEAD:
                return i
        return last - 1

    def name(self, frame: Frame, first: int, last: int, source: str) -> str:
        """Return a phrase as a name: without its determiner, cut after a few words.

        "the price of Brent North Sea crude" gives "price of Brent North Sea crude".
        """
        lows, counted = frame.lows, frame.counted
        while first < last and (
            lows[first] in _LIGHT
            or not frame.tokens[first].text[0].isalpha()
            or first in counted
            or (adverb(lows[first]) and frame.tokens[first].text.islower())
        ):
            first += 1
        end = min(last, first + _LONGEST)
        for i in range(first + 1, end):
            if lows[i] in _PAST_NAME or i in counted:
                end = i
                break
        else:  # no name is cut in two: "homes in … England and Wales"
            whole = frame.entity(end - 1) if first < end < last else None
            end = min(last, frame.range(whole.span)[1]) if whole is not None else end
        while end > first + 1 and (
            lows[end - 1] in _LIGHT or lows[end - 1] in _MARKS or (end < last and lows[end - 1].endswith("ing"))
        ):
            end -= 1
        if first >= end:
            return ""
        words = frame.text(first, end, source)
        return words[:-2] if words.endswith(("'s", "’s")) else words
