"""What each provider is asked about a post, and what its answers mean. One file a provider."""

from collections.abc import Mapping

from sitegen.capture.services import bluesky, mastodon, vimeo, x, youtube
from sitegen.capture.services.finding import Finding, RemotePicture, Service

__all__ = ["SERVICES", "Finding", "RemotePicture", "Service"]

SERVICES: Mapping[str, Service] = {
    "x": x.SERVICE,
    "youtube": youtube.SERVICE,
    "vimeo": vimeo.SERVICE,
    "mastodon": mastodon.SERVICE,
    "bluesky": bluesky.SERVICE,
}
"""By the provider's name (`embeds.PROVIDERS`)."""
