"""Which pages are closed to the general public by a view restriction."""

from functools import cache

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Subquery
from wagtail.models import Page, PageViewRestriction


@cache
def is_restricted(path: str = "path") -> Exists:
    """True of pages that are restricted, or that are below one that is: for ``filter(~…)``.

    ``path`` is what the rows call the tree's path of their page. Wagtail's ``public()`` asks for
    all restrictions beforehand, once for every query set; this is part of the query itself.
    """
    asked_path = ExpressionWrapper(OuterRef(path), output_field=CharField())
    # Not joined: of a site without restrictions SQLite, once analyzed, would read all pages first.
    restricted = Page._base_manager.filter(pk=OuterRef("page_id")).values("path")
    restrictions = PageViewRestriction.objects.annotate(
        asked_path=asked_path, restricted_path=Subquery(restricted)
    )
    return Exists(restrictions.filter(asked_path__startswith=F("restricted_path")))
