"""The clock for publication: the law's term and the calendar of the body that answers for it."""

from dataclasses import dataclass
from datetime import date

from wagtail_disclosure.core.models import PublicBody, TimeLimit
from wagtail_disclosure.rules.calendars import WorkingCalendar
from wagtail_disclosure.rules.timeliness import Assessment, assess

# The code of the time limit in the presets; OGI Art. 26 sets it to 20 working days.
PUBLISH = "publish"


@dataclass(frozen=True)
class PublicationClock:
    """What publication is measured with; ``limit`` is the row of the law that sets the term."""

    limit: TimeLimit
    calendar: WorkingCalendar

    def reaches(self, day: date | None) -> bool:
        """Whether the calendar knows ``day``."""
        first = self.calendar.first_day
        return day is not None and (first is None or day >= first)

    def assess(
        self, formed_on: date | None, published_on: date | None, today: date
    ) -> Assessment | None:
        """How an entry stands; None where its first day is not known, or the calendar's not."""
        if formed_on is None or not self.reaches(formed_on):
            return None
        return assess(
            formed_on=formed_on,
            published_on=published_on,
            today=today,
            term=self.limit.as_term(),
            calendar=self.calendar,
        )


def publication_clock(body: PublicBody) -> PublicationClock | None:
    """The clock of ``body``; None where its law sets no term for publication, or it has no
    calendar.
    """
    limit = TimeLimit.objects.select_related("law").filter(law=body.law_id, code=PUBLISH).first()
    if limit is None or body.calendar is None:
        return None
    return PublicationClock(limit=limit, calendar=body.calendar.as_rules())
