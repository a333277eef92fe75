"""Proposals of a model → claims that the article bears out; what it does not bear out is refused, with the reason.

The model says where to look; the words decide. Numbers and dates are those that the grammars recognised at the words
the model names, entities are those recognised in the article, and a quote is a slice of its text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from kg import names
from kg.edtf import days
from kg.extract.intervals import Validity, attested, bounds, written
from kg.extract.llm_passages import Passage
from kg.extract.llm_reply import Proposal, Ungrounded
from kg.extract.words import camel
from kg.lexicon import Lexicon
from kg.model import Article, BlockKind, Claim, Entity, Mention, Quantity, Sentence, Span, Time

_QUOTE = "quote not in the article"
_VALUE = "value words not in the quote"
_NUMBER = "no number in the value words"
_NO_DATE = "no date in the value words"
_DISAGREES = "value disagrees with its words"
_SUBJECT = "subject not in the article"
_MEASURE = "measure neither known nor in the article"
_SPEAKER = "speaker not in the article"
_TIME_WORDS = "time words not in the article"
_EDTF = "date is not EDTF"
_OTHER_TIME = "time disagrees with its words"

_REACH = 200  # no time or quantity is longer
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?", re.ASCII)

Recognised = TypeVar("Recognised", Quantity, Time)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something, and where the article names it; nobody by default."""

    name: str | None = None
    iri: str | None = None
    span: Span | None = None


class Ground:
    """One article, by the words that claims may stand on."""

    def __init__(
        self, article: Article, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...], *, lexicon: Lexicon
    ) -> None:
        self._article, self._lexicon = article, lexicon
        self._measures = {measure.name: measure for measure in lexicon.measures}
        self._by_label = {measure.label.casefold(): measure for measure in lexicon.measures}
        self._mentions = sorted(mentions, key=lambda mention: mention.span)
        self._starts = [mention.span.start for mention in self._mentions]
        self._blocks = sorted((sentence.span.start, sentence.block) for sentence in sentences)
        self._entities: dict[str, list[tuple[Span, Entity]]] = defaultdict(list)
        for mention in self._mentions:
            if isinstance(mention.value, Entity) and mention.value.form != "pronoun":
                for name in {_name(mention.span.of(article.text)), _name(mention.value.name)}:
                    self._entities[name].append((mention.span, mention.value))

    def claim(self, said: Proposal, passage: Passage) -> Claim:
        """Return the claim; raises :class:`~kg.extract.llm_reply.Ungrounded` where the article does not bear it out."""
        quote = passage.find(said.quote)
        if quote is None:
            raise Ungrounded(_QUOTE)
        speaker = self._who(said.speaker, quote, passage, _SPEAKER)
        made = self._common(said, quote, speaker)
        if said.kind == "statement":
            if speaker.name is None:
                raise Ungrounded("statement without a speaker")
            return replace(
                self._holding(made, attested(self._article.published)), subject=speaker.name, subject_iri=speaker.iri
            )
        subject = self._who(said.subject, quote, passage, _SUBJECT)
        name = self._measure(said.measure, passage)
        known = self._measures.get(name)
        made = replace(made, subject=subject.name or "", subject_iri=subject.iri, measure=name)
        if said.kind == "date":
            value, valid, place = self._date(said, quote, passage)
            made = replace(made, value=value, temporality=known.temporality if known is not None else "event")
        else:
            quantity, place = self._quantity(said, quote, passage)
            valid = self._when(said, passage)
            made = replace(
                made,
                value=quantity.value,
                low=quantity.low,
                high=quantity.high,
                step=quantity.step,
                unit=quantity.unit,
                modality=quantity.modality,
                temporality=known.temporality if known is not None else None,
            )
        quote = Span(min(quote.start, place.start), max(quote.end, place.end))  # "more than" belongs to its number
        text = self._article.text
        made = replace(made, span=quote, quote=quote.of(text), value_span=place, written=place.of(text))
        return self._holding(made, valid)

    def _common(self, said: Proposal, quote: Span, speaker: Party) -> Claim:
        """Return what all kinds of claim have, as a statement of nobody yet."""
        return Claim(
            article=self._article.id,
            kind=said.kind,
            span=quote,
            quote=quote.of(self._article.text),
            subject="",
            subject_iri=None,
            measure="statement",
            certainty=said.certainty,
            polarity=said.polarity,
            published=self._article.published,
            speaker=speaker.name,
            speaker_iri=speaker.iri,
            speaker_span=speaker.span,
            temporality="event",
            standing=said.standing,
            block=self._block(quote.start),
            reasons=tuple((slot, "llm") for slot in ("value", "measure", "subject", "speaker")),
            publisher=self._article.publisher,
        )

    def _holding(self, claim: Claim, valid: Validity) -> Claim:
        reasons = (*claim.reasons, ("time", valid.rule))
        return replace(claim, valid_from=valid.start, valid_to=valid.end, basis=valid.basis, reasons=reasons)

    def _block(self, start: int) -> BlockKind:
        at = bisect_left(self._blocks, (start + 1,)) - 1
        return self._blocks[at][1] if at >= 0 else "body"

    def _quantity(self, said: Proposal, quote: Span, passage: Passage) -> tuple[Quantity, Span]:
        """Return the quantity that the grammar reads at the value words, and where it stands."""
        stated = _plain(said.value)
        reason = _VALUE
        for place in passage.places(said.value_words or "", within=quote):
            found = self._recognised(place, Quantity)
            if found is None and self._recognised(place, Time) is None:
                found = _digits(place, place.of(self._article.text))
            if found is None:
                reason = _NUMBER
            elif said.value is not None and (stated is None or not _allows(found[1], stated)):
                reason = _DISAGREES
            else:
                return found[1], found[0]
        raise Ungrounded(reason)

    def _date(self, said: Proposal, quote: Span, passage: Passage) -> tuple[str, Validity, Span]:
        """Return the date at the value words, how long it holds, and where it stands."""
        if said.value is not None and days(said.value) is None:
            raise Ungrounded(_EDTF)
        reason = _VALUE
        for place in passage.places(said.value_words or "", within=quote):
            found = self._recognised(place, Time)
            start, end = written(found[1]) if found is not None and found[1].kind == "date" else (None, None)
            if found is None or (start is None and end is None):
                reason = _NO_DATE
                continue
            value = start if start is not None and start == end else f"{start or '..'}/{end or '..'}"
            if said.value is None or _meet(value, said.value):
                return value, Validity(start, end, "stated", found[1].basis), found[0]
            reason = _DISAGREES
        raise Ungrounded(reason)

    def _when(self, said: Proposal, passage: Passage) -> Validity:
        """Return when a value holds: by the words that say so, else only attested on the article's day."""
        if any(date is not None and days(date) is None for date in (said.valid_from, said.valid_to)):
            raise Ungrounded(_EDTF)
        if said.time_words is None:
            return attested(self._article.published)
        place = next(passage.places(said.time_words), None)
        if place is None:
            raise Ungrounded(_TIME_WORDS)
        found = self._recognised(place, Time)
        if found is None or found[1].kind not in ("date", "present"):
            return Validity(said.valid_from, said.valid_to, "stated", "time.llm")
        valid = bounds(found[1], self._article.published, "time.llm-words")
        given = f"{said.valid_from or '..'}/{said.valid_to or '..'}"
        if (said.valid_from or said.valid_to) and not _meet(f"{valid.start or '..'}/{valid.end or '..'}", given):
            raise Ungrounded(_OTHER_TIME)
        return valid

    def _who(self, words: str | None, quote: Span, passage: Passage, missing: str) -> Party:
        """Return somebody as recognised nearest to the quote, else by the passage's own words."""
        if words is None:
            return Party()
        known = self._entities.get(_name(words), ())
        if known:
            span, entity = min(known, key=lambda each: (_distance(each[0], quote), each[0]))
            return Party(entity.name, entity.iri or None, span)
        place = min(passage.places(words), key=lambda place: _distance(place, quote), default=None)
        if place is None:
            raise Ungrounded(missing)
        name = " ".join(place.of(self._article.text).split())
        return Party(name, names.entity(self._lexicon.base, name), place)

    def _measure(self, words: str, passage: Passage) -> str:
        if words in self._measures:
            return words
        if measure := self._by_label.get(words.casefold()):
            return measure.name
        name = camel(words)
        if not name or next(passage.places(words), None) is None:
            raise Ungrounded(_MEASURE)
        return name

    def _recognised(self, place: Span, kind: type[Recognised]) -> tuple[Span, Recognised] | None:
        """Return what was recognised at a place and where: what shares most characters with it, the first of these."""
        best: tuple[int, Span, Recognised] | None = None
        for mention in self._near(place):
            if isinstance(mention.value, kind):
                shared = min(mention.span.end, place.end) - max(mention.span.start, place.start)
                if best is None or shared > best[0]:
                    best = shared, mention.span, mention.value
        return None if best is None else best[1:]

    def _near(self, place: Span) -> Iterator[Mention]:
        """Yield the mentions that overlap a place."""
        at = bisect_left(self._starts, place.start - _REACH)
        while at < len(self._mentions) and self._starts[at] < place.end:
            if self._mentions[at].span.overlaps(place):
                yield self._mentions[at]
            at += 1


def _name(words: str) -> str:
    plain = " ".join(words.casefold().split())
    return plain.removeprefix("the ")


def _distance(span: Span, quote: Span) -> tuple[int, int]:
    """Inside the quote, then before it, then after it."""
    if quote.covers(span):
        return 0, 0
    return (1, quote.start - span.start) if span.start < quote.start else (2, span.start - quote.start)


def _plain(words: str | None) -> Decimal | None:
    """Return the number that plain digits state.

    >>> _plain("13,000"), _plain("thirteen"), _plain("NaN")
    (Decimal('13000'), None, None)
    """
    try:
        number = Decimal((words or "").strip().replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _digits(place: Span, words: str) -> tuple[Span, Quantity] | None:
    """Return the quantity of bare digits that the grammar leaves alone."""
    if not _DIGITS.fullmatch(words):
        return None
    number = Decimal(words.replace(",", ""))
    step = Decimal(1).scaleb(-len(words.partition(".")[2]))
    return place, Quantity(number, low=number, high=number, step=step)


def _allows(quantity: Quantity, stated: Decimal) -> bool:
    """Say whether the words could mean the number: it is theirs, or stands between their two bounds."""
    if stated == quantity.value:
        return True
    two = quantity.low is not None and quantity.high is not None
    return two and quantity.low <= stated <= quantity.high  # type: ignore[operator]


def _meet(one: str, other: str) -> bool:
    """Say whether two EDTF dates have a day in common.

    >>> _meet("2024-04", "2024-04-04"), _meet("2023", "2024-04-04"), _meet("2023/..", "2024")
    (True, False, True)
    """
    left, right = days(one), days(other)
    if left is None or right is None:
        return False
    return (left.start is None or right.until is None or left.start < right.until) and (
        right.start is None or left.until is None or right.start < left.until
    )
