"""One source file -> (article, content, problems). Pure, and the unit of work of the parse pool."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from sitegen import __version__, controls, dates, frontmatter, markup, terms
from sitegen.decoding.formats import language_tag
from sitegen.digest import of_bytes, of_text, of_value
from sitegen.embeds import telling
from sitegen.frontmatter import FrontMatter
from sitegen.languages import ISO_639_1
from sitegen.markup.locate import is_safe
from sitegen.markup.uncommented import uncommented
from sitegen.model import Article, Content, Embed, PostRef, Ref, Settings, Snapshot
from sitegen.pickling import portable
from sitegen.problems import Problem, error, has_errors, not_utf8, place_in, unmerged, warning
from sitegen.urls import kept_slug, slug_of, target_of, without_index
from sitegen.withholding import as_written

LANGUAGE_SUFFIX = re.compile(r"\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\Z")
DATE_PREFIX = re.compile(r"\A\d{4}-\d{1,2}-\d{1,2}(?:-|\Z)")
MAX_BYTES = 20_000_000
"""The largest source that is read: past it a file is hardly an article, and would stall the build."""

OPENING = 40
"""Letters by which a summary is known to be the beginning of the text."""


@portable
@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its path below `content/`, its bytes and their digest.

    `updated` is when its history says that it last changed (`gitdates.py`), if that is asked.
    """

    path: str
    data: bytes
    digest: str
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a source says. Without an article the problems say why; `unsound` is then what could be read
    of one, for linking to tell what is wrong with that, too, and for what it withholds.
    """

    path: str
    digest: str
    article: Article | None = None
    content: Content | None = None
    problems: tuple[Problem, ...] = ()
    unsound: Article | None = None


def settings_digest(settings: Settings) -> str:
    """The digest of all but the source that parsing depends on."""
    return of_value(
        (
            __version__,
            settings.every_language,
            settings.timezone,
            dates.rules_of(settings.timezone),
            settings.html_allow,
            settings.slug_unicode,
            settings.base_url,
            terms.with_commas(settings.tags),
        )
    )


def digest_of(source_digest: str, path: str, environment: str, updated: datetime | None = None) -> str:
    """The digest of an article: of its source, its path, `environment` (settings and code), its history."""
    return of_text(source_digest, path, environment, *([updated.isoformat()] if updated else []))


def parse(source: Source, settings: Settings, environment: str) -> Parsed:
    """Read a source. Any bytes give an article or an error; nothing is raised for content."""
    digest = digest_of(source.digest, source.path, environment, source.updated)
    place = f"content/{source.path}"
    try:
        text, problems = decode(source.data, place)
        with telling() as told:
            if text is None:
                parsed = _unread(source.data.decode(errors="replace"), source.path, digest, settings)
            else:
                parsed = _parse(text, source.path, digest, settings)
    except RecursionError:
        fault = error("too-deep", place, "the file is nested too deeply to be read", hint="flatten its lists")
        return Parsed(source.path, digest, problems=(fault,))
    except Exception as fault:  # noqa: BLE001 - the task's boundary: one file's fault stays its own
        message = f"the file cannot be read: {type(fault).__name__}: {fault}"
        hint = "this is a bug of sitegen: please report it with the file"
        return Parsed(source.path, digest, problems=(error("internal", place, message, hint=hint),))
    article = parsed.article
    article = _with_history(article, source.updated) if article and source.updated else article
    found = (*problems, *parsed.problems, *told)
    return replace(parsed, article=article, problems=tuple(sorted(found)))


def _with_history(article: Article, changed: datetime) -> Article:
    """The article, updated when its file last changed; unless it says when, or that was its first day."""
    if article.updated or article.date is None or changed.date() <= article.date.date():
        return article
    return replace(article, updated=_fixed(changed))


def decode(data: bytes, place: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a source: UTF-8, one kind of line end, no control characters, no stray BOMs.

    Unicode's own separators become spaces, so that lines are counted as an editor counts them.
    What is taken out is reported; a file that is not UTF-8 is an error at its first wrong byte, and so is one
    of which two versions wait to be merged.
    """
    if len(data) > MAX_BYTES:
        size = f"the file has more than {MAX_BYTES:,} bytes: that is no article"
        return None, (error("too-large", place, size, hint="split it, or publish it as a file"),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        hint = "save the file as UTF-8, or bring it in with “sitegen import”"
        return None, (not_utf8(place, fault, hint=hint),)
    plain = is_safe(text)
    text = text if plain else controls.with_plain_breaks(text)
    if unfinished := unmerged(place, text):
        return None, (unfinished,)
    if plain:
        return text, ()
    found = controls.UNWANTED.search(text)
    if not found:
        return text, ()
    line, column = place_in(text, found.start())
    clean, what, hint = controls.left_out(text)
    return clean, (warning("control-characters", place, what, hint=hint, line=line, column=column),)


_RESTS_ON = {"unknown-source": "sources", "unknown-tweet": "tweets"}
"""The key that a fault of the body comes of where that could not be read."""


def _parse(text: str, path: str, digest: str, settings: Settings) -> Parsed:
    document = frontmatter.split(text)
    front, problems = frontmatter.read(path, document, settings)
    if front is None:  # nothing says that the file is meant as an article
        return replace(_unread(text, path, digest, settings), problems=problems)
    lang, stem = language_and_stem(path, settings)
    lang = front.lang or lang
    body = markup.convert(
        document.body,
        path=f"content/{path}",
        first_line=document.body_line,
        lang=lang,
        tweets=front.tweets,
        sources=front.sources,
        settings=settings,
    )
    told = body.problems
    if front.unread:
        told = tuple(problem for problem in told if _RESTS_ON.get(problem.code) not in front.unread)
    problems = (*problems, *told)
    body = replace(body, embeds=_at_entries(body.embeds, document, front))
    embeds, refs = _with_pictures(body.embeds, body.refs)
    article = _article(path, digest, lang, stem, front, body, refs, settings)
    article = _notice(article) if front.withdrawn else article
    if has_errors(problems):
        hidden = as_written(text, path) if "tweets" in front.unread else ()
        unsound = replace(article, posts=(*article.posts, *hidden))
        return Parsed(path, digest, problems=problems, unsound=unsound)
    markdown = _public_markdown(document, front, body.text)
    if front.withdrawn:
        return Parsed(path, digest, article, Content("", markdown=markdown), problems)
    content = Content(
        html=body.html,
        headings=body.headings,
        embeds=embeds,
        sources=body.sources,
        citations=body.citations,
        text=body.text,
        markdown=markdown,
        standfirst="" if _begins_alike(body.text, front.summary) else front.summary,
    )
    return Parsed(path, digest, article, content, problems)


def _unread(text: str, path: str, digest: str, settings: Settings) -> Parsed:
    """A source of which nothing can be read but what it withholds."""
    posts = as_written(text, path)
    bare = Article(path, digest, path, "article", settings.language, "", "", None, posts=posts)
    return Parsed(path, digest, unsound=bare if posts else None)


def _article(
    path: str,
    digest: str,
    lang: str,
    stem: str,
    front: FrontMatter,
    body: markup.Converted,
    refs: tuple[Ref, ...],
    settings: Settings,
) -> Article:
    """What front matter and text say of an article."""
    line, column = front.place("image")
    image = Ref("image", front.image, alt=front.image_alt, line=line, column=column)
    posts = tuple(_post_ref(embed) for embed in body.embeds)
    sources = tuple((source.url, source.archived) for source in body.sources)
    return Article(
        path=path,
        digest=digest,
        stem=stem,
        kind="page" if path.startswith("pages/") else "article",
        lang=lang,
        slug=_slug(front, stem, settings),
        title=front.title,
        date=_fixed(front.date),
        updated=_fixed(front.updated),
        timed=front.timed,
        authors=front.authors,
        tags=front.tags,
        summary=front.summary or body.first_paragraph,
        aliases=front.aliases,
        alias_places=front.alias_places,
        draft=front.draft,
        image=image if front.image else None,
        withdrawn=front.withdrawn,
        corrections=front.corrections,
        posts=posts,
        sources=sources,
        sources_place=front.place("sources"),
        refs=refs,
        words=body.words,
        cited=of_value((posts, sources)) if posts or sources else "",
        renamed=body.renamed,
        corrected=_fixed(front.corrected),
    )


def _notice(article: Article) -> Article:
    """What is left of an article that is withdrawn: what it withholds, it still does."""
    withheld = tuple(post for post in article.posts if post.status == "withheld")
    bare = replace(article, summary="", posts=withheld, sources=(), cited="", refs=(), image=None)
    return replace(bare, words=0, corrections=(), renamed=())


def _begins_alike(text: str, summary: str) -> bool:
    """Whether a text begins as its summary does: to set one above the other would say the same twice."""
    opening = " ".join(text[:200].split())[:OPENING]
    return bool(opening) and (summary.startswith(opening) or opening.startswith(summary))


def language_and_stem(path: str, settings: Settings) -> tuple[str, str]:
    """The language that a file's name gives it, and the path that its translations share.

    Only a suffix that is a language counts, of the site or known to all: `river.v2.md` is no translation.
    """
    stem = path.removesuffix(".md")
    match = LANGUAGE_SUFFIX.search(stem)
    lang = language_tag(match[1]) if match else None
    if match and lang and (lang in settings.every_language or lang.partition("-")[0] in ISO_639_1):
        return lang, without_index(stem[: match.start()])
    return settings.language, without_index(stem)


def _slug(front: FrontMatter, stem: str, settings: Settings) -> str:
    """The slug that the editor gives, else the name of file or folder without date, else the title's."""
    name = DATE_PREFIX.sub("", stem.rpartition("/")[2])
    for text in (front.slug, name):
        if text and (slug := kept_slug(text, unicode=settings.slug_unicode)):
            return slug
    return slug_of(front.title, unicode=settings.slug_unicode) or of_bytes(stem.encode())[:8]


def _fixed(moment: datetime | None) -> datetime | None:
    """The moment with its offset as a plain number, so that it travels without a time zone database."""
    if moment is None:
        return None
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta(0)))


def _at_entries(
    embeds: tuple[Embed, ...], document: frontmatter.Document, front: FrontMatter
) -> tuple[Embed, ...]:
    """The posts, with the line of its entry for each that the text does not place."""
    if all(embed.placed for embed in embeds):
        return embeds
    begin, _ = front.place("tweets")
    lines = (document.head or "").split("\n")[begin - document.head_line :]

    def line(post: Snapshot) -> int:
        before = "[/=]" if post.url else r"(?<!\w)"
        name = re.compile(rf"{before}{re.escape(post.id.partition('@')[0])}(?!\w)")
        return next((number for number, text in enumerate(lines, begin) if name.search(text)), begin)

    return tuple(embed if embed.placed else replace(embed, line=line(embed.given)) for embed in embeds)


def _with_pictures(
    embeds: Sequence[Embed], refs: tuple[Ref, ...]
) -> tuple[tuple[Embed, ...], tuple[Ref, ...]]:
    """The posts with the pictures that the article gives of them, which are references of it like others."""
    found, every = [], list(refs)
    for embed in embeds:
        given = () if embed.given.status == "withheld" else embed.given.media
        pictures = [
            Ref("image", f"/{target_of(media.file)}", media.alt or None, line=embed.line) for media in given
        ]
        first = len(every)
        every += pictures
        found.append(replace(embed, pictures=tuple(range(first, len(every)))) if pictures else embed)
    return tuple(found), tuple(every)


def _post_ref(embed: Embed) -> PostRef:
    given = embed.given
    captured = bool(given.text or given.html)
    media = tuple(picture.file for picture in given.media)
    return PostRef(given.key, given.url, given.status, captured, embed.line, media)


def _public_markdown(document: frontmatter.Document, front: FrontMatter, shown: str) -> str:
    """The source as readers may have it: public keys only, no comments, nothing that was withdrawn."""
    body = "" if front.withdrawn else uncommented(document.body, shown)
    return f"---\n{front.public}\n---\n{body}"
