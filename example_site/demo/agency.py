"""The demonstration agency itself: bodies, units, officers and windows."""

import csv
from pathlib import Path

from django.contrib.auth.models import AbstractUser

from example_site.demo.people import Person, create_person
from wagtail_disclosure.core.models import InformationOfficer, IntakeWindow, PublicBody, Unit

DATA = Path(__file__).resolve().parent.parent / "data"
FAMILY_NAMES = "赵钱孙李周吴郑王冯卫蒋沈韩杨朱秦许"
GIVEN_NAMES = "晨岚波涛源洁滨沛浩澄涵润泽溪渊汀沐"


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of the demonstration data, by column."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def create_agency(people: dict[str, AbstractUser]) -> PublicBody:
    """Bodies, units with a head each, and windows; running it again changes nothing."""
    for row in read_rows("bodies.csv"):
        PublicBody.objects.update_or_create(
            code=row["code"],
            defaults={"name": {"zh-hans": row["name_zh"], "en": row["name_en"]}},
        )
    body = PublicBody.objects.own()
    for position, row in enumerate(read_rows("units.csv")):
        head = _head_of(row, position, people)
        Unit.objects.update_or_create(
            body=body,
            code=row["code"],
            defaults={
                "name": {"zh-hans": row["name_zh"], "en": row["name_en"]},
                "head": head,
                "leader": people["leader"],
            },
        )
    body.office = body.units.get(code="office")
    body.leader = people["leader"]
    body.save()
    body.committee.set([people["committee"]])
    _appoint_officers(body, people)
    _open_windows(body)
    return body


def _head_of(row: dict[str, str], position: int, people: dict[str, AbstractUser]) -> AbstractUser:
    known = {"supply": "head", "office": "office-head"}
    if row["code"] in known:
        return people[known[row["code"]]]
    return create_person(
        Person(
            f"head-{row['code']}",
            FAMILY_NAMES[position % len(FAMILY_NAMES)],
            GIVEN_NAMES[position % len(GIVEN_NAMES)],
            f"Head of {row['name_en']}",
            "reviews first",
            ("Disclosure reviewers",),
        )
    )


def _appoint_officers(body: PublicBody, people: dict[str, AbstractUser]) -> None:
    appointments = {"drafter": "supply", "office": "office", "officer": "office"}
    for username, unit_code in appointments.items():
        InformationOfficer.objects.get_or_create(
            user=people[username], unit=body.units.get(code=unit_code)
        )


def _open_windows(body: PublicBody) -> None:
    weekdays = {
        "zh-hans": "工作日 9:00–11:30，13:30–17:00",
        "en": "Working days 9:00–11:30 and 13:30–17:00",
    }
    windows = {
        "web": (
            IntakeWindow.Channel.WEB,
            {"zh-hans": "网上受理", "en": "Online"},
            {},
            {"zh-hans": "全天", "en": "At any time"},
            "",
        ),
        "counter": (
            IntakeWindow.Channel.COUNTER,
            {"zh-hans": "政府信息公开受理处", "en": "Disclosure counter"},
            {"zh-hans": "示例市江河路1号一楼大厅", "en": "Ground floor, 1 Rivers Road"},
            weekdays,
            "000-5550100",
        ),
        "archive": (
            IntakeWindow.Channel.ARCHIVE,
            {"zh-hans": "市档案馆查阅点", "en": "City Archives reading room"},
            {"zh-hans": "示例市档案路8号", "en": "8 Archives Road"},
            weekdays,
            "000-5550108",
        ),
        "hotline": (
            IntakeWindow.Channel.HOTLINE,
            {"zh-hans": "水务热线", "en": "Water hotline"},
            {},
            {"zh-hans": "全天", "en": "At any time"},
            "000-5550111",
        ),
    }
    for code, (channel, name, address, hours, phone) in windows.items():
        IntakeWindow.objects.update_or_create(
            body=body,
            code=code,
            defaults={
                "channel": channel,
                "name": name,
                "address": address,
                "hours": hours,
                "phone": phone,
            },
        )
