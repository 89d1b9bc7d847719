"""The settings of an archive: written where there are none, else what they lack, told."""

import pytest
from samples import export

from sitegen.importing import siteyaml
from sitegen.importing.values import SiteFacts
from sitegen.model import AuthorSettings, TagSettings

FACTS = SiteFacts(
    title="River Watch",
    base_url="https://river.example.net/",
    timezone="Europe/Berlin",
    authors=(AuthorSettings("ana", "Ana Example", "https://ana.example.net/", "Writes."),),
    tags=(TagSettings("Dams", parent="Water"), TagSettings("Floods", description="High water.")),
    languages=("fa",),
    titles={"fa": "رود"},
)
OWN = "title: Mine\nbase_url: https://mine.example.org/\n"
ALL = """timezone: Europe/Berlin
languages:
  fa:
    title: رود
authors:
  ana:
    name: Ana Example
    url: https://ana.example.net/
    bio: Writes.
tags:
  Dams:
    parent: Water
  Floods:
    description: High water.
"""


@pytest.mark.parametrize(
    ("own", "lacks"),
    [
        ("", ALL),
        (ALL, ""),
        (
            "timezone: UTC\nlanguages: {fa: {title: X}}\nauthors:\n  ana: {name: A}\ntags: {dams: {title: D}}\n",
            ALL[ALL.index("authors:") :].replace("    name: Ana Example\n", ""),
        ),
    ],
)
def test_what_settings_lack_of_the_source(tmp_path, own, lacks):
    assert siteyaml.lacking(FACTS, tmp_path, OWN + own) == lacks


def test_settings_without_an_address_are_offered_the_source_s(tmp_path):
    facts = SiteFacts(base_url="https://river.example.net/", timezone="Nowhere/At_all")
    assert siteyaml.lacking(facts, tmp_path, "title: Mine\n") == "base_url: https://river.example.net/\n"
    assert siteyaml.lacking(SiteFacts(), tmp_path, "title: Mine\n") == ""


def test_an_editor_s_settings_stay_and_what_they_lack_is_told(bench):
    settings = bench.root / "content/site.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text(OWN + "language: en\ndescription: Mine.\n")
    bench.write({"export.xml": export()}).run(source="export.xml")
    assert settings.read_text() == OWN + "language: en\ndescription: Mine.\n"
    told = bench.problem("settings-not-changed")
    assert (told.path, told.severity) == ("content/site.yaml", "warning")
    assert told.message.endswith("lack what the source says of: tags")
    lacks = "```yaml\ntags:\n  Dams:\n    description: Walls across rivers.\n    parent: Water\n```"
    assert lacks in (bench.root / "import-report.md").read_text()


def test_settings_that_the_import_wrote_lack_nothing(bench):
    bench.write({"export.xml": export()}).run(source="export.xml")
    bench.run(source="export.xml")
    bench.run(source="export.xml")
    assert "settings-not-changed" not in bench.codes
