"""Records that are things of their own, two of equal fields still two; and what follows from the fields of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, dataclass_transform, overload

__all__ = ["element", "fact", "once"]

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - used as a decorator, like property
    """A property that is found out at the first question and then kept.

    `functools.cached_property` takes a lock for that until Python 3.12, which costs more than most answers.
    """

    def __init__(self, ask: Callable[[Any], T]) -> None:
        self.ask = ask
        self._name = ask.__name__
        self.__doc__ = ask.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> T | once[T]:
        if instance is None:
            return self
        answer = self.ask(instance)
        setattr(instance, self._name, answer)  # not by way of its __dict__: one that was looked at is slower for good
        return answer


class fact(once[T]):  # noqa: N801
    """A property of an element that is found out when it is made: what is asked of thousands, time and again.

    In the end it is an attribute like those stated. One may be made of those that stand before it.
    """


@dataclass_transform(frozen_default=True, eq_default=False)
def element(cls: type[T]) -> type[T]:
    """Give an annotated class its `__init__`; for the type checker its instances are frozen.

    What `dataclass(frozen=True, eq=False)` is for, without the time that takes at every start of the program.
    """
    facts = {name: value.ask for name, value in vars(cls).items() if isinstance(value, fact)}
    parameters = ", ".join(f"{name}=cls.{name}" if hasattr(cls, name) else name for name in cls.__annotations__)
    body = [f"self.{name} = {name}" for name in cls.__annotations__] + [f"self.{name} = {name}(self)" for name in facts]
    made: dict[str, Any] = {"cls": cls, **facts}
    exec("\n ".join([f"def __init__(self, {parameters}):", *body]), made)
    cls.__init__ = made["__init__"]  # type: ignore[method-assign]
    for name in facts:
        delattr(cls, name)  # an attribute that no class knows of is the quickest to read
    return cls
