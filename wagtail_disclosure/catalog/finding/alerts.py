"""Telling people by mail what a search of theirs finds anew.

Whoever asks for it confirms by a link in a first mail (double opt-in), and every mail has a link
that ends it. An address alone gets nowhere: the answer to a visitor is the same whether it is known
or not, and nothing about it is logged.
"""

import logging
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Locale

from wagtail_disclosure.catalog.finding import mails
from wagtail_disclosure.catalog.finding.criteria import Criteria, read_criteria
from wagtail_disclosure.catalog.finding.saved import became_public
from wagtail_disclosure.catalog.models import SearchAlert
from wagtail_disclosure.catalog.models.search_alerts import MOST_A_DAY, MOST_UNCONFIRMED
from wagtail_disclosure.core import conf, encryption

logger = logging.getLogger("wagtail_disclosure.catalog")
# Whoever publishes sets the moment first and commits later: what is younger is told tomorrow.
SETTLED_AFTER = timedelta(minutes=10)


def are_offered() -> bool:
    """Whether addresses could be kept encrypted."""
    return bool(conf.encryption_keys())


def subscribe(address: str, criteria: Criteria, *, language: str, now: datetime) -> None:
    """Ask the address to confirm the alert, unless it has it or was asked often enough today."""
    content = {
        "address": address.strip(),
        "search": criteria.in_any_order().urlencode(),
        "language": language,
    }
    known = SearchAlert.objects.filter(search_digest__in=_digests(_identity(content)))
    day = timezone.localdate(now, conf.time_zone())
    with transaction.atomic():
        if known.exclude(confirmed_at=None, requested_on__lt=day).exists():
            return
        of_address = SearchAlert.objects.filter(address_digest__in=_digests(_spelled(address)))
        of_today = of_address.filter(requested_on=day)
        number = 1 + (of_today.aggregate(last=Max("number_of_day"))["last"] or 0)
        unconfirmed = of_address.filter(confirmed_at=None).count()
        if number > MOST_A_DAY or unconfirmed >= MOST_UNCONFIRMED:
            return
        known.delete()
        _create(content, now=now, day=day, number=number)


def _create(content: dict[str, Any], *, now: datetime, day: date, number: int) -> None:
    alert = SearchAlert(
        address_digest=_digests(_spelled(content["address"]))[0],
        search_digest=_digests(_identity(content))[0],
        requested_at=now,
        requested_on=day,
        number_of_day=number,
    )
    alert.seal(content)
    try:
        with transaction.atomic():
            alert.save(force_insert=True)
    except IntegrityError:
        # Somebody asked for the same, or with the same address, at the very same moment.
        return
    transaction.on_commit(partial(mails.ask_to_confirm_task.enqueue, str(alert.pk)))


def confirm(alert: SearchAlert, *, now: datetime) -> None:
    """From now on the alert tells what is new; confirming again changes nothing."""
    SearchAlert.objects.filter(pk=alert.pk, confirmed_at=None).update(
        confirmed_at=now, seen_until=now
    )


def stop(alert: SearchAlert) -> None:
    """Forget the alert with the address and all else that was kept of it."""
    alert.delete()


def search_of(alert: SearchAlert) -> Criteria:
    """The search that the alert repeats."""
    return read_criteria(QueryDict(alert.unseal()["search"]))


def forget_lapsed(now: datetime) -> int:
    """Delete what was not confirmed in time; returns how many."""
    number, _each = SearchAlert.objects.lapsed(now).delete()
    return number


def send_due(now: datetime) -> tuple[int, int]:
    """Mail every confirmed alert that has news; returns how many were sent, and how many failed.

    At most one mail a day for each, however often this is called.
    """
    day = timezone.localdate(now, conf.time_zone())
    waiting = SearchAlert.objects.waiting_for_mail(day).order_by("pk")
    results = [_send(alert, day, now) for alert in waiting.iterator(chunk_size=100)]
    return results.count(True), results.count(False)


def _send(alert: SearchAlert, day: date, now: datetime) -> bool | None:
    """Whether the mail went out; None where there was nothing to tell or another run told it."""
    try:
        content = alert.unseal()
    except encryption.CannotDecrypt:
        logger.error("The alert %s can't be read: its encryption key is gone.", alert.pk)
        return False
    criteria = read_criteria(QueryDict(content["search"]))
    until = now - SETTLED_AFTER
    locale = Locale.objects.filter(language_code=content["language"]).first()
    if locale is None or alert.seen_until >= until:
        return None
    found = became_public(criteria, locale, after=alert.seen_until, until=until)
    waiting = SearchAlert.objects.waiting_for_mail(day).filter(pk=alert.pk)
    if not found:
        waiting.update(seen_until=until)
        return None
    # Put down first: of two runs at the same moment one then sends nothing.
    if not waiting.update(seen_until=until, sent_on=day):
        return None
    is_sent = mails.tell_news(alert, content, criteria, found)
    if not is_sent:
        SearchAlert.objects.filter(pk=alert.pk).update(
            seen_until=alert.seen_until, sent_on=alert.sent_on
        )
    return is_sent


def _spelled(address: str) -> str:
    """The address as it is compared."""
    return address.strip().casefold()


def _identity(content: dict[str, Any]) -> str:
    parts = (_spelled(content["address"]), content["language"], content["search"])
    return "\n".join(parts)


def _digests(text: str) -> list[str]:
    """Keyed digests under each master key, the one that is written first."""
    return [
        encryption.keyed_digest(text.encode(), purpose="search-alert", key_id=key_id)[1].hex()
        for key_id in encryption.master_keys()
    ]
