"""What a preview adds to a page on its way to the browser: a script that listens, and shows errors.

The built files stay as they are. The page's policy is opened for this one script, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from sitegen.serve.preview import State

EVENTS = "/.sitegen/events"

SCRIPT = Path(__file__).with_name("overlay.js").read_text(encoding="utf-8")

HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()

_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')


def with_script(html: str, state: State) -> str:
    """The page with the script before its end, and a policy that lets it run and listen.

    `state` is what the page shows at least.
    """
    html = _POLICY.sub(lambda found: f"{found[1]}{opened(found[2])}{found[3]}", html, count=1)
    script = f'<script data-run="{state.run}" data-state="{state.number}">{SCRIPT}</script>'
    head, mark, tail = html.rpartition("</body>")
    return f"{head}{script}{mark}{tail}" if mark else html + script


def opened(policy: str) -> str:
    """The policy, with this script and its events added to what it allows."""
    return _allow(_allow(policy, "script-src", f"'sha256-{HASH}'"), "connect-src", "'self'")


def _allow(policy: str, directive: str, source: str) -> str:
    parts = [part.strip() for part in policy.split(";") if part.strip()]
    for i, part in enumerate(parts):
        name, _, sources = part.partition(" ")
        if name == directive:
            kept = [] if sources.strip() == "'none'" else sources.split()
            parts[i] = " ".join([name, *kept, *([] if source in kept else [source])])
            return "; ".join(parts)
    return "; ".join([*parts, f"{directive} {source}"])
