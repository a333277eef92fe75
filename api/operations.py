"""What an operation takes and answers, said once: it reads the parameters and it writes the OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar

from flask import current_app, request

from api import bodies
from api.problems import Problem

View = TypeVar("View", bound=Callable[..., Any])
KEY = r"[A-Za-z0-9][A-Za-z0-9-]{0,99}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the address: what is not named by an operation is refused."""

    name: str
    help: str
    kind: Literal["string", "integer", "boolean", "date", "iri"] = "string"
    default: str | int | bool | None = None
    words: tuple[str, ...] = ()
    least: int = 0
    most: int = 2000
    required: bool = False
    repeats: bool = False

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of its value."""
        one: dict[str, Any]
        if self.kind == "integer":
            one = {"type": "integer", "minimum": self.least, "maximum": self.most}
        elif self.kind == "boolean":
            one = {"type": "boolean"}
        else:
            one = {"type": "string", "maxLength": self.most}
            one |= {"format": "date"} if self.kind == "date" else {}
            one |= {"format": "iri"} if self.kind == "iri" else {}
        one |= {"enum": list(self.words)} if self.words else {}
        one |= {"default": self.default} if self.default is not None else {}
        return {"type": "array", "items": one} if self.repeats else one

    def read(self, text: str) -> str | int | bool:
        """Return the value; 400 where it is none."""
        if self.kind == "integer":
            if not re.fullmatch(r"\d{1,9}", text) or not self.least <= int(text) <= self.most:
                raise Problem(400, f"{self.name}={text[:40]!r} is no number from {self.least} to {self.most:,}")
            return int(text)
        if self.kind == "boolean":
            if text not in {"true", "false"}:
                raise Problem(400, f"{self.name} is true or false")
            return text == "true"
        if self.words and text not in self.words:
            raise Problem(400, f"{self.name}={text[:40]!r} is none of {', '.join(self.words)}")
        if self.kind == "date" and _day(text) is None:
            raise Problem(400, f"{self.name}={text[:40]!r} is no date (YYYY-MM-DD)")
        if self.kind == "iri" and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+", text):
            raise Problem(400, f"{self.name}={text[:80]!r} is no absolute IRI")
        if len(text) > self.most:
            raise Problem(400, f"{self.name} is longer than {self.most:,} characters")
        return text


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address."""

    summary: str
    parameters: tuple[Parameter, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)  # media type → schema
    answers: Mapping[int, Any] = field(default_factory=dict)  # status → {media type: schema}, or None for no body
    scope: str = "read"
    errors: tuple[int, ...] = ()


def operation(
    summary: str,
    *parameters: Parameter,
    body: Mapping[str, Any] | None = None,
    answers: Mapping[int, Any] | None = None,
    scope: str = "read",
    errors: tuple[int, ...] = (),
    methods: tuple[str, ...] = ("GET",),
) -> Callable[[View], View]:
    """Say what a view does at its methods (HEAD goes with GET); the first answer is the one of success."""

    def attached(view: View) -> View:
        said: dict[str, Operation] = view.__dict__.setdefault("operations", {})
        for method in methods:
            said[method] = Operation(summary, parameters, body or {}, answers or {200: {JSON: {}}}, scope, errors)
        return view

    return attached


JSON = "application/json"


def given() -> dict[str, Any]:
    """Return the parameters of this request as its operation names them; 400 for any other."""
    view = current_app.view_functions[request.endpoint or ""]
    method = "GET" if request.method == "HEAD" else request.method
    operation: Operation = view.__dict__["operations"][method]
    sent = bodies.address()
    known = {parameter.name: parameter for parameter in operation.parameters}
    if stray := set(sent) - set(known):
        raise Problem(
            400, f"{', '.join(sorted(stray))[:200]} is no parameter here; there are {', '.join(known) or 'none'}"
        )
    values: dict[str, Any] = {}
    for name, parameter in known.items():
        texts = sent.get(name, [])
        if parameter.repeats:
            values[name] = [parameter.read(text) for text in texts]
            continue
        if len(texts) > 1 or (parameter.required and not texts):
            raise Problem(400, f"{name} is needed once")
        values[name] = parameter.read(texts[0]) if texts else parameter.default
    return values


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def member(sent: Mapping[str, Any], name: str, *, most: int, required: bool = False) -> str | None:
    """Return a member of a JSON body that is text; 400 where it is not."""
    value = sent.get(name)
    if value is None:
        if required:
            raise Problem(400, f'the body needs "{name}"')
        return None
    if not isinstance(value, str) or len(value) > most or (required and not value.strip()):
        raise Problem(400, f'"{name}" is text of at most {most:,} characters{", not empty" if required else ""}')
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Problem(400, f'"{name}" is no Unicode text: it has half a surrogate pair') from error
    return value
