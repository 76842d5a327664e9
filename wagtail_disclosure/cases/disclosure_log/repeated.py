"""What several people asked for may be opened to everybody (OGI Art. 44).

People are told apart by the keyed digests of their requests, and by nothing else. A request without
one, as before there were any, counts as somebody else's.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.models import Case, InformationRequest
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.seams import WorkItem
from wagtail_disclosure.rules.classification import DisclosureClass

A_YEAR = timedelta(days=365)
MOST = 20


@dataclass(frozen=True)
class AskedFor:
    """A page that is open on request, and how many people asked for it within a year."""

    page: Page
    people: int


def asked_for_as_well(case: Case, *, on: date) -> AskedFor | None:
    """The page that ``case`` is about, where enough people asked for it in the last year."""
    about = getattr(case.concrete(), "about_page_id", None)
    if about is None:
        return None
    page = Page.objects.filter(pk=about).specific().first()
    if page is None or not _is_on_request(page):
        return None
    versions = Page.objects.filter(translation_key=page.translation_key).values("pk")
    asking = _requests(on=on).filter(about_page_id__in=versions)
    number = asking.aggregate(people=_people())["people"]
    return AskedFor(page, number) if number >= conf.propose_after_requests() else None


def often_asked_for(*, on: date) -> list[AskedFor]:
    """The pages that enough people asked for in the last year, most asked for first.

    Whoever asks for it in two languages counts twice.
    """
    rows = _requests(on=on).filter(about_page_id__isnull=False).values("about_page_id")
    counted = dict(rows.annotate(number=_people()).values_list("about_page_id", "number"))
    pages = list(Page.objects.filter(pk__in=counted).order_by("pk"))
    together: Counter[Any] = Counter()
    for page in pages:
        together[page.translation_key] += counted[page.pk]
    first = {page.translation_key: page for page in reversed(pages)}
    enough = conf.propose_after_requests()
    often = {
        first[key].pk: number for key, number in together.most_common(MOST) if number >= enough
    }
    loaded = {page.pk: page for page in Page.objects.filter(pk__in=often).specific()}
    found = [AskedFor(loaded[key], number) for key, number in often.items()]
    return [each for each in found if _is_on_request(each.page)]


def work_items(user: Any) -> Iterator[WorkItem]:
    """For the disclosure office: what it may open to everybody."""
    if not policy.user_has_permission(user, "clear_answer"):
        return
    for found in often_asked_for(on=today()):
        yield WorkItem(
            label=found.page.title,
            kind=_("Asked for by several"),
            url=reverse("wagtailadmin_pages:edit", args=[found.page.pk]),
            verb=_("Consider opening it"),
            note=_("%(number)d people asked for it within a year.") % {"number": found.people},
        )


def _requests(*, on: date) -> Any:
    since = on - A_YEAR
    return InformationRequest.objects.order_by().filter(received_on__gt=since, received_on__lte=on)


def _people() -> Any:
    is_known = Q(digest__applicant__gt="")
    known = Count("digest__applicant", distinct=True, filter=is_known)
    return known + Count("pk", distinct=True, filter=~is_known)


def _is_on_request(page: Any) -> bool:
    kind = getattr(page, "disclosure_class", "")
    return page.live and kind == DisclosureClass.ON_REQUEST
