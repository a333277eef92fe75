"""Sentences and mentions → claims: whose value it is, of what, when it holds, who says so, and by which rules."""

from __future__ import annotations

from kg.extract.reading import rules

__all__ = ["rules"]
