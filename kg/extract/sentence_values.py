"""The values of one sentence, each read with those before it in mind → the claims that they state."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from kg.extract.assembly import of_the_time_of
from kg.extract.campaigns import Campaigns
from kg.extract.changes import COMPARED, Changes, Role
from kg.extract.chosen import Chosen
from kg.extract.contests import Contests
from kg.extract.cues import Hit
from kg.extract.expected import expected_to
from kg.extract.filling import Filling
from kg.extract.frame import Frame
from kg.extract.gapped import Gapped
from kg.extract.groups import Groups
from kg.extract.leaning import (
    SHARED,
    Leaning,
    again,
    asked_before,
    firm_before,
    held_against,
    of_one,
    pointed_at,
    same_before,
    some_of_those,
)
from kg.extract.leavings import left_behind
from kg.extract.measures import Measures
from kg.extract.members import Members
from kg.extract.packages import Packages
from kg.extract.page import Page
from kg.extract.pairs import Pairs
from kg.extract.phrases import Grammar
from kg.extract.polled import Polled, Told
from kg.extract.reckoned import Reckoners
from kg.extract.restated import moved_from
from kg.extract.sales import Sales
from kg.extract.side_by_side import LEAD, OPINION, STANCE, alike, backed, in_error, opinion
from kg.extract.staff import Staff
from kg.extract.subjects import Subject, Subjects
from kg.extract.tallies import TALLY, Tallies
from kg.extract.themes import Themes
from kg.extract.wider import includes
from kg.extract.words import DETERMINERS, PREPOSITIONS
from kg.lexicon import Lexicon, Measure
from kg.model import Claim, Entity, Mention, Quantity, Standing
from kg.values import replace

_LEVELS = frozenset({"change.to", "change.at", "change.then-level"})
_BEFORE_GROUP = DETERMINERS | PREPOSITIONS | {"'s", "'", "and", "or"}
_WEAK = frozenset({"subject.sentence-before", "subject.topic", "subject.same-sentence", "subject.estimating"})

Measured = tuple[Mention, Chosen]


@dataclasses.dataclass(slots=True)
class _Line:
    """A sentence, what was read of it as a whole, and how far its values were read."""

    page: Page
    frame: Frame
    earlier: Sequence[Claim]
    hits: tuple[Hit[Measure], ...]
    dealt: Mapping[Mention, Hit[Measure]]
    owners: Mapping[Mention, Entity]
    read: Mapping[tuple[int, int], Told]
    before: Measured | None = None
    last: Role | None = None
    led: Measured | None = None  # the level that was moved to
    moved: tuple[Mention, Role] | None = None  # the last change
    subject: Subject | None = None
    levels: list[tuple[Mention, Chosen, Subject]] = field(default_factory=list)
    changed: tuple[Mention, Chosen, Subject] | None = None

    @property
    def standing(self) -> Standing:
        """Return how the value before stands to now."""
        return self.last.standing if self.last is not None else "current"


@dataclasses.dataclass(slots=True)
class _Value:
    """A value while it is read."""

    mention: Mention
    role: Role
    pointed: Claim | None  # the value of the sentence before that it corrects
    whose: Entity | None
    chosen: Chosen
    leans: bool = False  # it has the owner of the value that it leans on
    told: Told | None = None


class Values:
    """Reads them in order, with the parts that read one frame."""

    def __init__(
        self, lexicon: Lexicon, grammar: Grammar, *, measures: Measures, subjects: Subjects, filling: Filling
    ) -> None:
        self._grammar, self._measures, self._subjects, self._filling = grammar, measures, subjects, filling
        self._changes = Changes(lexicon, grammar)
        self._members = Members(lexicon, grammar)
        self._pairs = Pairs(lexicon, grammar, measures)
        self._gapped = Gapped(grammar, self._pairs)
        self._leaning = Leaning(grammar, measures, self._changes, self._pairs)
        self._polled = Polled(lexicon, grammar, measures)
        self._contests, self._campaigns = Contests(lexicon, grammar), Campaigns(grammar, measures)
        self._packages = Packages(lexicon, grammar, measures)
        self._tallies, self._staff = Tallies(lexicon, measures), Staff(lexicon, measures)
        self._sales, self._themes = Sales(lexicon), Themes(lexicon, grammar)
        self._expecting, self._groups = Reckoners(lexicon, grammar), Groups(lexicon, grammar)
        self._group_words, self._figures = lexicon.words_of("group-word"), lexicon.words_of("figure")

    def of(self, page: Page, frame: Frame, earlier: Sequence[Claim] = ()) -> Iterator[Claim]:
        """Yield what the values of one sentence state; ``earlier`` are the claims of the values before it."""
        hits = page.hits[frame.index]
        dealt = self._groups.measures(frame, hits, frame.quantities)
        read = {**self._polled.of(page, frame), **self._packages.of(page, frame), **self._tallies.of(frame)}
        read |= left_behind(self._grammar, page, frame)
        line = _Line(page, frame, earlier, hits, dealt, self._groups.owners(page, frame), read)
        for mention in frame.quantities:
            share = isinstance(mention.value, Quantity) and mention.value.unit in ("percent", None)
            if not (share and self._of_group(frame, frame.range(mention.span)[0] - 1)):
                yield self._claim(line, mention)

    def _of_group(self, frame: Frame, i: int) -> bool:
        """Say whether token i makes a group of the number after it: "the top 1 percent", not "arrivals top 60 %"."""
        if frame.lower(i) not in self._group_words:
            return False
        return i == 0 or not frame.tokens[i - 1].text[0].isalpha() or frame.lower(i - 1) in _BEFORE_GROUP

    def _claim(self, line: _Line, mention: Mention) -> Claim:
        page, frame = line.page, line.frame
        value = self._meant(line, mention)
        if value.role.part == "change" and value.role.standing == "current":
            line.moved = (value.mention, value.role)
        measure = line.before[1].name if line.before is not None else None
        self._lean(line, value)
        self._tell(line, value)
        goes_on = line.before is not None and of_one(frame, line.before[0], value.mention, value.chosen.rule)
        line.before, line.last = (value.mention, value.chosen), value.role
        if value.role.rule in _LEVELS:
            line.led = line.before
        chosen = self._measures.at_first(value.chosen, frame, frame.range(value.mention.span)[0])
        chosen = self._members.some(chosen, frame, value.mention, page.article.text)
        value.chosen = self._polled.sampled(page, frame, value.mention, chosen)
        same = goes_on or (value.role.standing == "expected" and measure == value.chosen.name)
        line.subject = subject = self._owner(line, value, same=same)
        self._settle(line, value, subject)
        filled = self._filling.quantity(page, frame, value.mention, value.role, value.chosen, subject)
        made = self._expecting.speak(page, frame, filled)
        return made if value.pointed is None else of_the_time_of(made, value.pointed)

    def _meant(self, line: _Line, mention: Mention) -> _Value:
        """Return a value with its part and the measure that its own sentence gives it."""
        frame, before = line.frame, line.before
        role = self._staff.share(frame, mention, self._changes.role(frame, mention))
        if before is not None and role.standing == "current" and self._pairs.joined(frame, before[0], mention):
            role = replace(role, standing=line.standing)
        if before is not None and line.last is not None:
            role = self._gapped.role(frame, (before[0], line.last), line.moved, mention, role)
        refers = self._measures.refers(frame, mention)
        whose = line.owners.get(mention) if line.owners else None  # seldom any: a value is not hashed for nothing
        measured = line.dealt.get(mention) if line.dealt else None
        if before is not None and line.last is not None:
            bare = mention
            mention = self._pairs.united(frame, (before[0], line.last), mention, role, refers=refers)
            if mention is not bare and role.rule == "level":
                role = self._changes.role(frame, mention)  # "2.4 million less than": of tonnes
            if line.led is None and line.last.part == "level" and moved_from(self._grammar, frame, before[0], mention):
                line.led = before
        led = line.led if line.led is not None and role.standing == "prior" else None
        led = led if led is not None and self._pairs.from_level(frame, led[0], mention) else None
        pointed = pointed_at(mention, before, line.earlier) if refers else None
        if pointed is not None:
            chosen = Chosen(pointed.measure, self._measures.named(pointed.measure), "measure.figure")
            if role.rule == "change.of":
                chosen = self._measures.as_change(chosen, role)  # "The figure is an increase of 80,000"
        else:
            leans_on = led if led is not None else before
            chosen = self._leaning.measure(line.page, frame, mention, role, line.hits, measured, leans_on, line.last)
        if refers and before is not None and self._pairs.same_unit(before[0], mention):
            chosen = replace(before[1], rule="measure.figure-before", cue=None)
        elif refers and pointed is None and before is not None:
            told = next((one for one in reversed(line.levels) if self._pairs.same_unit(one[0], mention)), None)
            if told is not None:  # "a loss of £3m is a 70 percent reduction on last year, when the figure was £10m"
                chosen = replace(told[1], rule="measure.figure-before", cue=None)
        if led is not None:
            chosen = replace(self._measures.level(led[1]), rule="measure.level-of-change")
        if before is not None and role.standing == "current" and self._pairs.restated(frame, before[0], mention):
            line.led = before  # "$410 million, or 95 cents per share, up from $380 million"
        return _Value(mention, role, pointed, whose, chosen)

    def _lean(self, line: _Line, value: _Value) -> None:
        """Set the measure by the values before, and by words of selling and staff."""
        page, frame, mention, role = line.page, line.frame, value.mention, value.role
        alone = role.rule == COMPARED and role.part == "change"  # "against a 2 percent rise in the index"
        chosen = value.chosen
        told = (bool(line.levels) or line.changed is not None) and not alone and not chosen.rule.endswith("mover")
        lean = self._pairs.leans(frame, line.levels, line.changed, mention, role, chosen) if told else None
        if lean is not None:
            chosen = lean[0]
            value.leans = lean[1] is not None
            line.subject = lean[1] if lean[1] is not None else line.subject
        elif role.part == "change":
            chosen = self._leaning.ahead(page, frame, mention, role, line.hits, chosen)
        chosen = held_against(line.earlier, mention, role, chosen, self._measures)
        chosen = some_of_those(line.earlier, frame, mention, chosen, self._measures)
        chosen = self._staff.counted(frame, line.before, mention, chosen)
        chosen = self._sales.priced(frame, mention, self._sales.worth(frame, mention, chosen))
        chosen = self._sales.stake(frame, mention, chosen)
        value.chosen = self._sales.each(frame, mention, chosen, role.standing)

    def _tell(self, line: _Line, value: _Value) -> None:
        """Set the measure by what polls, packages and tallies tell of the whole sentence."""
        page, frame, mention, chosen = line.page, line.frame, value.mention, value.chosen
        told = line.read.get((mention.span.start, mention.span.end))
        if told is not None and value.role.part != "level" and told.chosen.rule != TALLY:
            at = told.chosen.cue[0] if told.chosen.rule == STANCE and told.chosen.cue is not None else -1
            end = frame.range(mention.span)[1]
            if at == end or told.chosen.name == LEAD or (at > end and frame.lower(end) in ("of", "among")):
                value.role = Role(standing=value.role.standing)  # "87 percent reported a rise in thefts"
            else:
                told = None
        if told is not None and not (self._packages.fits(told, chosen) and opinion(frame, told.chosen, chosen)):
            told = None
        value.told = told
        if told is not None:
            value.chosen = told.chosen
        elif value.whose is not None and (page.poll is not None or chosen.name == LEAD):
            value.chosen = backed(self._measures, mention, chosen)
        elif page.poll is not None and line.before is not None and in_error(frame, mention, line.before[1]):
            value.chosen = line.before[1]
        elif page.poll is not None and line.before is not None and chosen.rule == "measure.unit":
            value.chosen = alike(mention, chosen, line.before[1], value.role)

    def _owner(self, line: _Line, value: _Value, *, same: bool) -> Subject:
        """Return whose a value is; ``same`` says that it goes on about what the value before is of."""
        page, frame, mention, chosen = line.page, line.frame, value.mention, value.chosen
        told, subject = value.told, line.subject
        if told is not None and told.subject is not None:
            return self._members.of_body(page, chosen, told.subject)
        others = asked_before(frame, mention, chosen, line.earlier) if told is not None and subject is None else None
        if others is not None:
            subject = Subject(others.subject, others.subject_iri, "subject.value-before")
        elif told is not None and subject is None and told.chosen.name == OPINION:
            subject = self._polled.asked.meant(page, frame, mention)
        elif value.whose is not None:
            subject = Subject(value.whose.name, value.whose.iri or None, "subject.distributive")
        elif value.pointed is not None:
            subject = Subject(value.pointed.subject, value.pointed.subject_iri, "subject.value-before")
        elif subject is None or not (
            value.leans
            or same
            or (chosen.rule in SHARED and value.role.rule != COMPARED)
            or again(frame, mention, chosen, subject.rule, self._measures.opinions)
        ):
            subject = self._looked_for(line, value)
        subject = self._polled.asked.instead(page, frame, mention, chosen, subject)
        return self._members.of_body(page, chosen, subject)

    def _looked_for(self, line: _Line, value: _Value) -> Subject:
        """Return the owner that the sentence names, or that of the same measure before where none stands near."""
        frame, chosen, role = line.frame, value.chosen, value.role
        subject = self._subjects.owner(line.page, frame, value.mention, chosen, role=role)
        if line.earlier and includes(self._grammar, frame, frame.range(value.mention.span)[0], self._figures):
            whole = line.earlier[-1]  # "The figure includes at least 730 children"
            return Subject(whole.subject, whole.subject_iri, "subject.value-before")
        weak = subject.rule in _WEAK and not (chosen.rule == "measure.cue" and subject.rule == "subject.same-sentence")
        reckoned = role.standing == "expected" and not expected_to(frame, frame.range(value.mention.span)[0])
        told = subject.rule == "subject.body"  # "growth of 3.6 percent for the members of the union"
        same = same_before(line.earlier, chosen) if weak or (reckoned and not told) else None
        if same is None and subject.rule == "subject.topic":
            same = firm_before(line.earlier, chosen, self._measures)  # "It earned $9 million. Revenue fell 4 percent"
        if same is not None:  # "Revenue rose to $5 billion. Analysts had expected $4.8 billion."
            return Subject(same.subject, same.subject_iri, "subject.value-before")
        return subject

    def _settle(self, line: _Line, value: _Value, subject: Subject) -> None:
        """Set the measure by its owner and by the theme of the article, and keep the value for those after it."""
        page, frame, mention, role = line.page, line.frame, value.mention, value.role
        chosen = self._measures.traded(value.chosen, subject.classes, subject.name, frame)
        if chosen is not value.chosen and line.before is not None and line.before[0] is mention:
            line.before = mention, chosen  # "Acme rose 3 percent to $18": the price of its share
        themed = self._themes.of(frame, mention, chosen, role, subject.classes, page.usual)
        if themed is not chosen:  # "made 6 million euros ($7 million)"
            chosen, line.before = themed, (mention, themed)
            line.led = line.before if line.led is not None and line.led[0] is mention else line.led
        chosen = self._campaigns.of(page, frame, chosen, subject)
        value.chosen = chosen = self._contests.of(page, frame, mention, role, chosen, subject)
        moved = role.part == "change" or chosen.name.endswith("Change")  # "the index added 9 points, or 1 percent"
        if not moved and role.standing == "current":
            line.levels.append((mention, chosen, subject))
        elif moved:
            line.changed = mention, chosen, subject
