"""Papers that came in after the request, put into the case by whoever works on it."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cases.factories import create_request
from tests.cases.intake.test_scanning import EICAR, HERE, failing_disk, files_in
from tests.cases.intake.test_uploads import PDF
from tests.cases.registration.desks import create_window
from tests.cases.retention.conftest import LATER, days_after, send_mails
from tests.scanning import tables_with
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.actions import adding
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.intake.scanning import scan_files
from wagtail_disclosure.cases.intake.uploads import Upload
from wagtail_disclosure.cases.models import CaseFile, RetentionRule
from wagtail_disclosure.cases.retention.erasing import erase
from wagtail_disclosure.core.encryption import CannotDecrypt
from wagtail_disclosure.core.models import PublicBody

AT = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
YESTERDAY = date(2026, 11, 30)


def upload(name: str = "李明 power of attorney.pdf", content: bytes = PDF) -> Upload:
    sent = SimpleUploadedFile(name, content, content_type="application/pdf")
    return Upload(name, "application/pdf", sent)


@pytest.fixture
def private():
    return CaseFile._meta.get_field("file").storage


@pytest.fixture
def begun(casework):
    return casework.accept().assign()


@pytest.fixture
def add(begun, officer):
    def add(*papers: Upload, **values) -> list[CaseFile]:
        values = {"text": "Power of attorney", "by": officer, "on": YESTERDAY, "at": AT, **values}
        return actions.add_papers(begun.case, papers=papers or [upload()], **values)

    return add


def test_they_are_files_of_the_case_with_what_was_said_of_them(add, begun, officer):
    window = create_window("post-room", "post")
    add(upload(), upload("b.pdf"), window=window)
    files = list(CaseFile.objects.filter(case=begun.case))
    assert {b"".join(file.chunks()) for file in files} == {PDF}
    assert {file.name for file in files} == {"李明 power of attorney.pdf", "b.pdf"}
    for file in files:
        told = file.origin
        assert (told.text, told.came_in_on, told.window) == (
            "Power of attorney",
            YESTERDAY,
            "post-room",
        )
        assert (file.role, file.added_by_id, file.added_at) == ("supplement", officer.pk, AT)


def test_the_timeline_says_who_when_and_how_many_and_the_case_is_another_version(
    add, begun, officer
):
    before = begun.case.version
    add(upload(), upload("b.pdf"), window=create_window("post-room", "post"))
    begun.case.refresh_from_db()
    event = begun.case.caseevents.last()
    assert (event.kind, event.on, event.actor_id) == ("papers_added", YESTERDAY, officer.pk)
    assert event.details == {"count": 2, "window": "post-room"}
    assert begun.case.version == before + 1
    assert begun.case.history.first().history_user_id == officer.pk


def test_no_table_has_the_name_of_a_file_or_what_it_is(add):
    add(text="Consent of Waterworks Ltd.")
    for said in ("power of attorney", "李明", "Waterworks"):
        assert tables_with(said) == set()


def test_neither_state_nor_clock_move_and_a_correction_is_still_waited_for(add, begun, officer):
    begun.request_correction(on=date(2026, 11, 24))
    due_on = begun.case.due_on
    add()
    begun.case.refresh_from_db()
    assert (begun.case.state, begun.case.due_on) == ("awaiting_correction", due_on)
    assert begun.case.corrections.get().is_open


def test_what_comes_after_the_answer_is_kept_as_well(add, casework):
    casework.draft().propose().clear().answer()
    add()
    assert casework.case.files.filter(role="supplement").count() == 1


@pytest.mark.parametrize("on", [date(2026, 12, 2), date(2026, 11, 22)])
def test_the_day_is_neither_still_to_come_nor_before_the_request(add, begun, on):
    with pytest.raises(NotPossible):
        add(on=on)
    assert not begun.case.files.exists()


def test_a_window_of_another_agency_is_none(add, agency):
    other = PublicBody.objects.create(
        code="parks", name={"en": "Parks"}, law=agency.law, calendar=agency.calendar
    )
    with pytest.raises(NotPossible):
        add(window=create_window("parks-post", "post", body=other))


def test_only_who_works_on_the_case_may(add, outsider, begun, private):
    before = files_in(private)
    with pytest.raises(NotAllowed):
        add(by=outsider)
    assert not begun.case.files.exists() and files_in(private) == before


def test_case_69_an_older_page_adds_nothing(add, begun):
    with pytest.raises(CaseMovedOn):
        add(version=begun.case.version - 1)
    assert not begun.case.files.exists()


def test_a_storage_that_fails_in_the_middle_leaves_nothing(add, begun, private):
    broken = ContentFile(b"x")
    broken.chunks = failing_disk
    before, version = files_in(private), begun.case.version
    with pytest.raises(OSError, match="Input/output error"):
        add(upload(), Upload("b.pdf", "application/pdf", broken))
    begun.case.refresh_from_db()
    assert not begun.case.files.exists() and files_in(private) == before
    assert begun.case.version == version
    assert not begun.case.caseevents.filter(kind="papers_added").exists()


def test_the_applicant_and_the_agency_do_not_use_up_each_others_number(add, begun, monkeypatch):
    monkeypatch.setattr(adding, "MOST_PAPERS", 2)
    for _file in range(2):
        actions.add_own_papers(begun.case, [upload()], at=AT)
        add()
    with pytest.raises(NotPossible, match="2"):
        add()
    with pytest.raises(NotPossible, match="2"):
        actions.add_own_papers(begun.case, [upload()], at=AT)
    assert begun.case.files.filter(role="supplement").count() == 4


def test_case_58_what_is_infected_is_quarantined(add, begun, officer, settings):
    path = f"{HERE}.finds_eicar"
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "FILE_SCANNER": path}
    [file] = add(upload("x.txt", EICAR))
    with pytest.raises(NotPossible):
        actions.open_file(file, by=officer, on=YESTERDAY)
    assert scan_files().quarantined == 1


def test_with_the_case_its_papers_are_destroyed(
    add, casework, agency, private, django_capture_on_commit_callbacks
):
    before = files_in(private)
    [file] = add()
    casework.draft().propose().clear().answer()
    send_mails()
    rule = RetentionRule.objects.create(
        body=agency, law=agency.law, stage="content", days=1, basis="Archive plan"
    )
    RetentionRule.objects.filter(pk=rule.pk).update(in_force_from=date(2020, 1, 1))
    RetentionRule.history.filter(id=rule.pk).update(in_force_from=date(2020, 1, 1))
    with django_capture_on_commit_callbacks(execute=True):
        assert erase(casework.case.pk, rule, on=days_after(casework.case, 2))
    with pytest.raises(CannotDecrypt):
        _ = CaseFile.objects.get(pk=file.pk).origin
    assert files_in(private) <= before
    with pytest.raises(CannotDecrypt):
        add(at=datetime(2040, 1, 1, tzinfo=UTC), on=LATER)


def test_another_case_has_nothing_of_it(add):
    add()
    assert not create_request().files.exists()
