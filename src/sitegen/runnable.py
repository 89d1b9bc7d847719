"""Which files would run: in a reader's browser with the rights of the site, or on the server that hosts it.

The name tells first. Of the rest, those that are plainly something else by name are taken at their word; what
browsers and servers may have to guess is judged by its first bytes, as browsers do it (WHATWG, MIME Sniffing,
section 7.1: an opening that only a web page has, in any case, after white space).
"""

from __future__ import annotations

import re

from sitegen.images import by_name

BROWSERS = frozenset("html htm xhtml xht js mjs cjs swf xml xsl xslt rdf mht mhtml hta htc".split())
"""Endings of what a browser runs. A server tells it so of the last ending that it knows: `page.html.en`."""

SERVERS = re.compile(
    r"php\d?|phps|phtml?|pht|phar|shtml?|stm|as[ph]x?|as[cm]x|asa|cshtml|jspx?|jspf|cfml?|cfc|f?cgi|config"
)
"""Endings of what a web server runs. Some do wherever it stands in a name: `page.php.txt`."""

PLAIN = frozenset(
    """txt text log csv tsv json jsonl ndjson geojson topojson yaml yml toml tex bib ris srt vtt css ics vcf
    py r do pdf ps eps djvu epub mobi azw3 zip 7z rar tar tgz doc docx xls xlsx ppt pptx odt ods odp odg rtf
    pages numbers key mp3 mp4 m4a m4v mov avi webm mkv ogg oga ogv opus flac wav aac aif aiff wma wmv 3gp mid
    woff woff2 ttf otf parquet sqlite db dta sav shp dbf shx prj asc sig gpg sha256 warc wacz""".split()
)
"""Endings of what neither runs, pictures apart."""

_PACKED = frozenset("gz br bz2 xz zst z".split())
"""Endings that say how a file is packed: browsers unpack it, and take it for what the ending before says."""

_PAGE = re.compile(
    rb"\s*<(?:!--|(?:!doctype\s+html|html|head|body|script|style|title|meta|link|base|iframe|frameset|svg|math|"
    rb"object|embed|form|img|table|div|font|h[1-6]|a|b|br|p)[\s/>])",
    re.IGNORECASE,
)
_MARKS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n\f"
"""What may stand before the first `<` of XML: white space, and what marks UTF-8 and UTF-16."""

_RUNS_IN = (
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/XSL/Transform",
)
"""The namespaces of elements that run, wherever they stand in XML."""


def _endings(path: str) -> list[str]:
    """The endings of a file's name, in small letters, but for those that say how it is packed."""
    endings = [part.strip(" ~") for part in path.rpartition("/")[2].lower().split(".")[1:]]
    while endings and endings[-1] in {*_PACKED, ""}:
        endings.pop()
    return endings


def is_plain(path: str) -> bool:
    """Whether a file is, by the last ending of its name, something that does not run."""
    endings = _endings(path)
    return bool(endings) and (endings[-1] in PLAIN or bool(by_name(f"a.{endings[-1]}")))


def runs_by_name(path: str) -> str:
    """The ending for which a file would run on a server or in a browser, with its dot; "" if it would not."""
    endings = _endings(path)
    found = [ending for ending in endings if SERVERS.fullmatch(ending)]
    if not found and not is_plain(path):
        found = [ending for ending in endings if ending in BROWSERS]
    return f".{found[-1]}" if found else ""


def runs_on_servers(ending: str) -> bool:
    """Whether it is a web server that would run a file with this ending."""
    return SERVERS.fullmatch(ending.removeprefix(".")) is not None


def is_page(head: bytes) -> bool:
    """Whether a browser that has to guess takes a file with these first bytes for a web page."""
    return _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def may_be_xml(head: bytes) -> bool:
    """Whether a file with these first bytes may be XML, and so has to be looked at as a whole."""
    return head.lstrip(_MARKS)[:1] in {b"<", b""}


class _RunsError(Exception):
    """Something in XML that runs."""


def xml_runs(data: bytes) -> bool:
    """Whether an XML text holds what runs in a browser: elements of XHTML or SVG, a style sheet that
    transforms it, or a DTD, which may hide these. Of one that is broken, what stands before the fault counts.
    """
    from xml.parsers import expat  # noqa: PLC0415 - rarely needed; it stops at any DTD

    def refuse(*_: object) -> None:
        raise _RunsError

    def namespace(_: str | None, uri: str | None) -> None:
        if (uri or "").strip() in _RUNS_IN:
            raise _RunsError

    def instruction(target: str, _: str) -> None:
        if target == "xml-stylesheet":
            raise _RunsError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.StartNamespaceDeclHandler = namespace
    parser.ProcessingInstructionHandler = instruction
    try:
        parser.Parse(data, True)
    except (_RunsError, ValueError, LookupError):  # the others: an encoding that only browsers know
        return True
    except expat.ExpatError as fault:
        return fault.code == expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]
    return False
