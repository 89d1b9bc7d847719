"""The files below `content/`, read into values: only those that changed since the last build.

A file whose size and times are the same is taken to be the same, unless it was touched so lately that the
clock might not tell.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sitegen import code, images, refusing, snapshots
from sitegen.cache import Cache
from sitegen.digest import of_bytes, of_file, of_text, of_value
from sitegen.embeds import provider_of
from sitegen.files import NO_FILE, Found, Stamp, scan, stamp_of
from sitegen.model import Article, ImageSettings, MediaFile, Snapshot, SourceState, StoredPost
from sitegen.parse import MAX_BYTES, Source, digest_of
from sitegen.pictures import picture_of
from sitegen.problems import Problem, error, warning


@dataclass(slots=True)
class Known:
    """What the last build knew of the files of an archive.

    `digests` holds (stamp, digest) of each file by path; `media` and `posts` what was read from
    files, by the file's digest; `articles` (digest, article, problems, unsound) by path, of which a source
    with errors has no article, but maybe an unsound one: what could be read of it; `former`, by path, the
    last article that a source was which has errors now, or cannot be opened.
    """

    digests: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    media: dict[str, tuple[MediaFile | None, tuple[Problem, ...]]] = field(default_factory=dict)
    posts: dict[str, tuple[Snapshot | None, tuple[Problem, ...]]] = field(default_factory=dict)
    articles: dict[str, tuple[str, Article | None, tuple[Problem, ...], Article | None]] = field(
        default_factory=dict
    )
    former: dict[str, Article] = field(default_factory=dict)

    @classmethod
    def of(cls, cache: Cache) -> Known:
        """What the cache holds; nothing if that cannot be read."""
        return cls(*(cache.load_rows(name) for name in _KINDS))

    def save(self, cache: Cache, before: Known) -> None:
        """Keep it for the next build; `before` is what the cache held."""
        for name in _KINDS:
            cache.save_rows(name, getattr(self, name), getattr(before, name))


_KINDS = tuple(field.name for field in fields(Known))


@dataclass(frozen=True, slots=True)
class _Post:
    """A stored post as it was read: its file below `content/`, the digest of that, and (published path, alt)
    of each picture.
    """

    snapshot: Snapshot
    path: str
    digest: str
    pictures: tuple[tuple[str, str], ...]

    def counts_before(self, other: _Post | None) -> bool:
        """Whether it is this file of a post that counts, and not the other one, if there is one."""
        return other is None or self._rank > other._rank

    @property
    def _rank(self) -> tuple[bool, bool]:
        return snapshots.precedence(self.snapshot, self.path)


class Reader:
    """Reads the files of one archive, with what was known of them before at hand.

    `unread` gathers the snapshots, and folders of snapshots, that are there and cannot be read, `shut` all
    files that cannot be opened.
    """

    def __init__(
        self, content: Path, known: Known, fresh: Known, settled: int, settings: ImageSettings
    ) -> None:
        self.content = content
        self.known = known
        self.fresh = fresh
        self.settled = settled
        self.images = settings
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        self.shut: set[str] = set()
        self.updated: Mapping[str, datetime] = {}

    def known_digest(self, file: Found) -> str:
        """The digest of a file that is as it was; "" if it has to be read."""
        before = self.known.digests.get(file.path)
        if before is None or before[0] != file.stamp:
            return ""
        self.fresh.digests[file.path] = before
        return before[1]

    def digest(self, file: Found) -> str:
        """The digest of a file's bytes; "" if it cannot be read, which is reported."""
        if digest := self.known_digest(file):
            return digest
        try:
            with (self.content / file.path).open("rb") as opened:
                return self._known(file, of_file(opened))
        except OSError as fault:
            self._unreadable(file.path, fault)
            return ""

    def _known(self, file: Found, digest: str) -> str:
        if max(file.stamp[1:]) < self.settled:
            self.fresh.digests[file.path] = (file.stamp, digest)
        return digest

    def reuse(self, file: Found, digest: str, environment: str) -> bool:
        """Take an article from the last build if its source and all that it depends on is the same."""
        before = self.known.articles.get(file.path)
        if not digest or before is None:
            return False
        if before[0] != digest_of(digest, file.path, environment, self.updated.get(file.path)):
            return False
        self.fresh.articles[file.path] = before
        return True

    def former(self, aside: Iterable[str]) -> dict[str, Article]:
        """By path, the articles that sources were before they changed; those with errors now are kept, and
        those that cannot be read: not opened, or left `aside` by the walk, as are links and folders.
        """
        found = {}
        for path in (*self.fresh.articles, *self._not_read({*self.shut, *aside})):
            row, before = self.fresh.articles.get(path), self.known.articles.get(path)
            last = before[1] if before and before is not row else None
            if (row is None or row[1] is None) and (last := last or self.known.former.get(path)):
                self.fresh.former[path] = last
            if last:
                found[path] = last
        return found

    def _not_read(self, places: Collection[str]) -> list[str]:
        """The known sources that are at one of these places, or below it, and were not read this time."""
        known = {*self.known.articles, *self.known.former} - self.fresh.articles.keys() if places else set()
        return [path for path in known if any(f"{path}/".startswith(f"{p}/" if p else "") for p in places)]

    def read(self, path: str, *, most: int) -> bytes | None:
        """A file's bytes; None if it cannot be read, which is reported.

        Of a file with more than `most` bytes only so much is read that whoever gets it refuses it.
        """
        try:
            with (self.content / path).open("rb") as file:
                too_large = os.fstat(file.fileno()).st_size > most
                return file.read(most + 1 if too_large else -1)  # room for so much is made at once
        except OSError as fault:
            self._unreadable(path, fault)
            return None

    def _unreadable(self, path: str, fault: OSError) -> None:
        self.shut.add(path)
        hint = "give yourself the right to read it, or remove it"
        message = f"the file cannot be read: {fault.strerror}"
        self.problems.append(error("unreadable", f"content/{path}", message, hint=hint))

    def sources(self, files: Sequence[Found], environment: str) -> Iterator[Source]:
        """Those of the files that have to be parsed, as they are now."""
        for file in files:
            data = self.read(file.path, most=MAX_BYTES)
            if data is not None:
                digest = self._known(file, of_bytes(data))
                if not self.reuse(file, digest, environment):
                    yield Source(file.path, data, digest, self.updated.get(file.path))

    # --- media -----------------------------------------------------------------------------------

    def media(self, files: Sequence[Found]) -> dict[str, MediaFile]:
        """The files that are published, by path; those that may not be are reported."""
        published = {}
        for file in files:
            media = self._media(file)
            if media is not None:
                published[file.path] = media
        return published

    def _media(self, file: Found) -> MediaFile | None:
        if refusal := refusing.by_name(file):
            self.problems.append(refusal)
            return None
        digest = self.digest(file)
        if not digest:
            return None
        key = of_text(digest, file.path, str(self.images.keep_metadata), code.digest())
        found = self.known.media.get(key)
        if found is None:
            found = self._probe(file, digest)
        if key in self.known.media or self._is_as_found(file):
            self.fresh.media[key] = found
        media, problems = found
        self.problems += problems
        return media

    def _is_as_found(self, file: Found) -> bool:
        """Whether a file has not been touched since the walk: what was read of it is of one state."""
        try:
            return stamp_of((self.content / file.path).stat()) == file.stamp
        except OSError:
            return False

    def _probe(self, file: Found, digest: str) -> tuple[MediaFile | None, tuple[Problem, ...]]:
        """What a file is, by its first bytes rather than its name, and what its editor should know of it."""
        place = f"content/{file.path}"
        head = self._head(file.path)
        if not images.is_picture(file.path, head):
            refusal = refusing.by_content(
                file.path, head, partial(self.read, file.path, most=refusing.MAX_XML)
            )
            return (None, (refusal,)) if refusal else (_as_it_is(file, digest), ())
        data = self.read(file.path, most=images.MAX_BYTES) or b""
        info = images.probe(data, file.path)
        if isinstance(info, images.Fault):
            return None, (error(info.code, place, info.message, hint=info.hint),)
        problems = []
        if fault := images.mislabelled(info, file.path):
            problems.append(warning(fault.code, place, fault.message, hint=fault.hint))
        if info.type == "svg" and (lost := images.removed_from_svg(data)):
            message = f"the drawing is published without what could run or call out: {', '.join(lost)}"
            problems.append(
                warning("svg-cleaned", place, message, hint="save it as plain SVG, without scripts")
            )
        published = images.publish(data, images.Recipe(file.path, keep=self.images.keep_metadata))
        size = 0 if isinstance(published, images.Fault) else len(published)
        kind = (info.type, info.width, info.height, info.animated)
        return MediaFile(file.path, digest, size, *kind), tuple(problems)

    def _head(self, path: str) -> bytes:
        try:
            with (self.content / path).open("rb") as file:
                return file.read(4096)
        except OSError:
            return b""

    # --- evidence --------------------------------------------------------------------------------

    def evidence(self) -> tuple[dict[str, StoredPost], dict[str, SourceState], dict[str, MediaFile]]:
        """Stored posts by key, the ledger of sources by URL, and the posts' pictures by published path."""
        posts: dict[str, _Post] = {}
        files: dict[str, MediaFile] = {}
        ledger: dict[str, SourceState] = {}
        scanned = scan(self.content / snapshots.FOLDER, hidden=True, told=True)
        every = {f"{snapshots.FOLDER}/{f.path}".rstrip("/"): f for f in scanned}
        found = {path: file for path, file in every.items() if file.stamp[0] >= 0}
        for path, file in sorted(every.items()):
            here = Found(path, file.stamp)
            if path not in found:
                self._shut(here)
            elif path == snapshots.LEDGER:
                ledger = self._ledger(here)
            elif _is_snapshot(path):
                post = self._post(here, found, files)
                if post is None:
                    self.unread.add(path)
                elif post.counts_before(posts.get(post.snapshot.key)):
                    posts[post.snapshot.key] = post
        crowd = images.crowded(files)
        return {key: self._stored(post, files, crowd) for key, post in posts.items()}, ledger, files

    def _stored(self, post: _Post, files: Mapping[str, MediaFile], crowd: frozenset[str]) -> StoredPost:
        """A post with its pictures: each is published at a path of its own, as all pictures are."""
        kept = ((replace(files[path], path=path), alt) for path, alt in post.pictures)
        found = ((picture_of(file, self.images, crowd), alt) for file, alt in kept)
        pictures = tuple(replace(picture, alt=alt) for picture, alt in found if picture)
        return StoredPost(post.snapshot, pictures, of_value((post.digest, pictures)))

    def _shut(self, place: Found) -> None:
        """Note what is not read, a link or a folder that cannot be listed, say, where posts are kept."""
        folder, _, name = place.path.partition("/")
        is_ours = folder == snapshots.FOLDER and (not name or provider_of(name) is not None)
        if not is_ours and not _is_snapshot(place.path):
            return
        self.unread.add(place.path)
        if place.stamp[0] == NO_FILE:
            what = "link is not followed" if (self.content / place.path).is_symlink() else "is no file"
            message = f"this {what}, so what it says of posts is not known"
            hint = f"put the file itself in its place; {_UNTIL_THEN}"
            self.problems.append(error("snapshot-link", f"content/{place.path}", message, hint=hint))

    def _ledger(self, file: Found) -> dict[str, SourceState]:
        data = self.read(file.path, most=snapshots.MAX_BYTES)
        if data is None:
            return {}
        place = f"content/{file.path}"
        text, problems = snapshots.text_in(data, place)
        states, more = snapshots.decode_ledger(text, place) if text is not None else ((), ())
        self.problems += (*problems, *more)
        return {state.url: state for state in states}

    def _post(self, file: Found, found: Mapping[str, Found], files: dict[str, MediaFile]) -> _Post | None:
        digest = self.known_digest(file)
        key = of_text(digest, file.path, code.digest())
        read = self.known.posts.get(key) if digest else None
        if read is None:
            data = self.read(file.path, most=snapshots.MAX_BYTES)
            if data is None:
                return None
            digest = self._known(file, of_bytes(data))
            key = of_text(digest, file.path, code.digest())
            text, problems = snapshots.text_in(data, f"content/{file.path}")
            read = (None, problems) if text is None else snapshots.decode(text, f"content/{file.path}")
            if read[0] is None:
                read = (None, tuple(map(_of_unread, read[1])))
        self.fresh.posts[key] = read
        snapshot, problems = read
        self.problems += problems
        if snapshot is None:
            return None
        pictures = tuple(self._post_pictures(snapshot, found, files, file.path))
        return _Post(snapshot, file.path, digest, pictures)

    def _post_pictures(
        self, snapshot: Snapshot, found: Mapping[str, Found], files: dict[str, MediaFile], place: str
    ) -> Iterator[tuple[str, str]]:
        """The pictures of a post, each as the path that it is published at (`snapshots.published`), which
        `files` gets, and what it shows.
        """
        for media in snapshot.media:
            here = next((p for p in (media.file, f"{snapshots.FOLDER}/{media.file}") if p in found), None)
            public = snapshots.published(here, place) if here else ""
            kept = self._media(Found(here, found[here].stamp)) if here and public else None
            if kept is None or not kept.type:
                message = f"the picture {media.file} of this post is not there"
                hint = "run “sitegen capture --media”, or remove the entry"
                if (self.content / media.file).is_file():
                    message = f"the picture {media.file} of this post is not shown: it is none that may be"
                    hint = f"name a picture below content/{snapshots.FOLDER}/, in no private folder there"
                self.problems.append(warning("missing-media", f"content/{place}", message, hint=hint))
                continue
            files[public] = kept
            yield public, media.alt


_UNTIL_THEN = "until then nothing is published of this post but its address"


def _of_unread(fault: Problem) -> Problem:
    """A fault that keeps a post from being read, with what follows from it."""
    return replace(fault, hint="; ".join(filter(None, (fault.hint, _UNTIL_THEN))))


def _is_snapshot(path: str) -> bool:
    """Whether a file at this path below `content/` holds a post."""
    return path.endswith(".json") and path.count("/") == 2 and "/." not in path


def _as_it_is(file: Found, digest: str) -> MediaFile:
    """A file that is published byte for byte."""
    return MediaFile(file.path, digest, file.stamp[0])
