"""An agency with two units, a category for entries, and an officer of one of the units."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from wagtail.models import GroupPagePermission, Page
from wagtail.users.models import UserProfile

from tests.catalog.agency import create_body, create_catalog, create_unit, translate_home
from tests.catalog.factories import create_category, create_user, disclose
from tests.factories import create_profile
from wagtail_disclosure.catalog.models import StagedImport
from wagtail_disclosure.catalog.staged_import import running
from wagtail_disclosure.catalog.staged_import.starting import upload
from wagtail_disclosure.core.models import InformationOfficer, Unit
from wagtail_disclosure.review.roles import Role


@pytest.fixture(scope="module")
def agency(preset: None, django_db_blocker: Any) -> SimpleNamespace:
    with django_db_blocker.unblock():
        translate_home()
        body = create_body()
        unit = create_unit(body)
        other = Unit.objects.create(body=body, code="river", name={"en": "Rivers"})
        catalog = create_catalog()
        category = create_category(catalog, "01")
        disclose(catalog, category)
        keeper = create_user("keeper")
        body.committee.add(keeper)
        create_profile(body, [Role.COMMITTEE])
        return SimpleNamespace(
            body=body, unit=unit, other=other, catalog=catalog, category=category
        )


@pytest.fixture
def officer(agency, db) -> Any:
    """Edits below the catalog, and answers for the unit supply."""
    officer = create_user("officer")
    group = Group.objects.create(name="Import editors")
    officer.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=Page.objects.get(pk=agency.catalog.pk),
            permission=Permission.objects.get(codename=codename),
        )
    InformationOfficer.objects.create(unit=agency.unit, user=officer)
    UserProfile.objects.create(user=officer, preferred_language="en")
    return officer


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


def as_file(rows: list[dict[str, str]], name: str = "entries.csv") -> SimpleUploadedFile:
    """A CSV file with a column for each key of the first row."""
    output = StringIO()
    table = csv.DictWriter(output, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return SimpleUploadedFile(name, output.getvalue().encode())


def entry(key: str, **values: str) -> dict[str, str]:
    usual = {
        "key": key,
        "class": "主动公开",
        "node": "01",
        "unit": "supply",
        "title": f"条目{key}",
        "created_on": "2024年1月5日",
    }
    return usual | values


@pytest.fixture
def try_out(officer) -> Callable[..., StagedImport]:
    """Upload rows, or a file, and try them out with the columns as guessed."""

    def try_out(*rows: dict[str, str], file: Any = None) -> StagedImport:
        if isinstance(file, BytesIO):
            file = SimpleUploadedFile("table.xlsx", file.getvalue())
        work = upload(file or as_file(list(rows)), name="Upload", by=officer)
        running.start(work)
        running.advance(work)
        work.refresh_from_db()
        return work

    return try_out


@pytest.fixture
def load(try_out) -> Callable[..., StagedImport]:
    """The same, confirmed and loaded."""

    def load(*rows: dict[str, str], **options: Any) -> StagedImport:
        return confirm(try_out(*rows, **options))

    return load


def confirm(work: StagedImport) -> StagedImport:
    running.confirm(work)
    running.advance(work)
    work.refresh_from_db()
    return work


def outcomes(work: StagedImport) -> list[tuple[int, str]]:
    return list(work.rows.values_list("line", "outcome"))


def problems(work: StagedImport) -> list[tuple[int, str, str]]:
    return [(row.line, *problem) for row in work.rows.all() for problem in row.problems]
