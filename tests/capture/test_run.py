"""Whole runs from the command line: options, exit codes, broken off and taken up again, WARC and WACZ."""

import errno
import gzip
import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from functools import partial

import pytest
from archive import file_of, keep, run, snapshot, tweet_url, write_archive
from warcio.archiveiterator import ArchiveIterator

from fakes.internet import Reply, status, tweet
from sitegen.cache import LockedError
from sitegen.capture.store import opened_store
from sitegen.capture.warc import PIECE, recover
from sitegen.capture.wayback import Keys
from sitegen.cli.capture import summary
from sitegen.network import Ask

NUMBERS = [str(number) for number in range(100, 160)]


@pytest.fixture
def capturing(sitegen):
    """Run the command."""
    return partial(sitegen, "capture")


def started(*arguments):
    """Run the command as a process."""
    command = [sys.executable, "-m", "sitegen", "capture", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def many(tmp_path, internet):
    """An archive of sixty posts, all live."""
    write_archive(tmp_path, "\n\n".join(map(tweet_url, NUMBERS)))
    internet.posts |= {number: tweet(number, f"Post {number}") for number in NUMBERS}
    return tmp_path


def kept(root):
    return {file.stem for file in (root / "content/_snapshots/x").glob("[!.]*.json")}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_broken_off_is_taken_up_where_it_stopped(many, internet, capturing, how):
    internet.latency = 0.1
    command = [sys.executable, "-m", "sitegen", "capture", str(many), "--posts", *internet.options("x")]
    first = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while len(internet.asked) < 20 and time.monotonic() < deadline:
        time.sleep(0.02)
    first.send_signal(how)
    _, errors = first.communicate(timeout=20)
    assert "Traceback" not in errors
    assert first.returncode == (130 if how == signal.SIGINT else -signal.SIGKILL)
    before = kept(many)
    assert 0 < len(before) < len(NUMBERS)
    for number in before:
        assert snapshot(many, f"x/{number}")["text"] == f"Post {number}"
    internet.latency = 0
    asked = len(internet.asked)
    second = capturing(many, "--posts", "--json", *internet.options("x"))
    assert second.returncode == 0, second.stderr
    assert kept(many) == set(NUMBERS)
    again = {path.partition("status%2F")[2][:3] for path in internet.asked[asked:]}
    assert again.isdisjoint(before)
    assert not list((many / "content").rglob(".sitegen-*"))


def test_a_report_for_scripts(many, internet, capturing):
    internet.posts["100"] = status(404)
    done = capturing(many, "--posts", "--json", *internet.options("x"))
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["version"] == 1
    assert (report["posts"]["captured"], report["posts"]["deleted"]) == (59, 1)
    [problem] = report["problems"]
    assert set(problem) == {"severity", "code", "path", "line", "column", "message", "hint"}
    assert problem["code"] == "post-lost"


def test_a_faulty_snapshot_makes_the_exit_code_1(many, internet, capturing):
    keep(many, "x/100").write_text("{")
    done = capturing(many, "--posts", *internet.options("x"))
    assert done.returncode == 1
    assert "content/_snapshots/x/100.json:1:2: error:" in done.stderr
    assert len(kept(many)) == len(NUMBERS)


@pytest.mark.parametrize(
    "value", ["x", "x=", "x=ftp://example.org", "twiter=http://127.0.0.1:1", "=http://a.example"]
)
def test_an_endpoint_that_is_none_is_wrong_usage(many, value, capturing):
    done = capturing(many, "--endpoint", value)
    assert done.returncode == 2
    assert "--endpoint" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_an_archive_is_wrong_usage(tmp_path, capturing):
    done = capturing(tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_dry_run_prints_what_would_be_asked(many, internet, capturing):
    done = capturing(many, "--dry-run", *internet.options("x"))
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == len(NUMBERS)
    assert done.stdout.startswith("post x/100 http://127.0.0.1")
    assert internet.asked == []


def test_an_endpoint_may_be_given_with_its_path(tmp_path, internet, capturing):
    write_archive(tmp_path, tweet_url(7))
    internet.posts["7"] = tweet("7", "Hello")
    done = capturing(tmp_path, "--posts", "--endpoint", f"twitter={internet.url}/x/oembed")
    assert done.returncode == 0, done.stderr
    assert snapshot(tmp_path, "x/7")["text"] == "Hello"


def test_one_run_at_a_time(many, internet):
    with opened_store(many), pytest.raises(LockedError, match="another capture"):
        run(many, internet)
    assert internet.asked == []
    assert run(many, internet).posts["captured"] == len(NUMBERS)


def test_a_dry_run_leaves_the_ledger_as_it_is_written(tmp_path, internet):
    write_archive(tmp_path, "Words.", sources="  - https://press.example.org/report\n")
    ledger = tmp_path / "content/_snapshots/sources.json"
    ledger.parent.mkdir()
    ledger.write_text('{"sources":{"https://press.example.org/report":{}}}')
    run(tmp_path, internet, sources=True, dry_run=True)
    assert ledger.read_text() == '{"sources":{"https://press.example.org/report":{}}}'


# --- WARC and WACZ -------------------------------------------------------------------------------


def warcs(root):
    return sorted((root / "content/_snapshots/warc").glob("*.warc.gz"))


def records(file):
    with file.open("rb") as opened:
        for record in ArchiveIterator(opened, check_digests="raise"):
            yield (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.content_stream().read(),
            )


def test_every_answer_of_a_run_is_kept_as_warc(many, internet):
    internet.posts["100"] = status(404, "gone")
    run(many, internet, warc=True, services=("x",))
    [file] = warcs(many)
    found = list(records(file))
    assert [kind for kind, _, _ in found].count("response") == 60
    assert [kind for kind, _, _ in found].count("request") == 60
    assert b"gone" in {body for _, _, body in found}
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_warc_of_a_broken_run_is_sound_up_to_its_last_record(many, internet):
    run(many, internet, warc=True, services=("x",))
    [file] = warcs(many)
    data = file.read_bytes()
    file.unlink()
    broken = file.with_name(file.name + ".open")
    broken.write_bytes(data[: len(data) // 2])
    run(many, internet, warc=True, services=("x",), now=datetime(2024, 5, 5, tzinfo=UTC))
    assert len(warcs(many)) == 2
    for found in warcs(many):
        assert len(list(records(found))) > 3
    assert not broken.exists()


def test_two_runs_of_one_second_keep_both_their_warcs(many, internet):
    """The second replaced the first, and with it what only that was answered."""
    for _ in range(3):
        run(many, internet, warc=True, services=("x",))
    assert [len(list(records(file))) for file in warcs(many)] == [121, 121, 121]


def test_a_long_warc_of_a_broken_run_is_mended_in_a_moment(tmp_path):
    """zlib copies all that follows a member: 4,000 of them in 50 MB took minutes."""
    member = gzip.compress(bytes(25_000), 0)
    broken = tmp_path / "capture-1.warc.gz.open"
    broken.write_bytes(member * 2_000 + member[:-1])
    begun = time.process_time()
    recover(tmp_path)
    assert time.process_time() - begun < 5
    assert (tmp_path / "capture-1.warc.gz").stat().st_size == 2_000 * len(member)


def test_a_full_disk_ends_a_run_that_records_and_leaves_whole_records(many, internet, monkeypatch):
    """The posts seemed not to answer, and the file could not be read past half a record."""
    room = [8_000]

    def write_some(handle, data):
        if len(data) > room[0]:
            os.write(handle, data[: room[0]])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        room[0] -= os.write(handle, data)

    monkeypatch.setattr("sitegen.capture.warc.write_all", write_some)
    with pytest.raises(OSError, match="No space left") as caught:
        run(many, internet, warc=True, services=("x",))
    [file] = warcs(many)
    assert caught.value.filename == str(file)
    assert len(list(records(file))) > 3
    gzip.decompress(file.read_bytes())


@pytest.mark.parametrize("extra", range(-2, 3))
def test_the_records_of_a_broken_warc_may_end_between_two_pieces(tmp_path, extra):
    empty = len(gzip.compress(b"", 0))
    member = gzip.compress(bytes(PIECE // 2 - empty + extra), 0)
    (tmp_path / "capture-1.warc.gz.open").write_bytes(member * 4 + b"\x1f")
    recover(tmp_path)
    assert (tmp_path / "capture-1.warc.gz").read_bytes() == member * 4


def test_a_run_that_is_answered_nothing_leaves_no_warc(tmp_path, internet, capturing):
    write_archive(tmp_path, "Words.")
    done = capturing(tmp_path, "--posts", "--wacz", tmp_path / "evidence.wacz")
    assert done.returncode == 0, done.stderr
    assert "No answer was recorded" in done.stderr
    assert "evidence.wacz was not written" in done.stderr
    assert not [path for path in tmp_path.rglob("*") if "warc" in path.name or path.suffix == ".wacz"]


def test_answers_that_are_not_in_the_warc_are_counted(tmp_path, internet):
    write_archive(tmp_path, f"{tweet_url(100)}\n\n{tweet_url(101)}")
    internet.posts |= {"100": tweet("100", "Post"), "101": Reply(body=b"x" * 2_100_000)}
    report = run(tmp_path, internet, warc=True, services=("x",))
    assert report.figures()["warc"] == {"kept": 1, "left_out": 1}
    assert summary(report).endswith(
        "1 answer recorded\n1 answer not recorded, which broke off or were too large"
    )


def test_a_warc_holds_no_key(tmp_path, internet):
    write_archive(tmp_path, "Words.", sources="  - https://press.example.org/report\n")
    keys = Keys("access-example", "secret-example")
    run(tmp_path, internet, posts=False, sources=True, warc=True, services=("cdx", "spn"), keys=keys)
    [file] = warcs(tmp_path)
    text = gzip.decompress(file.read_bytes())
    assert b"/spn/save" in text
    assert b"secret-example" not in text
    assert b"access-example" not in text


def test_wacz_by_its_specification(many, internet, capturing):
    done = capturing(many, "--posts", "--warc", *internet.options("x"))
    assert done.returncode == 0, done.stderr
    target = many / "evidence.wacz"
    done = capturing(many, "--wacz", target)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(target) as wacz:
        assert wacz.testzip() is None
        names = wacz.namelist()
        package = json.loads(wacz.read("datapackage.json"))
        assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
        assert {item["path"] for item in package["resources"]} | {
            "datapackage.json", "datapackage-digest.json"
        } == set(names)  # fmt: skip
        for item in package["resources"]:
            data = wacz.read(item["path"])
            assert item["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            assert item["bytes"] == len(data)
            assert re.fullmatch(r"[-a-z0-9._/]+", item["name"])  # as the Data Package schema asks
        for info in wacz.infolist():
            if info.filename.startswith("archive/"):
                assert info.compress_type == zipfile.ZIP_STORED
        pages = [json.loads(line) for line in wacz.read("pages/pages.jsonl").splitlines()]
        assert (pages[0]["format"], pages[0]["id"]) == ("json-pages-1.0", "pages")
        assert len(pages) == 61
        lines = gzip.decompress(wacz.read("indexes/index.cdx.gz")).decode().splitlines()
        assert lines == sorted(lines)
        assert len(lines) == 60
        check_idx(wacz, lines[0])
        digest = json.loads(wacz.read("datapackage-digest.json"))
        assert digest["hash"] == "sha256:" + hashlib.sha256(wacz.read("datapackage.json")).hexdigest()
        check_offsets(wacz, lines)


def test_a_dry_run_packs_nothing_and_json_is_one_object(many, internet, capturing):
    run(many, internet, warc=True)
    target = many / "evidence.wacz"
    assert (capturing(many, "--dry-run", "--wacz", target).returncode, target.exists()) == (0, False)
    told = json.loads(capturing(many, "--dry-run", "--json", "--wacz", target).stdout)
    assert (told["wacz"], told["dry_run"]) == ({"file": str(target), "warcs": 1}, True)
    assert json.loads(capturing(many, "--json", "--wacz", target).stdout)["wacz"]["warcs"] == 1
    assert target.exists()
    told = json.loads(capturing(many, "--media", "--json", "--wacz", target).stdout)
    assert (told["wacz"]["file"], told["media"]["wanted"]) == (str(target), 0)


def check_idx(wacz, first):
    """The index of the compressed index, without which players find nothing: one block, all of it."""
    index = wacz.read("indexes/index.cdx.gz")
    meta, block = wacz.read("indexes/index.idx").decode().splitlines()
    assert meta == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    key, stamp, data = block.split(" ", 2)
    assert [key, stamp] == first.split(" ")[:2]
    digest = f"sha256:{hashlib.sha256(index).hexdigest()}"
    assert json.loads(data) == {"offset": 0, "length": len(index), "digest": digest}


def check_offsets(wacz, lines):
    """Each line of the index leads to its record."""
    for line in lines:
        data = json.loads(line.split(" ", 2)[2])
        warc = wacz.read(f"archive/{data['filename']}")
        start = int(data["offset"])
        [record] = ArchiveIterator(io.BytesIO(warc[start : start + int(data["length"])]))
        assert record.rec_headers.get_header("WARC-Target-URI") == data["url"]


def test_wacz_without_warc_is_wrong_usage(many, capturing):
    done = capturing(many, "--wacz", many / "evidence.wacz")
    assert done.returncode == 2
    assert "--warc" in done.stderr


def test_nothing_of_a_capture_is_published(many, internet, sitegen):
    sitegen("capture", many, "--posts", "--warc", *internet.options("x"))
    done = sitegen("build", many)
    assert done.returncode == 0, done.stderr
    published = [path.name for path in (many / "output").rglob("*")]
    assert not [name for name in published if "warc" in name or name.startswith("_snap")]
    page = (many / "output/2022/river/index.html").read_text()
    assert page.count('data-status="live"') == 60
    assert "Post 100" in page


def test_a_slow_server_does_not_hold_a_run_for_ever(tmp_path, internet):
    assert Ask("https://example.org/").seconds <= 60
    write_archive(tmp_path, tweet_url(7))
    internet.posts["7"] = Reply(body=b"x" * 100, drip=0.02)
    report = run(tmp_path, internet, services=("x",))
    assert report.posts["unknown"] == 1
    assert not file_of(tmp_path, "x/7").exists()


def test_the_progress_bar_stays_out_of_pipes(many, internet, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    done = started(many, "--posts", *internet.options("x"))
    assert "\x1b[" not in done.stdout + done.stderr
    assert done.stderr == "60 posts: 60 captured, 0 written down, 0 kept, 0 without words\n"


def test_an_archive_without_posts_and_sources_is_told_so(tmp_path, capturing):
    done = capturing(write_archive(tmp_path, "Words."))
    assert (done.returncode, done.stderr) == (0, "There is nothing to capture.\n")
