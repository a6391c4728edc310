"""Records that are things of their own: two components with equal fields are still two."""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

__all__ = ["element"]

T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=False)
def element(cls: type[T]) -> type[T]:
    """Give an annotated class its `__init__`; for the type checker its instances are frozen.

    What `dataclass(frozen=True, eq=False)` is for, without the time that takes at every start of the program.
    """
    parameters = ", ".join(f"{name}=cls.{name}" if hasattr(cls, name) else name for name in cls.__annotations__)
    body = "".join(f"\n self.{name} = {name}" for name in cls.__annotations__)
    made: dict[str, Any] = {"cls": cls}
    exec(f"def __init__(self, {parameters}):{body}", made)
    cls.__init__ = made["__init__"]  # type: ignore[method-assign]
    return cls
