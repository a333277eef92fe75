"""The layout stays drawable: every module is in a contract, small, and knows only what it may."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted([*ROOT.glob("kg/**/*.py"), *ROOT.glob("api/**/*.py")])


def contracts() -> list[dict[str, object]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: list[dict[str, object]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return found


def test_the_import_contracts_hold() -> None:
    run = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()"],
                         cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_module_of_kg_stands_in_the_story() -> None:
    layers = next(c["layers"] for c in contracts() if c["type"] == "layers")
    assert isinstance(layers, list)
    named = {part.strip() for layer in layers for part in re.split(r"[|:]", layer)}
    tops = {f"kg.{path.stem}" for path in ROOT.glob("kg/*.py") if path.stem not in ("__init__", "__main__")}
    tops |= {f"kg.{path.parent.name}" for path in ROOT.glob("kg/*/__init__.py")}
    assert tops - named == set(), "add the new module to the layers in pyproject.toml"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_small_enough_to_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert path.read_text(encoding="utf8").lstrip().startswith(('"""', 'r"""'))


def test_nothing_names_this_machine_or_a_registry() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    for name in tracked:
        path = ROOT / name
        if name.startswith(("requirements", "Makefile", "pyproject")) and path.is_file():
            text = path.read_text(encoding="utf8")
            assert "index-url" not in text.replace("--no-emit-index-url", "")
            assert not re.search(r"^[^#\n]*https?://(?!github\.com/claimgraph)", text, re.M), name
