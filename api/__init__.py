"""Store and findings → HTTP: SPARQL to the letter, linked data, a JSON interface, pages. It decides nothing."""

from api.app import create_app
from api.knowledge import Knowledge
from api.settings import Settings, read_settings

__all__ = ["Knowledge", "Settings", "create_app", "read_settings"]
