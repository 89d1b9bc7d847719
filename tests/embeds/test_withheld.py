"""A post that is withheld is in no file of the site, however it came into the archive."""

import gzip
import json
import zlib

from PIL import Image

from sitegen.build import build
from sitegen.report import Options

CODE = (
    '<blockquote class="twitter-tweet"><p>{}</p>&mdash; SECRETNAME (@secretname) '
    '<a href="https://twitter.com/secretname/status/{}">June 3, 2022</a></blockquote>'
)
ARTICLES = {
    "own": (
        "tweets:\n  - {url: https://x.com/secretname/status/1, text: SECRETONE, status: withheld, note: By request.}\n",
        f"https://x.com/secretname/status/3\n\n{CODE.format('SECRETFOUR', 4)}",
    ),
    "other": (
        "tweets:\n  - url: https://x.com/secretname/status/1\n    text: SECRETONE\n",
        CODE.format("SECRETFIVE", 5),
    ),
    "third": (
        "tweets:\n  - url: https://x.com/secretname/status/5\n    status: withheld\n",
        CODE.format("SECRETFIVE", 5),
    ),
    "wrapped": (
        "tweets:\n  - {url: https://x.com/secretname/status/1532722240000000009, status: withheld}\n",
        CODE.format("SECRETSIX", 1532722240000000009).replace("</p>", "</p><p>").replace("</bl", "</p></bl"),
    ),
    "elsewhere": (
        (
            "tweets:\n  - {url: https://bsky.app/profile/secretname.example.org/post/3k, status: withheld}\n"
            "  - {url: 'https://social.example.org/@secretname/7', status: withheld}\n"
        ),
        "Text.",
    ),
    "first-words": ("", CODE.format("SECRETFOUR", 4) + "\n\nThen more."),
}


def archive(root):
    content = root / "content"
    (content / "_snapshots/x").mkdir(parents=True)
    (content / "site.yaml").write_text("title: T\nbase_url: https://archive.example.org/\n")
    for name, (head, body) in ARTICLES.items():
        (content / f"{name}.md").write_text(f"---\ntitle: {name}\ndate: 2020-01-01\n{head}---\n{body}\n")
    for number in ("3", "4"):
        snapshot = {
            "provider": "x", "id": number, "text": "SECRETKEPT", "html": "<p>SECRETKEPT</p>", "status": "withheld",
            "author": {"name": "SECRETNAME"}, "reason": "By request.", "media": [{"file": "_snapshots/x/p.png"}],
            "archives": [{"url": "https://archive.example.org/SECRETCOPY"}],
        }  # fmt: skip
        (content / f"_snapshots/x/{number}.json").write_text(json.dumps(snapshot))
    Image.new("RGB", (4, 4)).save(content / "_snapshots/x/p.png")
    return root


def plain(data):
    """The bytes of a file, unpacked if it is packed (the search index is)."""
    try:
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    except (OSError, zlib.error):
        return data


def test_no_file_of_the_site_holds_its_words(tmp_path):
    build(archive(tmp_path), Options(jobs=1))
    files = [path for path in (tmp_path / "output").rglob("*") if path.is_file()]
    assert len(files) > 30
    leaks = [str(path) for path in files if b"SECRET" in plain(path.read_bytes()).upper()]
    assert leaks == []
    assert not [path for path in files if path.suffix == ".png" and "evidence" in path.parts]
    page = (tmp_path / "output/2020/own/index.html").read_text()
    assert page.count('data-status="withheld"') == 3
    assert "By request." in page
    assert page.count('cite="https://x.com/i/web/status/') == 3


def test_what_an_article_gives_of_a_post_that_another_withholds_is_in_no_file(tmp_path):
    def write(name, more):
        post = f"{{url: https://x.com/secretname/status/1, {more}}}"
        text = f"---\ntitle: {name}\ndate: 2020-01-01\ntweets: [{post}]\n---\nSee.\n"
        (tmp_path / f"content/{name}.md").write_text(text)

    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: T\nbase_url: https://archive.example.org/\n")
    Image.new("RGB", (4, 4)).save(tmp_path / "content/given.png")
    write("one", "media: [{file: given.png, alt: SECRETALT}]")
    build(tmp_path, Options(jobs=1))
    assert (tmp_path / "output/given.png").is_file()
    write("two", "status: withheld")
    build(tmp_path, Options(jobs=1))
    assert not (tmp_path / "output/given.png").exists()
    files = [path for path in (tmp_path / "output").rglob("*") if path.is_file()]
    assert not [path for path in files if b"SECRET" in plain(path.read_bytes()).upper()]


def test_a_post_withheld_later_leaves_pages_that_were_built_before(tmp_path):
    root = archive(tmp_path)
    file = root / "content/_snapshots/x/3.json"
    data = json.loads(file.read_text())
    file.write_text(json.dumps(data | {"status": "live", "text": "WORDS", "html": ""}))
    page = root / "output/2020/own/index.html"
    build(root, Options(jobs=1))
    assert "WORDS" in page.read_text()
    file.write_text(json.dumps(data | {"text": "WORDS"}))
    build(root, Options(jobs=1))
    files = [path for path in (root / "output").rglob("*") if path.is_file()]
    assert [path for path in files if b"WORDS" in plain(path.read_bytes())] == []


def test_the_pictures_of_a_withheld_post_go_though_another_article_has_errors(tmp_path):
    root = archive(tmp_path)
    file = root / "content/_snapshots/x/3.json"
    data = json.loads(file.read_text())
    file.write_text(json.dumps(data | {"status": "live"}))
    build(root, Options(jobs=1))
    picture = root / "output/evidence/x/p.png"
    assert picture.exists()
    (root / "content/first-words.md").write_text("---\ntitle: A\ndate: nonsense\n---\n")
    file.write_text(json.dumps(data))
    report = build(root, Options(jobs=1))
    assert report.counts.failed == 1
    assert not picture.exists()
    assert (root / "output/2020/first-words/index.html").exists()
