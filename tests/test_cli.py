"""The command: its formats are a contract, its exit status tells, its errors name the input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import resources
from kg.cli import main
from kg.extract import rules
from kg.formats import CLAIM_KEYS
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Extractor, Mention, Sentence

MEMBERS = '{"id": "a", "published": "2024-04-04", "text": "NATO has 32 members."}\n'
OTHERS = '{"id": "b", "published": "2024-04-04", "text": "NATO has 31 members."}\n'


def run(*arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


@pytest.fixture
def conflicting(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text(MEMBERS + OTHERS, encoding="utf8")
    return path


def test_help_lists_every_command_with_a_line() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    for name in ("extract", "recognise", "ingest", "check", "report", "export", "withdraw", "demo", "serve"):
        assert f"\n  {name}" in shown.output


@pytest.mark.parametrize("name", ["extract", "recognise", "ingest", "check", "report", "export", "withdraw", "demo"])
def test_every_command_explains_itself(name: str) -> None:
    shown = run(name, "--help")
    assert shown.exit_code == 0
    assert len(shown.output.splitlines()) > 4


def test_extract_prints_one_claim_a_line_with_the_documented_keys(conflicting: Path) -> None:
    shown = run("extract", conflicting, "--format", "jsonl")
    claims = [json.loads(line) for line in shown.output.splitlines()]
    assert [claim["value"] for claim in claims] == [32, 31]
    for claim in claims:
        assert set(CLAIM_KEYS) <= set(claim)
        assert claim["measure"] == "memberCount"
        assert claim["quote"] == "NATO has 32 members."[claim["start"] : claim["end"]].replace(
            "32", str(claim["value"])
        )


def test_explain_names_the_rule_of_each_slot(conflicting: Path) -> None:
    shown = run("extract", conflicting, "--format", "jsonl", "--explain")
    slots = {slot for slot, _ in json.loads(shown.output.splitlines()[0])["reasons"]}
    assert {"measure", "subject", "time"} <= slots


def test_articles_come_from_standard_input_too() -> None:
    shown = run("extract", "-", "--format", "jsonl", text=MEMBERS)
    assert json.loads(shown.output)["value"] == 32


def test_recognise_prints_mentions_with_kind_and_value(conflicting: Path) -> None:
    shown = run("recognise", conflicting, "--format", "jsonl")
    mentions = [json.loads(line) for line in shown.output.splitlines()]
    assert {"entity", "quantity"} <= {mention["kind"] for mention in mentions}
    assert all({"article", "start", "end", "kind", "value", "unit", "iri"} == set(mention) for mention in mentions)


def test_a_contradiction_ends_with_status_1_and_names_both_claims(conflicting: Path) -> None:
    shown = run("check", conflicting, "--format", "json")
    assert shown.exit_code == 1
    report = json.loads(shown.output)
    assert report["complete"] is True
    (finding,) = (finding for finding in report["findings"] if finding["verdict"] == "contradiction")
    assert [claim["article"] for claim in finding["claims"]] == ["a", "b"]


def test_agreement_ends_with_status_0(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("NATO has 32 members.", encoding="utf8")
    assert run("check", path, "--published", "2024-04-04").exit_code == 0


def test_claims_once_extracted_are_checked_without_their_articles(conflicting: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    claims.write_text(run("extract", conflicting, "--format", "jsonl").output, encoding="utf8")
    alone = json.loads(run("check", "--claims", claims, "--format", "json").output)
    whole = json.loads(run("check", conflicting, "--format", "json").output)
    assert [finding["verdict"] for finding in alone["findings"]] == [
        finding["verdict"] for finding in whole["findings"]
    ]


def test_a_stored_article_is_checked_exported_and_withdrawn(conflicting: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = run("ingest", conflicting, "--store", store)
    assert [line.split("\t")[0] for line in first.output.splitlines() if "\t" in line] == ["new", "new"]
    again = run("ingest", conflicting, "--store", store)
    assert [line.split("\t")[0] for line in again.output.splitlines() if "\t" in line] == ["unchanged", "unchanged"]
    assert run("check", "--store", store).exit_code == 1
    out = tmp_path / "graph.trig"
    assert run("export", "--store", store, "--out", out).exit_code == 0
    assert "Claim" in out.read_text(encoding="utf8")
    iri = first.output.splitlines()[0].split("\t")[2]
    assert run("withdraw", iri, "--store", store, "--reason", "retracted").exit_code == 0
    assert run("check", "--store", store).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["extract", "missing.txt"], "missing.txt"),
        (["check", "--store", "nowhere"], "nowhere"),
        (["check"], "PATH"),
        (["export", "--store", "nowhere"], "nowhere"),
    ],
)
def test_misuse_ends_with_status_2_and_names_the_input(
    arguments: list[str], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = run(*arguments)
    assert shown.exit_code == 2
    assert named in shown.output
    assert "Traceback" not in shown.output


def test_a_bad_line_loses_no_other_article(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(MEMBERS + "{broken\n" + OTHERS, encoding="utf8")
    assert run("extract", path).exit_code == 2
    shown = CliRunner().invoke(main, ["extract", str(path), "--format", "jsonl", "--skip-bad"])
    assert len([line for line in shown.stdout.splitlines() if line.startswith("{")]) == 2
    assert "articles.jsonl" in shown.stderr


def test_a_fault_of_the_rules_names_the_article_and_loses_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(lexicon: Lexicon) -> Extractor:
        sound = rules(lexicon)

        def extract(article: Article, sentences: list[Sentence], mentions: list[Mention]) -> list[Claim]:
            if article.id == "a":
                raise RecursionError
            return sound(article, sentences, mentions)

        return extract

    monkeypatch.setattr("kg.pipeline.rules", faulty)
    path = tmp_path / "articles.jsonl"
    path.write_text(MEMBERS + OTHERS, encoding="utf8")
    stopped = run("extract", path)
    assert stopped.exit_code == 2
    assert "a: a fault of the rules" in stopped.output
    assert "Traceback" not in stopped.output
    shown = CliRunner().invoke(main, ["extract", str(path), "--format", "jsonl", "--skip-bad"])
    assert {json.loads(line)["article"] for line in shown.stdout.splitlines() if line.startswith("{")} == {"b"}
    assert "RecursionError" in shown.stderr
    stored = CliRunner().invoke(main, ["ingest", str(path), "--store", str(tmp_path / "store"), "--skip-bad"])
    assert (stored.exit_code, stored.stdout.count("new")) == (0, 1)


def test_a_malformed_extension_is_refused_with_its_place(tmp_path: Path, conflicting: Path) -> None:
    bad = tmp_path / "mine.ttl"
    bad.write_text("@prefix kg: <https://w3id.org/claimgraph/ontology#> .\nkg:x a kg:Measure ;;; oops", encoding="utf8")
    shown = run("extract", conflicting, "--ontology", bad)
    assert shown.exit_code == 2
    assert "mine.ttl" in shown.output


def test_the_report_shows_both_quotes(conflicting: Path) -> None:
    shown = run("report", conflicting, "--format", "md")
    assert "“NATO has 32 members.”" in shown.output
    assert "“NATO has 31 members.”" in shown.output
    assert "Cannot both be true" in shown.output


def test_the_demo_prints_claims_and_findings_and_ends() -> None:
    shown = run("demo", "--no-serve")
    assert shown.exit_code == 0
    assert "Claims" in shown.output
    assert "contradiction" in shown.output


def test_the_demo_articles_are_ours_and_many() -> None:
    records = [json.loads(line) for line in resources.demo().read_text(encoding="utf8").splitlines()]
    assert len(records) >= 8
    assert len({record["publisher"] for record in records}) == 3
