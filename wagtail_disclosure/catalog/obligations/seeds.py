"""A first list of obligations, to be confirmed: one for each item of Art. 20 that the law names."""

from datetime import date

from django.db import transaction

from wagtail_disclosure.catalog.models import PublicationObligation
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import DisclosureBasis, PublicBody
from wagtail_disclosure.core.translated_text import TranslatedText
from wagtail_disclosure.rules.obligations import Frequency

REASON = "shipped list"
# Art. 21 names items by the level of government, which nobody knows here.
ITEMS = "cn-ogi-20-"
# The law says what is published, not how often: statistics and budgets are made by the year, all
# else is published as it arises.
BY_THE_YEAR = ("cn-ogi-20-04", "cn-ogi-20-07")


@transaction.atomic
def seed(body: PublicBody, *, today: date, by: Actor) -> int:
    """Fill an empty list, for the disclosure office to divide among units; returns how many.

    Nothing without an office to answer for it. A list with obligations is the agency's: what it
    deleted doesn't come back.
    """
    if body.office is None or PublicationObligation.objects.exists():
        return 0
    bases = DisclosureBasis.objects.filter(law=body.law, code__startswith=ITEMS)
    for basis in bases:
        obligation = PublicationObligation(
            basis=basis,
            title=TranslatedText(basis.name),
            unit=body.office,
            frequency=Frequency.YEARLY if basis.code in BY_THE_YEAR else Frequency.CONTINUOUS,
            valid_from=date(today.year, 1, 1),
            is_confirmed=False,
        )
        attribute(obligation, by=by, reason=REASON)
        obligation.save()
    return len(bases)
