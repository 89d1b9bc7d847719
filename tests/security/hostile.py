"""An archive that holds every attack in every field: what a malicious contributor could send in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from security.attacks import addresses, attacks

BASE = "https://archive.example.org/sub/"
_PAIR = re.compile(r"\\ud[89ab]..\\ud[c-f]..")
PROVIDERS = ("x", "youtube", "vimeo", "mastodon", "bluesky")
URLS = {
    "x": "https://twitter.com/example_w/status/{n}",
    "youtube": "https://www.youtube.com/watch?v=aaaaa{n:06d}",
    "vimeo": "https://vimeo.com/{n}",
    "mastodon": "https://social.example.org/@example_w/{n}",
    "bluesky": "https://bsky.app/profile/example-w.example.org/post/{n}",
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)">'
    '<script>alert(1)</script><a xlink:href="javascript:alert(1)"><text y="9">x</text></a>'
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>'
    '<image href="https://evil.example.net/a.png"/><use href="https://evil.example.net/a.svg#x"/>'
    '<style>@import "https://evil.example.net/a.css";</style><rect width="9" height="9" onclick="alert(1)"/></svg>'
)


def yaml(value: Any) -> str:
    """A value as YAML: JSON, but that a character beyond the first 65,536 has one escape, not two."""
    return _PAIR.sub(
        lambda found: f"\\U{ord(json.loads(chr(34) + found[0] + chr(34))):08x}", json.dumps(value)
    )


def page(head: dict[str, Any], body: str) -> str:
    """An article's source."""
    lines = "".join(f"{key}: {yaml(value)}\n" for key, value in head.items())
    return f"---\n{lines}---\n{body}\n"


def put(root: Path, path: str, data: str | bytes) -> None:
    """Write a file of the archive."""
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))


def write(root: Path, *, every: int = 1) -> int:
    """Write the archive, with every attack or each `every`th; the number of attacks in it."""
    chosen = attacks()[::every]
    _settings(root, chosen)
    for n, attack in enumerate(chosen, 1):
        put(root, f"a/a{n}.md", _article(n, attack))
        put(root, f"b/b{n}.md", _body(n, attack))
        put(
            root,
            f"s/s{n}.md",
            page({"title": "slug", "date": "2018-01-01", "slug": f"{n}-{attack}".replace("/", "")}, "x"),
        )
        provider = PROVIDERS[n % 5]
        put(root, f"_snapshots/{provider}/{_post_id(provider, n)}.json", _snapshot(provider, n, attack))
    for n in range(0, len(chosen), 10):
        put(root, f"w/w{n}.md", _withdrawn(n, chosen[n : n + 10]))
    for n, address in enumerate(addresses()[::every], 1):
        for field, head in _url_fields(address).items():
            put(root, f"u/u{n}-{field}.md", page({"title": field, "date": "2017-01-01", **head}, "x"))
    _files(root, chosen)
    return len(chosen)


def _settings(root: Path, chosen: list[str]) -> None:
    part = " ".join(chosen[:40])
    settings = {
        "title": 'Site "><script>alert(1)</script>',
        "description": part,
        "base_url": BASE,
        "languages": {"fa": {"title": "</title><img src=x onerror=alert(1)>", "description": part}},
        "search": False,
        "publisher": "</script><script>alert(1)</script> ]]> & " + chosen[1],
        "license": 'https://evil.example.net/"><script>alert(1)</script>',
        "edit_url": 'https://evil.example.net/"onmouseover="alert(1)/{path}',
        "page_size": 100,
        "feed": {"items": 1000},
        "menu": [{"title": a, "url": "/about/"} for a in chosen[:30]],
        "tags": {a: {"title": a, "description": a} for a in chosen[::2] if a.strip()},
        "authors": {f"k{n}": {"name": a, "bio": a, "url": "https://evil.example.net/" + str(n)}
                    for n, a in enumerate(chosen, 1)},
    }  # fmt: skip
    put(root, "site.yaml", "".join(f"{key}: {yaml(value)}\n" for key, value in settings.items()))


def _article(n: int, attack: str) -> str:
    """Every text field of the front matter."""
    provider = PROVIDERS[n % 5]
    return page(
        {
            "title": f"{n} {attack}",
            "date": "2019-01-01",
            "tags": [attack, "common"],
            "authors": [f"k{n}", f"free {attack}"],
            "summary": attack,
            "image": "pixel.png",
            "image_alt": attack,
            "sources": [
                {"id": "s", "title": attack, "publisher": attack, "author": attack, "note": attack,
                 "url": f"https://evil.example.net/{n}"},
                {"title": attack},
            ],
            "tweets": [
                {"id": f"8{n}", "text": attack, "author": attack, "handle": "example_w", "note": attack,
                 "url": f"https://x.com/example_w/status/8{n}"},
            ],
            "corrections": [{"date": "2020-01-01", "text": attack}],
        },
        f"Cited [@s, {attack}] and [@s].\n\n{URLS[provider].format(n=n)}\n",
    )  # fmt: skip


def _body(n: int, attack: str) -> str:
    """The attack as Markdown: by itself, and inside each construct."""
    flat = " ".join(attack.split())
    body = (
        f"{attack}\n\nText {attack} text.\n\n# {flat}\n\n- {flat}\n\n> {flat}\n\n"
        f"[link {flat}](pixel.png '{flat}')\n\n![alt {flat}](../a/pixel.png \"{flat}\")\n\n"
        f"[^n]\n\n[^n]: {flat}\n\n| a | b |\n|---|---|\n| {flat} | x |\n\n```\n{attack}\n```\n\n`{flat}`\n\n"
        f"Term\n: {flat}\n\n*{flat}* **{flat}** <b title='{flat}'>{flat}</b>\n"
    )
    return page({"title": f"body {n}", "date": "2019-02-01"}, body)


def _withdrawn(n: int, part: list[str]) -> str:
    reason = " ".join(part)
    return page(
        {"title": f"w{n}", "date": "2016-01-01", "withdrawn": {"date": "2020-01-01", "reason": reason}}, "x"
    )


def _url_fields(address: str) -> dict[str, dict[str, Any]]:
    """Each field that holds an address, in an article of its own: most are refused."""
    post = {"id": "1", "text": "t"}
    return {
        "source": {"sources": [{"title": "t", "url": address}]},
        "bare": {"sources": [address]},
        "archived": {"sources": [{"url": "https://good.example.org/", "archived": address}]},
        "tweet": {"tweets": [address]},
        "post": {"tweets": [{**post, "url": address}]},
        "link": {"tweets": [{**post, "links": [{"short": address, "expanded": address}]}]},
        "media": {"tweets": [{**post, "media": [{"file": address, "alt": address}]}]},
        "alias": {"aliases": [address]},
        "image": {"image": address},
        "lang": {"lang": address},
    }


def _post_id(provider: str, n: int) -> str:
    return f"aaaaa{n:06d}" if provider == "youtube" else str(n)


def _snapshot(provider: str, n: int, attack: str) -> str:
    links = addresses()
    address = links[n % len(links)]
    return json.dumps(
        {
            "provider": provider,
            "id": _post_id(provider, n),
            "url": URLS[provider].format(n=n) if n % 3 else address,
            "author": {"name": attack, "handle": attack, "url": address},
            "text": attack if n % 2 else "",
            "html": f'<p lang="en" dir="ltr">{attack}</p><a href="{address}">pic.twitter.com/x</a>',
            "title": attack,
            "lang": "en",
            "created_at": "2019-01-01T00:00:00Z",
            "links": [{"short": "https://t.co/x", "expanded": address}],
            "media": [{"file": address, "alt": attack}, {"file": "_snapshots/pixel.png", "alt": attack}],
            "archives": [{"url": address, "date": "2020-01-01"}],
            "status": ("live", "deleted", "suspended", "withheld", attack)[n % 7 if n % 7 < 5 else 0],
            "captured_via": attack,
            "reason": attack,
            "note": attack,
            "evil": attack,
        }
    )


def _files(root: Path, chosen: list[str]) -> None:
    """Files whose names are attacks, and files that a browser would run."""
    for folder in ("a", "b", "_snapshots", "names"):
        put(root, f"{folder}/pixel.png", PIXEL)
    for n, attack in enumerate(chosen, 1):
        name = attack.replace("/", "\u2215").replace("\0", "")
        if len(name.encode("utf-8", "surrogatepass")) < 200 and name.strip(". "):
            put(root, f"names/{n}{name}.txt", "text")
            put(root, f"names/{n}{name}.md", page({"title": "named", "date": "2015-01-01"}, "named"))
            if n % 10 == 0:
                put(root, f"names/{n}{name}.png", PIXEL)
    put(root, "names/evil.svg", SVG)
    put(root, "names/show.md", page({"title": "shown", "date": "2015-01-01"}, "![x](evil.svg)"))
    put(root, "names/evil.html", "<script>alert(1)</script>")
    put(
        root,
        "names/evil.xhtml",
        "<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
    )
    put(root, "names/evil.js", "alert(1)")
    put(root, "names/EVIL.HTM", "<script>alert(1)</script>")
    put(root, "names/evil.svgz", "x")
    put(root, "names/evil.xml", "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>")
    put(root, "pages/about.md", page({"title": "About"}, "x"))
