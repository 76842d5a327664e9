"""`disclosure_setup` creates what is missing, keeps what exists, and names what is lacking."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from wagtail_disclosure.core import groups, settings_advice
from wagtail_disclosure.core.models import IntakeWindow, Law, PublicBody, Unit, WorkCalendar
from wagtail_disclosure.core.setup_steps import SetupSteps

pytestmark = pytest.mark.django_db


def run(**options) -> str:
    output = StringIO()
    call_command("disclosure_setup", stdout=output, **options)
    return output.getvalue()


def test_an_empty_site_gets_an_agency_with_law_calendar_office_and_groups(settings):
    run(name="某市水务局")
    body = PublicBody.objects.own()
    assert body.code == settings.WAGTAIL_DISCLOSURE["PUBLIC_BODY"]
    assert str(body) == "某市水务局"
    assert body.law.code == "cn-ogi-2019"
    assert body.calendar.code == "cn"
    assert body.office.code == "office"
    assert Group.objects.filter(name__in=[groups.OFFICERS, groups.OFFICE]).count() == 2


def test_running_it_again_changes_nothing():
    run()
    models = (PublicBody, Unit, Law, WorkCalendar, IntakeWindow, Group)
    before = [list(model.objects.values()) for model in models]
    histories = PublicBody.history.count(), Law.history.count()
    assert "Created" not in run()
    assert [list(model.objects.values()) for model in models] == before
    assert (PublicBody.history.count(), Law.history.count()) == histories


def test_what_the_agency_edited_stays():
    run()
    body = PublicBody.objects.own()
    body.name = {"zh-hans": "改名"}
    body.save()
    limit = body.law.timelimit_set.get(code="answer")
    limit.amount = 15
    limit.save()
    run(name="another")
    assert str(PublicBody.objects.own()) == "改名"
    assert body.law.timelimit_set.get(code="answer").amount == 15


def test_a_unit_that_is_the_office_already_is_kept():
    run()
    body = PublicBody.objects.own()
    body.office = Unit.objects.create(body=body, code="front", name={"en": "Front office"})
    body.save()
    run()
    assert PublicBody.objects.own().office.code == "front"


def test_missing_settings_are_printed_as_lines_with_their_reason(settings):
    settings.WAGTAIL_DISCLOSURE = {}
    settings.TIME_ZONE = "UTC"
    settings.STORAGES = {key: settings.STORAGES[key] for key in ("default", "staticfiles")}
    settings.MIDDLEWARE = []
    output = run()
    for line in (
        "ENCRYPTION_KEYS",
        'STORAGES["disclosure_private"]',
        settings_advice.HISTORY_MIDDLEWARE,
    ):
        assert line in output
    assert "Asia/Shanghai" in output
    assert output.count("Why: ") >= 4


def test_a_complete_site_gets_no_advice():
    assert list(settings_advice.missing_settings()) == []


def test_steps_run_in_the_order_of_the_layers_whatever_order_they_were_registered_in():
    steps = SetupSteps("test")
    for name in ("agency", "cases", "core", "catalog", "review"):
        steps.register(name, lambda setup, name=name: setup.append(name))
    done = []
    for step in steps:
        step(done)
    assert done == ["core", "review", "catalog", "cases", "agency"]
