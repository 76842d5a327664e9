import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendars import seeds
from wagtail_disclosure.core.law_presets import load_preset
from wagtail_disclosure.core.models import CalendarDay

pytestmark = pytest.mark.django_db

ACTOR = Actor.software("test")
ANSWER = ("--law=cn-ogi-2019", "--limit=answer", "--start=2025-01-24")


def asked(*arguments):
    out = StringIO()
    call_command("disclosure_deadline", *arguments, stdout=out)
    return out.getvalue()


def due(*arguments):
    return json.loads(asked(*arguments, "--json"))


def test_says_when_it_is_due_with_every_day():
    answer = due(*ANSWER)
    assert (answer["due"], answer["provisional"]) == ("2025-02-27", False)
    days = answer["explanation"]
    assert (days[0]["day"], days[-1]["day"]) == ("2025-01-24", "2025-02-27")
    assert sum(day["counts"] for day in days) == 20
    assert days[2] == {
        "day": "2025-01-26",
        "counts": True,
        "reason": "make_up_day",
        "source": "调休上班",
        "number": 1,
    }


@pytest.mark.parametrize(
    ("law", "limit", "start", "expected"),
    [
        ("uk-foia-2000", "answer", "2026-06-24", "2026-07-23"),
        ("us-foia", "answer", "2026-06-15", "2026-07-15"),
        ("de-ifg", "answer", "2025-01-31", "2025-02-28"),
        # Easter Monday.
        ("de-ifg", "answer", "2026-03-06", "2026-04-07"),
        ("in-rti-2005", "answer", "2025-01-24", "2025-02-23"),
        ("in-rti-2005", "life-or-liberty", "2025-01-24", "2025-01-26"),
        ("eu-1049-2001", "answer", "2025-03-03", "2025-03-24"),
        ("cn-permit-2019", "decide", "2025-03-03", "2025-03-31"),
        ("cn-permit-2019", "decide-joint", "2025-03-03", "2025-05-08"),
        ("cn-permit-2019", "correction-notice", "2025-01-24", "2025-02-07"),
        ("cn-permit-2019", "deliver", "2025-03-03", "2025-03-17"),
        ("cn-ogi-2019", "third-party", "2025-03-03", "2025-03-24"),
    ],
)
def test_counts_by_a_law_that_nobody_loaded(law, limit, start, expected):
    assert due(f"--law={law}", f"--limit={limit}", f"--start={start}")["due"] == expected


def test_both_ends_of_a_pause_are_paused_days():
    answer = due(*ANSWER, "--pause=2025-02-05..2025-02-10")
    paused = [day["day"] for day in answer["explanation"] if day["reason"] == "paused"]
    assert (paused[0], paused[-1]) == ("2025-02-05", "2025-02-10")
    assert answer["due"] == "2025-03-06"


def test_pauses_can_be_several_and_overlap():
    answer = due(*ANSWER, "--pause=2025-02-05..2025-02-08", "--pause=2025-02-07..2025-02-10")
    assert answer["due"] == "2025-03-06"


def test_extends_by_the_longest_extension_also_after_a_restart():
    assert due(*ANSWER, "--extend")["due"] == "2025-03-27"
    restarted = due(*ANSWER, "--restart=2025-02-10", "--extend")["due"]
    expected = due("--law=cn-ogi-2019", "--limit=answer", "--start=2025-02-10", "--extend")["due"]
    assert restarted == expected


def test_is_provisional_where_no_notice_covers_the_year():
    answer = due("--law=cn-ogi-2019", "--limit=answer", "--start=2027-01-04")
    assert answer["provisional"]


def test_counts_with_what_the_agency_corrected():
    law = load_preset("cn-ogi-2019", by=ACTOR).law
    law.timelimit_set.filter(code="answer").update(amount=15)
    calendar, _added = seeds.seed("cn", through_year=2026, by=ACTOR)
    assert due(*ANSWER)["due"] == "2025-02-20"
    CalendarDay.objects.create(
        calendar=calendar, day=date(2025, 2, 20), kind=CalendarDay.Kind.CLOSURE, name="Flood"
    )
    answer = due(*ANSWER)
    assert answer["due"] == "2025-02-21"
    assert answer["explanation"][-2]["source"] == "Flood"


def test_lists_laws_and_their_limits():
    lists = json.loads(asked("--list", "--json"))
    assert lists["cn-ogi-2019"] == [
        "answer",
        "correction-notice",
        "joint-maker",
        "publish",
        "third-party",
    ]
    assert lists["cn-permit-2019"] == ["correction-notice", "decide", "decide-joint", "deliver"]
    others = {"uk-foia-2000", "us-foia", "eu-1049-2001", "de-ifg", "in-rti-2005"}
    assert all("answer" in lists[code] for code in others)
    text = asked("--list")
    assert "cn-ogi-2019" in text
    assert "answer               20 + 20 working_days (第三十三条 / Art. 33)" in text


def test_shows_every_day_to_people():
    with translation.override("en"):
        text = asked(*ANSWER)
    assert "2025-01-26 Sun    1  Make-up working day (调休上班)" in text
    assert text.rstrip().endswith("Due on 2025-02-27")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--limit=answer", "--start=2025-01-24"], "--law is missing"),
        (["--law=cn-ogi-2019", "--start=2025-01-24"], "--limit is missing"),
        (["--law=cn-ogi-2019", "--limit=answer"], "--start is missing"),
        (["--law=zz", "--limit=answer", "--start=2025-01-24"], "No law preset “zz”. There are: cn"),
        (
            ["--law=cn-ogi-2019", "--limit=reply", "--start=2025-01-24"],
            "no time limit “reply”. It has: answer",
        ),
        (
            ["--law=cn-permit-2019", "--limit=renewal", "--start=2025-01-24"],
            "no time limit “renewal”",
        ),
        (["--start=2025-02-30"], "“2025-02-30” is no date"),
        (["--start=20250124"], "“20250124” is no date: write it as YYYY-MM-DD"),
        ([*ANSWER, "--pause=2025-02-03"], "“2025-02-03” is no stretch of days"),
        ([*ANSWER, "--pause=2025-02-10..2025-02-03"], "ends before it begins: 2025-02-03"),
        ([*ANSWER, "--pause=2025-01-20..2025-02-03"], "2025-01-20 is before the start"),
        ([*ANSWER, "--pause=2025-02-05..9999-12-31"], "9999-12-31 is too far away"),
        ([*ANSWER, "--restart=2025-01-20"], "2025-01-20 is before the start"),
        (
            ["--law=cn-ogi-2019", "--limit=answer", "--start=1999-01-24"],
            "1999-01-24 is before 2004-01-01, where cn begins",
        ),
        (
            ["--law=cn-ogi-2019", "--limit=correction-notice", "--start=2025-01-24", "--extend"],
            "allows no extension of 7 working_days",
        ),
    ],
)
def test_names_what_is_wrong_and_what_to_do(arguments, message):
    with pytest.raises(CommandError, match=message):
        asked(*arguments)
