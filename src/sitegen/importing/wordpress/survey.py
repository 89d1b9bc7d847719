"""The first look at an export: its site, what it keeps back, which articles are translations of others."""

from __future__ import annotations

from sitegen.importing.sources import Source
from sitegen.importing.wordpress import tongues, wxr
from sitegen.importing.wordpress.kinds import is_left_out, is_public, kept_back, kind_of
from sitegen.importing.wordpress.languages import language_of, noted_language, translation_of
from sitegen.importing.wordpress.site import Place, WordPress, key_of, know_site
from sitegen.importing.wordpress.wxr import Broken, Channel, Item


def look(job: WordPress, file: Source) -> None:
    """Read a file, for all that has to be known before any article gets its place."""
    channel, known = Channel(), False
    try:
        for item in tongues.read(file.file, channel, light=True):
            if isinstance(item, Broken):
                job.broken.setdefault(file.path, []).append(item)
                continue
            if not known:
                know_site(job, tongues.spoken(channel))
                known = True
            _note(job, file.path, item)
    except wxr.RefusedError as fault:
        job.refused[file.path] = str(fault)
    except OSError as fault:
        job.refused[file.path] = f"the file cannot be read: {fault.strerror}"
    if not known:
        know_site(job, tongues.spoken(channel))
    job.channel.add(tongues.spoken(channel))


def _note(job: WordPress, file: str, item: Item) -> None:
    kind, why = kind_of(item), kept_back(item)
    if kind == "attachment" or is_left_out(kind):
        return
    key = key_of(job, file, item)
    if item.id and why not in {"", "auto-draft"}:  # then whatever another export says of it
        job.copies.setdefault(key, Place.of(file, item))
    job.noted |= {noted_language(item)} - {""}
    group = translation_of(item)
    if group and is_public(item):
        lang = language_of(job, item)
        first = job.leaders.setdefault(group, (key, lang))
        if first[1] and not lang:
            job.leaders[group] = (key, lang)
