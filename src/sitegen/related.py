"""Related articles: those that share the rarest tags, the nearest in date first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.model import Entry, NameLink

COUNT = 5
"""How many related articles a page shows."""

TAGS = 8
"""How many related tags a tag's page names."""

REACH = 32
"""How far a tag is searched from an article's place in it, each way: the work for an article does
not grow with the archive. A tag of up to twice as many articles is searched whole."""

COMMON = 12
"""A tag of more than 2 to this power of articles weighs least."""


Articles = tuple[Sequence[Sequence[str]], Sequence[float], Sequence[str]]
"""The keys of each article's tags, its date as a number, and its name, in the order of their dates."""


def related(tags: Sequence[Sequence[str]], days: Sequence[float], _: Sequence[str] = ()) -> list[list[int]]:
    """For each article, the indexes of up to `COUNT` related ones, best first.

    `tags[i]` are the keys of article i's tags, `days[i]` its date as a number; articles stand in the order of
    their dates. (Their names matter to `related_again` alone.) A shared tag weighs more by one each time that
    half as many articles have it.

    So coarse, and blind to all other tags, that an article which comes or goes leaves pages alone that
    never showed it.
    """
    place, index = _index(tags)
    weight = _weights(index)
    return [_nearest(i, place[i], index, weight, days) for i in range(len(tags))]


def related_again(
    before: Articles,
    answer: Sequence[Sequence[int]],
    tags: Sequence[Sequence[str]],
    days: Sequence[float],
    names: Sequence[str],
) -> list[list[int]]:
    """As `related`, which gave `answer` for the articles `before`: only those are searched for again that an
    article which came, went or changed may touch.
    """
    old_tags, old_days, old_names = before
    old, new = ({name: i for i, name in enumerate(known)} for known in (old_names, names))
    stays = {
        name
        for name, i in new.items()
        if (j := old.get(name)) is not None and tags[i] == old_tags[j] and days[i] == old_days[j]
    }
    come, gone = ([i for name, i in known.items() if name not in stays] for known in (new, old))
    if len(come) + len(gone) > REACH:
        return related(tags, days)
    (old_place, old_index), (place, index) = _index(old_tags), _index(tags)
    old_weight, weight = _weights(old_index), _weights(index)
    again = set(come)
    for key, members in index.items():
        again.update(members if weight[key] != old_weight.get(key) else ())
    reach = REACH + len(come) + len(gone)
    for keys in (*(place[i] for i in come), *(old_place[i] for i in gone)):
        for key, at in keys.items():
            again.update(index.get(key, ())[max(0, at - reach) : at + reach + 1])
    return [
        _nearest(i, place[i], index, weight, days)
        if i in again
        else [new[old_names[j]] for j in answer[old[name]]]
        for i, name in enumerate(names)
    ]


def _index(tags: Sequence[Sequence[str]]) -> tuple[list[dict[str, int]], dict[str, list[int]]]:
    """Each article's place in each of its tags, and the articles of each tag."""
    index: dict[str, list[int]] = {}
    place: list[dict[str, int]] = []
    for i, keys in enumerate(tags):
        place.append({key: len(index.setdefault(key, [])) for key in keys})
        for key in place[i]:
            index[key].append(i)
    return place, index


def _weights(index: Mapping[str, Sequence[int]]) -> dict[str, int]:
    return {key: max(1, COMMON + 1 - len(found).bit_length()) for key, found in index.items()}


def _nearest(
    i: int,
    place: Mapping[str, int],
    index: Mapping[str, list[int]],
    weight: Mapping[str, int],
    days: Sequence[float],
) -> list[int]:
    scores: dict[int, int] = {}
    for key, at in place.items():
        gain = weight[key]
        for j in index[key][max(0, at - REACH) : at + REACH + 1]:
            scores[j] = scores.get(j, 0) + gain
    scores.pop(i, None)
    if not scores:
        return []
    least = sorted(scores.values(), reverse=True)[:COUNT][-1]
    best = [j for j, score in scores.items() if score >= least]
    here = days[i]
    best.sort(key=lambda j: (-scores[j], abs(days[j] - here), j))
    return best[:COUNT]


def related_tags(url: str, entries: Sequence[Entry]) -> tuple[NameLink, ...]:
    """The tags that stand beside a tag most often, ties by name."""
    counts: dict[str, int] = {}
    links: dict[str, NameLink] = {}
    for entry in entries:
        for tag in entry.tags:
            if tag.url != url:
                counts[tag.url] = counts.get(tag.url, 0) + 1
                links[tag.url] = tag
    best = sorted(counts, key=lambda u: (-counts[u], links[u].name.casefold(), u))[:TAGS]
    return tuple(links[u] for u in best)
