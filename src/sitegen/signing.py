"""Detached signatures of `SHA256SUMS`, made with the keys and programs that editors already have.

OpenSSH (8.2 or later): `ssh-keygen -Y sign`, format in OpenSSH's PROTOCOL.sshsig. Minisign: its
own format. Neither program is needed to build a site that is not signed, nor to check its list.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sitegen.integrity import SIGNATURES
from sitegen.problems import Problem, error

NAMESPACE = "sitegen"
"""What SSH signatures are made for, so that none of another kind can be passed off as one."""
TIMEOUT = 60
PLACE = "--sign"
SSH_NAME, MINISIGN_NAME = SIGNATURES

Kind = Literal["ssh", "minisign"]


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature says. `valid` is None where no key was given to check it against."""

    valid: bool | None
    signer: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Ran:
    code: int
    out: bytes
    said: str


def name_for(key: Path) -> str:
    """The name of the file that a signature by this key is kept in. Raises `OSError` if it cannot be read."""
    minisign = key.expanduser().read_bytes().startswith(b"untrusted comment:")
    return MINISIGN_NAME if minisign else SSH_NAME


def signature_of(data: bytes, key: Path, folder: Path) -> tuple[dict[str, bytes], Problem | None]:
    """The signature, by its file's name, of a list that will stand in `folder`; the last may stand there."""
    key = key.expanduser()
    try:
        name = name_for(key)
    except OSError as fault:
        hint = "name a private SSH key (--sign ~/.ssh/id_ed25519) or a Minisign key"
        return {}, _fault(f"{key} cannot be read ({fault.strerror})", hint)
    sign = sign_minisign if name == MINISIGN_NAME else sign_ssh
    last = folder / name
    made, problem = sign(data, key, last.read_bytes() if last.is_file() else None)
    return ({name: made} if made else {}), problem


def sign_ssh(data: bytes, key: Path, known: bytes | None = None) -> tuple[bytes | None, Problem | None]:
    """The signature (`SHA256SUMS.sig`) by a private key, or by an agent if `key` is a public one.

    `known` is the signature of the last build, kept if it still holds: some keys sign differently each time.
    """
    if not key.is_file():
        return None, _fault(f"there is no key {key}", "name an SSH key: --sign ~/.ssh/id_ed25519")
    if known and _ssh_holds(data, key, known):
        return known, None
    ran = _run(["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE], data)
    if ran.code or not ran.out.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        hint = "a key with a passphrase needs ssh-agent: run ssh-add first, or sign with a key without one"
        return None, _fault(ran.said or "ssh-keygen made no signature", hint)
    return ran.out, None


def sign_minisign(data: bytes, key: Path, known: bytes | None = None) -> tuple[bytes | None, Problem | None]:
    """The signature (`SHA256SUMS.minisig`) by a Minisign key without a password (`minisign -GW`)."""
    if not key.is_file():
        return None, _fault(f"there is no key {key}", "name a Minisign key: --sign sitegen.key")
    with tempfile.TemporaryDirectory(prefix="sitegen-sign-") as folder:
        message, signature = Path(folder) / "SHA256SUMS", Path(folder) / "SHA256SUMS.minisig"
        message.write_bytes(data)
        command = ["minisign", "-S", "-s", str(key), "-m", str(message), "-x", str(signature)]
        ran = _run([*command, "-c", "signature by sitegen", "-t", "SHA256SUMS"], b"")
        if ran.code or not signature.is_file():
            hint = "the key must have no password: make one with minisign -G -W"
            return None, _fault(ran.said or "minisign made no signature", hint)
        made = signature.read_bytes()
    return (known if known == made else made), None


def check_ssh(data: bytes, signature: bytes, key: Path | None = None) -> Signed:
    """Check `SHA256SUMS.sig` against a public key (or a file of allowed signers).

    Without a key, only that it is a sound signature of these bytes, and by which key it was made.
    """
    with tempfile.TemporaryDirectory(prefix="sitegen-verify-") as folder:
        sig = Path(folder) / "SHA256SUMS.sig"
        sig.write_bytes(signature)
        sound = _run(["ssh-keygen", "-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(sig)], data)
        signer = _signer(sound.out.decode("utf-8", "replace"))
        if sound.code:
            return Signed(False, signer, sound.said or "the signature does not fit the list")
        if key is None:
            return Signed(None, signer)
        try:
            allowed, names = _allowed(key.read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            return Signed(False, signer, f"{key} cannot be read ({fault})")
        signers = Path(folder) / "allowed_signers"
        signers.write_text(allowed, encoding="utf-8")
        command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-n", NAMESPACE, "-s", str(sig), "-I"]
        holds = any(_run([*command, name], data).code == 0 for name in names)
    return Signed(holds, signer, "" if holds else "it was made with another key")


def check_minisign(data: bytes, signature: bytes, key: Path) -> Signed:
    """Check `SHA256SUMS.minisig` against a public key of Minisign."""
    with tempfile.TemporaryDirectory(prefix="sitegen-verify-") as folder:
        message, sig = Path(folder) / "SHA256SUMS", Path(folder) / "SHA256SUMS.minisig"
        message.write_bytes(data)
        sig.write_bytes(signature)
        ran = _run(["minisign", "-V", "-q", "-p", str(key), "-m", str(message), "-x", str(sig)], b"")
    fault = ran.said or "it does not fit the list, or was made with another key"
    return Signed(ran.code == 0, str(key), fault if ran.code else "")


def _ssh_holds(data: bytes, key: Path, signature: bytes) -> bool:
    """Whether a signature holds, and was made by this key. Without the public half beside it: no."""
    public = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    return public.is_file() and check_ssh(data, signature, public).valid is True


def _allowed(text: str) -> tuple[str, tuple[str, ...]]:
    """A public key as a file of allowed signers (see ssh-keygen(1)), or such a file; and the names in it."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        raise ValueError("it is empty")
    if re.match(r"(ssh-|ecdsa-|sk-)\S+ \S+", lines[0]):
        kind, blob = lines[0].split()[:2]
        return f'{NAMESPACE} namespaces="{NAMESPACE}" {kind} {blob}\n', (NAMESPACE,)
    return "\n".join(lines) + "\n", tuple(line.split()[0].split(",")[0] for line in lines)


def _signer(said: str) -> str:
    found = re.search(r"SHA256:[\w+/=]+", said)
    return found[0] if found else ""


def _run(command: list[str], data: bytes) -> _Ran:
    """Run a program that must not ask anything: it gets no terminal, and a minute."""
    quiet = {**os.environ, "SSH_ASKPASS_REQUIRE": "never", "LC_ALL": "C"}
    quiet.pop("DISPLAY", None)
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            env=quiet,
            start_new_session=True,
        )
    except FileNotFoundError:
        return _Ran(127, b"", f"{command[0]} is not installed")
    except (OSError, subprocess.TimeoutExpired) as fault:
        return _Ran(126, b"", f"{command[0]} did not work ({type(fault).__name__})")
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return _Ran(done.returncode, done.stdout, said[-1].strip() if said else "")


def _fault(message: str, hint: str) -> Problem:
    return error("signing-failed", PLACE, f"the list of checksums is not signed: {message}", hint=hint)
