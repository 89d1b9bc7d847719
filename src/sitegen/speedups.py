"""Parts of Jinja, quicker for what templates do most, and else the same: calling macros and functions, and
printing values.
"""

from __future__ import annotations

from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_PLAIN = frozenset({FunctionType, MethodType, BuiltinMethodType})


def escaped(value: object) -> str:
    """What a template prints for a value: as `markupsafe.escape` has it, and no `Markup` without need."""
    if type(value) is Markup:
        return value
    if type(value) is str and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
    ):
        return value
    return escape(value)


class _Context(Context):
    """A context that calls macros and plain functions at once."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What `called` gives. Jinja looks longer for what else a callable wants to be given."""
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        try:
            return called(*args, **kwargs)
        except StopIteration:
            return self.environment.undefined("a callable raised StopIteration")


class _Generator(CodeGenerator):
    """Prints values with `escaped`, where it is known that they are to be escaped."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        known = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
        if known and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class QuickEnvironment(Environment):
    """An environment of these parts."""

    context_class = _Context
    code_generator_class = _Generator
    escaped = staticmethod(escaped)
