"""The database triggers: where they are wanted, all of them have to be there."""

from collections.abc import Iterator

from django.db import router
from django.utils.translation import gettext as _

from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.triggers import installation
from wagtail_disclosure.review.verification import Problem


def verify_triggers() -> Iterator[Problem]:
    """Triggers that are missing or outdated; that nobody wanted any is a notice."""
    using = router.db_for_write(Clearance)
    status = installation.status(using)
    if not status.is_supported or status.is_complete:
        return
    if status.is_wanted:
        message = _("Database triggers are missing or outdated. Run disclosure_triggers install.")
    else:
        message = _("There are no database triggers. Run disclosure_triggers install.")
    yield Problem(code="triggers", message=message, is_notice=not status.is_wanted)
