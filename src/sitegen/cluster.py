"""A Dask cluster as an executor (extra `dask`): its workers need sitegen installed, and no shared folder."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor


class ClusterError(Exception):
    """The cluster cannot be used. The message says how to go on."""


def dask_executor(address: str, *, patience: int = 10) -> Callable[[int], Executor]:
    """What makes an executor over the cluster whose scheduler answers at `address` (`tcp://host:port`).

    It raises `ClusterError` where none does within `patience` seconds.
    """

    def make(jobs: int) -> Executor:  # noqa: ARG001 - the cluster has its own size
        try:
            from distributed import Client  # noqa: PLC0415 - an extra, slow to import
        except ImportError as fault:
            cure = "install it with: pip install 'sitegen[dask]'"
            raise ClusterError(f"--executor dask:… needs the package distributed; {cure}") from fault
        try:
            client = Client(address, timeout=patience, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError, ValueError) as fault:
            cure = "start one with “dask scheduler” and “dask worker”, or build without --executor"
            raise ClusterError(f"no Dask scheduler answers at {address}; {cure}") from fault
        executor: Executor = client.get_executor()  # type: ignore[no-untyped-call]
        return _Closing(executor, client.close)

    return make


class _Closing(Executor):
    """An executor that closes its connection when it is shut down."""

    def __init__(self, executor: Executor, close: Callable[[], None]) -> None:
        self._executor = executor
        self._close = close
        self.submit = executor.submit  # type: ignore[method-assign]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - its interface
        """End the work, then the connection."""
        self._executor.shutdown(wait=wait)
        self._close()
