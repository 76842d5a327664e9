"""What else can happen, each taken through its form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cases.factories import create_request
from tests.cases.workspace.listing import others, steps
from wagtail_disclosure.core.models import Exemption, StoredFile


@pytest.fixture
def begun(casework):
    return casework.accept().assign()


def test_they_wait_in_a_list(show, begun, officer):
    assert others(show(officer)) == {
        "add-papers",
        "ask-reasons",
        "assign",
        "challenge",
        "charge",
        "classify-applicant",
        "consult",
        "give-task",
        "hold",
        "join",
        "propose-extension",
        "request-correction",
        "restrict",
        "split",
        "transfer",
        "withdraw",
    }


def test_a_correction_is_asked_for_and_recorded(show, take, begun, officer):
    question = {"question": "Which year?", "working_days": "10", "on": "2026-12-01"}
    assert take(officer, "request-correction", **question).status_code == 302
    response = show(officer)
    assert "Which year?" in response.content.decode()
    assert steps(response) == ["record-correction"]
    take(officer, "record-correction", answer="2025", on="2026-12-01")
    assert begun.case.corrections.get().answer == "2025"


def test_the_kind_of_applicant_is_recorded(take, begun, officer):
    assert take(officer, "classify-applicant", kind="research").status_code == 302
    begun.case.refresh_from_db()
    assert begun.case.applicant_kind == "research"
    event = begun.case.caseevents.last()
    assert (event.kind, event.details) == ("applicant_classified", {"applicant_kind": "research"})
    assert begun.case.history.first().applicant_kind == "research"


def test_a_kind_of_applicant_that_the_report_has_not_is_refused(take, begun, officer):
    assert take(officer, "classify-applicant", kind="martian").status_code == 422
    begun.case.refresh_from_db()
    assert begun.case.applicant_kind == "person"


def test_a_third_party_is_asked_and_answers(show, take, begun, officer):
    asked = {"kind": "third-party", "name": "Waterworks Ltd.", "on": "2026-11-30"}
    asked["information"] = "The contract of 2024"
    assert take(officer, "consult", **asked).status_code == 302
    response = show(officer)
    assert "Waterworks Ltd." in response.content.decode()
    assert "end-consultation" in steps(response)
    said = {"consultation": begun.case.consultations.get().pk, "response": "objects"}
    take(officer, "end-consultation", text="No.", on="2026-12-01", **said)
    assert begun.case.consultations.get().response == "objects"


def test_more_time_is_proposed_by_one_and_approved_by_another(show, take, begun, officer, office):
    assert take(officer, "propose-extension", amount="10").status_code == 302
    assert steps(show(officer)) == ["draft"]
    # Before the answer, which can be written all the while.
    response = show(office)
    assert steps(response)[0] == "approve-extension"
    form = response.context["step_forms"][0]["form"]
    assert "10" in form.about() and form.about() in response.content.decode()
    take(office, "approve-extension")
    assert begun.case.extensions.get().state == "approved"


def test_a_document_is_added_with_its_file_and_read_by_whoever_reviews_it(
    client, show, take, begun, officer, office, outsider
):
    begun.draft()
    upload = SimpleUploadedFile("levels.csv", b"2025,3")
    added = {"title": "Levels", "decision": "released", "upload": upload}
    assert take(officer, "add-item", **added).status_code == 302
    item = begun.case.answers.get().items.get()
    url = reverse("disclosure_cases:item_file", args=[begun.case.pk, item.pk])
    assert url in show(office).content.decode()
    assert b"".join(client.get(url).streaming_content) == b"2025,3"
    client.force_login(outsider)
    assert client.get(url, follow=True).status_code == 404


def test_grounds_are_read_by_name_and_one_that_the_law_lost_by_its_code(show, take, begun, officer):
    begun.draft()
    ground = Exemption.objects.get(law=begun.case.law, code="cn-ogi-16-process")
    withheld = {"title": "Minutes", "decision": "withheld", "explanation": "A draft."}
    take(officer, "add-item", exemptions=[ground.pk], **withheld)
    assert str(ground) in show(officer).content.decode()
    ground.delete()
    assert "cn-ogi-16-process" in show(officer).content.decode()


def test_a_file_that_is_not_what_it_says_is_refused(take, begun, officer):
    begun.draft()
    upload = SimpleUploadedFile("levels.pdf", b"<script>")
    added = {"title": "Levels", "decision": "released", "upload": upload}
    assert take(officer, "add-item", **added).status_code == 422
    assert not begun.case.answers.get().items.exists()


def test_what_the_law_refuses_is_said_beside_the_form(take, begun, officer):
    response = take(officer, "propose-extension", amount="30")
    assert response.status_code == 422
    (form,) = [
        item["form"]
        for item in response.context["step_forms"]
        if item["step"].name == "propose-extension"
    ]
    assert form.non_field_errors()


def test_a_case_is_joined_by_its_number(take, begun, officer):
    other = create_request()
    assert take(officer, "join", into="R1999-000001-A", on="2026-12-01").status_code == 422
    response = take(officer, "join", into=other.number, on="2026-12-01")
    # Of another unit, so it is as if there were none.
    assert response.status_code == 422
    begun.case.refresh_from_db()
    assert begun.case.is_open


def test_a_note_is_kept_and_shown_to_those_who_see_the_case(client, show, begun, officer, outsider):
    client.force_login(officer)
    url = reverse("disclosure_cases:note", args=[begun.case.pk])
    assert client.post(url, {"text": ""}).status_code == 422
    assert client.post(url, {"text": "Li Ming called."}).status_code == 302
    assert "Li Ming called." in show(officer).content.decode()
    client.force_login(outsider)
    assert client.post(url, {"text": "x"}, follow=True).status_code == 404


def test_a_document_that_is_refused_leaves_no_file(take, begun, officer):
    begun.draft()
    upload = SimpleUploadedFile("levels.csv", b"2025,3")
    refused = {"title": "Levels", "decision": "withheld", "upload": upload}
    assert take(officer, "add-item", **refused).status_code == 422
    assert not StoredFile.objects.exists()
