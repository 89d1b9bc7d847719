"""Related articles: those that share the rarest tags, the nearest in date first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sitegen.again import again

COUNT = 5
"""How many related articles a page shows."""

REACH = 32
"""How far a tag is searched from an article's place in it, each way: the work for an article does
not grow with the archive. A tag of up to twice as many articles is searched whole."""


@again(lambda tags, days: (tags, days))
def related(tags: Sequence[Sequence[str]], days: Sequence[float]) -> list[list[int]]:
    """For each article, the indexes of up to `COUNT` related ones, best first.

    `tags[i]` are the keys of article i's tags, `days[i]` its date as a number; articles stand in
    the order of their dates. A shared tag weighs log(1 + articles / articles with it).
    """
    index: dict[str, list[int]] = {}
    place: list[dict[str, int]] = []
    for i, keys in enumerate(tags):
        place.append({key: len(index.setdefault(key, [])) for key in keys})
        for key in place[i]:
            index[key].append(i)
    weight = {key: math.log(1 + len(tags) / len(found)) for key, found in index.items()}
    return [_nearest(i, place[i], index, weight, days) for i in range(len(tags))]


def _nearest(
    i: int,
    place: Mapping[str, int],
    index: Mapping[str, list[int]],
    weight: Mapping[str, float],
    days: Sequence[float],
) -> list[int]:
    scores: dict[int, float] = {}
    for key in sorted(place):  # a fixed order: sums of floats depend on it
        at, gain = place[key], weight[key]
        for j in index[key][max(0, at - REACH) : at + REACH + 1]:
            scores[j] = scores.get(j, 0.0) + gain
    scores.pop(i, None)
    if not scores:
        return []
    least = sorted(scores.values(), reverse=True)[:COUNT][-1]
    best = [j for j, score in scores.items() if score >= least]
    here = days[i]
    best.sort(key=lambda j: (-scores[j], abs(days[j] - here), j))
    return best[:COUNT]
