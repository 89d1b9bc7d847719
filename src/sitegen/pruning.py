"""What leaves the output although something is wrong with the site, where else nothing is removed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

from sitegen.archive import Loaded
from sitegen.model import Settings
from sitegen.search import FOLDER
from sitegen.urls import beside, output_file, permalink
from sitegen.withholding import withheld_posts

_LISTING = re.compile(r"(?:\A|/)(?:index\.html|feed\.xml|atom\.xml|feed\.json|\d{4}\.atom\.xml)\Z")


def banned(
    paths: Iterable[str],
    known: Iterable[str],
    loaded: Loaded,
    unpublished: Collection[str],
    settings: Settings,
) -> frozenset[str]:
    """Of the `paths` that no longer belong to the site those whose words must not be read any more.

    They are of articles that are drafts now (`unpublished`, by their sources), and then of all listings and
    feeds in which nothing stands any more; the pictures of posts that are withheld; and the search index,
    which finds the words of both. `known` are all files of the last build.
    """
    urls = [permalink(article, settings) for article in loaded.articles if article.path in unpublished]
    never = (f"{FOLDER}/", *_withheld_pictures(loaded))
    drafts = frozenset(path for path in paths if path.startswith(tuple(beside(url, "") for url in urls)))
    drafts |= frozenset(map(output_file, urls)).intersection(paths)
    found = drafts | {path for path in paths if path.startswith(never)}
    if not drafts:
        return found
    articles = {posixpath.dirname(path) for path in known if path.endswith("/article.json")}
    return found | {
        path for path in paths if _LISTING.search(path) and posixpath.dirname(path) not in articles
    }


def _withheld_pictures(loaded: Loaded) -> Iterator[str]:
    """The paths that the pictures of withheld posts had before."""
    posts = loaded.stock.posts
    for key in withheld_posts(loaded.articles, posts) & posts.keys():
        yield from (picture.path for picture in posts[key].pictures)
