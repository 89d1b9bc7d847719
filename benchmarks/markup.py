"""Milliseconds an article: Python-Markdown as it comes, the same made faster, and all of `markup.convert`.

    python benchmarks/markup.py CORPUS [--articles 40] [--rounds 15]

CORPUS is a folder of articles with front matter. The converters take turns, and the best round of each
counts, so that a busy machine disturbs the comparison little. Times are of the processor.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown

from sitegen.markup import convert
from sitegen.markup.fast import FastMarkdown
from sitegen.model import Source

EXTENSIONS = ["tables", "footnotes", "attr_list", "def_list", "fenced_code", "sane_lists"]
SOURCES = tuple(Source(f"s{number}") for number in range(8))


def bodies(corpus: Path, count: int) -> list[str]:
    """The bodies of the first articles of a corpus."""
    files = sorted(corpus.rglob("*.md"))[:count]
    return [re.sub(r"\A---\n.*?\n---\n", "", file.read_text("utf-8"), flags=re.DOTALL) for file in files]


def converting(markdown: Markdown) -> Callable[[str], object]:
    """One conversion with a converter that is used again."""
    return lambda text: markdown.reset().convert(text)


def best(tasks: dict[str, Callable[[str], object]], texts: list[str], rounds: int) -> dict[str, float]:
    """Milliseconds a text of each task: the best of the rounds, in which they take turns."""
    found = dict.fromkeys(tasks, float("inf"))
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.process_time()
            for text in texts:
                task(text)
            found[name] = min(found[name], (time.process_time() - start) / len(texts) * 1000)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    texts = bodies(given.corpus, given.articles)
    tasks = {
        "stock": converting(Markdown(extensions=[*EXTENSIONS, "toc"], output_format="html")),
        "stock without toc": converting(Markdown(extensions=EXTENSIONS, output_format="html")),
        "fast": converting(FastMarkdown(extensions=EXTENSIONS)),
        "convert": lambda text: convert(text, path="article.md", sources=SOURCES),
    }
    times = best(tasks, texts, given.rounds)
    size = sum(len(text) for text in texts) / len(texts) / 1000
    print(f"{len(texts)} articles of {size:.1f} thousand characters, {given.rounds} rounds, ms an article:")
    for name, milliseconds in times.items():
        print(f"  {name:18}{milliseconds:8.2f}   {milliseconds / times['stock']:5.2f} of stock")


if __name__ == "__main__":
    main()
