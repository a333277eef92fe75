"""What is answered: status, headers, parts of the body; the same whether the framework passes it on or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer. A ``body`` that is a list is complete; any other is passed on as its parts come."""

    status: int
    headers: list[tuple[str, str]]
    body: Iterable[bytes]

    def response(self) -> Response:
        """Return it as a response of the application."""
        return Response(self.body, self.status, self.headers)
