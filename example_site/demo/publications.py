"""What the demonstration agency has published, and what waits for its reviewers."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from wagtail.models import Page

from wagtail_disclosure.catalog.actions import draft_entry
from wagtail_disclosure.catalog.models import (
    CatalogPage,
    CategoryPage,
    DisclosureRulesPage,
    EntryPage,
    FAQIndexPage,
    FAQPage,
    GuidePage,
    ServiceGuidePage,
)
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.actions import confirm, take_over
from wagtail_disclosure.review.content.fingerprints import fingerprint_of
from wagtail_disclosure.rules.classification import DisclosureClass

REASON = "示例数据：原网站上已经公开的内容 / Sample data that was public on the old site"

# Parents before children.
TYPES = (
    CatalogPage,
    CategoryPage,
    EntryPage,
    GuidePage,
    ServiceGuidePage,
    FAQIndexPage,
    FAQPage,
    DisclosureRulesPage,
)

# Title, what it says, and which tiers confirmed it already.
WAITING: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "示例市水务局供水水质月报（上月）",
        "上月全市供水水质监测结果，各项指标均符合生活饮用水卫生标准。",
        (),
    ),
    (
        "关于调整夜间供水调度压力的通知",
        "为降低管网漏损，夜间供水调度压力按区域调整，用户用水不受影响。",
        ("head",),
    ),
    (
        "居民二次供水设施移交办事说明",
        "说明居民住宅二次供水设施移交的条件、材料和办理时限。",
        ("head", "office"),
    ),
)


def take_over_everything(*, proposed_by: AbstractUser, cleared_by: AbstractUser) -> int:
    """Publish every draft that there is so far, in both languages, parents before children."""
    drafts: list[Page] = []
    for model in TYPES:
        drafts.extend(model.objects.filter(live=False).order_by("path"))
    return take_over(drafts, proposed_by=proposed_by, cleared_by=cleared_by, reason=REASON)


def send_samples_to_review(cast: Mapping[str, AbstractUser]) -> None:
    """One entry waiting for each tier of the review."""
    category = CategoryPage.objects.get(code="060202", locale__language_code="zh-hans")
    unit = Unit.objects.get(code="supply")
    for title, summary, confirmed_by in WAITING:
        page = draft_entry(
            category,
            disclosure_class=DisclosureClass.PROACTIVE,
            title=title,
            unit=unit,
            by=cast["drafter"],
        )
        page.summary = summary
        page.body = [("paragraph", f"<p>{summary}</p>")]
        page.created_on = timezone.localdate(timezone=conf.time_zone()) - timedelta(days=3)
        page.save_revision(user=cast["drafter"])
        review(page, confirmed_by, cast)


def change(key: str, sentence: str, cast: Mapping[str, AbstractUser]) -> EntryPage:
    """Add a sentence to the summary of an imported entry and clear it in all three tiers."""
    page = EntryPage.objects.get(import_key=key, locale__language_code="zh-hans")
    page.summary += sentence
    page.save_revision(user=cast["drafter"])
    review(page, ("head", "office", "leader"), cast)
    return EntryPage.objects.get(pk=page.pk)


def review(
    page: Page,
    confirmed_by: Iterable[str],
    cast: Mapping[str, AbstractUser],
    *,
    by: str = "drafter",
) -> None:
    """Send the latest draft to review, where these people confirm it one after the other."""
    state = page.get_workflow().start(page, cast[by])
    for username in confirmed_by:
        state.refresh_from_db()
        step = state.current_task_state.specific
        subject = page.get_latest_revision().as_object()
        confirm(step, by=cast[username], fingerprint=fingerprint_of(subject), remark="同意公开")
