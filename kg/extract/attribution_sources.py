"""Sources named without a verb in a line: "according to", "the claim that", "citing", headlines, signatures."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attribution_cues import Cues
from kg.extract.attribution_figures import FIGURES
from kg.extract.attribution_line import Line
from kg.extract.attribution_phrases import Phrases, Subject
from kg.extract.attribution_said import Said
from kg.extract.attribution_speakers import PLACES
from kg.extract.words import PREPOSITIONS, vocabulary
from kg.model import Span

_OF = vocabulary("by from of")
_HELD_AGAINST = vocabulary("vs vs. versus")
_EXPECTED = vocabulary("expected predicted consensus")
_COMPARING = vocabulary(
    "in above below beating topping missing exceeding ahead just slightly well under over short and "
    "compared versus vs vs. against as"
)
_DASHES = frozenset("-–—―")
_QUOTED = 20  # words of "quoted the farm minister, Jane Roe, as saying"
_QUOTES = vocabulary("quoted quotes quoting cited cites")
_OF_FIGURES = vocabulary("on one some most several")  # "based on", "by one": only of figures or estimates
_SHOWING = vocabulary("show shows showed suggest suggests suggested indicate indicates indicated put puts gave")
_BRACKETED = 4  # tokens of "(WHO) data"
_SIGNS = _DASHES | {":"}
_OPENING = vocabulary("the a an he she it they we there")
_NAME = 8  # words of a speaker in a headline
_NOUN = 4  # words before the noun or name that a headline's speaker ends with
_WORDED = 3  # words that state something
_SHORT = 16  # words of a line that may be one, where the page does not tell


class Sources:
    """Reads what a sentence attributes without a verb of saying."""

    def __init__(self, cues: Cues, phrases: Phrases) -> None:
        self._cues = cues
        self._phrases = phrases
        self._starts = cues.prepositions.starts
        self._nouns_of_saying = cues.sayings.starts

    def of(self, line: Line) -> list[Said]:
        """Return what the sentence attributes by prepositions, nouns and signs, in reading order."""
        words = line.distinct
        return [
            *(() if self._starts.isdisjoint(words) else self._prepositions(line)),
            *(() if self._nouns_of_saying.isdisjoint(words) else self._nouns(line)),
            *(() if _SIGNS.isdisjoint(words) else self._signs(line)),
            *(() if _QUOTES.isdisjoint(words) else self._quoted(line)),
        ]

    def citing(self, line: Line) -> tuple[Subject, int] | None:
        """Return whom a line cites ("Reuters reported, citing police, that …"), and where it says so."""
        starts = self._cues.citing.starts
        for i in range(1, 0 if starts.isdisjoint(line.distinct) else line.size):
            if line.lows[i] not in starts:
                continue
            hit = self._cues.citing.at(line, i) if line.quoted[i] < 0 else None
            subject = self._phrases.after(line, hit.last) if hit is not None else None
            if subject is not None:
                return subject, i
        return None

    def _prepositions(self, line: Line) -> Iterator[Said]:
        starts, done = self._starts, 0
        for i in [i for i, low in enumerate(line.lows) if low in starts]:
            if i < done:
                continue
            hit = self._cues.prepositions.at(line, i)
            if line.lows[i] == "per" and not self._apart(line, i):
                hit = None  # "per share", but "…, per Refinitiv"
            subject = self._phrases.after(line, hit.last) if hit is not None and line.quoted[i] < 0 else None
            if hit is None or subject is None:
                continue
            if line.low(hit.last - 1) in _OF_FIGURES and not self._of_figures(line, hit.last, subject):
                continue  # "based on a novel", "by one of them"
            done = self._ended(line, subject)
            content = self._around(line, hit.first, done)
            if content is not None and line.low(hit.first) == "per":
                held = max([k for k in range(i) if line.lows[k] in _HELD_AGAINST], default=-1)
                if held >= 0:  # "$1.44 vs. $1.04 expected, per Acme"
                    content = self._whole(line, held + 1, hit.first - 1)
            if content is not None:
                yield Said(
                    content,
                    subject,
                    line.span(hit.first, hit.last),
                    hit.senses["source-preposition"],
                    "speaker.according",
                )

    def _of_figures(self, line: Line, first: int, subject: Subject) -> bool:
        """Say whether figures or an estimate are the source: "based on WHO (…) data", "by one estimate"."""
        if not _SHOWING.isdisjoint(line.lows[first : subject.last + 1]):
            return False  # "a count based on official figures shows"
        told = FIGURES if line.low(first - 1) == "on" else self._cues.estimates | self._cues.counts
        return not told.isdisjoint(line.lows[first : subject.last + _BRACKETED])

    def _quoted(self, line: Line) -> Iterator[Said]:
        """Yield what one passes on of another: "Xinhua quoted an official as saying that …"."""
        for i in (i for i, low in enumerate(line.lows) if low in _QUOTES and line.quoted[i] < 0):
            near = range(i + 2, min(i + _QUOTED, line.size))
            as_ = next((k for k in near if line.low(k) == "as" and line.low(k + 1) == "saying"), None)
            subject = self._phrases.after(line, i + 1) if as_ is not None else None
            teller = self._phrases.before(line, i) if subject is not None else None
            if as_ is None or subject is None or teller is None or teller.denied:
                continue
            first, last = as_ + 2 + (line.low(as_ + 2) in ("that", ":")), self._stop(line)
            told = last - first >= _WORDED and line.low(first) != "on" and first not in line.timed
            before = teller.begin - (line.low(teller.begin - 1) == ",")
            content = self._whole(line, first, last) if told else self._whole(line, 0, before)
            if content is not None:
                yield Said(content, subject, line.span(i, as_ + 2), "asserted", "speaker.quoted")

    def _stop(self, line: Line) -> int:
        """Return where a sentence ends, without its stop."""
        end = line.size
        while end and line.tokens[end - 1].text in ".;," and line.quoted[end - 1] < 0:
            end -= 1
        return end

    def _apart(self, line: Line, i: int) -> bool:
        """Say whether a name follows a word that a sign parts from what stands before it."""
        return line.low(i - 1) in (",", "(") and i + 1 < line.size and line.tokens[i + 1].text[0].isupper()

    def _ended(self, line: Line, subject: Subject) -> int:
        """Return where the words about a source end: at the comma after it, or with the sentence."""
        i = subject.last
        if line.low(i) in _OPENING or line.low(i)[:1].isdigit():
            return i - 1  # no comma parts it from the clause
        while i < line.size and line.tokens[i].text not in ",;.—–" and line.quoted[i] < 0:
            i += 1
        return i

    def _around(self, line: Line, first: int, last: int) -> Span | None:
        """Return what a source is named for: what comes before its words, or all the sentence says after them."""
        begin = first
        while begin > 0 and line.tokens[begin - 1].text in ",—–-(":
            begin -= 1
        end = line.size
        while end > last and line.tokens[end - 1].text in ".;,!" and line.quoted[end - 1] < 0:
            end -= 1
        after = last + 1 < end and (begin == 0 or self._cues.clause(line, last, end))
        if begin > 0 and not after:
            return self._whole(line, self._held_against(line, begin), begin)
        if begin > 0:
            return self._whole(line, 0, end)
        return self._whole(line, last + 1, end) if last + 1 < end else None

    def _held_against(self, line: Line, end: int) -> int:
        """Return where the estimates begin that a source is named for: "rose 2 percent, in line with estimates, …"."""
        if self._cues.estimates.isdisjoint(line.distinct) and _EXPECTED.isdisjoint(line.distinct):
            return 0
        commas = (i for i in range(end - 1, 0, -1) if line.tokens[i].text == "," and line.quoted[i] < 0)
        told = self._cues.estimates | _EXPECTED
        for comma in commas:
            if line.low(comma + 1) in _COMPARING:
                return comma + 1 if not told.isdisjoint(line.lows[comma:end]) else 0
            if any(line.tokens[i].text[0].isdigit() for i in range(comma, end)):
                break
        return 0

    def _whole(self, line: Line, first: int, last: int) -> Span | None:
        """Return a stretch of the line, with all of a quote that began before it or goes on after it."""
        if not any(line.tokens[i].text[0].isalnum() for i in range(first, last)):
            return None
        span = line.span(first, last)
        opening, closing = line.inside(first), line.inside(last - 1)
        start = min(span.start, opening.span.start) if opening is not None else span.start
        return Span(start, max(span.end, closing.span.end) if closing is not None else span.end)

    def _nouns(self, line: Line) -> Iterator[Said]:
        for i in range(1, line.size):
            if line.lows[i] not in self._nouns_of_saying:
                continue
            hit = self._cues.sayings.at(line, i)
            if hit is None:
                continue
            that = hit.last
            subject = self._owner(line, i)
            if line.low(that) in _OF:
                subject = self._phrases.after(line, that + 1)
                that = subject.last if subject is not None else that
            if subject is None or line.low(that) != "that":
                continue
            end = that + 1
            while end < line.size and (line.quoted[end] >= 0 or line.tokens[end].text not in ",;."):
                if line.quoted[i] >= 0 and line.quoted[end] != line.quoted[i]:
                    break
                end += 1
            if end > that + 2:
                yield Said(
                    line.span(that, end), subject, line.span(i, hit.last), hit.senses["saying-noun"], "speaker.noun"
                )

    def _owner(self, line: Line, noun: int) -> Subject | None:
        """Return whose saying it is: "the minister's claim", "his warning"."""
        i = noun - 1
        while i > 0 and noun - i < 4 and line.low(i) != "'s" and line.low(i) not in ("his", "her", "their", "its"):
            i -= 1
        if line.low(i) == "'s":
            found = self._phrases.before(line, i)
            return found and Subject(found.first, i, found.begin)
        if line.low(i) in ("his", "her", "their", "its") and i in line.entities:
            return Subject(i, i + 1, i)
        before = next((k for k in range(noun - 1, max(-1, noun - _NOUN), -1) if k in line.entities), None)
        if before is not None and line.entities[before][0] == noun and line.low(before - 1) in ("a", "an", "the"):
            return Subject(before, noun, before)  # "a Reuters report that"
        return None

    def _signs(self, line: Line) -> Iterator[Said]:
        """Yield "Speaker: words" and "words: speaker" of headlines, and the name signed under a quote."""
        tokens = line.tokens
        headline = line.sentence.block == "headline" or (len(tokens) <= _SHORT and tokens[-1].text not in '.?!"')
        for i in [i for i, token in enumerate(tokens) if token.text in _SIGNS]:
            token = tokens[i]
            if i == 0 or i + 1 >= len(tokens) or line.quoted[i] >= 0:
                continue
            dash = token.text in _DASHES and (tokens[i - 1].end < token.start or line.quoted[i - 1] >= 0)
            if token.text != ":" and not dash:
                continue
            span = line.span(i, i + 1)
            end = len(tokens)
            if headline and token.text == ":" and i > end - i - 1 and self._is_source(line, i + 1):
                content = self._whole(line, 0, i)
                if content is not None:
                    yield Said(content, self._signing(line, i + 1, end), span, "asserted", "speaker.signed")
                return
            if (
                token.text == ":"
                and i <= _NAME
                and (
                    (self._is_name(line, 0, i) and not self._labels(line, i))
                    or (headline and i <= _NOUN and self._is_noun(line, i))
                )
            ):
                content = self._whole(line, i + 1, len(tokens))
                if content is not None:
                    yield Said(content, Subject(0, i, 0), span, "asserted", "speaker.turn")
                return
            signed = dash and line.quoted[i - 1] >= 0
            worded = i >= _WORDED and line.sentence.block != "caption"
            if dash and ((headline and worded) or signed) and self._is_source(line, i + 1, unknown=signed):
                content = self._whole(line, 0, i)
                if content is not None:
                    yield Said(content, Subject(i + 1, len(tokens), i + 1), span, "asserted", "speaker.signed")
                return

    def _signing(self, line: Line, first: int, end: int) -> Subject:
        """Return who signs a headline; of "an interview with Jane Roe" that is the one asked."""
        for i in range(first, end):
            hit = self._cues.interviewing.at(line, i)
            if hit is not None and hit.last in line.entities:
                return Subject(hit.last, line.entities[hit.last][0], first)
        return Subject(first, end, first)

    def _is_name(self, line: Line, first: int, last: int) -> bool:
        found = line.named(first, last)
        if not found or found[-1][1] != last or last - first > _NAME:
            return False
        classes, before = found[-1][2].classes, line.lows[first : found[-1][0]]
        topic = not PREPOSITIONS.isdisjoint(before) and self._cues.sources.isdisjoint(before)  # "Floods in Slovenia:"
        return bool(classes) and self._cues.media.isdisjoint(classes) and not topic  # "BBC News: …" is the page's own

    def _labels(self, line: Line, i: int) -> bool:
        """Say whether a place before a colon only tells where: "Tunisia: 7 million shots given so far", no sentence."""
        place = not PLACES.isdisjoint(line.named(0, i)[-1][2].classes)
        dateline = line.tokens[0].text.isupper() and line.sentence.block != "headline"  # "WASHINGTON: Officials said"
        return place and line.quoted[i + 1] < 0 and (dateline or not self._cues.clause(line, i + 1, line.size))

    def _is_noun(self, line: Line, last: int) -> bool:
        return line.low(last - 1) in self._cues.sources or line.low(last - 1).removesuffix("s") in self._cues.sources

    def _is_source(self, line: Line, first: int, *, unknown: bool = False) -> bool:
        last = line.size
        if last - first > _NAME:
            return False
        named = line.named(first, last)
        if unknown and named and named[0][0] == first:
            return True
        return self._is_noun(line, last) or (self._is_name(line, first, last) and named[-1][0] - first <= _NOUN)
