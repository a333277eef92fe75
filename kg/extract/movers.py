"""Paragraphs that open with the name of a firm and a dash, or lines that are but its name → items, each a story.

"Acme — Shares fell 3 percent. The chipmaker said …", "Acme Foods: / The grocer said …": what stands for a firm in an
item stands for its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import names
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Sentence, Span

_ITEMS, _HEADED = 3, 2  # items with a dash, with a line of their own
_DASHES = frozenset("-–—|")
_NOBODY = frozenset({"State", "Place", "City", "Region", "Person", "Office", "Party"})
_STANDING = frozenset({"description", "pronoun"})
_WIDE = frozenset({"State", "Place", "Person"})  # what "the country" and "the man" stand for is no item's own
_NAME = re.compile(
    r"[A-Z][\w.&'’!-]{0,30}(?: (?:[A-Z][\w.&'’!-]{0,30}|\([A-Z]\w{0,20}\)(?= [A-Z])|of|and|de|for|the|&)){0,7}"
)
_AFTER = re.compile(r" ?(?:\([^()\n]{1,30}\))? ?(?P<sign>[-–—|](?= )|:?\Z)")
_WORD = re.compile(r"[^\W\d_](?:[\w-]*\w)?")
_DOES = r" (?:[a-z]{2,12}ed|has|had|will|said|now|also|made|lost|sold) "
_SHORTEST = 4  # letters
_REACH = 90  # characters from "The" to the noun that describes the firm


class Heads:
    """Finds the items of a list of firms."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._base = lexicon.base
        endings = lexicon.senses_of("name-ending")
        self._endings = frozenset(text.rstrip(".") for text, sense in endings.items() if sense == "Company")
        self._nouns = frozenset(
            text.removeprefix("the ").rpartition(" ")[2]
            for kind, texts in lexicon.class_descriptions.items()
            if "Organisation" in (above := lexicon.kinds(kind)) and _WIDE.isdisjoint(above)
            for text in texts
        )

    def of(self, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> dict[int, Mention]:
        """Return the sentences that open an item, each with the name that it is of; none where there are no items."""
        named = {m.span.start: m for m in mentions if isinstance(m.value, Entity) and m.value.form not in _STANDING}
        dashed: dict[int, Mention] = {}
        lined: dict[int, Mention] = {}
        known = telling = 0
        for place, sentence in enumerate(sentences):
            if place and sentences[place - 1].paragraph == sentence.paragraph:
                continue
            head = self._head(text, sentence, named)
            if head is None:
                continue
            if head[1]:
                dashed[place] = head[0]
                known += head[0].rule != "entity.headed"
            elif place + 1 < len(sentences) and sentences[place + 1].paragraph > sentence.paragraph:
                tells = self._tells_of(text, head[0], sentences[place + 1].span)
                telling += tells
                if tells or head[0].rule != "entity.headed":
                    lined[place] = head[0]
        if known > 1 and _different(text, dashed) >= _ITEMS:
            return dashed
        return lined if min(telling, _different(text, lined)) >= _HEADED else {}

    def _head(self, text: str, sentence: Sentence, named: dict[int, Mention]) -> tuple[Mention, bool] | None:
        """Return the name that a sentence opens with, and whether a dash parts it from what is told."""
        start = sentence.span.start
        first = named.get(start)
        whole = text[start : sentence.span.end]
        ends = [first.span.end - start] if first is not None else []
        found = _NAME.match(whole)
        ends += [found.end()] if found is not None else []
        for end in ends:
            after = _AFTER.match(whole, end)
            if after is None:
                continue
            span = Span(start, start + end)
            if first is not None and isinstance(first.value, Entity) and first.span == span:
                return (first, after["sign"][:1] in _DASHES) if _NOBODY.isdisjoint(first.value.classes) else None
            label = span.of(text)
            firm = Entity(names.entity(self._base, label), label, ("Company",), "unknown")
            return Mention(span, firm, "entity.headed"), after["sign"][:1] in _DASHES
        return None

    def _tells_of(self, text: str, head: Mention, below: Span) -> bool:
        """Say whether what stands below a line tells of the firm that it names: "The grocer said", "Acme fell"."""
        name = head.span.of(text)
        told = text[below.start : below.end]
        return told.startswith(name) or name.rpartition(" ")[2].lower() in self._endings or self._stands(told) > 0

    def _stands(self, told: str) -> int:
        """Return how long the words are that open a sentence and stand for a firm: "The Dutch grocer"; 0 if none."""
        if not told.startswith("The "):
            return 0
        for word in list(_WORD.finditer(told, 4, _REACH))[:7]:
            low = word.group().lower()
            follows = told[word.end() : word.end() + 2]
            if low.rpartition("-")[2] in self._nouns and follows[:1] != "-":
                return word.end()
            if follows[:1] != " ":
                return 0
        return 0

    def of_item(
        self, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], head: Mention
    ) -> Iterator[Mention]:
        """Yield the mentions of an item: what stands for a firm that the item does not name stands for its own."""
        if not isinstance(head.value, Entity):
            raise TypeError("an item is of a name")
        own = replace(head.value, classes=head.value.classes or ("Company",))
        begun = _AFTER.match(text, head.span.end)
        told = [sentences[0].span.start if begun is None else begun.end() + 1]  # "Acme – The chipmaker gained"
        standing = [
            Mention(Span(start, start + end), replace(own, form="description"), "entity.headed")
            for start in told + [s.span.start for s in sentences[1:]]
            if (end := self._stands(text[start : start + _REACH]))
        ]
        if head.rule == "entity.headed":
            standing += _again(text, sentences, head)
        standing += _short(text, sentences, head, own)
        taken = {m.span.start: m for m in mentions if isinstance(m.value, Entity)}
        standing = [m for m in standing if (there := taken.get(m.span.start)) is None or there.span.end < m.span.end]
        named = [m.value for m in mentions if isinstance(m.value, Entity) and m.value.form not in _STANDING]
        said = {entity.iri or entity.name for entity in named}
        yield from standing
        for mention in mentions:
            entity = mention.value
            if not isinstance(entity, Entity):
                yield mention
                continue
            if any(other.span.overlaps(mention.span) for other in standing):
                continue
            name = entity.iri or entity.name
            short = entity.form == "unknown" and own.name.startswith(f"{entity.name} ")  # "Acme" of "Acme Foods"
            meant = entity.form in _STANDING and name not in said
            if short or meant or name == (own.iri or own.name):
                yield replace(mention, value=replace(own, form="alias" if short else entity.form))
            else:
                yield mention


def _different(text: str, found: dict[int, Mention]) -> int:
    return len({mention.span.of(text) for mention in found.values()})


def _again(text: str, sentences: Sequence[Sentence], head: Mention) -> Iterator[Mention]:
    """Yield where an item says the name again that it begins with, itself first."""
    name, end = head.span.of(text), sentences[-1].span.end
    at = text.find(name, head.span.start, end)
    while at >= 0:
        if not text[at + len(name) : at + len(name) + 1].isalnum():
            yield replace(head, span=Span(at, at + len(name)))
        at = text.find(name, at + len(name), end)


def _short(text: str, sentences: Sequence[Sentence], head: Mention, own: Entity) -> Iterator[Mention]:
    """Yield where the first word of a firm's name stands alone and does something: "Acme earned", "Acme's sales"."""
    first = own.name.replace("-", " ").partition(" ")[0]
    if len(first) < _SHORTEST or first == own.name or not first.isalpha():
        return
    for found in re.compile(rf"\b{first}(?=['’]s |{_DOES})").finditer(text, head.span.end, sentences[-1].span.end):
        yield Mention(Span(*found.span()), replace(own, form="alias"), "entity.headed")
