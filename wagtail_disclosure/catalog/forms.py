"""The editor's forms: what the class forbids is not offered."""

from typing import Any

from django.db.models import Q, QuerySet
from modelcluster.forms import BaseChildFormSet

from wagtail_disclosure.catalog.succession import refuse_circle
from wagtail_disclosure.core.attachments import FilesForm
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.units import written_for


class EntryForm(FilesForm):
    """Leaves out the text and the files of an entry that is a description only."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.disclosure_class and not self.instance.kind.may_have_body:
            self.fields.pop("body", None)
            self.formsets.pop("attachments", None)
        if "responsible_unit" in self.fields and self.for_user is not None:
            self.fields["responsible_unit"].queryset = self._units()

    def _units(self) -> QuerySet[Unit]:
        """Those whom the person writes for, and the present one: reviewers edit, too."""
        own = written_for(Unit.objects.all(), self.for_user)
        return Unit.objects.filter(Q(pk__in=own) | Q(pk=self.instance.responsible_unit_id))


class SuccessorFormSet(BaseChildFormSet):
    """Refuses an entry that would come after itself."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        chosen = [getattr(form, "cleaned_data", {}).get("successor") for form in kept]
        refuse_circle(self.instance, [successor.pk for successor in chosen if successor])
