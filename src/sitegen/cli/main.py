"""`sitegen`: finds the command, imports only that, and turns what happens into an exit code.

Exit codes: 0 done; 1 the content has errors; 2 wrong usage or settings; 3 a bug; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

import click

from sitegen import __version__
from sitegen.cli.help import width

COMMANDS = {
    "init": "sitegen.cli.init",
    "new": "sitegen.cli.new",
    "build": "sitegen.cli.build",
    "serve": "sitegen.cli.serve",
    "check": "sitegen.cli.check",
    "capture": "sitegen.cli.capture",
    "import": "sitegen.cli.import_",
    "verify": "sitegen.cli.verify",
    "explain": "sitegen.cli.explain",
    "schema": "sitegen.cli.schema",
    "stats": "sitegen.cli.stats",
    "publish-ping": "sitegen.cli.publish_ping",
}
"""The module of each command; its attribute `command` is a `click.Command`."""

ABOUT = {
    "init": "Make a new archive.",
    "new": "Begin an article.",
    "build": "Build the site.",
    "serve": "Preview the site, and build it again at every change.",
    "check": "Find what is broken or lost: links, posts, pictures, addresses.",
    "capture": "Keep the posts and sources that articles rest on.",
    "import": "Bring in articles from WordPress, Jekyll, Hugo, Markdown or text.",
    "verify": "Compare a built site, or a copy of it, with its checksums.",
    "explain": "Say what a file or an address is, and why it is (not) published.",
    "schema": "Print the JSON Schema of the front matter or the settings.",
    "stats": "Count articles, words, tags, posts and sources.",
    "publish-ping": "Tell the WebSub hub which feeds changed.",
}
"""The help of each command, here so that `sitegen --help` need not import them."""


class Commands(click.Group):
    """The commands, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order of an editor's day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        command.short_help = ABOUT[cmd_name]  # for completion
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; a misspelt one is told what was meant."""
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-"):
            close = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean “{close[0]}”?" if close else " See “sitegen --help”."
            ctx.fail(f"There is no command “{name}”.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with their help, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, ABOUT[name]) for name in COMMANDS])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def cli() -> None:
    """Keep what you publish: a static-site archive generator for advocacy articles.

    Run it in the folder of an archive (the one that holds “content”), or name that folder.
    """


def main() -> None:
    """Run the command line and exit."""
    _open_streams()
    sys.exit(run(sys.argv[1:]))


def _open_streams() -> None:
    """Put something harmless in the place of each stream that the caller closed (`2>&-`): else the first file
    that is opened would be taken for it by the programs that are run.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def run(arguments: list[str]) -> int:
    """Run one command; the exit code."""
    try:
        result = cli.main(args=arguments, prog_name="sitegen", standalone_mode=False, terminal_width=width())
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as fault:
        fault.show()
        return _failed(fault, arguments) if "--json" in arguments else 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return 130
    except SystemExit:  # so click ends where nobody reads on: `sitegen schema | head`
        return 0
    except Exception as fault:  # noqa: BLE001 - the outermost rim: a bug is told shortly, and logged whole
        return _failed(fault, arguments)
    return result if isinstance(result, int) else 0


def _failed(fault: Exception, arguments: list[str]) -> int:
    from sitegen.cli import failures  # noqa: PLC0415 - imports the whole program

    return failures.tell(fault, command=arguments[0] if arguments else "", as_json="--json" in arguments)


if __name__ == "__main__":
    main()
