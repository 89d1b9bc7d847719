"""The only way to the network: bounded answers, checked addresses, patience with busy hosts.

No article may make an editor's machine call its own network: private addresses are refused after the
name is resolved, at every hop, and the connection goes to the very address that was checked. Where the
environment names a proxy, all but this machine is asked through it, or not at all.
"""

from sitegen.network.addresses import Origin, as_written, is_public, origin_of
from sitegen.network.client import Network
from sitegen.network.jobs import run_jobs
from sitegen.network.pacing import Pacing
from sitegen.network.proxies import ProxyError
from sitegen.network.values import Answer, Ask, Exchange, Failure, FailureKind, UnrecordedError

__all__ = [
    "Answer",
    "Ask",
    "Exchange",
    "Failure",
    "FailureKind",
    "Network",
    "Origin",
    "Pacing",
    "ProxyError",
    "UnrecordedError",
    "as_written",
    "is_public",
    "origin_of",
    "run_jobs",
]  # fmt: skip
