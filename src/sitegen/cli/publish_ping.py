"""`sitegen publish-ping`: tell the WebSub hub which feeds changed since the last time."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.console import counted, print_json, print_result, say
from sitegen.cli.help import Command

if TYPE_CHECKING:
    from sitegen.websub import Announced, Refused

EXAMPLES = """Examples:
  sitegen publish-ping                 after the built site was uploaded
  sitegen publish-ping --dry-run       say which feeds would be announced
  sitegen publish-ping --all           announce every feed, changed or not
"""


@click.command(cls=Command, epilog=EXAMPLES)
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option("--output", type=click.Path(path_type=Path), help="The built site (default: SITE/output).")
@click.option("--all", "every", is_flag=True, help="Announce every feed, changed or not.")
@click.option("--dry-run", is_flag=True, help="Say which feeds would be announced; call nobody.")
@click.option("--endpoint", default="", metavar="hub=URL", help="Call this hub instead of the feeds' own.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    site: Path, *, output: Path | None, every: bool, dry_run: bool, endpoint: str, as_json: bool
) -> int:
    """Tell the WebSub hub which feeds of the archive in SITE changed since the last time.

    Upload the site first: a hub fetches each feed that it is told of. The hub is the one that
    `feed: {hub: …}` in content/site.yaml names. Exit code 1: a hub did not take the news.
    """
    from sitegen import websub  # noqa: PLC0415 - only when it is run
    from sitegen.report import require_archive  # noqa: PLC0415

    require_archive(site)
    hub = _hub(endpoint)
    feeds = list(websub.announced(output or site / "output"))
    if not feeds:
        raise click.UsageError(
            "No built feed names a hub. Set base_url and “feed: {hub: https://…}” in content/site.yaml,"
            " and build the site."
        )
    known = websub.read_state(site / ".sitegen")
    changed = [feed for feed in feeds if every or known.get(feed.topic) != feed.sha256]
    told, refused = (changed, []) if dry_run else _ping(changed, hub)
    if not dry_run:
        now = known | {feed.topic: feed.sha256 for feed in told}
        topics = {feed.topic for feed in feeds}
        websub.write_state(site / ".sitegen", {topic: now[topic] for topic in now if topic in topics})
    unchanged = len(feeds) - len(changed)
    if as_json:
        print_json(_report(told, refused, unchanged))
    else:
        _show(told, refused, unchanged, dry_run=dry_run)
    return int(bool(refused))


def _hub(endpoint: str) -> str:
    if not endpoint:
        return ""
    name, _, url = endpoint.partition("=")
    if name != "hub" or not url.startswith(("https://", "http://")):
        raise click.BadParameter("write hub=https://hub.example.org/", param_hint="--endpoint")
    return url


def _ping(feeds: list[Announced], hub: str) -> tuple[list[Announced], list[Refused]]:
    """The feeds that all their hubs took, and what the others said. Hubs are named by the editors, and
    so may stand in a private network.
    """
    from sitegen import websub  # noqa: PLC0415 - only when it is run
    from sitegen.network import Network, Pacing, origin_of  # noqa: PLC0415

    hubs = {hub} if hub else {url for feed in feeds for url in feed.hubs}
    trusted = {origin for url in hubs if (origin := origin_of(url))}
    with Network(trusted=trusted, pacing=Pacing(tries=2)) as network:
        results = list(websub.ping(feeds, network.fetch, endpoint=hub))
    told = [result for result in results if isinstance(result, websub.Announced)]
    return told, [result for result in results if isinstance(result, websub.Refused)]


def _report(told: list[Announced], refused: list[Refused], unchanged: int) -> dict[str, object]:
    return {
        "version": 1,
        "announced": [feed.topic for feed in told],
        "unchanged": unchanged,
        "refused": [asdict(refusal) for refusal in refused],
    }


def _show(told: list[Announced], refused: list[Refused], unchanged: int, *, dry_run: bool) -> None:
    for feed in told:
        print_result(feed.topic)
    for refusal in refused:
        say(f"{refusal.hub}: {refusal.message} ({refusal.topic})")
    verb = "to be announced" if dry_run else "announced"
    failed = f", {len(refused):,} refused (try again later)" if refused else ""
    say(f"{counted(len(told), 'feed')} {verb}, {unchanged:,} unchanged{failed}.")
