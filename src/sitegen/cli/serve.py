"""`sitegen serve`: a preview that builds again at every change."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from sitegen.cli.console import inert, progress_bar, say
from sitegen.cli.help import Command

EXAMPLES = """Examples:
  sitegen serve                   http://localhost:8000/
  sitegen serve --drafts --open   with drafts and future articles, in your browser
"""


@click.command(cls=Command, epilog=EXAMPLES)
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option("--host", default="127.0.0.1", help="The address to listen on (default: this machine only).")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, help="The port (default: 8000, or the next free)."
)
@click.option("--drafts", is_flag=True, help="Show drafts and articles of the future, marked as such.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in your browser.")
def command(site: Path, *, host: str, port: int, drafts: bool, open_browser: bool) -> int:
    """Preview the archive in SITE, and build it again whenever it changes."""
    from sitegen.report import require_archive  # noqa: PLC0415 - slow to import
    from sitegen.serve.run import ListenError, serve  # noqa: PLC0415 - likewise

    require_archive(site)

    def tell(text: str) -> None:
        say(inert(text))

    def ready(address: str) -> None:
        if open_browser:
            webbrowser.open(address)

    try:
        serve(site, host=host, port=port, drafts=drafts, say=tell, ready=ready, progress=progress_bar)
    except ListenError as fault:
        raise click.UsageError(str(fault)) from fault
    return 0
