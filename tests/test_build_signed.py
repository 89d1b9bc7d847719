"""`build --sign` and `--swap`: the list of checksums signed, the site published by one rename."""

import re
import shutil
import subprocess
from html import unescape

import pytest
from click.testing import CliRunner

from sitegen import integrity, signing
from sitegen.cli.build import command

ARTICLE = "---\ntitle: River\ndate: 2019-05-01\n---\nText.\n"


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text(
        "title: Sample\nbase_url: https://a.example.org/\nsearch: false\n"
    )
    (tmp_path / "content/river.md").write_text(ARTICLE)
    return tmp_path


@pytest.fixture
def key(tmp_path):
    if not shutil.which("ssh-keygen"):
        pytest.skip("needs ssh-keygen")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key"], check=True)
    return tmp_path / "key"


def build(site, *more):
    return CliRunner().invoke(command, [str(site), "--jobs", "1", *map(str, more)], standalone_mode=False)


def holds(folder, key):
    data = (folder / integrity.NAME).read_bytes()
    return signing.check_ssh(data, (folder / signing.SSH_NAME).read_bytes(), key.with_suffix(".pub")).valid


def test_the_list_is_signed_and_signed_anew_when_it_changes(site, key):
    build(site, "--sign", key)
    assert holds(site / "output", key)
    (site / "content/river.md").write_text(ARTICLE.replace("Text", "Other text"))
    build(site, "--sign", key)
    assert holds(site / "output", key)
    assert integrity.verify(site / "output").ok


def test_a_build_without_key_leaves_no_signature_of_another_list(site, key):
    build(site, "--sign", key)
    (site / "content/bad.md").write_text("---\ntitle: Bad\ndate: never\n---\n")
    build(site)
    assert not (site / "output" / signing.SSH_NAME).exists()


def test_a_key_that_cannot_be_read_is_an_error_and_the_site_is_built(site):
    assert build(site, "--sign", site / "none").return_value == 1
    assert integrity.verify(site / "output").ok


def test_the_page_names_no_signature_that_could_not_be_made(site):
    (site / "key").write_text("no key")
    assert build(site, "--sign", site / "key").return_value == 1
    assert "editors.pub" not in (site / "output/verify/index.html").read_text()


def test_a_generation_is_published_whole_or_not_at_all(site):
    build(site, "--swap")
    first = (site / "output").resolve()
    assert integrity.verify(first).ok
    (site / "content/bad.md").write_text("---\ntitle: Bad\ndate: never\n---\n")
    assert build(site, "--swap").return_value == 1
    assert (site / "output").resolve() == first
    (site / "content/bad.md").unlink()
    build(site, "--swap")
    assert (site / "output").resolve() != first
    assert integrity.verify(site / "output").ok


def test_an_error_of_any_kind_keeps_the_last_generation_in_place(site):
    build(site, "--swap")
    first = (site / "output").resolve()
    kept = site / "content/_snapshots/x/1500000000000000001.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("{}\n=======\n")
    assert build(site, "--swap").return_value == 1
    assert (site / "output").resolve() == first
    kept.write_text('{"status": 5}')
    assert build(site, "--swap").return_value == 1
    assert (site / "output").resolve() == first


def test_the_page_says_how_to_check_the_signature_where_there_is_one(site, key):
    build(site, "--sign", key)
    page = site / "output/verify/index.html"
    commands = [
        unescape(code) for code in re.findall(r"<pre[^>]*><code>(.*?)</code>", page.read_text(), re.DOTALL)
    ]
    shutil.copy(key.with_suffix(".pub"), site / "output/editors.pub")
    ran = subprocess.run(
        ["sh", "-c", commands[-1]], cwd=site / "output", capture_output=True, text=True, check=False
    )
    assert ran.stdout.startswith('Good "sitegen" signature for editors'), ran.stderr
    with (site / "output/SHA256SUMS").open("a") as file:
        file.write("\n")
    assert subprocess.run(["sh", "-c", commands[-1]], cwd=site / "output", check=False).returncode
    build(site)
    assert "editors.pub" not in page.read_text()


def test_the_key_may_be_saved_in_the_copy_that_is_verified(site, key, sitegen):
    """Whoever followed /verify/ to the letter was told of an extra file."""
    sitegen("build", site, "--sign", key)
    saved = site / "output/editors.pub"
    shutil.copy(key.with_suffix(".pub"), saved)
    done = sitegen("verify", site / "output", "--key", saved)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sitegen("verify", site / "output").returncode == 1
