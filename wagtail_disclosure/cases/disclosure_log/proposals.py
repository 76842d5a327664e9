"""What was released and can be proposed for everybody, and what became of it."""

from typing import Any

from wagtail.models import Page

from wagtail_disclosure.cases.disclosure_log.listing import newest_answer
from wagtail_disclosure.cases.models import Case, DisclosureProposal
from wagtail_disclosure.core.signals import disclosure_proposed
from wagtail_disclosure.rules.outcomes import RELEASING


def is_proposable(case: Case) -> bool:
    """Whether ``case`` released something, nothing was drafted of it yet, and somebody listens."""
    released = case.outcome is not None and case.outcome.kind in RELEASING
    if not released or case.key.is_destroyed:
        return False
    return disclosure_proposed.has_listeners() and draft_of(case) is None


def draft_of(case: Case) -> Any:
    """The page that was drafted of the newest answer to ``case``; None where there is none."""
    rows = DisclosureProposal.objects.filter(answer__case_id=case.pk, answer=newest_answer(case))
    pages = Page.objects.filter(pk__in=rows.values("page_id"))
    return pages.order_by("pk").first()
