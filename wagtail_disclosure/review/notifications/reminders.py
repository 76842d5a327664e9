"""Who is reminded, once a day, of what has waited for them too long."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import translation
from wagtail.admin.utils import get_admin_base_url
from wagtail.users.models import UserProfile

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.admin import waiting_for
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.core.models.bodies import NoPublicBody
from wagtail_disclosure.core.seams import WorkItem
from wagtail_disclosure.review.models import Reminder
from wagtail_disclosure.review.notifications import mails
from wagtail_disclosure.rules.calendars import BeforeCalendar, WorkingCalendar

EVERY_WEEKDAY = WorkingCalendar(code="weekdays")
ADMIN_ACCESS = "wagtailadmin.access_admin"


def is_reminding_day(on: date) -> bool:
    """Nobody is reminded on days off."""
    try:
        return working_calendar().is_working_day(on)
    except BeforeCalendar:
        return EVERY_WEEKDAY.is_working_day(on)


def remind(on: date) -> int:
    """Mail everybody for whom something has waited too long; returns how many got a mail.

    Whoever was reminded on that day already is left out, so running it twice does no harm.
    """
    if not is_reminding_day(on):
        return 0
    calendar = working_calendar()
    users = get_user_model()._default_manager.filter(is_active=True).exclude(email="")
    return sum(_remind(user, on, calendar) for user in users.order_by("pk"))


def working_calendar() -> WorkingCalendar:
    """The calendar of the agency; plain weekdays where it has none."""
    try:
        calendar = PublicBody.objects.own().calendar
    except NoPublicBody:
        return EVERY_WEEKDAY
    return calendar.as_rules() if calendar else EVERY_WEEKDAY


def _remind(user: Any, on: date, calendar: WorkingCalendar) -> bool:
    if not user.has_perm(ADMIN_ACCESS):
        return False
    with translation.override(UserProfile.get_for_user(user).get_preferred_language()):
        items = [item for item in waiting_for(user) if _has_waited(item, on, calendar)]
    if not items:
        return False
    # Put down first: of two runs at the same moment one then sends nothing.
    reminder, is_new = Reminder.objects.get_or_create(recipient_id=user.pk, day=on)
    if not is_new:
        return False
    context = {
        "items": items,
        "days": conf.remind_after_days(),
        "base": get_admin_base_url() or "",
    }
    failed = mails.send([user], "reminder", lambda _user: context)
    if failed:
        reminder.delete()
    return not failed


def _has_waited(item: WorkItem, on: date, calendar: WorkingCalendar) -> bool:
    if not item.reference or item.waiting_since is None:
        return False
    try:
        days = calendar.count_working_days(item.waiting_since, on)
    except BeforeCalendar:
        days = EVERY_WEEKDAY.count_working_days(item.waiting_since, on)
    return days >= conf.remind_after_days()
