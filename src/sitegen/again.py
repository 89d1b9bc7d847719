"""Answers of pure functions, given again where the question is the same.

A preview builds at each change, and most of what is costly to work out over a whole archive did not
change with it. What is remembered is found by its value, never by what it may depend on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

MOST = 8
"""How many answers are remembered: one for each language of a site, as a rule."""


Function = TypeVar("Function", bound=Callable[..., Any])


def again(question: Callable[..., Any]) -> Callable[[Function], Function]:
    """Remember the last answers of a pure function whose arguments are iterables.

    `question` gives all that the answer depends on, as a value that can be compared.
    """

    def remembering(function: Function) -> Function:
        known: list[tuple[Any, Any]] = []

        @wraps(function)
        def answer(*given: Any) -> Any:
            arguments = [list(argument) for argument in given]
            asked = question(*arguments)
            for before, found in known:
                if before == asked:
                    return found
            found = function(*arguments)
            known.insert(0, (asked, found))
            del known[MOST:]
            return found

        return cast("Function", answer)

    return remembering
