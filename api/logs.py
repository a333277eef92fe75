"""What happens in the service → lines on standard error, for programs or for people."""

from __future__ import annotations

import json
import logging
import sys


class JsonLines(logging.Formatter):
    """A log record → one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {"time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname.lower()}
        line |= {"event": record.getMessage()} | getattr(record, "fields", {})
        if hasattr(record, "request_id"):
            line["id"] = record.request_id
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """A log record → one line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = " ".join(f"{k}={v}" for k, v in getattr(record, "fields", {}).items())
        return f"{self.formatTime(record)} {record.levelname} {record.getMessage()} {fields}".rstrip()


def log_to_stderr(form: str) -> None:
    """Send the service's log lines to standard error, in this form."""
    root = logging.getLogger("claimgraph")
    root.handlers.clear()
    root.propagate = False
    if form != "off":
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines() if form == "json" else TextLines())
        root.addHandler(handler)
    root.setLevel(logging.INFO if form != "off" else logging.CRITICAL)
