"""The list of checksums, what differs from it, and its signatures."""

import hashlib
import json
import os
import shutil
import stat
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import integrity, signing
from sitegen.cli.main import run
from sitegen.integrity import Verification

NAMES = {
    "index.html": b"home",
    "2019/river/index.html": b"river",
    "static/style.css": b"",
    "a b/\u0622\u0628.txt": b"x",
}


def sha(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def site(tmp_path):
    root = tmp_path / "output"
    for path, data in NAMES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    rows = {path: sha(data) for path, data in NAMES.items()}
    (root / "SHA256SUMS").write_text(integrity.checksums(rows), encoding="utf-8")
    (root / ".sitegen-output").touch()
    return root


def test_checksums_are_sorted_lines_as_sha256sum_writes_them():
    assert integrity.checksums({"b": "2" * 64, "a c": "1" * 64}) == f"{'1' * 64}  a c\n{'2' * 64}  b\n"


def test_odd_names_are_escaped_as_sha256sum_does():
    assert integrity.checksums({"a\nb\\c": "1" * 64}) == "\\" + "1" * 64 + "  a\\nb\\\\c\n"


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs GNU coreutils")
def test_sha256sum_reads_the_list_and_writes_the_same(tmp_path):
    for name in ("plain", "with space", "back\\slash", "new\nline", "\u0622\u0628"):
        (tmp_path / name).write_bytes(name.encode())
    names = sorted(path.name for path in tmp_path.iterdir())
    listed = integrity.checksums({name: sha(name.encode()) for name in names})
    theirs = subprocess.run(["sha256sum", "--", *names], cwd=tmp_path, capture_output=True, check=True).stdout
    assert sorted(theirs.decode().splitlines()) == sorted(listed.splitlines())
    (tmp_path / "SHA256SUMS").write_text(listed, encoding="utf-8")
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert integrity.verify(tmp_path).ok


@given(
    st.dictionaries(
        st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1), st.binary()
    )
)
def test_any_names_are_read_as_they_were_written(files):
    digests = {path: sha(data) for path, data in files.items() if path not in {".", ".."}}
    assert integrity.parse(integrity.checksums(digests)) == (digests, ())


@given(st.text())
def test_any_text_is_read(text):
    digests, bad = integrity.parse(text)
    assert all(len(digest) == 64 for digest in digests.values())
    assert len(bad) <= len(text.split("\n"))


def test_lines_that_lead_out_or_say_nothing_are_told():
    text = f"{'0' * 64}  ../secret\n{'0' * 64}  /etc/passwd\n\nhello\n{'0' * 63}  a\n{'A' * 64} *./b\r\n"
    assert integrity.parse(text) == ({"b": "a" * 64}, (1, 2, 4, 5))


def test_a_whole_copy(site):
    assert integrity.verify(site) == Verification(checked=4)
    assert integrity.verify(site).ok


def test_what_differs_is_told_all_at_once(site):
    (site / "index.html").write_bytes(b"hone")
    (site / "static/style.css").unlink()
    (site / "added.html").touch()
    with (site / "SHA256SUMS").open("a") as file:
        file.write("nonsense\n")
    found = integrity.verify(site)
    assert found == Verification(
        checked=4,
        missing=("static/style.css",),
        changed=("index.html",),
        extra=("added.html",),
        bad_lines=(5,),
    )
    assert not found.ok


def test_hidden_files_are_the_server_s_or_git_s(site):
    (site / ".htaccess").touch()
    (site / ".git/objects").mkdir(parents=True)
    (site / ".git/objects/x").touch()
    (site / "2019/.sitegen-half").touch()
    (site / "SHA256SUMS.sig").touch()
    assert integrity.verify(site).ok


def test_a_link_to_a_folder_is_foreign(site, tmp_path):
    (site / "more").symlink_to(tmp_path, target_is_directory=True)
    assert integrity.verify(site).extra == ("more",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_told_as_such(site):
    (site / "index.html").chmod(0)
    assert integrity.verify(site).unreadable == ("index.html",)


def test_a_folder_in_a_file_s_place_is_missing(site):
    (site / "index.html").unlink()
    (site / "index.html").mkdir()
    assert integrity.verify(site).missing == ("index.html",)


def test_without_a_list_there_is_nothing_to_compare(tmp_path):
    with pytest.raises(integrity.NoChecksumsError, match="SHA256SUMS"):
        integrity.verify(tmp_path)
    with pytest.raises(integrity.NoChecksumsError):
        integrity.verify(tmp_path / "nowhere")


def test_an_empty_list_is_none(tmp_path):
    (tmp_path / "SHA256SUMS").touch()
    with pytest.raises(integrity.NoChecksumsError, match="no file is named in"):
        integrity.verify(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(site):
    (site / "index.html").unlink()
    os.mkfifo(site / "index.html")
    assert integrity.verify(site) == Verification(4, unreadable=("index.html",))
    (site / "SHA256SUMS").unlink()
    os.mkfifo(site / "SHA256SUMS")
    with pytest.raises(integrity.NoChecksumsError, match="cannot read the list"):
        integrity.verify(site)


# --- the command ---------------------------------------------------------------------------------


def test_the_command_says_that_all_is_well(site, capsys):
    assert run(["verify", str(site)]) == 0
    out = capsys.readouterr()
    assert out.out == ""
    assert "4 files: all there" in out.err


def test_the_command_looks_into_the_archive_s_output(site, capsys, monkeypatch):
    monkeypatch.chdir(site.parent)
    assert run(["verify"]) == 0
    assert run(["verify", "."]) == 0


def test_the_command_looks_into_the_copy_that_it_stands_in(site, capsys, monkeypatch):
    monkeypatch.chdir(site)
    assert run(["verify"]) == 0
    (site / "extra.html").touch()
    assert run(["verify"]) == 1
    assert capsys.readouterr().out == "extra: extra.html\n"


def test_the_command_names_what_differs(site, capsys):
    (site / "index.html").unlink()
    (site / "x\x1b[31m.html").touch()
    assert run(["verify", str(site)]) == 1
    out = capsys.readouterr()
    assert out.out == "missing: index.html\nextra: x\\x1b[31m.html\n"
    assert "1 missing, 1 extra" in out.err


def test_the_command_s_json(site, capsys):
    (site / os.fsdecode(b"bad\xff.html")).touch()
    assert run(["verify", "--json", str(site)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report == {
        "version": 1, "ok": False, "checked": 4, "missing": [], "changed": [], "extra": ["bad\\udcff.html"],
        "unreadable": [], "bad_lines": [], "signature": None,
    }  # fmt: skip


def test_the_command_without_a_list(tmp_path, capsys):
    assert run(["verify", "--json", str(tmp_path)]) == 1
    out = capsys.readouterr()
    assert json.loads(out.out)["ok"] is False
    assert "there is no list" in out.err


# --- signatures ----------------------------------------------------------------------------------

needs_ssh = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs OpenSSH")


@pytest.fixture
def key(tmp_path):
    return new_key(tmp_path / "editors")


def new_key(path, passphrase="", kind="ed25519"):
    command = ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "editors@example.org", "-f", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def public(key):
    return key.with_name(f"{key.name}.pub")


@needs_ssh
def test_an_ssh_signature_holds(key):
    made, problem = signing.sign_ssh(b"list", key)
    assert problem is None
    assert signing.check_ssh(b"list", made, public(key)).valid is True
    assert signing.check_ssh(b"list", made).valid is None
    assert signing.check_ssh(b"list", made).signer.startswith("SHA256:")


@needs_ssh
def test_an_ssh_signature_of_other_bytes_does_not_hold(key):
    made, _ = signing.sign_ssh(b"list", key)
    assert signing.check_ssh(b"lost", made, public(key)).valid is False
    assert signing.check_ssh(b"lost", made).valid is False
    assert signing.check_ssh(b"list", b"no signature", public(key)).valid is False


@needs_ssh
def test_an_ssh_signature_of_another_key_does_not_hold(key, tmp_path):
    made, _ = signing.sign_ssh(b"list", key)
    signed = signing.check_ssh(b"list", made, public(new_key(tmp_path / "other")))
    assert signed.valid is False
    assert "another key" in signed.fault


@needs_ssh
def test_a_signature_for_another_purpose_does_not_hold(key):
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", "file"]
    made = subprocess.run(command, input=b"list", capture_output=True, check=True).stdout
    assert signing.check_ssh(b"list", made, public(key)).valid is False


@needs_ssh
def test_a_file_of_allowed_signers_is_a_key_too(key, tmp_path):
    made, _ = signing.sign_ssh(b"list", key)
    signers = tmp_path / "allowed_signers"
    kind, blob = public(key).read_text().split()[:2]
    signers.write_text(f'# ours\nThe-Editors namespaces="sitegen" {kind} {blob}\n')
    assert signing.check_ssh(b"list", made, signers).valid is True
    signers.write_text("")
    assert signing.check_ssh(b"list", made, signers).valid is False


@needs_ssh
def test_a_signature_that_holds_is_kept(tmp_path):
    key = new_key(tmp_path / "ecdsa", kind="ecdsa")
    made, _ = signing.sign_ssh(b"list", key)
    assert signing.sign_ssh(b"list", key)[0] != made  # this kind of key never signs twice alike
    assert signing.sign_ssh(b"list", key, known=made)[0] == made
    assert signing.sign_ssh(b"lost", key, known=made)[0] != made


@needs_ssh
def test_a_key_that_asks_for_a_passphrase_is_a_problem_not_a_question(tmp_path, monkeypatch):
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    made, problem = signing.sign_ssh(b"list", new_key(tmp_path / "locked", passphrase="secret phrase"))
    assert made is None
    assert problem.code == "signing-failed"
    assert "ssh-agent" in problem.hint


@pytest.mark.parametrize("sign", [signing.sign_ssh, signing.sign_minisign])
def test_a_missing_key_is_a_problem(tmp_path, sign):
    made, problem = sign(b"list", tmp_path / "none")
    assert made is None
    assert str(tmp_path / "none") in problem.message
    assert problem.hint


def test_a_missing_program_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "key").touch()
    assert "ssh-keygen is not installed" in signing.sign_ssh(b"list", tmp_path / "key")[1].message
    assert "minisign is not installed" in signing.sign_minisign(b"list", tmp_path / "key")[1].message
    assert signing.check_ssh(b"list", b"sig").valid is False


@pytest.fixture
def minisign(tmp_path, monkeypatch):
    """A stand-in with Minisign's options, for machines without it: “signs” with a digest."""
    program = tmp_path / "bin" / "minisign"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        "while [ $# -gt 0 ]; do case $1 in -S|-V|-q) mode=$mode$1;; -s|-p) key=$2; shift;; -m) m=$2; shift;;"
        " -x) x=$2; shift;; -c|-t) shift;; esac; shift; done\n"
        'made=$(cat "$m" | sha256sum)\n'
        'case $mode in *-S*) echo "$made" > "$x";; *) [ "$made" = "$(cat "$x")" ] || exit 1;; esac\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    key = tmp_path / "minisign.pub"
    key.write_text("untrusted comment: minisign public key\nRWQ\n")
    return key


def test_minisign_is_called_with_its_options(minisign, site):
    data = (site / "SHA256SUMS").read_bytes()
    made, problem = signing.sign_minisign(data, minisign)
    assert problem is None
    (site / "SHA256SUMS.minisig").write_bytes(made)
    assert run(["verify", str(site), "--key", str(minisign)]) == 0
    (site / "SHA256SUMS.minisig").write_bytes(b"x")
    assert run(["verify", str(site), "--key", str(minisign)]) == 1


@needs_ssh
def test_the_command_checks_the_signature(site, key, tmp_path, capsys):
    data = (site / "SHA256SUMS").read_bytes()
    assert run(["verify", str(site), "--key", str(public(key))]) == 1
    assert "there is no signature" in capsys.readouterr().err
    (site / "SHA256SUMS.sig").write_bytes(signing.sign_ssh(data, key)[0])
    assert run(["verify", str(site), "--key", str(public(key))]) == 0
    assert "The signature holds" in capsys.readouterr().err
    assert run(["verify", str(site)]) == 0
    assert "name the editors' key" in capsys.readouterr().err
    assert run(["verify", str(site), "--key", str(public(new_key(tmp_path / "other")))]) == 1
    assert "does NOT hold" in capsys.readouterr().err


@needs_ssh
def test_a_list_altered_together_with_a_file_is_found_by_the_signature(site, key):
    list_ = site / "SHA256SUMS"
    (site / "SHA256SUMS.sig").write_bytes(signing.sign_ssh(list_.read_bytes(), key)[0])
    (site / "index.html").write_bytes(b"forged")
    list_.write_text(list_.read_text().replace(sha(b"home"), sha(b"forged")))
    assert integrity.verify(site).ok
    assert run(["verify", str(site)]) == 1
