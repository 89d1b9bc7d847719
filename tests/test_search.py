"""The search index: reproducible, only what is needed, and a warning where Pagefind is not there."""

import gzip
import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import cbor, search

WORDS = {
    "en": ["river", "ministry", "valley", "promise", "report", "flood", "witness"],
    "fa": ["رودخانه", "وزارتخانه", "دره", "وعده", "گزارش", "سیل", "شاهد"],
}

needs_pagefind = pytest.mark.skipif(search.executable() is None, reason="needs Pagefind")


def page(number, lang):
    words, year = WORDS[lang], 2000 + number % 6
    text = " ".join(words[(number * 3 + n * n) % 7] for n in range(40))
    return (
        f'<!doctype html><html lang="{lang}"><head><title>T</title></head><body><nav>navigation</nav>'
        f"<article data-pagefind-body><h1>{words[number % 7]} {number}</h1>"
        f'<a data-pagefind-filter="tag">{words[number % 5]}</a>'
        f'<a data-pagefind-filter="author">A{number % 3}</a>'
        f'<p data-pagefind-filter="year:{year}" data-pagefind-meta="date:{number} May">{text}'
        '<sup class="citation">[noteworthy]</sup></p>'
        "</article></body></html>"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("site")
    write(root, range(24))
    return root


def write(root, numbers):
    for number in numbers:
        lang = "fa" if number % 4 == 0 else "en"
        file = root / f"{2000 + number % 6}" / f"a{number}" / "index.html"
        file.parent.mkdir(parents=True)
        file.write_text(page(number, lang), encoding="utf-8")
    (root / "index.html").write_text("<html lang=en><body>homepageword</body></html>")


@pytest.fixture(scope="module")
def files(site):
    made, problems = search.index(site)
    assert problems == ()
    return made


def read(files, path):
    """A file of the index as a value."""
    return cbor.loads(gzip.decompress(files[f"pagefind/{path}"]).removeprefix(search.MAGIC))


@needs_pagefind
def test_the_index_holds_each_language_and_every_article(files):
    entry = json.loads(files["pagefind/pagefind-entry.json"])
    assert {lang: about["page_count"] for lang, about in entry["languages"].items()} == {"en": 18, "fa": 6}
    assert sum(path.startswith("pagefind/fragment/") for path in files) == 24


@needs_pagefind
def test_only_what_the_search_page_loads_is_kept(files):
    scripts = {path for path in files if path.endswith((".js", ".css", ".html"))}
    assert scripts == {"pagefind/pagefind.js", "pagefind/pagefind-worker.js"}
    assert all(path.startswith("pagefind/") for path in files)


@needs_pagefind
def test_pages_that_are_no_articles_navigation_and_citations_are_left_out(files):
    texts = [gzip.decompress(data) for path, data in files.items() if path.endswith(".pf_fragment")]
    assert not any(word in text for text in texts for word in (b"homepageword", b"navigation", b"noteworthy"))


@needs_pagefind
def test_every_name_leads_to_a_file(files):
    entry = json.loads(files["pagefind/pagefind-entry.json"])
    for about in entry["languages"].values():
        _, pages, chunks, filters, *_ = read(files, f"pagefind.{about['hash']}.pf_meta")
        assert all(f"pagefind/fragment/{name}.pf_fragment" in files for name, _ in pages)
        assert all(f"pagefind/index/{chunk[2]}.pf_index" in files for chunk in chunks)
        assert [name for name, _ in filters] == ["author", "tag", "year"]
        for name, label in filters:
            read_name, values = read(files, f"filter/{label}.pf_filter")
            assert read_name == name
            assert values == sorted(values)
    assert len([path for path in files if "/filter/" in path]) == 6


@needs_pagefind
def test_the_same_pages_give_the_same_bytes_in_any_order_at_any_place(files, tmp_path):
    write(tmp_path, reversed(range(24)))
    assert search.index(tmp_path)[0] == files


@needs_pagefind
def test_only_the_named_pages_are_looked_at(site, tmp_path):
    write(tmp_path, range(8))
    pages = [f"{2000 + number % 6}/a{number}/index.html" for number in range(8)]
    assert search.index(site, only=[*pages, "2030/gone/index.html"])[0] == search.index(tmp_path)[0]
    assert sorted(path.name for path in (site / "2001").iterdir()) == ["a1", "a13", "a19", "a7"]


@needs_pagefind
def test_addresses_end_in_a_slash_or_a_file(site, files):
    def addresses(made):
        texts = [gzip.decompress(data) for path, data in made.items() if path.endswith(".pf_fragment")]
        return {json.loads(text.removeprefix(search.MAGIC))["url"] for text in texts}

    assert "/2001/a1/" in addresses(files)
    assert "/2001/a1/index.html" in addresses(search.index(site, keep_index=True)[0])


@needs_pagefind
def test_settings_of_pagefind_s_own_are_not_read(site, files, monkeypatch, tmp_path):
    (tmp_path / "pagefind.json").write_text('{"exclude_selectors": ["p"]}')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")
    assert search.index(site)[0] == files


def test_the_extended_binary_comes_first(tmp_path, monkeypatch):
    for package, name in (("pagefind_bin", "pagefind"), ("pagefind_bin_extended", "pagefind_extended")):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
        (tmp_path / package / name).touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert search.executable() == tmp_path / "pagefind_bin_extended" / "pagefind_extended"


@needs_pagefind
def test_letters_that_are_one_to_their_readers_are_one_in_the_index_and_not_on_the_page(tmp_path):
    text = page(0, "fa").replace("گزارش", "کتابی")
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    files, _ = search.index(tmp_path, only=["a.html"])
    (fragment,) = [gzip.decompress(data).decode() for path, data in files.items() if "/fragment/" in path]
    assert "ك\u034fتابي\u034f" in fragment
    (index,) = [gzip.decompress(data) for path, data in files.items() if "/index/" in path]
    assert "كتابي".encode() in index
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == text


def test_a_binary_that_does_not_know_the_words_of_a_language_is_told_of():
    (problem,) = search.unsegmented(["zh-Hans", "de", "ja"], Path("bin/pagefind"))
    assert (problem.severity, problem.code) == ("warning", "search-unsegmented")
    assert problem.message.endswith("in: ja, zh-Hans")
    assert "pagefind[extended]" in problem.hint
    assert search.unsegmented(["zh-Hans"], Path("bin/pagefind_extended")) == ()
    assert search.unsegmented(["de", "fa"], Path("bin/pagefind")) == ()


def program(tmp_path, script):
    file = tmp_path / "pagefind"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo the reason >&2; exit 1", "the reason"),
        ("exit 7", "exit code 7"),
        ("exit 0", "wrote no index"),
    ],
)
def test_a_failure_is_a_warning_with_a_cure(tmp_path, script, why):
    files, (problem,) = search.index(tmp_path, binary=program(tmp_path, script))
    assert files == {}
    assert (problem.severity, problem.code) == ("warning", "search-unavailable")
    assert why in problem.message
    assert "pagefind[bin]" in problem.hint


def test_a_binary_that_cannot_run_is_a_warning(tmp_path):
    (tmp_path / "pagefind").write_bytes(b"\x7fELF but not for this machine")
    (tmp_path / "pagefind").chmod(0o755)
    files, (problem,) = search.index(tmp_path, binary=tmp_path / "pagefind")
    assert files == {}
    assert problem.code == "search-unavailable"


def test_a_temporary_folder_without_room_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "full"))
    files, (problem,) = search.index(tmp_path, binary=program(tmp_path, "exit 0"))
    assert files == {}
    assert problem.code == "search-unavailable"
    assert f"the temporary folder {tmp_path / 'full'} cannot hold it" in problem.message
    assert "TMPDIR" in problem.hint


def test_an_unknown_form_is_published_as_it_is_with_a_warning(tmp_path):
    script = (
        'while [ "$1" != "--output-path" ]; do shift; done; mkdir -p "$2"\n'
        'echo \'{"languages": {"en": {"hash": "en_1"}}}\' > "$2/pagefind-entry.json"\n'
        'echo nonsense > "$2/pagefind.en_1.pf_meta"\n'
    )
    files, (problem,) = search.index(tmp_path, binary=program(tmp_path, script))
    assert problem.code == "search-not-reproducible"
    assert files["pagefind/pagefind.en_1.pf_meta"] == b"nonsense\n"


LEAVES = st.integers(0, 2**64 - 1) | st.text()
VALUES = LEAVES | st.lists(LEAVES | st.lists(LEAVES | st.lists(LEAVES, max_size=3), max_size=30))


@given(VALUES)
def test_values_survive(value):
    assert cbor.loads(cbor.dumps(value)) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_a_value_or_none(data):
    try:
        value = cbor.loads(data)
    except ValueError:
        return
    assert cbor.loads(cbor.dumps(value)) == value


@pytest.mark.parametrize(
    ("value", "data"),
    [(0, "00"), (23, "17"), (24, "1818"), (255, "18ff"), (256, "190100"), (65536, "1a00010000"),
     (2**32, "1b0000000100000000"),
     ("IETF", "6449455446"), ("ü", "62c3bc"), ([], "80"), ([1, [2, 3]], "8201820203")],
)  # fmt: skip
def test_the_examples_of_the_rfc(value, data):
    assert cbor.dumps(value).hex() == data
    assert cbor.loads(bytes.fromhex(data)) == value


@pytest.mark.parametrize(
    "data", ["", "18", "ff", "9f", "40", "f6", "62c3", "0000", "8200", "1c", "81" * 40 + "00"]
)
def test_what_pagefind_never_writes_is_refused(data):
    with pytest.raises(ValueError):
        cbor.loads(bytes.fromhex(data))
