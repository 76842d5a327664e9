"""Wagtail's bulk action that edits the entries ticked in a list."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from wagtail_disclosure.catalog.bulk_editing.editing import (
    Changes,
    Result,
    edit_entries,
    may_edit,
)
from wagtail_disclosure.catalog.models import EntryPage, Genre, SubjectClass
from wagtail_disclosure.catalog.models.description import Retention
from wagtail_disclosure.catalog.staged_import.rights import importable_units
from wagtail_disclosure.catalog.viewsets import EntryFilterSet
from wagtail_disclosure.core.models import Unit

# More would take longer than somebody waits.
MOST = 500
REFUSALS_SHOWN = 10
LEFT = gettext_lazy("Leave as it is")


class BulkEditForm(forms.Form):
    """What is left empty stays as it is in each entry."""

    responsible_unit = forms.ModelChoiceField(
        label=gettext_lazy("Responsible unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=LEFT,
    )
    subject_class = forms.ModelChoiceField(
        label=gettext_lazy("Subject class"),
        queryset=SubjectClass.objects.all(),
        required=False,
        empty_label=LEFT,
    )
    genre = forms.ModelChoiceField(
        label=gettext_lazy("Genre"), queryset=Genre.objects.all(), required=False, empty_label=LEFT
    )
    retention = forms.ChoiceField(
        label=gettext_lazy("Open for"), choices=[("", LEFT), *Retention.choices], required=False
    )
    keywords = forms.CharField(
        label=gettext_lazy("Add keywords"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Parted by commas or semicolons. Those of each entry stay."),
    )

    def clean(self) -> None:
        if not any(self.cleaned_data.values()):
            raise ValidationError(_("Choose at least one thing to change."))

    def changes(self) -> Changes:
        values = dict(self.cleaned_data)
        keywords = values.pop("keywords")
        return Changes({name: value for name, value in values.items() if value}, keywords)


class EditEntriesBulkAction(PageBulkAction):
    """Select entries in a list and change the same fields of all of them."""

    display_name = gettext_lazy("Edit together")
    action_type = "disclosure_edit_entries"
    aria_label = gettext_lazy("Edit the selected entries together")
    template_name = "wagtail_disclosure_catalog/admin/bulk_edit.html"
    action_priority = 34
    form_class = BulkEditForm

    def get_form(self, form_class: Any = None) -> BulkEditForm:
        form = super().get_form(form_class)
        form.fields["responsible_unit"].queryset = importable_units(self.request.user)
        return form

    def check_perm(self, page: Any) -> bool:
        return may_edit(page.specific_deferred, self.request.user)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """Wagtail would take all pages there are; here it is what the list showed."""
        if parent_id is not None:
            return super().get_all_objects_in_listing_query(parent_id)
        shown = QueryDict(urlsplit(self.next_url).query)
        own = EntryPage.objects.filter(responsible_unit__in=importable_units(self.request.user))
        entries = EntryFilterSet(shown, queryset=own, request=self.request).qs
        if query := shown.get("q"):
            return [entry.pk for entry in entries.autocomplete(query)[: MOST + 1]]
        return entries.values_list("pk", flat=True)[: MOST + 1]

    def prepare_action(self, objects: Any, objects_without_access: Any) -> HttpResponse | None:
        if len(objects) <= MOST:
            return None
        reason = _("At most %(number)d entries can be edited together. Select fewer.")
        messages.error(self.request, reason % {"number": MOST})
        return redirect(self.next_url)

    def get_execution_context(self) -> dict[str, Any]:
        return {
            **super().get_execution_context(),
            "changes": self.cleaned_form.changes(),
            "request": self.request,
        }

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Any],
        changes: Changes | None = None,
        user: Any = None,
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """Edit what can be edited; what is left out, and why, is said."""
        if changes is None:
            raise TypeError("Say what to change.")
        entries = (page.specific for page in objects)
        results = list(edit_entries(entries, changes, by=user))
        if request is not None:
            report(results, request)
        return sum(result.is_changed for result in results), 0


def report(results: list[Result], request: HttpRequest) -> None:
    """Say how many entries were changed, and which were not and why."""
    changed = sum(result.is_changed for result in results)
    if changed:
        said = ngettext(
            "%(number)d entry has a new draft. Send it to review when it is ready.",
            "%(number)d entries have a new draft. Send them to review when they are ready.",
            changed,
        )
        messages.success(request, said % {"number": changed})
    refused = [result for result in results if result.refusal]
    same = len(results) - changed - len(refused)
    if same:
        said = ngettext(
            "%(number)d entry said so already.", "%(number)d entries said so already.", same
        )
        messages.info(request, said % {"number": same})
    for result in refused[:REFUSALS_SHOWN]:
        title = result.entry.get_admin_display_title()
        messages.error(request, f"{title}: {result.refusal}")
    others = len(refused) - REFUSALS_SHOWN
    if others > 0:
        said = ngettext(
            "%(number)d more entry was left as it was.",
            "%(number)d more entries were left as they were.",
            others,
        )
        messages.error(request, said % {"number": others})
