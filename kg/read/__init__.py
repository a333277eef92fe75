"""Bytes, HTML, JSONL, folders, ``-`` → ``Article``: its text, what each piece of it is, when it was published.

``read`` opens sources; ``frame`` fills in what a text alone can tell. Both leave the text as it stands.
"""

from kg.read.frame import frame, framer
from kg.read.sources import read

__all__ = ["frame", "framer", "read"]
