"""Entries that tell of an answer which is worked on again: what it released may be withheld now."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.models import DisclosureLogEntry, LoggedAnswer
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.seams import WorkItem


def work_items(user: Any) -> Iterator[WorkItem]:
    """For those who clear answers: drafts and public entries whose request was opened again."""
    cases = policy.cases_by_right(user, "clear_answer").open()
    logged = LoggedAnswer.objects.filter(answer__case__in=cases.values("pk"))
    keys = logged.values("entry_key")
    for entry in DisclosureLogEntry.objects.filter(translation_key__in=keys, alias_of=None):
        yield WorkItem(
            label=entry.draft_title,
            kind=_("Entry of an answer that may change"),
            url=reverse("wagtailadmin_pages:edit", args=[entry.pk]),
            verb=_("Look at it"),
            note=_("The request was opened again."),
        )
