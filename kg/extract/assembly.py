"""What the rules found → claims: quantities, dates and statements, each with its words, its time and its reasons."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from kg.extract.attribution import Attribution
from kg.extract.compared import of_now
from kg.extract.intervals import Validity, attested
from kg.extract.page import Page
from kg.extract.ranked import ranked
from kg.model import Article, BlockKind, Certainty, Claim, Sentence, Span
from kg.values import replace

_DAY = len("2024-06-30")
_OUTLOOK = {"planned": "asserted"}  # a plan and its announcement speak of one period
_ORDER: dict[BlockKind, int] = {"body": 0, "list": 1, "table": 2, "headline": 3, "caption": 4}

_DOCUMENT, _SOURCE = "speaker.document", "speaker.according"
_LOOSE = frozenset({"speaker.indirect", "speaker.intent", "speaker.stance"})  # what somebody does more than says
_MINE = frozenset({"administration", "team", "plan"})  # "my administration is announcing …"
_OF_PEOPLE = _LOOSE | {
    "speaker.quote",
    "speaker.survey",
}  # "women back her by a wide margin: 54 percent …" is what the poll says
_OF_POLL = frozenset({"sampleSize", "marginOfError"})


class Spoken:
    """The attributions of an article that state what they contain, looked up by the words they cover."""

    def __init__(self, said: Iterable[Attribution]) -> None:
        self._said = sorted((item for item in said if item.states), key=lambda item: _place(item.content))
        self._starts = [item.content.start for item in self._said]
        self._reach = list(accumulate((item.content.end for item in self._said), max))  # the furthest end so far

    def around(self, span: Span) -> Attribution | None:
        """Return the attribution whose content covers a span most narrowly."""
        best: Attribution | None = None
        own: Attribution | None = None  # "companies have announced …" in a president's statement: of the president
        for place in range(bisect_right(self._starts, span.start) - 1, -1, -1):
            if self._reach[place] < span.end:
                break
            item = self._said[place]
            width = item.content.end - item.content.start
            if item.content.covers(span):
                own = item if item.rule == _DOCUMENT else own
                if best is None or width < best.content.end - best.content.start:
                    best = item
        loose = best is not None and (best.rule in _LOOSE or best.speaker.lower() in _MINE)
        return own if own is not None and loose else best


def spoken(claim: Claim, said: Spoken) -> Claim:
    """Give a claim the speaker of the narrowest words around its value."""
    item = said.around(claim.value_span or claim.span)
    if item is None or (claim.kind == "date" and item.certainty == "denied"):  # what is denied is not when it was
        return claim
    past = claim.standing == "prior" and claim.basis == "anchored" and f"{claim.valid_to}" < (claim.published or "")
    if past and item.certainty in ("forecast", "planned"):
        return claim  # "expects a margin of 19 percent, compared with 15 percent a year earlier"
    certainty = item.certainty if _doubts(item.certainty, claim.certainty) else claim.certainty
    if claim.speaker is not None and not (item.rule == _SOURCE and item.speaker_iri):
        return claim if certainty == claim.certainty else replace(claim, certainty=certainty)  # "above the 38 expected"
    return replace(
        claim,
        speaker=item.speaker,
        speaker_iri=item.speaker_iri,
        speaker_span=item.speaker_span,
        cited_by=item.cited_by,
        certainty=certainty,
        reasons=(*claim.reasons, ("speaker", item.rule)),
    )


def _doubts(said: Certainty, stated: Certainty) -> bool:
    """Say whether the one who says it makes a claim less sure than its own words do: "claims it will cost £1m"."""
    return stated == "asserted" or (stated == "planned" and said not in ("asserted", "planned"))


def from_poll(claim: Claim, page: Page) -> Claim:
    """Give a share of opinion that nobody is quoted for to the poll that its sentence tells of."""
    poll = page.polled_at((claim.value_span or claim.span).start) if page.poll is not None else None
    if poll is None:
        return claim
    if claim.measure in _OF_POLL and (claim.speaker or "").lower().endswith(("poll", "survey")):
        return replace(claim, speaker=None, speaker_iri=None, speaker_span=None)  # nobody says how many it asked
    rules = [rule for _, rule in claim.reasons]
    people = claim.speaker_iri is None and not _OF_PEOPLE.isdisjoint(rules)
    people = people or ("subject.group" in rules and "speaker.object" in rules)  # "Republicans reject it, 45 to 39"
    if (claim.speaker is not None and not people) or not claim.measure.startswith("poll"):
        return claim
    reasons = tuple(reason for reason in claim.reasons if reason[0] != "speaker")
    return replace(claim, speaker=poll.name, speaker_span=poll.span, reasons=(*reasons, ("speaker", "speaker.poll")))


def statements(article: Article, sentences: tuple[Sentence, ...], said: Iterable[Attribution]) -> Iterator[Claim]:
    """Yield a claim for every attribution: the words that somebody is quoted for."""
    valid = attested(article.published)
    blocks = sorted((sentence.span.start, sentence.span.end, sentence.block) for sentence in sentences)
    at = 0
    for item in sorted(said, key=lambda item: _place(item.content)):
        while at + 1 < len(blocks) and blocks[at + 1][0] <= item.content.start:
            at += 1
        yield Claim(
            article=article.id,
            kind="statement",
            span=item.content,
            quote=item.content.of(article.text),
            subject=item.speaker,
            subject_iri=item.speaker_iri,
            measure="statement",
            certainty=item.certainty,
            polarity=item.polarity,
            valid_from=valid.start,
            valid_to=valid.end,
            basis=valid.basis,
            published=article.published,
            speaker=item.speaker,
            speaker_iri=item.speaker_iri,
            speaker_span=item.speaker_span,
            cited_by=item.cited_by,
            temporality="event",
            block=blocks[at][2] if blocks else "body",
            reasons=(("speaker", item.rule), ("time", valid.rule)),
            publisher=article.publisher,
        )


def fold(claims: Iterable[Claim]) -> list[Claim]:
    """Fold a caption or a repeated paragraph or headline into the claim that says the same.

    Two sentences of the body, or a headline and the story below it, stay two claims: each is evidence of its own.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    stated: dict[tuple[object, ...], tuple[object, ...]] = {}  # what is said, whoever it is said of → its claim
    rest: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (_ORDER.get(claim.block, 9), *_places(claim))):
        key = _key(claim)
        if key not in kept and claim.block in ("caption", "headline"):
            told = stated.get(_said(claim), key)  # a caption seldom names the subject as the story does
            key = told if told in kept and kept[told].block == "body" else key
        first = kept.get(key)
        if first is not None and claim.kind != "statement" and _repeats(claim, first):
            kept[key] = replace(first, repeats=(*first.repeats, claim.value_span or claim.span))
            continue
        if first is None:
            kept[key] = claim
            stated.setdefault(_said(claim), key)
        else:
            rest.append(claim)
    return sorted((*kept.values(), *rest), key=lambda claim: (*_places(claim), claim.kind))


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end  # compared as often as a sort compares, so not as objects


def _places(claim: Claim) -> tuple[int, int, int, int]:
    whole, value = claim.span, claim.value_span or claim.span
    return whole.start, whole.end, value.start, value.end


def _repeats(claim: Claim, first: Claim) -> bool:
    """Say whether a claim only says again what was said: a headline may say it first, a crosshead says it again."""
    if claim.block == "headline":
        return first.block == "headline" or first.span < claim.span
    return claim.block in ("caption", "duplicate")


def _said(claim: Claim) -> tuple[object, ...]:
    return (claim.kind, claim.measure, claim.value, claim.unit, claim.modality)


def _key(claim: Claim) -> tuple[object, ...]:
    return (
        claim.kind,
        claim.subject_iri or claim.subject.casefold(),
        claim.measure,
        claim.value,
        claim.unit,
        claim.modality,
        claim.valid_from,
        claim.valid_to,
        claim.speaker_iri or (claim.speaker or "").casefold(),
        claim.scope,
        claim.quote if claim.kind == "statement" else "",
    )


def of_the_time_of(claim: Claim, told: Claim) -> Claim:
    """Give a value without a time that of the value it points back at: "Police put the number at 9,000"."""
    if claim.basis != "attested" or told.basis in ("attested", "unknown"):
        return claim
    return replace(claim, valid_from=told.valid_from, valid_to=told.valid_to, basis=told.basis)


def as_before(claim: Claim, earlier: Sequence[Claim], *, now: bool) -> Claim:
    """Give a level without a time that of the same measure in the sentence before, of another: two shares that closed.

    "Acme fell to $8 yesterday. Roe closed at $9, unchanged." Only a day, a month or a quarter goes on so, and not in
    what is told of ``now``.
    """
    claim = ranked(claim, earlier)
    if now or claim.basis != "attested" or claim.standing != "current" or claim.certainty != "asserted":
        return claim
    if claim.measure.startswith("poll"):
        return claim  # each poll has days of its own
    for told in earlier:
        known = told.basis in ("relative", "stated") and told.standing == "current" and told.valid_from == told.valid_to
        other = (told.subject_iri or told.subject) != (claim.subject_iri or claim.subject)
        if known and other and told.measure == claim.measure and told.unit == claim.unit:
            reasons = tuple((slot, "time.as-before" if slot == "time" else rule) for slot, rule in claim.reasons)
            return replace(of_the_time_of(claim, told), reasons=reasons)
    return claim


def share_periods(claims: list[Claim], lead: Validity | None = None) -> list[Claim]:
    """Give a period's figure that states no time the period another claim of the article states for the same.

    "Russia increases its defence spending by 67.6 %" is of 2024 where the story says "by 67.65 % in 2024". Only where
    the article knows one period for subject and measure; what stands before it is rather of the ``lead``, the period
    that the article begins with. A headline has the time of the figure that it says again.
    """
    known: dict[tuple[str, str, str], set[tuple[str | None, str | None]]] = {}
    since: dict[tuple[str, str, str], int] = {}  # where a period is told first
    for claim in claims:
        if claim.basis not in ("attested", "unknown") and claim.temporality == "period" and claim.standing == "current":
            if ("measure", "measure.figure") in claim.reasons or ("measure", "measure.parallel") in claim.reasons:
                continue  # "January's figure was revised" does not say which month the article is about
            if claim.valid_from != claim.valid_to and claim.valid_to == (claim.published or "")[:_DAY]:
                continue  # "up 670,000 since May"
            known.setdefault(_matter(claim), set()).add((claim.valid_from, claim.valid_to))
            since.setdefault(_matter(claim), claim.span.start)
    told = _told_first(claims) if any(_again(claim) for claim in claims) else {}
    shared: list[Claim] = []
    for claim in claims:
        periods = known.get(_matter(claim), set())
        first = told.get((claim.measure, claim.value, claim.unit)) if told and _again(claim) else None
        led = lead is not None and claim.block == "body" and claim.span.start < since.get(_matter(claim), 0)
        bare = claim.basis in ("attested", "unknown") and not (first is None and of_now(claim))
        if bare and (
            first is not None
            or (claim.temporality == "period" and len(periods) == 1 and not (led or claim.standing == "prior"))
        ):
            start, end = first if first is not None else next(iter(periods))
            reasons = tuple(
                ("time", "time.shared-period") if slot == "time" else (slot, rule) for slot, rule in claim.reasons
            )
            claim = replace(claim, valid_from=start, valid_to=end, basis="anchored", reasons=reasons)
        shared.append(claim)
    return shared


def _again(claim: Claim) -> bool:
    """Say whether a value may be one that the story tells: in its headline, or in a list, with digits that tell it."""
    listed = claim.block == "list" or claim.quote[:1] in "*•-–"
    return claim.block == "headline" or (listed and len(f"{claim.value}".replace(".", "").strip("0")) > 1)


def _told_first(claims: list[Claim]) -> dict[tuple[object, ...], tuple[str | None, str | None]]:
    """Return the times that a story tells of its figures, by what a headline says again of them."""
    found: dict[tuple[object, ...], tuple[str | None, str | None]] = {}
    for claim in claims:
        if claim.kind == "quantity" and claim.block == "body" and claim.basis not in ("attested", "unknown"):
            found.setdefault((claim.measure, claim.value, claim.unit), (claim.valid_from, claim.valid_to))
    return found


def name_in_full(claims: list[Claim]) -> list[Claim]:
    """Give a figure whose subject is one plain noun the fuller name that the article has used for it before.

    "Its estimate for demand" is of the "oil demand" that a figure of the same measure was told of.
    """
    known: dict[tuple[str, str], Claim] = {}
    named: list[Claim] = []
    for claim in claims:
        words = claim.subject.split()
        base = claim.measure.removesuffix("Change")
        if claim.kind == "quantity" and claim.subject_iri is None:
            if len(words) > 1:
                known.update({(base, word.lower()): claim for word in words if word.islower()})
            elif (fuller := known.get((base, claim.subject))) is not None:
                reasons = tuple(
                    ("subject", "subject.in-full") if slot == "subject" else (slot, rule)
                    for slot, rule in claim.reasons
                )
                claim = replace(claim, subject=fuller.subject, reasons=reasons)
        named.append(claim)
    return named


def _matter(claim: Claim) -> tuple[str, str, str]:
    return (
        claim.subject_iri or claim.subject.casefold(),
        claim.measure.removesuffix("Change"),
        _OUTLOOK.get(claim.certainty, claim.certainty),
    )
