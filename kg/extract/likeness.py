"""Candidate → how well it can own a value: by its class, by its name, by what it counts itself."""

from __future__ import annotations

from kg.extract.candidates import Candidate
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.general import RELATIVE
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.model import Entity, Mention, Quantity, Span

MATCH, _MISMATCH = 4.0, -6.0
_STANDS_FOR = -3.0  # "Premier Ann Lee has pledged $2 billion": better than another organisation
_COURTESY = -1.5
_LAND = 1.0
_FAR = 1.0  # for a topic that no word of the sentence names
_THINGS = frozenset({"Product", "Commodity", "MarketItem", "StockIndex"})  # few of these are in any gazetteer
_THING = 2.5
_ANYBODY = frozenset({"people", "persons", "others", "individuals"})
_NAMED = 1.5  # a name of unknown kind, which may well be of the kind that is asked for
LOOSE = frozenset({"subject.sentence-before", "subject.topic", "subject.same-sentence", "subject.same-clause"})
_OF_WORDS = ("subject.cue-modifier", "subject.clause")
_ACTING = frozenset({"subject.clause", "subject.pronoun"})
_LANDS = frozenset({"State", "Place"})
_FIRMS = frozenset({"Organisation", "Product"})
_OFFICES = ("Ministry", "Agency", "Parliament", "CentralBank", "Court")
_SHARED = frozenset({"Place", "Commodity"})  # owners of stocks, jobs and prices
_OFFICES_SET = frozenset(_OFFICES)
_BESIDE = frozenset({"subject.cue-of", "subject.of-noun", "subject.possessor", "subject.estimated", "subject.put"})
_PHRASE = -1.0  # words against a recognised entity, where the measure says what kind of owner it has


def compatible(grammar: Grammar, candidate: Candidate, wanted: tuple[str, ...]) -> float:
    """Weigh whether a candidate is of the kind of owner that a measure asks for."""
    if not wanted or "Entity" in wanted:
        return 0.0
    if candidate.classes is None:
        if not _THINGS.isdisjoint(wanted):
            return _THING
        named = candidate.rule not in LOOSE and proper(candidate.name)
        return 0.0 if candidate.rule in _BESIDE else _NAMED if named else _PHRASE
    if not candidate.classes:
        return 0.0 if candidate.rule in LOOSE else _NAMED
    if not grammar.is_a(candidate.classes, wanted):
        if "State" in wanted and grammar.is_a(candidate.classes, ("Place",)):
            return _LAND  # continents, regions and cities trade and spend as states do
        acting = candidate.rule in _ACTING and grammar.is_a(candidate.classes, ("Person",))
        return _STANDS_FOR if acting else _MISMATCH
    told = candidate.rule in LOOSE and not _SHARED.isdisjoint(wanted)
    if told and grammar.is_a(candidate.classes, _OFFICES) and _OFFICES_SET.isdisjoint(wanted):
        return 0.0  # offices told of elsewhere seldom own a figure that others have as well
    # states are organisations and places, but seldom meant where only an organisation is asked for
    landed = "State" in candidate.classes or "Province" in candidate.classes
    courtesy = landed and not {"State", "Place", "Province"} & set(wanted)
    if courtesy and candidate.rule in _OF_WORDS and _FIRMS.issuperset(wanted):
        return _MISMATCH  # "U.S. same-store sales": of the firm that sells there
    if courtesy:
        return _COURTESY
    return MATCH - _FAR if candidate.rule == "subject.topic" else MATCH


def is_figure(grammar: Grammar, page: Page, frame: Frame, candidate: Candidate, mention: Mention) -> bool:
    """Say whether the subject of another clause is itself a figure: "prices rose 8 percent, while the margin fell"."""
    number = frame.clause(frame.at(mention.span.start))
    if candidate.span is None or frame.clause(frame.at(candidate.span.start)) == number:
        return False
    if frame.lower(frame.clauses[number][0]).endswith("ing"):
        return False  # "prices fell, paring back three days of gains": of what fell
    head = grammar.head(frame, *frame.range(candidate.span))
    hits = page.hits.get(frame.index, ())
    return any(hit.first <= head < hit.last and "count" not in (hit.value.units or ("count",)) for hit in hits)


def proper(name: str) -> bool:
    """Say whether words look like a name: all with capitals, and no plural that only opens a sentence.

    >>> proper("Gauteng"), proper("Hospitals"), proper("Sales of cars")
    (True, False, False)
    """
    words = name.split()
    return all(word[:1].isupper() for word in words) and not (len(words) == 1 and name.endswith("s"))


def counts(candidate: Candidate, mention: Mention) -> bool:
    """Say whether a phrase is what a value counts, or has the value in it."""
    if candidate.span is None or not isinstance(mention.value, Quantity):
        return False
    noun = mention.value.noun
    return candidate.span.covers(mention.span) or (noun is not None and candidate.span.overlaps(noun))


def measured_words(page: Page, frame: Frame, kinds: frozenset[str] | None, chosen: Chosen) -> frozenset[int]:
    """Return the tokens of a frame that are words of some measure that a value of these kinds can be of."""
    wanted = set(chosen.measure.subject_classes) if chosen.measure is not None else set()
    if (wanted and wanted <= _LANDS) or (kinds is not None and kinds & RELATIVE):
        kinds = None  # words of a measure are no country, and of all that can be told a change in percent
    return frozenset(
        i
        for hit in page.hits.get(frame.index, ())
        if kinds is None
        or not kinds.isdisjoint(hit.value.units or ("count",))
        or hit.value.name == chosen.name.removesuffix("Change")
        for i in range(hit.first, hit.last)
    )


def goods_of(grammar: Grammar, frame: Frame, candidate: Candidate, mention: Mention, chosen: Chosen) -> bool:
    """Say whether a phrase is what a firm sells, or its stock: "4,100 cars were sold", "the retailer's stock fell"."""
    noun = mention.value.noun if isinstance(mention.value, Quantity) else None
    sold = Span(mention.span.start, max(mention.span.end, noun.end)) if noun is not None else mention.span
    if candidate.rule == "subject.clause" and candidate.span is not None and sold.covers(candidate.span):
        return True  # not "a team of 25 engineers"
    if chosen.cue is None or candidate.span is None:
        return False
    if ("'s" in candidate.name or "’s" in candidate.name) and candidate.name[0].isupper():
        return False  # "Norvik's stock"
    plain = candidate.rule == "subject.cue-phrase" and " " not in candidate.name  # "priced its shares at $25"
    if chosen.owner != "possessor" and not plain:
        return False
    return grammar.head(frame, *frame.range(candidate.span)) in range(*chosen.cue)


def within(candidate: Candidate, mention: Mention) -> bool:
    """Say whether a phrase is no more than what a value counts."""
    if candidate.span is None or not isinstance(mention.value, Quantity) or mention.value.noun is None:
        return False
    noun = mention.value.noun
    if candidate.name.lower() not in _ANYBODY:
        return False  # "400 teachers", "ten Chinese cities" say who or whose
    return Span(min(mention.span.start, noun.start), max(mention.span.end, noun.end)).covers(candidate.span)


def beside_counted(frame: Frame, candidate: Candidate, mention: Mention) -> bool:
    """Say whether words are but another count beside a value: "96 homes and 213 outbuildings were destroyed"."""
    if candidate.span is None or candidate.rule != "subject.clause":
        return False
    (first, last), at = frame.range(candidate.span), frame.at(mention.span.start)
    if first > at or not (first in frame.counted or first - 1 in frame.counted):
        return False
    return last <= at + 1 and all(frame.lower(i) in ("and", ",", "or") for i in range(last, at))


def headed(grammar: Grammar, frame: Frame, candidate: Candidate, *, placed: bool) -> frozenset[int]:
    """Return the words by which a phrase is told to be those of a measure; of a land's figure (``placed``) to its head.

    "Remittances from overseas workers" are remittances.
    """
    if not placed or candidate.span is None or not candidate.tokens:
        return candidate.tokens
    head = grammar.head(frame, *frame.range(candidate.span))
    return frozenset(i for i in candidate.tokens if i <= head) or candidate.tokens


def earns(candidate: Candidate, persons: frozenset[str]) -> bool:
    """Say whether words are for people who are the subject: "the average worker earns", "teachers are paid"."""
    if candidate.rule != "subject.clause":
        return False
    last = candidate.name.split()[-1].lower()
    return not persons.isdisjoint((last, last + "s"))


def called_like(frame: Frame, candidate: Candidate, named: frozenset[int]) -> bool:
    """Say whether an unknown name is but the word of a measure: "the CPI rose"."""
    return candidate.rule != "subject.bearer" and (
        candidate.classes == () and candidate.span is not None and named.issuperset(range(*frame.range(candidate.span)))
    )


def counted_people(grammar: Grammar, frame: Frame, noun: tuple[int, int], wanted: tuple[str, ...]) -> Mention | None:
    """Return the name of the people counted, or the state whose men are: "1 million Indonesians", "50 Russian troops".

    Not a product or its maker: "four A320neos", "30 Boeing jets" are of who ordered them.
    """
    last, first = frame.entity(noun[1] - 1), frame.entity(noun[0]) or frame.entity(noun[0] - 1)
    entity = last.value if last is not None else None
    if isinstance(entity, Entity):
        return last if entity.classes and not grammar.is_a(entity.classes, ("Product", "Company")) else None
    land = first.value if first is not None and "State" in wanted else None
    return first if isinstance(land, Entity) and grammar.is_a(land.classes, ("State",)) else None
