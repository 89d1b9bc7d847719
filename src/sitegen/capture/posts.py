"""The posts of a run: written down from articles, asked for, looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sitegen.capture.doubts import Question, resolved, service_of
from sitegen.capture.job import Run
from sitegen.capture.links import WORKERS
from sitegen.capture.pictures import addresses
from sitegen.capture.plan import Quoted, plan_posts
from sitegen.capture.report import Asked
from sitegen.capture.services import SERVICES, Finding
from sitegen.capture.services.finding import unknown
from sitegen.capture.settle import settled, written_down
from sitegen.embeds import captured, is_noted, is_own
from sitegen.model import Snapshot
from sitegen.network import Ask, Failure, run_jobs
from sitegen.withholding import GONE


def capture_posts(run: Run) -> None:
    """Keep every post that articles quote, as far as it can be had."""
    store, report = run.store, run.report
    todo = plan_posts(run.evidence.posts, store.posts, store.unreadable, run.since, run.attempts.last)
    report.posts["quoted"] = len(run.evidence.posts)
    report.posts["withheld"], report.posts["without_url"] = todo.withheld, todo.without_url
    report.posts["looked_again"], report.posts["later"] = len(todo.recheck), todo.later
    before = dict(store.posts)
    questions = [(post, ask) for post in (*todo.ask, *todo.recheck) if (ask := _question(run, post))]
    if run.options.dry_run:
        report.asked += [Asked("post", post.given.key, ask.url) for post, ask in questions]
        _tally(run, before)
        return
    for post in todo.write:
        _write_down(run, post)
    _ask(run, questions)
    _tally(run, before)


def _write_down(run: Run, post: Quoted) -> None:
    """Keep what articles say of a post."""
    run.store.write(written_down(post.given, run.store.posts.get(post.given.key), run.now()))


def _tally(run: Run, before: Mapping[str, Snapshot]) -> None:
    """Count each quoted post once, by how it came to be kept."""
    for given in (post.given for post in run.evidence.posts):
        was, now = before.get(given.key), run.store.posts.get(given.key)
        if given.status == "withheld" or (now and now.status == "withheld"):
            continue  # counted by the plan
        if is_own(given):
            name = "own"
        elif now is None or not captured(now):
            name = "without_words"
        elif was is None or not captured(was) or was.captured_via != now.captured_via:
            name = "captured" if now.captured_via == "oembed" else "written"
        else:
            name = "written" if is_noted(given, was) and now.text != was.text else "kept"
        run.report.posts[name] += 1


def _question(run: Run, post: Quoted) -> Ask | None:
    kept = run.store.posts.get(post.given.key)
    named = replace(post.given, uri=kept.uri) if kept and kept.uri else post.given
    return SERVICES[post.given.provider].ask(named, run.options.endpoints)


def _ask(run: Run, questions: list[Question]) -> None:
    """Ask, and write each answer at once; those in doubt at the end."""
    doubts: list[tuple[Question, Finding]] = []
    witnesses: dict[tuple[str, str], Question] = {}

    def work(question: Question) -> Finding | Failure:
        return _finding(run, *question)

    for done, (question, finding) in enumerate(run_jobs(work, questions, workers=WORKERS), start=1):
        post = question[0]
        if isinstance(finding, Finding) and not finding.firm:
            doubts.append((question, finding))
        else:
            _conclude(run, post, finding)
        if isinstance(finding, Finding) and finding.status == "live":
            witnesses.setdefault(service_of(post.given), question)
        run.progress("posts", done, len(questions))
    for post, finding in resolved(doubts, witnesses, work):
        _conclude(run, post, finding)


def _conclude(run: Run, post: Quoted, finding: Finding | Failure) -> None:
    if isinstance(finding, Failure):
        _no_answer(run, post, finding)
    else:
        _apply(run, post, finding)


def _finding(run: Run, post: Quoted, ask: Ask) -> Finding | Failure:
    answer = run.network.fetch(ask)
    if isinstance(answer, Failure):
        return answer
    try:
        return SERVICES[post.given.provider].read(answer, post.given)
    except Exception as fault:  # noqa: BLE001 - one hostile answer must not end the run
        return unknown(f"the answer cannot be read ({type(fault).__name__})")


def _no_answer(run: Run, post: Quoted, failure: Failure) -> None:
    if failure.kind in {"busy", "stopped"}:
        run.report.posts["left"] += 1
        known = run.store.posts.get(post.given.key)
        if captured(post.given) and not (known and captured(known)):
            _write_down(run, post)
    else:
        _apply(run, post, unknown(failure.message))


def _apply(run: Run, post: Quoted, finding: Finding) -> None:
    """Write what a finding changes, count it, and tell of what is lost."""
    store, key = run.store, post.given.key
    before = store.posts.get(key)
    if finding.status == "unknown":
        run.attempts.failed(key, run.clock())
    else:
        run.attempts.succeeded(key)
    after = settled(post.given, before, finding, run.now())
    if after is not None:
        file = store.extras(key)
        extra = {**finding.extra, **addresses(finding.pictures)}
        store.write(after, {name: value for name, value in extra.items() if name not in file})
    if finding.status != "live":
        run.report.posts[finding.status] += 1
        _tell(run, post, finding, before, store.posts.get(key))


def _tell(run: Run, post: Quoted, finding: Finding, before: Snapshot | None, now: Snapshot | None) -> None:
    """Tell of a post that is lost, or has gone since the last look, or could not be had."""
    name, kept = post.given.url, now is not None and captured(now)
    is_gone = finding.status in GONE
    if is_gone and not kept:
        message = f"the post {name} is {finding.status}, and was never captured ({finding.detail})"
        hint = "if its words are known from elsewhere, give them as “text” under “tweets”"
        run.report.trouble("post-lost", post.path, message, hint, post.line)
    elif is_gone and before is not None and before.status != finding.status:
        message = f"the post {name} was {before.status}, and is {finding.status} now ({finding.detail})"
        hint = "nothing need be done: its words are kept, and readers are told"
        run.report.trouble("post-gone", post.path, message, hint, post.line)
    elif not kept:
        message = f"the post {name} was not captured: {finding.detail}"
        hint = "run “sitegen capture” again later"
        run.report.trouble("not-captured", post.path, message, hint, post.line)
