"""Papers in the workspace: added by a form, and scans without their names until revealed."""

import re
from http import HTTPStatus

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cases.actions.test_adding import AT, YESTERDAY, upload
from tests.cases.intake.test_uploads import PDF
from tests.cases.registration.desks import create_clerk, create_registered, create_window
from tests.cases.workspace.listing import others
from tests.factories import create_user
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import CaseFile

EXE = b"MZ" + b"\0" * 99
SAID = {"text": "Power of attorney", "on": "2026-11-30"}


@pytest.fixture(autouse=True)
def in_english(client, english):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


def paper(name: str = "李明.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def form_of(response):
    forms = [item["form"] for item in response.context["step_forms"]]
    return next(form for form in forms if form.is_bound)


@pytest.fixture
def begun(casework):
    return casework.accept().assign()


def test_papers_are_added_and_listed_with_what_was_said_of_them(show, take, begun, officer):
    window = create_window("post-room", "post")
    sent = {**SAID, "papers": [paper(), paper("b.pdf")], "window": window.pk}
    assert take(officer, "add-papers", **sent).status_code == HTTPStatus.FOUND
    content = show(officer).content.decode()
    for said in ("Power of attorney", "Post-Room", "30 November 2026", "officer"):
        assert said in content.partition('id="papers-section"')[2]
    timeline = content.partition('class="disclosure-timeline"')[2]
    [event] = re.findall(r"<strong>Papers added</strong>.*?</li>", timeline, re.S)
    assert "2 files" in event and "officer" in event


def test_it_says_what_may_be_added_and_is_sent_without_any_script(show, begun, officer):
    content = show(officer).content.decode()
    [form] = re.findall(r'<form[^>]*/add-papers/"[^>]*>.*?</form>', content, re.S)
    assert 'enctype="multipart/form-data"' in form and " multiple" in form and "PDF" in form


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("papers", {"papers": []}),
        ("text", {"text": " "}),
        ("on", {"on": ""}),
        ("on", {"on": "2026-12-02"}),
        ("on", {"on": "2026-11-22"}),
        ("window", {"window": "0"}),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(take, begun, officer, field, data):
    response = take(officer, "add-papers", **{**SAID, "papers": paper(), **data})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert set(form_of(response).errors) - {"papers"} == {field} - {"papers"}
    assert not CaseFile.objects.filter(role="supplement").exists()


def test_a_refused_file_is_named_with_what_to_do_and_the_others_are_to_be_chosen_again(
    take, begun, officer
):
    response = take(officer, "add-papers", **SAID, papers=[paper("a.pdf"), paper("b.exe", EXE)])
    why, again = form_of(response).errors["papers"]
    assert "b.exe" in why and "These can be sent: PDF" in why
    assert again.startswith("Choose again: a.pdf. ")
    assert form_of(response)["text"].value() == "Power of attorney"
    assert not CaseFile.objects.exists()


def test_case_54_size_and_number_are_limited_as_for_applicants(take, begun, officer, settings):
    limits = {"UPLOAD_MAX_BYTES": 2048, "UPLOAD_MAX_FILES": 2}
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, **limits}
    for chosen, code in (
        ([paper("x.pdf", PDF + b"x" * 4096)], "too_large"),
        ([paper(), paper(), paper()], "too_many"),
    ):
        response = take(officer, "add-papers", **SAID, papers=chosen)
        assert [error.code for error in form_of(response).errors["papers"].as_data()] == [code]


def test_who_looked_at_an_older_version_reads_what_they_wrote(take, begun, officer):
    stale = begun.case.version - 1
    response = take(officer, "add-papers", version=stale, **SAID, papers=paper())
    assert response.status_code == HTTPStatus.CONFLICT
    assert "Power of attorney" in response.content.decode()
    assert not CaseFile.objects.exists()


def test_case_35_for_an_outsider_there_is_no_such_case(client, begun, outsider):
    client.force_login(outsider)
    pages = []
    for pk in (begun.case.pk, begun.case.pk + 1):
        url = reverse("disclosure_cases:step", args=[pk, "add-papers"])
        data = {**SAID, "version": begun.case.version, "papers": paper()}
        pages.append(client.post(url, data, follow=True))
    assert {page.status_code for page in pages} == {HTTPStatus.NOT_FOUND}
    assert not CaseFile.objects.exists()


def test_a_supervisor_is_neither_offered_it_nor_heard(show, take, begun):
    supervisor = create_user("supervisor")
    names = ("view_case", "view_all_cases", "access_admin")
    supervisor.user_permissions.set(Permission.objects.filter(codename__in=names))
    assert "add-papers" not in others(show(supervisor))
    assert take(supervisor, "add-papers", **SAID, papers=paper()).status_code == HTTPStatus.FOUND
    assert not CaseFile.objects.exists()


def test_a_case_that_waits_for_a_correction_says_where_that_is_recorded(show, begun, officer):
    begun.request_correction()
    content = show(officer).content.decode()
    assert 'href="#record-correction-section"' in content
    assert 'id="record-correction-section"' in content


def test_where_the_key_is_gone_nothing_can_be_added(show, take, begun, officer):
    begun.case.key.destroy()
    assert "add-papers" not in others(show(officer))
    response = take(officer, "add-papers", **SAID, papers=paper())
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not CaseFile.objects.exists()


class TestNames:
    """Scans are opened only by who may see the applicant, whom their names often repeat."""

    @pytest.fixture
    def case(self, agency, office):
        window = create_window()
        scans = {"attachments": [upload("李明.pdf")]}
        return create_registered(window, create_clerk("clerk", window), files=scans).case

    @pytest.fixture
    def reveal(self, client, case):
        def post(user) -> str:
            client.force_login(user)
            url = reverse("disclosure_cases:reveal", args=[case.pk])
            return client.post(url, {"purpose": "To call"}).content.decode()

        return post

    @pytest.fixture
    def added(self, case, office):
        values = {"text": "Power of attorney", "by": office, "on": YESTERDAY, "at": AT}
        return actions.add_papers(case, papers=[upload("李明 again.pdf")], **values)

    def test_they_are_numbered_until_the_applicant_is_revealed(
        self, show, reveal, case, added, office
    ):
        content = show(office).content.decode()
        assert "李明" not in content
        assert "Paper 1" in content and "Paper 2" in content
        assert re.search(r"Paper 2</a>\s*\(PDF, \d+.*?bytes\)", content)
        revealed = reveal(office)
        # In the request, and among what came in.
        assert revealed.count("李明.pdf") == 2 and "李明 again.pdf" in revealed
        assert "Paper 1" not in revealed
        assert "李明" not in show(office).content.decode()

    def test_the_request_says_how_many_there_are(self, show, case, office):
        assert "1 file<" in show(office).content.decode()

    def test_what_the_applicant_sent_keeps_its_name(self, show, case, office):
        actions.add_own_papers(case, [upload("map of the river.pdf")], at=AT)
        assert "map of the river.pdf" in show(office).content.decode()

    def test_who_may_not_see_the_applicant_opens_none_of_them(self, client, case, added):
        reader = create_user("reader")
        names = ("view_case", "view_all_cases", "access_admin")
        reader.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(reader)
        for file in case.files.all():
            url = reverse("disclosure_cases:file", args=[case.pk, file.pk])
            response = client.get(url)
            assert response.url == reverse("disclosure_cases:workspace", args=[case.pk])
            assert "Content-Disposition" not in response

    def test_where_the_key_is_gone_the_page_is_shown_all_the_same(self, show, case, added, office):
        case.key.destroy()
        assert show(office).status_code == HTTPStatus.OK
