"""Entities and measures ⇄ tables of other tools: the OpenRefine reconciliation API 0.2 and the 1.0 draft.

Entities and measures are both entities here: ids are IRIs (their last part is understood too), types are classes of the
vocabulary by their local name, properties are measures, with what is known of the claim that gives the value.
"""

from api.reconcile.draft import draft
from api.reconcile.openrefine import openrefine

__all__ = ["draft", "openrefine"]
