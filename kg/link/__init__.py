"""The graph ⇄ what others call the same things: candidates by name, matches with provenance, series that follow.

``names`` finds entities and measures by what they are called, ``asof`` gives the value of a measure on a day,
``remote`` asks other reconciliation services and SPARQL endpoints, ``matches`` keeps what was proposed, accepted and
undone.
"""
