"""Links that only who got the mail has: to confirm an alert, and to end it."""

from datetime import datetime

from django.core import signing
from django.urls import reverse
from django.utils import translation

from wagtail_disclosure.catalog.models import SearchAlert
from wagtail_disclosure.catalog.models.search_alerts import UNCONFIRMED_FOR
from wagtail_disclosure.core.own_address import own_address

CONFIRM, STOP = "confirm", "stop"
SALT = "wagtail_disclosure.search_alert."


class WrongLink(Exception):
    """A link that is not, or no longer, one of ours."""


def link(alert: SearchAlert, purpose: str, *, language: str) -> str:
    """The address with which who has it may confirm the alert, or end it."""
    token = signing.dumps(str(alert.pk), salt=SALT + purpose)
    return absolute(f"{purpose}_alert", token, language=language)


def absolute(name: str, *args: str, language: str) -> str:
    """A whole address of the catalog's; the host is the site's own, whoever asked by which."""
    with translation.override(language):
        path = reverse(f"wagtail_disclosure_catalog:{name}", args=args)
    return f"{own_address()}{path}"


def find_signed(token: str, purpose: str, *, now: datetime) -> SearchAlert:
    """The alert that a link is for; raises WrongLink where there is none, or not any more."""
    max_age = UNCONFIRMED_FOR if purpose == CONFIRM else None
    try:
        key = signing.loads(token, salt=SALT + purpose, max_age=max_age)
    except signing.BadSignature as error:
        raise WrongLink from error
    lapsed = SearchAlert.objects.lapsed(now).values("pk")
    alert = SearchAlert.objects.filter(pk=key).exclude(pk__in=lapsed).first()
    if alert is None:
        raise WrongLink
    return alert
