"""The network's behaviour against servers that misbehave, on loopback."""

import gzip
import socket
import threading
import time

import pytest

from fakes.internet import FakeInternet, Reply, busy, status
from sitegen.network import Answer, Ask, Failure, Network, Pacing, origin_of
from sitegen.network.pacing import Gate

QUICK = Pacing(interval=0.0, tries=3, backoff=0.01, patience=5.0, strikes=3)


@pytest.fixture
def internet():
    with FakeInternet() as found:
        yield found


@pytest.fixture
def network(internet):
    with Network(trusted=[origin_of(internet.url)], pacing=QUICK) as found:
        yield found


def page(body=b"hello", **more):
    return Reply(body=body, type="text/html", **more)


def test_an_answer_has_its_status_headers_and_body(internet, network):
    internet.pages["/a"] = page(headers={"X-Example": "yes"})
    answer = network.fetch(Ask(f"{internet.url}/a"))
    assert (answer.status, answer.body, answer.media_type) == (200, b"hello", "text/html")
    assert answer.headers["x-example"] == "yes"


def test_any_status_is_an_answer(internet, network):
    answer = network.fetch(Ask(f"{internet.url}/missing"))
    assert isinstance(answer, Answer)
    assert answer.status == 404


def test_redirects_are_followed(internet, network):
    internet.pages["/a"] = status(302, headers={"Location": "/b"})
    internet.pages["/b"] = page()
    assert network.fetch(Ask(f"{internet.url}/a")).body == b"hello"


def test_a_redirect_may_be_the_answer(internet, network):
    internet.pages["/a"] = status(301, headers={"Location": "http://10.0.0.1/"})
    answer = network.fetch(Ask(f"{internet.url}/a", follow=False))
    assert (answer.status, answer.headers["location"]) == (301, "http://10.0.0.1/")


def test_a_circle_of_redirects_ends(internet, network):
    internet.pages["/a"] = status(301, headers={"Location": "/b"})
    internet.pages["/b"] = status(301, headers={"Location": "/a"})
    assert network.fetch(Ask(f"{internet.url}/a")).kind == "redirects"


def test_an_endless_chain_of_redirects_ends(internet, network):
    for i in range(30):
        internet.pages[f"/{i}"] = status(302, headers={"Location": f"/{i + 1}"})
    assert network.fetch(Ask(f"{internet.url}/0")).kind == "redirects"
    assert len(internet.asked) < 15


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]:1/",
        "http://[::ffff:127.0.0.1]:1/",
        "http://0.0.0.0:1/",
        "http://2130706433:1/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://user:word@example.org/",
        "javascript:alert(1)",
        "//[",
    ],
)
def test_a_redirect_to_a_private_or_strange_address_is_refused(internet, network, target):
    internet.pages["/a"] = status(302, headers={"Location": target})
    assert network.fetch(Ask(f"{internet.url}/a")).kind in {"refused", "unresolved"}


def test_private_addresses_are_refused_unless_named(internet):
    with Network(pacing=QUICK) as network:
        for host in ("127.0.0.1", "localhost"):
            assert network.fetch(Ask(f"http://{host}:{internet.port}/a")).kind == "refused"
    assert internet.asked == []


def test_trust_is_in_a_port_not_in_a_machine(internet):
    with FakeInternet() as other, Network(trusted=[origin_of(other.url)], pacing=QUICK) as network:
        other.pages["/a"] = status(302, headers={"Location": f"{internet.url}/secret"})
        assert network.fetch(Ask(f"{other.url}/a")).kind == "refused"
    assert internet.asked == []


def test_a_long_body_is_cut_short(internet, network):
    internet.pages["/a"] = page(endless=True)
    assert network.fetch(Ask(f"{internet.url}/a", max_bytes=1_000_000)).kind == "too-large"


def test_a_body_that_says_it_is_long_is_not_begun(internet, network):
    internet.pages["/a"] = page(b"x" * 10, headers={"Content-Length": "300000000"})
    assert network.fetch(Ask(f"{internet.url}/a")).kind == "too-large"


def test_a_small_answer_may_not_swell(internet, network):
    bomb = gzip.compress(b"0" * 50_000_000)
    internet.pages["/a"] = page(bomb, headers={"Content-Encoding": "gzip"})
    assert network.fetch(Ask(f"{internet.url}/a")).kind == "too-large"


def test_compressed_answers_are_read_though_not_asked_for(internet, network):
    internet.pages["/a"] = page(gzip.compress(b"hello"), headers={"Content-Encoding": "gzip"})
    assert network.fetch(Ask(f"{internet.url}/a")).body == b"hello"


@pytest.mark.parametrize("encoding", ["br", "gzip", "zstd"])
def test_a_body_that_cannot_be_decoded_is_a_failure(internet, network, encoding):
    internet.pages["/a"] = page(b"\x1f\x8bnonsense", headers={"Content-Encoding": encoding})
    assert network.fetch(Ask(f"{internet.url}/a")).kind == "malformed"


def test_the_whole_answer_has_one_deadline(internet):
    internet.pages["/a"] = page(b"x" * 1000, drip=0.05)
    pacing = Pacing(interval=0.0, tries=1)
    with Network(trusted=[origin_of(internet.url)], pacing=pacing) as network:
        assert network.fetch(Ask(f"{internet.url}/a", seconds=0.5)).kind == "timeout"


def test_headers_that_trickle_meet_the_deadline_too():
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def trickle():
            connection, _ = server.accept()
            with connection:
                while not stop.wait(0.05):
                    try:
                        connection.sendall(b"H")
                    except OSError:
                        return

        threading.Thread(target=trickle, daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        with Network(trusted=[origin_of(url)], pacing=Pacing(tries=1)) as network:
            assert network.fetch(Ask(url, seconds=0.4)).kind in {"timeout", "unreachable"}
        stop.set()


@pytest.mark.parametrize("raw", [b"", b"SSH-2.0-example\r\n", b"HTTP/1.1 banana\r\n\r\n", b"\x00" * 100])
def test_what_is_no_http_is_a_failure(internet, network, raw):
    internet.pages["/a"] = Reply(raw=raw)
    assert isinstance(network.fetch(Ask(f"{internet.url}/a")), Failure)


def test_a_busy_host_is_asked_again(internet, network):
    internet.pages["/a"] = page()
    internet.flaky["/a"] = [busy(0), status(503)]
    assert network.fetch(Ask(f"{internet.url}/a")).status == 200
    assert len(internet.asked) == 3


def test_retry_after_is_kept_to(internet, network):
    internet.pages["/a"] = page()
    internet.flaky["/a"] = [busy(1)]
    begun = time.monotonic()
    assert network.fetch(Ask(f"{internet.url}/a")).status == 200
    assert time.monotonic() - begun >= 0.99


def test_a_host_that_wants_more_patience_is_left_alone(internet, network):
    internet.pages["/a"] = busy(3600)
    assert network.fetch(Ask(f"{internet.url}/a")).status == 429
    assert network.fetch(Ask(f"{internet.url}/b")).kind == "busy"
    assert len(internet.asked) == 1


def test_a_host_that_keeps_failing_is_left_alone(internet, network):
    internet.pages["/a"] = status(503)
    kinds = [network.fetch(Ask(f"{internet.url}/a")) for _ in range(QUICK.strikes + 1)]
    assert [getattr(kind, "status", kind) for kind in kinds[:-1]] == [503] * QUICK.strikes
    assert kinds[-1].kind == "busy"


def test_requests_to_a_public_host_keep_their_distance():
    waits = []
    gate = Gate(Pacing(interval=10.0), lambda seconds: bool(waits.append(seconds)))
    for _ in range(3):
        assert gate.enter()
    assert [round(wait) for wait in waits] == [10, 20]


def test_secrets_go_to_the_first_origin_only(internet, network):
    with FakeInternet() as other:
        internet.pages["/a"] = status(302, headers={"Location": f"{other.url}/b"})
        with Network(trusted=[origin_of(internet.url), origin_of(other.url)], pacing=QUICK) as both:
            both.fetch(Ask(f"{internet.url}/a", secret={"authorization": "LOW key:word"}))
        assert internet.headers[0]["authorization"] == "LOW key:word"
        assert "authorization" not in {name.lower() for name in other.headers[0]}


def test_no_cookie_is_ever_given_back(internet, network):
    internet.pages["/a"] = page(headers={"Set-Cookie": "who=me"})
    network.fetch(Ask(f"{internet.url}/a"))
    network.fetch(Ask(f"{internet.url}/a"))
    assert "cookie" not in {name.lower() for name in internet.headers[1]}


def test_an_unknown_name_is_no_crash(network):
    assert network.fetch(Ask("http://no-such-host.invalid/")).kind in {"unresolved", "refused"}


def test_a_name_that_stays_unknown_is_left_alone(network):
    kinds = [network.fetch(Ask("http://no-such-host.invalid/")).kind for _ in range(QUICK.strikes + 1)]
    assert kinds == ["unresolved"] * QUICK.strikes + ["busy"]


def test_nothing_listens(internet):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        with Network(trusted=[origin_of(url)], pacing=QUICK) as network:
            assert network.fetch(Ask(url)).kind == "unreachable"


def test_stopping_ends_the_waiting(internet):
    stop = threading.Event()
    internet.pages["/a"] = busy(4)
    with Network(trusted=[origin_of(internet.url)], pacing=QUICK, stop=stop) as network:
        threading.Timer(0.2, stop.set).start()
        begun = time.monotonic()
        network.fetch(Ask(f"{internet.url}/a"))
        assert time.monotonic() - begun < 3


def test_exchanges_are_recorded_without_secrets(internet):
    internet.pages["/a"] = page()
    found = []
    with Network(trusted=[origin_of(internet.url)], pacing=QUICK, record=found.append) as network:
        network.fetch(Ask(f"{internet.url}/a", secret={"Authorization": "LOW key:word"}))
    assert found[0].body == b"hello"
    assert "word" not in repr(found)


def test_headers_alone_leave_the_body(internet, network):
    internet.pages["/a"] = page(endless=True)
    assert network.fetch(Ask(f"{internet.url}/a", headers_only=True)).status == 200


@pytest.mark.parametrize("code", [301, 302, 303])
def test_a_form_is_not_made_a_question_by_a_redirect(internet, network, code):
    internet.pages |= {"/a": status(code, headers={"Location": "/b"}), "/b": page()}
    answer = network.fetch(Ask(f"{internet.url}/a", form={"a": "b"}))
    assert (answer.status, internet.asked) == (code, ["/a"])


@pytest.mark.parametrize("code", [307, 308])
def test_a_form_is_posted_again_where_a_redirect_asks_for_that(internet, network, code):
    internet.pages |= {"/a": status(code, headers={"Location": "/b"}), "/b": page()}
    assert network.fetch(Ask(f"{internet.url}/a", form={"a": "b"})).status == 200
    sizes = [{name.lower(): value for name, value in headers.items()} for headers in internet.headers]
    assert [size["content-length"] for size in sizes] == ["3", "3"]
