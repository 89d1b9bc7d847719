"""Page -> bytes: a registry of pure renderers.

The same page, inputs and tools give the same bytes on any machine. A fault in a template is a
`Problem` that names the template, its line and the page being rendered.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from sitegen import cards, embeds, feeds, i18n, images
from sitegen.body import quoted, render_body
from sitegen.citable import as_told, bibtex, citation, compact, iso, iso_modified, json_ld, source_views
from sitegen.digest import of_bytes
from sitegen.model import Content, Embed, Entry, Page, Picture, StoredPost
from sitegen.problems import Problem, error
from sitegen.theme import DEFAULT, Theme
from sitegen.urls import absolute, beside, relative
from sitegen.views import ArticleView, SiteView

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True)
class Tools:
    """What all pages of a build share: the theme, and the site as templates see it, by language.

    `bytecode` is a folder for compiled templates, or "" for none.
    """

    theme: Theme
    sites: Mapping[str, SiteView]
    bytecode: str = ""

    @cached_property
    def environment(self) -> Environment:
        """The Jinja environment, made once in each process that renders a template."""
        from sitegen.environment import environment  # noqa: PLC0415 - Jinja is slow to import

        return environment(self.theme, bytecode=self.bytecode)

    def __reduce__(self) -> tuple[type[Tools], tuple[Any, ...]]:
        """Travel to another process without the environment."""
        return Tools, (self.theme, self.sites, self.bytecode)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a page needs besides its own value: contents by the article's digest, files by path."""

    contents: Mapping[str, Content] = field(default_factory=dict)
    assets: Mapping[str, bytes] = field(default_factory=dict)


NOT_FOUND = "404.html"
"""The page that servers show at any address that has none, however deep."""

UNPUBLISHED = (
    "The source of this article is not published: it holds the words or the name of who wrote a post "
    "that is withheld.\n"
)
"""What `index.md` says in place of such a source."""

Renderer = Callable[[Page, Inputs, Tools], bytes]


class RenderError(Exception):
    """A page that cannot be made, through no fault of the code: `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def render(page: Page, inputs: Inputs, tools: Tools) -> bytes | Problem:
    """The bytes of a page, or why it has none."""
    try:
        return RENDERERS[page.renderer](page, inputs, tools)
    except RenderError as fault:
        return fault.problem
    except Exception as fault:  # noqa: BLE001 - the task's boundary: one page's fault stays its own
        return _problem(page, fault, tools.theme)


def _problem(page: Page, fault: Exception, theme: Theme) -> Problem:
    """Name the innermost template that the fault passed through, or the page itself."""
    place, line, name = f"output/{page.path}", 1, ""
    trace = fault.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file in theme.origins:
            place, line, name = theme.origins[file], trace.tb_lineno, file
        trace = trace.tb_next
    named = getattr(fault, "name", None)
    if isinstance(named, str) and named in theme.origins:  # a template that does not even compile
        place, line = theme.origins[named], getattr(fault, "lineno", None) or line
    what = f"{type(fault).__name__}: {fault}"
    hint = "mend the template at this line"
    if isinstance(fault, RecursionError) and theme.leads_back(name):
        what = f"{name} extends or includes itself"
        default = f"{DEFAULT}{name}"
        hint = f"name the theme's own as “{default}”" if default in theme.templates else hint
    message = f"{page.path} cannot be rendered: {what}"
    hint = f"{hint}; the page keeps its last version until then"
    return error("render-failed", place, message, hint=hint, line=line)


# --- pages ---------------------------------------------------------------------------------------


def _html(page: Page, _: Inputs, tools: Tools) -> bytes:
    return _templated(page, tools)


def _article(page: Page, inputs: Inputs, tools: Tools) -> bytes:
    entry: Entry = page.context.entry
    content = inputs.contents[entry.article.digest]
    site = tools.sites[page.lang]
    href = _href(page.path, entry.url, site)
    body = render_body(content, entry, href=href, medium="page")
    sources = source_views(content, entry)
    view = ArticleView(
        body=body.html,
        unplaced=body.unplaced,
        lead=body.lead,
        sources=sources,
        headings=content.headings,
        json_ld=json_ld(entry, sources, site),
        citation=citation(entry, site),
        standfirst=content.standfirst,
    )
    return _templated(page, tools, content=view)


def _templated(page: Page, tools: Tools, **more: Any) -> bytes:
    from sitegen.environment import page_globals  # noqa: PLC0415 - Jinja is slow to import

    site, head = tools.sites[page.lang], page.context.head
    words = page_globals(
        i18n.get(page.lang),
        href=_href(page.path, head.url, site),
        absolute=lambda url: absolute(url, site.base_url) if site.base_url else "",
        depth=-1 if page.path == NOT_FOUND else head.url.count("/"),
    )
    template = tools.environment.get_template(page.template)
    text = template.render(site=site, head=head, page=page.context, **words, **more)
    return text.encode("utf-8", "replace")


def _href(file: str, page: str, site: SiteView) -> Callable[[str], str]:
    """How the page at an address links to others. `404.html` answers at any depth: it links from the root."""
    file_links, own = site.file_links, site.base_url
    if file == NOT_FOUND:
        root = urlsplit(own).path or "/"
        return lambda url: urljoin(root, relative(url, page="", file_links=file_links, own=own))
    return lambda url: relative(url, page=page, file_links=file_links, own=own)


# --- other forms of an article -------------------------------------------------------------------


def _json(page: Page, inputs: Inputs, tools: Tools) -> bytes:
    """`article.json`: the article for programs; addresses are absolute where the site has a root."""
    entry: Entry = as_told(page.context)
    site = tools.sites[page.lang]
    content = inputs.contents[entry.article.digest]
    article = entry.article
    stored = {post.snapshot.key: post for post in entry.posts}
    posts = [quoted(embed, entry, stored) for embed in content.embeds]
    withdrawn = article.withdrawn
    data = {
        "version": 1,
        "url": absolute(entry.url, site.base_url),
        "title": article.title,
        "language": article.lang,
        "date": iso(entry),
        "updated": iso_modified(entry),
        "authors": [author.name for author in entry.authors],
        "tags": [tag.name for tag in entry.tags],
        "summary": entry.card.summary,
        "license": site.license,
        "withdrawn": compact(plain(withdrawn)) if withdrawn else None,
        "corrections": [plain(correction) for correction in article.corrections],
        "sources": [
            plain(view.source)
            | {"number": view.number, "status": view.status, "copies": [plain(copy) for copy in view.copies]}
            for view in source_views(content, entry)
        ],
        "posts": [
            compact(plain(post) | {"media": [_media(picture, site) for picture in pictures]})
            for post, pictures in posts
        ],
        "words": article.words,
        "text": content.text,
        "markdown": absolute(beside(entry.url, "index.md"), site.base_url),
    }
    if withdrawn:
        data |= {"text": "", "tags": [], "posts": [], "sources": [], "words": 0}
    return (json.dumps(compact(data), ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _media(picture: Picture, site: SiteView) -> dict[str, Any]:
    """A picture of a post, where it is published."""
    return compact({"file": absolute(picture.path, site.base_url), "alt": picture.alt})


def plain(value: Any) -> dict[str, Any]:
    """A dataclass as a dictionary, its members likewise: `dataclasses.asdict` without its deep copies."""
    return {name: _plain(getattr(value, name)) for name in value.__slots__}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return plain(value) if hasattr(value, "__slots__") else value


def _bibtex(page: Page, _: Inputs, tools: Tools) -> bytes:
    return bibtex(page.context, tools.sites[page.lang]).encode("utf-8", "replace")


def _source(page: Page, inputs: Inputs, _: Tools) -> bytes:
    """`index.md`: the article's source, unless the words of a withheld post stand in it, or its author."""
    entry: Entry = page.context
    content = inputs.contents[entry.article.digest]
    stored = {post.snapshot.key: post for post in entry.posts}
    withheld = [embed for embed in content.embeds if _withheld(embed, stored.get(embed.given.key))]
    source: str | None = content.markdown
    if withheld:
        posts = (embed.given for embed in withheld)
        source = None if any(map(_leaks, withheld)) else embeds.unnamed(content.markdown, posts)
    return (UNPUBLISHED if source is None else source).encode("utf-8", "replace")


def _withheld(embed: Embed, stored: StoredPost | None) -> bool:
    return embeds.is_withheld(embed.given, stored.snapshot if stored else None)


def _leaks(embed: Embed) -> bool:
    """Whether the source holds a withheld post's words, or tells of its pictures: pasted, or in an entry that
    does not withhold it itself (such an entry is cut out of the public source).
    """
    said = bool(embed.given.text or embed.given.html or embed.given.media)
    return embed.form == "blockquote" or (said and embed.given.status != "withheld")


# --- feeds ---------------------------------------------------------------------------------------


def _feed(make: Callable[[Any, Mapping[str, Content]], bytes]) -> Renderer:
    return lambda page, inputs, _: make(page.context, inputs.contents)


# --- files ---------------------------------------------------------------------------------------


def _text(page: Page, _: Inputs, __: Tools) -> bytes:
    text: str = page.context
    return text.encode("utf-8", "replace")


def _static(page: Page, _: Inputs, tools: Tools) -> bytes:
    name, _digest = page.context
    return tools.theme.static[name]


def _copy(page: Page, inputs: Inputs, _: Tools) -> bytes:
    return _asset(page, inputs, page.context)


def _asset(page: Page, inputs: Inputs, digest: str) -> bytes:
    """The bytes of a file of the archive, if they are still those that the page's value tells of."""
    path = page.assets[0]
    data = inputs.assets.get(path)
    if data is None or of_bytes(data) != digest:
        message = "the file was changed or removed while the site was being built"
        raise RenderError(error("changed-meanwhile", f"content/{path}", message, hint="build again"))
    return data


def _picture(page: Page, inputs: Inputs, _: Tools) -> bytes:
    digest, recipe = page.context
    made = images.publish(_asset(page, inputs, digest), recipe)
    if isinstance(made, images.Fault):
        raise RenderError(error(made.code, f"content/{page.assets[0]}", made.message, hint=made.hint))
    return made


RENDERERS: dict[str, Renderer] = {
    "html": _html,
    "article": _article,
    "json": _json,
    "bibtex": _bibtex,
    "source": _source,
    "text": _text,
    "static": _static,
    "copy": _copy,
    "picture": _picture,
    "card": lambda page, _, __: cards.draw(page.context),
    "rss": _feed(feeds.render_rss),
    "atom": _feed(feeds.render_atom),
    "json-feed": _feed(feeds.render_json),
    "opml": _feed(feeds.render_opml),
}
