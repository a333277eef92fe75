"""Class → value: a dataclass that is frozen for the type checker, and quick to make.

Python sets each field of a frozen one through a call: one of seven fields takes four times as long to make as another.
The rules make values by the thousand for each page they read, and a tenth of their time went there. What they make for
themselves, and give to nobody, is therefore frozen by ``mypy`` alone; what the stages give one another
(:mod:`kg.model`) is frozen at run time as well, and with :func:`quick` takes half as long to make.

>>> @dataclass(frozen=True, slots=True)
... class Weight:
...     grams: int
>>> Weight(5) == Weight(5), len({Weight(5), Weight(5)})
(True, 1)

To change some fields of a value, of the rules or of the model, :func:`replace` takes half as long as the one of the
standard library, which looks at each field anew each time.

>>> replace(Weight(5), grams=6)
Weight(grams=6)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["dataclass", "quick", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
    from typing import TypeVar

    _Kind = TypeVar("_Kind")

    def quick(kind: type[_Kind]) -> type[_Kind]:
        """Return a frozen class as it is, but quicker to make."""
        return kind
else:
    import dataclasses
    from functools import cache
    from operator import attrgetter

    def dataclass(*, frozen, slots, **options):
        """Return the decorator of the standard library, with the same meaning but for writing to a field."""
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen and options.get("eq", True), **options)

    @cache  # of classes, which are few
    def _read(kind):
        """Return the places of the fields of a class, and what reads all of them off a value at once."""
        names = [field.name for field in dataclasses.fields(kind)]
        told = attrgetter(*names)
        places = {name: place for place, name in enumerate(names)}
        return places, told if len(names) > 1 else (lambda value: [told(value)])

    def quick(kind):
        """Return a frozen class of the standard library that fills its fields, when it is made, through their slots."""
        fields = dataclasses.fields(kind)
        plain = [field.init and not field.kw_only and field.default_factory is dataclasses.MISSING for field in fields]
        if not all(plain):
            raise TypeError(
                f"{kind.__name__}: a field that is not given by place, or has a factory, is not quick to fill"
            )
        names = [field.name for field in fields]
        lines = [f"def __init__(self, {', '.join(names)}):", *(f"    _{name}(self, {name})" for name in names)]
        if hasattr(kind, "__post_init__"):
            lines.append("    self.__post_init__()")
        made = {f"_{name}": getattr(kind, name).__set__ for name in names}
        exec("\n".join(lines), made)  # noqa: S102 - as the standard library writes it
        init = made["__init__"]
        init.__defaults__, init.__annotations__ = kind.__init__.__defaults__, kind.__init__.__annotations__
        init.__qualname__, init.__module__ = f"{kind.__qualname__}.__init__", kind.__module__
        kind.__init__ = init
        return kind

    def replace(value, /, **changes):
        """Return a value with other contents of some fields, with the meaning that the standard library gives it."""
        places, told = _read(type(value))
        contents = [*told(value)]
        for name, changed in changes.items():
            contents[places[name]] = changed
        return type(value)(*contents)
