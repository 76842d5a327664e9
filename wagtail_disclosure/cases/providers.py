"""What cases tell the rest: who must do something, and what visitors can do."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from wagtail_disclosure.cases.clock import today
from wagtail_disclosure.cases.models import Answer, Case, RequestPage
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.querysets import SOON
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.seams import PublicAction, WorkItem
from wagtail_disclosure.rules.classification import DisclosureClass

WORKSPACE = "disclosure_cases:workspace"


def work_items(user: Any) -> Iterator[WorkItem]:
    """A person's cases that are late or due within three days, and answers they can clear."""
    mine = Case.objects.open().assigned_to(user).filter(due_on__lte=today() + SOON)
    for case in mine.order_by("due_on"):
        is_late = case.due_on < today()
        yield WorkItem(
            label=str(case),
            kind=_("Request, overdue") if is_late else _("Request, due soon"),
            url=reverse(WORKSPACE, args=[case.pk]),
            verb=_("Work on it"),
            waiting_since=case.received_on,
            due_on=case.due_on,
        )
    cases = policy.instances_user_has_any_permission_for(user, ["clear_answer"])
    waiting = Answer.objects.filter(state=Answer.State.IN_REVIEW, case__in=cases)
    for answer in waiting.exclude(author_id=user.pk).select_related("case"):
        yield WorkItem(
            label=str(answer.case),
            kind=_("Answer to clear"),
            url=reverse(WORKSPACE, args=[answer.case_id]),
            verb=_("Read and decide"),
            waiting_since=answer.case.received_on,
            due_on=answer.case.due_on,
        )


def public_actions(subject: Any, request: HttpRequest | None) -> Iterator[PublicAction]:
    """Asking and following for the site as a whole, and asking for what is public on request."""
    page = request_page(request)
    if subject is None:
        if page:
            yield _ask(page, request)
        yield PublicAction(
            name="follow",
            label=_("Follow a request"),
            hint=_("With the number and the secret of your receipt."),
            url=reverse("wagtail_disclosure_cases:status"),
        )
    elif page and getattr(subject, "disclosure_class", "") == DisclosureClass.ON_REQUEST:
        yield PublicAction(
            name="request",
            label=_("Request this"),
            hint=_("You get an answer, and the information if it can be released."),
            url=f"{page.get_url(request)}?about={subject.pk}",
        )


def _ask(page: Page, request: HttpRequest | None) -> PublicAction:
    return PublicAction(
        name="ask",
        label=_("Ask for information"),
        hint=_("For whatever you did not find. Nobody needs a reason to ask."),
        url=page.get_url(request) or "",
    )


def request_page(request: HttpRequest | None) -> Page | None:
    """The public request page in the active language, else in the site's default language."""
    if request is None:
        return _find_request_page()
    # Menus and entries of one page ask for it, so it is found once for each request.
    known = request.__dict__.setdefault("_disclosure_request_page", [])
    if not known:
        known.append(_find_request_page())
    return known[0]


def _find_request_page() -> Page | None:
    languages = [translation.get_language() or "", conf.default_language()]
    pages = RequestPage.objects.disclosed().filter(locale__language_code__in=languages)
    by_language = {page.locale.language_code: page for page in pages.select_related("locale")}
    return next((by_language[code] for code in languages if code in by_language), None)
