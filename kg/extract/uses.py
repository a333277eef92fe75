"""Lexicon → measures by what the rules use them for: the ontology says which are of polls, of opinion, of harm."""

from __future__ import annotations

from kg.lexicon import Lexicon

SCHEME, _ANY = "measure-use", "any "


def used_for(lexicon: Lexicon, use: str) -> tuple[str, ...]:
    """Return the names of the measures with a use, in the order in which the ontology lists them.

    >>> from kg.lexicon import Cue, Measure
    >>> words = Lexicon((Measure("voteShare", "", ""),), cues=(Cue("voteshare", "measure-use", "contest"),))
    >>> used_for(words, "contest")
    ('voteShare',)
    """
    known = {measure.name.lower(): measure.name for measure in lexicon.measures}
    return tuple(known[cue.text] for cue in lexicon.cues_of(SCHEME) if cue.sense == use and cue.text in known)


def statistics(lexicon: Lexicon) -> frozenset[str]:
    """Return the names of the measures that offices of statistics give for a place and a period."""
    return frozenset(used_for(lexicon, "statistic")) | frozenset(
        measure.name
        for measure in lexicon.measures
        if measure.temporality == "period"
        and "Place" in measure.subject_classes
        and set(measure.subject_classes) <= {"Place", "State"}
    )


def by_unit(lexicon: Lexicon) -> dict[str, str]:
    """Return the measure that stands for a value of each kind of unit where no word tells another."""
    senses = [cue.sense or "" for cue in lexicon.cues_of(SCHEME)]
    kinds = {sense.removeprefix(_ANY) for sense in senses if sense.startswith(_ANY)}
    return {kind: names[0] for kind in sorted(kinds) if (names := used_for(lexicon, _ANY + kind))}
