"""Snapshots as files: written, read again, edited by hand into nonsense."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import snapshots
from sitegen.model import ArchivedCopy, Expanded, Snapshot, SnapshotMedia, StatusChange
from sitegen.snapshots import decode, encode, path_of, restated

PLACE = "content/_snapshots/x/7.json"
FULL = Snapshot(
    "x", "7", url="https://x.com/example_a/status/7", author_name="A", author_handle="example_a",
    author_url="https://x.com/example_a", text="one\ntwo", html="<p>one<br>two</p>", lang="fa", dir="rtl",
    created_at="2022-06-03T12:25:30Z", title="t", links=(Expanded("https://t.co/a", "https://example.org/"),),
    media=(SnapshotMedia("_snapshots/x/7-1.jpg", "0" * 64, "alt"),), captured_at="2022-06-04T00:00:00Z",
    captured_via="oembed", archives=(ArchivedCopy("https://archive.example.org/7", "2022-06-05"),),
    status="deleted", status_checked_at="2023-01-02T00:00:00Z",
    status_history=(StatusChange("deleted", "2023-01-02T00:00:00Z", "seen"),), reason="r", note="n",
)  # fmt: skip


def test_a_snapshot_is_read_as_it_was_written():
    assert decode(encode(FULL), PLACE) == (FULL, ())
    assert encode(FULL) == encode(decode(encode(FULL), PLACE)[0])


@pytest.mark.parametrize(
    "path",
    ["content/_snapshots/x/8.json", "content/_snapshots/mastodon/7.json"],
)
def test_a_file_named_for_another_post_is_told(path):
    post, problems = decode(encode(FULL), path)
    assert post == FULL
    assert [(p.severity, p.code) for p in problems] == [("warning", "snapshot-name")]
    assert "name the file content/_snapshots/x/7.json" in problems[0].hint


def test_of_two_files_of_one_post_that_counts_which_withholds_it_or_has_its_name():
    live, withheld = Snapshot("x", "7", status="live"), Snapshot("x", "7", status="withheld")
    files = [
        (withheld, "_snapshots/x/7.old.json"),
        (live, "_snapshots/x/7.json"),
        (live, "_snapshots/x/7 2.json"),
    ]
    assert sorted(files, key=lambda file: snapshots.precedence(*file), reverse=True) == files


@pytest.mark.parametrize("post_id", ["7@social.example.org", "a/b c", ".hidden", "long" * 100])
def test_the_names_that_files_are_given_are_right(post_id):
    text = encode(Snapshot("x", post_id))
    assert decode(text, f"content/{path_of('x', post_id)}")[1] == ()


def test_the_text_of_a_file():
    assert snapshots.text_in("\ufeffé".encode(), PLACE) == ("é", ())
    text, problems = snapshots.text_in(b"\xef\xbb\xbf{\n\xe9}", PLACE)
    assert text is None
    assert [(p.code, p.line, p.column) for p in problems] == [("not-utf8", 2, 1)]


def test_the_file_has_the_keys_of_the_contract():
    data = json.loads(encode(Snapshot("x", "7")))
    assert list(data) == [
        "provider", "id", "url", "author", "text", "html", "lang", "dir", "created_at", "links", "media",
        "captured_at", "captured_via", "archives", "status", "status_checked_at", "status_history",
    ]  # fmt: skip
    assert list(data["author"]) == ["name", "handle", "url"]


def test_keys_of_others_stay():
    before = '{"mark": {"a": 1}, "title": "old", "text": "old"}'
    data = json.loads(encode(Snapshot("x", "7", text="new"), before, extra={"cid": "c"}))
    assert (data["mark"], data["cid"], data["text"]) == ({"a": 1}, "c", "new")
    assert "title" not in data


def test_restating_leaves_all_but_the_state():
    before = '{"text": ["nonsense"], "created_at": "yesterday", "mark": 1, "status": "live"}'
    data = json.loads(restated(before, FULL))
    assert {key: value for key, value in data.items() if not key.startswith("status")} == {
        "text": ["nonsense"], "created_at": "yesterday", "mark": 1
    }  # fmt: skip
    assert data["status"] == "deleted"


def told(text, place=PLACE):
    snapshot, problems = decode(text, place)
    return snapshot, [(problem.severity, problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "snapshot-json"), ("{", "snapshot-json"), ("{'a': 1}", "snapshot-json"), ("[]",
        "snapshot-shape"),
        ("null", "snapshot-shape"), ('"x"', "snapshot-shape"), ("[" * 100_000, "snapshot-json"),
        ('{"a":' * 50_000, "snapshot-json"), ('{"id": ' + "9" * 5000 + "}", "snapshot-json"),
        ('{"provider": "../x", "id": "1"}', "snapshot-identity"), ('{"text": "' + "x" * 6_000_000,
        "snapshot-too-large"),
        ("\x00\x01", "snapshot-json"), ("<<<<<<< HEAD\n{}", "snapshot-json"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_snapshot(text, code):
    snapshot, problems = decode(text, PLACE)
    assert snapshot is None
    assert [problem.code for problem in problems] == [code]
    assert problems[0].path == PLACE
    assert problems[0].hint


@pytest.mark.parametrize(
    "field",
    [
        '"text": ["a"]', '"text": true', '"text": {}', '"url": "javascript:alert(1)"', '"url": "example.org"',
        '"created_at": "yesterday"', '"created_at": 1654259130000', '"lang": "a language"', '"dir": "up"',
        '"author": "A"', '"author": {"name": []}', '"author": {"url": "x"}', '"links": {}', '"links": [1]',
        '"media": [{"file": "../../secret"}]', '"media": [{"file": "/etc/passwd"}]', '"media": ["a.jpg"]',
        '"media": [{}]', '"archives": "https://example.org/"', '"archives": [{"url": "ftp://example.org"}]',
        '"status": "gone"', '"status": 5', '"status_history": [{"status": "gone"}]',
        '"captured_via": "magic"',
        '"status_checked_at": "2021-02-31"', '"created_at": "0001-01-01T00:00:00+14:00"',
        '"captured_at": "9999-12-31T23:00:00-10:00"',
    ],
)  # fmt: skip
def test_a_field_that_is_nonsense_is_told_at_its_line_and_left_out(field):
    text = '{\n "provider": "x",\n "id": "7",\n ' + field + ',\n "note": "kept"\n}'
    if field.startswith('"author"'):
        text = text.replace('"note"', '"title": "",\n "note"')
    snapshot, problems = told(text)
    assert snapshot.note == "kept"
    assert problems == [("error", "snapshot-field", 4)]
    assert snapshot.media == snapshot.archives == snapshot.links == ()
    assert snapshot.url == snapshot.created_at == snapshot.text == ""


def test_every_fault_is_told_at_once():
    _, problems = told('{"text": 1.5, "url": 0, "lang": [], "staus": "live"}')
    assert [code for _, code, _ in problems] == [
        "snapshot-field",
        "snapshot-field",
        "snapshot-field",
        "unknown-key",
    ]


def test_a_typing_error_does_not_publish_what_is_withheld():
    assert told('{"text": "x", "status": "witheld"}')[0].status == "withheld"
    assert told('{"text": "x", "status": "Deletd"}')[0].status == "unknown"


def test_a_file_without_names_is_named_by_its_place():
    snapshot, problems = decode('{"text": "x"}', "content/_snapshots/mastodon/1%40.json")
    assert (snapshot.key, problems) == ("mastodon/1@", ())


def test_numbers_count_as_their_digits():
    assert told('{"id": 1532700000000000000, "text": 5}')[0].id == "1532700000000000000"


def test_html_is_sanitised_whoever_wrote_it():
    html = '<p onclick="x">a<script>b</script><img src="//e"><iframe src="//e"></iframe></p>'
    snapshot, problems = decode(json.dumps({"html": html}), PLACE)
    assert (snapshot.html, snapshot.text, problems) == ("<p>a</p>", "a", ())


def test_control_characters_and_half_characters_are_left_out():
    snapshot, _ = decode(
        '{"text": "a\\u001eb\\u0000c\\ud800d\\r\\ne", "html": "<p>\\u001eE0\\u001f</p>"}', PLACE
    )
    assert (snapshot.text, snapshot.html) == ("abcd\ne", "<p>E0</p>")


@pytest.mark.parametrize("reference", ["&#x1e;", "&#31", "&#7;", "&#127;", "&#xFFFE;", "&#65535;"])
def test_references_to_control_characters_come_to_nothing(reference):
    snapshot, _ = decode(json.dumps({"html": f"<p>a{reference}b</p>"}), PLACE)
    assert (snapshot.html, snapshot.text) == ("<p>a\ufffdb</p>", "a\ufffdb")


@pytest.mark.parametrize(
    ("post_id", "name"),
    [
        ("7", "7.json"), ("1@social.example.org", "1@social.example.org.json"), ("../../etc",
        "%2E.%2F..%2Fetc.json"),
        ("3k@did:plc:abc", "3k@did%3Aplc%3Aabc.json"), ("-_aB", "-_aB.json"), (".hidden", "%2Ehidden.json"),
        ("a b/c", "a%20b%2Fc.json"), ("سلام", "%D8%B3%D9%84%D8%A7%D9%85.json"),
    ],
)  # fmt: skip
def test_file_names(post_id, name):
    assert path_of("x", post_id) == f"_snapshots/x/{name}"
    assert snapshots.id_of(name) == post_id


@given(st.text(min_size=1))
def test_any_id_has_a_file_of_its_own_in_its_folder(post_id):
    path = path_of("x", post_id.encode("utf-8", "replace").decode())
    folder, _, name = path.rpartition("/")
    assert folder == "_snapshots/x"
    assert len(name) <= 160
    assert not name.startswith(".")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from([*json.loads(encode(FULL)), "other"]), JSON))
def test_any_object_is_a_snapshot_or_problems(data):
    snapshot, problems = decode(json.dumps(data), PLACE)
    assert snapshot is not None or problems
    if snapshot is not None:
        own = f"content/{path_of(snapshot.provider, snapshot.id)}"
        again, faults = decode(encode(snapshot), own)
        assert (again, faults) == (snapshot, ())
        encode(snapshot).encode()


@given(st.text(max_size=100))
def test_any_text_is_an_answer(text):
    snapshot, problems = decode(text, PLACE)
    assert snapshot is not None or problems


def test_an_address_whose_scheme_is_in_capitals_is_as_any():
    post, problems = decode('{"url": "HTTPS://x.com/example_river/status/1"}', "content/_snapshots/x/1.json")
    assert problems == ()
    assert post.url == "https://x.com/example_river/status/1"


def test_an_address_with_a_sign_that_none_may_hold_is_told_as_it_is_to_be_written():
    text = '{"text": "t", "links": [{"short": "https://t.co/a", "expanded": "https://d.example.org/?b=<2>"}]}'
    _, [problem] = decode(text, "content/_snapshots/x/1.json")
    assert problem.message == "“expanded” has a sign that no address may hold: https://d.example.org/?b=<2>"
    assert problem.hint == "write https://d.example.org/?b=%3C2%3E; until then it counts as empty"
