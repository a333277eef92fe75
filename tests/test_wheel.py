"""The distribution stands alone: built, installed elsewhere, run in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("claimgraph-*.whl")
    return built


def test_the_wheel_carries_vocabulary_shapes_and_demo(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, ending in (("ontology", ".ttl"), ("shapes", ".ttl")):
        for path in (ROOT / folder).glob(f"*{ending}"):
            assert f"kg/{folder}/{path.name}" in names
    assert {"kg/demo/articles.jsonl", "kg/ontology/context.jsonld"} <= names


def test_the_demo_runs_from_an_unpacked_wheel_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    # The libraries are this environment's; kg and api come from the wheel alone, as -I keeps the checkout out of sight.
    installed, empty = tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    zipfile.ZipFile(wheel).extractall(installed)
    program = f"import sys; sys.path.insert(0, {str(installed)!r}); import kg.cli; kg.cli.main()"
    environment = {**os.environ, "HOME": str(empty), "COLUMNS": "120"}
    run = subprocess.run(
        [sys.executable, "-I", "-c", program, "demo", "--no-serve"],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode in (0, 1), run.stderr
    assert "31" in run.stdout
    assert "contradiction" in run.stdout
    assert list(empty.iterdir()) == [], "the demo leaves nothing behind"
