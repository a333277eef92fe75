"""Every example of docs/extending.md is read and does what the page says."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import BadOntology
from kg.model import Article
from kg.pipeline import Reader, open_reader

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "extending.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```turtle\n(.*?)```", PAGE, re.DOTALL)
TEXTS = [re.sub(r"\s+", " ", quote).strip() for quote in re.findall(r"(?m)^> (.*)$", PAGE)]


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("extending")
    paths = [folder / f"example{number}.ttl" for number in range(len(EXAMPLES))]
    for path, example in zip(paths, EXAMPLES, strict=True):
        path.write_text(example, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def extended(files) -> Reader:
    return open_reader(*files, base="https://desk.example/")


def claims(reader: Reader, text: str):
    return reader.claims(Article(id="x", text=text, published="2024-04-04"))


def names(reader: Reader, text: str) -> list[str]:
    return [m.value.name for m in reader.mentions(Article(id="x", text=text)) if m.kind == "entity"]


def the_text(start: str) -> str:
    return next(text for text in TEXTS if text.startswith(start))


def test_the_page_has_examples_of_everything():
    joined = "\n".join(EXAMPLES)
    assert [
        kind for kind in ("kg:Measure", "kg:Logistics", "rdfs:Class", "kg:Unit", "kg:Cue") if kind not in joined
    ] == []
    assert len(TEXTS) == 5


def test_the_measure_of_the_page_is_claimed(extended, reader):
    (claim,) = claims(extended, the_text("Norway"))
    assert (claim.measure, claim.value, claim.subject) == ("lighthouseCount", 41, "Norway")
    assert [claim.measure for claim in claims(reader, the_text("Norway"))] != ["lighthouseCount"]


def test_the_added_word_announces_the_measure(extended):
    headcount = next(measure for measure in extended.lexicon.measures if measure.name == "headcount")
    assert headcount.cues[-1] == "hands on deck"
    assert headcount.label == "headcount"


def test_the_names_of_the_entity_are_one(extended):
    assert names(extended, the_text("Orrin")) == ["Orrin Ferries"] * 3  # "its" too
    assert names(extended, "Orrin Line sailed. The shipper was late.") == ["Orrin Ferries"] * 2
    assert names(extended, "They praised the island's ferry line.") == ["Orrin Ferries"]


def test_the_class_of_the_page_has_its_description(extended):
    assert names(extended, the_text("The Cape Lumen")) == ["Cape Lumen Sky Survey"] * 2


def test_the_unit_of_the_page_is_read(extended):
    (claim,) = claims(extended, the_text("The wall"))
    assert (claim.value, claim.unit) == (12, "furlong")


def test_the_cue_of_the_page_makes_a_bound(extended):
    (claim,) = claims(extended, the_text("The town"))
    assert (claim.modality, claim.value) == ("less_than", 9000)


def test_the_refusal_of_the_page_is_what_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("my.ttl").write_text(
        EXAMPLES[0].split("measure:lighthouseCount")[0] + "measure:lighthouseCount kg:countedNown 'lamps'@en .", "utf-8"
    )
    Path("article.txt").write_text("Norway has 41 lighthouses.", "utf-8")
    said = re.search(r"(?m)^my\.ttl:5: .*$", PAGE)
    assert said is not None
    with pytest.raises(BadOntology, match=re.escape(said.group())):
        open_reader(Path("my.ttl"), base="https://desk.example/")
    result = CliRunner().invoke(main, ["extract", "--ontology", "my.ttl", "article.txt"])
    assert result.exit_code == 2
    assert said.group() in result.output


def test_the_command_takes_the_examples(files, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(the_text("Norway"), encoding="utf-8")
    options = [part for path in files for part in ("--ontology", str(path))]
    result = CliRunner().invoke(main, ["extract", *options, "--format", "jsonl", str(article)])
    assert result.exit_code == 0
    assert '"measure": "lighthouseCount"' in result.output
