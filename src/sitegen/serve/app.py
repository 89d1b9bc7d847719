"""The preview's web server: files of the built folder and nothing else, to this machine alone."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from sitegen.serve.hosts import LOOPBACK, OwnHosts
from sitegen.serve.overlay import EVENTS, with_script
from sitegen.serve.preview import Preview, State
from sitegen.stale import is_dotted

_FRESH = {"Cache-Control": "no-store"}


def application(preview: Preview, *, names: frozenset[str] = LOOPBACK) -> Starlette:
    """The application. A request for another host than `names` is refused (see `hosts.py`)."""

    async def events(_: Request) -> Response:
        return StreamingResponse(preview.events(), media_type="text/event-stream", headers=_FRESH)

    async def page(request: Request) -> Response:
        path: str = request.path_params["path"]
        preview.visited(path)
        return answer(preview.folder, path, preview.state, query=request.url.query)

    routes = [Route(EVENTS, events), Route("/{path:path}", page, methods=["GET", "HEAD"])]
    return Starlette(routes=routes, middleware=[Middleware(OwnHosts, names=names)])


def answer(folder: Path, path: str, state: State, *, query: str = "") -> Response:
    """The file below `folder` that answers `path`, or the 404 page. Nothing outside is ever served.

    `state` is what pages show; a redirect keeps the `query`.
    """
    file = _inside(folder, path)
    if file is not None and os.path.isdir(file):  # noqa: PTH112 - False for any fault, such as a long name
        if path and not path.endswith("/"):
            return RedirectResponse(f"/{quote(path)}/{'?' if query else ''}{query}")
        file = _inside(folder, f"{path}index.html")
    if file is None or not os.path.isfile(file):  # noqa: PTH113 - likewise
        missing = folder / "404.html"
        text = missing.read_text(encoding="utf-8") if missing.is_file() else "<!doctype html><body></body>"
        return Response(with_script(text, state), 404, media_type="text/html", headers=_FRESH)
    if file.suffix == ".html":
        text = file.read_text(encoding="utf-8")
        return Response(with_script(text, state), media_type="text/html", headers=_FRESH)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return FileResponse(file, media_type=kind, headers=_FRESH)


def _inside(folder: Path, path: str) -> Path | None:
    """The path below the folder; None if it leads out, by dots or by a link, or to a hidden file."""
    if "\0" in path or is_dotted(path):
        return None
    root = os.path.realpath(folder)
    real = os.path.realpath(os.path.join(root, path))  # noqa: PTH118 - real paths are texts
    return Path(real) if real == root or real.startswith(root + os.sep) else None
