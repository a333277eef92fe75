"""Paragraphs that open with the name of a firm and a dash → items of a list of shares that moved, each a story.

"Acme — Shares fell 3 percent. The chipmaker said …": what stands for a firm in an item stands for its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Entity, Mention, Sentence

_ITEMS = 3  # with a name of their own each
_GAP = 14  # characters from a name to what is told of it: " (NCLH) – "
_DASHES = frozenset("-–—|")
_NOBODY = frozenset({"State", "Place", "City", "Region", "Person", "Office", "Party"})
_STANDING = frozenset({"description", "pronoun"})


def movers(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> dict[int, Mention]:
    """Return the sentences that open an item, each with the name that it is of; none where the text is no such list."""
    if not any(f" {dash} " in text for dash in _DASHES):
        return {}
    named = {m.span.start: m for m in mentions if isinstance(m.value, Entity) and m.value.form not in _STANDING}
    found: dict[int, Mention] = {}
    paragraph = -1
    for place, sentence in enumerate(sentences):
        if sentence.paragraph == paragraph:
            continue
        paragraph, head = sentence.paragraph, named.get(sentence.span.start)
        if head is None or not isinstance(head.value, Entity) or not _NOBODY.isdisjoint(head.value.classes):
            continue
        if _dashed(text[head.span.end : head.span.end + _GAP]):
            found[place] = head
    return found if len({text[m.span.start : m.span.end] for m in found.values()}) >= _ITEMS else {}


def _dashed(after: str) -> bool:
    """Say whether a dash with spaces follows, or a ticker in brackets and such a dash.

    >>> _dashed(" (NCLH) – The"), _dashed("-owned shop"), _dashed(", which is")
    (True, False, False)
    """
    rest = after.lstrip()
    if rest.startswith("("):
        rest = rest.partition(")")[2].lstrip()
    return rest[:1] in _DASHES and after[:1] == " " and rest[1:2] == " "


def of_item(mentions: Sequence[Mention], head: Mention) -> Iterator[Mention]:
    """Yield the mentions of an item: what stands for a firm that the item does not name stands for its own."""
    if not isinstance(head.value, Entity):
        raise TypeError("an item is of a name")
    own = replace(head.value, classes=head.value.classes or ("Company",))
    named = [m.value for m in mentions if isinstance(m.value, Entity) and m.value.form not in _STANDING]
    said = {entity.iri or entity.name for entity in named}
    for mention in mentions:
        entity = mention.value
        name = entity.iri or entity.name if isinstance(entity, Entity) else ""
        meant = isinstance(entity, Entity) and entity.form in _STANDING and name not in said
        if isinstance(entity, Entity) and (meant or name == (own.iri or own.name)):
            yield replace(mention, value=replace(own, form=entity.form))
        else:
            yield mention
