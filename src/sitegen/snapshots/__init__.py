"""`_snapshots/`: what was captured of posts and sources, as files beside the articles.

`decode` and `encode` are pure: text to value and back. Files edited by hand give problems, never an
exception, and keys that are unknown here survive being written again.
"""

from sitegen.snapshots.ledger import (
    LEDGER,
    SourceRecord,
    decode_ledger,
    decode_records,
    encode_records,
)
from sitegen.snapshots.posts import (
    FOLDER,
    decode,
    encode,
    id_of,
    media_path,
    path_of,
    precedence,
    published,
    published_beside,
    restated,
)
from sitegen.snapshots.reading import MAX_BYTES, is_date, text_in

__all__ = [
    "FOLDER", "LEDGER", "MAX_BYTES", "SourceRecord", "decode", "decode_ledger", "decode_records", "encode",
    "encode_records", "id_of", "is_date", "media_path", "path_of", "precedence", "published",
    "published_beside", "restated", "text_in",
]  # fmt: skip
