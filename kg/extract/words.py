"""Closed-class English: the words that hold a sentence together, which nobody needs to extend."""

from __future__ import annotations

import re
import unicodedata


def vocabulary(words: str) -> frozenset[str]:
    """Return the words of a line.

    >>> sorted(vocabulary("to in"))
    ['in', 'to']
    """
    return frozenset(words.split())


AUXILIARIES = vocabulary(
    "is are was were be been being am has have had having will would can could may might must shall should do does did "
    "isn't aren't wasn't weren't hasn't haven't hadn't won't "
    "wouldn't can't couldn't doesn't don't didn't 's 're 've 'll 'd"
)
DETERMINERS = vocabulary(
    "the a an this that these those its his her their our my your each every some any no another other both all "
    "several many few more most such same"
)
PREPOSITIONS = vocabulary(
    "of in on at by for from to with within without over under above below between among against across after before "
    "during since until till through throughout about around near off into onto upon toward towards per via despite "
    "amid amidst amongst behind beyond beside besides inside outside except like unlike versus than as because up down "
    "following including according due thanks"
)
CONJUNCTIONS = vocabulary("and or but nor yet so while whereas although though because when where if unless as that")
RELATIVES = vocabulary("which who whom whose that where")
AFTER_NOUN = PREPOSITIONS | CONJUNCTIONS | RELATIVES
PAST_OF = AFTER_NOUN - {"of"}  # words that end a noun phrase which may hold "of"
BACK = vocabulary("ago earlier before")  # the last words of times that are told from another
PRONOUNS = vocabulary("he she it they him them i we you us me one who which that this these those there")
BE = vocabulary("is are was were be been being am 's 're isn't aren't wasn't weren't")
POINTING = vocabulary("the this that its")  # what they stand before was told of already
SIZES = vocabulary("long wide high tall deep thick")  # behind a length
CENTS = vocabulary("cent cents pence p")
REVEALING = vocabulary("revealing showing indicating suggesting disclosing")  # open what a report tells
LISTING = vocabulary("include includes included including contains comprises")
NAMELESS = vocabulary(  # words that name nobody when they stand alone
    "vs vs. versus alone remaining other others rest latter former same fewer further actual extra additional top "
    "double unchanged estimated here away also enough far out plus not well little overseas abroad together apart "
    "first second third fourth fifth last final next original current new lowest highest largest biggest smallest "
    "lower higher slower faster warmer colder annualised annualized year-on-year month-on-month one-time dead "
    "infected interested two three said twice thrice equivalent now half"
)
POSSESSIVES = vocabulary("its his her their our my your whose")
PAST_LIKE_BASE = vocabulary("shed cut hit put set shut spread let cost beat read split quit bet burst hurt")
_NOT_NAME = re.compile(r"[^a-z0-9]+")


def camel(words: str) -> str:
    """Return words as a local name.

    >>> camel("condom machines")
    'condomMachines'
    """
    plain = unicodedata.normalize("NFKD", words.casefold())
    first, *rest = _NOT_NAME.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).split() or [""]
    return first + "".join(part.capitalize() for part in rest)


def singular(noun: str) -> str:
    """Return a noun without its plural ending, so that "member state" and "member states" are one.

    >>> singular("member states"), singular("countries"), singular("losses")
    ('member state', 'country', 'loss')
    """
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


_NO_ADVERBS = vocabulary("italy july family supply ally monopoly assembly rally reply anomaly oligopoly sicily")


def adverb(word: str) -> bool:
    """Say whether a word looks like an adverb: "sharply", but not "Italy" or "family"."""
    return word.endswith("ly") and word not in _NO_ADVERBS
