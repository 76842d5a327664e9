from datetime import date

from django.db.models import F, Q, QuerySet

from wagtail_disclosure.core.models import Law, Outcome, Remedy


def remedies_in_force(law: Law, *, on: date, outcome: Outcome | None = None) -> QuerySet[Remedy]:
    """What an applicant can do on that day: against ``outcome`` first, then in any case."""
    in_force = Q(from_on__isnull=True) | Q(from_on__lte=on)
    in_force &= Q(until_on__isnull=True) | Q(until_on__gte=on)
    against = Q(outcome__isnull=True) | Q(outcome=outcome) if outcome else Q(outcome__isnull=True)
    remedies = Remedy.objects.filter(in_force, against, law=law)
    # Databases do not agree on where rows without an outcome come.
    return remedies.order_by(F("outcome").asc(nulls_last=True), "code")
