"""Providers of posts that installed packages bring, each under an entry point of the group `sitegen.embeds`.

One that cannot be used is told of, and the site is built without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sitegen import installed
from sitegen.embeds.address import Location, PostAddress, Provider
from sitegen.problems import Problem, error

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

CODE = "plugin-failed"


class PluginFailedError(Exception):
    """A plug-in did not answer whose post an address leads to; `problem` says which one, and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Plugin:
    """What an entry point gives: `name` is its own, `package` the name and version of whose it is. Without a
    provider `problem` says why there is none.
    """

    name: str
    package: str
    provider: Provider | None = None
    problem: Problem | None = None

    def find(self, location: Location) -> PostAddress | None:
        """The post that an address leads to, if this provider knows it. Raises `PluginFailedError`."""
        provider = self.provider
        if provider is None or (provider.hosts and location.site not in provider.hosts):
            return None
        try:
            found = provider.find(location)
        except Exception as fault:
            raise PluginFailedError(_problem(self, _words(fault))) from fault
        if found is not None and not isinstance(found, PostAddress):
            raise PluginFailedError(_problem(self, f"“find” gave a {type(found).__name__}, no PostAddress"))
        return found


@cache
def plugins() -> tuple[Plugin, ...]:
    """The plug-ins that are installed, in the order of their names; looked for once, when first asked for."""
    if not installed.plugins():
        return ()
    from importlib.metadata import entry_points  # noqa: PLC0415 - reads every installed package

    return tuple(map(_loaded, sorted(entry_points(group=installed.PLUGINS), key=lambda point: point.name)))


def _loaded(point: EntryPoint) -> Plugin:
    package = f"{point.dist.name} {point.dist.version}" if point.dist else point.module
    plugin = Plugin(point.name, package)
    try:
        provider = point.load()
    except Exception as fault:  # noqa: BLE001 - others' code
        return Plugin(point.name, package, problem=_problem(plugin, _words(fault)))
    if not isinstance(provider, Provider):
        problem = _problem(plugin, f"{point.value} is a {type(provider).__name__}, no Provider")
        return Plugin(point.name, package, problem=problem)
    return Plugin(point.name, package, provider)


def _words(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"


def _problem(plugin: Plugin, why: str) -> Problem:
    name = plugin.package.partition(" ")[0]
    message = f"the provider of posts that {plugin.package} brings does not work: {why}"
    hint = f"update or uninstall {name}, or tell its makers; until then its posts are mere links"
    return error(CODE, f"plug-in {plugin.name}", message, hint=hint)


_told: ContextVar[list[Problem] | None] = ContextVar("told", default=None)


@contextmanager
def telling() -> Iterator[list[Problem]]:
    """The problems that plug-ins have with addresses meanwhile."""
    problems: list[Problem] = []
    before = _told.set(problems)
    try:
        yield problems
    finally:
        _told.reset(before)


def tell(problem: Problem) -> None:
    """Note a problem for whoever asked for them by `telling`."""
    told = _told.get()
    if told is not None and problem not in told:
        told.append(problem)
