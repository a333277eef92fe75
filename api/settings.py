"""Environment and file → the settings of the service, as data: what is not in this table cannot be set."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.names import check_base


@dataclass(frozen=True, slots=True)
class Setting:
    """A name, what it is when nobody sets it, and what it does."""

    name: str
    default: str | int | float | bool
    help: str
    choices: tuple[str, ...] = ()
    secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "KG_" + self.name.upper()


SETTINGS = (
    Setting("base", "", "address under which instances are named; empty: the store's own, or http://127.0.0.1:PORT/"),
    Setting("store", "", "folder of the store, or a SPARQL store's address; empty: in memory, until the service ends"),
    Setting(
        "state", "", "folder for what was accepted and not yet read, where the store is at an address; empty: none"
    ),
    Setting("host", "127.0.0.1", "address to listen on"),
    Setting("port", 8000, "port to listen on"),
    Setting("threads", 32, "requests served at the same time"),
    Setting("title", "Claimgraph", "name of the collection, in its description and on its pages"),
    Setting(
        "licence", "https://creativecommons.org/publicdomain/zero/1.0/", "licence of the graph, in its description"
    ),
    Setting("default_graph", "union", "what a query without a dataset sees", choices=("union", "plain")),
    Setting("readers", 4, "processes that answer outside queries"),
    Setting(
        "copy_bytes",
        250_000_000,
        "bytes on disk below which a store is copied into memory for its readers; a larger one they read from disk",
    ),
    Setting("query_seconds", 30.0, "seconds of work after which a query is killed"),
    Setting("update_seconds", 60.0, "seconds of work after which an update is killed, nothing of it kept"),
    Setting("query_rows", 2_000_000, "most rows of one result"),
    Setting("query_bytes", 1_000_000_000, "most bytes of one result"),
    Setting("query_memory", 1_000_000_000, "bytes of memory one query may use"),
    Setting("query_length", 1_000_000, "most characters of a query"),
    Setting("update_length", 50_000_000, "most characters of an update"),
    Setting("query_depth", 250, "most nested groups of a query"),
    Setting("queue_seconds", 30.0, "seconds a query waits for a free reader before it is answered 503"),
    Setting("cache_bytes", 128_000_000, "bytes of results kept for the next who asks the same, until a write; 0: none"),
    Setting("body_bytes", 64_000_000, "most bytes of a request, before and after decompression"),
    Setting("article_bytes", 5_000_000, "most bytes of one article or of one text to check"),
    Setting("check_seconds", 30.0, "seconds after which the check of a text is stopped"),
    Setting("rate", 6000, "requests a minute from one address; 0: no limit"),
    Setting("proxies", 0, "reverse proxies in front whose X-Forwarded-For is believed"),
    Setting("token", "", "a token that may do everything; only its hash is kept", secret=True),
    Setting("tokens", "", "hashed tokens, separated by spaces: SCOPE[+SCOPE]:SHA256", secret=True),
    Setting("backups", "", "folder for the copies that POST /backup makes; empty: none are made"),
    Setting("tokens_file", "", "file of hashed tokens, one a line: SCOPE[+SCOPE]:SHA256 NAME"),
    Setting("read_open", True, "reading needs no token"),
    Setting("fetch", True, "ingest may fetch public addresses that a token holder names"),
    Setting("fetch_seconds", 20.0, "seconds after which the fetch of an article is given up"),
    Setting("services", "", "SPARQL endpoints that SERVICE may ask, separated by spaces; empty: none"),
    Setting("service_seconds", 20.0, "seconds that all endpoints of one query may take"),
    Setting("service_rows", 10_000, "most rows that an endpoint may answer"),
    Setting("service_bytes", 10_000_000, "most bytes that an endpoint may answer"),
    Setting("webhook", "", "address that is told of new violations by a signed POST; empty: none"),
    Setting("webhook_secret", "", "what the messages to the webhook are signed with", secret=True),
    Setting("ending_seconds", 10.0, "seconds that requests at hand are given when the service ends"),
    Setting("log", "json", "form of the log lines", choices=("json", "text", "off")),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


class BadSettings(KgError):
    """A setting is unknown or cannot have this value."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force; see :data:`SETTINGS` for what each means."""

    base: str = ""
    store: str = ""
    state: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 32
    title: str = "Claimgraph"
    licence: str = "https://creativecommons.org/publicdomain/zero/1.0/"
    default_graph: str = "union"
    readers: int = 4
    copy_bytes: int = 250_000_000
    query_seconds: float = 30.0
    update_seconds: float = 60.0
    query_rows: int = 2_000_000
    query_bytes: int = 1_000_000_000
    query_memory: int = 1_000_000_000
    query_length: int = 1_000_000
    update_length: int = 50_000_000
    query_depth: int = 250
    queue_seconds: float = 30.0
    cache_bytes: int = 128_000_000
    body_bytes: int = 64_000_000
    article_bytes: int = 5_000_000
    check_seconds: float = 30.0
    rate: int = 6000
    proxies: int = 0
    token: str = field(default="", repr=False)
    tokens: str = field(default="", repr=False)
    tokens_file: str = ""
    backups: str = ""
    read_open: bool = True
    fetch: bool = True
    fetch_seconds: float = 20.0
    services: str = ""
    service_seconds: float = 20.0
    service_rows: int = 10_000
    service_bytes: int = 10_000_000
    webhook: str = ""
    webhook_secret: str = field(default="", repr=False)
    ending_seconds: float = 10.0
    log: str = "json"

    @property
    def folder(self) -> Path | None:
        """The folder of the store; None where it is in memory or kept by a server of its own."""
        return Path(self.store) if self.store and "://" not in self.store else None

    @property
    def kept(self) -> Path | None:
        """The folder where the service writes down what it must not forget: the store's, else the state's."""
        return self.folder or (Path(self.state) if self.state else None)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "base", check_base(self.base) if self.base else "")
        except ValueError as error:
            raise BadSettings(f"base: {error}") from error
        for setting in SETTINGS:
            value = getattr(self, setting.name)
            if setting.choices and value not in setting.choices:
                raise BadSettings(f"{setting.name}: {value!r} is none of {', '.join(setting.choices)}")
            if isinstance(value, int | float) and value < 0:
                raise BadSettings(f"{setting.name}: {value} is negative")
        if wrong := [each for each in self.services.split() if not each.startswith(("http://", "https://"))]:
            raise BadSettings(f"services: {wrong[0]!r} is no http(s) address of an endpoint")
        if self.readers < 1 or self.threads < 1:
            raise BadSettings("readers and threads: at least 1 of each is needed")


def read_settings(environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Return the settings: what is given here, else the environment (``KG_NAME``), else the file, else the default.

    The file is named by ``KG_SETTINGS`` and is TOML with one key a setting. Raises :class:`BadSettings` for a key or
    variable that names no setting, or a value that cannot be read.

    >>> read_settings({"KG_PORT": "9000"}, host="0.0.0.0").port
    9000
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    if path := environment.get("KG_SETTINGS"):
        values |= {name: _value(name, value, source=path) for name, value in _file(Path(path)).items()}
    for setting in SETTINGS:
        if setting.variable in environment:
            values[setting.name] = _value(setting.name, environment[setting.variable], source=setting.variable)
    values |= {name: _value(name, value, source="option") for name, value in given.items() if value is not None}
    return Settings(**values)


def as_environment(settings: Settings) -> dict[str, str]:
    """Return the variables that make the same settings in another process."""
    return {_BY_NAME[f.name].variable: str(getattr(settings, f.name)) for f in fields(Settings)}


def shown(settings: Settings) -> list[tuple[str, str, str]]:
    """Return name, value and help of each setting, secrets hidden, for ``kg config``."""
    return [
        (s.name, "(set)" if s.secret and getattr(settings, s.name) else str(getattr(settings, s.name)), s.help)
        for s in SETTINGS
    ]


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadSettings(f"{path}: cannot be read as TOML: {error}") from error


def _value(name: str, value: Any, *, source: str) -> Any:
    if name not in _BY_NAME:
        raise BadSettings(f"{source}: there is no setting {name!r}; `kg config` lists them")
    kind = type(_BY_NAME[name].default)
    try:
        if kind is bool and isinstance(value, str):
            return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}[value.lower()]
        return kind(value)
    except (ValueError, KeyError, TypeError) as error:
        raise BadSettings(f"{source}: {value!r} is no {kind.__name__} for {name}") from error
