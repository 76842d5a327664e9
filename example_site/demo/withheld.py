"""What the demonstration agency withholds: something to look at again, and a line to review."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from wagtail.models import Locale

from wagtail_disclosure.catalog.models import ExemptItem, ExemptPublicLine
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.review.actions import take_over

MASKED_TITLE = "供水安全类内部文件一份"
# What everybody may know of exempt items, by their categories.
PUBLIC_TITLES = {
    "0502": {"zh-hans": "举报人个人信息材料", "en": "Personal data of informants"},
    "1101": {"zh-hans": "内部会议的讨论过程", "en": "Discussions at internal meetings"},
    "1001": {"zh-hans": "人事管理材料", "en": "Papers on personnel"},
    "0501": {"zh-hans": "行政处罚案件材料", "en": "Papers of enforcement cases"},
}
REASON = "示例数据：原网站上已经公开的说明 / Sample data that was public on the old site"
SOON = timedelta(days=10)


def withhold(cast: Mapping[str, AbstractUser]) -> None:
    """One item of the register is due for re-review, and one waits with its public line."""
    due, described = ExemptItem.objects.order_by("reference")[:2]
    due.review_on = timezone.localdate(timezone=conf.time_zone()) + SOON
    attribute(due, by=Actor.of(cast["office-head"]), reason="定期复核")
    due.save()
    propose_line(described, by=cast["drafter"])
    show_lines(proposed_by=cast["office-head"], cleared_by=cast["leader"])


def show_lines(*, proposed_by: AbstractUser, cleared_by: AbstractUser) -> None:
    """The public list of what is withheld, in both languages."""
    lines = [
        line
        for item in ExemptItem.objects.filter(category_code__in=PUBLIC_TITLES)
        for line in draft_lines(item)
    ]
    take_over(lines, proposed_by=proposed_by, cleared_by=cleared_by, reason=REASON)


def draft_lines(item: ExemptItem) -> Iterator[ExemptPublicLine]:
    """The public line of ``item`` in each language, each the translation of the other."""
    key = uuid4()
    for locale in Locale.objects.filter(language_code__in=PUBLIC_TITLES[item.category_code]):
        line = ExemptPublicLine(
            item=item,
            locale=locale,
            translation_key=key,
            title=PUBLIC_TITLES[item.category_code][locale.language_code],
            ground=item.ground,
            explanation=item.explanation.in_language(locale.language_code),
            live=False,
        )
        line.save()
        yield line


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
