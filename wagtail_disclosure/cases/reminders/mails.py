"""Mails to people of the agency: numbers, days, states and links, and nothing that anybody wrote.

They say what the tables say when they are sent.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from wagtail.admin.utils import get_admin_base_url
from wagtail.users.models import UserProfile

from wagtail_disclosure.cases.models.outbox import OutgoingMail
from wagtail_disclosure.cases.models.reminders import Reminder
from wagtail_disclosure.cases.outbox.composing import compose
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.reminders.digest import digest_of
from wagtail_disclosure.cases.reminders.matters import place_of
from wagtail_disclosure.cases.reminders.people import may_act
from wagtail_disclosure.core.days import local_date
from wagtail_disclosure.core.own_address import own_address

# Whoever has more reads the list in the admin.
MOST = 50


# Their places are open to people who don't see the case itself.
BEYOND_CASES = (Reminder.Kind.TASK, Reminder.Kind.PAPERS)


class NobodyThere(LookupError):
    """The recipient has left, has no address any more, or may see nothing of it any more."""


def reminder(mail: OutgoingMail) -> EmailMessage:
    """What somebody was reminded of on one day. Raises NobodyThere, ValidationError."""
    user = _recipient(mail)
    rows = _still_seen(mail, user).select_related("case").order_by("due_on", "case__number", "pk")
    if not rows.exists():
        raise NobodyThere(mail.recipient_id)
    with translation.override(_language(user)):
        late, soon = rows.filter(stage__lt=0), rows.filter(stage__gte=0)
        values = {
            "late": [_line(row) for row in late[:MOST]],
            "late_count": late.count(),
            "soon": [_line(row) for row in soon[:MOST]],
            "soon_count": soon.count(),
            "inbox": absolute(reverse("disclosure_cases:index")),
        }
    return _compose(mail, user, "reminder", values)


def digest(mail: OutgoingMail) -> EmailMessage:
    """The digest for the weekly meeting. Raises NobodyThere, ValidationError."""
    user = _recipient(mail)
    with translation.override(_language(user)):
        values = {
            "digest": digest_of(user, on=local_date(mail.created_at), most=MOST),
            "url": absolute(reverse("disclosure_cases:digest")),
        }
    return _compose(mail, user, "digest", values)


def absolute(path: str) -> str:
    """The address of a place in the admin, whoever asked by which host (case 65)."""
    return f"{get_admin_base_url() or own_address()}{path}"


def _compose(mail: OutgoingMail, user: Any, template: str, values: dict[str, Any]) -> EmailMessage:
    return compose(mail, to=user.email, template=template, language=_language(user), values=values)


def _still_seen(mail: OutgoingMail, user: Any) -> Any:
    """A mail may wait for days: what was restricted or taken from ``user`` since is left out."""
    visible = policy.instances_user_has_any_permission_for(user, ["view"])
    kinds = [kind for kind in Reminder.Kind.values if may_act(user, kind)]
    seen = Q(case__in=visible.values("pk")) | Q(kind__in=BEYOND_CASES)
    return mail.reminders.filter(seen, kind__in=kinds)


def _line(row: Any) -> dict[str, Any]:
    path = place_of(row.kind, case_id=row.case_id, object_id=row.object_id)
    return {"reminder": row, "url": absolute(path)}


def _recipient(mail: OutgoingMail) -> Any:
    users = get_user_model()._default_manager.filter(pk=mail.recipient_id, is_active=True)
    user = users.exclude(email="").first()
    if user is None:
        raise NobodyThere(mail.recipient_id)
    return user


def _language(user: Any) -> str:
    return UserProfile.get_for_user(user).get_preferred_language()
