"""From a number and a secret, however typed, to a case; or to the same nothing for everybody."""

from datetime import datetime

from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import Case, LookupTries
from wagtail_disclosure.rules.references import InvalidReference, receipt_key


class TooManyTries(Exception):
    """This number was tried too often within an hour, whether it exists or not."""


def find_case(*, number: str, secret: str, at: datetime) -> Case | None:
    """The case with that number and secret, which somebody sends at the moment ``at``; else None.

    An unknown number costs the same queries and the same computation as a wrong secret. Raises
    TooManyTries.
    """
    try:
        key = receipt_key(number)
    except InvalidReference:
        key = number.strip()[:100]
    if not LookupTries.take(key, at=at):
        raise TooManyTries
    case = Case.objects.select_related("body__calendar", "law", "unit").filter(number_key=key)
    found = case.first()
    is_right = secrets.matches(
        secret,
        digest=found.secret_digest if found else None,
        key_id=found.secret_key_id if found else None,
    )
    if not is_right:
        return None
    LookupTries.give_back(key)
    return found
