"""Questions through the proxies of the environment, which stand on this machine: never past them."""

import importlib.util
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fakes.internet import FakeInternet, Reply
from previewed import small_site
from sitegen.cli.main import run
from sitegen.network import Ask, Network, Origin, Pacing, origin_of
from sitegen.network.proxies import Proxies, ProxyError, from_environment, read_proxy

QUICK = Pacing(interval=0.0, tries=1, backoff=0.0, patience=1.0)


class Handler(BaseHTTPRequestHandler):
    """Answers any address itself, and connects to none."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("Proxy-Authorization")))
        self.send_response(200)
        self.send_header("Content-Length", "9")
        self.end_headers()
        self.wfile.write(b"by proxy\n")

    def do_CONNECT(self):
        self.server.asked.append((f"CONNECT {self.path}", None))
        self.send_error(403, "not today")

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def proxy():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        server.address = f"127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()


def fetch(url, trusted=()):
    with Network(pacing=QUICK, trusted=trusted) as network:
        return network.fetch(Ask(url))


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_a_page_is_asked_for_through_the_proxy_which_resolves_its_name(proxy, monkeypatch, name):
    monkeypatch.setenv(name, f"http://user:p%40ss@{proxy.address}")
    answer = fetch("http://nosuch.invalid/a?b=1")
    assert answer.body == b"by proxy\n"
    assert proxy.asked == [("http://nosuch.invalid/a?b=1", "Basic dXNlcjpwQHNz")]


def test_a_secure_page_is_asked_for_through_a_tunnel_or_not_at_all(proxy, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", proxy.address)
    failure = fetch("https://nosuch.invalid/a")
    assert (failure.kind, proxy.asked) == ("unreachable", [("CONNECT nosuch.invalid:443", None)])
    assert "proxy" in failure.message
    assert "403" in failure.message


def test_a_proxy_that_is_not_there_is_no_reason_to_go_past_it(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    failure = fetch("http://www.example.org/")
    assert (failure.kind, "127.0.0.1:9" in failure.message) == ("unreachable", True)


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "169.254.169.254", "0x0a000001", "10.1", "[fd00::1]", "intranet", "nas.local"]
)
def test_a_private_network_is_not_asked_through_a_proxy_either(proxy, monkeypatch, host):
    monkeypatch.setenv("http_proxy", f"http://{proxy.address}")
    assert (fetch(f"http://{host}/").kind, proxy.asked) == ("refused", [])
    named = origin_of(f"http://{host}/")
    assert fetch(f"http://{host}/", trusted=[named]).body == b"by proxy\n"


def test_this_machine_is_asked_directly(proxy, monkeypatch):
    monkeypatch.setenv("all_proxy", f"http://{proxy.address}")
    with FakeInternet() as internet:
        internet.pages["/a"] = Reply(body=b"here")
        assert fetch(f"{internet.url}/a", [origin_of(internet.url)]).body == b"here"
        assert fetch(f"{internet.url}/a").kind == "refused"
    assert proxy.asked == []


def test_a_redirect_goes_through_the_proxy_as_well(proxy, monkeypatch):
    with FakeInternet() as internet:
        internet.pages["/a"] = Reply(302, headers={"Location": "http://nosuch.invalid/b"})
        monkeypatch.setenv("http_proxy", proxy.address)
        assert fetch(f"{internet.url}/a", [origin_of(internet.url)]).body == b"by proxy\n"


@pytest.mark.parametrize(
    ("exempt", "direct"),
    [
        ("", False), ("*", True), ("example.org", True), (".example.org, x", True), ("www.example.org:80", True),
        ("www.example.org:81", False), ("ample.org", False), ("WWW.example.org", True), (",", False),
        ("EXAMPLE.org.", True), ("example.org.:80", True), ("example.org:81", False), ("x example.org", True),
        (".", False), ("[]", False), ("10.0.0.0/8", False), ("example.org/8", False),
    ],
)  # fmt: skip
def test_exempt_hosts_are_asked_directly(exempt, direct):
    proxies = Proxies({"all": read_proxy("ALL_PROXY", "127.0.0.1:9")}, exempt)
    assert (proxies.of("http", Origin("www.example.org", 80)) is None) is direct


@pytest.mark.parametrize(
    ("exempt", "url", "direct"),
    [
        ("10.0.0.0/8", "http://10.1.2.3/", True), ("10.0.0.0/8", "http://11.1.2.3/", False),
        ("10.1.2.3", "http://10.1.2.3/", True), ("10.1.2.3:81", "http://10.1.2.3/", False),
        ("[2001:db8::1]", "http://[2001:db8::1]/", True), ("2001:DB8:0::1", "http://[2001:db8::1]/", True),
        ("[2001:db8::1]:80", "http://[2001:db8::1]/", True), ("[2001:db8::1]:81", "http://[2001:db8::1]/", False),
        ("2001:db8::/32", "http://[2001:db8::1]/", True), ("10.0.0.0/8", "http://[2001:db8::1]/", False),
        ("bücher.example", "http://www.xn--bcher-kva.example/", True), ("\udcff", "http://example.org/", False),
    ],
)  # fmt: skip
def test_exempt_addresses_networks_and_names_are_asked_directly(exempt, url, direct):
    proxies = Proxies({"all": read_proxy("ALL_PROXY", "127.0.0.1:9")}, exempt)
    assert (proxies.of("http", origin_of(url)) is None) is direct


@pytest.mark.parametrize("url", ["ftp://127.0.0.1:9", "socks4://127.0.0.1:9", "http://", "http://[", "a:b:c"])
def test_a_proxy_that_cannot_be_used_ends_a_command_before_it_asks(tmp_path, monkeypatch, capsys, url):
    small_site(tmp_path)
    monkeypatch.setenv("HTTPS_PROXY", url)
    assert run(["capture", str(tmp_path)]) == 2
    assert "correct HTTPS_PROXY" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url",
    [
        "http://user:reed7/x@proxy:3128", "http://user:reed7?x@proxy", "http://user:reed7#x@proxy", "http://user:7/reed7@proxy",
        "http://proxy:reed7", "http://user:reed7@proxy:x", "http://user:reed7@pro\u2100xy", "http://user:reed7[@proxy",
        "http://user:reed7@\udcff", "ftp://user:reed7@proxy",
    ],
)  # fmt: skip
def test_no_message_holds_a_part_of_the_password(url):
    with pytest.raises(ProxyError) as caught:
        read_proxy("HTTPS_PROXY", url)
    assert "reed7" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_proxy_has_letters_beyond_ascii_in_its_name_its_users_and_the_password(proxy, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://Jürg:%C3%9F\udcff@{proxy.address}")
    assert fetch("http://nosuch.invalid/a").body == b"by proxy\n"
    assert proxy.asked == [("http://nosuch.invalid/a", "Basic SsO8cmc6w5//")]
    assert read_proxy("HTTP_PROXY", "http://Bücher.example.:1").origin == Origin("xn--bcher-kva.example", 1)


def test_a_proxy_whose_name_is_not_known_is_told(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://bücher.invalid:1")
    failure = fetch("http://nosuch.invalid/a")
    assert (failure.kind, "xn--bcher-kva.invalid:1" in failure.message) == ("unreachable", True)


def test_socks_without_its_package_is_told_with_the_cure(monkeypatch):
    monkeypatch.setattr("sitegen.network.proxies.find_spec", lambda _: None)
    monkeypatch.setenv("ALL_PROXY", "socks5h://127.0.0.1:9050")
    with pytest.raises(ProxyError, match=r"pip install 'sitegen\[socks\]'"):
        from_environment()


def socks(server, asked):
    """A SOCKS5 proxy for one connection, which answers any address itself."""
    connection, _ = server.accept()
    with connection:
        connection.recv(100)
        connection.sendall(b"\x05\x00")
        asked.append(connection.recv(300))
        connection.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        asked.append(connection.recv(4000).split(b"\r\n")[0])
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsocks")


@pytest.mark.skipif(importlib.util.find_spec("socksio") is None, reason="socksio is not installed")
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_socks_proxy_resolves_the_names(monkeypatch, scheme):
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = []
        threading.Thread(target=socks, args=(server, asked), daemon=True).start()
        monkeypatch.setenv("all_proxy", f"{scheme}://127.0.0.1:{server.getsockname()[1]}")
        assert fetch("http://nosuch.invalid/a").body == b"socks"
    assert asked == [b"\x05\x01\x00\x03\x0enosuch.invalid\x00\x50", b"GET /a HTTP/1.1"]
