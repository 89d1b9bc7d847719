"""Making a new archive from the starter files of this package."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen import __version__, config, installed
from sitegen.problems import has_errors
from sitegen.report import SettingsError, StartError
from sitegen.schema import schema_of

STARTER = Path(__file__).resolve().parent / "starter"

PLACES = {
    "gitignore": ".gitignore",
    "gitlab-ci.yml": ".gitlab-ci.yml",
    "github/workflows/publish.yml": ".github/workflows/publish.yml",
    "vscode/settings.json": ".vscode/settings.json",
    "vscode/extensions.json": ".vscode/extensions.json",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
}
"""Where the starter files stand whose names begin with a dot in an archive."""


_MARK = re.compile(r"\{(?:TITLE|LANGUAGE|BASE_URL|TIMEZONE)\}")
"""Where an answer stands in the starter files; one in an answer is a part of it."""

_WHEEL = """\
# Put this wheel here, and commit it:  python -m pip wheel --no-deps -w . PATH-OF-YOUR-COPY-OF-SITEGEN
# or name a repository in its place:   sitegen @ git+https://git.example.org/sitegen.git
# but never “sitegen” alone: on PyPI that is another program.
./sitegen-{}-py3-none-any.whl
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new archive is told."""

    title: str
    language: str
    base_url: str
    timezone: str


def refuse_used(folder: Path) -> None:
    """Raise `StartError` if there is anything in the folder but hidden files that a new archive does not have
    (git's, an editor's, those by which a desktop knows a folder).
    """
    if folder.is_symlink() and not folder.exists():
        raise StartError(
            f"{folder} is a link to a folder that is not there; make that folder, or name another"
        )
    if folder.exists() and not folder.is_dir():
        raise StartError(f"{folder} is a file; name a folder that is empty or does not exist")
    names = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    own = {place.partition("/")[0] for place in PLACES.values()}
    used = [name for name in names if not name.startswith(".") or name in own]
    if used:
        cure = "name an empty folder or a new one: sitegen init my-archive"
        raise StartError(f"{folder} holds files already, such as {used[0]}; {cure}")


def fault_of(key: str, value: str) -> str:
    """What is wrong with a value of the settings; "" if nothing is."""
    title = "" if key == "title" else "title: x\n"
    _, problems = config.read_settings(f"{title}{key}: {json.dumps(value, ensure_ascii=False)}\n")
    return next((f"{fault.message}; {fault.hint}" for fault in problems), "").removesuffix("; ")


def start(folder: Path, wanted: Wanted) -> Iterator[str]:
    """Write a new archive; each path as it is written. After a wrong answer (`SettingsError`) nothing is."""
    files = dict(_files(wanted))
    settings, problems = config.read_settings(files["content/site.yaml"])
    if settings is None or has_errors(problems):
        raise SettingsError(problems)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        cure = "name a folder in a place where you may write"
        raise StartError(f"the folder {folder} cannot be made ({fault.strerror}); {cure}") from fault
    for path, text in sorted(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
        yield path


def _files(wanted: Wanted) -> Iterator[tuple[str, str]]:
    values = {
        "{TITLE}": json.dumps(wanted.title, ensure_ascii=False),
        "{LANGUAGE}": json.dumps(wanted.language, ensure_ascii=False),
        "{BASE_URL}": json.dumps(wanted.base_url, ensure_ascii=False),
        "{TIMEZONE}": json.dumps(wanted.timezone, ensure_ascii=False),
    }
    for file in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        name = file.relative_to(STARTER).as_posix()
        text = file.read_text(encoding="utf-8")
        text = _MARK.sub(lambda mark: values[mark[0]], text)
        yield PLACES.get(name, name), text
    yield "requirements.txt", requirements(installed.origin())
    schema = json.dumps(schema_of("site"), indent=2, ensure_ascii=False)
    yield ".vscode/site.schema.json", f"{schema}\n"


def requirements(origin: str) -> str:
    """What `requirements.txt` says, for the machines that publish an archive: the repository and the commit
    that sitegen was installed from, if `origin` tells (`direct_url.json`, PEP 610), else a wheel.

    Never the name alone: on PyPI it is another program's. And no path of this machine.
    """
    known = json.loads(origin or "{}")
    address, version = known.get("url", ""), known.get("vcs_info")
    if version and not address.startswith("file:"):
        folder = f"#subdirectory={known['subdirectory']}" if "subdirectory" in known else ""
        return f"sitegen @ {version['vcs']}+{address}@{version['commit_id']}{folder}\n"
    return _WHEEL.format(__version__)
