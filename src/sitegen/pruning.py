"""What leaves the output although something is wrong with the site, where else nothing is removed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen import images, shards, snapshots
from sitegen.archive import Loaded
from sitegen.feeds.values import archive_address
from sitegen.model import Article, Media, Settings
from sitegen.pictures import picture_of
from sitegen.taxonomy import Taxonomy
from sitegen.urls import alias_address, beside, output_file, permalink
from sitegen.withholding import withheld_posts

_PAGE = re.compile(r"page/\d+/\Z")
_DRAFT = re.compile(rb"^draft[ \t]*:[ \t]*['\"]?(?:true|yes|on)\b", re.IGNORECASE | re.MULTILINE)
"""What an editor writes who wants an article out of the site, also where the rest of it cannot be read."""

_SHOWN = b'data-status="withheld"'
"""How a page shows a post that is withheld."""


def banned(
    paths: Iterable[str],
    content: Path,
    output: Path,
    settings: Settings,
    loaded: Loaded,
    unpublished: Collection[str],
    held: Collection[str] = (),
) -> frozenset[str]:
    """Of the `paths` that no longer belong to the site those whose words must not be read any more.

    They are of articles that are drafts now (`unpublished`, by their sources below `content`) or quote a post
    that is withheld now, and was not when their page below `output` was made: where they stood as they were
    last read; of the listings and feeds that these stood in; the pictures of such posts, those that articles
    gave among them (`held`, below `content`); and the search index, which finds the words of all. A post
    counts as withheld while its snapshot cannot be read.
    """
    unread = loaded.stock.unread
    withheld = withheld_posts(loaded.withholding, loaded.stock.posts, unread)
    former = loaded.former
    gone = [former.get(article.path, article) for article in loaded.articles if article.path in unpublished]
    unsound = {article.path: article for article in loaded.unsound}
    lost = (former[path] for path in loaded.failed if path in former)
    for article in lost:
        page = output / output_file(permalink(article, settings))
        versions = (article, unsound.get(article.path, article))
        asked = withheld.intersection(post.key for version in versions for post in version.posts)
        if _is_held_back(content / article.path, page, len(asked)):
            gone.append(article)
    stored = [loaded.stock.posts[key] for key in withheld & loaded.stock.posts.keys()]
    pictures = [path for post in stored for picture in post.pictures for path in picture.paths]
    pictures += _published(held, loaded.stock.media, settings)
    taxonomy = Taxonomy((*loaded.articles, *former.values()), settings)
    places = [_Places.of(article, taxonomy, settings) for article in gone]
    never = (f"{shards.FOLDER}/", *pictures, *map(_pictures_beside, unread))
    return frozenset(p for p in paths if p.startswith(never) or any(place.holds(p) for place in places))


def _published(held: Collection[str], media: Media, settings: Settings) -> Iterator[str]:
    """Every file that media were published as."""
    crowd = images.crowded(media) if held else frozenset()
    for path in held:
        picture = picture_of(media[path], settings.images, crowd)
        yield from picture.paths if picture else (path,)


def _pictures_beside(unread: str) -> str:
    """How the published pictures begin of a snapshot, or of a folder of them, that cannot be read."""
    if unread.endswith(".json"):
        return snapshots.published_beside(unread)
    return f"evidence{unread.removeprefix(snapshots.FOLDER)}/"


def _is_held_back(source: Path, page: Path, asked: int) -> bool:
    """Whether the words of an article whose source has errors now are to be read no more on its page, which
    is `asked` to show so many posts as withheld.
    """
    try:
        is_draft = _DRAFT.search(source.read_bytes())
        return bool(is_draft) or page.read_bytes().count(_SHOWN) < asked
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class _Places:
    """Where an article stood: its own `files` and `folder`, the folders of the `listings` that showed it, and
    the folder of its `edition`, "" for the main one, which is never without listings.
    """

    files: frozenset[str]
    folder: str
    listings: frozenset[str]
    edition: str

    @classmethod
    def of(cls, article: Article, taxonomy: Taxonomy, settings: Settings) -> _Places:
        """The places of an article by the settings as they are now."""
        url, root = permalink(article, settings), taxonomy.root(article.lang)
        files = [url, *filter(None, map(alias_address, article.aliases))]
        listings = [tag.url for tag in taxonomy.tags_of(article)]
        listings += [author.url for author in taxonomy.byline_of(article).authors if author.url]
        if article.date is not None:
            year = article.date.year
            listings.append(f"{root}archive/{year}/")
            files.append(archive_address(root, year))
        return cls(frozenset(map(output_file, files)), beside(url, ""), frozenset(listings), root)

    def holds(self, path: str) -> bool:
        """Whether the article was shown by this file, or it goes with it."""
        folder = posixpath.join(posixpath.dirname(path), "")
        if path in self.files or folder == self.folder:
            return True
        listing = _PAGE.sub("", folder)
        return listing in self.listings or bool(self.edition and listing in _fixed(self.edition))


def _fixed(root: str) -> Iterator[str]:
    """The folders of an edition's own listings."""
    yield from (f"{root}{name}" for name in ("", "tags/", "authors/", "archive/", "corrections/"))
    yield f"{root}evidence/"
