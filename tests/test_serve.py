"""The preview as an editor's machine treats it: a real process, real files, real requests."""

import shutil
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from previewed import article, running, small_site, write
from sitegen.build import build
from sitegen.cli.main import run as main
from sitegen.report import Options
from sitegen.serve.app import answer
from sitegen.serve.hosts import LOOPBACK, is_trusted, names_of
from sitegen.serve.overlay import HASH, opened, with_script
from sitegen.serve.preview import RECENT, Preview, State
from sitegen.serve.run import ListenError, bound


@pytest.fixture
def site(tmp_path):
    return small_site(tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One running preview for tests that each leave it sound."""
    with running(small_site(tmp_path_factory.mktemp("shared"))) as preview:
        yield preview


# --- one build after another ---------------------------------------------------------------------


def test_a_change_names_the_addresses_it_changed(site):
    preview = Preview(site)
    preview.rebuild(jobs=1)
    write(site, "2019/river.md", article(body="Other words."))
    preview.rebuild(jobs=1)
    assert "/2019/river/" in preview.state.changed
    assert "/2020/lake/" not in preview.state.changed
    assert preview.state.number == 2


def test_the_pages_that_were_looked_at_stand_and_are_told_of_first(site):
    preview, told = Preview(site), []
    preview.rebuild(jobs=1)
    preview.visited("")

    def tell(state):
        told.append(
            (
                state,
                (preview.folder / "index.html").read_text(),
                (preview.folder / "tags/new/index.html").exists(),
            )
        )

    write(site, "2021/sea.md", article("Sea", date="2021-05-01", more="tags: [New]\n"))
    preview.rebuild(jobs=1, tell=tell)
    ((early, home, listed),) = told
    assert "Sea" in home
    assert not listed
    assert (early.number, preview.state.number) == (2, 3)
    assert early.changed is None  # the drawn card may be seen in any page
    assert "/" not in preview.state.changed
    assert {"/2021/sea/", "/tags/new/"} <= set(preview.state.changed)


def test_of_pages_only_the_last_that_were_looked_at_are_hurried(site):
    preview = Preview(site)
    for path in ("", *(f"{number}/" for number in range(RECENT)), "static/style.css", "1/", "about.html"):
        preview.visited(path)
    assert list(preview.recent) == [
        *(f"{number}/index.html" for number in range(2, RECENT)),
        "1/index.html",
        "about.html",
    ]


def test_nothing_changed_is_nothing_to_tell(site):
    preview = Preview(site)
    preview.rebuild(jobs=1)
    before = preview.state
    assert preview.rebuild(jobs=1) is None
    assert preview.state is before


def test_previews_of_drafts_and_of_what_is_public_do_not_mix(site):
    write(site, "2019/draft.md", article("Not yet", more="draft: true\n"))
    public, whole = Preview(site), Preview(site, drafts=True)
    public.rebuild(jobs=1)
    whole.rebuild(jobs=1)
    shown = [(preview.folder / "2019/draft/index.html").exists() for preview in (public, whole)]
    assert shown == [False, True]


def test_what_another_preview_of_the_archive_wrote_is_told(site):
    one, other = Preview(site), Preview(site)
    one.rebuild(jobs=1)
    other.rebuild(jobs=1)
    number = other.state.number
    write(site, "2019/river.md", article("Changed"))
    one.rebuild(jobs=1)
    other.rebuild(jobs=1)
    assert (other.state.number, other.state.changed) == (number + 1, None)
    assert other.rebuild(jobs=1) is None
    assert other.state.number == number + 1


def test_a_folder_that_cannot_be_written_is_told_with_a_cure(site):
    (site / ".sitegen").mkdir()
    (site / ".sitegen/preview").write_text("in the way")
    preview = Preview(site)
    preview.rebuild(jobs=1)
    (site / ".sitegen/preview").unlink()
    (site / ".sitegen/preview").symlink_to(site / ".sitegen/loop")
    (site / ".sitegen/loop").symlink_to(site / ".sitegen/loop")
    found = [*preview.state.errors]
    preview.rebuild(jobs=1)
    found += preview.state.errors
    assert [("Error" in told["message"], bool(told["hint"])) for told in found] == [(False, True)] * 2


def test_a_broken_template_is_told_once(site):
    (site / "templates").mkdir()
    (site / "templates/article.html").write_text('{% extends "default/article.html" %}\n{% if %}\n')
    preview = Preview(site)
    preview.rebuild(jobs=1)
    assert [(told["code"], told["line"]) for told in preview.state.errors] == [("template-syntax", 2)]


def test_a_redirect_keeps_the_query(tmp_path):
    (tmp_path / "a b").mkdir()
    assert answer(tmp_path, "a b", State(), query="x=1&y=%20").headers["location"] == "/a%20b/?x=1&y=%20"


def test_an_error_is_shown_with_its_place_and_goes_when_mended(site):
    preview = Preview(site)
    preview.rebuild(jobs=1)
    write(site, "2019/river.md", "---\ntitle: River\u2028Lee\ndate: 2019-99-01\n---\nText\n")
    preview.rebuild(jobs=1)
    (found,) = preview.state.errors
    assert (found["path"], found["line"]) == ("content/2019/river.md", 3)
    assert found["excerpt"][0] == "date: 2019-99-01"
    assert found["hint"]
    write(site, "2019/river.md", article())
    preview.rebuild(jobs=1)
    assert preview.state.errors == ()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda content: (content / "site.yaml").write_text("title: [\n"), "yaml"),
        (lambda content: (content / "site.yaml").unlink(), "no-settings"),
        (shutil.rmtree, "no-archive"),
    ],
)
def test_what_keeps_the_build_from_running_is_an_error_not_an_end(site, spoil, code):
    preview = Preview(site)
    preview.rebuild(jobs=1)
    spoil(site / "content")
    preview.rebuild(jobs=1)
    assert code in preview.state.errors[0]["code"]
    assert "sitegen init" not in preview.state.errors[0]["message"]


def test_only_a_stylesheet_changed(site):
    preview = Preview(site)
    preview.rebuild(jobs=1)
    sheets = list(preview.folder.rglob("*.css"))
    name = sheets[0].relative_to(preview.folder / "static")
    own = site / "templates/static" / name
    own.parent.mkdir(parents=True)
    own.write_text("body { color: red }")
    preview.rebuild(jobs=1)
    assert preview.state.styles_only


def test_a_changed_picture_may_be_seen_in_any_page(site):
    (site / "content/data.bin").write_bytes(b"1")
    preview = Preview(site)
    preview.rebuild(jobs=1)
    (site / "content/data.bin").write_bytes(b"22")
    preview.rebuild(jobs=1)
    assert preview.state.changed is None


def test_what_a_preview_kept_serves_the_next_one(site):
    preview = Preview(site)
    preview.rebuild(jobs=1)
    preview.keep()
    report = Preview(site).rebuild(jobs=1)
    assert report.counts.written == 0


# --- what is answered ----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    built = tmp_path / "built"
    (built / "2019/river").mkdir(parents=True)
    (built / "2019/river/index.html").write_text("<!doctype html><body>River</body>")
    (built / "404.html").write_text("<!doctype html><body>Not here</body>")
    (built / ".hidden").write_text("mine")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "built-too").mkdir()
    (tmp_path / "built-too/secret.txt").write_text("secret")
    (built / "link.txt").symlink_to(tmp_path / "secret.txt")
    return built


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt", "2019/../../secret.txt", "/etc/passwd", "//etc/passwd", "link.txt", ".hidden",
        "../built-too/secret.txt", "2019/.hidden", "nul\0", "missing", "x" * 5000, "..\\secret.txt",
    ],
)  # fmt: skip
def test_nothing_outside_the_built_tree_is_served(folder, path):
    found = answer(folder, path, State())
    assert found.status_code == 404
    assert b"secret" not in found.body


def test_a_folder_is_answered_with_its_index(folder):
    assert b"River" in answer(folder, "2019/river/", State()).body
    moved = answer(folder, "2019/river", State())
    assert (moved.status_code, moved.headers["location"]) == (307, "/2019/river/")


@pytest.mark.parametrize(
    ("host", "header", "trusted"),
    [
        ("127.0.0.1", "localhost:8000", True),
        ("127.0.0.1", "127.0.0.1:8000", True),
        ("127.0.0.1", "[::1]:8000", True),
        ("127.0.0.1", "LOCALHOST", True),
        ("127.0.0.1", "rebound.example.org:8000", False),
        ("127.0.0.1", "localhost.example.org", False),
        ("127.0.0.1", "192.0.2.7:8000", False),
        ("127.0.0.1", "", False),
        ("0.0.0.0", "192.0.2.7:8000", True),
        ("0.0.0.0", "localhost:8000", True),
        ("0.0.0.0", "rebound.example.org", False),
        ("::", "[2001:db8::1]:8000", True),
        ("desk.example.org", "desk.example.org:8000", True),
    ],
)
def test_only_own_hosts_are_trusted(host, header, trusted):
    assert is_trusted(header, names_of(host)) is trusted


def test_this_machine_alone_by_default():
    assert names_of("127.0.0.1") == LOOPBACK


def test_the_policy_is_opened_for_the_script_alone():
    policy = "default-src 'none'; script-src 'self'; connect-src 'none'"
    assert opened(policy) == (f"default-src 'none'; script-src 'self' 'sha256-{HASH}'; connect-src 'self'")
    assert "unsafe-inline" not in opened(policy)


def test_a_page_without_an_end_gets_the_script_too():
    assert with_script("<p>Half", State(7, "a1")).startswith('<p>Half<script data-run="a1" data-state="7">')


def test_a_busy_port_leads_to_the_next():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with bound("127.0.0.1", port) as free:
            assert port < free.getsockname()[1] < port + 20


def test_two_previews_never_share_a_port():
    with bound("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with bound("127.0.0.1", port) as second:
            assert second.getsockname()[1] > port


def test_there_is_no_port_beyond_the_last():
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 65_535))
        taken.listen()
        with pytest.raises(ListenError, match="no port from 65535 to 65535 is free"):
            bound("127.0.0.1", 65_535)


@pytest.mark.parametrize(
    "host", ["nosuch.invalid", "999.1.1.1", "8.8.8.8", "[::1", "a" * 70 + ".example.org"]
)
def test_an_address_of_another_machine_is_wrong_usage(tmp_path, capsys, host):
    small_site(tmp_path)
    assert main(["serve", str(tmp_path), "--host", host, "--port", "0"]) == 2
    assert "a bug" not in capsys.readouterr().err


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
@pytest.mark.parametrize("host", ["::1", "[::1]"])
def test_an_address_of_ipv6_may_have_brackets(site, host):
    with running(site, "--host", host) as preview:
        assert f"http://[::1]:{preview.port}/" in "".join(preview.said)
        with socket.create_connection(("::1", preview.port), 5) as connection:
            connection.sendall(b"GET / HTTP/1.0\r\nHost: [::1]\r\n\r\n")
            assert b" 200 " in connection.recv(100)


# --- the whole process ---------------------------------------------------------------------------


def test_it_says_where_it_serves_and_ends_cleanly(site):
    with running(site) as preview:
        assert preview.get()[0] == 200
        assert preview.stop() == 130
    assert "Traceback" not in "".join(preview.said)
    assert not (site / "output").exists()


def test_new_warnings_are_named_in_the_terminal(site):
    def told(preview, words):
        for _ in range(600):
            if words in (said := "".join(preview.said)):
                preview.said.clear()
                return said
            time.sleep(0.1)
        raise AssertionError((words, preview.said))

    write(site, "2019/river.md", article(more="colour: blue\n"))
    with running(site) as preview:
        assert "content/2019/river.md:4:1: warning: " in told(preview, "Serving")
        write(site, "2020/lake.md", article("Lake", "Still.", "2020-05-01", more="size: 7\n"))
        said = told(preview, "2 warnings: “sitegen check” names them all")
        assert "content/2020/lake.md:4:1: warning: " in said
        assert "river.md" not in said
        write(site, "2019/river.md", article())
        write(site, "2020/lake.md", article("Lake", "Stirred.", "2020-05-01"))
        told(preview, "No warnings any more")


def test_it_ends_without_a_word_of_complaint_while_a_page_listens(site):
    with running(site) as preview, preview.listening() as states:
        next(states)
        assert preview.stop() == 130
        assert preview.said[-1] == "Interrupted.\n"
        assert not any("Error" in line or "Traceback" in line for line in preview.said)


def test_another_host_is_refused(shared):
    assert shared.get(host="rebound.example.org")[0] == 400
    assert shared.get(".sitegen/events", host="rebound.example.org")[0] == 400


def test_an_editor_that_writes_by_rename_is_seen(shared, tmp_path):
    file = next(path for path in _contents(shared) if path.name == "river.md")
    with shared.listening() as states:
        next(states)
        other = file.with_name(".river.md.swp")
        other.write_text(article(body="Renamed into place."))
        other.replace(file)
        assert "/2019/river/" in next(states)["changed"]
    assert "Renamed into place." in shared.get("2019/river/")[1]


def _contents(preview):
    root = preview.process.args[4]
    return list(Path(root, "content").rglob("*.md"))


def test_a_thousand_files_at_once_then_gone_then_back(site, tmp_path):
    with running(site) as preview, preview.listening() as states:
        next(states)
        for number in range(1000):
            write(site, f"many/a{number}.md", article(f"Article {number}", date="2018-01-01"))
        _until(states, lambda _: preview.get("2018/a999/")[0] == 200)
        shutil.move(site / "content", tmp_path / "away")
        _until(states, lambda state: state["errors"] and state["errors"][0]["code"] == "no-archive")
        assert preview.get("2018/a1/")[0] == 200
        shutil.move(tmp_path / "away", site / "content")
        _until(states, lambda state: not state["errors"])
        write(site, "2019/river.md", article(body="After all that."))
        _until(states, lambda _: "After all that." in preview.get("2019/river/")[1])


def _until(states, wanted):
    """Wait for a state after which `wanted` holds."""
    for state in states:
        if wanted(state):
            return


TEXTS = st.sampled_from(["One.", "Two.\n\n## Head", "[lake](../2020/lake.md)", "---", "{{ x }}"])
EDIT = st.tuples(st.sampled_from(["write", "delete", "rename", "break"]), st.integers(0, 5), TEXTS)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDIT, min_size=1, max_size=12), end=st.integers(1, 10**9))
def test_edits_against_a_running_preview_end_equal_to_a_clean_build(shared, tmp_path_factory, edits, end):
    root = Preview(root=Path(shared.process.args[4])).root
    with shared.listening() as states:
        next(states)
        for kind, number, text in edits:
            _edit(root, kind, number, text)
        mark = f"The end is {end}."
        for number in range(6):  # what is broken is mended in the end: errors keep old files
            path = root / f"content/e/a{number}.md"
            if path.exists():
                path.write_text(article(f"Title {number}", "Mended."))
        write(root, "2020/lake.md", article("Lake", mark, "2020-05-01"))
        _until(states, lambda state: not state["errors"] and mark in shared.get("2020/lake/")[1])
        clean = tmp_path_factory.mktemp("clean")
        build(root, replace(Options(), output=clean, jobs=1))
        _settled(root, clean)


def _edit(root, kind, number, text):
    file = root / f"content/e/a{number}.md"
    if kind == "delete":
        file.unlink(missing_ok=True)
    elif kind == "rename" and file.exists():
        file.replace(root / f"content/e/a{(number + 1) % 6}.md")
    elif kind == "break":
        write(root, f"e/a{number}.md", f"---\ntitle: {text}\ndate: never\n")
    else:
        write(root, f"e/a{number}.md", article(f"Title {number}", text))


def _settled(root, clean):
    """The preview's folder becomes equal to a clean build, at the latest with its next build."""
    preview = root / ".sitegen/preview"
    wanted = _tree(clean)
    for _ in range(400):
        if _tree(preview) == wanted:
            return
        time.sleep(0.05)
    assert _tree(preview) == wanted


def _tree(folder):
    found = {}
    for path in folder.rglob("*"):
        try:
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
        except OSError:
            continue
    return found
