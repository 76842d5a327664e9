"""A list as an agency would write it."""

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.review.cleared import cleared_values


def titles() -> list[str]:
    """The titles of all public notices, as they were cleared."""
    rows = NoticePage.objects.disclosed().annotate(cleared=cleared_values("title"))
    return [row.cleared["title"] for row in rows.order_by("path")]
