"""Bearer tokens → scopes: only hashes are kept, and compared in constant time (RFC 6750)."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from flask import current_app, request

from api.problems import Problem
from api.settings import BadSettings, Settings

SCOPES = ("read", "write", "admin")
_LINE = re.compile(r"(?P<scopes>[a-z+]+):(?P<hash>[0-9a-f]{64})(?:\s+(?P<name>\S.*))?")


def hashed(token: str) -> str:
    """Return the hash under which a token is kept. Tokens are random, so one round suffices."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(*scopes: str, name: str = "") -> tuple[str, str]:
    """Return a fresh token and the line that admits it in a tokens file."""
    token = secrets.token_urlsafe(32)
    return token, f"{'+'.join(scopes or ('write',))}:{hashed(token)} {name}".rstrip()


class Tokens:
    """The tokens of the service."""

    def __init__(self, settings: Settings) -> None:
        lines: list[tuple[str, str]] = [("tokens", line) for line in settings.tokens.split()]
        if settings.tokens_file:
            try:
                content = Path(settings.tokens_file).read_text(encoding="utf-8")
            except OSError as error:
                raise BadSettings(f"tokens_file: {error}") from error
            lines += [(settings.tokens_file, line.strip()) for line in content.splitlines()]
        self._known = [(_scopes(line, source), line.split(":")[1][:64]) for source, line in lines if _says(line)]
        self._read_open = settings.read_open
        if settings.token:
            self._known.append((frozenset(SCOPES), hashed(settings.token)))

    def __len__(self) -> int:
        return len(self._known)

    def require(self, scope: str, authorization: str) -> None:
        """Raise :class:`Problem`, 401 or 403, where a request with this header may not do what needs the scope."""
        if scope == "read" and self._read_open:
            return
        kind, _, token = authorization.partition(" ")
        challenge = f'Bearer realm="claimgraph", scope="{scope}"'
        if not self._known:
            raise Problem(
                403, "this service takes no writes: it was started without a token (KG_TOKEN or KG_TOKENS_FILE)"
            )
        if kind.lower() != "bearer" or not token:
            raise Problem(401, f"this needs a token with the scope {scope}", headers={"WWW-Authenticate": challenge})
        scopes = self.scopes(token.strip())
        if not scopes:
            challenge += ', error="invalid_token"'
            raise Problem(401, "the token is not known here", headers={"WWW-Authenticate": challenge})
        if scope not in scopes:
            challenge += ', error="insufficient_scope"'
            raise Problem(403, f"the token lacks the scope {scope}", headers={"WWW-Authenticate": challenge})

    def scopes(self, token: str) -> frozenset[str]:
        """Return what the token may do. Every known token is compared, so the time says nothing."""
        given = hashed(token)
        matches = [scopes for scopes, known in self._known if hmac.compare_digest(known, given)]
        return matches[0] if matches else frozenset()


def _says(line: str) -> bool:
    return bool(line) and not line.startswith("#")


def _scopes(line: str, source: str) -> frozenset[str]:
    match = _LINE.fullmatch(line)
    scopes = set(match["scopes"].split("+")) if match else set()
    if match is None or not scopes <= set(SCOPES):
        raise BadSettings(f"{source}: a token line is SCOPE[+SCOPE]:SHA256 [NAME], with scopes {', '.join(SCOPES)}")
    return _with_lesser(scopes)


def _with_lesser(scopes: Iterable[str]) -> frozenset[str]:
    highest = max(SCOPES.index(scope) for scope in scopes)
    return frozenset(SCOPES[: highest + 1])


def require(scope: str) -> None:
    """Let the request pass if its token has the scope; else 401 or 403 (RFC 6750 §3)."""
    current_app.config["TOKENS"].require(scope, request.headers.get("Authorization", ""))


def bearer() -> str:
    """Return who sends the request, as far as the service knows: the start of the hash of the token."""
    token = request.headers.get("Authorization", "").partition(" ")[2].strip()
    return f"token {hashed(token)[:8]}" if token else "anonymous"
