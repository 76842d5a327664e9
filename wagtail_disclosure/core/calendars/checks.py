"""A system check: in December the calendar of the year to come should be there."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core import checks
from django.db import connections, router

from wagtail_disclosure.core import days
from wagtail_disclosure.core.models import PublicBody, WorkCalendar

DECEMBER = 12


@checks.register(checks.Tags.database)
def check_next_year_is_known(
    app_configs: Any, databases: list[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Until the days off of a year are announced, all due dates in it are provisional."""
    using = router.db_for_read(WorkCalendar)
    if using not in (databases or ()) or not _has_calendars(using):
        return []
    return list(problems(days.today()))


def problems(today: date) -> Iterator[checks.CheckMessage]:
    """A warning for each calendar of an agency that does not cover the year after ``today``."""
    if today.month < DECEMBER:
        return
    end = date(today.year + 1, 12, 31)
    used = PublicBody.objects.filter(law__isnull=False).values("calendar")
    for calendar in WorkCalendar.objects.filter(pk__in=used, official_through__lt=end):
        yield checks.Warning(
            f"Work calendar “{calendar.code}” is official through {calendar.official_through} "
            f"only: due dates in {end.year} are provisional.",
            hint="Propose a change of the calendar as soon as the notice on that year is out.",
            id="wagtail_disclosure.W004",
        )


def _has_calendars(using: str) -> bool:
    tables = {PublicBody._meta.db_table, WorkCalendar._meta.db_table}
    return tables <= set(connections[using].introspection.table_names())
