"""What another core does meanwhile is as if it had been done here, and whatever becomes of it, the work goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hld import aside

needs_fork = pytest.mark.skipif(not aside.CAN_FORK, reason="processes are not copied here")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(aside, "cores", lambda: 2)
    monkeypatch.setattr(aside, "threads", lambda: 1)
    monkeypatch.setattr(aside, "_is_left", False)


@needs_fork
@pytest.mark.parametrize("said", [True, False])
def test_the_answer_is_that_of_a_copy(said):
    here = []
    answered = aside.answer(lambda: bool(here.append(1)) or said)
    assert answered is not None
    assert (answered(), answered(), here) == (said, said, []), "what it left in memory is not here"


def fails():
    raise ValueError("told once")


def dies():
    os.kill(os.getpid(), signal.SIGKILL)


@needs_fork
@pytest.mark.parametrize("end", [fails, dies, lambda: os._exit(7)])
def test_a_question_that_the_copy_cannot_answer_is_asked_here(end):
    process = os.getpid()
    answered = aside.answer(lambda: os.getpid() == process or end())
    assert answered is not None
    assert answered() is True


@needs_fork
def test_what_goes_wrong_is_told_here(capfd):
    answered = aside.answer(fails)
    with pytest.raises(ValueError, match="told once"):
        answered()
    assert capfd.readouterr() == ("", "")


@needs_fork
def test_a_helper_answers_as_often_as_it_is_asked():
    prepared = []
    helper = aside.helper(lambda: prepared.append(b"!"), lambda text: text.upper() + b"".join(prepared))
    assert helper is not None
    assert helper.is_ready
    large = b"x" * 300_000
    assert [helper(b"a"), helper(b""), helper(large)] == [b"A!", b"!", large.upper() + b"!"]
    assert not prepared


@needs_fork
@pytest.mark.parametrize(
    ("prepare", "work", "is_ready"), [(fails, bytes.upper, False), (int, fails, True), (dies, bytes.upper, False)]
)
def test_a_helper_that_came_to_its_end_is_lost(prepare, work, is_ready):
    helper = aside.helper(prepare, work)
    assert helper is not None
    assert helper.is_ready == is_ready
    with pytest.raises(aside.LostHelperError):
        helper(b"a")


@pytest.mark.parametrize("name", ["cores", "CAN_FORK", "threads", "_is_left"])
def test_nothing_is_done_aside_where_no_core_is_idle(monkeypatch, name):
    monkeypatch.setattr(
        aside, name, {"cores": lambda: 1, "CAN_FORK": False, "threads": lambda: 2, "_is_left": True}[name]
    )
    assert aside.answer(fails) is None
    assert aside.helper(fails, bytes.upper) is None


@needs_fork
def test_work_is_done_meanwhile_once():
    done = []
    later = aside.later(lambda: done.append(1) or b"done")
    assert later is not None
    assert (later(), later(), done) == (b"done", b"done", [])
    lost = aside.later(fails)
    assert lost is not None
    with pytest.raises(aside.LostHelperError):
        lost()


@needs_fork
def test_a_copy_asks_no_helper_of_its_owner_and_makes_no_copies():
    helper = aside.helper(int, bytes.upper)
    assert helper is not None
    asked = aside.answer(lambda: helper.is_ready or aside.answer(lambda: True) is not None)
    assert asked is not None
    assert asked() is False
    assert helper(b"a") == b"A"


@needs_fork
def test_threads_of_libraries_count():
    program = "import threading, time\nfrom hld import aside\nprint(aside.threads())\n"
    program += "threading.Thread(target=time.sleep, args=(1,), daemon=True).start()\nprint(aside.threads())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=30)
    assert done.stdout.split() == [b"1", b"2"]


@needs_fork
def test_where_the_system_allows_no_copy_nothing_is_done_aside(monkeypatch):
    def refused():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    before = sorted(Path("/proc/self/fd").iterdir())
    assert aside.answer(fails) is None
    assert aside.helper(fails, bytes.upper) is None
    assert aside.later(fails) is None
    assert sorted(Path("/proc/self/fd").iterdir()) == before


@needs_fork
def test_nobody_waits_for_a_helper():
    """It holds no stream of the process, so that whoever reads its output sees the end of it."""
    program = (
        "import os, time\nfrom hld import aside\naside.cores = lambda: 2\naside.helper(lambda: time.sleep(60), bytes)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=30)
    assert done.stdout + done.stderr == b""
