"""Addresses in the site: permalinks, output files, and relative links between them.

An address is a path below the site's root, without leading slash, with `/` between its parts:
`2019/river/`, `feed.xml`, or `` for the home page. It is Unicode, not percent-encoded.
"""

from __future__ import annotations

import posixpath
import re
import sys
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urlsplit

from slugify import slugify

from sitegen.model import Article, Settings

_KEPT_SLUG = re.compile(r"[\w~-](?:[\w.~-]*[\w~-])?\Z")
_OUTSIDE = re.compile(r"//|[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_ASCII_SLUG = re.compile(r"[A-Za-z0-9._~-]+\Z")

_DOUBTFUL = frozenset(
    {f"archive.{end}" for end in "today is ph li vn fo md".split()}
    | {"archiveiya74codqgiixo33q62qlrqtkgmcitqx5u2oeqnmn5bpcbiyd.onion"}
)


def slug_of(text: str, *, unicode: bool = False) -> str:
    """The slug of a title, file name or tag; empty when nothing of the text can stand in a URL."""
    return slugify(text, allow_unicode=unicode)


def kept_slug(text: str, *, unicode: bool = False) -> str:
    """A slug that an editor or a file name gives: as it is where it can be, else made safe."""
    usable = _KEPT_SLUG.match(text) and (unicode or _ASCII_SLUG.match(text))
    return text if usable else slug_of(text, unicode=unicode)


def without_index(stem: str) -> str:
    """What a source is called that has a folder to itself: `2019/river` for `2019/river/index`, as in Hugo's
    bundles.
    """
    folder = stem.removesuffix("/index")
    return stem if folder == "pages" else folder


def permalink(article: Article, settings: Settings) -> str:
    """The address of an article or standing page, by the site's pattern and the article's language."""
    prefix = "" if article.lang == settings.language else f"{article.lang}/"
    place = article.stem.replace("#", "")  # it would end the address
    if article.kind == "page":
        folder = posixpath.dirname(place.removeprefix("pages/"))
        return _below_root(prefix + posixpath.join(folder, article.slug) + "/")
    assert article.date is not None  # noqa: S101 - parsing gives every article a date
    address = settings.permalink.format(
        year=f"{article.date.year:04d}",
        month=f"{article.date.month:02d}",
        day=f"{article.date.day:02d}",
        slug=article.slug,
        path=place,
    )
    return _below_root(prefix + address.lstrip("/"))


def _below_root(address: str) -> str:
    """The address without a colon that would make a scheme of its first word (`Re: letter/`)."""
    if not is_outside(address):
        return address
    first, slash, rest = address.partition("/")
    return first.replace(":", "") + slash + rest


def output_file(url: str) -> str:
    """The file, below the output folder, that answers an address."""
    return sys.intern(f"{url}index.html") if not url or url.endswith("/") else url


def beside(url: str, name: str) -> str:
    """The address of a file that goes with a page: `2019/river/citation.bib` for `2019/river/`, and for
    `2019/river.html`, too.
    """
    folder = url if url.endswith("/") else f"{posixpath.splitext(url)[0]}/"
    return sys.intern(folder + name)


def address_of(path: str) -> str:
    """The address that an output file answers: the inverse of `output_file`."""
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


_FOR_PROGRAMS = re.compile(r"\.(?:xml|rss|atom|rdf|json|opml|bib|md|txt|csv|ics|css|js)\Z", re.IGNORECASE)


def for_programs(path: str) -> str:
    """How a path ends that names a feed or another file which programs read, and no page; "" for others."""
    match = _FOR_PROGRAMS.search(path)
    return match[0] if match else ""


def alias_address(alias: str) -> str:
    """The address of an alias, as a folder unless it names a file; "" if no page can answer it."""
    path = alias.lstrip("/")
    if not path or "?" in path or "#" in path or "/." in f"/{path}" or for_programs(path):
        return ""
    return path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"


def query_pairs(query: str) -> tuple[str, ...]:
    """The `name=value` pairs of an alias's query; none where it has other parts, which no rule can name."""
    pairs = tuple(pair for pair in query.split("&") if pair)
    return pairs if all("=" in pair for pair in pairs) else ()


def folded(path: str) -> str:
    """A path as the least careful file system sees it: without case, and Unicode composed."""
    return path.casefold() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


_SAFE = "/#~:@!$&'()*+,;=-._"
_SIMPLE = re.compile(r"(?:[A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]+/?")
"""What most addresses are: folders and a file of plain letters."""

_ENCODED = re.compile(rf"[A-Za-z0-9{re.escape(_SAFE)}]*")


def encoded(url: str) -> str:
    """The address percent-encoded, ready for an attribute; a `#fragment` stays one."""
    return url if _ENCODED.fullmatch(url) else _quoted(url)


@lru_cache(maxsize=4096)
def _quoted(url: str) -> str:
    return quote(url, safe=_SAFE)


_INVALID = re.compile(r"""[\x00-\x20\x7f-\x9f"<>\\^`{|}\ud800-\udfff]|%(?![0-9A-Fa-f]{2})""")
_BRACKETS = re.compile(r"[\[\]]")
_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#\\]*")
_PATH = re.compile(r"[^?#]*")


def valid(url: str) -> str:
    """An outside address as a link to it is written: what no URL may hold (`|`, `{`, a lone `%`) is
    percent-encoded, what is encoded already stays, and so do letters of every script. A backslash is the
    slash that browsers take it for (https://url.spec.whatwg.org/#path-start-state).
    """
    if not _INVALID.search(url) and "[" not in url and "]" not in url:
        return url
    host = _HOST.match(url)
    start = host.end() if host else 0  # brackets are part of a host that is an IPv6 address
    path = _PATH.match(url, start)
    if host and path and "\\" in path[0]:
        url = url[:start] + path[0].replace("\\", "/") + url[path.end() :]
    return url[:start] + _BRACKETS.sub(_percent, _INVALID.sub(_percent, url[start:]))


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def uri(url: str) -> str:
    """A whole address as a URI (RFC 3986), which is ASCII: letters of other scripts are percent-encoded, and
    a host's are written as in IDNA.
    """
    written = valid(url)
    if written.isascii():
        return written
    root = _HOST.match(written)
    scheme, mark, place = (root[0] if root else "").partition("://")
    host, colon, port = place.partition(":")
    rest = written[root.end() if root else 0 :]
    return f"{scheme}{mark}{ascii_host(host)}{colon}{port}{_BEYOND_ASCII.sub(_percent, rest)}"


def ascii_host(host: str) -> str:
    """A host as the name service knows it (IDNA); percent-encoded where it can be none."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return quote(host)


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")


def absolute(url: str, base_url: str) -> str:
    """The absolute URL of an address; one that is absolute already stays as it is."""
    return url if is_outside(url) else base_url + encoded(url)


def decoded_path(path: str) -> str:
    """A percent-encoded path as files are named; as it is where no name can say it, or it is not UTF-8."""
    try:
        decoded = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return path
    return path if any(character in "?#%\\" or character < " " for character in decoded) else decoded


def parts_of(url: str) -> SplitResult:
    """The parts of an address; empty ones of what only looks like one (`http://[x`)."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def host_of(parts: SplitResult) -> str:
    """The host (and port) of an address as sites compare it: in lower case, without `www.`."""
    return parts.netloc.lower().removeprefix("www.")


def inward(url: str, root: str) -> str:
    """A whole address of the site at `root` as a link from its root: `/2020/lead/#part`; "" for any other.

    `http` and `https` are the same here, and so is a host in capitals (RFC 3986, 6.2.2.1). An address that no
    file can be called is like any other.
    """
    home = root.partition(":")[2].removesuffix("/")
    if not url.isascii() and ("%" in root or "xn--" in root):
        url = uri(url)
    whole = url if url.startswith("//") else url.partition(":")[2]
    end = len(home)
    if not home or whole[end : end + 1] not in ("", "/") or _plain_host(whole[:end]) != _plain_host(home):
        return ""
    rest = whole[end + 1 :]
    path = rest.partition("#")[0].partition("?")[0]
    return "" if "%" in decoded_path(path) or is_outside(path.lstrip("/")) else f"/{rest}"


def _plain_host(address: str) -> str:
    """`//River.example.org/Sub` with the host alone in lower case."""
    host, slash, path = address.removeprefix("//").partition("/")
    return host.lower() + slash + path


def is_outside(url: str) -> bool:
    """Whether a link leaves the site: it has a scheme, or names a host."""
    return bool(_OUTSIDE.match(url))


def is_web(url: str) -> bool:
    """Whether an address is a whole one of the web, with or without its scheme."""
    return bool(_WEB.match(url))


def is_own(url: str, root: str) -> bool:
    """Whether an address in an article is of the site at `root`: relative, or whole and below it."""
    return bool(inward(url, root)) if is_web(url) else not (url.startswith("#") or is_outside(url))


def relative(url: str, *, page: str, file_links: bool = False, own: str = "") -> str:
    """The link from the page at address `page` to the address `url`, percent-encoded.

    Relative to the page's folder, so that the site works from any folder, mirror or disk.
    With `file_links` a folder's `index.html` is named, for readers without a web server. A whole address of
    the site at `own` is like one below its root.
    """
    if not file_links and _SIMPLE.fullmatch(url):
        return "../" * page.count("/") + url
    if is_outside(url):
        inner = inward(url, own)
        if not inner or "?" in inner:
            return valid(url)
        place, _, part = inner[1:].partition("#")
        url = f"{unquote(place)}#{unquote(part)}" if part else unquote(place)
    path, mark, fragment = url.partition("#")
    if file_links:
        path = output_file(path)
    up = "../" * page.count("/")
    link = up + encoded(path) or "./"
    if mark and path == (output_file(page) if file_links else page):
        return f"#{encoded(fragment)}"
    return link + (f"#{encoded(fragment)}" if mark else "")


def resolve(target: str, *, base: str) -> tuple[str, str]:
    """Split a relative target in the file `base` into (path below `content/`, fragment), decoded.

    A target that begins with `/` counts from the root. The path keeps a final slash.
    A query is left out, and a fragment behind one: they are no part of what a file is called.
    A target that climbs above the root gives a path that begins with `..`.
    """
    path, _, fragment = target.partition("#")
    path, query, _ = path.partition("?")
    return joined(unquote(path), base), "" if query else unquote(fragment)


_SPECIAL = re.compile(r"[ #?]|%(?=[0-9A-Fa-f]{2})")


def target_of(path: str) -> str:
    """A file's path as a link names it, which `resolve` reads: what would end a path there, or be read as
    code for a character, is percent-encoded.
    """
    return _SPECIAL.sub(_percent, path)


def query_of(target: str) -> str:
    """What of a link no file answers: its query, with the fragment behind it."""
    at = target.partition("#")[0].find("?")
    return target[at:] if at >= 0 else ""


def joined(path: str, base: str) -> str:
    """Where a decoded path leads from the file `base`; that file itself if it is empty."""
    if not path:
        return base
    whole = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    clean = posixpath.normpath(whole) if whole else ""
    clean = "" if clean == "." else clean
    return clean + ("/" if path.endswith("/") and clean else "")


def doubtful_archive(url: str) -> str:
    """The host of a copy that cannot be relied on; "" if the copy is kept elsewhere.

    Nobody knows who runs archive.today and its other names, and copies there have been altered.
    """
    host = (parts_of(url).hostname or "").rstrip(".").removeprefix("www.")
    return host if host in _DOUBTFUL else ""
