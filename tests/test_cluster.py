"""A real Dask scheduler and two workers, each a process of its own in a folder of its own."""

import signal
import socket
import subprocess
import sys
from concurrent.futures import Executor
from datetime import UTC, datetime

import pytest

from sitegen.build import build
from sitegen.cluster import ClusterError, dask_executor
from sitegen.report import Options

pytest.importorskip("distributed")
NOW = datetime(2026, 11, 1, tzinfo=UTC)
ARTICLES = 120


@pytest.fixture
def site(tmp_path):
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    text = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\nimages: {cards: false}\n"
    (root / "content/site.yaml").write_text(text)
    for i in range(ARTICLES):
        head = f"---\ntitle: River {i}\ndate: 2019-{i % 12 + 1:02}-01\ntags: [t{i % 5}]\n---\n"
        (root / f"content/river-{i}.md").write_text(f"{head}Text *{i}* and [more](river-{i // 2}.md).\n")
    return root


@pytest.fixture
def cluster(tmp_path):
    """(address of a scheduler, its two workers); all end with the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = start(
        tmp_path / "scheduler", "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
    )
    workers = []
    for i in range(2):
        folder = tmp_path / f"worker{i}"
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
        workers.append(start(folder, "worker", address, *options))
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def start(folder, *command):
    folder.mkdir()
    argv = [sys.executable, "-m", "dask", *command]
    silent = subprocess.DEVNULL
    return subprocess.Popen(argv, cwd=folder, stdout=silent, stderr=silent)


def tree(folder):
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def wait_for_two(address):
    from distributed import Client  # noqa: PLC0415 - an extra

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)


class Losing(Executor):
    """An executor that loses a worker when it is given its third task."""

    def __init__(self, inner, worker):
        self.inner, self.worker, self.tasks = inner, worker, 0

    def submit(self, task, /, *args, **named):
        self.tasks += 1
        if self.tasks == 3:
            self.worker.send_signal(signal.SIGKILL)
        return self.inner.submit(task, *args, **named)

    def shutdown(self, wait=True, *, cancel_futures=False):
        self.inner.shutdown(wait=wait, cancel_futures=cancel_futures)


def test_a_cluster_gives_the_same_bytes_even_if_it_loses_a_worker(site, cluster):
    address, workers = cluster
    build(site, Options(now=NOW, jobs=1))
    expected = tree(site / "output")
    wait_for_two(address)

    options = Options(now=NOW, jobs=2, clean=True, executor=dask_executor(address))
    assert build(site, options).problems == ()
    assert tree(site / "output") == expected

    make = dask_executor(address)
    losing = Options(now=NOW, jobs=2, clean=True, executor=lambda jobs: Losing(make(jobs), workers[0]))
    report = build(site, losing)
    assert workers[0].wait(timeout=10) == -signal.SIGKILL
    assert report.problems == ()
    assert tree(site / "output") == expected


def test_workers_need_no_folder_of_the_build(site, cluster, tmp_path):
    address, _ = cluster
    wait_for_two(address)
    before = {path for path in tmp_path.rglob("*") if site not in path.parents and path.is_file()}
    build(site, Options(now=NOW, jobs=2, executor=dask_executor(address)))
    after = {path for path in tmp_path.rglob("*") if site not in path.parents and path.is_file()}
    assert not [path for path in after - before if path.suffix in {".html", ".md", ".cache", ".state"}]


def test_no_scheduler_is_told_with_the_cure():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    make = dask_executor(f"tcp://127.0.0.1:{port}", patience=1)
    with pytest.raises(ClusterError, match="no Dask scheduler answers"):
        make(2)
