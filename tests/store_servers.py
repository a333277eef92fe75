"""SPARQL servers for the tests: ordinary processes on loopback, with their files in a folder of the test run."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tenacity import Retrying, stop_after_delay, wait_fixed

VIRTUOSO_ROWS = 200  # few, so that every longer answer is cut
_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
ErrorLogLevel = 3
FileExtend = 200
MaxCheckpointRemap = 200
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
MaxCheckpointRemap = 200
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 4000
MaxDirtyBuffers = 2000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = {rows}
"""


def _free() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextlib.contextmanager
def _running(command: list[str], url: str, log: Path) -> Iterator[None]:
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, cwd=log.parent) as process:
        try:
            for attempt in Retrying(stop=stop_after_delay(180), wait=wait_fixed(0.1), reraise=True):
                with attempt:
                    assert process.poll() is None, log.read_text(errors="replace")
                    httpx.get(url, timeout=5, trust_env=False).raise_for_status()
            yield
        finally:
            process.kill()


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Run the Oxigraph server, in memory; gives its address."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the Oxigraph server is not here: pip install oxigraph")
    url = f"http://127.0.0.1:{_free()}"
    with _running([program, "serve", "--bind", url.removeprefix("http://")], f"{url}/", folder / "oxigraph.log"):
        yield url


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run Virtuoso 7 with a new database; gives its address, to be asked as ``dba`` with the password ``dba``."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not here: apt-get install virtuoso-opensource-7-bin")
    port = _free()
    config = folder / "virtuoso.ini"
    config.write_text(_VIRTUOSO.format(folder=folder, port=port, sql=_free(), rows=VIRTUOSO_ROWS))
    url = f"http://127.0.0.1:{port}/sparql"
    with _running([program, "+foreground", "+configfile", str(config)], url, folder / "virtuoso.log"):
        yield url
