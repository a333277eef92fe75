"""Pronoun and candidate → how well they agree in number and person: "he" is a person, "they" are several."""

from __future__ import annotations

from kg.extract.phrases import Grammar


def agreement(grammar: Grammar, pronoun: str, name: str, classes: tuple[str, ...] | None, rule: str) -> float:
    """Weigh number and person: "he" is a person, "they" are several, "it" is no person."""
    person = any("Person" in grammar.ancestors(own) for own in classes or ())
    if pronoun in ("he", "she", "his", "her", "him"):
        plural = classes is None and name.split()[0].endswith("s")
        return 2.0 if person else -4.0 if classes or plural else 0.0
    if pronoun in ("they", "their", "them"):
        plural = name.split()[0].endswith("s") or " and " in name
        return -3.0 if person else 1.5 if classes is None and plural else 0.0
    if pronoun in ("we", "our", "us"):
        return 0.0 if classes is not None else -4.0  # who speaks for somebody, not for "prices"
    if pronoun in ("this", "that") and rule == "subject.pronoun":
        return -4.0  # "This helped to bring debt down": what was told, nobody named beside it
    if pronoun in ("it", "its"):
        several = classes is None and name.split()[-1].endswith("s")
        return -4.0 if person else -3.0 if several else 0.0
    return 0.0
