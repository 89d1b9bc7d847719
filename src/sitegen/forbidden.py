"""What of HTML no setting allows in an article: it runs, loads, frames, restyles, or is read otherwise."""

WITH_CONTENT = frozenset("script style template noscript svg math select".split())
"""Tags whose content goes with them: it is no text, or is read otherwise than it is written."""

AS_TEXT = frozenset("title textarea xmp plaintext noembed noframes".split())
"""Tags behind which HTML reads no tags, to the end of the text if nothing closes them: shown as typed."""

_OTHERS = """applet base basefont body button dialog embed fencedframe form frame frameset head html iframe
    input isindex link main marquee meta object optgroup option param portal slot x-frame""".split()
NEVER = WITH_CONTENT | AS_TEXT | frozenset(_OTHERS)
"""Tags that no setting allows."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The only schemes that addresses in an article may have."""

_ATTRIBUTES = frozenset(
    """style srcdoc srcset imagesrcset action formaction name ping background xlink:href form usemap is slot
    data codebase classid archive manifest profile longdesc autofocus autoplay popovertarget http-equiv
    target credit nonce integrity contenteditable accesskey tabindex attributionsrc""".split()
)


def is_never_attribute(name: str) -> bool:
    """Whether no setting allows an attribute: one that is named here, or a handler of events."""
    return name in _ATTRIBUTES or name.startswith("on")
