import re
from dataclasses import replace
from pathlib import Path

from claims_cases import ARTICLE, BASE, CLAIM, LEXICON
from pyoxigraph import Quad, RdfFormat, Store

from kg.lift import lift
from kg.model import Block, DateEvidence, Span

PAGE = Path(__file__).resolve().parents[1] / "docs" / "model.md"


def test_the_whole_example_of_the_model_is_what_lifting_writes():
    article = replace(ARTICLE, blocks=(Block(Span(0, 61), "body"),), evidence=(DateEvidence("2024-04-04", "metadata"),))
    (written,) = re.findall(r"```turtle\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    shown, lifted = Store(), Store()  # a store writes 32.0 and 32 alike
    shown.load(written, RdfFormat.TURTLE)
    lifted.extend(Quad(*quad.triple) for quad in lift(article, [CLAIM], base=BASE, lexicon=LEXICON))
    assert set(shown) == set(lifted)
