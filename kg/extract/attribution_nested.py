"""Two speakers, one inside the other's words → whose the figures are: "the mayor said early counts show 40 dead".

Who is heard last tells them, and answers for them: papers, and bodies that are only spoken of, do not. What media pass
on is of those whom they cite, and a survey is asked, whoever tells of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kg.extract.attribution_cues import Cues
from kg.extract.attribution_speaker import Speaker
from kg.model import Entity, Mention

_SPOKEN_OF = frozenset({"speaker.indirect", "speaker.intent", "speaker.object", "speaker.that"})


class Nested:
    """Tells it for the speakers of one article."""

    def __init__(self, cues: Cues, mentions: Sequence[Mention]) -> None:
        self._cues, self._mentions = cues, mentions

    @cached_property
    def _media(self) -> frozenset[str]:
        """The IRIs of the media that an article names; most articles are never asked for them."""
        named = [mention.value for mention in self._mentions if isinstance(mention.value, Entity)]
        return frozenset([entity.iri for entity in named if not self._cues.media.isdisjoint(entity.classes)])

    def answers(self, outer: Speaker, inner: Speaker, rule: str) -> bool:
        """Say whether figures that ``inner`` tells by a rule are of ``outer``, who tells so."""
        if outer.nature == "survey" or inner.nature == "survey" or self._is_paper(outer):
            return False
        if self._is_paper(inner):
            return True
        body = inner.nature == "group" or inner.name.lower() in self._cues.sources
        return rule in _SPOKEN_OF and body and not self.passes_on(outer)

    def cites(self, speaker: Speaker, source: Speaker) -> bool:
        """Say whether words are of the source that somebody cites: not of an officer's "initial inquiry"."""
        known = speaker.nature == "person" or (speaker.iri is None and speaker.name.islower())
        return self.passes_on(speaker) or not (known and self._is_paper(source))

    def passes_on(self, speaker: Speaker) -> bool:
        """Say whether a speaker only tells what others say: media, named or not."""
        if speaker.iri in self._media:
            return True
        return speaker.iri is None and not self._cues.media_words.isdisjoint(speaker.name.lower().split())

    def _is_paper(self, speaker: Speaker) -> bool:
        """Say whether words for a speaker are for a document or for figures: "early counts by the Orsa Rescue"."""
        if speaker.nature == "paper":
            return True
        if speaker.iri is not None or speaker.nature == "person":
            return False
        return self._cues.written(speaker.name.lower().split())
