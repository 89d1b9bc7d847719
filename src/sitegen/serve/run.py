"""The preview as a process: a socket, a first build, a server, and the watch over the archive."""

from __future__ import annotations

import asyncio
import errno
import gc
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sitegen.problems import Problem
from sitegen.report import Progress, Report, silent
from sitegen.serve.preview import Preview, State
from sitegen.serve.watching import changes

PORTS = 20
"""How many ports are tried, from the one that was asked for."""

HIGHEST = 65_535

NAMED = 5
"""How many new warnings are named after a build."""

TURN = 0.0005
"""Seconds that a build has the interpreter to itself while a page waits to be served: ten times shorter than
usual, as serving one takes a dozen turns.
"""


class ListenError(Exception):
    """No preview can be had at an address. The message says why, and what else to ask for."""


def serve(
    root: Path,
    *,
    host: str,
    port: int,
    drafts: bool,
    say: Callable[[str], None],
    ready: Callable[[str], None] = lambda _: None,
    progress: Callable[[], AbstractContextManager[Progress]] = lambda: nullcontext(silent),
) -> None:
    """Preview the archive in `root` until interrupted. `ready` is told the address once it answers.

    An IPv6 `host` may stand in brackets. Raises `ListenError`.
    """
    host = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    with bound(host, port) as listening:
        number = listening.getsockname()[1]
        if number != port and port:
            say(f"Port {port} is taken; using {number}.")
        preview = Preview(root.resolve(), drafts=drafts)
        say("Building…")
        with progress() as told:
            report = preview.rebuild(progress=told)
        preview.keep()
        _say_what_came(preview, report, say)
        _say_warnings((), preview.warnings, say)
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{'localhost' if host == '127.0.0.1' else shown}:{number}/"
        sys.setswitchinterval(TURN)
        gc.freeze()  # what the first build left stays: no need to look through it again and again
        try:
            asyncio.run(_serve(preview, listening, host, say, address, ready))
        finally:
            preview.keep()


def bound(host: str, port: int) -> socket.socket:
    """A listening socket on the first free port from `port` on: whoever comes meanwhile waits.

    Raises `ListenError`.
    """
    places = _places(host)
    last = min(port + PORTS - 1, HIGHEST) if port else 0
    for number in range(port, last + 1):
        listening = _listening(host, places, number)
        if listening:
            return listening
    raise ListenError(f"no port from {port} to {last} is free on {host}: name another with --port")


def _places(host: str) -> list[tuple[socket.AddressFamily, str]]:
    """The addresses of a host, those of IPv4 first: that is where a browser looks for `localhost`."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as fault:
        message = f"there is no host “{host}”: give an address of this machine, such as 127.0.0.1 or ::1"
        raise ListenError(message) from fault
    places = dict.fromkeys((row[0], str(row[4][0])) for row in found)
    return sorted(places, key=lambda place: place[0] != socket.AF_INET)


def _listening(host: str, places: list[tuple[socket.AddressFamily, str]], port: int) -> socket.socket | None:
    """A socket that listens at the first of the addresses that can be had; None if the port is taken."""
    fault: OSError | None = None
    for family, address in places:
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address, port))
            listening.listen()
        except OSError as error:
            listening.close()
            if error.errno == errno.EADDRINUSE:
                return None
            fault = error
        else:
            return listening
    why = fault.strerror if fault else "it has no address"
    cure = "--host takes an address of this machine, --port one from 1024 on"
    raise ListenError(f"this machine cannot listen on {host}, port {port}: {why}; {cure}")


async def _serve(
    preview: Preview,
    listening: socket.socket,
    host: str,
    say: Callable[[str], None],
    address: str,
    ready: Callable[[str], None],
) -> None:
    import uvicorn  # noqa: PLC0415 - slow to import

    from sitegen.serve.app import application  # noqa: PLC0415 - likewise
    from sitegen.serve.hosts import names_of  # noqa: PLC0415 - likewise

    app = application(preview, names=names_of(host))
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, server_header=False)

    class Server(uvicorn.Server):
        """A server that lets go of the pages that listen before it waits for its open connections."""

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            preview.hang_up()
            await super().shutdown(sockets)

    server = Server(config)
    watching = asyncio.create_task(_watch(preview, say))
    say(f"Serving {address} (Ctrl-C to stop)")
    ready(address)
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()


async def _watch(preview: Preview, say: Callable[[str], None]) -> None:
    loop = asyncio.get_running_loop()

    def tell(state: State) -> None:
        asyncio.run_coroutine_threadsafe(preview.tell(state), loop)

    async for _ in changes(preview.root):
        before, warned = preview.state, preview.warnings
        gc.disable()  # half a second of looking for garbage comes after the news, not before
        try:
            report = await asyncio.to_thread(preview.rebuild, jobs=1, tell=tell)
            if preview.state is not before:
                await preview.tell(preview.state)
                _say_what_came(preview, report, say)
            _say_warnings(warned, preview.warnings, say)
        finally:
            gc.enable()


def _say_what_came(preview: Preview, report: Report | None, say: Callable[[str], None]) -> None:
    for problem in preview.state.errors:
        hint = f" ({problem['hint']})" if problem["hint"] else ""
        place = f"{problem['path']}:{problem['line']}:{problem['column']}"
        say(f"{place}: error: {problem['message']}{hint}")
    if report:
        counts = report.counts
        files = f"{counts.written:,} written, {counts.removed:,} removed"
        say(f"Built in {report.seconds['total']:.2f} s: {files}")


def _say_warnings(before: tuple[Problem, ...], now: tuple[Problem, ...], say: Callable[[str], None]) -> None:
    """Name the warnings that came with a build, wherever in their files; how many there are, if not all are
    named.
    """
    known = {(problem.path, problem.message) for problem in before}
    fresh = [problem for problem in now if (problem.path, problem.message) not in known]
    for problem in fresh[:NAMED]:
        say(str(problem))
    if len(now) > min(len(fresh), NAMED) and (fresh or len(now) != len(before)):
        say(f"{len(now):,} warning{'s' if len(now) > 1 else ''}: “sitegen check” names them all")
    elif before and not now:
        say("No warnings any more")
