"""What cases tell the rest: who must do something, and what visitors can do."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from wagtail_disclosure.cases.answer_review import pass_tiers, waiting_for
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.clock.terms import LastDays
from wagtail_disclosure.cases.intake.subjects import subject_key
from wagtail_disclosure.cases.models import (
    Answer,
    Case,
    Consultation,
    Correction,
    Extension,
    FeeNotice,
    UnitTask,
)
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.querysets import SOON
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.core.seams import PublicAction, WorkItem
from wagtail_disclosure.core.shell import public_places
from wagtail_disclosure.rules.classification import DisclosureClass

WORKSPACE = "disclosure_cases:workspace"
# What can be requested: on which terms by its class.
REQUEST_HINTS = {
    DisclosureClass.ON_REQUEST.value: gettext_lazy(
        "You get an answer, and the information if it can be released."
    ),
    DisclosureClass.EXEMPT.value: gettext_lazy(
        "You get an answer with its reasons, and are told how to object to it."
    ),
}


def work_items(user: Any) -> Iterator[WorkItem]:
    """A person's cases that are late or due within three days, and what they can decide or do."""
    mine = Case.objects.open().assigned_to(user).filter(due_on__lte=today() + SOON)
    for case in mine.order_by("due_on"):
        is_late = case.due_on < today()
        kind = _("Request, overdue") if is_late else _("Request, due soon")
        yield _item(case, kind=kind, verb=_("Work on it"))
    for answer in answers_to_decide(user):
        yield _item(answer.case, kind=_("Answer to clear"), verb=_("Read and decide"))
    cases = policy.instances_user_has_any_permission_for(user, ["extend"])
    proposed = Extension.objects.filter(state=Extension.State.PROPOSED, case__in=cases)
    for extension in proposed.exclude(proposed_by_id=user.pk).select_related("case"):
        yield _item(extension.case, kind=_("More time to approve"), verb=_("Decide"))
    yield from _waited_for(user)
    yield from _tasks(user)


def answers_to_decide(user: Any) -> list[Answer]:
    """The answers whose next tier ``user`` decides, and those that any second person clears."""
    cases = policy.instances_user_has_any_permission_for(user, ["clear_answer"])
    waiting = Answer.objects.filter(state=Answer.State.IN_REVIEW, case__in=cases)
    others = waiting.filter(~pass_tiers()).exclude(author_id=user.pk)
    return [*waiting_for(user), *others.select_related("case")]


def _item(case: Case, *, kind: str, verb: str) -> WorkItem:
    return WorkItem(
        label=str(case),
        kind=kind,
        url=reverse(WORKSPACE, args=[case.pk]),
        verb=verb,
        waiting_since=case.received_on,
        due_on=case.due_on,
        is_provisional=case.is_provisional,
    )


def _waited_for(user: Any) -> Iterator[WorkItem]:
    """A person's cases in which others had to answer and their time is over."""
    last_days = LastDays()
    for model in (Correction, Consultation, FeeNotice):
        rows = model.objects.filter(ended_on__isnull=True, case__officer_id=user.pk)
        for row in rows.select_related("case__body__calendar"):
            last_day = last_days.of(row)
            if last_day is not None and last_day < today():
                kind = _("Nobody answered in time")
                yield _item(row.case, kind=kind, verb=_("Decide"))


def _tasks(user: Any) -> Iterator[WorkItem]:
    """What the units of a person are asked to do for cases, whether they may see those or not."""
    units = Unit.objects.filter(Q(officers__user=user) | Q(head=user))
    tasks = UnitTask.objects.filter(ended_on__isnull=True, unit__in=units.values("pk"))
    last_days = LastDays()
    for task in tasks.select_related("case__body__calendar", "unit"):
        yield WorkItem(
            label=task.text,
            kind=_("Task for a request"),
            url=reverse("disclosure_cases:task", args=[task.pk]),
            verb=_("Do it"),
            waiting_since=task.asked_on,
            due_on=last_days.of(task),
        )


def public_actions(subject: Any, request: HttpRequest | None) -> Iterator[PublicAction]:
    """Asking and following for the site as a whole; asking for what is not open to everybody."""
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
    elif page and getattr(subject, "disclosure_class", "") in REQUEST_HINTS:
        yield PublicAction(
            name="request",
            label=_("Request this"),
            hint=str(REQUEST_HINTS[subject.disclosure_class]),
            url=f"{page.get_url(request)}?about={subject_key(subject)}",
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
    place = public_places(request).get("request")
    if place is None or not (place.is_translated or place.language == conf.default_language()):
        return None
    return place.page
