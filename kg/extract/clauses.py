"""Words of a sentence → its clauses: half-open ranges of tokens, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.tokens import Token, Words
from kg.extract.words import AUXILIARIES, BE, DETERMINERS, PAST_LIKE_BASE, PREPOSITIONS, RELATIVES, vocabulary
from kg.model import Span

_CLOSERS = frozenset(";:—–_")
_ENDING = _CLOSERS | frozenset(",.")
_OPENERS = vocabulary(
    "while but whereas although though which who whose whom when where because if after before until unless "
    "compared according with as and or that since so despite than"
)
_ADVERBIAL = 6  # words of a phrase that opens a sentence and belongs to the clause after it
_DATELINE = 12
_ROSE = BE | vocabulary(
    "rose fell grew dropped jumped climbed slipped declined increased gained surged sank slid had has"
)
_NO_DEEDS = vocabulary("including excluding during according following")
_EARNED = frozenset({"profit", "profits", "earnings", "income", "loss", "losses", "result", "results"})
_BEFORE_NOUNS = frozenset({"after", "before", "until", "if", "unless"})  # "after October 18" is no clause
_FINDING = vocabulary("found finds find shows showed suggests suggested means meant")
_SAYING = vocabulary("said says say saying")  # which count nothing: "the army says 300 rebels have been killed"
_SHORT = 7  # words of "and mines lost 900"
_REPORTED = 12  # words between "said" and "that"
_SUMS = 8  # words of a sum in brackets
_NO_NOUNS = AUXILIARIES | PAST_LIKE_BASE
_NOMINAL = DETERMINERS | PREPOSITIONS | {"'s"}
_SUBORDINATE = vocabulary("while whereas although though because when after before if unless as since once until")
_INNER = vocabulary(
    "while whereas although though because which who whose whom when where after before if until unless"
)
_CUTTING = _CLOSERS | _INNER | vocabulary("- , and but as that")  # no clause ends without one of these, or a told one


def clauses(
    words: Words, held: Sequence[Span], speech: frozenset[str], verbs: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Cut a sentence at semicolons, at commas that open a clause, at conjunctions inside it and where speech begins.

    ``held`` are spans that stay whole, such as times; ``speech`` are the verbs after which what is said begins a clause
    of its own, ``verbs`` finite forms of others.
    """
    tokens, lows, starts = words.tokens, words.lows, words.starts
    inside = {i for span in held for i in range(bisect_right(starts, span.start), bisect_left(starts, span.end))}
    values = {bisect_left(starts, span.start) for span in held}
    told = speech.intersection(lows) | _FINDING
    places = [i for i, (before, low) in enumerate(pairwise(lows), 1) if low in _CUTTING or before in told]
    places = [i for i in places if i not in inside and not (lows[i] == ":" and lows[i - 2 : i - 1] == ("(",))]
    begin, verb, seen = 0, False, 0  # whether one of the tokens from ``begin`` up to ``seen`` is a verb
    for i in places:
        if i <= begin:
            continue
        while not verb and seen < i:
            low = lows[seen]  # no other word than these passes for a verb
            verb = (low[-1] in "sd" or low in AUXILIARIES or low in verbs) and _verbal(tokens, seen, verbs)
            seen += 1
        cut = _cut(tokens, begin, i, verb, speech, verbs)
        if cut == i and i in values and lows[i - 1] in speech - _SAYING:
            cut = 0  # "added 75,000 jobs" says nothing
        if cut == 0 and verb and lows[i] in ("and", "but", "while") and i - begin > 2:
            cut = i if _valued(tokens, i, values, verbs) else 0
        if cut > begin:
            yield begin, cut
            begin, verb, seen = cut, False, i
    if begin < len(tokens):
        yield begin, len(tokens)


def _valued(tokens: tuple[Token, ...], i: int, values: set[int], verbs: frozenset[str]) -> bool:
    """Say whether a clause with a value follows "and" at token i: "and mines lost 900", "and 900 have been moved"."""
    if i + 1 in values:
        return _opens(tokens, i + 1, verbs)
    end = next((j for j in range(i + 2, min(i + _SHORT, len(tokens))) if j in values), 0)
    verb = next((j for j in range(i + 2, end) if _verbal(tokens, j, verbs)), 0)
    return (
        0 < verb < end
        and all(tokens[j].text[0].isalpha() for j in range(i + 1, end))
        and not any(tokens[j].lower in PREPOSITIONS for j in range(i + 1, verb))
        and (not _verbal(tokens, i + 1, verbs) or _noun(tokens, i + 1))
    )


def _cut(
    tokens: tuple[Token, ...], begin: int, i: int, verb: bool, speech: frozenset[str], verbs: frozenset[str]
) -> int:
    """Return where a clause ends at token i: before it, after it, or (0) not here; ``verb``: whether it has one yet."""
    token = tokens[i]
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if token.text in _CLOSERS or (token.text == "-" and i <= _DATELINE and tokens[0].text.isupper()):
        if token.text == ";" and _bracketed(tokens, i):
            return 0  # "100,000 rupees ($1,566; £1,018)"
        joined = token.text == "-" and tokens[i - 1].end == token.start and tokens[i - 1].text[0].isdigit()
        return 0 if joined else i + 1  # "A 380-member team" is no dateline
    if token.text == ",":
        since = verb and tokens[begin].lower == "since"  # "Since he took office, firms have …"
        adverbial = i - begin <= _ADVERBIAL and tokens[begin].lower in PREPOSITIONS and not since
        if adverbial and tokens[begin].lower not in _INNER:
            return 0  # "On Monday, it …" is one clause
        if tokens[begin].lower in _SUBORDINATE and verb:
            return i + 1  # "While it rains, …"
        told = verb or i - begin > 2  # "which strips out food, …" tells something, in whichever words
        if told and i + 1 < len(tokens) and _inserted(tokens, begin) and _verbal(tokens, i + 1, verbs):
            return i + 1  # "The craft, which weighs a ton, will travel …", "The bus, killing six, was to be raised"
        participle = following.endswith("ing") and following not in ("including", "excluding")
        if (
            following in _OPENERS
            or participle
            or (verb and following != "respectively" and _opens(tokens, i + 1, verbs))
        ):
            return i + 1
    if token.lower == "before" and tokens[i - 1].lower in _EARNED and following not in DETERMINERS:
        return 0  # "its underlying profit before exceptional items rose"
    if token.lower in _INNER and i - begin > 1 and tokens[i - 1].text != ",":
        return i if token.lower not in _BEFORE_NOUNS or _opens(tokens, i + 1, verbs) else 0
    if (
        token.lower in ("and", "but")
        and verb
        and i - begin > 2
        and tokens[i + 1 : i + 2]
        and _nominal(tokens, i + 1, verbs)
    ):
        return i  # "the peak is 4,810 metres high and the lake is 300 metres deep"
    if token.lower == "as" and verb and _opens(tokens, i + 1, verbs) and i - begin > 2:
        return i
    if token.lower == "that" and i + 1 < len(tokens) and _verbal(tokens, i + 1, verbs) and i - begin > 1:
        return i
    if token.lower == "that" and any(tokens[j].lower in speech for j in range(max(begin, i - _REPORTED), i)):
        return i
    if token.lower == "that" and verb and _verbal(tokens, i - 1, verbs) and _nominal(tokens, i + 1, verbs):
        return i  # "found that the glacier has shrunk"
    if token.lower == "that" and tokens[i - 1].lower in _FINDING and _opens(tokens, i + 1, verbs):
        return i  # "found that 15 percent of teenagers had …"
    told = (
        (tokens[i - 1].lower in speech or tokens[i - 1].lower in _FINDING)
        and token.text[0].isalnum()
        and token.lower not in PREPOSITIONS
        and not (tokens[i - 1].lower == "ruling" and tokens[max(0, i - 2)].lower in DETERMINERS)  # "the ruling party"
    )
    noun = told and token.lower in verbs and token.lower not in _NO_NOUNS and token.lower[-1] not in "sd"
    if told and (_opens(tokens, i, verbs) or (noun and _opens(tokens, i, verbs, noun=True))):
        return i  # "said house prices fell"
    return 0


def _inserted(tokens: tuple[Token, ...], begin: int) -> bool:
    """Say whether a clause is put into another: "which weighs a ton", ", killing six people"."""
    low = tokens[begin].lower
    participle = begin > 1 and tokens[begin - 1].text == "," and low.endswith("ing") and low not in _NO_DEEDS
    return participle or low in RELATIVES


def _bracketed(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether a bracket that opened shortly before token i is still open."""
    return next((tokens[k].text == "(" for k in range(i - 1, max(-1, i - _SUMS), -1) if tokens[k].text in "()"), False)


def _verbal(tokens: tuple[Token, ...], i: int, verbs: frozenset[str]) -> bool:
    word = tokens[i].lower
    if word in AUXILIARIES:
        return word != "'s"
    if not tokens[i].text.islower() or (i and tokens[i - 1].lower in _NOMINAL):
        return False
    if word in verbs or (len(word) > 4 and word.endswith("ed") and "-" not in word):
        return True
    # "Ukraine awaits a package": a third person between a name and a determiner
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    return bool(i) and word.endswith("s") and tokens[i - 1].text[0].isupper() and following in DETERMINERS


def _noun(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether what looks like a verb is the subject of the one behind it: "exports rose and imports fell"."""
    return tokens[i].lower.endswith("s") and i + 1 < len(tokens) and tokens[i + 1].lower in _ROSE


def _nominal(tokens: tuple[Token, ...], i: int, verbs: frozenset[str]) -> bool:
    """Say whether a determiner begins a clause with its own subject and verb at token i."""
    return (
        i < len(tokens)
        and tokens[i].lower in ("the", "a", "an", "its", "their", "his", "her")
        and _opens(tokens, i, verbs)
    )


def _opens(tokens: tuple[Token, ...], i: int, verbs: frozenset[str], *, noun: bool = False) -> bool:
    """Say whether a new clause with its own subject and verb begins here ("…, it will …"), or with a ``noun``."""
    for j in range(i + noun, min(i + 8, len(tokens))):
        if tokens[j].text in _ENDING or tokens[j].lower in RELATIVES:
            return False
        if _verbal(tokens, j, verbs) and not (j == i and _noun(tokens, j)):
            return j > i
    return False
