"""`sitegen import`: read a source, give its articles their places, write them, say what happened."""

from __future__ import annotations

import time
from importlib import import_module
from pathlib import Path

from sitegen import config
from sitegen.archive import settings_text
from sitegen.importing import READERS, media, oembed, report, siteyaml, standing, verifying
from sitegen.importing.addresses import AddressBook
from sitegen.importing.sources import left_out, require_apart, unread
from sitegen.importing.tally import Tally
from sitegen.importing.values import Imported, Options, Reading, Skipped
from sitegen.importing.writing import Writer
from sitegen.model import Settings
from sitegen.problems import error, warning
from sitegen.report import Progress, SettingsError, SourceError, silent


def run(
    source: Path,
    root: Path,
    form: str,
    options: Options,
    *,
    dry_run: bool = False,
    check: bool = False,
    progress: Progress = silent,
) -> Tally:
    """Bring `source` into the archive in `root`; `form` is a key of `READERS`.

    `check` builds the archive afterwards, and compares the words of sources and pages.

    Raises `SettingsError` if the archive's settings cannot be read, and `SourceError` for a source that is
    of the archive itself, or has nothing of its format. Faults of the source are problems.
    """
    started = time.monotonic()
    require_apart(source, root)
    settings, own = _settings(root)
    book = AddressBook(settings, fresh=own is None)
    reader = import_module(READERS[form])
    reading: Reading = reader.read(source, options, book)
    tally = Tally()
    record = verifying.Record() if check else None
    writer = Writer(root / "content", dry=dry_run)
    stored = options.oembed or oembed.folder_in(source)
    answers = oembed.read_folder(stored, tally.problems) if stored else {}
    for skip in left_out(source):
        _skip(skip, tally)
    with media.Carrier(writer, options) as carrier:
        for done, item in enumerate(reading.items, 1):
            if isinstance(item, Skipped):
                _skip(item, tally)
            else:
                _keep(oembed.completed(item, answers), carrier, tally, record)
            progress("import", done, max(reading.total, done))
        for skip in unread(source, carrier.origins):
            _skip(skip, tally)
    tally.problems += reading.problems
    tally.notes += reading.notes
    if source.is_dir() and not (tally.imported or tally.skipped or tally.problems or tally.notes):
        cure = "leave --from out to have its format told by its looks, or name another folder"
        raise SourceError(f"nothing in {source} is an article of the format “{form}”; {cure}")
    tally.problems += standing.still_published(writer.content, reading.withheld, writer.planned)
    if own is None:
        writer.put("site.yaml", siteyaml.settings_text(reading.facts, root).encode())
    else:
        tally.lacking = siteyaml.lacking(reading.facts, root, own)
        tally.problems += [siteyaml.not_changed(tally.lacking)] if tally.lacking else []
    tally.problems = sorted(set(tally.problems))
    tally.seconds = time.monotonic() - started
    if record is not None:
        tally.faithfulness = verifying.verify(root, record)
        record.close()
    if not dry_run:
        report.write(root, tally, source, form)
    return tally


def _settings(root: Path) -> tuple[Settings, str | None]:
    """The archive's settings and their text; None if it has none: an import may begin an archive."""
    text = settings_text(root)
    if text is None:
        return Settings(title=""), None
    settings, problems = config.read_settings(text)
    if settings is None:
        raise SettingsError(problems)
    return settings, text


def _skip(item: Skipped, tally: Tally) -> None:
    tally.skipped.append(item)
    if item.problem:
        tally.problems.append(item.problem)


def _keep(item: Imported, carrier: media.Carrier, tally: Tally, record: verifying.Record | None) -> None:
    writer = carrier.writer
    item, copied = carrier.carry(item)
    outcome = writer.article(item)
    if outcome in {"different", "impossible"}:
        _left(item, outcome, tally)
        return
    for snapshot in item.snapshots:
        writer.snapshot(snapshot)
    tally.add(item)
    if record is not None and item.address:
        record.add(item)
    tally.media += copied
    tally.written += outcome == "written"
    tally.unchanged += outcome == "same"


def _left(item: Imported, outcome: str, tally: Tally) -> None:
    """Tell of an article that was not written, because its file is there and differs."""
    place = f"content/{item.path}"
    if outcome == "different":
        message = f"{place} is there already and differs: it was left as it is"
        hint = "rename it and import again to compare the two"
        problem = warning("exists", item.source, message, hint=hint, line=item.line)
    else:
        problem = error("cannot-write", item.source, f"{place} cannot be written", line=item.line)
    tally.problems += [*item.problems, problem]
    tally.skipped.append(Skipped(item.source, problem.code, problem.message))
