"""Sentences and mentions → claims, by a language model behind any OpenAI-compatible chat endpoint.

The second extractor behind the callable that :func:`kg.extract.rules` returns first. Nothing a model says is believed
for itself: see :mod:`kg.extract.llm_grounding`. What was refused is counted and told.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from importlib.resources import files
from string import Template

import httpx

from kg.extract.assembly import fold
from kg.extract.llm_chat import Chat, Message
from kg.extract.llm_grounding import Ground
from kg.extract.llm_passages import Passage, passages
from kg.extract.llm_reply import Ungrounded, items, proposal, schema
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Extractor, Mention, Sentence


@dataclass(frozen=True, slots=True)
class Grounding:
    """What became of a model's claims about one article: ``kept`` are its claims, ``dropped`` counts those refused.

    ``unread`` counts the passages of the article for which there is no (whole) list of claims, by reason.
    """

    article: str
    kept: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)

    def notes(self) -> list[str]:
        """Return what a person should know of it, a line each.

        >>> Grounding("a", 2, {"quote not in the article": 3}).notes()
        ['a: 3 claims dropped: quote not in the article']
        """
        counts = ((self.dropped, "claim", "dropped"), (self.unread, "passage", "not read"))
        return [
            f"{self.article}: {number} {what}{'' if number == 1 else 's'} {fate}: {reason}"
            for reasons, what, fate in counts
            for reason, number in sorted(reasons.items())
        ]


def llm(
    *,
    url: str,
    model: str,
    lexicon: Lexicon,
    key: str | None = None,
    timeout: float = 120.0,
    attempts: int = 4,
    client: httpx.Client | None = None,
    tell: Callable[[Grounding], None] | None = None,
) -> Extractor:
    """Return an extractor that asks a model, at ``{url}/chat/completions``, and keeps what the article bears out.

    ``timeout`` is in seconds for one answer, ``attempts`` at least 1. ``tell`` is called once an article is read. Where
    the endpoint fails the extractor raises :class:`kg.errors.ExtractorFailed` and gives none of the article's claims.
    """
    chat = Chat(url, model, key=key, timeout=timeout, attempts=attempts)
    instructions = _instructions(lexicon)
    form = schema()

    def extract(article: Article, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> list[Claim]:
        ground = Ground(article, sentences, mentions, lexicon=lexicon)
        dropped: Counter[str] = Counter()
        unread: Counter[str] = Counter()
        claims: dict[Claim, None] = {}
        with nullcontext(client) if client is not None else httpx.Client() as http:
            for passage in passages(article, sentences):
                answer = chat.ask([*instructions, _question(article, passage)], form, client=http)
                claims |= dict.fromkeys(_grounded(answer, passage, ground, dropped=dropped, unread=unread))
        found = fold(claims)
        if tell is not None:
            tell(Grounding(article.id, len(found), dict(dropped), dict(unread)))
        return found

    return extract


def _grounded(
    answer: str | None, passage: Passage, ground: Ground, *, dropped: Counter[str], unread: Counter[str]
) -> Iterator[Claim]:
    if answer is None:
        unread["the model refused to answer"] += 1
        return
    listed = items(answer)
    if listed is None:
        unread["the answer has no list of claims"] += 1
        return
    found, whole = listed
    if not whole:
        unread["the answer was cut short or is malformed"] += 1
    for item in found:
        try:
            yield ground.claim(proposal(item), passage)
        except Ungrounded as error:
            dropped[str(error)] += 1


def _instructions(lexicon: Lexicon) -> list[Message]:
    """Return the messages that every question begins with: the task, and one example with its answer."""
    folder = files("kg.extract") / "prompts"
    measures = "\n".join(f"- {measure.name}: {measure.label}" for measure in lexicon.measures)
    task = Template((folder / "claims.txt").read_text(encoding="utf-8")).substitute(measures=measures)
    example = json.loads((folder / "example.json").read_text(encoding="utf-8"))
    answer = json.dumps({"claims": example["claims"]}, ensure_ascii=False)
    shown = Article("example", example["text"], published=example["published"], title=example["title"])
    return [
        {"role": "system", "content": task},
        {"role": "user", "content": _asked(shown, shown.text)},
        {"role": "assistant", "content": answer},
    ]


def _question(article: Article, passage: Passage) -> Message:
    return {"role": "user", "content": _asked(article, passage.words)}


def _asked(article: Article, words: str) -> str:
    return f"Published: {article.published or 'unknown'}\nTitle: {article.title or 'none'}\n\n{words}"
