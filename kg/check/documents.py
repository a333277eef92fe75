"""Shapes → the page that describes them (``docs/shapes.md``)."""

from __future__ import annotations

from kg.check.shapes import comparison_shapes


def shapes_page() -> str:
    """Return the page, as it is written in ``docs/shapes.md``."""
    head = (
        "# Shapes\n\n"
        "What each comparison shape finds, from `shapes/consistency.ttl` and `shapes/arithmetic.ttl`. The focus is a\n"
        "series; `sh:value` is the second claim, and the last message names both. Shapes that ask the same\n"
        "share a query, and tell their results apart by `$currentShape`, which a SHACL-SPARQL\n"
        "processor must support (pySHACL does).\n"
        "The rules in words: [verdicts](verdicts.md).\n\n"
        "| shape | verdict | severity | what it finds | its message |\n|---|---|---|---|---|\n"
    )
    rows = (
        f"| `{shape.name}` | `{shape.verdict}` | {shape.severity} | {shape.comment} | {shape.message} |\n"
        for shape in sorted(comparison_shapes().values(), key=lambda shape: shape.name)
    )
    return head + "".join(rows)
