"""Every attack in every field of one archive: built, then read as browsers, feed readers and scripts read it."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime

import pytest
from lxml import etree, html

from browsing import needs_chromium, served
from security import hostile
from security.attacks import attacks
from sitegen.build import build
from sitegen.report import Options

THOROUGH = bool(os.environ.get("SITEGEN_THOROUGH"))
"""Open all pages (minutes), not a sample of those that a template makes alike."""
NOW = datetime(2026, 11, 1, tzinfo=UTC)
URL_ATTRIBUTES = ("href", "src", "action", "formaction", "data", "poster", "cite", "background", "xlink:href")
LOADING = "img script iframe frame object embed audio video source track input link".split()
FORBIDDEN = "iframe frame frameset object embed applet base style template math form button textarea".split()
OWN_FORMS = {"form", "button"}
"""What the theme has of its own, on the search page and in the header."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """(the built site below `sub/`, its report)."""
    root = tmp_path_factory.mktemp("hostile")
    hostile.write(root)
    output = root / "www" / "sub"
    report = build(root, Options(now=NOW, jobs=2, output=output))
    return output, report


@pytest.fixture(scope="module")
def site(built):
    return built[0]


def pages_of(site, pattern="*.html"):
    return sorted(path for path in site.rglob(pattern) if path.is_file())


def test_there_are_enough_attacks_and_each_is_another():
    assert len(attacks()) >= 300
    assert len(set(attacks())) == len(attacks())


def test_no_attack_is_a_bug_or_stops_another_article(built):
    _, report = built
    assert [
        p for p in report.problems if p.code in {"internal", "render-failed", "unwritable", "collision"}
    ] == []
    assert report.counts.articles > 3 * len(attacks())


def test_every_text_reaches_its_page_as_text(site):
    shown = 0
    for n, attack in enumerate(attacks(), 1):
        page = site / f"2019/a{n}/index.html"
        if page.exists():
            said = html.fromstring(page.read_bytes()).text_content()
            shown += "".join(attack.split()) in "".join(said.split())
    assert shown > 300  # the others are refused, or cleaned as they are plain text in the theme's eyes


def test_no_page_holds_what_could_run(site):
    faults = []
    for path in pages_of(site):
        for element in html.fromstring(path.read_bytes()).iter(etree.Element):
            faults += [f"{path.relative_to(site)}: {fault}" for fault in _executable(element)]
    assert faults == []


def _executable(element):
    tag = element.tag.lower()
    for name, value in element.attrib.items():
        plain = re.sub(r"[\x00-\x20]", "", value).casefold()
        if name.startswith("on") or name in {"style", "srcdoc", "ping", "http-equiv"} - _own(element):
            yield f"{tag} {name}={value}"
        if name in URL_ATTRIBUTES and re.match(r"(java|vb|live)script:|data:|blob:|filesystem:|file:", plain):
            yield f"{tag} {name}={value}"
        if tag in LOADING and name in {"src", "data", "poster", "srcset"} and "//" in value:
            yield f"{tag} loads {value}"
    if tag in FORBIDDEN and not (
        tag in OWN_FORMS and element.xpath("ancestor-or-self::form[contains(@class,'search')]")
    ):
        yield f"element {tag}"
    if tag == "link" and "//" in element.get("href", "") and element.get("rel") not in _POINTING:
        yield f"link {element.get('rel')} {element.get('href')}"
    if (
        tag == "script"
        and element.get("type") != "application/ld+json"
        and "search.js" not in element.get("src", "")
    ):
        yield f"script {element.text}"


_POINTING = {"canonical", "alternate", "license", "self", "hub", "author"}


def _own(element):
    """What the theme itself writes: the policy, and the refresh of redirect pages."""
    return {"http-equiv"} if element.tag == "meta" and element.getparent().tag == "head" else set()


def test_structured_data_parses_and_ends_where_it_should(site):
    count = 0
    for path in pages_of(site / "2019"):
        for script in html.fromstring(path.read_bytes()).iter("script"):
            if script.get("type") == "application/ld+json":
                json.loads(script.text)
                count += 1
    assert count > 300


def test_feeds_and_sitemaps_are_sound_xml_without_entities(site):
    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    feeds = [*pages_of(site, "*feed.xml"), *pages_of(site, "*atom.xml"), site / "sitemap.xml"]
    assert len(feeds) > 300
    for path in feeds:
        tree = etree.fromstring(path.read_bytes(), strict).getroottree()
        assert tree.docinfo.internalDTD is None, path
        spaces = {str(element.tag).partition("}")[0] for element in tree.iter(etree.Element)}
        assert "{http://www.w3.org/1999/xhtml" not in spaces, path


def _as_html(element):
    """Whether readers take the text of a feed's element for HTML."""
    name = etree.QName(element).localname
    return name in {"encoded", "description"} or (
        name in {"content", "summary", "title"} and element.get("type") == "html"
    )


def test_html_inside_feeds_holds_nothing_that_could_run(site):
    faults = []
    for path in (site / "feed.xml", site / "atom.xml", site / "fa/feed.xml", site / "tags/common/feed.xml"):
        for element in etree.fromstring(path.read_bytes(), etree.XMLParser(huge_tree=True)).iter(
            etree.Element
        ):
            if "<" in (element.text or "") and _as_html(element):
                inner = html.fromstring(f"<div>{element.text}</div>")
                faults += [f for part in inner.iter(etree.Element) for f in _executable(part)]
    assert [fault for fault in faults if " loads " not in fault] == []


def test_json_parses_and_its_html_holds_nothing_that_could_run(site):
    for path in pages_of(site, "*.json"):
        data = json.loads(path.read_bytes())
        for item in data.get("items", ()):
            inner = html.fromstring(f"<div>{item.get('content_html', '')}</div>")
            assert [f for e in inner.iter(etree.Element) for f in _executable(e) if " loads " not in f] == []


def test_redirect_rules_stay_one_a_line(site):
    lines = (site / "_redirects").read_text(encoding="utf-8").splitlines()
    for line in lines:
        assert re.fullmatch(r"/sub/\S* (?:/sub/\S* 301|(?:\S+=\S* )+/sub/\S* 301!)", line), line


def test_nothing_is_published_that_a_browser_runs(site):
    names = [path.name.casefold() for path in site.rglob("*") if path.is_file()]
    own = {"search.js"}
    assert [n for n in names if n.endswith((".js", ".htm", ".xhtml", ".swf")) and n not in own] == []
    drawing = (site / "names/evil.svg").read_text() if (site / "names/evil.svg").exists() else ""
    assert not re.search(r"script|alert|evil\.example|foreignObject|on\w+=", drawing)
    assert not list(site.rglob("*.svgz"))


def test_nothing_is_written_outside(built):
    site, _ = built
    top = {path.name for path in site.parent.parent.iterdir()}
    assert top == {"content", "www", ".sitegen"}
    assert [path.name for path in site.parent.iterdir()] == ["sub"]


# --- a real browser ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(site):
    with served(site.parent) as root:
        yield f"{root}sub/"


def _chosen(site):
    """The pages to open: all, or some of each template's (opening them all takes minutes)."""
    every = [path.relative_to(site).as_posix() for path in pages_of(site)]
    if THOROUGH:
        return every
    rare = [path for path in every if not path.startswith(("2019/", "tags/", "authors/", "2018/", "2015/"))]
    return rare[::3] + [path for path in every if path not in set(rare)][::40]


_IN_PAGE = """() => {
  const bad = [];
  for (const element of document.querySelectorAll('*')) {
    for (const a of element.attributes) if (/^on/i.test(a.name)) bad.push(element.outerHTML.slice(0, 200));
    for (const name of ['href', 'src', 'action', 'formAction']) {
      const value = element[name]; const text = typeof value === 'string' ? value : (value && value.baseVal) || '';
      if (/^(javascript|vbscript|data|blob):/i.test(text)) bad.push(element.outerHTML.slice(0, 200));
    }
  }
  if (window.pwned) bad.push('ran');
  return bad;
}"""


@pytest.mark.browser
@needs_chromium
def test_chromium_opens_the_pages_and_nothing_happens(site, address, browser):
    faults, asked = [], set()
    page = browser.new_page()
    page.set_default_timeout(30_000)
    here = [""]
    page.add_init_script("window.alert = () => { window.pwned = 1; console.log('pwned'); }")
    page.on("dialog", lambda dialog: (faults.append((here[0], "dialog")), dialog.dismiss()))
    # A picture that is not there (`![x](x)`) is the author's own fault, asked of the site itself.
    page.on("console", lambda said: "status of 404" in said.text or faults.append((here[0], said.text)))
    page.on("pageerror", lambda error: faults.append((here[0], str(error))))
    page.on("popup", lambda other: faults.append((here[0], "popup")))
    page.on("request", lambda request: asked.add(request.url))
    for path in _chosen(site):
        here[0] = path
        page.goto(address + path.replace("%", "%25").replace("?", "%3F").replace("#", "%23"))
        if b'<meta http-equiv="refresh"' in (site / path).read_bytes():
            page.wait_for_url("**/2017/**")
            page.wait_for_load_state()
        faults += [(path, fault) for fault in page.evaluate(_IN_PAGE)]
        if not page.url.startswith(address):
            faults.append((path, f"led to {page.url}"))
    for path in ("names/evil.svg", "names/evil.xml", "feed.xml", "atom.xml", "2019/a1/index.md"):
        here[0] = path
        if (site / path).exists():
            page.goto(address + path)
    page.close()
    assert [url for url in asked if not url.startswith(address)] == []
    assert faults == []
