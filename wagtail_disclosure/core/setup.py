"""Core's part of `disclosure_setup`: languages, the agency, its law and calendar, the groups."""

from datetime import datetime

from wagtail.models import Locale

from wagtail_disclosure.core import conf, groups
from wagtail_disclosure.core.audit import attribute
from wagtail_disclosure.core.calendars import seeds
from wagtail_disclosure.core.law_presets import load_preset, read_preset
from wagtail_disclosure.core.models import Law, PublicBody, Unit, WorkCalendar
from wagtail_disclosure.core.recomputing import running
from wagtail_disclosure.core.recomputing.following import basis_of, follow
from wagtail_disclosure.core.seams import Concerned
from wagtail_disclosure.core.setup_steps import Setup
from wagtail_disclosure.core.translated_text import TranslatedText

DEFAULT_CODE = "agency"
DEFAULT_NAME = {"zh-hans": "本机关", "en": "Our agency"}
CALENDARS = [
    "wagtail_disclosure_core.view_calendarchange",
    "wagtail_disclosure_core.add_calendarchange",
    "wagtail_disclosure_core.change_calendarchange",
    "wagtail_disclosure_core.view_recomputation",
    "wagtail_disclosure_core.change_recomputation",
]
OFFICE_NAME = {"zh-hans": "办公室", "en": "General Office"}


def set_up(setup: Setup) -> None:
    """Create what is missing of languages, agency, law, calendar, office and groups."""
    _ensure_languages(setup)
    law = _ensure_law(setup)
    calendar = _ensure_calendar(setup)
    setup.body = _ensure_body(setup, law=law, calendar=calendar)
    _ensure_office(setup, setup.body)
    for name in (groups.EDITORS, groups.REVIEWERS, groups.OFFICERS, groups.OFFICE):
        setup.note(f"group {name}", created=groups.grant(name, [groups.ADMIN_ACCESS]))
    groups.grant(groups.OFFICE, CALENDARS)


def _ensure_languages(setup: Setup) -> None:
    for code, name in conf.content_languages():
        _locale, created = Locale.objects.get_or_create(language_code=code)
        setup.note(f"language {name}", created=created)


def _ensure_law(setup: Setup) -> Law:
    loaded = load_preset(setup.law, by=setup.actor)
    setup.note(f"law {loaded.law.code}: {loaded.added} rows", created=loaded.added)
    for difference in loaded.differences:
        setup.advise(f"{loaded.law.code}, {difference}")
    if loaded.added:
        # A time limit that somebody had deleted may be among the rows.
        running.start(Concerned(law=loaded.law), by=setup.actor, reason="disclosure_setup")
    return loaded.law


def _ensure_calendar(setup: Setup) -> WorkCalendar | None:
    code = read_preset(setup.law).calendar
    if not code:
        return None
    this_year = datetime.now(conf.time_zone()).year
    was = WorkCalendar.objects.filter(code=code).first()
    calendar, added = seeds.seed(code, through_year=this_year + 1, by=setup.actor)
    if was and (added or was.official_through != calendar.official_through):
        reason = f"disclosure_setup: {seeds.SOURCE}"
        running.start(Concerned(calendar=calendar), by=setup.actor, reason=reason)
    what = f"calendar {calendar.code}: {added} days, official through {calendar.official_through}"
    setup.note(what, created=added)
    return calendar


def _ensure_body(setup: Setup, *, law: Law, calendar: WorkCalendar | None) -> PublicBody:
    """The agency of the settings; without a code there, the one that the law is set for."""
    code = conf.public_body_code()
    found = (
        PublicBody.objects.filter(code=code)
        if code
        else PublicBody.objects.filter(law__isnull=False)
    )
    body = found.order_by("pk").first()
    created = body is None
    before = basis_of(body) if body else None
    if body is None:
        name = {conf.default_language(): setup.name} if setup.name else DEFAULT_NAME
        body = PublicBody(code=code or DEFAULT_CODE, name=TranslatedText(name))
    if created or (calendar and not body.calendar_id) or not body.law_id:
        body.law = body.law or law
        body.calendar = body.calendar or calendar
        attribute(body, by=setup.actor, reason="disclosure_setup")
        body.save()
        follow(body, before, by=setup.actor)
    setup.note(f"agency {body.code} {body.name}", created=created)
    return body


def _ensure_office(setup: Setup, body: PublicBody) -> None:
    """The unit that receives requests; an agency that named another keeps it."""
    if body.office_id:
        setup.note(f"office {body.office}", created=False)
        return
    office = Unit.objects.filter(body=body, code="office").first()
    if office is None:
        office = Unit(body=body, code="office", name=TranslatedText(OFFICE_NAME))
        attribute(office, by=setup.actor, reason="disclosure_setup")
        office.save()
    body.office = office
    attribute(body, by=setup.actor, reason="disclosure_setup")
    body.save()
    setup.note(f"office {office}", created=True)
