"""Withheld is everywhere: in a snapshot, in any article, stored or not."""

from make import article
from sitegen.model import PostRef, Snapshot, StoredPost
from sitegen.withholding import withheld_posts, without_withheld

KEPT = StoredPost(Snapshot("x", "1", url="https://x.com/example_a/status/1", text="Words", status="live"))
OTHER = StoredPost(Snapshot("x", "2", text="More", status="withheld", reason="asked for"))


def quoting(key, status="uncaptured"):
    return article(posts=(PostRef(key, "", status, captured=False),))


def test_one_article_or_the_snapshot_withholds_for_all():
    posts = {"x/1": KEPT, "x/2": OTHER}
    articles = [quoting("x/1"), quoting("x/1", "withheld"), quoting("x/3", "withheld")]
    assert withheld_posts(articles, posts) == {"x/1", "x/2", "x/3"}


def test_of_a_withheld_post_its_address_and_the_reason_stay():
    found = without_withheld([quoting("x/1", "withheld")], {"x/1": KEPT, "x/2": OTHER})
    assert found["x/1"].snapshot == Snapshot("x", "1", url=KEPT.snapshot.url, status="withheld")
    assert found["x/2"].snapshot == Snapshot("x", "2", status="withheld", reason="asked for")
    assert found["x/1"].digest != KEPT.digest


def test_where_nothing_is_withheld_nothing_is_made_anew():
    posts = {"x/1": KEPT}
    assert without_withheld([quoting("x/1")], posts) is posts
