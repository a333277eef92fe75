"""Who only tells of a market: "the Lund building society said prices fell", "a trade body said sales rose"."""

from __future__ import annotations

from kg.extract.candidates import Candidate
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.words import POSSESSIVES, vocabulary
from kg.model import Mention

_PRICES = vocabulary("prices price rents values house property home housing")
_SALES = vocabulary("sales registrations output production exports imports shipments orders turnover demand")
_BODIES = ("Ngo", "PublicBody")
_SOON = 3  # words from a name to "said"
_SINGLE = frozenset({"'s", "'"})


def quotes(grammar: Grammar, frame: Frame, candidate: Candidate, mention: Mention, *, priced: bool) -> bool:
    """Say whether who is named only says how a market fared, or its prices: not "Acme said its prices rose".

    Firms tell sales of their own, ("``priced``") seldom prices; a trade body sells nothing.
    """
    if not priced and not grammar.is_a(candidate.classes or (), _BODIES):
        return False
    first = frame.at(mention.span.start)
    number = frame.clause(first)
    if candidate.span is None:
        return False
    if candidate.rule == "subject.pronoun" and number:  # "It said prices had risen"
        last = frame.clauses[number - 1][0] + 1
        if frame.lower(last - 1) != "it":
            return False
    elif frame.sentence.span.covers(candidate.span):
        last = frame.range(candidate.span)[1]
    else:
        return False
    begin = frame.clauses[number][0]
    told = grammar.told(frame)
    if last > begin or told.isdisjoint(range(last, last + _SOON)):
        return False
    phrase = grammar.subject(frame, number)
    if phrase is None or phrase.first >= phrase.last:
        return False
    head = grammar.head(frame, phrase.first, phrase.last)
    owned = not (POSSESSIVES | _SINGLE).isdisjoint(frame.lows[phrase.first : head])
    return not owned and (frame.lower(head) in _PRICES if priced else frame.lower(head) in _SALES)
