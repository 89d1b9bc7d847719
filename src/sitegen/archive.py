"""An archive on disk, read into values: settings, theme, articles, media, snapshots.

What the build, `check`, `capture` and `explain` all begin with. Only what changed since the last
time is read and parsed: a file whose size and times are the same is taken to be the same, unless it
was touched so lately that the clock might not tell.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sitegen import code, config, embeds, snapshots, unfollowed, unused
from sitegen.again import FORGETFUL, Answers
from sitegen.cache import CACHE, TEMPLATES, Cache, opened
from sitegen.digest import of_bytes, of_text
from sitegen.files import Found, is_hidden, is_special, leads_out, scan
from sitegen.gitdates import History, history_of
from sitegen.link import Stock
from sitegen.meanwhile import usable_cores
from sitegen.model import Article, MediaFile, Settings
from sitegen.parse import Source, settings_digest
from sitegen.problems import Problem, error, has_errors, not_utf8
from sitegen.reading import Known, Reader
from sitegen.report import RACY, Progress, SettingsError, require_archive, silent
from sitegen.theme import Theme, default_folder, read_theme
from sitegen.withholding import withheld_by
from sitegen.workers import Workers, batches, parse_batch

SETTINGS = "site.yaml"
ANSWERS = "answers.state"
"""What the last build worked out over the whole archive, with the digest of the code that did."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive's folder, its settings and its theme."""

    root: Path
    settings: Settings
    theme: Theme
    problems: tuple[Problem, ...]

    @property
    def content(self) -> Path:
        """The folder of the articles."""
        return self.root / "content"

    @property
    def cache(self) -> Path:
        """The folder that builds keep for each other."""
        return self.root / CACHE


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that an archive holds. `post_files` are the pictures of stored posts, by published path; `former`,
    by path, the articles that were in sources that have changed since, have errors now or cannot be read;
    `unsound` what could be read of those with errors, `last` what they were, and those that cannot be read.
    """

    articles: tuple[Article, ...]
    stock: Stock
    post_files: Mapping[str, MediaFile]
    problems: tuple[Problem, ...]
    failed: tuple[str, ...]
    former: Mapping[str, Article] = field(default_factory=dict)
    unsound: tuple[Article, ...] = ()
    last: tuple[Article, ...] = ()

    @property
    def withholding(self) -> tuple[Article, ...]:
        """The articles whose word counts that a post is withheld: all, published or not, sound or not. What a
        source said counts until it can be read again: emptied, it says nothing any more.
        """
        return (*self.articles, *self.unsound, *self.last)


def open_archive(root: Path, *, base_url: str = "", answers: Answers = FORGETFUL) -> Archive:
    """Read an archive's settings and theme; `answers` are what the last build made of its templates.

    Raises `NoArchiveError` where there is none, `SettingsError` where its settings are at fault, or its
    snapshots lie elsewhere.
    """
    require_archive(root)
    _require_own_snapshots(root / "content")
    text = settings_text(root)
    if text is None:
        hint = "put a line there such as “title: Our archive”, or make an archive with “sitegen init”"
        raise SettingsError([_settings_error("no-settings", "there is no such file", hint)])
    settings, problems = config.read_settings(text)
    if settings is None or has_errors(problems):
        raise SettingsError(problems)
    if base_url:
        try:
            settings = config.with_base_url(settings, base_url)
        except ValueError as fault:
            hint = "write the whole address: https://river.example.org/archive/"
            raise SettingsError([error("wrong-url", "--base-url", str(fault), hint=hint)]) from fault
    theme, faults = read_theme(default_folder(), root / "templates", root=root, answers=answers)
    broken = tuple(plugin.problem for plugin in embeds.plugins() if plugin.problem)
    faults = (*faults, *theme.problems, *unused.problems(theme), *broken)
    return Archive(root, settings, theme, (*problems, *faults))


def answers_in(cache: Cache) -> Answers:
    """What the last build worked out over the whole archive."""
    kept = cache.load(ANSWERS)
    kept = kept[1] if isinstance(kept, tuple) and kept[:1] == (code.digest(),) else {}
    return Answers(cache.memory.answers if cache.memory else None, kept)


def keep_answers(cache: Cache, answers: Answers) -> None:
    """Keep for the next build what this one worked out."""
    if answers.keep != answers.kept:
        cache.save(ANSWERS, (code.digest(), answers.keep))


def settings_text(root: Path) -> str | None:
    """What an archive's `site.yaml` says, no further than it is read; None where there is none.

    Raises `SettingsError` where it cannot be read.
    """
    most, file = 4 * config.LONGEST, root / "content" / SETTINGS
    if file.is_dir() or is_special(file):
        hint = "put a text file in its place"
        raise SettingsError([_settings_error("settings-unreadable", "this is no file", hint)])
    try:
        with file.open("rb") as opened:
            data = opened.read(most + 1)
        return data.decode("utf-8-sig", "strict" if len(data) <= most else "ignore")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as fault:
        raise SettingsError([not_utf8(f"content/{SETTINGS}", fault)]) from fault
    except OSError as fault:
        message = f"the file cannot be read: {fault.strerror}"
        hint = "give yourself the right to read it"
        raise SettingsError([_settings_error("settings-unreadable", message, hint)]) from fault


def _require_own_snapshots(content: Path) -> None:
    """Raise `SettingsError` if the snapshots' folder is a link out of the archive: words and pictures of
    whoever has that folder would be published, and `capture` would write there.
    """
    if leads_out(content, snapshots.FOLDER):
        message = "this folder is a symbolic link that leads out of content/: it is neither read nor written"
        hint = "put the folder itself in place of the link"
        raise SettingsError([error("leads-out", f"content/{snapshots.FOLDER}", message, hint=hint)])


def _settings_error(code: str, message: str, hint: str) -> Problem:
    return error(code, f"content/{SETTINGS}", message, hint=hint)


def environment_of(settings: Settings) -> str:
    """The digest of all but the sources that parsing depends on: settings, code, and which plug-ins work."""
    broken = (str(plugin.problem) for plugin in embeds.plugins() if plugin.problem)
    return of_text(settings_digest(settings), code.digest(), *broken)


def reparser(archive: Archive, articles: Iterable[Article]) -> Callable[[str], bytes]:
    """Parses one of these articles again, given its digest: the cache has lost its content."""
    paths = {article.digest: article.path for article in articles}
    environment = environment_of(archive.settings)

    def reparse(digest: str) -> bytes:
        path = paths[digest]
        data = (archive.content / path).read_bytes()
        source = Source(path, data, of_bytes(data))
        return parse_batch([source], archive.settings, environment)[0].content

    return reparse


def bytecode_folder(archive: Archive) -> str:
    """Where compiled templates are kept; "" for nowhere."""
    folder = archive.cache / TEMPLATES
    if not archive.cache.is_dir():
        return ""
    try:
        folder.mkdir(exist_ok=True)
    except OSError:  # something else is in its place
        return ""
    return str(folder)


def load(
    archive: Archive,
    cache: Cache,
    workers: Workers,
    progress: Progress,
    *,
    racy: int = RACY,
    content: Iterable[Found] | None = None,
) -> Loaded:
    """Read and parse what changed since the last build; take the rest from the cache.

    A file younger than `racy` nanoseconds is read again the next time: its stamp may hide a change.
    `content` are the files below `content/` that matter, if they have been looked for already.
    """
    known, fresh = Known.of(cache), Known()
    reader = Reader(archive.content, known, fresh, time.time_ns() - racy, archive.settings.images)
    history = history_of(archive.content, cache) if archive.settings.dates == "git" else History()
    reader.updated = history.updated
    if content is None:
        content = scan(archive.content, hidden=True, links="public", told=True)
    every = tuple(content)
    files = (file for file in every if file.stamp[0] >= 0 and not is_hidden(file.path))
    found = sorted(files, key=lambda file: file.path)
    sources = [file for file in found if file.path.endswith(".md")]
    others = [file for file in found if not file.path.endswith(".md") and file.path != SETTINGS]
    _parse(sources, reader, archive.settings, workers, cache, progress)
    media = reader.media(others)
    posts, ledger, post_files = reader.evidence()
    former = reader.former(file.path for file in every if file.stamp[0] < 0)
    fresh.save(cache, known)
    articles = {path: article for path, (_, article, _, _) in fresh.articles.items()}
    failed = tuple(sorted(path for path, article in articles.items() if article is None))
    refused = {file.path for file in others} - media.keys()
    problems = [problem for _, _, faults, _ in fresh.articles.values() for problem in faults]
    loaded = Loaded(
        articles=tuple(article for _, article in sorted(articles.items()) if article),
        stock=Stock(media, posts, ledger, frozenset({*refused, *failed}), frozenset(reader.unread)),
        post_files=post_files,
        problems=(*problems, *reader.problems, *history.problems, *_links(archive.content, every)),
        failed=failed,
        former=former,
        unsound=tuple(unsound for *_, unsound in fresh.articles.values() if unsound),
        last=tuple(fresh.former.values()),
    )
    return replace(loaded, stock=replace(loaded.stock, withheld=withheld_by(loaded.withholding)))


def load_alone(archive: Archive, progress: Progress = silent) -> Loaded:
    """As `load`, for what needs nothing more of the cache. Raises `LockedError` and `LinkedCacheError`."""
    with opened(archive.cache) as cache, Workers(usable_cores()) as workers:
        return load(archive, cache, workers, progress)


def _links(content: Path, files: Iterable[Found]) -> list[Problem]:
    """What is not read: links, but for the settings wherever they lie, and folders."""
    return unfollowed.problems(content, (file for file in files if file.path != SETTINGS))


def _parse(
    files: Sequence[Found],
    reader: Reader,
    settings: Settings,
    workers: Workers,
    cache: Cache,
    progress: Progress,
) -> None:
    """Fill in the articles of `reader.fresh`; only what changed is parsed."""
    environment = environment_of(settings)
    changed = [file for file in files if not reader.reuse(file, reader.known_digest(file), environment)]
    calls = ((tuple(reader.sources(part, environment)), settings, environment) for part in batches(changed))
    done = 0
    for results in workers.run(parse_batch, calls, amount=len(changed)):
        cache.contents.put((row.digest, row.content) for row in results if row.content)
        for row in results:
            reader.fresh.articles[row.path] = (row.digest, row.article, row.problems, row.unsound)
        done += len(results)
        progress("parse", done, len(changed))
