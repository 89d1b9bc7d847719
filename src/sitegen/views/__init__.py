"""What templates are given: one frozen dataclass a page type. All addresses are paths below the root.

Every template has `site` (a `SiteView`), `head` (a `Head`) and `page` (one of the `…Page` classes here). An
article's template also has `content` (an `ArticleView`), made when it is rendered.
"""

from sitegen.views.articles import ArticleFrame, ArticlePage, ArticleView, SourceView
from sitegen.views.frame import (
    Bar,
    FeedGroup,
    FeedLink,
    FeedRow,
    Head,
    LanguageLink,
    MenuLink,
    Pager,
    SiteView,
)
from sitegen.views.listings import (
    ArchivePage,
    AuthorPage,
    HomePage,
    MonthGroup,
    TagPage,
    TermRow,
    TermsPage,
    YearPage,
    YearRow,
)
from sitegen.views.single import (
    CorrectedCard,
    CorrectionsPage,
    EvidencePage,
    FeedsPage,
    NotFoundPage,
    RedirectPage,
    SearchPage,
    VerifyPage,
)

__all__ = [
    "ArchivePage",
    "ArticleFrame",
    "ArticlePage",
    "ArticleView",
    "AuthorPage",
    "Bar",
    "CorrectedCard",
    "CorrectionsPage",
    "EvidencePage",
    "FeedGroup",
    "FeedLink",
    "FeedRow",
    "FeedsPage",
    "Head",
    "HomePage",
    "LanguageLink",
    "MenuLink",
    "MonthGroup",
    "NotFoundPage",
    "Pager",
    "RedirectPage",
    "SearchPage",
    "SiteView",
    "SourceView",
    "TagPage",
    "TermRow",
    "TermsPage",
    "VerifyPage",
    "YearPage",
    "YearRow",
]
