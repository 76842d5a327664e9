"""Which pages are closed to the general public by a view restriction."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def is_restricted() -> Exists:
    """True of pages that are restricted, or that are below one that is: for ``filter(~…)``.

    Wagtail's ``public()`` asks for all restrictions beforehand, once for every query set; this
    is part of the query itself.
    """
    asked_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.annotate(asked_path=asked_path)
    return Exists(restrictions.filter(asked_path__startswith=F("page__path")))
