"""Papers that somebody has to hand over or to take in, for the dashboard."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.registration import custody
from wagtail_disclosure.core.seams import WorkItem


def work_items(user: Any) -> Iterator[WorkItem]:
    """Papers at the windows and units where ``user`` sits, and those that are coming there."""
    for papers in custody.waiting_papers(custody.waiting_at_desk_of(user), on=today()):
        case = papers.event.case
        yield WorkItem(
            label=case.number,
            kind=_("Papers to receive") if papers.is_on_the_way else _("Papers to hand over"),
            url=reverse("disclosure_register:papers_of", args=[case.pk]),
            verb=_("Acknowledge") if papers.is_on_the_way else _("Hand over"),
            waiting_since=papers.event.on,
            due_on=papers.due_on,
        )
