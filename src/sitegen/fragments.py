"""A Jinja tag for the parts of the frame that many pages share: rendered once, not for every page."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import meta, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context


class Cached(Extension):
    """`{% cached KEY %}…{% endcached %}`: a part of the frame that many pages share is rendered once.

    What stands inside may depend on the site, on how deep the page lies (so links may stand there),
    and on `KEY`, but on nothing else of the page; and it may hold no `block`. A site's own templates may show
    anything: where it stands in one, or includes one, it is rendered for every page.
    """

    tags = {"cached"}  # noqa: RUF012 - as Jinja reads it

    def parse(self, parser: Parser) -> nodes.Node:
        """Read the tag, its key if it has one, and what stands inside."""
        line = next(parser.stream).lineno
        has_key = parser.stream.current.type != "block_end"
        key = parser.parse_expression() if has_key else nodes.Const(None)
        body = parser.parse_statements(("name:endcached",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{parser.free_identifier().name}")
        named = [name or "" for name in meta.find_referenced_templates(nodes.Template(body))]
        parts = nodes.Const((parser.name or "", *named))
        call = self.call_method("once", [nodes.ContextReference(), place, key, parts])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def once(
        self, context: Context, place: str, key: object, included: tuple[str, ...], caller: Callable[[], str]
    ) -> str:
        """The part as it was rendered for a page like this, or as it is rendered now."""
        if not self.environment.is_default(*included):  # type: ignore[attr-defined]
            return caller()
        parts: dict[tuple[object, ...], str] = self.environment.__dict__.setdefault("cached_parts", {})
        full = (place, context["site"].digest, context["depth"], key)
        known = parts.get(full)
        if known is None:
            known = parts[full] = caller()
        return known
