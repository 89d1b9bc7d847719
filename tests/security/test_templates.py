"""The theme escapes: `safe` is not used, `trusted` only where the value is sanitised or made by sitegen."""

import re
from pathlib import Path

from sitegen.environment import environment
from sitegen.theme import default_folder, read_theme

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SANITISED = {"content.body", "post", "content.json_ld"}
"""`views.ArticleView`: sanitised HTML, and JSON whose `<` are escaped."""
CHARTS = re.compile(r"(bars|months|spark|shares|initials)\(")
"""`charts.py`: SVG that escapes all it is given."""
LITERAL = re.compile(r"'[^'{}]*'\Z")
"""Words of the template itself, into which `%` of a marked text escapes what it puts."""


def trusted():
    """(template, the value) of each use of the filter."""
    for file in sorted(TEMPLATES.rglob("*.html")):
        for found in re.finditer(r"\{\{(.*?)\}\}|\{%(.*?)%\}", file.read_text(encoding="utf-8"), re.DOTALL):
            inside = found[1] or found[2]
            for use in re.finditer(r"\|\s*trusted", inside):
                yield file.name, inside[: use.start()].strip()


def test_trusted_is_used_on_documented_values_only():
    uses = list(trusted())
    assert len(uses) >= 5
    for name, value in uses:
        literal = LITERAL.search(value)
        assert value in SANITISED or CHARTS.match(value) or literal, f"{name}: {value}"


def test_nothing_switches_escaping_off():
    for file in TEMPLATES.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|Markup|\bimport os\b", text), file


def test_the_environment_escapes_every_template():
    theme, problems = read_theme(default_folder(), Path("nowhere"), root=Path())
    assert problems == ()
    made = environment(theme)
    assert made.autoescape is True
    assert made.from_string("{{ value }}").render(value="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"
