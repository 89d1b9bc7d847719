"""Which files of `content/` are not published, and what their editor is told: those that would run in a
browser or on a server, private keys, articles under a name that makes none of them, what no address can name,
and what is too large to copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen import runnable
from sitegen.files import Found
from sitegen.problems import Problem, error, warning
from sitegen.urls import is_outside

MAX_XML = 20_000_000
"""The largest file, in bytes, that is looked through for what would run in a browser."""
MAX_MEDIA = 1_000_000_000
"""The largest file, in bytes, that is published: past it a copy would not fit into a machine's memory."""

_ARTICLE = re.compile(
    r"(?P<name>.*)\.(?:md|markdown|mkdn?|mdown|mdx)(?P<copy>~|#|\.(?:bak|old|orig|save|tmp|sw[op]))?",
    re.IGNORECASE | re.DOTALL,
)
"""Names that other programs give to articles, and to the copies of them that they leave behind."""

_SECRET_NAME = re.compile(r".*\.(?:env|p12|pfx|jks|kdbx|ppk)", re.IGNORECASE | re.DOTALL)
"""Names of what holds passwords and keys."""
_SECRET = re.compile(
    rb"^(?:-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d|AGE-SECRET-KEY-1)",
    re.MULTILINE,
)
"""How private keys begin: PEM (RFC 7468), OpenPGP (RFC 9580, section 6.2), PuTTY, age."""


def by_name(file: Found) -> Problem | None:
    """Why a file is not published, by its name and size alone."""
    if ending := runnable.runs_by_name(file.path):
        return _refused(file.path, ending)
    if _SECRET_NAME.fullmatch(file.path):
        return _secret(file.path)
    if article := _ARTICLE.fullmatch(file.path):
        return _misnamed(file.path, article)
    if "#" in file.path:
        return _unaddressable(file.path, "#", "ends an address")
    if is_outside(file.path):
        return _unaddressable(file.path, ":", "makes a scheme of the word before it, as in “https:”")
    return _too_large(file) if file.stamp[0] > MAX_MEDIA else None


def by_content(path: str, head: bytes, read: Callable[[], bytes | None]) -> Problem | None:
    """Why a file that is no picture is not published, by its first bytes, or by all of them: `read` gives
    these, of a file with more than `MAX_XML` enough to tell, and None if they cannot be read.
    """
    if _SECRET.search(head):
        return _secret(path)
    why = "" if runnable.is_plain(path) else _why_it_runs(head, read)
    return _running(path, why) if why else None


def _why_it_runs(head: bytes, read: Callable[[], bytes | None]) -> str:
    """Why a file that is nothing known by name would run in a browser; "" if it would not."""
    if runnable.is_page(head):
        return "it begins as a web page does"
    data = read() or b"" if runnable.may_be_xml(head) else b""
    if len(data) > MAX_XML:
        return f"it may be XML, and has more than {MAX_XML:,} bytes"
    told = "its XML holds elements of web pages or drawings, a style sheet, or a DTD"
    return told if data and runnable.xml_runs(data) else ""


def _secret(path: str) -> Problem:
    message = "a file of passwords or private keys is not published"
    hint = "keep it elsewhere; if others may have seen it, replace what it opens"
    return warning("refused-file", f"content/{path}", message, hint=hint)


def _misnamed(path: str, article: re.Match[str]) -> Problem:
    """Drafts and private keys stand in these as well."""
    if article["copy"]:
        message = "this copy of an article is not published"
        hint = "remove it, or begin its name with “_”"
    else:
        message = "a Markdown file of this name is no article, and is not published"
        hint = f"name it {article['name'].rpartition('/')[2]}.md"
    return warning("refused-file", f"content/{path}", message, hint=hint)


def _unaddressable(path: str, sign: str, why: str) -> Problem:
    message = f"the sign “{sign}” {why}: no link could name this file, which is not published"
    return warning("refused-file", f"content/{path}", message, hint=f"name it {path.replace(sign, '')}")


def _too_large(file: Found) -> Problem:
    message = f"the file has {file.stamp[0]:,} bytes; at most {MAX_MEDIA:,} are published"
    hint = "make it smaller, or keep it elsewhere and link to it"
    return error("too-large", f"content/{file.path}", message, hint=hint)


def _refused(path: str, ending: str) -> Problem:
    """A file that would run as its name has this ending, at the end or before it."""
    on_servers = runnable.runs_on_servers(ending)
    message = f"a file that {'some web servers' if on_servers else 'a browser'} would run is not published"
    hint = "write it as Markdown, or offer it to readers as a .zip or .txt file"
    if on_servers:
        hint = f"offer it to readers as a .zip file, without “{ending}” in its name"
    if on_servers or not path.lower().endswith(ending):
        message += f": “{ending}” in its name counts"
    return warning("refused-file", f"content/{path}", message, hint=hint)


def _running(path: str, why: str) -> Problem:
    """A file whose name tells nothing, and whose bytes do."""
    message = f"a file that a browser would run is not published: {why}"
    hint = "write it as Markdown, or end its name as what it is, such as .txt or .zip"
    return warning("refused-file", f"content/{path}", message, hint=hint)
