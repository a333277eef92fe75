"""Claims of one series → verdicts: pure, symmetric, in whatever order they arrived.

``verdict`` compares two statements, ``sweep`` finds the pairs of a series that are worth a finding.
"""

from kg.compare.statement import Row, Series, Statement, fold, row
from kg.compare.sweep import Pair, Swept, sweep
from kg.compare.verdict import verdict

__all__ = ["Pair", "Row", "Series", "Statement", "Swept", "fold", "row", "sweep", "verdict"]
