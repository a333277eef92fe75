"""Where the shipped vocabulary, shapes and demo articles stand, installed or in a source checkout."""

from importlib.resources import files
from pathlib import Path


def _package() -> Path:
    package = files("kg")
    if not isinstance(package, Path):  # a zipped import has no folder a Turtle parser could read from
        raise TypeError("claimgraph cannot run from a zip archive: install it with pip")
    return package


def _folder(name: str) -> Path:
    installed = _package() / name
    return installed if installed.is_dir() else _package().parent / name  # a checkout keeps them beside the package


def ontology() -> Path:
    """Return the folder of ``kg.ttl``, the measures, entities, units and cues."""
    return _folder("ontology")


def shapes() -> Path:
    """Return the folder of the shipped SHACL shapes."""
    return _folder("shapes")


def demo() -> Path:
    """Return the shipped demo articles, a JSONL file."""
    return _package() / "demo" / "articles.jsonl"
