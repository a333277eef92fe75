"""Pages for people: the answers of the JSON interface, laid out to be read and decided on. They decide nothing."""

from flask import Flask

from api.pages import archive, blueprint, draft, editor, files, finding, inbox, links, overtime, signing
from api.pages.board import Boards

__all__ = ["archive", "draft", "editor", "files", "finding", "inbox", "install", "links", "overtime", "signing"]


def install(app: Flask) -> None:
    """Put the pages into the application."""
    app.config["BOARDS"] = Boards()
    blueprint.install(app)
