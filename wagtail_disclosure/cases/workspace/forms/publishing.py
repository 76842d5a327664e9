from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.disclosure_log.listing import entry_of, released_items
from wagtail_disclosure.cases.models import AnswerItem, Case
from wagtail_disclosure.cases.workspace.forms.base import ActionForm, LongTextField


class WithReleasedFiles(ActionForm):
    """Offers the files that went out with the answer, and no others."""

    items = forms.ModelMultipleChoiceField(
        label=_("Files to publish"),
        queryset=AnswerItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Those that went out with the answer. Leave out what says who applied."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        items = released_items(self.case)
        self.fields["items"].queryset = items
        if items.exists():
            self.fields["items"].initial = [item.pk for item in items]
        else:
            del self.fields["items"]
        last = [name for name in ("items", "reason", "version") if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in last), *last])


class ListInLogForm(WithReleasedFiles):
    """Nothing is filled in beforehand: what the applicant wrote stays with the case."""

    title = forms.CharField(
        label=_("Title"),
        max_length=255,
        help_text=_("What it is about, in the default language of the site."),
    )
    asked = LongTextField(
        label=_("What was asked"),
        rows=3,
        max_length=2000,
        help_text=_("In your own words, and without a word about who asked."),
    )
    answered = LongTextField(
        label=_("What was answered"),
        rows=6,
        max_length=20000,
        help_text=_("What was released, and what was not and why."),
    )


class ProposeDisclosureForm(WithReleasedFiles):
    """The draft of an entry of the catalog; what is written in the log already is filled in."""

    title = forms.CharField(
        label=_("Title"),
        max_length=255,
        help_text=_("What it is about, in the default language of the site."),
    )
    description = LongTextField(
        label=_("Summary"),
        rows=3,
        max_length=2000,
        help_text=_("What everybody will find there, and not a word about who asked."),
    )

    @staticmethod
    def initial_values(case: Case, today: date) -> dict[str, Any]:
        entry = entry_of(case)
        return {"title": entry.title, "description": entry.asked} if entry else {}
