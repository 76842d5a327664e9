"""The editor's form of a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from wagtail_disclosure.catalog.models.entries import EntryPage


class FAQForm(WagtailAdminPageForm):
    """Refuses related entries that there aren't.

    Only here: one that is deleted later must not keep the answer from being saved.
    """

    def clean_related_entries(self) -> Any:
        """Raises ValidationError naming the index numbers that no entry has."""
        related = self.cleaned_data["related_entries"]
        numbers = {block.value.strip() for block in related}
        entries = EntryPage._base_manager.filter(index_number__in=numbers)
        if unknown := numbers - set(entries.values_list("index_number", flat=True)):
            message = _("No entry has the index number %(numbers)s. Copy it from the entry.")
            raise forms.ValidationError(message % {"numbers": ", ".join(sorted(unknown))})
        return related
