"""The time limits of a law and the calendar they count with: the agency's, else as shipped."""

from wagtail_disclosure.core.calendars import seeds
from wagtail_disclosure.core.law_presets import preset_codes, read_preset
from wagtail_disclosure.core.models import Law, PublicBody, TimeLimit, WorkCalendar
from wagtail_disclosure.rules.calendars import WorkingCalendar

# A limit that is counted back from an expiry date has no due date that a start would give.
COUNTED_BACK = TimeLimit.Anchor.EXPIRY


class UnknownLimit(LookupError):
    """The law has no such time limit; the message names those that it has."""

    def __init__(self, code: str, law: str, known: list[str]):
        super().__init__(f"{law} has no time limit “{code}”. It has: {', '.join(known)}.")


def law_codes() -> list[str]:
    """Codes of all laws whose time limits are known, loaded here or shipped."""
    return sorted({*preset_codes(), *Law.objects.values_list("code", flat=True)})


def own_law_codes() -> list[str]:
    """Codes of the laws that the agency works by: those that it loaded."""
    return list(Law.objects.order_by("code").values_list("code", flat=True))


def law_name(law: str) -> str:
    """The name of the law with that code in the active language. Raises UnknownPreset."""
    loaded = Law.objects.filter(code=law).first()
    return str(loaded or read_preset(law).law)


def time_limits(law: str) -> list[TimeLimit]:
    """The limits of the law with that code that run forward from a start, in order of their codes.

    They are this agency's, with its corrections, where it loaded the law. Raises UnknownPreset.
    """
    loaded = Law.objects.filter(code=law).first()
    limits = loaded.timelimit_set.all() if loaded else read_preset(law).rows["time_limits"]
    forward = [limit for limit in limits if limit.anchor != COUNTED_BACK]
    return sorted(forward, key=lambda limit: limit.code)


def time_limit(law: str, code: str) -> TimeLimit:
    """One of them. Raises UnknownPreset, UnknownLimit."""
    limits = {limit.code: limit for limit in time_limits(law)}
    if code not in limits:
        raise UnknownLimit(code, law, list(limits))
    return limits[code]


def calendar_of(law: str, *, through_year: int) -> WorkingCalendar:
    """The days that terms of the law count with: those of the agency that works by it, else those
    of the law's country, as somebody approved them or else as they are shipped.

    Raises UnknownPreset.
    """
    body = PublicBody.objects.filter(law__code=law, calendar__isnull=False).order_by("pk").first()
    if body and body.calendar:
        return body.calendar.as_rules()
    code = read_preset(law).calendar
    calendar = WorkCalendar.objects.filter(code=code).first()
    if calendar:
        return calendar.as_rules()
    return seeds.seeded(code, through_year=through_year)
