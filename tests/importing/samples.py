"""Sources for the importers' tests: fictional, small, and as odd as real ones."""

from __future__ import annotations

from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>River Watch &amp; Friends</title>
  <link>https://river.example.net</link>
  <description>The river and those who live by it</description>
  <language>en-GB</language>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:base_site_url>https://river.example.net</wp:base_site_url>
  <wp:base_blog_url>https://river.example.net</wp:base_blog_url>
  <wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[ana]]></wp:author_login>
    <wp:author_email><![CDATA[ana@secret.example.net]]></wp:author_email>
    <wp:author_display_name><![CDATA[Ana Example]]></wp:author_display_name></wp:author>
  <wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>water</wp:category_nicename>
    <wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Water]]></wp:cat_name></wp:category>
  <wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>dams</wp:category_nicename>
    <wp:category_parent>water</wp:category_parent><wp:cat_name><![CDATA[Dams]]></wp:cat_name>
    <wp:category_description><![CDATA[Walls across rivers.]]></wp:category_description></wp:category>
"""
TAIL = "</channel>\n</rss>\n"


def cdata(text: str) -> str:
    """A text in CDATA, which WordPress splits where the text itself ends one."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def item(
    number: int,
    title: str = "",
    content: str = "",
    *,
    kind: str = "post",
    status: str = "publish",
    date: str = "2014-03-04 12:18:53",
    gmt: str = "2014-03-04 16:18:53",
    modified: str = "2014-03-04 12:18:53",
    slug: str = "",
    link: str = "",
    excerpt: str = "",
    password: str = "",
    parent: int = 0,
    terms: tuple[tuple[str, str, str], ...] = (),
    meta: tuple[tuple[str, str], ...] = (),
    attachment: str = "",
    more: str = "",
) -> str:
    """One item of an export."""
    link = link or f"https://river.example.net/{date[:4]}/{date[5:7]}/{slug}/"
    rows = "".join(
        f'<category domain="{domain}" nicename="{nicename}">{cdata(name)}</category>'
        for domain, nicename, name in terms
    )
    metas = "".join(
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
        for key, value in meta
    )
    file = f"<wp:attachment_url>{cdata(attachment)}</wp:attachment_url>" if attachment else ""
    return f"""<item>
  <title>{escape(title)}</title>
  <link>{escape(link)}</link>
  <pubDate>Tue, 04 Mar 2014 16:18:53 +0000</pubDate>
  <dc:creator>{cdata("ana")}</dc:creator>
  <guid isPermaLink="false">https://river.example.net/?p={number}</guid>
  <description></description>
  <content:encoded>{cdata(content)}</content:encoded>
  <excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>
  <wp:post_id>{number}</wp:post_id>
  <wp:post_date>{cdata(date)}</wp:post_date>
  <wp:post_date_gmt>{cdata(gmt)}</wp:post_date_gmt>
  <wp:post_modified>{cdata(modified)}</wp:post_modified>
  <wp:post_name>{cdata(slug)}</wp:post_name>
  <wp:status>{cdata(status)}</wp:status>
  <wp:post_parent>{parent}</wp:post_parent>
  <wp:post_type>{cdata(kind)}</wp:post_type>
  <wp:post_password>{cdata(password)}</wp:post_password>
  <wp:is_sticky>0</wp:is_sticky>{rows}{metas}{file}{more}
</item>
"""


COMMENT = """<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Visitor</wp:comment_author>
<wp:comment_author_email>visitor@secret.example.net</wp:comment_author_email>
<wp:comment_author_IP>203.0.113.9</wp:comment_author_IP>
<wp:comment_content>A remark with a secret word: xyzzy</wp:comment_content></wp:comment>"""

TWEET = (
    '<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">The water is back. '
    '<a href="https://t.co/AbC">https://t.co/AbC</a></p>&mdash; River Watch (@example_river) '
    '<a href="https://twitter.com/example_river/status/1102600000000000000?ref_src=twsrc%5Etfw">March 4, 2019</a>'
    '</blockquote>\n<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
)
OTHER_TWEET = TWEET.replace("1102600000000000000", "1102700000000000000").replace("is back", "is gone")

CACHED = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Kept by the cache.</p>&mdash; River Watch (@example_river) '
    '<a href="https://twitter.com/example_river/status/1102650000000000000">March 4, 2019</a></blockquote>'
)

BLOCKS = f"""<!-- wp:paragraph -->
<p>The river <strong>rises</strong> &amp; falls. See <a href="https://river.example.net/?p=12">the old page</a>
or <a href="https://river.example.net/2015/06/classic/#part">the other</a>.</p>
<!-- /wp:paragraph -->

<!-- wp:heading {{"level":3}} -->
<h3 id="banks">Banks and reeds</h3>
<!-- /wp:heading -->

<!-- wp:image {{"id":31,"sizeSlug":"large"}} -->
<figure class="wp-block-image size-large"><a href="https://river.example.net/wp-content/uploads/2014/03/reeds.jpg"><img
src="https://river.example.net/wp-content/uploads/2014/03/reeds-300x200.jpg" alt="Reeds" class="wp-image-31"/></a><figcaption>Reeds along the bank</figcaption></figure>
<!-- /wp:image -->

<!-- wp:embed {{"url":"https://twitter.com/example_river/status/1102650000000000000","type":"rich","providerNameSlug":"twitter"}} -->
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://twitter.com/example_river/status/1102650000000000000
</div><figcaption>What was said then</figcaption></figure>
<!-- /wp:embed -->

<!-- wp:html -->
{TWEET}
<!-- /wp:html -->

<!-- wp:table -->
<figure class="wp-block-table"><table><thead><tr><th>Year</th><th>Level</th></tr></thead><tbody><tr><td>2013</td><td>2 | 3</td></tr></tbody></table></figure>
<!-- /wp:table -->

<!-- wp:list -->
<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>
<!-- /wp:list -->

<!-- wp:latest-posts {{"postsToShow":3}} /-->
<!-- wp:block {{"ref":77}} /-->"""

CLASSIC = f"""A first paragraph
with a break.

[caption id="attachment_31" align="alignleft" width="300"]<a href="https://river.example.net/wp-content/uploads/2014/03/reeds.jpg"><img class="size-medium" src="https://river.example.net/wp-content/uploads/2014/03/reeds-300x200.jpg" alt="Reeds" /></a> The reeds, <em>again</em>[/caption]

https://twitter.com/example_river/status/1102650000000000000

[embed]https://www.youtube.com/watch?v=w7Ft2ymGmfc[/embed]

[youtube https://youtu.be/w7Ft2ymGmfc]

[gallery ids="31,32"]

[audio mp3="https://river.example.net/wp-content/uploads/2014/03/song.mp3"][/audio]

[contact-form to="someone"][contact-field label="Name"/][/contact-form]

An aside [sic] and a note [1].

<!--more-->

<h2 id="part">Part</h2>
<table><tr><td colspan="2">Wide</td></tr><tr><td>a</td><td>b</td></tr></table>

{OTHER_TWEET}

<h3>Sources</h3>
<ul>
<li><a href="https://press.example.org/report">The report</a>, 2013</li>
<li><a href="https://press.example.org/letter">The letter</a></li>
</ul>"""


def export() -> str:
    """An export with every type of item."""
    water = (
        ("category", "water", "Water"),
        ("category", "uncategorized", "Uncategorized"),
        ("post_tag", "open-records", "open records"),
    )
    uploads = "https://river.example.net/wp-content/uploads/2014/03"
    return (
        HEAD
        + "".join(
            (
                item(
                    10,
                    "The river & its banks",
                    BLOCKS,
                    slug="river-banks",
                    excerpt="How it <em>rises</em>.",
                    terms=water,
                    meta=(
                        ("_thumbnail_id", "31"),
                        ("_wp_old_slug", "river-bank"),
                        (
                            "_oembed_0a",
                            CACHED,
                        ),
                        ("_oembed_time_0a", "1551700000"),
                        ("_oembed_0b", "{{unknown}}"),
                    ),
                    modified="2014-05-06 10:00:00",
                    more=COMMENT,
                ),
                item(
                    11,
                    "Classic",
                    CLASSIC,
                    slug="classic",
                    date="2015-06-07 08:00:00",
                    gmt="2015-06-07 07:00:00",
                    modified="2015-06-07 08:00:00",
                    terms=(("author", "cap-bo", "Bo Example"),),
                ),
                item(
                    12,
                    "About",
                    "<p>Who we are.</p>",
                    kind="page",
                    slug="about",
                    link="https://river.example.net/about/",
                ),
                item(
                    13,
                    "A draft",
                    "Not yet.",
                    status="draft",
                    date="0000-00-00 00:00:00",
                    gmt="0000-00-00 00:00:00",
                    modified="2016-01-02 03:04:05",
                    link="https://river.example.net/?p=13",
                ),
                item(
                    14,
                    "Scheduled",
                    "Soon.",
                    status="future",
                    date="2999-01-02 03:04:05",
                    gmt="2999-01-02 03:04:05",
                    modified="2016-01-02 03:04:05",
                    slug="scheduled",
                ),
                item(15, "Private", "The secret plover.", status="private", slug="private-thing"),
                item(16, "Locked", "The secret heron.", password="hunter2", slug="locked"),
                item(17, "Trashed", "Gone.", status="trash", slug="trashed"),
                item(18, "Menu", kind="nav_menu_item", slug="menu"),
                item(
                    31,
                    "reeds",
                    kind="attachment",
                    status="inherit",
                    slug="reeds",
                    parent=10,
                    attachment=f"{uploads}/reeds.jpg",
                    link="https://river.example.net/2014/03/river-banks/reeds/",
                    excerpt="Reeds in March",
                    meta=(("_wp_attachment_image_alt", "Reeds by the water"),),
                ),
                item(
                    32,
                    "boat",
                    kind="attachment",
                    status="inherit",
                    slug="boat",
                    parent=11,
                    attachment=f"{uploads}/boat.jpg",
                ),
                item(
                    33,
                    "song",
                    kind="attachment",
                    status="inherit",
                    slug="song",
                    parent=11,
                    attachment=f"{uploads}/song.mp3",
                ),
            )
        )
        + TAIL
    )
