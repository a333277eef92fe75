"""Verbs of saying in a line → who says what: before the verb, after it, or around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.attribution_amounts import amounts, counts, foresees, puts
from kg.extract.attribution_beside import attached
from kg.extract.attribution_cues import Cues, Hit
from kg.extract.attribution_extents import Extents, Rest
from kg.extract.attribution_idle import idle
from kg.extract.attribution_line import Line
from kg.extract.attribution_phrases import Phrases, Subject
from kg.extract.attribution_said import Said, cut_before, cut_short
from kg.extract.attribution_sureness import contrary, only_named, sureness, with_saying
from kg.extract.words import BE, DETERMINERS, PREPOSITIONS, vocabulary
from kg.model import Certainty

_NOUNS = (DETERMINERS | PREPOSITIONS | {"'s", "no"}) - {"all", "both", "each", "to", "that"}
_PROGRESSING = BE | {"not", "also", "now", "still"}  # "is saying"
_OPENING = 6  # words before "…, says Jane Roe" that may be no clause
_SOME = vocabulary("another some many several others most few")  # they speak, or count a noun: "some claims"
_PAST = vocabulary("said told put thought wrote knew felt saw")
_VERBS = _PAST | {"says", "say"}  # which are no nouns
_ALSO_NOUNS = vocabulary("claims reports demands orders calls")
_SEEN = vocabulary("saw seen")
_PLAIN = vocabulary("say think believe argue expect want")


class Speech:
    """Reads direct and indirect speech, beliefs, findings and stances off one sentence."""

    def __init__(self, cues: Cues, phrases: Phrases) -> None:
        self._cues = cues
        self._phrases = phrases
        self._extents = Extents(cues)
        self._starts = cues.verbs.starts

    def hits(self, line: Line) -> list[Hit]:
        """Return the verbs of the sentence that may say something, in reading order."""
        starts = self._starts
        if starts.isdisjoint(line.distinct):
            return []
        found = [self._hit(line, i) for i, low in enumerate(line.lows) if low in starts]
        return [hit for hit in found if hit is not None]

    def of(self, line: Line, hits: Iterable[Hit]) -> list[Said]:
        """Return what the sentence attributes by its verbs, in reading order."""
        found: list[Said] = []
        subject: Subject | None = None
        done = 0
        for hit in hits:
            if hit.first < done:
                continue
            said = list(self._said(line, hit, subject))
            if said:
                subject = said[-1].subject
                said = [
                    item if sure == item.certainty else replace(item, certainty=sure)
                    for item, sure in [(item, sureness(line, item, self._cues)) for item in said]
                ]
                found = [*cut_before(cut_short(line, found, said[-1]), said[0]), *said]
                done = bisect_left(line.starts, said[-1].content.start)
            done = max(done, hit.last)
        return found

    def silent(self, line: Line, hits: Iterable[Hit]) -> Iterator[Subject]:
        """Yield who speaks in a sentence that quotes nobody: "Roe denied that", "This was confirmed by Jane Roe"."""
        for hit in hits:
            if line.quoted[hit.first] >= 0 or hit.of("speech") is None:
                continue
            told = self._phrases.after(line, hit.last + 1) if line.low(hit.last) == "by" else None
            subject = told or self._phrases.before(line, hit.first)
            if subject is not None and self._speaks(line, subject):
                yield subject

    def _hit(self, line: Line, i: int) -> Hit | None:
        low = line.lows[i]
        if i and line.tokens[i].text[0].isupper() and line.sentence.block != "headline":
            return None
        before = line.lows[i - 1] if i else ""
        noun = i in line.held
        if not noun and before in _NOUNS:
            told = before in ("by", "for", "after", "in") and low.endswith("ing")  # "opened by saying"
            noun = not told and not self._contracted(line, i)
        if noun and not (before in _SOME and self._past(line, i)):
            return None
        hit = self._cues.verbs.at(line, i)
        return None if hit is None or line.low(hit.last) == "-" or idle(line, hit, self._cues) else hit

    def _past(self, line: Line, i: int) -> bool:
        """Say whether token i can only be a verb after "another" or "some": "another put the figure at 900"."""
        low = line.low(i)
        return low.endswith("ed") or low in _PAST or (low in _PLAIN and line.low(i - 1) != "another")

    def _contracted(self, line: Line, i: int) -> bool:
        """Say whether "'s" before token i is a verb: "he's claiming", not "the firm's warning"."""
        return (
            line.low(i - 1) == "'s"
            and line.low(i - 2) in ("he", "she", "it", "who")
            and line.low(i).endswith(("ing", "ed"))
        )

    def _said(self, line: Line, hit: Hit, earlier: Subject | None) -> Iterator[Said]:
        turned = self._turned(line, hit)
        if turned is not None:
            yield from turned
            return
        subject = self._subject(line, hit, earlier)
        if subject is None or subject.modal or (subject.denied and not contrary(line, hit, subject)):
            return
        number = line.low(subject.last - 1).isdigit() and subject.last - 1 not in line.held
        if number or line.low(subject.first) in self._cues.citing.starts:
            return  # "another 25 confirmed dead"
        rest = self._extents.rest(line, with_saying(line, hit))
        passed = self._passive(line, hit)
        subject, rest = passed or (subject, rest)
        cue = line.span(hit.first, hit.last)
        noun = line.low(hit.first) in _ALSO_NOUNS and line.low(hit.last) in PREPOSITIONS
        if passed is None and (not self._fits(line, hit, subject, rest) or (noun and not self._speaks(line, subject))):
            return  # "the highest number of asylum claims in relation to its people: 32,810"
        sense = hit.of("speech", "utterance") or (hit.of("finding") if self._document(line, subject) else None)
        if line.low(subject.begin - 1) == "as" and sense is not None and rest.kind not in ("clause", "that"):
            yield from self._as(line, subject, hit, sense)
            return
        left = self._extents.left(line, subject, hit, rest) if sense is not None else None
        if left is not None and sense is not None:
            yield Said(left, subject, cue, sense, "speaker.parenthetical")
            right = self._extents.right(line, hit, rest)
            if right is not None:
                yield Said(right, subject, cue, sense, "speaker.split")
            return
        if rest.kind == "none" and line.low(rest.first) == "," and sense is not None:
            right = self._extents.right(line, hit, rest)  # "At the time, she said, prices were falling"
            if right is not None:
                yield Said(right, subject, cue, sense, "speaker.parenthetical")
            return
        kind = self._kind(line, hit, rest, subject)
        if kind is not None:
            content = self._extents.content(line, rest.first, hit)
            if content is not None:
                yield Said(content, subject, cue, *kind, denied=subject.denied)

    def _fits(self, line: Line, hit: Hit, subject: Subject, rest: Rest) -> bool:
        """Say whether the cue is a verb here, and of somebody who can say, want or blame."""
        participle = line.low(hit.first).endswith("ing")
        if line.tokens[min(rest.first, line.size - 1)].text in ("like", "yes") or line.lows[
            rest.first : rest.first + 2
        ] == ("no", "to"):
            return False  # "it felt like 40 degrees", "if Iceland says yes"
        plain = subject.denied and not line.low(hit.first).endswith(("s", "ed"))  # "does not expect"
        if not participle and not plain and not self._cues.agrees(line, hit, (subject.first, subject.last)):
            return False
        verb = line.low(hit.first) in _VERBS or line.low(hit.first).endswith("ed") or rest.kind in ("that", "quote")
        if (
            not verb
            and not participle
            and hit.last == rest.first < line.size
            and line.low(hit.last) not in self._cues.sources
            and self._cues.verbal(line, hit.last)
            and not line.low(hit.last).endswith("ing")
        ):
            return False  # "member states agreed": a noun before its verb
        if rest.kind in ("that", "quote") or (hit.of("speech") == "asserted" and rest.kind != "infinitive"):
            return True
        if self._document(line, subject) or self._cues.speaks(line, subject.first, subject.last):
            return True
        return puts(line, hit, rest, self._cues)

    def _kind(self, line: Line, hit: Hit, rest: Rest, subject: Subject) -> tuple[Certainty, str, bool] | None:
        """Return certainty, rule and whether it states, by what kind of verb is followed by what."""
        sense, verb = hit.of("speech"), line.low(hit.first)
        document = self._document(line, subject)
        told = verb != "gave" or not self._cues.tellings.isdisjoint(line.lows[subject.first : subject.last])
        if not told or (verb in _SEEN and rest.kind not in ("that", "quote")):
            return None  # "the court gave him four years", "its film arm saw profits slump 27 percent"
        if foresees(line, hit, rest):
            return "forecast", "speaker.object", True
        if verb.startswith("admit") and line.low(rest.first).endswith("ing"):
            return "asserted", "speaker.object", True  # "admitted taking £90,000"
        noun = rest.kind in ("phrase", "clause")
        if noun and counts(line, hit, rest, subject, self._cues):
            return "asserted", "speaker.count", True
        if noun and amounts(line, hit, rest, self._cues):
            return ("asserted", "speaker.announced", True) if verb.startswith("announc") else None
        if puts(line, hit, rest, self._cues):
            return "asserted", "speaker.put", True
        if rest.kind in ("that", "quote"):
            said = sense or hit.of("utterance", "belief", "finding", "stance")
            return said and (said, f"speaker.{rest.kind}", True)
        if rest.kind == "clause":
            said = sense or hit.of("belief") or (hit.of("finding") if document else None)
            if said is not None:
                return said, "speaker.indirect", True
        if rest.kind == "infinitive":
            said = hit.of("intent", "belief", "speech")
            return None if said in (None, "asserted") else (said, "speaker.intent", said == "forecast")
        if noun:
            if sense is not None and sense not in ("asserted", "planned"):
                return sense, "speaker.object", True
            if document and (said := hit.of("finding")) is not None:
                return said, "speaker.finding", True
            said = hit.of("stance", "belief", "speech")
            called = said == "planned" and line.low(hit.last - 1) in (
                "on",
                "upon",
            )  # "called on members to spend 3 percent"
            return said and (said, "speaker.stance", called)
        return None

    def _as(self, line: Line, subject: Subject, hit: Hit, sense: Certainty) -> Iterator[Said]:
        """Yield what somebody says by "as she said": the rest of the sentence, after it or before it."""
        opening = subject.begin - 1
        end = next((i for i in range(hit.last, line.size) if line.tokens[i].text == ","), None)
        if end is not None and not self._cues.clause(line, 0, opening):
            content = self._extents.content(line, end + 1, hit)
        else:
            content = (
                self._extents.before(line, opening - 1)
                if opening > 1 and line.tokens[opening - 1].text == ","
                else None
            )
        if content is not None:
            yield Said(content, subject, line.span(hit.first, hit.last), sense, "speaker.as")

    def _document(self, line: Line, subject: Subject) -> bool:
        return not self._cues.documents.isdisjoint(line.lows[subject.first : subject.last])

    def _subject(self, line: Line, hit: Hit, earlier: Subject | None) -> Subject | None:
        before = line.low(hit.first - 1)
        if line.lows[hit.first].endswith("ing") and before not in _PROGRESSING:
            beside = attached(line, hit.first)
            speaks = beside is not None and self._speaks(line, beside)
            return beside if speaks else earlier or self._phrases.main(line, hit.first)
        found = self._phrases.before(line, hit.first)
        if found is None and before in ("and", "but", "or", ",", "also", "then"):
            return earlier or (self._phrases.main(line, hit.first) if before == "and" else None)
        return found

    def _turned(self, line: Line, hit: Hit) -> list[Said] | None:
        """Return what "…," said Jane Roe says."""
        before = hit.first - 1
        sense = hit.of("speech", "utterance")
        if (
            sense is None
            or before < 0
            or (hit.of("addressing") and line.quoted[before] < 0)
            or line.low(hit.first).endswith("ing")
            or line.low(hit.first) == "state"  # "…, state radio quoted him as saying"
            or line.quoted[hit.first] >= 0
        ):
            return None
        closed = line.quoted[before] >= 0
        if not closed and (line.tokens[before].text not in ",-–—" or only_named(line, before, self._cues)):
            return None
        subject = self._phrases.after(line, hit.last)
        if subject is None or not self._speaks(line, subject) or line.low(subject.last) in ("that", ":", "to"):
            return None
        cue = line.span(hit.first, hit.last)
        nearly = line.low(1)[:1].isdigit()  # "About 4 million"
        ends = line.low(subject.last) in (
            ",",
            ".",
            "",
        )  # not "Jane Roe -- the editor of … -- said the candidate tended"
        aside = not ends or before < _OPENING or (line.lows[0] in PREPOSITIONS and not nearly) or 0 in line.timed
        if not closed and not self._cues.clause(line, 0, before) and line.sentence.block != "headline" and aside:
            if line.low(subject.last) != "," or not self._cues.clause(line, subject.last + 1, line.size):
                return None
            rest = self._extents.content(line, subject.last + 1, hit)  # "By then, says Jane Roe, the wind had risen"
            return [Said(rest, subject, cue, sense, "speaker.inverted")] if rest is not None else None
        content = self._extents.before(line, before)
        if content is None:
            return None
        said = [Said(content, subject, cue, sense, "speaker.inverted")]
        again = next((q.span for q in line.quotes if q.span.start > cue.end), None)
        if again is None and (line.low(subject.last), line.low(subject.last + 1)) == (",", "and"):
            again = self._extents.content(line, subject.last + 2, hit)  # "…, said Jane Roe, and nine are missing"
        return [*said, Said(again, subject, cue, sense, "speaker.split")] if again is not None else said

    def _speaks(self, line: Line, subject: Subject) -> bool:
        named = any(entity.form != "adjective" for _, _, entity in line.named(subject.first, subject.last))
        low = line.low(subject.first)
        if named or low in ("he", "she", "they", "it"):
            return True
        return (
            any(line.low(i) in self._cues.sources for i in range(subject.first, subject.last))
            or line.tokens[subject.first].text[0].isupper()
        )

    def _passive(self, line: Line, hit: Hit) -> tuple[Subject, Rest] | None:
        """Return who tells in "X was told by Y that …"."""
        if line.low(hit.last) != "by" or BE.isdisjoint(line.lows[hit.first - 2 : hit.first]) or hit.of("quoting"):
            return None
        subject = self._phrases.after(line, hit.last + 1)
        return None if subject is None else (subject, self._extents.rest(line, Hit(hit.first, subject.last, {})))
