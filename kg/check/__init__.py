"""Store or claims, shapes → findings: the only stage that knows SHACL.

``check_claims`` compares claims with one another, ``check`` the claims of a store; ``recheck`` keeps what is found,
``findings`` and ``decide`` are its life; ``validate`` is plain pySHACL, to which all of it is held.
"""

from kg.check.again import recheck
from kg.check.claims import check_claims
from kg.check.life import decide, findings
from kg.check.plain import validate
from kg.check.reference import load_reference
from kg.check.store import check

__all__ = ["check", "check_claims", "decide", "findings", "load_reference", "recheck", "validate"]
