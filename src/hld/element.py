"""Records that are things of their own: two components with equal fields are still two. What is asked of one once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, dataclass_transform, overload

__all__ = ["element", "once"]

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - used as a decorator, like property
    """A property that is found out at the first question and then kept.

    `functools.cached_property` takes a lock for that until Python 3.12, which costs more than most answers.
    """

    def __init__(self, ask: Callable[[Any], T]) -> None:
        self._ask = ask
        self._name = ask.__name__
        self.__doc__ = ask.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> T | once[T]:
        if instance is None:
            return self
        answer = instance.__dict__[self._name] = self._ask(instance)
        return answer


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
