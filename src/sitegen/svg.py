"""SVG pictures from outside, made safe to serve: a document of allowed elements and nothing else.

An SVG opened by its own address is a page of the site: a script in it would run with the site's
rights. So only what is listed below remains; all else (scripts, events, foreign objects, outside
addresses, metadata, comments, document types and entities) is dropped, and the caller is told what.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
MAX_BYTES = 5_000_000
MAX_ELEMENTS = 200_000
MAX_ATTRIBUTES = 200
LONGEST_SIZE = 40


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words(
    """
    svg g defs symbol use a switch title desc view path rect circle ellipse line polyline polygon text tspan
    textPath image marker linearGradient radialGradient stop pattern clipPath mask style filter feBlend
    feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    animate animateMotion animateTransform mpath
    """
)
TEXTS = frozenset(("text", "tspan", "textPath", "title", "desc", "style", "a"))
"""The elements whose own text is shown or applied; elsewhere stray text is dropped."""

ATTRIBUTES = _words(
    """
    id class style lang role aria-label aria-labelledby aria-describedby aria-hidden tabindex focusable
    x y x1 x2 y1 y2 dx dy cx cy r rx ry fx fy fr d points width height viewBox preserveAspectRatio version
    transform transform-origin pathLength rotate textLength lengthAdjust startOffset method spacing side href
    type media offset orient markerWidth markerHeight markerUnits refX refY gradientUnits gradientTransform
    spreadMethod patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits
    filterUnits primitiveUnits systemLanguage requiredFeatures
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering cursor direction display dominant-baseline fill fill-opacity
    fill-rule filter flood-color flood-opacity font font-family font-size font-size-adjust font-stretch
    font-style font-variant font-weight image-rendering isolation kerning letter-spacing lighting-color marker
    marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order
    pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration
    text-rendering unicode-bidi vector-effect visibility word-spacing writing-mode
    in in2 result mode type values tableValues slope intercept amplitude exponent operator k1 k2 k3 k4 order
    kernelMatrix divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha surfaceScale
    diffuseConstant specularConstant specularExponent scale xChannelSelector yChannelSelector azimuth
    elevation pointsAtX pointsAtY pointsAtZ limitingConeAngle z stdDeviation radius baseFrequency numOctaves
    seed stitchTiles attributeName attributeType begin dur end min max restart repeatCount repeatDur calcMode
    keyTimes keySplines keyPoints from to by additive accumulate path
    """
)
ANIMATIONS = frozenset(("animate", "animateMotion", "animateTransform"))
NEVER_ANIMATED = re.compile(r"href|^on|^style$|^class$", re.IGNORECASE)

_HARMLESS_URL = re.compile(r"""url\(\s*(['"]?)#[^'"()\s]+\1\s*\)""", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)  # one that never ends reaches to the end
_CSS_FETCHES = re.compile(r"@(?:import|charset|namespace)\b[^;{}]*;?|@font-face\s*\{[^{}]*\}", re.IGNORECASE)
_CSS_REACHES_OUT = re.compile(
    r"url\s*\(|image\s*\(|image-set\s*\(|src\s*\(|cross-fade\s*\(|element\s*\(|expression\s*\(|behavior|-moz-binding"
    r"|javascript:|@(?!media\b|keyframes\b|-webkit-keyframes\b|supports\b)|\\|<|/\*",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(px|pt|mm|cm|in)?")
_UNITS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


class UnreadableSvgError(Exception):
    """The file is no well-formed SVG. The text says why."""


class TooLargeSvgError(UnreadableSvgError):
    """The file is larger than any that is taken apart here. The text says what it has."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A safe SVG: its bytes, its size in CSS pixels (0 unknown), and the names of what was dropped."""

    data: bytes
    width: int = 0
    height: int = 0
    removed: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    picture: Callable[[bytes], bytes | None]
    removed: set[str] = field(default_factory=set)


def clean(data: bytes, *, picture: Callable[[bytes], bytes | None] = lambda _: None) -> Cleaned:
    """The SVG with only what is allowed. `picture` cleans embedded pictures (None drops one).

    `removed` names what could have acted or told something (`script`, `onclick`, `href`), sorted;
    editors' private leftovers (other namespaces, comments) go without mention. Raises UnreadableSvgError.
    """
    root = _parse(data)
    work = _Work(picture)
    if root.tag != f"{{{SVG}}}svg":
        raise UnreadableSvgError("its first element is not an SVG's")
    _clean_tree(root, work)
    return Cleaned(_serialised(root), *size(root), tuple(sorted(work.removed)))


def probe(data: bytes) -> tuple[int, int]:
    """Width and height in CSS pixels, 0 where the file does not say. Raises UnreadableSvgError."""
    return size(_parse(data))


def size(root: Any) -> tuple[int, int]:
    """Width and height of an SVG element: its attributes, else its view box."""
    sides = [_pixels(root.get(name, "")) for name in ("width", "height")]
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if not all(sides) and len(box) == 4:
        sides = [_pixels(part) for part in box[2:]]
    return (sides[0], sides[1]) if all(sides) else (0, 0)


def _pixels(text: str) -> int:
    found = _SIZE.fullmatch(text.strip()) if len(text) < LONGEST_SIZE else None
    return min(round(float(found[1]) * _UNITS[found[2]]), 1_000_000) if found else 0


def _parse(data: bytes) -> Any:
    from lxml import etree  # noqa: PLC0415 - slow to import, and few archives hold drawings

    if len(data) > MAX_BYTES:
        raise TooLargeSvgError(f"it has more than {MAX_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise UnreadableSvgError(f"it is not well-formed XML ({fault})") from None


def _serialised(root: Any) -> bytes:
    from lxml import etree  # noqa: PLC0415 - slow to import, and few archives hold drawings

    etree.cleanup_namespaces(root, top_nsmap={None: SVG}, keep_ns_prefixes=[])
    root.tail = None
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=False, with_tail=False)) + b"\n"


def _clean_tree(root: Any, work: _Work) -> None:
    """Clean each element from the top, without recursion: nesting is an attacker's to choose."""
    todo, seen = [root], 1
    while todo:
        element = todo.pop()
        seen += len(element)
        if seen > MAX_ELEMENTS or len(element.attrib) > MAX_ATTRIBUTES:
            raise TooLargeSvgError("it has more elements or attributes than any drawing needs")
        _clean_attributes(element, work)
        name = _local(element)
        if name not in TEXTS:
            element.text = None
        elif name == "style":
            element.text = _safe_css(element.text or "", work)
        for child in list(element):
            kept = _kept(child, work)
            if name not in TEXTS:
                child.tail = None
            if kept:
                todo.append(child)
            else:
                _drop(child)


def _kept(child: Any, work: _Work) -> bool:
    if not isinstance(child.tag, str):  # an entity that was not resolved
        work.removed.add("entity")
        return False
    namespace, _, name = child.tag[1:].rpartition("}")
    if namespace == SVG and name in ELEMENTS:
        if name in ANIMATIONS and NEVER_ANIMATED.search(child.get("attributeName", "").split(":")[-1]):
            work.removed.add(name)
            return False
        return True
    if (namespace in {SVG, ""} and name != "metadata") or name.lower() in {"script", "iframe", "object"}:
        work.removed.add(name)
    return False


def _drop(child: Any) -> None:
    """Remove an element, but not the text that follows it."""
    parent, tail = child.getparent(), child.tail
    before = child.getprevious()
    parent.remove(child)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail


def _clean_attributes(element: Any, work: _Work) -> None:
    for full, value in list(element.attrib.items()):
        namespace, _, name = full[1:].rpartition("}") if full.startswith("{") else ("", "", full)
        safe = _safe_value(element, namespace, name, value, work)
        if safe is None:
            del element.attrib[full]
            if namespace in {"", XLINK} and (name.lower().startswith("on") or name in {"href", "style"}):
                work.removed.add(name)
        elif safe != value:
            element.set(full, safe)


def _safe_value(element: Any, namespace: str, name: str, value: str, work: _Work) -> str | None:
    """The value of an attribute as it may stay; None drops the attribute."""
    if namespace == XML:
        return value if name in {"lang", "space"} else None
    if name == "href" and namespace in {"", XLINK}:
        return _safe_address(_local(element), value, work)
    if namespace or name not in ATTRIBUTES:
        return None
    return value if _css_is_safe(value) else None


def _safe_address(element: str, value: str, work: _Work) -> str | None:
    value = "".join(value.split()) if value.lstrip()[:5].lower() == "data:" else value.strip()
    if re.fullmatch(r"#[^\s]*", value):
        return value
    if element == "a":
        return value if _LINK.match(value) else None
    if element == "image" and (found := _PICTURE.match(value)):
        try:
            inner = work.picture(base64.b64decode(value[found.end() :], validate=True))
        except (binascii.Error, ValueError):
            return None
        return found[0] + base64.b64encode(inner).decode("ascii") if inner else None
    return None


def _safe_css(text: str, work: _Work) -> str:
    """A style sheet without imports and fonts of its own; none at all if it still reaches out."""
    text = _CSS_FETCHES.sub("", _CSS_COMMENT.sub("", text))
    if _css_is_safe(text):
        return text
    work.removed.add("style")
    return ""


def _css_is_safe(text: str) -> bool:
    return not _CSS_REACHES_OUT.search(_HARMLESS_URL.sub("", _CSS_COMMENT.sub("", text)))


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
