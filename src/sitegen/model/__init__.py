"""What an archive is made of: frozen values, passed from stage to stage. Standard library only.

Two shapes recur. A value that many pages show carries its own `digest`, computed once where it is
made. An *article* is light (what listings and links need) and stays in memory; its *content*
(HTML, posts, sources) is heavy and lives in the cache until a page that shows it is rendered.
"""

from sitegen.model.articles import Article, Content, Correction, Heading, Ref, Withdrawal
from sitegen.model.evidence import (
    ArchivedCopy,
    Citation,
    Embed,
    Expanded,
    PostRef,
    PostStatus,
    Snapshot,
    SnapshotMedia,
    Source,
    SourceState,
    StatusChange,
)
from sitegen.model.media import CARD_SIZE, Media, MediaFile, Picture
from sitegen.model.pages import Page
from sitegen.model.settings import (
    AuthorSettings,
    ImageSettings,
    LanguageSettings,
    MenuItem,
    Settings,
    TagSettings,
)
from sitegen.model.site import (
    Around,
    Author,
    AuthorLink,
    Card,
    Edition,
    Entry,
    NameLink,
    Site,
    StoredPost,
    Tag,
)

__all__ = [
    "CARD_SIZE",
    "ArchivedCopy",
    "Around",
    "Article",
    "Author",
    "AuthorLink",
    "AuthorSettings",
    "Card",
    "Citation",
    "Content",
    "Correction",
    "Edition",
    "Embed",
    "Entry",
    "Expanded",
    "Heading",
    "ImageSettings",
    "LanguageSettings",
    "Media",
    "MediaFile",
    "MenuItem",
    "NameLink",
    "Page",
    "Picture",
    "PostRef",
    "PostStatus",
    "Ref",
    "Settings",
    "Site",
    "Snapshot",
    "SnapshotMedia",
    "Source",
    "SourceState",
    "StatusChange",
    "StoredPost",
    "Tag",
    "TagSettings",
    "Withdrawal",
]
