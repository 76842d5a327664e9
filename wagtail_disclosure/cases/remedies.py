from datetime import date

from django.db.models import Q, QuerySet

from wagtail_disclosure.core.models import Outcome, Remedy


def remedies_against(outcome: Outcome, *, on: date) -> QuerySet[Remedy]:
    """What an applicant can do against ``outcome``, by the law in force on that day."""
    in_force = Q(from_on__isnull=True) | Q(from_on__lte=on)
    in_force &= Q(until_on__isnull=True) | Q(until_on__gte=on)
    remedies = Remedy.objects.filter(in_force, law_id=outcome.law_id)
    return remedies.filter(Q(outcome=outcome) | Q(outcome__isnull=True)).order_by("outcome", "code")
