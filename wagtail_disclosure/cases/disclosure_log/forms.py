"""The editor's form of an entry of the disclosure log."""

from typing import Any

from django.db.models import Q

from wagtail_disclosure.core.attachments import FilesForm
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.units import written_for


class LogEntryForm(FilesForm):
    """Offers the units whom the person writes for, and the present one: reviewers edit, too."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "responsible_unit" in self.fields and self.for_user is not None:
            own = written_for(Unit.objects.all(), self.for_user)
            known = Unit.objects.filter(Q(pk__in=own) | Q(pk=self.instance.responsible_unit_id))
            self.fields["responsible_unit"].queryset = known
