"""`sitegen schema`: the JSON Schema of front matter or settings, on stdout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.console import print_json
from sitegen.cli.help import Command
from sitegen.model import Settings

if TYPE_CHECKING:
    from sitegen.schema import Kind

KINDS = ("front-matter", "site")

EXAMPLES = """Examples:
  sitegen schema > front-matter.schema.json   for articles
  sitegen schema site > site.schema.json      for content/site.yaml
  sitegen schema front-matter my-archive      with that archive's tags and authors
"""


@click.command(cls=Command, epilog=EXAMPLES)
@click.argument("what", nargs=-1, metavar="[front-matter|site] [SITE]")
def command(what: tuple[str, ...]) -> None:
    """Print the JSON Schema of an article's front matter, or of content/site.yaml.

    Editors that know YAML complete keys and underline faults with it. The front matter's schema
    offers the tags and authors of the archive in SITE (this folder by default).
    """
    from sitegen.schema import schema_of  # noqa: PLC0415 - slow to import

    kind: Kind = "site" if what[:1] == ("site",) else "front-matter"
    folders = what[1:] if what and what[0] in KINDS else what
    if len(folders) > 1 or not all(Path(folder).is_dir() for folder in folders):
        raise click.UsageError(
            f"“{folders[-1]}” is neither {KINDS[0]} nor {KINDS[1]} nor an archive's folder."
        )
    schema = schema_of(kind, _settings(Path(*folders)))
    print_json(schema)


def _settings(root: Path) -> Settings | None:
    """The settings of an archive; None where there is none, or none that can be read."""
    from sitegen.archive import settings_text  # noqa: PLC0415 - slow to import
    from sitegen.config import read_settings  # noqa: PLC0415 - likewise
    from sitegen.report import SettingsError  # noqa: PLC0415 - likewise

    try:
        return read_settings(settings_text(root) or "")[0]
    except SettingsError:
        return None
