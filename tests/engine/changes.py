"""What an editor, a crash or a bad disk may do to a small archive between two builds of it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from hypothesis import strategies as st

from images.pictures import png

ARTICLES = ("2019-river.md", "lake.md", "deep/hill.md", "pages/about.md")
FILES = (*ARTICLES, "2019-river.fa.md", "lake.fa.md", "Lake.md", "hill/index.md")
FOLDERS = ("content/deep", "content/hill", "content/Deep")
PICTURES = ("content/photo.png", "content/_snapshots/x/still.png")
PAGES = (
    "404 archive article author authors corrections evidence feeds home page redirect search tag tags"
    " verify withdrawn year"
).split()
BASE = """{{ site.title }} {{ site.menu }} {{ head }}
{% cached %}{{ site.pages }}{% include "_footer.html" %}{% endcached %}
{{ page }}
{% if content is defined %}{{ content }}{% endif %}
{% include ["_note.html", "_side.html"] ignore missing %}
"""
SETTINGS = "title: {title}\nbase_url: https://archive.example.org/\nsearch: false\npage_size: 2\n{more}"


def start(root: Path) -> None:
    """An archive of three articles, whose templates print all that they are given."""
    save(root / "content/site.yaml", SETTINGS.format(title="Sample", more=""))
    for name in PAGES:
        save(root / f"templates/{name}.html", "{% extends 'base.html' %}")
    save(root / "templates/base.html", BASE)
    save(
        root / "content/2019-river.md",
        article("River", "2019-05-01", "[water]", "[lake](lake.md) and text\n"),
    )
    lake = article("Lake", "2020-05-01", "[water, Fish]", "[@a] and text\n", HEADS)
    save(root / "content/lake.md", lake)
    save(root / "content/pages/about.md", "---\ntitle: About\n---\nWho we are.\n")


def save(file: Path, text: str | bytes) -> None:
    """Write a file; what stands in its way goes."""
    for folder in file.parents:
        if folder.is_file():
            folder.unlink()
    if file.is_dir():
        shutil.rmtree(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def article(title, date, tags, body, more=""):
    """The source of an article."""
    return f"---\ntitle: {title}\ndate: {date}\ntags: {tags}\n{more}---\n{body}"


# --- changes: functions of the archive's folder and of what was drawn ----------------------------


def put(root: Path, name: str, text: str | bytes) -> None:
    save(root / name, text)


def drop(root: Path, name: str) -> None:
    target = root / name
    if target.is_file():
        target.unlink()
    elif target.is_dir():
        shutil.rmtree(target)


def rename(root: Path, name: str, other: str) -> None:
    """Rename a file; or a folder, unless something has its new name."""
    if (root / name).is_file():
        save(root / other, (root / name).read_bytes())
        (root / name).unlink()
    elif (root / name).is_dir() and not (root / other).exists():
        (root / name).rename(root / other)


def sly(root: Path, name: str) -> None:
    """Another text of the same size, in a file that keeps its time."""
    file = root / name
    if file.is_file():
        before, data = file.stat(), file.read_bytes()
        file.write_bytes(
            data.replace(b"text", b"TEXT") if b"text" in data else data.replace(b"TEXT", b"text")
        )
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def add(root: Path, name: str, words: str) -> None:
    """More text at the end of a source, which nothing but its own page and its feeds shows."""
    if (root / name).is_file():
        save(root / name, (root / name).read_bytes() + f"\n{words}\n".encode())


def shift(root: Path, name: str) -> None:
    """The text of a source one line further down."""
    if (root / name).is_file():
        save(
            root / name,
            (root / name).read_bytes().replace(b"---\n", b"---\n\n").replace(b"---\n\n", b"---\n", 1),
        )


def touch(root: Path, name: str) -> None:
    if (root / name).is_file():
        os.utime(root / name)


def damage(root: Path, folder: str, pick: int, how: str) -> None:
    """Harm one file below a folder: of the output, or of what builds keep for each other."""
    files = sorted(path for path in (root / folder).rglob("*") if path.is_file() and path.name != "lock")
    files = [file for file in files if not file.name.startswith(".")]
    if not files:
        return
    file = files[pick % len(files)]
    data = bytearray(file.read_bytes())
    if how == "gone":
        file.unlink()
    elif how == "folder":
        file.unlink()
        file.mkdir()
    elif how == "short":
        file.write_bytes(data[: pick % (len(data) + 1)])
    elif how == "flipped" and data:
        before = file.stat()
        data[pick % len(data)] ^= 1 + pick % 255
        file.write_bytes(data)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif how == "link":
        file.rename(file.with_name(f"{file.name}.real"))
        file.symlink_to(f"{file.name}.real")
    elif how == "long":
        file.write_bytes(bytes(data) + b"more")


def lead_out(root: Path, name: str) -> None:
    """A link in the place of a source, which has moved out of the archive's folder."""
    (root / name).rename(root.with_name("moved.md"))
    (root / name).symlink_to(root.with_name("moved.md"))


def keep_cache(root: Path) -> None:
    """Put a copy of the cache aside."""
    shutil.rmtree(root / "kept", ignore_errors=True)
    if (root / ".sitegen").is_dir():
        shutil.copytree(root / ".sitegen", root / "kept")


def old_cache(root: Path) -> None:
    """Bring back an older cache, as from a backup."""
    if (root / "kept").is_dir():
        shutil.rmtree(root / ".sitegen", ignore_errors=True)
        shutil.copytree(root / "kept", root / ".sitegen")


def snapshot(root: Path, name: str, text: str, status: str) -> None:
    post = {
        "provider": "x", "id": name, "url": f"https://x.com/example_a/status/{name}", "text": text,
        "author": {"name": "A", "handle": "example_a"}, "status": status, "media": [{"file": "x/still.png"}],
    }  # fmt: skip
    save(root / f"content/_snapshots/x/{name}.json", json.dumps(post))


def ledger(root: Path, status: str, copies: int) -> None:
    archives = [
        {"url": f"https://web.archive.org/web/2020010100000{i}/https://b.example.org/"} for i in range(copies)
    ]
    record = {"status": status, "archives": archives}
    data = {"version": 1, "sources": {"https://b.example.org/": record}}
    save(root / "content/_snapshots/sources.json", json.dumps(data))


# --- what is drawn -------------------------------------------------------------------------------

POSTS = ("1000000000000000001", "1000000000000000002")
BODIES = (
    "Some text.\n",
    "Other text.\n",
    "[lake](lake.md#part-1) and [hill](deep/hill.md#part) text\n",
    "![A view](photo.png) text [data](data.txt)\n",
    f"https://x.com/example_a/status/{POSTS[0]}\n",
    "As said [@a], text.\n\n## Part\n\n## Part\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "<<<<<<< a\ntext\n=======\n>>>>>>> b\n",
    "",
)
WITHHELD = (
    f"tweets: [{{url: 'https://x.com/example_a/status/{POSTS[0]}', status: withheld, media: [photo.png]}}]\n"
)
EXTRAS = (
    "", "updated: 2021-02-03\n", "draft: true\n", "aliases: [/old/place]\n", "aliases: [/.old/place, /2020/Lake/]\n", "slug: other\n", "slug: lake\n",
    "withdrawn: {date: 2022-01-01, reason: mistaken}\n", "image: photo.png\n", "lang: fa\n", "summary: Short.\n",
    "corrections: [{date: 2021-01-01, text: a word}]\n", "authors: [Ann Example, B]\n", "authors: [B]\n",
    f"tweets: [https://x.com/example_a/status/{POSTS[1]}]\n",
    f"tweets: [{{url: 'https://x.com/example_a/status/{POSTS[0]}', status: deleted, media: [photo.png]}}]\n",
    WITHHELD, f"{WITHHELD}draft: true\n",
)  # fmt: skip
HEADS = "sources: [{id: a, url: 'https://b.example.org/', title: Report}]\n"
DATES = ("2019-05-01", "2020-05-01", "2020-05-02 10:30", "2021-12-31T23:30:00+03:30", "2027-01-01", "never")
texts = st.builds(
    article,
    st.sampled_from(["River", "Lake", "Mere", "'404'"]),
    st.sampled_from(DATES[:5] * 4 + DATES),
    st.sampled_from(["[water]", "[Water, fish]", "[stone, c++]", "[]"]),
    st.sampled_from(BODIES),
    st.builds(lambda a, b: HEADS + "".join(dict.fromkeys([a, b])), *[st.sampled_from(EXTRAS)] * 2).filter(
        lambda text: len({line.partition(":")[0] for line in text.splitlines()}) == text.count("\n")
    ),
)
settings_texts = st.builds(
    lambda title, more: SETTINGS.format(title=title, more=more),
    st.sampled_from(["Sample", "Other"]),
    st.sampled_from([
        "", "license: CC0\n", "permalink: /{year}/{month}/{slug}/\n", "languages: {fa: {title: F}}\n", "onion: http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.onion/\n",
        "tags: {water: {title: Waters, aliases: [fish]}}\n", "tags: {fish: {parent: water}}\n", "timezone: Asia/Tehran\n",
        "authors: {ann: {name: Ann Example, bio: Hers}}\n", "menu: [{title: Home, url: /}]\n", "links: file\n",
        "feed: {items: 1}\n", "edit_url: 'https://git.example.org/{path}'\n", "html: {allow: {mark: []}}\n",
        "images: {widths: [16]}\n",
    ]),
)  # fmt: skip
sources = st.sampled_from([f"content/{name}" for name in FILES])
PARTS = ("_note", "_side", "_footer", "_deep")
templates = st.one_of(
    st.tuples(
        st.sampled_from(["base", "tag", "article"]),
        st.sampled_from([
            "{% extends 'base.html' %}", BASE, BASE + "more", "{% include '_deep.html' ignore missing %}", "plain text",
            "{{ page.entry.around }}", "{% if %}", "{{ site.title }}{% include '_side.html' ignore missing %}",
        ]),
    ),
    st.tuples(
        st.sampled_from(PARTS),
        st.sampled_from(["plain text", "{{ site.title }}", "{{ page.entry.around }}", "{{ head.url }}", "{{ nothing.there }}", "{% if %}"]),
    ),
    st.tuples(st.sampled_from(PARTS[:3]), st.just("{{ site.title }}{% include '_deep.html' ignore missing %}")),
)  # fmt: skip
"""Parts never include themselves: such a template is slow to fail, and `test_templates.py` has it."""


WORDS = (
    "More words.", "Other words.", "## Part", "| a |\n|---|\n| 1 |", "[TOC]", "[lake](lake.md#part)", "As said [@a].",
    "[gone](gone.md)", "![](photo.png)", f"https://x.com/example_a/status/{POSTS[0]}",
)  # fmt: skip
"""Most of it changes one article's text alone; the last five also what it leads to, shows and quotes."""


def change(function, *drawn):
    """A change to come: (function, arguments)."""
    return st.tuples(st.just(function), st.tuples(*drawn))


HOW = st.sampled_from(["gone", "short", "flipped", "long", "folder", "link"])
rewordings = st.one_of(
    change(add, sources, st.sampled_from(WORDS[:5])),
    change(add, sources, st.sampled_from(WORDS)),
    change(shift, sources),
)
changes = st.one_of(
    change(put, sources, texts),
    change(put, sources, texts),
    rewordings,
    change(sly, st.one_of(sources, st.sampled_from(["content/data.txt", "templates/_note.html"]))),
    change(touch, sources),
    change(drop, sources),
    change(rename, sources, sources),
    change(rename, *[st.sampled_from(FOLDERS)] * 2),
    change(put, st.just("content/site.yaml"), settings_texts),
    templates.map(lambda drawn: (put, (f"templates/{drawn[0]}.html", drawn[1]))),
    change(
        drop,
        st.sampled_from(
            [
                "templates/_note.html",
                "templates/_side.html",
                "templates/_footer.html",
                "templates/_deep.html",
                "templates/static/style.css",
            ]
        ),
    ),
    change(put, st.just("templates/static/style.css"), st.sampled_from(["a{}", "b{}"])),
    change(put, st.sampled_from(PICTURES), st.sampled_from([png(size=(40, 30)), png(size=(50, 30))])),
    change(put, st.just("content/data.txt"), st.sampled_from(["text", "more text"])),
    change(drop, st.sampled_from([*PICTURES, "content/data.txt", "content/_snapshots", *FOLDERS])),
    change(
        snapshot,
        st.sampled_from(POSTS),
        st.sampled_from(["Said", "Told"]),
        st.sampled_from(["live", "deleted", "withheld"]),
    ),
    change(ledger, st.sampled_from(["live", "dead"]), st.integers(0, 2)),
    change(damage, st.just("output"), st.integers(0, 10**6), HOW),
    change(damage, st.just(".sitegen"), st.integers(0, 10**6), HOW),
    change(drop, st.just(".sitegen")),
    change(keep_cache),
    change(old_cache),
)
