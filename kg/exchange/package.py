"""A store → a folder to publish: dump, tables, and what they are (RO-Crate 1.1, Data Package, VoID, DCAT)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg import __version__
from kg.errors import KgError
from kg.exchange.selection import Selection, selected
from kg.exchange.tables import CLAIM_COLUMNS, SERIES_COLUMNS, claim_rows, series_rows, write_csv
from kg.store import Store
from kg.vocab import RDF, XSD

_VOID, _DCAT, _DCT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
_MEDIA = {".nq": "application/n-quads", ".csv": "text/csv", ".ttl": "text/turtle", ".json": "application/json"}


def write_package(store: Store, folder: Path, *, title: str, licence: str, day: str) -> list[Path]:
    """Write the package into a folder that is new or empty and return its files; ``day`` is its date, ISO 8601.

    Raises :class:`KgError` where the folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KgError(f"{folder}: is not an empty folder; name a new one")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "graph.nq").open("wb") as file:
        store.export("nquads", to=file)
    tables = {"claims.csv": (claim_rows, CLAIM_COLUMNS), "series.csv": (series_rows, SERIES_COLUMNS)}
    for name, (rows, header) in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as table:
            table.writelines(write_csv(rows(selected(store, Selection())), header))
    (folder / "void.ttl").write_bytes(_void(store, title, licence, day))
    described = [_described(folder / name) for name in ("graph.nq", "claims.csv", "series.csv", "void.ttl")]
    columns = {name: header for name, (_, header) in tables.items()}
    _json(folder / "datapackage.json", _data_package(described, columns, title, licence, day))
    _json(folder / "ro-crate-metadata.json", _crate(described, title, licence, day))
    return sorted(folder.iterdir())


def _described(path: Path) -> dict[str, Any]:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            hashed.update(part)
    return {"path": path.name, "bytes": path.stat().st_size, "hash": hashed.hexdigest(), "media": _MEDIA[path.suffix]}


def _data_package(
    files: list[dict[str, Any]], columns: Mapping[str, tuple[str, ...]], title: str, licence: str, day: str
) -> dict[str, Any]:
    resources = []
    for file in files:
        resource = {
            "name": file["path"].replace(".", "-"),
            "path": file["path"],
            "mediatype": file["media"],
            "bytes": file["bytes"],
            "hash": f"sha256:{file['hash']}",
        }
        if file["path"] in columns:
            fields = [{"name": name, "type": "string"} for name in columns[file["path"]]]
            resource |= {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": {"fields": fields}}
        resources.append(resource)
    licences = [{"path": licence}]
    return {
        "name": "claimgraph",
        "title": title,
        "created": f"{day}T00:00:00Z",
        "licenses": licences,
        "resources": resources,
    }


def _crate(files: list[dict[str, Any]], title: str, licence: str, day: str) -> dict[str, Any]:
    parts = [
        {
            "@id": f["path"],
            "@type": "File",
            "name": f["path"],
            "encodingFormat": f["media"],
            "contentSize": str(f["bytes"]),
            "sha256": f["hash"],
        }
        for f in files
    ]
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "name": title,
                "description": "Claims of news articles, each pinned to the words that make it, as RDF and as tables.",
                "datePublished": day,
                "license": {"@id": licence},
                "hasPart": [{"@id": part["@id"]} for part in parts],
                "mentions": {"@id": "#claimgraph"},
            },
            {"@id": "#claimgraph", "@type": "SoftwareApplication", "name": "claimgraph", "version": __version__},
            *parts,
        ],
    }


def _void(store: Store, title: str, licence: str, day: str) -> bytes:
    """Return VoID and DCAT of the dump: how much of what, in which files."""
    dataset, dump, table = (
        NamedNode(f"{store.base}{path}") for path in (".well-known/void#dataset", "dump/graph.nq", "dump/claims.csv")
    )
    classes: Counter[str] = Counter(
        quad.object.value for quad in store.match(None, RDF.type) if isinstance(quad.object, NamedNode)
    )
    integer = XSD.integer
    said = [
        Triple(dataset, RDF.type, NamedNode(f"{_VOID}Dataset")),
        Triple(dataset, RDF.type, NamedNode(f"{_DCAT}Dataset")),
        Triple(dataset, NamedNode(f"{_DCT}title"), Literal(title)),
        Triple(dataset, NamedNode(f"{_DCT}license"), NamedNode(licence)),
        Triple(dataset, NamedNode(f"{_DCT}issued"), Literal(day, datatype=XSD.date)),
        Triple(dataset, NamedNode(f"{_VOID}triples"), Literal(str(store.count), datatype=integer)),
        Triple(dataset, NamedNode(f"{_VOID}uriSpace"), Literal(f"{store.base}id/")),
        Triple(dataset, NamedNode(f"{_VOID}dataDump"), dump),
    ]
    for node, name in ((dump, "graph.nq"), (table, "claims.csv")):
        said += [
            Triple(dataset, NamedNode(f"{_DCAT}distribution"), node),
            Triple(node, RDF.type, NamedNode(f"{_DCAT}Distribution")),
            Triple(node, NamedNode(f"{_DCT}title"), Literal(name)),
            Triple(
                node,
                NamedNode(f"{_DCAT}mediaType"),
                NamedNode(f"https://www.iana.org/assignments/media-types/{_MEDIA[Path(name).suffix]}"),
            ),
        ]
    for at, (name, count) in enumerate(sorted(classes.items())):
        part = NamedNode(f"{dataset.value}-class-{at}")
        said += [
            Triple(dataset, NamedNode(f"{_VOID}classPartition"), part),
            Triple(part, NamedNode(f"{_VOID}class"), NamedNode(name)),
            Triple(part, NamedNode(f"{_VOID}entities"), Literal(str(count), datatype=integer)),
        ]
    prefixes = {"void": _VOID, "dcat": _DCAT, "dcterms": _DCT, "xsd": XSD.iri}
    return serialize(said, format=RdfFormat.TURTLE, prefixes=prefixes) or b""


def _json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
