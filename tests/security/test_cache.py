"""A cache that came with a stranger's archive runs nothing: it is empty as far as a build can tell."""

import pickle

import pytest

from sitegen.packing import _checksum, unpack


def forged(payload):
    """Bytes that pass the checksum: whoever writes a cache can compute that."""
    return _checksum("x", payload) + payload


def calling(module, name, *args):
    """A pickle that calls a function as it is read."""
    return b"".join(
        [b"\x80\x02c", module.encode(), b"\n", name.encode(), b"\n", pickle.dumps(args, 2)[2:-1], b"R."]
    )


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("builtins", "getattr"), ("subprocess", "run"),
        ("sitegen.noop", "os"), ("sitegen.noop", "os.system"), ("sitegen.noop", "scan"), ("sitegen.noop", "Path"),
        ("sitegen.report", "Path"), ("sitegen.linkcheck", "links_of"), ("sitegen.linkcheck", "unquote"),
        ("sitegen.model", "dataclass"), ("sitegen.problems", "dataclass"), ("sitegen.stale", "of_text"),
        ("sitegen.files", "remove"), ("sitegen.signing", "_run"), ("datetime", "sys"), ("pathlib", "Path"),
        ("sitegen.model", "__builtins__"), ("sitegen.model", "__loader__"),
        ("sitegen.feeds.syndication", "_Entry"), ("sitegen.feeds", "RENDERERS"), ("sitegen.digest", "of_file"),
    ],
)  # fmt: skip
def test_nothing_but_the_values_of_this_package_is_found(module, name):
    with pytest.raises(ValueError, match="not readable"):
        unpack(forged(calling(module, name, "echo pwned")), "x")
