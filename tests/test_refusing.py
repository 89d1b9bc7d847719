"""Which files are not published for what they hold, and which are."""

import pytest

from sitegen import refusing
from sitegen.files import Found


@pytest.mark.parametrize(
    "head",
    [
        b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl",
        b"-----BEGIN PRIVATE KEY-----\r\nMIIE",
        b"-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n-----BEGIN RSA PRIVATE KEY-----\n",
        b"-----BEGIN PGP PRIVATE KEY BLOCK-----\n",
        b"PuTTY-User-Key-File-3: ssh-ed25519\n",
        b"# created: 2019\nAGE-SECRET-KEY-1QQQ\n",
    ],
)
@pytest.mark.parametrize("path", ["2019/id_ed25519", "key.pem", "notes.txt"])
def test_private_keys_are_not_published(path, head):
    problem = refusing.by_content(path, head, lambda: head)
    assert problem is not None
    assert (problem.code, problem.path) == ("refused-file", f"content/{path}")
    assert "private keys" in problem.message


@pytest.mark.parametrize("name", ["site.env", "KEYS.P12", "2019/passwords.kdbx"])
def test_stores_of_passwords_are_known_by_name(name):
    assert refusing.by_name(Found(name, (1, 0, 0))) is not None


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("case #1.pdf", "case 1.pdf"),
        ("Fig: 1.png", "Fig 1.png"),
        ("2019/Fig: 1.png", ""),
        ("at 10:30.png", ""),
    ],
)
def test_a_name_that_no_address_can_hold_is_told_with_a_better_one(name, better):
    problem = refusing.by_name(Found(name, (1, 0, 0)))
    assert (problem.hint if problem else "") == (better and f"name it {better}")


@pytest.mark.parametrize(
    "head",
    [
        b"-----BEGIN PUBLIC KEY-----\n",
        b"-----BEGIN CERTIFICATE-----\n",
        b"ssh-ed25519 AAAA",
        b"A PRIVATE KEY",
    ],
)
def test_what_everybody_may_have_is_published(head):
    assert refusing.by_content("2019/key.txt", head, lambda: head) is None
