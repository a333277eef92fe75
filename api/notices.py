"""New violations → the webhook the operator named, in a thread of its own: nobody waits for the other side."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterable
from contextlib import suppress

from api.settings import BadSettings, Settings
from kg.errors import KgError
from kg.model import Finding
from kg.webhook import post

_log = logging.getLogger("claimgraph.webhook")
_WAITING = 1000  # messages; while the other side is away for longer, later ones are dropped and the log says so
_EACH = 100  # findings of one message


class Notices:
    """The line of messages to the webhook; without an address nothing is sent."""

    def __init__(self, settings: Settings) -> None:
        if settings.webhook and not settings.webhook_secret:
            raise BadSettings("webhook: the receiver cannot tell our messages from others': set webhook_secret too")
        if settings.webhook and not settings.webhook.startswith(("http://", "https://")):
            raise BadSettings(f"webhook: {settings.webhook!r} is no http address")
        self.wanted = bool(settings.webhook)
        self._settings = settings
        self._line: queue.Queue[list[Finding] | None] = queue.Queue(maxsize=_WAITING)
        self._thread = threading.Thread(target=self._work, name="webhook", daemon=True)
        if self.wanted:
            self._thread.start()

    def tell(self, findings: Iterable[Finding]) -> None:
        """Send the violations among these, soon."""
        new = [finding for finding in findings if finding.severity == "violation" and finding.state == "open"]
        for first in range(0, len(new) if self.wanted else 0, _EACH):
            try:
                self._line.put_nowait(new[first : first + _EACH])
            except queue.Full:
                _log.error("the webhook has been away for too long: findings are not told")

    def _work(self) -> None:
        while (findings := self._line.get()) is not None:
            try:
                post(self._settings.webhook, findings, secret=self._settings.webhook_secret)
            except KgError as error:
                _log.error(str(error))
            except Exception:  # a bug of ours must not stop the line
                _log.exception("a message to the webhook failed")

    def close(self) -> None:
        """Send no more; a message under way is given up with the process."""
        with suppress(queue.Full):
            self._line.put_nowait(None)
        if self._thread.is_alive():
            self._thread.join(timeout=5)
