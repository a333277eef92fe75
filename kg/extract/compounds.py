"""Value joined to a noun → what the two describe: "a 220,000-ton vessel", "the bank's eight-member committee"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.shares import unit_of
from kg.extract.sums import currency, joined
from kg.extract.words import AFTER_NOUN, AUXILIARIES, DETERMINERS, POSSESSIVES, SIZES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention

_PARTS = vocabulary("percent percentage_point basis_point point")
_STRETCHED, _GENITIVE = vocabulary("year month week day decade"), frozenset({"'s", "'"})
_WORTH = vocabulary("worth valued")
_SUCH = vocabulary("a an the this")
_ONE_OF = ((",", "a"), (",", "an"))
_STRONG = ("-member", "-strong", "-man", "-nation", "-person", "-seat")
_BODIES = vocabulary("member strong man nation person seat")
_STRETCHES = vocabulary(
    "streak run period span stretch spell slide rally losing winning wait low high record place spot position"
)
_UNDERGONE = vocabulary(
    "trek journey voyage trip tour exile reign stint career tenure absence hiatus ban suspension quest "
    "marriage imprisonment captivity"
)  # of who goes through them
_PAID = vocabulary("fee fine penalty bonus ransom")  # of who pays or gets them
_SPENT = _STRETCHES | _UNDERGONE | _PAID
_EXTREMES = vocabulary("low high peak lows highs olds")  # of what was told before: no owners


class Compounds:
    """Reads owners off the nouns that a value stands before."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates
        self._reckoners = lexicon.words_of("reckoner")

    def of(self, page: Page, frame: Frame, mention: Mention, *, plain: bool) -> Iterator[Candidate]:
        """What a joined value describes: "a 220,000-ton vessel", "the 400-metre-long Ever Calm".

        A sum that no word names (``plain``) is of what it stands before: "a $640,000 lake house".
        """
        first, last = frame.range(mention.span)
        words = mention.span.of(page.article.text)
        unit = unit_of(mention)
        worth = plain and frame.lower(first - 1) in _SUCH and currency(unit)
        strong = unit is None and frame.lower(first).endswith(_STRONG)
        strong = strong or (unit is None and frame.lower(last) == "-" and frame.lower(last + 1) in _BODIES)
        if strong:  # "the bank's eight-member committee"
            last += 2 * (frame.lower(last) == "-")
        elif unit is None or unit in _PARTS or not (worth or (words[-1].isalpha() and joined(words, unit))):
            return
        named = frame.entity(first - 3) if frame.lows[first - 2 : first] in _ONE_OF else None
        if named is not None and not (worth or frame.lower(last - 1).endswith("old")):  # "the Arla, a 480-foot vessel"
            yield self._candidates.entity(named, 12.0, "subject.modified")
        if unit in _STRETCHED and (frame.lower(first - 1) in POSSESSIVES or frame.lower(first - 1) in _GENITIVE):
            return  # "ended Labour's 13-year grip on power": of Labour
        while frame.lower(last) == "-" or frame.lower(last) in SIZES:
            last += 1
        end = last
        while end < min(frame.size, last + 5) and frame.tokens[end].text[0].isalpha() and end not in frame.valued:
            word = frame.lower(end)
            if word in AFTER_NOUN or word in DETERMINERS or word in AUXILIARIES or self._grammar.is_verb(frame, end):
                break
            if word in _WORTH:
                break  # "a five-year contract worth $40 million"
            if word in self._reckoners or word in _EXTREMES or (word in _SPENT and not strong):
                return  # "the 11-cent loss analysts expected", "a 15-month low", "a three-day streak of gains"
            if frame.entity(end) is not None:
                yield self._candidates.entity(frame.named[end], 14.0 if strong else 11.0, "subject.modified")
                return
            end += 1
        whole = Phrase(first, end)
        told = self._candidates.told_before(page, frame, whole) if strong and end > last else None
        if told is not None:  # "the 13-nation cartel"
            span = frame.span(first, end)
            yield Candidate(told.name, told.iri or None, told.classes, 14.0, "subject.modified", span)
        elif end > last:
            score = 14.0 if strong else 11.0  # past "the bank's" of the committee
            yield from self._candidates.words(page, frame, Phrase(last, end), score, "subject.modified")
