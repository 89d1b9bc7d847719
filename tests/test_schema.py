"""The JSON Schemas agree with the validation that they are made from."""

import json
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sitegen import config, frontmatter
from sitegen.cli.schema import command
from sitegen.decoding.article import FRONT_MATTER
from sitegen.decoding.site import SITE
from sitegen.model import AuthorSettings, Settings, TagSettings
from sitegen.schema import schema_of

HEAD = Draft202012Validator(schema_of("front-matter"))
SETTINGS = Draft202012Validator(schema_of("site"))


class Core(yaml.SafeLoader):
    """YAML as editors' language servers read it: dates stay text."""


Core.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def valid(validator: Draft202012Validator, text: str) -> bool:
    return validator.is_valid(yaml.load(text, Core))


def test_the_schemas_are_schemas():
    Draft202012Validator.check_schema(HEAD.schema)
    Draft202012Validator.check_schema(SETTINGS.schema)


@pytest.mark.parametrize("record", [FRONT_MATTER, SITE], ids=["front-matter", "site"])
def test_every_key_is_described_and_its_example_and_default_are_valid(record):
    for name, schema in record.schema()["properties"].items():
        assert schema["description"].endswith(".")
        for example in [*schema.get("examples", ()), *([schema["default"]] if "default" in schema else [])]:
            Draft202012Validator(schema).validate(example)
            text = yaml.safe_dump({name: example}, allow_unicode=True)
            rest = "".join(
                f"{key}: 2019-01-01\n" for key in ("title", "date") if key != name and key in record.fields
            )
            assert record_problems(record, text + rest) == []


def record_problems(record: Any, text: str) -> list[Any]:
    if record is SITE:
        return list(config.read_settings(text)[1])
    return list(frontmatter.read("a.md", f"---\n{text}---\n", Settings(title="t"))[1])


def test_examples_of_inner_records_are_valid():
    for record in (FRONT_MATTER, SITE):
        for inner in _objects(record.schema()):
            for schema in inner["properties"].values():
                for example in schema.get("examples", ()):
                    Draft202012Validator(schema).validate(example)


def _objects(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for part in schema for found in _objects(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if "properties" in schema else []
    return own + [found for part in schema.values() for found in _objects(part)]


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("title: t\ndate: 2019-03-04\ntags: [404, no, 1.10]\n_private: {any: thing}\n", True),
        ("title: t\ntags: river\nauthors: [Ana]\nsources: [https://a.example/, {title: b}]\n", True),
        ("title: t\nwithdrawn: true\ndraft: false\nsummary:\ntweets:\n", True),
        ("title: t\ndraft: 'yes'\nlang: ''\nupdated: ' '\nslug: no\nsources: [{title: t, url: ''}]\n", True),
        ("title: t\ndate: ۲۰۱۹-۰۳-۰۴\n", True),
        ("title: t\nsources: [{id: a, url: ftp://a.example/}]\n", False),
        ("title: t\ndraft: perhaps\n", False),
        ("title: t\nwithdrawn:\n", False),
        ("title: t\ndescription: no such key\n", False),
        ("title: t\ndraft: ''\n", False),
        ("title: [t]\n", False),
        ("tags: [a]\n", False),
    ],
)
def test_heads(text, is_valid):
    assert valid(HEAD, text) is is_valid


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("search: 'Off'\nslug_unicode: 'yes'\nimages: {cards: 0, widths: ['480']}\n", True),
        ("base_url: HTTPS://river.example.org/\npage_size: '20'\n", True),
        ("base_url: ''\nonion: ''\nedit_url: ' '\nlanguage: ''\npermalink: ''\n", True),
        ("search: 2\n", False),
        ("page_size: ''\n", False),
        ("onion: 5\n", False),
        ("edit_url: true\n", False),
    ],
)
def test_settings_are_valid_for_the_schema_as_for_a_build(text, is_valid):
    text = f"title: t\n{text}"
    assert valid(SETTINGS, text) is is_valid
    assert (config.read_settings(text)[0] is not None) is is_valid


def test_known_tags_and_authors_are_offered_and_others_taken():
    archive = Settings("t", tags=(TagSettings("river"),), authors=(AuthorSettings("ana", "Ana Example"),))
    schema = schema_of("front-matter", archive)
    assert '"river"' in json.dumps(schema["properties"]["tags"])
    assert '"ana"' in json.dumps(schema["properties"]["authors"])
    Draft202012Validator(schema).validate({"title": "t", "tags": ["river", "other"], "authors": ["Ben"]})
    assert schema_of("front-matter") == HEAD.schema


LINES = st.lists(
    st.sampled_from(
        [
            "title: The river",
            "date: 2019-03-04",
            "date: 2019-03-04 10:00",
            "updated: 2020/1/2",
            "slug: 2020",
            "lang: fa",
            "tags: [a, 1, no]",
            "tags:",
            "tags: a, b",
            "authors:\n- A",
            "aliases: /a/",
            "draft: yes",
            "draft: x",
            "image: a.jpg",
            "summary: 1.5",
            "sources: [https://a.example/]",
            "sources:\n- title: t\n  date: 2019",
            "sources: [{id: a b}]",
            "tweets: [https://x.com/a/status/20]",
            "tweets: [{id: '1', text: t, status: deleted}]",
            "corrections: [{date: 2019, text: t}]",
            "corrections: [{text: t}]",
            "withdrawn: {date: 2019, reason: r}",
            "withdrawn: why",
            "_x: [1]",
            "other: 1",
            "tags: {a: b}",
        ]
    ),
    max_size=6,
    unique_by=lambda line: line.partition(":")[0],
)


@settings(max_examples=150)
@given(LINES)
def test_a_head_without_problems_is_valid_and_an_invalid_one_has_problems(lines):
    text = "".join(f"{line}\n" for line in lines)
    _, problems = frontmatter.read("2019-03-04-a.md", f"---\n{text}---\n", Settings(title="t"))
    assert bool(problems) or valid(HEAD, text or "{}")


def test_the_command_prints_either_schema(tmp_path, monkeypatch):
    run = CliRunner().invoke
    content = tmp_path / "content"
    content.mkdir()
    content.joinpath("site.yaml").write_text("title: t\ntags: {river: }\n", encoding="utf-8")
    assert json.loads(run(command, ["site"]).stdout) == SETTINGS.schema
    monkeypatch.chdir(content)
    assert json.loads(run(command, []).stdout) == HEAD.schema
    assert json.loads(run(command, ["front-matter"]).stdout) == HEAD.schema
    offered = json.loads(run(command, [str(tmp_path)]).stdout)
    assert offered == schema_of("front-matter", Settings("t", tags=(TagSettings("river"),)))
    assert run(command, ["nonsense"]).exit_code == 2
    assert run(command, ["site", str(tmp_path), "more"]).exit_code == 2
