"""What is destroyed of a case, what stays, and that it happens once."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from tests.cases.factories import ANSWERS, Casework, create_receipt
from tests.cases.retention.conftest import LATER, days_after, send_mails
from tests.review.verification.telling import problems
from tests.scanning import tables_with
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.intake.scanning import scan_files
from wagtail_disclosure.cases.models import (
    CaseEvent,
    CaseFile,
    CaseKey,
    Erasure,
    LegalHold,
    RequestDigest,
)
from wagtail_disclosure.cases.models.retention import Stage
from wagtail_disclosure.cases.retention.due import due
from wagtail_disclosure.cases.retention.erasing import apply_rules, erase
from wagtail_disclosure.cases.workspace.sealed import UNREADABLE
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.encryption import CannotDecrypt


def run(on=LATER):
    return [(erased.due.rule.stage, erased.is_done) for erased in apply_rules(on=on)]


@pytest.fixture
def file(casework) -> CaseFile:
    return CaseFile.seal(
        casework.case,
        ContentFile(b"The river."),
        name="river.jpg",
        content_type="image/jpeg",
        role=CaseFile.Role.SUBMITTED,
        by=Actor.software("test"),
        at=timezone.now(),
    )


def test_the_number_of_the_document_goes_first_and_alone(ended, rule):
    rule("identity_document", 30)
    assert run(days_after(ended.case, 30)) == [("identity_document", True)]
    identity = ended.case.concrete().applicantidentity.unseal()
    assert "id_document" not in identity
    assert identity["email"] == ANSWERS["email"]
    assert identity["applicant_name"] == ANSWERS["applicant_name"]


def test_how_to_reach_the_applicant_goes_next(ended, rule):
    rule("contact")
    assert run() == [("contact", True)]
    identity = ended.case.concrete().applicantidentity.unseal()
    assert {"email", "phone", "address"}.isdisjoint(identity)
    assert identity["applicant_name"] == ANSWERS["applicant_name"]
    assert ended.case.casecontent.unseal()["description"] == ANSWERS["description"]


def test_at_last_the_key_goes_and_with_it_everything(
    file, ended, rule, django_capture_on_commit_callbacks
):
    rule("content")
    storage, name = file.file.storage, file.file.name
    assert storage.exists(name)
    letter = ended.case.letters.first()
    with django_capture_on_commit_callbacks(execute=True):
        assert run() == [("content", True)]
    case = type(ended.case).objects.get(pk=ended.case.pk)
    for sealed in (case.applicantidentity, case.casecontent):
        assert bytes(sealed.ciphertext) == b""
        with pytest.raises(CannotDecrypt):
            sealed.unseal()
    with pytest.raises(CannotDecrypt):
        _ = type(letter).objects.get(pk=letter.pk).text
    with pytest.raises(CannotDecrypt):
        _ = case.files.get(pk=file.pk).name
    assert not storage.exists(name)
    assert not RequestDigest.objects.filter(case=case).exists()


def test_what_is_left_says_that_it_was_destroyed_when_and_why(ended, rule):
    rule("content", basis="Archive plan, class 7")
    versions = ended.case.history.count()
    run()
    erasure = Erasure.objects.get()
    assert (erasure.on, erasure.reason) == (LATER, "Archive plan, class 7")
    assert erasure.actor_name == "disclosure_apply_retention"
    event = ended.case.caseevents.get(kind=CaseEvent.Kind.ERASED)
    assert event.details == {"stage": "content", "days": 1}
    assert ended.case.history.count() == versions
    assert not {"not_destroyed", "key_destroyed"} & {problem.code for problem in problems()}


def test_everything_happens_once(ended, rules):
    stages = [("identity_document", True), ("contact", True), ("content", True)]
    assert run() == stages
    assert run() == []


def test_what_is_destroyed_altogether_has_no_earlier_stages_left(ended, rule):
    rule("content")
    run()
    rule("contact")
    assert run() == []


def test_a_case_whose_key_is_lost_is_named_and_left_and_the_others_go_on(ended, rules):
    CaseKey.objects.filter(case=ended.case).update(key_id="lost")
    assert run(days_after(ended.case, 500)) == [("identity_document", False), ("contact", False)]
    assert not Erasure.objects.exists()


def test_case_81_a_hold_that_is_placed_meanwhile_is_seen(ended, rule):
    content = rule("content")
    (found,) = due(on=LATER)
    LegalHold.objects.create(case=ended.case, authority="Court", placed_on=ended.case.closed_on)
    assert not erase(found.case_id, content, on=LATER)
    assert ended.case.casecontent.unseal()


def test_what_was_destroyed_can_not_be_reopened_or_held(ended, rule, office):
    rule("content")
    run()
    with pytest.raises(NotPossible, match="销毁|destroyed"):
        ended.reopen()
    with pytest.raises(NotPossible, match="销毁|destroyed"):
        actions.hold(ended.case, authority="Court", by=office, reason="Late", on=LATER)


def test_a_file_that_nobody_scanned_does_not_stop_the_scanning_of_others(
    file, ended, rule, settings, django_capture_on_commit_callbacks
):
    scanner = "tests.cases.intake.test_scanning.finds_eicar"
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "FILE_SCANNER": scanner}
    rule("content")
    with django_capture_on_commit_callbacks(execute=True):
        run()
    scanned = scan_files()
    assert (scanned.unreadable, scanned.is_down) == (1, False)


def test_what_nobody_can_compare_with_the_request_does_not_go_to_everybody(ended, rule, officer):
    rule("content")
    run()
    about = {"by": officer, "reason": "Of use to all", "on": LATER}
    with pytest.raises(NotPossible):
        actions.list_in_log(ended.case, title="A", asked="B", answered="C", **about)
    with pytest.raises(NotPossible):
        actions.propose_disclosure(ended.case, title="A", description="B", **about)


def test_nothing_of_the_applicant_is_left_in_any_table(ended, rule):
    """Not even the digest by which two requests of one person find each other."""
    digest = RequestDigest.objects.get(case=ended.case)
    assert tables_with(digest.applicant) == {"wagtail_disclosure_cases_requestdigest"}
    rule("content")
    run()
    assert tables_with(digest.applicant) == set()


class TestWhoeverLooksAtItLater:
    @pytest.fixture
    def destroyed(self, ended, rule):
        rule("content")
        run()
        return ended

    def test_officers_read_when_it_was_destroyed_and_why(self, destroyed, client, officer):
        client.force_login(officer)
        response = client.get(reverse("disclosure_cases:workspace", args=[destroyed.case.pk]))
        page = response.content.decode()
        assert str(Stage.CONTENT.label) in page
        assert "Rule on content" in page
        assert escape(str(UNREADABLE)) not in page

    @pytest.mark.parametrize(
        ("what", "data"), [("reveal", {"purpose": "To call back"}), ("note", {"text": "He called"})]
    )
    def test_what_needs_the_key_is_refused_in_words(self, destroyed, client, officer, what, data):
        client.force_login(officer)
        url = reverse("disclosure_cases:workspace", args=[destroyed.case.pk])
        response = client.post(f"{url}{what}/", data, follow=True)
        assert escape(str(UNREADABLE)) in response.content.decode()

    def test_the_applicant_reads_what_became_of_it(self, rule, client, office, officer, english):
        receipt = create_receipt()
        Casework(receipt.case, office=office, officer=officer).reach("answered")
        send_mails()
        rule("content")
        run()
        url = reverse("wagtail_disclosure_cases:status")
        data = {"number": receipt.case.number, "secret": receipt.secret}
        page = client.post(url, data).content.decode()
        assert "were destroyed on" in page
        assert "You can read the answer below" not in page
