"""Fenced code in Markdown, in place of Python-Markdown's own, which knows it at the left edge alone."""

from __future__ import annotations

import re
from html import escape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import get_attrs_and_remainder, sanitize_name
from markdown.extensions.fenced_code import FencedBlockPreprocessor

from sitegen.markup import fences

_LANGUAGE = re.compile(r"\.?([\w#.+-]+)(?![^\s{,:])")
_LIST = re.compile(r"\{(.*)\}")


class FencedCodePreprocessor(FencedBlockPreprocessor):
    """Puts a placeholder for each piece of fenced code. The fast converter knows it by its base."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md, {})

    def run(self, lines: list[str]) -> list[str]:
        """The lines, without the code in them."""
        out: list[str] = []
        end = 0
        for fence in fences.find(lines):
            placeholder = self.md.htmlStash.store(html(fence.info, fence.code))
            out += lines[end : fence.first]
            end = fence.last + 1
            out += () if fence.before[:1] == _bare(out[-1:]) else fence.before
            out.append(f"{fence.prefix}{placeholder}")
            out += () if fence.after == _bare(lines[end : end + 1]) else fence.after
        return out + lines[end:]


def _bare(lines: list[str]) -> tuple[str, ...]:
    """The line in such a list without the spaces at its end: two blank lines are not the same as one."""
    return tuple(line.rstrip() for line in lines)


class FencingExtension(Extension):
    """Registers it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Put it where Python-Markdown's would be."""
        md.preprocessors.register(FencedCodePreprocessor(md), "fenced_code_block", 25)


def html(info: str, code: str) -> str:
    """The HTML of code: its language is the first word behind the fence, or the first class in braces."""
    given = _LIST.fullmatch(info)
    attributes, rest = get_attrs_and_remainder(given[1]) if given else ([], "")
    listed = {} if rest else {sanitize_name(name): value or name for name, value in attributes if name != "."}
    classes = [value or "" for name, value in attributes if name == "." and not rest]
    if word := _LANGUAGE.match(info):
        classes = [word[1]]
    own = {"id": listed.pop("id", ""), "class": " ".join(classes[1:])}
    language = f"language-{classes[0]}" if classes else ""
    inner = {**listed, "class": language}
    return f"<pre{_written(own)}><code{_written(inner)}>{escape(code, quote=False)}</code></pre>"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
