from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.disclosure_log.listing import released_items
from wagtail_disclosure.cases.models import AnswerItem
from wagtail_disclosure.cases.workspace.forms.base import ActionForm, LongTextField


class ListInLogForm(ActionForm):
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
