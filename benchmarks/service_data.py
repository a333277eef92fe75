"""What the servers of :mod:`benchmarks.service` are asked, and of what."""

from __future__ import annotations

import random

EX = "http://example.org/"
KG = "https://w3id.org/claimgraph/ontology#"
PROV = "http://www.w3.org/ns/prov#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = f"PREFIX e: <{EX}> PREFIX kg: <{KG}> PREFIX prov: <{PROV}> "
QUERIES = {
    "lookup": "SELECT ?c ?p ?o { ?c kg:subject e:s7 ; ?p ?o } LIMIT 300",
    "latest value per measure": (
        "SELECT ?m (MAX(?d) AS ?day) (SAMPLE(?v) AS ?value) "
        "{ ?c kg:subject e:s7 ; kg:measure ?m ; kg:validFrom ?d ; kg:value ?v } GROUP BY ?m"
    ),
    "join with provenance": (
        "SELECT ?c ?v ?q ?a ?t { ?c kg:subject e:s7 ; kg:value ?v ; kg:quote ?q ; prov:wasDerivedFrom ?a . "
        "?a e:published ?t } ORDER BY ?t"
    ),
    "aggregate": (
        "SELECT ?h (COUNT(?c) AS ?n) (AVG(?v) AS ?mean) "
        "{ ?c prov:wasDerivedFrom ?a ; kg:value ?v . ?a e:house ?h } GROUP BY ?h"
    ),
    "100,000 rows": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100000",
}
SLOW = {"aggregate": 2, "100,000 rows": 2}  # clients that ask what takes long to answer
PRODUCT = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != {n}) }}"


def data(claims: int) -> bytes:
    """Return claims of one article in ten, of one subject in fifty, as N-Triples."""
    chance = random.Random(1)
    lines = []
    for number in range(claims):
        claim, article = f"<{EX}c{number}>", f"<{EX}a{number // 10}>"
        day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        said = {
            f"<{KG}subject>": f"<{EX}s{number // 50 % max(claims // 50, 1)}>",
            f"<{KG}measure>": f"<{EX}m{number % 9}>",
            f"<{KG}value>": f'"{chance.randint(1, 10**6)}"^^<{XSD}integer>',
            f"<{KG}asWritten>": f'"{number}"',
            f"<{KG}validFrom>": f'"{day}"^^<{XSD}date>',
            f"<{KG}quote>": f'"The union said it had {number} members, a spokesperson said."',
            f"<{KG}modality>": f"<{KG}exact>",
            f"<{PROV}wasDerivedFrom>": article,
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>": f"<{KG}Claim>",
        }
        lines += [f"{claim} {predicate} {value} ." for predicate, value in said.items()]
        if number % 10 == 0:
            lines += [
                f'{article} <{EX}published> "{day}"^^<{XSD}date> .',
                f"{article} <{EX}house> <{EX}h{number // 10 % 20}> .",
            ]
    return "\n".join(lines).encode()
