"""Programs of others that tests run where they are there: named by the environment, on the path, or in tests/tools."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[1] / "tools" / "node_modules" / ".bin"
MISSING = "{} is not there: make clients, or name it with {}"


def program(name: str) -> str | None:
    """Return the command (``ldes-client``), which ``LDES_CLIENT`` in the environment names first."""
    return os.environ.get(_variable(name)) or shutil.which(name) or shutil.which(name, path=str(TOOLS))


def missing(name: str) -> str:
    """Return why a test is skipped."""
    return MISSING.format(name, _variable(name))


def _variable(name: str) -> str:
    return name.upper().replace("-", "_")
