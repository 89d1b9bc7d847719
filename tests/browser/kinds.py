"""Every kind of page that the sample has, by name, and where to find one."""

FIXED = {
    "home": "",
    "home, second page": "page/2/",
    "home in Persian": "fa/",
    "tags": "tags/",
    "tags in Persian": "fa/tags/",
    "authors": "authors/",
    "timeline": "archive/",
    "timeline in Persian": "fa/archive/",
    "search": "search/",
    "search in Persian": "fa/search/",
    "corrections": "corrections/",
    "evidence": "evidence/",
    "evidence in Persian": "fa/evidence/",
    "feeds": "feeds/",
    "verify": "verify/",
    "not found": "404.html",
    "standing page": "about/",
}

MARKED = {
    "tag": ("tags/*/index.html", '<figure class="chart">'),
    "author": ("authors/*/index.html", "<h1"),
    "year": ("archive/*/index.html", "<h1"),
    "year in Persian": ("fa/archive/*/index.html", "<h1"),
    "article with corrections": ("20*/*/index.html", 'class="notice corrections"'),
    "article with a deleted post": ("20*/*/index.html", 'data-status="deleted"'),
    "article with a protected post": ("20*/*/index.html", 'data-status="protected"'),
    "article with a withheld post": ("20*/*/index.html", 'data-status="withheld"'),
    "article with an uncaptured post": ("20*/*/index.html", 'data-status="uncaptured"'),
    "article with sources": ("20*/*/index.html", 'id="source-'),
    "article with a table": ("20*/*/index.html", "<table"),
    "article with a picture": ("20*/*/index.html", "<figure"),
    "article in Persian": ("fa/20*/*/index.html", 'class="embed'),
    "withdrawn article": ("20*/*/index.html", 'class="notice withdrawn'),
}
"""(pattern below the output folder, a text that the page holds)."""

KINDS = (*FIXED, *MARKED)


def path_of(kind, output):
    """The address of the first page of that kind below the root; the sample is to have one."""
    if kind in FIXED:
        return FIXED[kind]
    pattern, mark = MARKED[kind]
    for file in sorted(output.glob(pattern)):
        if mark in file.read_text(encoding="utf-8"):
            return file.relative_to(output).as_posix().removesuffix("index.html")
    raise LookupError(f"the sample has no page of this kind: {kind}")
