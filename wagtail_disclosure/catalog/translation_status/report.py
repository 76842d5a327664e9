"""The report *Translation status* in the admin."""

from collections.abc import Iterable, Iterator
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page

from wagtail_disclosure.catalog.models import CategoryPage, EntryPage
from wagtail_disclosure.catalog.translation_status.levels import (
    Level,
    Scope,
    has_unit,
    levels,
    target_locales,
)
from wagtail_disclosure.catalog.translation_status.totals import totals_for
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.admin import ROOMY
from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.translations import listing
from wagtail_disclosure.review.translations.localize_lists import SUBMIT
from wagtail_disclosure.review.translations.states import (
    TranslationState,
    originals,
    with_states,
)
from wagtail_disclosure.rules.plain_text import harmless_cell

BYTE_ORDER_MARK = "\ufeff"


def may_see(user: Any) -> bool:
    return len(conf.content_languages()) > 1 and listing.may_see(user)


def category_choices() -> list[tuple[int, str]]:
    rows = originals(CategoryPage).order_by("path").values_list("pk", "title", "code", "depth")
    found = list(rows)
    top = min((depth for _pk, _title, _code, depth in found), default=0)
    return [
        (pk, "\u00a0" * 4 * (depth - top) + f"{code} {title}".strip())
        for pk, title, code, depth in found
    ]


class StatusFilterSet(WagtailFilterSet):
    # The view reads these two: they decide which rows there are.
    language = django_filters.ChoiceFilter(
        label=_("Language"), empty_label=None, method="keep", widget=forms.RadioSelect
    )
    level = django_filters.ChoiceFilter(
        label=pgettext_lazy("translation status", "What"),
        empty_label=None,
        method="keep",
        widget=forms.RadioSelect,
    )
    state = django_filters.MultipleChoiceFilter(
        label=pgettext_lazy("translation", "State"),
        field_name="translation_state",
        choices=TranslationState.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    category = django_filters.ChoiceFilter(label=_("In the category"), method="below")
    unit = django_filters.ModelMultipleChoiceFilter(
        label=_("Responsible unit"),
        queryset=Unit.objects.all(),
        method="of_units",
        widget=forms.CheckboxSelectMultiple,
    )
    title = django_filters.CharFilter(label=_("Title contains"), method="titled")

    class Meta:
        model = EntryPage
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # As callables they would be asked for at every use.
        extra = {name: each.extra for name, each in self.filters.items()}
        extra["language"]["choices"] = [
            (locale.language_code, locale.get_display_name()) for locale in target_locales()
        ]
        extra["level"]["choices"] = [(level.name, level.label) for level in levels()]
        extra["category"]["choices"] = category_choices()

    def keep(self, rows: Any, name: str, value: Any) -> Any:
        return rows

    def below(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if not issubclass(rows.model, Page):
            return rows.none()
        category = CategoryPage._base_manager.filter(pk=value).first()
        return rows.filter(path__startswith=category.path) if category else rows.none()

    def of_units(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if not value:
            return rows
        return rows.filter(responsible_unit__in=value) if has_unit(rows.model) else rows.none()

    def titled(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        field = "title" if _has_field(rows.model, "title") else "name"
        if not _has_field(rows.model, field):
            return rows.none()
        return rows.filter(**{f"{field}__icontains": value})


class StateColumn(Column):
    cell_template_name = "wagtail_disclosure_catalog/admin/translation_state.html"


class TranslateColumn(Column):
    """A button: it posts, since it makes the translation where there is none yet."""

    cell_template_name = "wagtail_disclosure_catalog/admin/translate_button.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        return {**context, "csrf_token": get_token(request), "back": request.get_full_path()}


class ForTranslators:
    """For people who may see what waits for translation."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class StatusReportView(ForTranslators, ReportView):
    """Public originals of one level, and how far each is in one language."""

    model = EntryPage
    template_name = "wagtail_disclosure_catalog/admin/translation_status.html"
    results_template_name = "wagtail_disclosure_catalog/admin/translation_status_results.html"
    page_title = _("Translation status")
    header_icon = "globe"
    index_url_name = "disclosure_translation_status:report"
    index_results_url_name = "disclosure_translation_status:results"
    filterset_class = StatusFilterSet
    is_searchable = False
    columns = [
        Column("display_title", label=_("Title"), classname="title"),
        Column("unit", label=_("Unit"), classname=ROOMY),
        StateColumn("state_name", label=pgettext_lazy("translation", "State")),
        Column("cleared_on", label=_("Public as it is since"), classname=ROOMY),
        TranslateColumn("translate", label=_("Translation")),
    ]
    list_export = ["display_title", "unit", "language", "state_name", "cleared_on", "address"]
    export_headings = {
        "display_title": _("Title"),
        "unit": _("Unit"),
        "language": _("Language"),
        "state_name": pgettext_lazy("translation", "State"),
        "cleared_on": _("Public as it is since"),
        "address": pgettext_lazy("of a page", "Address"),
    }

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.custom_value_preprocess = {
            **self.custom_value_preprocess,
            str: {self.FORMAT_CSV: harmless_cell, self.FORMAT_XLSX: harmless_cell},
        }

    def get_filename(self) -> str:
        return f"translations-{self.locale.language_code}-{self.level.name}"

    @cached_property
    def locale(self) -> Locale:
        """The language asked for, else the first into which is translated."""
        known = {locale.language_code: locale for locale in target_locales()}
        return known.get(self.request.GET.get("language", "")) or next(iter(known.values()))

    @cached_property
    def level(self) -> Level:
        """The level asked for, else the entries, of which there are most."""
        known = {level.name: level for level in levels()}
        default = known[EntryPage._meta.label_lower]
        return known.get(self.request.GET.get("level", ""), default)

    def get_base_queryset(self) -> QuerySet[Any]:
        rows = with_states(self.level.rows(Scope.of(self.request.user)), self.locale)
        order = "path" if issubclass(self.level.model, Page) else "pk"
        links = ["clearance", *(["responsible_unit"] if has_unit(self.level.model) else [])]
        return rows.select_related(*links).order_by(order)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> Iterator[Any] | list[Any]:
        if self.is_export:
            # Of a hundred thousand rows never more than a few are in memory.
            return (self.decorated(row) for row in object_list.iterator(chunk_size=500))
        return [self.decorated(row) for row in object_list]

    def decorated(self, row: Any) -> Any:
        is_page = isinstance(row, Page)
        row.display_title = row.title if is_page else str(row)
        row.unit = str(getattr(row, "responsible_unit", None) or "")
        row.language = self.locale.language_code
        row.state_name = TranslationState(row.translation_state).label
        row.cleared_on = written_day(row.clearance.decided_at)
        row.address = row.url_path if is_page else ""
        row.translate_url = reverse(
            "disclosure_translation_status:translate",
            args=[self.locale.language_code, self.level.model._meta.label_lower, row.pk],
        )
        return row

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponse:
        self.export_language = translation.get_language()
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def stream_csv(self, queryset: Any) -> Iterator[str]:
        # Excel takes it for the local code page otherwise.
        yield BYTE_ORDER_MARK
        lines = super().stream_csv(queryset)
        while True:
            # It is written after the request, when the reader's language is no longer active.
            with translation.override(self.export_language):
                line = next(lines, None)
            if line is None:
                return
            yield line

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not self.results_only and not self.is_export:
            context["totals"] = totals_for(self.request.user, target_locales())
            context["states"] = TranslationState.choices
        context["language_name"] = self.locale.get_display_name()
        context["level"] = self.level
        context["may_submit"] = self.request.user.has_perm(SUBMIT)
        return context


class StatusMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


def status_menu_item() -> MenuItem:
    """The entry in the menu "Disclosure"."""
    return StatusMenuItem(
        _("Translation status"),
        reverse("disclosure_translation_status:report"),
        name="disclosure-translation-status",
        icon_name="globe",
        order=655,
    )


def _has_field(model: type[Any], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)
