"""Work that another core does meanwhile, in a copy of this process.

What is left behind in the memory of the copy is lost with it. Where no core is idle, or a copy cannot be made, nothing
is done aside, and the caller does the work itself.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable
from functools import cache, cached_property
from typing import NoReturn

__all__ = ["CAN_FORK", "Helper", "LostHelperError", "answer", "cores", "helper", "later", "leave_to_others", "threads"]

CAN_FORK = sys.platform == "linux"  # elsewhere a fork is missing, or unsafe beside what the system started
NO_ANSWER = 2
READY = b"ready"
LENGTH = struct.Struct("<I")

_is_left = False


class LostHelperError(Exception):
    """The copy came to its end without an answer."""


def cores() -> int:
    """How many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def threads() -> int:
    """How many threads this process has, those of libraries too; more than one where nobody knows.

    A copy has one of them, and may wait for ever for what another held.
    """
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - a Path is not loaded for this
    except OSError:
        return 2


def leave_to_others() -> None:
    """From now on do nothing aside: the other cores are busy with work like this process's own."""
    global _is_left  # noqa: PLW0603 - it is one of the process
    _is_left = True


def _is_possible() -> bool:
    return CAN_FORK and cores() > 1 and threads() == 1 and not _is_left


def answer(question: Callable[[], bool]) -> Callable[[], bool] | None:
    """What gives the answer once it is wanted; None where nothing can be done aside.

    A question that could not be answered there is asked again here.
    """
    copy = _fork()
    if copy is None:
        return None
    if copy == 0:
        _answer(question)

    @cache
    def answered() -> bool:
        code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        return bool(code) if code in (False, True) else question()

    return answered


def _fork() -> int | None:
    """Make a copy: 0 in the copy, its number here; None where nothing can be done aside."""
    if not _is_possible():
        return None
    try:
        copy = os.fork()
    except OSError:  # the system allows no more
        return None
    if copy == 0:
        _be_a_copy()
    return copy


def _be_a_copy() -> None:
    """Let go of the streams of this process: what is wrong is told by the one that asks, which may end before."""
    leave_to_others()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _answer(question: Callable[[], bool]) -> NoReturn:
    """Answer by the exit code of this process."""
    code = NO_ANSWER
    try:
        code = int(question())
    finally:
        os._exit(code)


class Helper:
    """A copy of the process that answers requests, as often as it is asked. It ends with this process."""

    def __init__(self, requests: int, answers: int) -> None:
        self._owner = os.getpid()
        self._requests = requests
        self._answers = answers

    @cached_property
    def is_ready(self) -> bool:
        """Whether it got through its preparations, which this waits for."""
        if self._owner != os.getpid():  # a copy of the process that it helps
            return False
        try:
            return _received(self._answers) == READY
        except (OSError, EOFError):
            return False

    def __call__(self, request: bytes) -> bytes:
        """What the copy makes of a request. Raises LostHelperError where it came to its end instead."""
        if self._owner != os.getpid() or not self.is_ready:
            raise LostHelperError
        try:
            _send(self._requests, request)
            return _received(self._answers)
        except (OSError, EOFError) as error:
            raise LostHelperError from error


def helper(prepare: Callable[[], object], work: Callable[[bytes], bytes]) -> Helper | None:
    """A copy that is prepared for work at once; None where nothing can be done aside."""
    (asked, requests), (answers, answering) = os.pipe(), os.pipe()
    copy = _fork()
    if copy == 0:
        os.close(requests)
        os.close(answers)
        _serve(asked, answering, prepare, work)
    os.close(asked)
    os.close(answering)
    if copy is not None:
        return Helper(requests, answers)
    os.close(requests)
    os.close(answers)
    return None


def later(work: Callable[[], bytes]) -> Callable[[], bytes] | None:
    """What gives the result of work that a copy does meanwhile, once; None where nothing can be done aside.

    It raises LostHelperError where the copy could not do it.
    """
    done: list[bytes] = []
    copy = helper(lambda: done.append(work()), lambda _: done[0])
    return None if copy is None else lambda: copy(b"")


def _serve(asked: int, answering: int, prepare: Callable[[], object], work: Callable[[bytes], bytes]) -> NoReturn:
    """Answer until nobody asks any more. What goes wrong is found again, and told, by whoever asked."""
    try:
        prepare()
        _send(answering, READY)
        while True:
            _send(answering, work(_received(asked)))
    finally:
        os._exit(0)


def _send(pipe: int, data: bytes) -> None:
    data = LENGTH.pack(len(data)) + data
    while data:
        data = data[os.write(pipe, data) :]


def _received(pipe: int) -> bytes:
    (length,) = LENGTH.unpack(_read(pipe, LENGTH.size))
    return _read(pipe, length)


def _read(pipe: int, length: int) -> bytes:
    """Bytes of a pipe. Raises EOFError where it ends before."""
    data = b""
    while len(data) < length:
        more = os.read(pipe, length - len(data))
        if not more:
            raise EOFError
        data += more
    return data
