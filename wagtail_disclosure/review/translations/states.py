"""How far the translation of each public original into one language is."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page, WorkflowState

from wagtail_disclosure.review.models.clearance import Clearance
from wagtail_disclosure.review.roles import Role


class TranslationState(models.TextChoices):
    """Of one original in one language, what matters most first."""

    MISSING = "missing", pgettext_lazy("translation", "Missing")
    STALE = "stale", pgettext_lazy("translation", "Out of date")
    STARTED = "started", pgettext_lazy("translation", "In progress")
    IN_REVIEW = "review", pgettext_lazy("translation", "In review")
    PUBLISHED = "published", pgettext_lazy("translation", "Published")


def originals(model: type[Any]) -> QuerySet[Any]:
    """The public rows of a translatable guarded type, each in the language written first."""
    rows = model._base_manager.filter(live=True, clearance__isnull=False)
    is_page = issubclass(model, Page)
    # An alias is always later than what it follows. Asked for none, SQLite would read all rows.
    earlier = (Page if is_page else model)._base_manager.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk")
    )
    if is_page:
        rows = rows.filter(alias_of=None)
    return rows.filter(~Exists(earlier))


def with_states(
    rows: QuerySet[Any], locale: Locale, *, in_review: Mapping[str, list[str]] | None = None
) -> QuerySet[Any]:
    """``originals()`` of another language than ``locale``, annotated with ``translation_state``.

    A public translation that was compared with an earlier form of its original is out of date; one
    that was written as a text of its own never is. What was sent back is in progress again.
    ``in_review`` is what ``keys_in_review()`` gives, where that is known already.
    """
    model = rows.model
    keys = (keys_in_review() if in_review is None else in_review).get(model._meta.label_lower, [])
    versions = model._base_manager.filter(
        translation_key=OuterRef("translation_key"), locale=locale
    )
    if issubclass(model, Page):
        versions = versions.filter(alias_of=None)
    public = versions.filter(live=True, clearance__isnull=False)
    compared = Clearance.objects.filter(pk=OuterRef("public_clearance_id"))
    rows = rows.exclude(locale=locale).annotate(
        public_clearance_id=Subquery(public.values("clearance_id")[:1]),
        compared_with=Subquery(compared.values("source_fingerprint")[:1]),
    )
    is_public = Q(public_clearance_id__isnull=False)
    is_current = Q(compared_with="") | Q(compared_with=F("clearance__fingerprint"))
    state = Case(
        When(Exists(versions.filter(pk__in=keys)), then=_value("IN_REVIEW")),
        When(is_public & is_current, then=_value("PUBLISHED")),
        When(is_public, then=_value("STALE")),
        When(translation_key__in=_written(locale), then=_value("STARTED")),
        default=_value("MISSING"),
        output_field=CharField(),
    )
    return rows.annotate(translation_state=state)


def keys_in_review() -> dict[str, list[str]]:
    """Keys of the translations that wait for a reviewer, by the label of their type."""
    rounds = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__task__reviewtask__role=Role.LANGUAGE,
    )
    found: dict[str, list[str]] = {}
    for app_label, model, key in rounds.values_list(
        "content_type__app_label", "content_type__model", "object_id"
    ):
        found.setdefault(f"{app_label}.{model}", []).append(key)
    return found


def _value(name: str) -> Value:
    return Value(TranslationState[name].value)


def _written(locale: Locale) -> QuerySet[Any]:
    """Translation keys of what somebody wrote a string of in the language; looked up once."""
    strings = apps.get_model("wagtail_localize", "StringTranslation")._default_manager
    return strings.filter(locale=locale).values("context__object_id")
