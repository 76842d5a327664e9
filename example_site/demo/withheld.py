"""What the demonstration agency withholds: something to look at again, and a line to review."""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from wagtail.models import Locale

from wagtail_disclosure.catalog.models import ExemptItem, ExemptPublicLine
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor, attribute

MASKED_TITLE = "供水安全类内部文件一份"
SOON = timedelta(days=10)


def withhold(cast: Mapping[str, AbstractUser]) -> None:
    """One item of the register is due for re-review, and one waits with its public line."""
    due, described = ExemptItem.objects.order_by("reference")[:2]
    due.review_on = timezone.localdate(timezone=conf.time_zone()) + SOON
    attribute(due, by=Actor.of(cast["office-head"]), reason="定期复核")
    due.save()
    propose_line(described, by=cast["drafter"])


def propose_line(item: ExemptItem, *, by: AbstractUser) -> ExemptPublicLine:
    """What the public may know of ``item``, sent to review."""
    line = ExemptPublicLine.objects.create(
        item=item,
        locale=Locale.objects.get(language_code="zh-hans"),
        title=MASKED_TITLE,
        ground=item.ground,
        explanation=item.explanation.in_language("zh-hans"),
        live=False,
    )
    line.save_revision(user=by)
    line.get_workflow().start(line, by)
    return line
