"""Posts of Bluesky by the handle and by the DID of their account."""

import pytest

from sitegen.embeds import alike, keys_of, recognise, unnamed
from sitegen.model import Snapshot

DID, HANDLE = "bluesky/3kxyz@did:plc:abc", "bluesky/3kxyz@hill.example.org"
URI = "at://did:plc:abc/app.bsky.feed.post/3kxyz"


def post(key, **more):
    provider, _, post_id = key.partition("/")
    return Snapshot(provider, post_id, **more)


@pytest.mark.parametrize(
    ("known", "keys"),
    [
        (post("x/1", author_handle="example_a", uri=URI), ("x/1",)),
        (post(DID), (DID,)),
        (post(DID, author_handle="Hill.example.org"), (DID, HANDLE)),
        (post(DID, author_handle="hill", uri=URI), (DID,)),
        (post(HANDLE, uri=URI), (HANDLE, DID)),
        (post(HANDLE, uri=URI, author_handle="new.example.org"), (HANDLE, DID, "bluesky/3kxyz@new.example.org")),
        (post(HANDLE, uri=URI.replace("3kxyz", "3kother")), (HANDLE,)),
        (post(DID, uri=URI.replace("abc", "other"), author_handle="hill.example.org"), (DID,)),
    ],
)  # fmt: skip
def test_the_keys_of_a_post_are_those_that_its_account_tells(known, keys):
    assert keys_of(known) == keys


def test_a_did_and_a_handle_may_be_one_account_and_two_dids_are_not():
    among = (HANDLE, "bluesky/3kxyz@did:plc:other", "bluesky/3kother@hill.example.org", "x/3kxyz")
    assert alike([DID], among) == {HANDLE}
    assert alike([HANDLE], (DID, *among)) == {DID, HANDLE, "bluesky/3kxyz@did:plc:other"}
    assert alike(["x/1"], ["x/1"]) == frozenset()


def test_the_other_address_of_a_withheld_post_is_not_told():
    url = "https://bsky.app/profile/did:plc:abc/post/3kxyz"
    assert recognise(url).key == DID
    assert unnamed(f"See {url} there.", [post(HANDLE)]) is None
