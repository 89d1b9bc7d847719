"""The pictures of a run: those that posts had when they were captured, and that are not kept yet."""

from __future__ import annotations

from sitegen.capture.job import Run
from sitegen.capture.links import WORKERS
from sitegen.capture.pictures import Kept, Refusal, Wanted, fetch, wanted, with_picture
from sitegen.capture.places import listed
from sitegen.capture.report import Asked
from sitegen.embeds import is_own
from sitegen.network import run_jobs


def capture_media(run: Run) -> None:
    """Keep the pictures of every quoted post."""
    missing = _wants(run)
    now = run.clock()
    wants = [want for want in missing if run.attempts.is_due(want.picture.url, now)]
    run.report.media["wanted"], run.report.media["left"] = len(missing), len(missing) - len(wants)
    if run.options.dry_run:
        urls = (run.options.endpoints.moved(want.picture.url) for want in wants)
        run.report.asked += [Asked("picture", w.post.key, url) for w, url in zip(wants, urls, strict=True)]
        return

    _tell_waiting(run, [want for want in missing if not run.attempts.is_due(want.picture.url, now)])

    def work(want: Wanted) -> Kept | Refusal:
        return fetch(want, run.network, run.options.endpoints)

    for done, (want, result) in enumerate(run_jobs(work, wants, workers=WORKERS), start=1):
        _keep(run, want, result)
        run.progress("media", done, len(wants))


def _wants(run: Run) -> list[Wanted]:
    store = run.store
    given = [quoted.given for quoted in run.evidence.posts if not is_own(quoted.given)]
    keys = [post.key for post in given if post.status != "withheld"]
    posts = [store.posts[key] for key in keys if key in store.posts and key not in store.unreadable]
    shown = [post for post in posts if post.status != "withheld"]
    return [want for post in shown for want in wanted(post, store.extras(post.key), store.holds)]


def _tell_waiting(run: Run, waiting: list[Wanted]) -> None:
    """Name the pictures that could not be had before, and are not asked for today."""
    if waiting:
        named = [f"{want.picture.url} ({want.post.key})" for want in waiting]
        message = f"not kept, as they could not be had before: {listed(named)}"
        hint = (
            "a later run asks again; or save them yourself, and name them under “media” of the post’s entry"
        )
        run.report.trouble("picture-refused", f"content/{run.store.path(waiting[0].post)}", message, hint)


def _keep(run: Run, want: Wanted, result: Kept | Refusal) -> None:
    store = run.store
    if isinstance(result, Refusal):
        if result.settled:
            run.attempts.failed(want.picture.url, run.clock())
        run.report.media["refused"] += 1
        path = f"content/{store.path(want.post)}"
        message = f"the picture {want.picture.url} is not kept: {result.message}"
        hint = "a later run asks again" + (": tomorrow, then more rarely" if result.settled else "")
        run.report.trouble("picture-refused", path, message, hint)
        return
    run.attempts.succeeded(want.picture.url)
    if store.write_picture(result.path, result.data):
        run.report.media["kept"] += 1
        store.write(with_picture(store.posts[want.post.key], result))
    else:
        run.report.media["refused"] += 1
