"""Sentence → its words with their job in time expressions, one letter a word: the grammar is a regex over letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain, compress
from string import ascii_letters, digits
from typing import NamedTuple, TypeAlias

from kg.chunks import Remembered, chunks
from kg.errors import BadOntology
from kg.lexicon import Lexicon


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# What a word can be: from the ontology (the part of kg:sense before the colon), or from the shape of the token.
_FROM_CUES = _names(
    """month weekday weekend season part clock hourmark zone day clockunit unit units quarter quartercode period half
    fiscal ended old set each number vague a ordinal decade last next coming this past previous following same latest
    recent comparable likewise ago earlier later from phase edge yearend monthend about than in since until by to
    between and of the ref era holiday tense percent"""
)
_FROM_SHAPE = _names(
    """iso slash int big year shortyear nth fiscalcode comma dot hyphen dash apostrophe money paren sign
    verb word name"""
)
CODES = dict(zip(_FROM_CUES + _FROM_SHAPE, ascii_letters + digits + "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ", strict=False))


def expanded(pattern: str) -> str:
    """Return a pattern over classes as a regular expression over the codes of :class:`Words`.

    >>> re.fullmatch(expanded("{month}{dot}?[{int}{nth}]"), CODES["month"] + CODES["nth"]) is not None
    True
    """
    return re.sub(r"\{(\w+)\}", lambda match: re.escape(CODES[match[1]]), pattern)


# Most words of a sentence are of these classes, and no expression begins with one: looking there is not worth the time.
IDLE = frozenset(
    _names(
        """word name verb sign tense than in of to and comma dot paren money percent dash hyphen apostrophe between from
        by until since"""
    )
)

# No expression is without one of these, or a digit: a sentence that has none is not worth reading.
_ANCHORS = frozenset(
    _names(
        """month weekday weekend season part clock hourmark day clockunit unit units quarter period half fiscal set
        decade past comparable yearend monthend ref era holiday"""
    )
)

# Every alternative is bounded or possessive: a text of digits or quotes alone is read in linear time.
_TOKEN = re.compile(
    r"""(?P<word>[^\W\d_]++(?!\d))
    | (?<!\w)(?:
      (?P<iso>\d{4}(?P<joint>[-/])\d\d(?P=joint)\d\d)(?:T\d\d[\d:.]{0,16}Z?)?(?![\w/-])
    | (?P<slash>\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{4}|\d{1,2}/\d{1,2}/\d\d)(?![\w/-])
    | (?P<clock>\d{1,2}(?:[:.]\d\d)?\ ?[aApP](?:\.\ ?[mM]\.?|[mM]\b))
    | (?P<clock24>\d{1,2}:\d\d(?::\d\d)?)(?![\w:])
    | (?P<decade>(?:1\d|20)\d0s|['’]?[2-9]0s)(?!\w)
    | (?P<nth>\d{1,3}(?:st|[nr]d|th))(?!\w)
    | (?P<shortyear>['’]\d\d)(?![\w])
    | (?P<quartercode>[QHqh][1-4](?=FY\d)|(?:[QHqh][1-4]|[1-4][QH])(?!\w))
    )
    | (?P<fiscalcode>(?:(?<!\w)|(?<=[QHqh][1-4]))FY(?:\d{4}|\d\d))(?!\w)
    | (?P<mixed>(?:\d++[^\W\d_]|[^\W\d_]++\d)\w*+)
    | (?P<number>\d++(?:[.,]\d++)*+)
    | (?P<suffix>['’](?:s|ll|t|d|re|ve|clock)\b)
    | (?P<other>[^\w\s])
    """,
    re.VERBOSE,
)
_SPACED = re.compile(r"\d(?: [aApP](?:\.? ?[mM])|[aApP]\. [mM])")  # the one token that may have a space inside
_WORD_OR_DIGIT = re.compile(r"[^\W\d_]+|\d")
_MARKS = {
    ",": "comma",
    ".": "dot",
    "-": "hyphen",
    "‑": "hyphen",
    "–": "dash",
    "—": "dash",
    "%": "percent",
    "(": "paren",
    ")": "paren",
}
_CURRENCY = "$€£¥₹"

Label: TypeAlias = tuple[tuple[str, ...], str, str, str]  # words, class, value, limit ("cased", "abbr")


class _Word(NamedTuple):
    """A token as the grammar sees it where no cue of several words, and none with a limit, is there.

    ``asks`` are the words before one of which another cue may be there, "" if that may be so wherever it stands.
    """

    written: str
    folded: str
    asks: frozenset[str]
    begin: int  # from the start of the chunk


class _Chunk(NamedTuple):
    """The words of a chunk in columns, to be joined quickly."""

    worth: bool  # whether a time may begin in it
    words: list[_Word]
    codes: str
    values: list[str]
    asking: list[bool]  # whether each word asks


class Words(NamedTuple):
    """The words of a sentence: ``codes[i]`` is the class of word ``i``, ``values[i]`` what it stands for there."""

    text: str
    codes: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: tuple[str, ...]
    found: re.Match[str]  # the first expression in them


Reader: TypeAlias = Callable[[str, int, int], Words | None]


def reader(lexicon: Lexicon, told: Callable[[str], re.Match[str] | None]) -> Reader:
    """Return the function that reads the words of ``text[start:end]``, ``None`` where they tell no time.

    ``told`` finds the first expression in the codes of a sentence's words.

    Raises :class:`BadOntology` if a cue's sense begins with a class that the grammar does not know.
    """
    return _Reader(_labels(lexicon), told).read


def _labels(lexicon: Lexicon) -> dict[str, list[Label]]:
    """Return the cues of times by their first word, the longest first, otherwise in the order of the ontology."""
    index: dict[str, list[Label]] = {}
    for cue in lexicon.cues_of("time"):
        kind, _, value = (cue.sense or "").partition(":")
        if kind not in _FROM_CUES and kind != "name":  # a name with a word of time in it: "The Sunday Times"
            raise BadOntology(
                f'the cue "{cue.text}" of cue:time has the sense "{cue.sense}"; '
                f"it must begin with one of {' '.join(_FROM_CUES)}"
            )
        limit = next((mark for mark in ("cased", "abbr") if value.endswith(":" + mark)), "")
        value = value.removesuffix(":" + limit) if limit else value
        words = tuple(_folded(match.group()) for match in _TOKEN.finditer(cue.text))
        if words:
            index.setdefault(words[0], []).append((words, kind, value, limit))
    for labels in index.values():
        labels.sort(key=lambda label: -len(label[0]))
    return index


class _Reader:
    """Reads words by the cues of times, given by their first word."""

    def __init__(self, index: dict[str, list[Label]], told: Callable[[str], re.Match[str] | None]) -> None:
        self._index, self._told = index, told
        anchors = {max(words, key=len) for labels in index.values() for words, kind, _, _ in labels if kind in _ANCHORS}
        self._worth = anchors | frozenset(digits)
        # Most cues are one word without a limit: the quick way to their class.
        self._simple = {
            words[0]: (CODES[kind], value)
            for labels in index.values()
            for words, kind, value, limit in reversed(labels)
            if not limit and len(words) == 1
        }
        self._asking = {
            word: frozenset(
                words[1] if len(words) > 1 else "" for words, _, _, limit in labels if limit or len(words) > 1
            )
            for word, labels in index.items()
        }
        self._remembered = Remembered(self._cut)

    def read(self, text: str, start: int, end: int) -> Words | None:
        pieces, bases = chunks(text, start, end)
        worth, found, coding, meaning, asking = zip(*map(self._remembered.__getitem__, pieces), strict=True)
        if not any(worth):
            return None
        if _SPACED.search(text, start, end) is not None:
            bases = [start]
            _, found, coding, meaning, asking = zip(self._cut(text[start:end]), strict=True)
        words, coded = list(chain.from_iterable(found)), "".join(coding)
        codes, asked = list(coded), list(compress(range(len(words)), chain.from_iterable(asking)))
        if labels := self._enter(words, asked, codes):
            coded = "".join(codes)
        if (expression := self._told(coded)) is None:
            return None
        values = list(chain.from_iterable(meaning))
        starts = [base + word.begin for base, cut in zip(bases, found, strict=True) for word in cut]
        ends = [start + len(word.written) for start, word in zip(starts, words, strict=True)]
        for at, label in reversed(labels):
            after = at + len(label[0])
            values[at], ends[at] = label[2], ends[after - 1]
            for column in (values, starts, ends):
                del column[at + 1 : after]
        return Words(text, coded, tuple(starts), tuple(ends), tuple(values), expression)

    def _cut(self, chunk: str) -> _Chunk:
        """Return the words of a chunk."""
        found, codes, values = [], [], []
        for token in _TOKEN.finditer(chunk):
            written = token.group()
            folded = _folded(written)
            code, value = self._simple.get(folded) or _shape(token, written, folded)
            found.append(_Word(written, folded, self._asking.get(folded, frozenset()), token.start()))
            codes.append(code)
            values.append(value)
        worth = not self._worth.isdisjoint(_WORD_OR_DIGIT.findall(chunk.lower()))
        return _Chunk(worth, found, "".join(codes), values, [bool(word.asks) for word in found])

    def _enter(self, words: list[_Word], asked: list[int], codes: list[str]) -> list[tuple[int, Label]]:
        """Return the cues of several words, or with a limit, at those ``asked``; enter their classes in ``codes``."""
        labels: list[tuple[int, Label]] = []
        done = 0
        for at in asked:
            asks = words[at].asks
            if at < done or not ("" in asks or (at + 1 < len(words) and words[at + 1].folded in asks)):
                continue
            label = _label(self._index[words[at].folded], words, at)
            if label is not None:
                labels.append((at, label))
                codes[at], done = CODES[label[1]], at + len(label[0])
                codes[at + 1 : done] = [""] * (done - at - 1)
        return labels


def _folded(word: str) -> str:
    return word.lower() if word.isascii() else word.lower().replace("’", "'")


def _label(labels: list[Label], found: list[_Word], at: int) -> Label | None:
    for label in labels:
        words, limit = label[0], label[3]
        if len(words) > 1 and tuple([word.folded for word in found[at : at + len(words)]]) != words:
            continue
        if limit and not found[at].written[0].isupper():
            continue
        if limit == "abbr" and not _dated([word.written for word in found[max(0, at - 1) : at + 6]], min(at, 1)):
            continue
        return label
    return None


def _dated(written: list[str], at: int) -> bool:
    """Say whether an abbreviation ("Nov.", "Sun") has a number beside it, or a capital and a number after it."""
    before = written[at - 1] if at else ""
    if before.rstrip("stndrh").isdigit():
        return True
    rest = [word for word in written[at + 1 : at + 6] if word not in ".,"]
    if rest and rest[0][:1].isdigit():
        return True
    dotted = at + 1 < len(written) and written[at + 1] == "."
    return (dotted and before.lower() in _BESIDE) or (len(rest) > 1 and rest[0][:1].isupper() and rest[1][:1].isdigit())


_BESIDE = frozenset(
    ("in", "last", "since", "until", "on", "by", "early", "late", "of", "from", "to", "-", "this", "next")
)


_NAME, _VERB, _WORD = CODES["name"], CODES["verb"], CODES["word"]


def _shape(token: re.Match[str], written: str, folded: str) -> tuple[str, str]:
    """Return the class and value of a token that is no cue."""
    kind = token.lastgroup or "word"
    if kind == "word":
        if written[0].isupper():
            return _NAME, folded
        return (_VERB if folded.endswith("ed") else _WORD), folded
    if kind in ("other", "suffix"):
        kind = "apostrophe" if folded[0] == "'" else "money" if folded in _CURRENCY else _MARKS.get(folded, "sign")
    elif kind == "number":
        kind, folded = _number(folded)
    return CODES[_LIKE.get(kind, kind)], folded


_LIKE = {"mixed": "name", "clock24": "clock"}


def _number(written: str) -> tuple[str, str]:
    if "," in written or "." in written:
        return "big", written.replace(",", "")
    if len(written) <= 2:
        return "int", written
    if len(written) == 4 and "1000" <= written <= "2199":
        return "year", written
    return "big", written
