"""Count of members that do something → no count of all members: "18 allies will spend more"."""

from __future__ import annotations

from kg.extract.amounts import crosses, place_before
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.subjects import Subject
from kg.extract.uses import by_unit, used_for
from kg.extract.words import BE, DETERMINERS, POSSESSIVES, PREPOSITIONS, camel, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity, Span

_ALL = DETERMINERS | POSSESSIVES | PREPOSITIONS | vocabulary("all now 's '")  # before a count of all
_SOME = "measure.some-members"
_STATE, _BODY = ("State",), ("IntergovernmentalOrganisation",)
_BELONGING = vocabulary("belong belongs belonged make made makes join joined founded formed came signed comprise are")
_TOTAL = ("a", "total", "of")
_OWN = POSSESSIVES | {"'s", "'"}
_NEAR, _FAR = 3, 8  # words of "are being told", from "paid" to whom
_REACHING = vocabulary(
    "affect affects affected affecting cover covers covered covering benefit benefits benefiting hit"
)
_PAYING = vocabulary("pay pays paid paying award awarded awarding give gave giving offered sent bonuses compensation")
_DUES = vocabulary("pay wages salaries pensions bonuses contracts")
_STAYING = vocabulary(  # what all those do whom somebody has
    "have has had work works worked working live lives lived living sit sits sat serve serves served attend attends "
    "study use uses used using represent represents hold holds held elected re-elected employed enrolled registered "
    "based remain remains remained make made makes there subscribed signed paid pay"
)


class Members:
    """Tells those of a body's members of whom something is told from all of them."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._memberships = frozenset(used_for(lexicon, "membership"))
        self._stocks = frozenset(used_for(lexicon, "stock"))
        self._moved = frozenset(f"{name}Change" for name in self._memberships)
        self._change = by_unit(lexicon).get("relative change", "percentChange")
        self._all = next((m for m in lexicon.measures if m.name in self._memberships), None)

    def some(self, chosen: Chosen, frame: Frame, mention: Mention, source: str) -> Chosen:
        """Return the measure of a count, its noun alone where only some members are counted."""
        noun = mention.value.noun if isinstance(mention.value, Quantity) else None
        if chosen.name in self._moved and chosen.cue is not None:
            joined = any("member" in low for low in frame.lows[slice(*chosen.cue)])
            return chosen if joined else Chosen(self._change, None, chosen.rule)  # "the 17-nation bloc grew by 2 %"
        if noun is not None and self._all is not None and self._held(frame, mention, noun.of(source).lower()):
            return Chosen(self._all.name, self._all, "measure.members", frame.range(noun))
        stock = noun is not None and chosen.name in self._stocks and camel(noun.of(source)) != chosen.name
        if (
            noun is not None
            and stock
            and (self._acting(frame, mention, frame.range(noun), chosen) or self._met(frame, mention, noun, chosen))
        ):
            return Chosen(camel(noun.of(source)), None, _SOME)
        if chosen.name not in self._memberships or noun is None:
            return chosen
        first, last = frame.range(mention.span)[0], frame.range(noun)[1]
        if "of" in frame.lows[frame.range(mention.span)[1] : frame.range(noun)[0]]:
            return chosen  # "twenty-two of the 32 members" are a part, as they say
        doer, verb = self._grammar.subject(frame, frame.clause(first)), self._grammar.verb(frame, frame.clause(first))
        does = doer is not None and verb is not None and doer.first <= first and doer.last == verb
        does = does and (verb == last or (frame.lower(last) == "of" and not crosses(frame, last, verb or last)))
        whole = frame.lower(first - 1) in _ALL and frame.lows[max(0, first - 3) : first] != _TOTAL
        if not does or whole or not _BELONGING.isdisjoint(frame.lows[verb : (verb or 0) + 3]):
            return chosen
        return Chosen(camel(noun.of(source)), None, _SOME)

    def _acting(self, frame: Frame, mention: Mention, noun: tuple[int, int], chosen: Chosen) -> bool:
        """Say whether the counted do something, and only their noun measures them: "300 workers blocked the road"."""
        first, last = frame.range(mention.span)[0], noun[1]
        if chosen.cue is not None and not noun[0] <= chosen.cue[0] < chosen.cue[1] <= last:
            return False
        doer, verb = self._grammar.subject(frame, frame.clause(first)), self._grammar.verb(frame, frame.clause(first))
        if doer is None or verb is None or not doer.first <= first < doer.last <= verb or crosses(frame, last, verb):
            return False
        if (frame.lower(last) != "of" and verb - last > _NEAR) or frame.lower(first - 1) in _OWN:
            return False  # "the firm's 2,000 workers will get a bonus"
        words = frame.lows[verb : verb + _NEAR]
        return _STAYING.isdisjoint(words) and (words[0] not in BE or words[1].endswith(("ed", "ing")) or "not" in words)

    def _met(self, frame: Frame, mention: Mention, noun: Span, chosen: Chosen) -> bool:
        """Say whether the counted are paid or met with something: "paid $3m to 900 workers", "affect 60 staff"."""
        (first, _), (begin, last) = frame.range(mention.span), frame.range(noun)
        if chosen.cue is not None and not begin <= chosen.cue[0] < chosen.cue[1] <= last:
            return False
        place = place_before(frame, first, frame.clauses[frame.clause(first)][0])
        if frame.lower(place) in _REACHING:
            return True
        paid = frame.lower(place) == "to" and not _PAYING.isdisjoint(frame.lows[max(0, place - _FAR) : place])
        return paid or (frame.lower(place) == "of" and frame.lower(place - 1) in _DUES)

    def _held(self, frame: Frame, mention: Mention, noun: str) -> bool:
        """Say whether all members of a body are counted: "leaders of NATO's 31 members gathered"."""
        first = frame.range(mention.span)[0]
        found = frame.entity(first - 2) if frame.lower(first - 1) == "'s" else None
        entity = found.value if found is not None else None
        return (
            isinstance(entity, Entity)
            and self._grammar.is_a(entity.classes, _BODY)
            and self._all is not None
            and noun in self._all.nouns
        )

    def of_body(self, page: Page, chosen: Chosen, subject: Subject) -> Subject:
        """Return the body that a state is a member of: "Croatia became the 28th member" is of the union."""
        some = chosen.rule == _SOME and not subject.classes  # "only 11 member countries": of the alliance
        if not some and (chosen.name not in self._memberships or not self._grammar.is_a(subject.classes, _STATE)):
            return subject
        bodies = (topic.entity for topic in page.topics if self._grammar.is_a(topic.entity.classes, _BODY))
        body = next(bodies, None)
        return subject if body is None else Subject(body.name, body.iri or None, "subject.body", None, body.classes)
