"""The mails of alerts: one that asks to confirm, and one a day with what is new.

Neither repeats words that somebody typed into a search before the address was confirmed: else
anybody could have the agency mail anything to anybody.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from wagtail_disclosure.catalog.finding import links
from wagtail_disclosure.catalog.finding.criteria import NEWEST, Criteria
from wagtail_disclosure.catalog.models import PublicEntry, SearchAlert

logger = logging.getLogger("wagtail_disclosure.catalog")
TEMPLATES = "wagtail_disclosure_catalog/mail"
MOST_LISTED = 20


@task()
def ask_to_confirm_task(key: str) -> None:
    """For a worker, where the site has one; without one it happens in the request."""
    alert = SearchAlert.objects.filter(pk=key, confirmed_at=None).first()
    if alert is not None:
        ask_to_confirm(alert, alert.unseal())


def ask_to_confirm(alert: SearchAlert, content: Mapping[str, Any]) -> bool:
    """Mail the link that confirms the alert; returns whether the mail went out."""
    language = content["language"]
    context = {"url": links.link(alert, links.CONFIRM, language=language)}
    return _send(content, "confirm_alert", context)


def tell_news(
    alert: SearchAlert,
    content: Mapping[str, Any],
    criteria: Criteria,
    found: Sequence[PublicEntry],
) -> bool:
    """Mail what is new; returns whether the mail went out."""
    language = content["language"]
    newest_first = replace(criteria, order=NEWEST)
    stop_url = links.link(alert, links.STOP, language=language)
    context = {
        "entries": [(row.title, row.entry.get_full_url()) for row in found[:MOST_LISTED]],
        "count": len(found),
        "more": len(found) - MOST_LISTED,
        "words": criteria.words,
        "url": f"{links.absolute('search', language=language)}?{newest_first.urlencode()}",
        "stop_url": stop_url,
    }
    # RFC 8058: with these, the mail program itself can end it by a POST.
    headers = {
        "List-Unsubscribe": f"<{stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return _send(content, "alert", context, headers)


def _send(
    content: Mapping[str, Any],
    template: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> bool:
    with translation.override(content["language"]):
        text = render_to_string(f"{TEMPLATES}/{template}.txt", dict(context))
    subject, _line_end, body = text.strip().partition("\n")
    mail = EmailMessage(
        subject.strip(),
        f"{body.strip()}\n",
        to=[content["address"]],
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
    try:
        mail.send()
    except Exception as error:  # Mail servers fail in every way there is.
        # Its words may repeat the address.
        logger.error("A mail of an alert could not be sent: %s", type(error).__name__)
        return False
    return True
