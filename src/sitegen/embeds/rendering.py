"""A post as a static, attributed quotation: nothing is loaded from elsewhere, nothing runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape, unescape
from typing import Literal

from sitegen import dates, i18n
from sitegen.embeds import posthtml, wording
from sitegen.embeds.merging import captured
from sitegen.embeds.registry import provider_of
from sitegen.i18n import Language
from sitegen.model import Picture, Snapshot

Medium = Literal["page", "feed"]
Href = Callable[[str], str]
"""From an address below the root, or a whole one, to the link that the medium wants."""

SIZES = "(min-width: 40rem) 36rem, 100vw"
"""How wide a picture stands in a quotation, for the browser's choice among its versions."""

_TARGET = re.compile(r'(?<= )href="(https?://[^"]*)"')


def render(
    snapshot: Snapshot,
    *,
    pictures: Sequence[Picture],
    lang: str,
    href: Href,
    medium: Medium = "page",
    elsewhere: bool = False,
) -> str:
    """The quotation of a post, by contract section 4, on a page in the language `lang`.

    `snapshot` is what `merge` gave; `pictures` are its pictures as published, and `href` makes links
    of their paths. `elsewhere` tells that this article does not hold the embed code that a pasted post
    was taken from. In feeds it is a plain blockquote that needs no style, and repeats no words of a post
    that was deleted: what readers' programs have fetched, no editor can take back.
    """
    view = _View(snapshot, pictures, i18n.get(lang), href, medium, elsewhere=elsewhere)
    return view.page() if medium == "page" else view.feed()


class _View:
    """One quotation in the making."""

    def __init__(
        self,
        post: Snapshot,
        pictures: Sequence[Picture],
        language: Language,
        href: Href,
        medium: Medium,
        *,
        elsewhere: bool,
    ) -> None:
        self.post = post
        self.elsewhere = elsewhere
        self.silent = post.status == "withheld" or (medium == "feed" and post.status == "deleted")
        self.pictures = () if self.silent else tuple(pictures)
        self.language = language
        self.say = language.gettext
        self.href = href
        self.medium = medium
        self.url = posthtml.web(post.url)
        self.title = provider.title if (provider := provider_of(post.provider)) else post.provider

    def page(self) -> str:
        """The quotation with the classes of microformats and of the theme."""
        lang, way = self._lang_and_dir()
        cite = f' cite="{escape(self.url)}"' if self.url else ""
        return (
            f'<blockquote class="embed embed-{escape(self.post.provider)} h-cite"{cite} lang="{escape(lang)}"'
            f' dir="{way}" data-status="{self.post.status}">\n{self._content()}'
            f'<footer class="embed-about" lang="{escape(self.language.tag)}" dir="{self.language.dir}">\n'
            f"{self._attribution()}{self._notices()}</footer>\n</blockquote>"
        )

    def feed(self) -> str:
        """The quotation with its attribution as paragraphs."""
        lang, way = self._lang_and_dir()
        cite = f' cite="{escape(self.url)}"' if self.url else ""
        return (
            f'<blockquote{cite} lang="{escape(lang)}" dir="{way}">{self._words()}{self._images()}'
            f'<p lang="{escape(self.language.tag)}" dir="{self.language.dir}">{self._signature()}</p>'
            f"{self._notices()}</blockquote>"
        )

    def _lang_and_dir(self) -> tuple[str, str]:
        """The language and direction of the post; of the page where the post has no words of its own."""
        post = self.post
        words = post.text or posthtml.text_of(post.html) or post.title
        if self.silent or not words:
            return self.language.tag, self.language.dir
        way = post.dir if post.dir in {"ltr", "rtl"} else posthtml.direction(words, post.lang)
        return post.lang or "und", way

    # --- the post's own ---

    def _content(self) -> str:
        words, images = self._words(), self._images()
        if not words and not images:
            return ""
        return f'<div class="e-content">{words}{images}</div>\n'

    def _words(self) -> str:
        post = self.post
        if self.silent:
            return ""
        title = f"<p><strong>{escape(post.title)}</strong></p>" if post.title else ""
        body = posthtml.expanded(post.html, post.links) or posthtml.paragraphs(post.text, post.links)
        return title + _TARGET.sub(lambda match: f'href="{escape(self.href(unescape(match[1])))}"', body)

    def _images(self) -> str:
        return "".join(self._image(picture) for picture in self.pictures)

    def _image(self, picture: Picture) -> str:
        image = f'src="{escape(self.href(picture.path))}" alt="{escape(picture.alt)}"'
        if picture.width and picture.height:
            image += f' width="{picture.width}" height="{picture.height}"'
        if self.medium == "feed":
            return f"<p><img {image}></p>"
        if picture.variants:
            srcset = ", ".join(f"{self.href(path)} {width}w" for width, path in picture.widths)
            image += f' srcset="{escape(srcset)}" sizes="{SIZES}"'
        return f'<img class="u-photo" {image} loading="lazy" decoding="async">'

    # --- about the post ---

    def _attribution(self) -> str:
        return f'<p class="embed-source">{self._signature()}</p>\n'

    def _signature(self) -> str:
        """Who, when, where: author, moment and address."""
        parts = [self._author(), self._moment()]
        if self.url and not captured(self.post):
            parts.append(self._link(f'<bdi dir="ltr">{escape(posthtml.bare(self.url))}</bdi>'))
        elif self.url and not self.post.created_at:
            parts.append(self._link(escape(self.say("on %(service)s", service=self.title))))
        return " · ".join(part for part in parts if part) or escape(self.title)

    def _author(self) -> str:
        post = self.post
        if post.status == "withheld" or not (post.author_name or post.author_handle):
            return ""
        handle = f"@{post.author_handle.removeprefix('@')}" if post.author_handle else ""
        name = f"<bdi>{escape(post.author_name or handle)}</bdi>"
        profile = posthtml.web(post.author_url)
        mark = self._class("p-author h-card")
        element = f"<a{mark}{self._to(profile)}>{name}</a>" if profile else f"<span{mark}>{name}</span>"
        if not (post.author_name and handle):
            return element
        return f"{element} <bdi{self._class('embed-handle')}>{escape(handle)}</bdi>"

    def _moment(self) -> str:
        post = self.post
        if not post.created_at:
            return ""
        words = escape(wording.moment_words(post.created_at, self.language))
        mark = self._class("dt-published")
        time = f'<time{mark} datetime="{escape(dates.for_html(post.created_at))}">{words}</time>'
        return self._link(time) if self.url and captured(post) else time

    def _link(self, markup: str) -> str:
        """A link to the post itself."""
        return f"<a{self._class('u-url')}{self._to(self.url)}>{markup}</a>"

    def _to(self, url: str) -> str:
        """The attributes of a link to another site."""
        rel = ' rel="noopener noreferrer"' if self.medium == "page" else ""
        return f' href="{escape(url)}"{rel}'

    def _class(self, name: str) -> str:
        return f' class="{name}"' if self.medium == "page" else ""

    def _notices(self) -> str:
        """What readers are told of the post: its state, when it was captured, copies, the editor's note."""
        notices = [
            ("embed-status", escape(wording.status_words(self.post, self.language))),
            ("embed-status", self._uncaptured()),
            ("embed-reason", self._reason()),
            ("embed-captured", self._captured()),
            ("embed-copies", self._copies()),
            ("embed-note", escape(self.post.note)),
        ]
        if self.medium == "feed":
            return "".join(f"<p>{words}</p>" for _, words in notices if words)
        return "".join(f'<p class="{name}">{words}</p>\n' for name, words in notices if words)

    def _uncaptured(self) -> str:
        if self.post.status == "withheld" or captured(self.post):
            return ""
        return escape(self.say("The text of this post was never captured."))

    def _reason(self) -> str:
        return escape(self.say("Reason: %(reason)s", reason=self.post.reason)) if self.post.reason else ""

    def _captured(self) -> str:
        """Where the words come from: captured from the service, or from the article's own record."""
        post = self.post
        if self.silent or not captured(post):
            return ""
        if post.captured_via == "pasted" and not self.elsewhere:
            return escape(self.say("From an embed code in this article."))
        if post.captured_via == "manual":
            return escape(self.say("As noted by the editors."))
        if not post.captured_at:
            return ""
        return escape(self.say("Captured on %(date)s.", date=self.language.date(post.captured_at)))

    def _copies(self) -> str:
        links = []
        for copy in self.post.archives:
            url = posthtml.web(copy.url)
            words = self.language.date(copy.date) if copy.date else posthtml.bare(copy.url).split("/")[0]
            if url:
                links.append(f"<a{self._to(url)}>{escape(words)}</a>")
        if not links:
            return ""
        label = self.language.ngettext("Archived copy:", "Archived copies:", len(links))
        return f"{escape(label)} {self.language.comma.join(links)}"
