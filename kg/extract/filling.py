"""Value or time with its slots → a claim: when it holds, how sure it is, what must agree, and why."""

from __future__ import annotations

from kg.extract.certainty import Certainties
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.dates import Dated
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.scopes import Scopes
from kg.extract.settled import settled
from kg.extract.signed import signed
from kg.extract.subjects import Subject
from kg.extract.validity import Validities
from kg.lexicon import Lexicon
from kg.model import Claim, Mention, Quantity


class Filling:
    """Fills in what is left of a claim once its measure and its subject are known."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self.validities = Validities(lexicon, grammar)
        self._certainties = Certainties(lexicon)
        self._scopes = Scopes(lexicon, grammar)

    def quantity(
        self,
        page: Page,
        frame: Frame,
        mention: Mention,
        role: Role,
        chosen: Chosen,
        subject: Subject,
    ) -> Claim:
        """Return the claim of a value."""
        quantity = mention.value
        if not isinstance(quantity, Quantity):
            raise TypeError("not a quantity")
        quantity = signed(quantity, role, chosen.name)
        source = page.article.text
        valid = self.validities.when(page, frame, mention.span, role, chosen)
        first = frame.range(mention.span)[0]
        certainty, polarity, sure = self._certainties.of(frame, first, prior=role.standing == "prior")
        certainty, lasting = settled(certainty, chosen, subject.rule, changed=role.rule.startswith("change."))
        span = subject.stated(frame, mention.span, chosen.cue)
        return Claim(
            article=page.article.id,
            kind="quantity",
            span=span,
            quote=span.of(source),
            subject=subject.name,
            subject_iri=subject.iri,
            measure=chosen.name,
            value=quantity.value,
            value_span=mention.span,
            written=mention.span.of(source),
            low=quantity.low,
            high=quantity.high,
            step=quantity.step,
            unit=quantity.unit,
            modality=quantity.modality,
            certainty=certainty,
            polarity=polarity,
            valid_from=valid.start,
            valid_to=valid.end,
            basis=valid.basis,
            published=page.article.published,
            scope=self._scopes.of(page, frame, mention, chosen, subject),
            temporality=lasting,
            standing=role.standing,
            block=frame.sentence.block,
            reasons=(
                ("value", mention.rule or "recognised"),
                ("measure", chosen.rule),
                ("subject", subject.rule),
                ("time", valid.rule),
                ("standing", role.rule),
                ("certainty", sure),
            ),
            publisher=page.article.publisher,
        )

    def date(self, page: Page, frame: Frame, dated: Dated) -> Claim:
        """Return the claim of a time that dates something."""
        span = dated.subject.stated(frame, dated.mention.span, dated.chosen.cue)
        certainty, polarity, sure = self._certainties.of(frame, frame.range(dated.mention.span)[0])
        start, _, end = dated.value.partition("/")
        return Claim(
            article=page.article.id,
            kind="date",
            span=span,
            quote=span.of(page.article.text),
            subject=dated.subject.name,
            subject_iri=dated.subject.iri,
            measure=dated.chosen.name,
            value=dated.value,
            value_span=dated.mention.span,
            written=dated.mention.span.of(page.article.text),
            certainty=certainty,
            polarity=polarity,
            valid_from=None if start == ".." else start.partition("T")[0],  # the hour is the value's alone
            valid_to=None if end == ".." else (end or start).partition("T")[0],
            basis="stated",
            published=page.article.published,
            scope=dated.scope,
            temporality=dated.chosen.measure.temporality if dated.chosen.measure is not None else "event",
            block=frame.sentence.block,
            reasons=(
                ("value", dated.mention.rule or "recognised"),
                ("measure", dated.chosen.rule),
                ("subject", dated.subject.rule),
                ("certainty", sure),
            ),
            publisher=page.article.publisher,
        )
