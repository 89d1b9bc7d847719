"""Which addresses are public, and what an origin is."""

import threading
from datetime import UTC, datetime

import pytest

from sitegen.network import Origin, is_public, origin_of, run_jobs
from sitegen.network.pacing import retry_after


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "1.1.1.1", "64:ff9b::101:101"])
def test_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
        "fec0::1", "2001:db8::1", "240.0.0.1", "not an address",
    ],
)  # fmt: skip
def test_private(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://example.org/a", Origin("example.org", 443)),
        ("http://EXAMPLE.org.:8080", Origin("example.org", 8080)),
        ("http://[::1]/", Origin("::1", 80)),
        ("ftp://example.org/", None),
        ("https://me@example.org/", None),
        ("https://me:word@example.org/", None),
        ("https:///a", None),
        ("http://[", None),
        ("http://example.org:99999/", None),
        ("", None),
    ],
)
def test_origins(url, origin):
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120), ("0", 0), ("", None), ("soon", None), ("-5", None), ("9" * 400, 999_999_999),
        ("Wed, 21 Oct 2015 07:29:00 GMT", 60), ("Wed, 21 Oct 2015 07:00:00 GMT", 0), ("١٢", None),
        ("Wed, 21 Oct 99999999999 07:29:00 GMT", None), ("Wed, 21 Oct 2015 07:29:00 +99999999999999", None),
    ],
)  # fmt: skip
def test_retry_after(value, seconds):
    assert retry_after(value, datetime(2015, 10, 21, 7, 28, tzinfo=UTC)) == seconds


def test_jobs_give_each_item_its_result():
    assert sorted(run_jobs(lambda n: n * n, range(50), workers=4)) == [(n, n * n) for n in range(50)]


def test_jobs_without_items_end():
    assert list(run_jobs(str, [], workers=4)) == []


def test_what_a_job_raises_is_raised_here():
    def work(n):
        raise LookupError(n)

    with pytest.raises(LookupError):
        list(run_jobs(work, [1], workers=2))


def test_leaving_early_stops_the_jobs():
    done, left = [], threading.Event()

    def work(n):
        if n:
            left.wait(5)
        done.append(n)

    for _ in run_jobs(work, range(100), workers=2):
        break
    left.set()
    assert len(done) < 10
