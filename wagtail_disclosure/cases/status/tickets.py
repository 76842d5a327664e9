"""Tickets: how the status page knows on the next press of a button whose request it is.

A ticket stands in a hidden field of a page that number and secret have opened; it is in no address
and no cookie, so nothing of it is left on a shared computer. Nobody can make one, which is also
why its forms need no other protection against forgery.
"""

from django.core import signing

from wagtail_disclosure.cases.models import Case

SALT = "wagtail_disclosure.status"
AGE_SECONDS = 60 * 60


class TicketRefused(ValueError):
    """A ticket is forged, too old, or of a case whose secret has changed."""


def issue(case: Case) -> str:
    """A ticket for whoever has just shown the secret of ``case``."""
    return signing.dumps([case.pk, case.secret_digest[:16]], salt=SALT)


def case_for(ticket: str) -> Case:
    """The case that ``ticket`` was issued for. Raises TicketRefused."""
    try:
        key, digest = signing.loads(ticket, salt=SALT, max_age=AGE_SECONDS)
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise TicketRefused from error
    cases = Case.objects.select_related("body__calendar", "law", "unit", "key")
    case = cases.filter(pk=key).first()
    if case is None or case.secret_digest[:16] != digest:
        raise TicketRefused
    return case
