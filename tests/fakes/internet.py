"""A small internet on loopback: oEmbed, Mastodon, CDX, Save Page Now and pages, faults included.

    with FakeInternet() as internet:
        internet.posts["1"] = tweet("1", "Hello")
        internet.posts["2"] = status(404)
        sitegen("capture", *internet.options("x"))

Every reply is a `Reply`, or a function of the request's path that gives one.
"""

import io
import json
import threading
import time
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from PIL import Image


@dataclass
class Reply:
    """One answer. `drip` sends a byte each so many seconds; `endless` never stops; `hang` waits first."""

    status: int = 200
    body: bytes = b""
    type: str = "application/json"
    headers: dict = field(default_factory=dict)
    drip: float = 0.0
    endless: bool = False
    hang: float = 0.0
    raw: bytes | None = None
    """Sent as it is, in place of an HTTP answer."""


def status(code, text="", **more):
    return Reply(code, text.encode(), "text/html", **more)


def as_json(data, **more):
    return Reply(body=json.dumps(data).encode(), **more)


def tweet(
    number, text, *, handle="example_river", name="River Watch", lang="en", way="ltr", day="June 3, 2022"
):
    """What publish.twitter.com says of a live post."""
    lines = "<br>".join(escape(line) for line in text.split("\n"))
    html = (
        f'<blockquote class="twitter-tweet"><p lang="{lang}" dir="{way}">{lines}</p>&mdash; {escape(name)} '
        f'(@{handle}) <a href="https://twitter.com/{handle}/status/{number}?ref_src=twsrc%5Etfw">{day}</a>'
        "</blockquote>\n"
    )
    return as_json(
        {
            "url": f"https://twitter.com/{handle}/status/{number}",
            "author_name": name,
            "author_url": f"https://twitter.com/{handle}",
            "html": html,
            "width": 550,
            "height": None,
            "type": "rich",
            "cache_age": "3153600000",
            "provider_name": "Twitter",
            "provider_url": "https://twitter.com",
            "version": "1.0",
        }
    )


def toot(text, *, pictures=(), host="social.example.org", **more):
    """What a Mastodon host says of a public post: a function of the path, whose end is the post's id."""
    attached = [
        {"type": "image", "url": url, "preview_url": url, "description": alt} for url, alt in pictures
    ]

    def answered(path):
        number = path.rpartition("/")[2]
        return as_json(
            {
                "id": number,
                "created_at": "2022-11-20T09:08:07.000Z",
                "language": "en",
                "spoiler_text": "",
                "url": f"https://{host}/@example_lake/{number}",
                "content": text,
                "account": {
                    "acct": "example_lake",
                    "display_name": "Lake Watch",
                    "url": f"https://{host}/@example_lake",
                },
                "media_attachments": attached,
            }
            | more
        )

    return answered


def bluesky_post(text, *, key="3kabc", did="did:plc:example"):
    html = (
        f'<blockquote class="bluesky-embed" data-bluesky-uri="at://{did}/app.bsky.feed.post/{key}" '
        f'data-bluesky-cid="bafyexample"><p lang="en">{escape(text)}</p>&mdash; Hill Watch '
        f'(<a href="https://bsky.app/profile/{did}?ref_src=embed">@hill.example.org</a>) '
        f'<a href="https://bsky.app/profile/{did}/post/{key}?ref_src=embed">3. Juni 2024</a></blockquote>'
    )
    return as_json(
        {"html": html, "author_name": "Hill Watch", "author_url": f"https://bsky.app/profile/{did}"}
    )


def video(title, *, thumbnail="", author="Example Films", **more):
    return as_json(
        {"title": title, "author_name": author, "author_url": "https://video.example.org/films"}
        | ({"thumbnail_url": thumbnail} if thumbnail else {})
        | {"html": '<iframe src="https://video.example.org/"></iframe>'}
        | more
    )


def busy(seconds, code=429):
    return status(code, headers={"Retry-After": str(seconds)})


SUSPENDED = status(403, "Sorry, the account has been suspended.")
NOT_AUTHORISED = status(403, '{"error":"Sorry, you are not authorized to see this status."}')
NO_SUCH_POST = as_json({"errors": [{"code": 34, "message": "Sorry, that page does not exist."}]})


class FakeInternet:
    """The server. `posts` are replies by post id, `pages` by path, `copies` by source address.

    `asked` lists the paths that were asked for. `saved` maps an address to the replies of Save Page
    Now's status, in turn; `flaky` maps a path's beginning to replies that come first, once each.
    """

    def __init__(self):
        self.posts = {}
        self.pages = {}
        self.copies = {}
        self.saves = {}
        self.flaky = {}
        self.asked = []
        self.headers = []
        self.latency = 0.0
        self.lock = threading.Lock()

    def __enter__(self):
        internet = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5

            def do_GET(self):
                internet.answer(self)

            def do_POST(self):
                internet.answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def endpoints(self, *names):
        """`NAME=URL` of some services, or of all."""
        return [f"{name}={self.url}/{name}" for name in names or self.SERVICES]

    def options(self, *names):
        return [part for value in self.endpoints(*names) for part in ("--endpoint", value)]

    SERVICES = ("x", "youtube", "vimeo", "mastodon", "bluesky", "cdx", "spn")

    def count(self, beginning):
        """How often a path with this beginning was asked for."""
        return sum(path.startswith(beginning) for path in self.asked)

    # --- answering ---

    def answer(self, handler):
        length = int(handler.headers.get("content-length") or 0)
        form = parse_qs(handler.rfile.read(length).decode()) if length else {}
        with self.lock:
            self.asked.append(handler.path)
            self.headers.append(dict(handler.headers))
            reply = self.flaky_reply(handler.path) or self.reply(handler.path, form)
        if callable(reply):
            reply = reply(handler.path)
        time.sleep(self.latency + reply.hang)
        try:
            self.send(handler, reply)
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True

    def flaky_reply(self, path):
        for beginning, replies in self.flaky.items():
            if path.startswith(beginning) and replies:
                return replies.pop(0)
        return None

    def reply(self, path, form):
        parts = urlsplit(path)
        service, _, rest = parts.path[1:].partition("/")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if service in {"x", "youtube", "vimeo", "bluesky"} and "oembed" in rest:
            return self.oembed(query.get("url", ""))
        if service == "mastodon" and rest.startswith("api/v1/statuses/"):
            return self.posts.get(rest.rpartition("/")[2], status(404, '{"error":"Record not found"}'))
        if service == "cdx":
            return self.cdx(query)
        if service == "spn":
            return self.spn(rest, form)
        return self.pages.get(parts.path, status(404, "no such page"))

    def oembed(self, url):
        tail = url.rstrip("/").replace("?v=", "/").rpartition("/")[2]
        return self.posts.get(tail, status(404, "not found"))

    def cdx(self, query):
        copy = self.copies.get(query["url"], ())
        if isinstance(copy, Reply):
            return copy
        rows = [["timestamp", "original"], [copy, query["url"]]] if copy else []
        return as_json(rows)

    def spn(self, rest, form):
        if rest == "save":
            url = form.get("url", [""])[0]
            if isinstance(self.saves.get(url), Reply):
                return self.saves[url]
            return as_json({"url": url, "job_id": "spn2-" + url.encode().hex()})
        url = bytes.fromhex(unquote(rest).rpartition("spn2-")[2]).decode()
        waiting = self.saves.get(url, [])
        state = waiting.pop(0) if waiting else "success"
        if isinstance(state, Reply):
            return state
        if state == "success":
            return as_json({"status": "success", "timestamp": "20240102030405", "original_url": url})
        if state == "pending":
            return as_json({"status": "pending", "job_id": rest})
        return as_json({"status": "error", "status_ext": "error:no-access", "message": state})

    def send(self, handler, reply):
        if reply.raw is not None:
            handler.wfile.write(reply.raw)
            handler.close_connection = True
            return
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.type)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if not reply.endless and "Content-Length" not in reply.headers:
            handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        if reply.endless:
            handler.close_connection = True
            while True:
                handler.wfile.write(b"x" * 65536)
        if reply.drip:
            for i in range(len(reply.body)):
                handler.wfile.write(reply.body[i : i + 1])
                handler.wfile.flush()
                time.sleep(reply.drip)
        else:
            handler.wfile.write(reply.body)


def picture(size=(40, 30), colour=(200, 60, 60)):
    """A JPEG with a place and a camera in its metadata."""
    image = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x010F] = "Example Cameras"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif.tobytes())
    return Reply(body=out.getvalue(), type="image/jpeg")
