"""Posts whose text an editor withholds: wherever one is quoted, its words and pictures are not published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.digest import of_value
from sitegen.model import Article, Snapshot, StoredPost

Posts = Mapping[str, StoredPost]


def withheld_posts(articles: Iterable[Article], posts: Posts) -> frozenset[str]:
    """The keys of the posts that some article or snapshot withholds: withheld is everywhere."""
    said = {post.key for article in articles for post in article.posts if post.status == "withheld"}
    return frozenset(said | {key for key, post in posts.items() if post.snapshot.status == "withheld"})


def without_withheld(articles: Iterable[Article], posts: Posts) -> Posts:
    """The stored posts, those that are withheld without all but their address and the reason."""
    withheld = withheld_posts(articles, posts)
    return {**posts, **{key: _bare(key, posts.get(key)) for key in withheld}} if withheld else posts


def _bare(key: str, stored: StoredPost | None) -> StoredPost:
    provider, _, post_id = key.partition("/")
    reason, url = (stored.snapshot.reason, stored.snapshot.url) if stored else ("", "")
    bare = Snapshot(provider, post_id, url=url, status="withheld", reason=reason)
    return StoredPost(bare, (), of_value(bare))
