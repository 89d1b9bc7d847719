"""Files of an earlier import that show what the source keeps back now."""

import pytest

from sitegen.importing.standing import still_published
from sitegen.importing.values import Withheld

ITEM = Withheld("a.xml", 3, 'The "dry" river: one', "private", "2014/river.md", ("/old river/",))
TITLE = 'title: "The \\"dry\\" river: one"'


@pytest.mark.parametrize(
    ("path", "head", "told"),
    [
        ("2014/river.md", TITLE, True),
        ("2014/other.md", TITLE, False),
        ("2014/other.md", "title: Other\naliases: ['/old river/']", True),
        ("2014/other.md", "title: Other\nsummary: /old river/", False),
        ("2014/river.md", f"{TITLE}\ndraft: yes", False),
        ("2014/river.md", "title: The river", False),
    ],
)
def test_a_file_is_known_by_its_place_and_title_or_by_a_former_address(tmp_path, path, head, told):
    (tmp_path / "2014").mkdir()
    (tmp_path / path).write_text(f"---\n{head}\n---\nWords.\n")
    assert [path in problem.message for problem in still_published(tmp_path, [ITEM], ())] == [True] * told
