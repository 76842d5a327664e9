"""The demonstration agency itself: bodies, units, officers and windows."""

import csv
from pathlib import Path

from django.contrib.auth.models import AbstractUser

from example_site.demo.people import Person, create_person
from example_site.demo.windows import open_windows
from wagtail_disclosure.core.models import InformationOfficer, PublicBody, Unit

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
                "phone": "000-5550101" if row["code"] == "office" else "",
            },
        )
    body.office = body.units.get(code="office")
    body.leader = people["leader"]
    body.save()
    body.committee.set([people["committee"]])
    _appoint_officers(body, people)
    open_windows(body, people)
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
