"""Names in a sentence → who is told apart by words beside them: "Europe's biggest economy", "its arm, Norbank, …"."""

from __future__ import annotations

from collections.abc import Callable

from kg.recognise.entity_gazetteer import Gazetteer
from kg.recognise.entity_index import Index, Token
from kg.recognise.entity_links import Linked
from kg.recognise.entity_memory import Memory
from kg.recognise.entity_salience import EARLY, Salience
from kg.values import replace

_OPENING = frozenset({"in", "against", "with"})  # what opens a sentence with somebody else than its subject
_OWNED = frozenset({"its", "their", "'"})
_ECONOMIES = frozenset({"economy", "exporter", "importer"})
_STATES: tuple[str, ...] = ("State",)
_MODIFIERS = 5  # tokens from "'s" to a superlative
_SHORTEST = 4  # letters of "best", which tells nobody apart


class Apart:
    """Tells who is meant where a name is only a part of the words, or told after them."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        salience: Salience,
        heads: Index[str],
        doing: frozenset[str],
        ends: Callable[[list[Token], int], bool],
    ) -> None:
        self._gazetteer, self._salience, self._heads = gazetteer, salience, heads
        self._doing, self._ends = doing, ends

    def greatest(self, found: list[Token], item: Linked, memory: Memory) -> Linked | None:
        """Return whom a superlative tells apart in its part of the world: "Europe's biggest economy grew"."""
        first, begin = item.first, item.last + 2
        if begin >= len(found) or found[item.last].text != "'" or found[item.last + 1].text != "s":
            return None
        if not self._gazetteer.is_a(item.entity.classes, "Place") or (first and found[first - 1].text == ","):
            return None
        limit = min(begin + _MODIFIERS, len(found) - 1)
        most = next((at for at in range(begin, limit) if _superlative(found[at])), None)
        if most is None or any(not token.word and token.text != "-" for token in found[begin:most]):
            return None
        end, kinds = most + 2, _STATES
        if found[most + 1].text not in _ECONOMIES:
            match = self._heads.longest(found, most + 1)
            if match is None:
                return None
            end, kinds = match[0], match[1]
        if not self._ends(found, end) or (end < len(found) and found[end].text in (",", "-")):
            return None
        entity = self._salience.most(kinds, memory, only=False)
        if entity is None or entity.iri == item.entity.iri:
            return None
        return Linked(first, end, replace(entity, form="description"), "entity.description")

    def renames(self, found: list[Token], item: Linked) -> bool:
        """Say whether a name only says who opens a sentence: "But its retail arm, Norbank, …" is of Norbank."""
        first, last = item.first, item.last
        if not 1 < first <= EARLY or last >= len(found) or found[first - 1].text != "," or found[last].text != ",":
            return False
        if not self._gazetteer.is_a(item.entity.classes, "Organisation") or found[first - 2].text == "'":
            return False
        opening = [token.low for token in found[: first - 1] if token.low != "own"]
        owned = not _OWNED.isdisjoint(opening)
        return owned and "," not in opening and self._doing.isdisjoint(opening) and opening[0] not in _OPENING


def _superlative(token: Token) -> bool:
    return token.text.endswith("est") and len(token.text) > _SHORTEST
