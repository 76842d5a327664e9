"""Translations that somebody has to do something about: out of date, in review, returned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Locale, TranslatableMixin, WorkflowState

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import InformationOfficer, Unit
from wagtail_disclosure.core.seams import WorkItem
from wagtail_disclosure.review.models import GuardedMixin
from wagtail_disclosure.review.roles import Role
from wagtail_disclosure.review.translations import localize, staleness

# More than this becomes one line that leads to the list.
MOST_ITEMS = 5


@dataclass(frozen=True)
class Row:
    """One translation in the list, with the place where its reader goes on."""

    label: str
    language: str
    state: str
    since: datetime
    remark: str
    url: str


def work_items(user: Any) -> Iterator[WorkItem]:
    """What the user's units, or the user, translated and is out of date now."""
    if not localize.is_installed():
        return
    own = InformationOfficer.objects.filter(user=user).values("unit")
    units = list(Unit.objects.filter(Q(head=user) | Q(pk__in=own)))
    if not units and not localize.translated_by(user).exists():
        return
    found = [row for model in translatable_models() for row in _stale_for(model, user, units)]
    if len(found) > MOST_ITEMS:
        yield _summary(found)
        return
    finder = AdminURLFinder(user)
    for instance in found:
        if (url := finder.get_edit_url(instance)) is not None:
            yield WorkItem(
                label=str(instance),
                kind=_("Translation is out of date"),
                url=url,
                verb=_("Translate"),
                waiting_since=_day(instance.original_changed_at),
            )


def rows_for(user: Any) -> list[Row]:
    """Every translation that is out of date, in review or returned, and that the user may edit."""
    if not localize.is_installed():
        return []
    finder = AdminURLFinder(user)
    rows = [*_stale_rows(finder), *_round_rows(finder)]
    return sorted(rows, key=lambda row: row.since)


def translatable_models() -> list[type[Any]]:
    """Guarded types that can be translated."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, GuardedMixin) and issubclass(model, TranslatableMixin)
    ]


def _stale_for(model: type[Any], user: Any, units: list[Unit]) -> list[Any]:
    mine = Q(translation_key__in=localize.translated_by(user))
    if any(field.name == "responsible_unit" for field in model._meta.concrete_fields):
        mine |= Q(responsible_unit__in=units)
    return list(_waiting(model).filter(mine))


def _waiting(model: type[Any]) -> QuerySet[Any]:
    """Those out of date that nobody has sent to review yet."""
    rounds = _rounds().filter(content_type=ContentType.objects.get_for_model(model))
    keys = list(rounds.values_list("object_id", flat=True))
    stale = staleness.stale(model._base_manager.select_related("locale"))
    return stale.exclude(pk__in=keys)


def _rounds() -> QuerySet[WorkflowState]:
    running = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    return WorkflowState.objects.filter(
        status__in=running, current_task_state__task__reviewtask__role=Role.LANGUAGE
    )


def _stale_rows(finder: AdminURLFinder) -> Iterator[Row]:
    for model in translatable_models():
        for instance in _waiting(model):
            if (url := finder.get_edit_url(instance)) is not None:
                language = instance.locale.get_display_name()
                state, since = _("Out of date"), instance.original_changed_at
                yield Row(str(instance), language, state, since, "", url)


def _round_rows(finder: AdminURLFinder) -> Iterator[Row]:
    languages = {locale.pk: locale.get_display_name() for locale in Locale.objects.all()}
    steps = _rounds().select_related("current_task_state__reviewtaskstate__revision")
    for round_ in steps.prefetch_related("content_object"):
        step = round_.current_task_state.reviewtaskstate
        instance = round_.content_object
        if instance is None or (url := finder.get_edit_url(instance)) is None:
            continue
        is_returned = round_.status == WorkflowState.STATUS_NEEDS_CHANGES
        yield Row(
            label=step.revision.object_str,
            language=languages[instance.locale_id],
            state=_("Returned") if is_returned else _("In review"),
            since=step.finished_at if is_returned else step.started_at,
            remark=step.comment if is_returned else "",
            url=url,
        )


def _summary(found: list[Any]) -> WorkItem:
    label = ngettext("%(number)d translation", "%(number)d translations", len(found))
    return WorkItem(
        label=label % {"number": len(found)},
        kind=_("Translation is out of date"),
        url=reverse("disclosure_review:translations"),
        verb=_("Show"),
        waiting_since=_day(min(each.original_changed_at for each in found)),
    )


def _day(moment: datetime) -> Any:
    return timezone.localtime(moment, conf.time_zone()).date()
