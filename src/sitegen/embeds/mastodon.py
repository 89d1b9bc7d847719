"""Mastodon, at any host: `https://HOST/@USER/ID` and `https://HOST/users/USER/statuses/ID`; and the address
of its former web program, which may do without a user: `https://HOST/web/statuses/ID`.
"""

from __future__ import annotations

import re

from sitegen.embeds.address import Location, PostAddress, Provider

_ID = re.compile(r"[1-9][0-9]{0,19}")
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:@[A-Za-z0-9.-]+)?")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*")
_OTHERS = frozenset({"medium.com", "tiktok.com", "threads.net", "threads.com", "substack.com"})
"""Services that write people as `/@name` and are something else."""


def find(location: Location) -> PostAddress | None:
    """The post at an address. Ids are each host's own, so the snapshot's id is `ID@HOST`."""
    match location.path:
        case ("web" | "deck", str(at), post_id, *rest) | (str(at), post_id, *rest) if at.startswith("@"):
            user = at[1:]
        case ("users", str(user), "statuses", post_id, *rest):
            pass
        case ("web", "statuses", post_id, *rest):
            user = ""
        case _:
            return None
    if rest not in ([], ["embed"]) or not _plausible(location.host, user, post_id):
        return None
    host = location.host
    place = f"@{user}" if user else "web/statuses"
    return PostAddress("mastodon", f"{post_id}@{host}", f"https://{host}/{place}/{post_id}", user)


def _plausible(host: str, user: str, post_id: str) -> bool:
    if not _ID.fullmatch(post_id) or not (user == "" or _USER.fullmatch(user)):
        return False
    return bool(_HOST.fullmatch(host)) and host not in _OTHERS


PROVIDER = Provider("mastodon", "Mastodon", frozenset(), find)
