"""Work done by a copy of this process: its result, its faults, and no process left behind."""

import errno
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from sitegen.meanwhile import Meanwhile


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """As if this process had no other thread: those of other tests may be at work in it still."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_a_copy_works_while_this_process_goes_on():
    with Meanwhile(os.getpid) as work:
        assert work.result() != os.getpid()


def test_a_long_result_arrives_whole():
    with Meanwhile(lambda: {str(i): b"x" * 100 for i in range(20_000)}) as work:
        assert len(work.result()) == 20_000


def test_what_the_copy_cannot_do_is_done_here():
    here = os.getpid()

    def work():
        if os.getpid() != here:
            raise OSError
        return "done"

    with Meanwhile(work) as meanwhile:
        assert meanwhile.result() == "done"


def test_a_fault_of_the_work_is_raised_here():
    def work():
        raise ValueError("no such thing")

    with Meanwhile(work) as meanwhile, pytest.raises(ValueError, match="no such thing"):
        meanwhile.result()


def test_a_copy_that_is_killed_is_replaced():
    here = os.getpid()

    def work():
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with Meanwhile(work) as meanwhile:
        assert meanwhile.result() == "done"


def test_a_process_with_threads_is_not_copied(monkeypatch):
    monkeypatch.undo()
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    with Meanwhile(os.getpid) as work:
        assert work.result() == os.getpid()
    end.set()
    thread.join()


def test_where_no_process_is_to_be_had_the_work_is_done_here(monkeypatch):
    def refused():
        raise OSError(errno.EAGAIN, "no process")

    def killed(*_):
        raise AssertionError("whom?")

    monkeypatch.setattr(os, "fork", refused)
    monkeypatch.setattr(os, "kill", killed)
    left = sorted(Path("/dev/fd").iterdir())
    with Meanwhile(os.getpid):
        pass
    with Meanwhile(os.getpid) as work:
        assert work.result() == os.getpid()
    assert sorted(Path("/dev/fd").iterdir()) == left


def test_no_copy_outlives_its_block(tmp_path):
    def work():
        (tmp_path / "new").write_text(str(os.getpid()))
        (tmp_path / "new").rename(tmp_path / "pid")
        time.sleep(60)

    with Meanwhile(work):  # nobody reads what it gives
        while not (tmp_path / "pid").exists():
            time.sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
