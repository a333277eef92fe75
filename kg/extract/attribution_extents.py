"""A verb of saying in a line → what follows it, and how far what is said reaches before and after it."""

from __future__ import annotations

from itertools import islice
from typing import Literal, NamedTuple

from kg.extract.attribution_cues import Cues, Hit
from kg.extract.attribution_line import Line
from kg.extract.attribution_phrases import Subject
from kg.extract.words import DETERMINERS, PREPOSITIONS, vocabulary
from kg.model import Span

Kind = Literal["that", "quote", "clause", "infinitive", "phrase", "none"]
_NOUNS = (DETERMINERS | PREPOSITIONS | {"'s", "no"}) - {"all", "both", "each", "to", "that"}
_FAR = 14  # words between a verb of saying and its "that"
_OBJECT = 7  # words of whom it is said to
_SIDE = vocabulary("in on at during after before through via by to from with as when for outside following late early")
_NEAR = vocabulary("nearly roughly approximately only barely")  # are of the amount that follows
_BOUNDING = vocabulary("least most many much few little")  # at least, as many as
_STATING = 6  # words before "…, the mayor said." that state something
_TOTALS, _SUMMED = vocabulary("total toll tally count number overall"), 6  # … and where they stand after "bringing"
_ASKED = vocabulary("whether how why what who where")


class Rest(NamedTuple):
    """What follows a verb of saying: its kind, and the token at which what is said begins."""

    kind: Kind
    first: int


class Extents:
    """Measures what is said, before or after a verb of saying."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def rest(self, line: Line, hit: Hit) -> Rest:
        """Return what follows the verb."""
        i, end = hit.last, line.size
        quote = line.quoted[hit.first]
        if hit.of("addressing") is not None and line.low(i) not in ("that", ":", "to"):
            i = self._addressed(line, i)
        if line.low(i) in _ASKED and line.quoted[i] == quote:
            return Rest("that", i)
        near = line.lows[i : i + _FAR]
        if "that" in near or ":" in near or line.quoted[i : i + _FAR].count(quote) < len(near):
            announced = self._announced(line, hit, i)
            if announced is not None:
                return announced
        k = i
        while k < end and (
            k in line.timed
            or (line.low(k) in _SIDE and k + 1 in line.timed)
            or (line.low(k).endswith("ly") and k not in line.held and line.low(k) not in _NEAR)
        ):
            k += 1
        if k >= end or line.quoted[k] != quote or line.tokens[k].text in '.,;!?)"-–—':
            return Rest("none", k)
        low = line.low(k)
        if low in ("and", "but", "or"):
            return Rest("none", k)
        if low == "to" and k + 1 < end and line.low(k + 1) not in _NOUNS and k + 1 not in line.held:
            return Rest("infinitive", k)
        if low in _SIDE and line.low(k + 1) not in _BOUNDING:  # "said at least 12 people died"
            return Rest("phrase" if hit.of("speech", "utterance") is None else "none", k)
        last = min(end, k + 24)
        if line.low(hit.first).startswith("declar"):  # "declared it an emergency, days after it reached Orsa"
            last = next((i for i in range(k, last) if line.tokens[i].text == ","), last)
        return Rest("clause" if self._cues.clause(line, k, last) else "phrase", k)

    def _announced(self, line: Line, hit: Hit, i: int) -> Rest | None:
        """Return what is said after "that", a colon or with a mark of quotation, by token i or soon after it."""
        quote, first = line.quoted[hit.first], line.low(i)
        sideways = first in _SIDE or first == "," or i in line.timed or first.endswith("ly") or i > hit.last
        for k in range(i, min(line.size, i + _FAR)):
            token = line.tokens[k]
            aside = k == i or sideways  # "said that", "said on Monday that", "told the court that"
            if line.quoted[k] != quote:
                if line.quoted[k] < 0:
                    break
                return Rest("quote", i if k > i and line.tokens[k - 1].text not in ",:" else k)
            counted = k > i and line.tokens[k - 1].text[-1].isdigit() and k - 1 not in line.timed
            past = "," in line.lows[i:k] and line.low(k - 1) != ","  # "said on Monday, before a summit that …"
            if token.lower == "that" and (not aside or counted or past):
                break  # "attacked the rules that …", "rejected the claim that …": the clause is not what is said
            if token.lower == "that" and (k == i or line.low(k - 1) not in PREPOSITIONS):
                return Rest("that", k)
            if token.text == ":":
                return Rest("quote", k + 1)
            participle = first in _SIDE and token.lower.endswith("ed")  # "in a report published on Monday that"
            if token.text in ".;?!" or (k > i and self._cues.verbal(line, k) and not participle):
                break
        return None

    def _addressed(self, line: Line, i: int) -> int:
        """Return the token after whom it is said to: "told reporters", "told the BBC's Jane Roe"."""
        k = i
        while k < min(line.size, i + _OBJECT):
            if k in line.entities and line.entities[k][1].form != "pronoun":
                k = line.entities[k][0]
                if line.low(k) not in ("'s", "and"):
                    return k
            if k > i and (
                line.low(k) in DETERMINERS
                or line.low(k) in ("he", "she", "they", "it", "that", ",")
                or line.low(k) in _SIDE
                or line.quoted[k] >= 0
            ):
                return k
            if k > i and k in line.entities:
                return k
            k += 1
        return min(line.size, i + 1)

    def left(self, line: Line, subject: Subject, hit: Hit, rest: Rest) -> Span | None:
        """Return what stands before a parenthetical "X said", None where what is said follows."""
        boundary = subject.begin - 1
        if boundary <= 0 or subject.relative or line.quoted[hit.first] >= 0:
            return None
        closed = line.quoted[boundary] >= 0 or (line.tokens[boundary].text == "," and line.quoted[boundary - 1] >= 0)
        if not closed:
            if line.tokens[boundary].text not in ",—–-" or rest.kind != "none":
                return None
            ends = boundary >= _STATING and line.low(rest.first) in (".", "") and line.lows[0] not in PREPOSITIONS
            if line.sentence.block != "headline" and not ends and not self._cues.clause(line, 0, boundary):
                return None  # headlines do without: "Migrants to send home $268bn, World Bank says"
        elif rest.kind in ("that", "clause", "phrase", "infinitive") and not line.tokens[hit.last : hit.last + 1]:
            return None
        return self.before(line, boundary)

    def right(self, line: Line, hit: Hit, rest: Rest) -> Span | None:
        """Return the second half of words that "X said" stands in the middle of."""
        if rest.kind in ("that", "quote"):
            return self.content(line, rest.first, hit)
        first = rest.first
        while first < line.size and line.tokens[first].text != "," and line.quoted[first] < 0:
            first += 1
        if first < line.size and line.quoted[first] < 0:
            first += 1
        if first >= line.size or line.low(first) in ("who", "which"):
            return None
        sum_ = not _TOTALS.isdisjoint(line.lows[first + 1 : first + _SUMMED])  # "bringing the total to 87"
        if line.low(first).endswith("ing") and line.low(first) != "including" and not sum_:
            return None
        counted = any(line.tokens[i].text[0].isdigit() for i in range(first, line.size))
        if line.quoted[first] < 0 and not counted and not self._cues.clause(line, first, line.size):
            return None
        return self.content(line, first, hit)

    def before(self, line: Line, boundary: int) -> Span | None:
        """Return what ends at a boundary: the quote there with what leads up to it, or the clause before the comma."""
        last = boundary if line.tokens[boundary].text in ",-–—" and line.quoted[boundary] < 0 else boundary + 1
        if last < 1:
            return None
        quote = line.inside(last - 1)
        if quote is None:
            return line.span(0, last)
        start = min(quote.span.start, line.tokens[0].start)
        return Span(start, max(quote.span.end, start + 1))

    def content(self, line: Line, first: int, hit: Hit) -> Span | None:
        """Return what is said from a token on: to the end of the sentence, or of a quote that goes further."""
        last, quote = line.size, line.quoted[hit.first]
        if quote < 0:  # after a semicolon the article itself goes on
            last = next((i for i in range(first, last) if line.tokens[i].text == ";" and line.quoted[i] < 0), last)
        if line.low(hit.first).startswith("admit") and line.low(first).endswith("ing"):
            last = next((i for i in range(first, last) if line.tokens[i].text == ","), last)  # ", and spent the rest"
        if quote >= 0:
            while last > first and line.quoted[last - 1] != quote:
                last -= 1
        while last > first and line.tokens[last - 1].text in ".;,:" and line.quoted[last - 1] < 0:
            last -= 1
        words = (i for i in range(first, last) if line.tokens[i].text[0].isalnum())
        if len(list(islice(words, 2))) < 2:
            sum_ = hit.of("speech") == "forecast" and any(line.tokens[i].text[0].isdigit() for i in range(first, last))
            if not sum_ and (quote >= 0 or max(line.quoted[first:last], default=-1) < 0):
                return None
        span = line.span(first, last)
        final = line.inside(last - 1)
        if final is not None and quote < 0:
            return Span(span.start, max(span.end, final.span.end))
        return span
