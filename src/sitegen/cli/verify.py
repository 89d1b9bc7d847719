"""`sitegen verify`: a built site, or a copy of it, against its checksums and their signature."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.console import counted, print_json, print_result, say
from sitegen.cli.help import Command

if TYPE_CHECKING:
    from sitegen.integrity import Verification
    from sitegen.signing import Signed

NAMES = ("missing", "changed", "extra", "unreadable")
OUTPUT = Path("output")
SHOWN = 50
"""How many files of each sort are named; `--json` names them all."""

EXAMPLES = """Examples:
  sitegen verify                       check what this archive's last build wrote
  sitegen verify /srv/mirror           check a copy
  sitegen verify --key editors.pub     and that the editors signed it
"""


@click.command(cls=Command, epilog=EXAMPLES)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The editors' public key (SSH or Minisign) or a file of allowed signers: the signature must hold.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(folder: Path | None, *, key: Path | None, as_json: bool) -> int:
    """Compare the files in DIR with its SHA256SUMS; by default in the folder “output” here, else in this one.

    Exit code 0: every file is there, unchanged, and none was added; 1: something differs.
    """
    from sitegen import integrity  # noqa: PLC0415 - only when it is run
    from sitegen.files import real  # noqa: PLC0415 - likewise

    folder = _with_list(folder)
    try:
        found = integrity.verify(folder)
    except integrity.NoChecksumsError as fault:
        if as_json:
            print_json({"version": 1, "ok": False, "error": str(fault)})
        say(
            f"sitegen: {fault}. Name the folder that holds the whole site (sitegen verify DIR),"
            " or build it first: sitegen build"
        )
        return 1
    if key:  # it may have been saved in the copy, as /verify/ has its readers run this there
        found = replace(found, extra=tuple(path for path in found.extra if real(folder / path) != real(key)))
    signed = signature(folder, key)
    ok = found.ok and (signed is None or signed.valid is not False)
    if as_json:
        print_json({"version": 1, "ok": ok, **_plain(found), "signature": asdict(signed) if signed else None})
    else:
        show(found, signed)
    return int(not ok)


def _with_list(folder: Path | None) -> Path:
    """The folder of the site: an archive's output, or a copy that is named or that one stands in."""
    from sitegen.integrity import NAME  # noqa: PLC0415 - only when it is run
    from sitegen.report import require_archive  # noqa: PLC0415 - likewise

    places = (OUTPUT, Path()) if folder is None else (folder, folder / OUTPUT)
    found = next((place for place in places if (place / NAME).exists()), places[0])
    if folder is None and not found.exists():
        require_archive(Path())
    return found


def signature(folder: Path, key: Path | None) -> Signed | None:
    """What the folder's signature says; None if there is none and none was asked for."""
    from sitegen import integrity, signing  # noqa: PLC0415 - only when it is run

    name = signing.name_for(key) if key else signing.SSH_NAME
    if not (folder / name).is_file():
        return signing.Signed(valid=False, fault=f"there is no signature {name}") if key else None
    data, made = (folder / integrity.NAME).read_bytes(), (folder / name).read_bytes()
    if key and name == signing.MINISIGN_NAME:
        return signing.check_minisign(data, made, key)
    return signing.check_ssh(data, made, key)


def show(found: Verification, signed: Signed | None) -> None:
    """The report for people: what differs on stdout, a line a file; the verdict on stderr."""
    for name in NAMES:
        paths = getattr(found, name)
        for path in paths[:SHOWN]:
            print_result(f"{name}: {_printable(path)}")
        if len(paths) > SHOWN:
            print_result(f"{name}: and {len(paths) - SHOWN:,} more")
    for number in found.bad_lines[:SHOWN]:
        print_result(f"SHA256SUMS:{number}: this line names no file of the site")
    if signed is not None:
        say(_about(signed))
    files = counted(found.checked, "file")
    if found.ok:
        say(f"{files}: all there, unchanged, and none added.")
        return
    parts = [f"{len(getattr(found, name)):,} {name}" for name in NAMES if getattr(found, name)]
    parts += [counted(len(found.bad_lines), "bad line")] if found.bad_lines else []
    say(f"{files} in the list: {', '.join(parts)}. This is not the site as it was published.")


def _about(signed: Signed) -> str:
    if signed.valid is None:
        return f"Signed by the key {signed.signer}; to know whose it is, name the editors' key: --key FILE"
    if signed.valid:
        return f"The signature holds ({signed.signer})."
    return f"The signature does NOT hold: {signed.fault}."


def _plain(found: Verification) -> dict[str, Any]:
    """The report as JSON can hold it: bytes of names that are no UTF-8 are written out."""
    data = asdict(found)
    for name in NAMES:
        data[name] = [path.encode("utf-8", "backslashreplace").decode() for path in data[name]]
    return data


def _printable(path: str) -> str:
    """A path that cannot act on a terminal: control characters and stray bytes are written out."""
    plain = path.encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in plain)
