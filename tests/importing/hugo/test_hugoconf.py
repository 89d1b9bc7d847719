"""Hugo's settings: files and folders of them, languages, folders of articles."""

import pytest

from sitegen.importing.hugo import configuration
from sitegen.importing.hugo.configuration import Configuration


@pytest.fixture
def site(tmp_path):
    def write(files):
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return configuration.read(tmp_path)

    return write


def test_files_are_merged_by_their_names(site):
    conf = site(
        {
            "config/_default/config.yaml": "Title: Watch\nparams: {a: 1, b: 1}\n",
            "config/_default/params.toml": "b = 2\n",
            "config/_default/languages.fr.toml": 'languageName = "Français"\n',
            "config/_default/params.fr.json": '{"description": "Veille"}',
            "config/_default/menus.en.toml": "[[main]]\nname = 'x'\n",
            "config/production/hugo.toml": 'title = "Public"\n',
            "config/development/hugo.toml": 'title = "Local"\n',
        }
    )
    assert conf.text("title") == "Public"
    assert conf.mapping("params") == {"a": "1", "b": "2"}
    assert conf.languages["fr"] == {"languagename": "Français", "params": {"description": "Veille"}}
    assert conf.languages["en"] == {"menus": {"main": [{"name": "x"}]}}


def test_one_file_counts_of_those_at_the_root(site):
    assert site({"hugo.toml": 'title = "A"\n', "config.toml": 'title = "B"\n'}).text("title") == "A"


@pytest.mark.parametrize(
    ("values", "main", "language"),
    [
        ({}, "en", ""),
        ({"languagecode": "fr-CA"}, "fr", "fr-CA"),
        ({"defaultcontentlanguage": "FA", "languagecode": "en"}, "fa", "fa"),
        ({"languages": {"en": {}, "fr": {}}, "languagecode": "en-us"}, "en", "en-us"),
        ({"languages": {"en": {}, "fr": {}}}, "en", "en"),
        ({"defaultcontentlanguage": "cn", "languages": {"cn": {"languagecode": "zh-cn"}}}, "cn", "zh-CN"),
    ],
)
def test_the_main_language(values, main, language):
    conf = Configuration(values)
    assert (conf.main, conf.language) == (main, language)


@pytest.mark.parametrize(
    ("values", "folders"),
    [
        ({}, {"content": ""}),
        ({"contentdir": "./texts/"}, {"texts": ""}),
        ({"languages": {"en": {}, "fr": {"contentdir": "content/fr"}}}, {"content": "", "content/fr": "fr"}),
        ({"languages": {"en": {"contentdir": "texts"}, "fr": {"contentdir": "texts"}}}, {"texts": ""}),
        ({"languages": {"en": {"contentdir": "/etc"}, "fr": {"contentdir": "../x"}}}, {}),
        (
            {"module": {"mounts": [{"source": "content/fr", "target": "content", "lang": "fr"}, {"source": "x"}]}},
            {"content/fr": "fr"},
        ),
    ],
)  # fmt: skip
def test_the_folders_of_articles(tmp_path, values, folders):
    root = tmp_path / "site"
    for name in ("content/fr", "texts", "../x"):
        (root / name).mkdir(parents=True)
    assert Configuration(values).folders(root) == folders
