"""What kind of applicant asked: a code in the clear, from whichever window it came."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor

from tests.cases.factories import create_receipt, create_request
from wagtail_disclosure.cases.models import Case, CaseContent, CaseKey
from wagtail_disclosure.cases.request_forms.definitions import applicant_kind_of
from wagtail_disclosure.cases.request_forms.shipped import shipped_fields
from wagtail_disclosure.rules.annual_report import ApplicantKind

APP, NAME = "wagtail_disclosure_cases", "0022_known_applicant_kinds"


def fill() -> None:
    """What the migration does with the rows, on the models as it sees them."""
    loader = MigrationExecutor(connection).loader
    migration = loader.get_migration(APP, NAME)
    state = loader.project_state((APP, NAME))
    for operation in migration.operations:
        assert isinstance(operation, RunPython)
        operation.code(state.apps, SimpleNamespace(connection=connection))


def kinds() -> list[str]:
    return list(Case.objects.order_by("pk").values_list("applicant_kind", flat=True))


@pytest.fixture
def before(agency) -> list[Case]:
    """Three requests as they were before the upgrade."""
    made = [create_request(applicant_kind=kind) for kind in ("research", "other", "of our own")]
    Case.objects.update(applicant_kind="")
    return made


def test_the_upgrade_reads_what_is_sealed(before):
    fill()

    assert kinds() == ["research", "other", ""]


@pytest.mark.parametrize("keys", [[], ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]])
def test_the_upgrade_goes_through_where_the_master_key_is_not_there(before, settings, keys):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "ENCRYPTION_KEYS": keys}

    fill()

    assert kinds() == ["", "", ""]


def test_a_case_whose_key_was_destroyed_stays_without(before):
    CaseKey.objects.filter(case=before[0]).delete()
    CaseContent.objects.filter(case=before[1]).update(ciphertext=b"something else")

    fill()

    assert kinds() == ["", "", ""]


def test_in_batches_every_case_is_read(before, monkeypatch):
    module = MigrationExecutor(connection).loader.get_migration(APP, NAME).operations[0].code
    monkeypatch.setitem(module.__globals__, "BATCH", 1)

    fill()

    assert kinds() == ["research", "other", ""]


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"applicant_kind": "person"}, "person"),
        ({"applicant_kind": "organization"}, ""),
        ({"applicant_kind": ["person"]}, ""),
        ({"applicant_kind": None}, ""),
        ({}, ""),
    ],
)
def test_only_what_the_report_has_is_a_kind(answers, kind):
    assert applicant_kind_of(answers) == kind


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_shipped_form_asks_for_every_column_of_the_report(language):
    [question] = [
        value for _type, value in shipped_fields(language) if value.get("key") == "applicant_kind"
    ]

    assert [choice["value"] for choice in question["choices"]] == list(ApplicantKind)


def test_a_request_is_of_the_kind_that_its_form_says(agency):
    assert create_receipt(applicant_kind="legal_service").case.applicant_kind == "legal_service"
