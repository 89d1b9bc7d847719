"""Record the problems of torture cases as expected: python tests/torture/record.py [WORD…]

Without words, only cases that have no expectation yet; with words, the cases whose names hold one.
Read what it wrote before committing it: the file is the promise.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from torture.cases import all_cases, write


def main(words: list[str]) -> None:
    """Write the expectations."""
    for case in all_cases():
        if any(word in case.name for word in words) if words else not case.expected.exists():
            write(case)
            print(case.expected)


if __name__ == "__main__":
    main(sys.argv[1:])
