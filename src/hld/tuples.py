"""`NamedTuple` as in `typing`, made at a tenth of the cost: a start of the program makes more than a hundred of them.

`typing` compiles code for every class and for every annotation of it. Here classes with as many fields share it.
"""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

try:
    from _collections import _tuplegetter as _getter  # type: ignore[import-not-found]
except ImportError:

    def _getter(index: int, doc: str) -> property:
        return property(itemgetter(index), doc=doc)


__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Making(type):
        """Makes a tuple with names of an annotated class; as in `typing`, its type is a plain one."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                missing = next(field for field in reversed(fields) if field not in defaults)
                raise TypeError(f"{name}.{missing} has no default and follows a field with one")
            places = {field: _getter(index, f"Field {index}.") for index, field in enumerate(fields)}
            known = {
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
                "__new__": _new(fields, tuple(defaults.values())),
            }
            return type.__new__(type, name, (tuple, *bases[1:]), {**_METHODS, **body, **known, **places})

    class NamedTuple(metaclass=_Making):
        """The base to name first in the head of a class."""


def _new(fields: tuple[str, ...], defaults: tuple[Any, ...]) -> FunctionType:
    """The function that makes a tuple of values given by place or by name."""
    code = _code(len(fields)).replace(co_varnames=("_cls", *fields), co_name="__new__", co_qualname="__new__")
    return FunctionType(code, {"new": tuple.__new__}, "__new__", defaults)


@cache
def _code(count: int) -> CodeType:
    names = "".join(f", _{index}" for index in range(count))
    made: FunctionType = eval(f"lambda _cls{names}: new(_cls, ({names.removeprefix(', ')}{',' if count else ''}))")
    return made.__code__


def _replace(self: Any, /, **changes: Any) -> Any:
    made = tuple.__new__(type(self), map(changes.pop, self._fields, self))
    if changes:
        raise TypeError(f"{type(self).__name__} has no field {', '.join(map(repr, changes))}")
    return made


def _asdict(self: Any) -> dict[str, Any]:
    return dict(zip(self._fields, self, strict=True))


def _make(cls: Any, values: Any) -> Any:
    return cls(*values)


def _repr(self: Any) -> str:
    return f"{type(self).__name__}({', '.join(f'{field}={value!r}' for field, value in _asdict(self).items())})"


def _getnewargs(self: Any) -> tuple[Any, ...]:
    return tuple(self)


_METHODS = {
    "_replace": _replace,
    "_asdict": _asdict,
    "_make": classmethod(_make),
    "__repr__": _repr,
    "__getnewargs__": _getnewargs,
}
