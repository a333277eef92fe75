"""The recipes of docs/recipes.md run as they stand, against a service and a store of the demo articles."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from programs import missing, program
from serving import Served, free_port, serving

from kg.cli.exporting import export
from kg.pipeline import demo_articles, ingest, open_reader
from kg.store import Store

PAGE = Path(__file__).resolve().parents[2] / "docs" / "recipes.md"
ADDRESS = "http://127.0.0.1:8000"
TOLD = {"comunica-sparql-file": "an alliance", "ldes-client": "isVersionOf"}
"""Programs of others in the recipes, and what their output holds."""

_BLOCK = re.compile(r"^## (?P<title>[^\n]+)|^```(?P<kind>python|sh)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def recipes() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    title = ""
    for block in _BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        title = block["title"] or title
        if block["code"]:
            found.setdefault(title, []).append((block["kind"], block["code"]))
    return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    folder, port = tmp_path_factory.mktemp("desk"), free_port()
    base = f"http://127.0.0.1:{port}/"
    reader = open_reader(base=base)
    for name in ("served", "news"):
        with Store.open(folder / name, base=base) as store:
            assert list(ingest(demo_articles(reader), store, reader, now=lambda: dt.datetime.now(dt.UTC)))
    with serving(port=port, store=folder / "served") as served:
        yield served, folder


@pytest.mark.parametrize("title", recipes())
def test_the_recipe_runs(title: str, desk: tuple[Served, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    served, folder = desk
    monkeypatch.chdir(folder)
    done = 0
    for kind, code in recipes()[title]:
        code = code.replace(ADDRESS, served.base)
        if kind == "python":
            absent = [
                name for name in re.findall(r"^(?:import|from) (\w+)", code, re.MULTILINE) if find_spec(name) is None
            ]
            if absent:
                pytest.skip(f"{absent[0]} is not installed")
            exec(compile(code, title, "exec"), {"__name__": title})
            done += 1
        elif (name := code.split(" ", 1)[0]) in TOLD:
            (folder / "people.ttl").write_text(
                "<http://www.wikidata.org/entity/Q7184> <http://www.w3.org/2004/02/skos/core#note> 'an alliance' ."
            )
            command = program(name)
            if command is None:
                pytest.skip(missing(name))
            told = subprocess.run(
                [command, *shlex.split(code)[1:]], capture_output=True, text=True, timeout=120, check=False
            )
            assert TOLD[name] in told.stdout, told.stderr
            done += 1
        for line in code.splitlines() if kind == "sh" else ():
            if line.startswith("kg export "):
                assert CliRunner().invoke(export, shlex.split(line)[2:], catch_exceptions=False).exit_code == 0
                assert (folder / shlex.split(line)[-1]).exists()
                done += 1
    assert done
