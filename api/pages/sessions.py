"""Tokens → sessions of people: the browser keeps a random name, the service the scopes and a secret for forms."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from api.tokens import Tokens, hashed

SECONDS = 12 * 3600
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who showed a token: what it may do, and the secret that their forms carry."""

    scopes: frozenset[str]
    who: str
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    since: float = field(default_factory=time.monotonic)

    def sent_by(self, secret: str) -> bool:
        """Say whether a form was made for this session."""
        return hmac.compare_digest(self.csrf.encode(), secret.encode())


class Sessions:
    """The sessions, in memory: who signed in before a restart signs in again."""

    COOKIE = "claimgraph_session"

    def __init__(self, tokens: Tokens) -> None:
        self._tokens, self._lock = tokens, threading.Lock()
        self._open: OrderedDict[str, Session] = OrderedDict()

    def begin(self, token: str) -> str | None:
        """Return the name of a new session; None where the token is not known."""
        scopes = self._tokens.scopes(token.strip())
        if not scopes:
            return None
        name = secrets.token_urlsafe(32)
        with self._lock:
            self._open[name] = Session(scopes, f"token {hashed(token.strip())[:8]}")
            while len(self._open) > _MOST:
                self._open.popitem(last=False)
        return name

    def get(self, name: str) -> Session | None:
        """Return the session of this name while it lasts."""
        with self._lock:
            found = self._open.get(name)
            if found is not None and time.monotonic() - found.since > SECONDS:
                found = self._open.pop(name, None) and None
            return found

    def end(self, name: str) -> None:
        """Forget a session."""
        with self._lock:
            self._open.pop(name, None)
