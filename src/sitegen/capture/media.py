"""The pictures of a run: those that posts had when they were captured, and that are not kept yet."""

from __future__ import annotations

from sitegen.capture.job import WORKERS, Run
from sitegen.capture.pictures import Kept, Wanted, fetch, wanted, with_picture
from sitegen.capture.report import Asked
from sitegen.network import run_jobs


def capture_media(run: Run) -> None:
    """Keep the pictures of every quoted post."""
    wants = _wants(run)
    run.report.media["wanted"] = len(wants)
    if run.options.dry_run:
        urls = (run.options.endpoints.moved(want.picture.url) for want in wants)
        run.report.asked += [Asked("picture", w.post.key, url) for w, url in zip(wants, urls, strict=True)]
        return

    def work(want: Wanted) -> Kept | str:
        return fetch(want, run.network, run.options.endpoints)

    for done, (want, result) in enumerate(run_jobs(work, wants, workers=WORKERS), start=1):
        _keep(run, want, result)
        run.progress("media", done, len(wants))


def _wants(run: Run) -> list[Wanted]:
    store = run.store
    keys = [quoted.given.key for quoted in run.evidence.posts if quoted.given.status != "withheld"]
    posts = [store.posts[key] for key in keys if key in store.posts and key not in store.unreadable]
    shown = [post for post in posts if post.status != "withheld"]
    return [want for post in shown for want in wanted(post, store.extras(post.key))]


def _keep(run: Run, want: Wanted, result: Kept | str) -> None:
    store = run.store
    if isinstance(result, str):
        run.report.media["refused"] += 1
        path = f"content/{store.path(want.post)}"
        message = f"the picture {want.picture.url} is not kept: {result}"
        run.report.trouble("picture-refused", path, message, "run “sitegen capture --media” again later")
        return
    if store.write_picture(result.path, result.data):
        run.report.media["kept"] += 1
        store.write(with_picture(store.posts[want.post.key], result))
    else:
        run.report.media["refused"] += 1
