"""The OpenAPI document says what the code does: held to the routes, and fuzzed."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from flask import Flask
from serving import TOKEN, WRITES, serving

from api.openapi import described, operations


def test_every_route_and_method_is_described(app: Flask) -> None:
    paths = described(app)["paths"]
    for address, _, method, _ in operations(app):
        assert method.lower() in paths[address]
    for_programs = [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(("static", "pages."))]
    routes = {rule.rule for rule in for_programs}
    assert len(paths) == len(routes)


def test_every_operation_says_what_it_answers_and_every_error_has_one_shape(app: Flask) -> None:
    for address, methods in described(app)["paths"].items():
        for method, said in methods.items():
            assert said["summary"], address
            assert any(status.startswith(("2", "3")) for status in said["responses"]), address
            for status, answer in said["responses"].items():
                assert answer["description"]
                if status.startswith(("4", "5")) and method != "head" and status not in {"414", "431"}:
                    assert list(answer["content"]) == ["application/problem+json"]


def test_the_document_is_openapi_3_1(app: Flask) -> None:
    document = app.test_client().get("/openapi.json")
    assert document.json["openapi"].startswith("3.1")
    assert json.loads(document.data) == described(app)
    operations_with_body = [m for p in document.json["paths"].values() for m in p.values() if "requestBody" in m]
    assert all(o["responses"].keys() >= {"413", "415"} for o in operations_with_body)


def test_writes_are_the_operations_that_need_a_token(app: Flask) -> None:
    client = app.test_client()
    for address, methods in described(app)["paths"].items():
        for method, said in methods.items():
            path = address.replace("{key}", "x").replace("{name}", "x").replace("{term}", "x")
            answer = client.open(path, method=method.upper(), data="{}", content_type="application/json")
            assert (answer.status_code == 401) == ("security" in said), (method, address, answer.status_code)
            answer.close()


@pytest.mark.slow
@pytest.mark.skipif(find_spec("schemathesis") is None, reason="schemathesis is not installed")
def test_fuzzing_finds_no_failure_and_no_undocumented_status(tmp_path: Path) -> None:
    with serving(query_seconds=3, fetch="false", rate=0) as served:
        command = [
            Path(sys.executable).with_name("schemathesis"),
            "run",
            served.base + "/openapi.json",
            "--header",
            f"Authorization: Bearer {TOKEN}",
        ]
        command += ["--checks", "not_a_server_error,status_code_conformance,content_type_conformance"]
        command += ["--max-examples", "1", "--seed", "1", "--no-color", "--phases", "examples,coverage,fuzzing"]
        command += ["--request-timeout", "60"]
        command += ["--exclude-method", "HEAD"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=900, check=False)
        assert served.get("/health/ready", headers=WRITES).status_code == 200
    assert done.returncode == 0, done.stdout[-6000:]
