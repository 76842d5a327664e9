"""Scans at the counter: the checks of the web, one transaction with the case, no key no file."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from tests.cases.intake.test_scanning import EICAR, HERE, failing_disk, files_in
from tests.cases.intake.test_uploads import PDF
from tests.cases.registration.desks import SPOKEN, URL, create_registered, create_window
from tests.factories import create_user
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.exceptions import FormUsedAlready
from wagtail_disclosure.cases.intake.scanning import scan_files
from wagtail_disclosure.cases.intake.secrets import new_token
from wagtail_disclosure.cases.intake.uploads import Upload
from wagtail_disclosure.cases.models import (
    CaseFile,
    DisclosureForm,
    InformationRequest,
    Registration,
)
from wagtail_disclosure.cases.registration.asking import (
    SCANS_KEY,
    DeskFormBase,
    desk_form_class,
)
from wagtail_disclosure.cases.registration.registering import NotYourWindow
from wagtail_disclosure.cases.request_forms.definitions import Definition


def scan(name: str = "李明.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def upload(name: str = "李明.pdf", content: bytes = PDF) -> Upload:
    return Upload(name, "application/pdf", scan(name, content))


@pytest.fixture
def private():
    return CaseFile._meta.get_field("file").storage


@pytest.fixture
def asking(agency):
    """The shipped form, and a plan of everybody, photos of organizations only."""
    form = DisclosureForm.objects.order_by("pk").first()
    items = [{"value": "plan", "label": "Plan", "required": True}]
    materials = {"key": "papers", "label": "What to hand in", "items": items}
    photos = {"key": "photos", "label": "Photos", "required": True, "maximum": 2}
    photos |= {"shown_when_key": "applicant_kind", "shown_when_answer": "company"}
    form.fields = [
        *((block.block_type, block.value) for block in form.fields),
        ("materials", materials),
        ("file", photos),
    ]
    return form.definition


def filled_in(definition: Definition, **files: SimpleUploadedFile) -> DeskFormBase:
    chosen = MultiValueDict({name: [file] for name, file in files.items()})
    return desk_form_class(definition)(
        {**SPOKEN, "phone": "000-5550199", "delivery": "collect"}, chosen
    )


def names_of(case) -> list[str]:
    return sorted(file.name for file in case.files.all())


def test_scans_become_files_of_the_case_attached_by_the_clerk(desk, typed, clerk):
    sent = {SCANS_KEY: [scan("request.pdf"), scan("fax.pdf")], "attachments": [scan("map.pdf")]}
    response = desk.post(URL, {**typed, **sent})
    case = InformationRequest.objects.get()
    assert case.number in response.content.decode()
    assert names_of(case) == ["fax.pdf", "map.pdf", "request.pdf"]
    assert {b"".join(file.chunks()) for file in case.files.all()} == {PDF}
    attached = set(case.files.values_list("role", "added_by_id", "added_by_name"))
    assert attached == {("submitted", clerk.pk, "Clerk")}
    assert Registration.objects.get().paper_count == 1


def test_a_letter_of_yesterday_was_scanned_today(desk, typed):
    yesterday = {"arrival-arrived_on": (today() - timedelta(days=1)).isoformat()}
    before = timezone.now()
    desk.post(URL, {**typed, **yesterday, "arrival-reason": "Line down", SCANS_KEY: scan()})
    assert CaseFile.objects.get().added_at >= before


def test_without_scans_nothing_is_asked_for(desk, typed):
    desk.post(URL, typed)
    assert InformationRequest.objects.count() == 1 and not CaseFile.objects.exists()


def test_the_case_says_what_was_scanned_in_the_language_of_the_applicant(client, typed, office):
    client.post(f"{URL}?language=zh-hans", {**typed, SCANS_KEY: scan("a.pdf")})
    case = InformationRequest.objects.get()
    [label] = [
        field["label"]
        for field in case.form_definition.content["fields"]
        if field["key"] == SCANS_KEY
    ]
    assert label == "纸质材料的扫描件"
    client.force_login(office)
    shown = client.get(reverse("disclosure_cases:workspace", args=[case.pk])).content.decode()
    assert label in shown and "Clerk" in shown


def test_papers_that_the_form_requires_may_stay_on_paper(asking):
    form = filled_in(asking)
    assert form.is_valid() and not form.uploads()


def test_papers_of_a_list_are_scanned_one_by_one(asking, window, clerk):
    form = filled_in(asking, papers__plan=scan("plan.pdf"))
    assert [field.name for field in form.asked_files()] == ["attachments", "papers__plan", "photos"]
    assert form.is_valid()
    case = create_registered(window, clerk, files=form.uploads()).case
    assert names_of(case) == ["plan.pdf"]
    assert case.casecontent.unseal()["papers__plan"] == [{"name": "plan.pdf", "size": len(PDF)}]


@pytest.mark.parametrize("content", [PDF, b"MZ" + b"\0" * 99])
def test_a_scan_of_a_paper_that_is_not_asked_for_is_never_dropped(asking, content):
    form = filled_in(asking, photos=scan("photo.pdf", content))
    assert list(form.errors) == ["photos"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([scan("x.pdf", b"MZ" + b"\0" * 99)], "type"),
        ([scan("x.pdf", PDF + b"x" * 4096)], "too_large"),
        ([scan(), scan(), scan()], "too_many"),
    ],
)
def test_case_54_the_limits_of_the_web_hold_at_the_desk(
    desk, typed, settings, private, files, code
):
    limits = {"UPLOAD_MAX_BYTES": 2048, "UPLOAD_MAX_FILES": 2}
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, **limits}
    before = files_in(private)
    response = desk.post(URL, {**typed, SCANS_KEY: files})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert code in [error.code for error in response.context["form"].errors[SCANS_KEY].as_data()]
    assert not InformationRequest.objects.exists() and files_in(private) == before


def test_what_is_wrong_elsewhere_says_which_files_to_choose_again(desk, typed, english, private):
    before = files_in(private)
    sent = {SCANS_KEY: [scan("a.pdf"), scan("<b>.pdf")], "description": ""}
    response = desk.post(URL, {**typed, **sent}, headers={"accept-language": "en"})
    content = response.content.decode()
    assert list(response.context["form"].errors) == ["description", SCANS_KEY]
    assert "Choose again: a.pdf, &lt;b&gt;.pdf." in content
    [focused] = re.findall(r"<[^>]+ autofocus[^>]*>", content)
    assert 'name="description"' in focused
    assert files_in(private) == before


def test_what_is_refused_is_not_to_be_chosen_again(desk, typed, english):
    refused, other = (scan("100%.pdf", b"MZ" + b"\0" * 99) for _file in range(2))
    sent = {SCANS_KEY: [scan("a.pdf"), refused], "attachments": [other], "description": ""}
    response = desk.post(URL, {**typed, **sent}, headers={"accept-language": "en"})
    errors = response.context["form"].errors
    why, again = errors[SCANS_KEY]
    assert "100%.pdf" in why and "PDF" in why
    assert again.startswith("Choose again: a.pdf. ")
    assert [error.code for error in errors["attachments"].as_data()] == ["type"]


def test_of_too_many_none_is_to_be_chosen_again(desk, typed, settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "UPLOAD_MAX_FILES": 1}
    response = desk.post(URL, {**typed, SCANS_KEY: [scan(), scan()]})
    errors = response.context["form"].errors[SCANS_KEY].as_data()
    assert [error.code for error in errors] == ["too_many"]


def test_a_refused_day_says_so_as_well(desk, typed):
    day = (today() - timedelta(days=40)).isoformat()
    late = {"arrival-arrived_on": day, "arrival-reason": "Late", SCANS_KEY: scan()}
    response = desk.post(URL, {**typed, **late})
    assert list(response.context["form"].errors) == [SCANS_KEY]
    assert not InformationRequest.objects.exists()


def test_the_page_sends_files_without_any_script(desk):
    content = desk.get(URL).content.decode()
    [form] = re.findall(r'<form method="post" novalidate[^>]*>', content)
    assert 'enctype="multipart/form-data"' in form
    [field] = re.findall(
        rf'<input type="file"[^>]*name="{SCANS_KEY}"[^>]*>', content
    ) or re.findall(rf'<input[^>]*name="{SCANS_KEY}"[^>]*>', content)
    assert " multiple" in field and ".pdf" in field and " required" not in field


def test_pressing_twice_stores_the_scans_once(desk, typed, private):
    """Case 53."""
    before = files_in(private)
    pages = [desk.post(URL, {**typed, SCANS_KEY: scan()}).content.decode() for _ in range(2)]
    secrets = {re.search(r'id="receipt-secret">([^<]+)<', page)[1] for page in pages}
    assert len(secrets) == 1
    assert CaseFile.objects.count() == 1 and len(files_in(private) - before) == 1


def test_another_scan_with_the_same_form_takes_nothing_from_the_first(window, clerk, private):
    token = new_token()
    case = create_registered(window, clerk, token=token, files={SCANS_KEY: [upload()]}).case
    stored = files_in(private)
    with pytest.raises(FormUsedAlready):
        create_registered(window, clerk, token=token, files={SCANS_KEY: [upload("b.pdf")]})
    with pytest.raises(FormUsedAlready):
        same = {SCANS_KEY: [upload()]}
        create_registered(window, clerk, token=token, files=same, paper_count=3)
    assert names_of(case) == ["李明.pdf"]
    assert files_in(private) == stored


def test_a_registration_that_fails_keeps_no_scan(window, clerk, private):
    before = files_in(private)
    # The database refuses the row of the registration, after the case and its files.
    with pytest.raises(IntegrityError):
        create_registered(window, clerk, files={SCANS_KEY: [upload()]}, paper_count=-1)
    assert not InformationRequest.objects.exists() and not CaseFile.objects.exists()
    assert files_in(private) == before


def test_a_disk_that_fails_in_the_middle_of_a_scan_registers_nothing(window, clerk, private):
    broken = ContentFile(b"x")
    broken.chunks = failing_disk
    files = {SCANS_KEY: [upload(), Upload("b.pdf", "application/pdf", broken)]}
    before = files_in(private)
    with pytest.raises(OSError, match="Input/output error"):
        create_registered(window, clerk, files=files)
    assert not Registration.objects.exists() and files_in(private) == before


def test_a_scan_is_encrypted_with_its_name(window, clerk):
    file = create_registered(window, clerk, files={SCANS_KEY: [upload()]}).case.files.get()
    with file.file.open("rb") as sealed:
        on_disk = sealed.read()
    assert b"%PDF" not in on_disk and "李明".encode() not in on_disk + bytes(file.sealed_facts)
    assert file.name == "李明.pdf"


def test_case_58_an_infected_scan_is_quarantined_and_the_request_is_registered(
    desk, typed, settings, client, office
):
    path = f"{HERE}.finds_eicar"
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "FILE_SCANNER": path}
    desk.post(URL, {**typed, SCANS_KEY: scan("x.txt", EICAR)})
    assert scan_files().quarantined == 1
    file = InformationRequest.objects.get().files.get()
    client.force_login(office)
    address = reverse("disclosure_cases:file", args=[file.case_id, file.pk])
    assert client.get(address).status_code == HTTPStatus.FOUND


def test_who_registers_nowhere_near_stores_nothing(clerk, agency, private):
    before = files_in(private)
    with pytest.raises(NotYourWindow):
        create_registered(create_window("other"), clerk, files={SCANS_KEY: [upload()]})
    assert files_in(private) == before


def test_case_35_the_clerk_who_attached_a_scan_cannot_open_it_again(desk, typed, clerk):
    desk.post(URL, {**typed, SCANS_KEY: scan("paper.pdf")})
    file = CaseFile.objects.get()
    address = reverse("disclosure_cases:file", args=[file.case_id, file.pk])
    assert desk.get(address, follow=True).status_code == HTTPStatus.NOT_FOUND
    for name, arguments in (("receipt", [file.case_id]), ("today", [])):
        shown = desk.get(reverse(f"disclosure_register:{name}", args=arguments)).content.decode()
        assert "paper.pdf" not in shown and file.pk.hex not in shown


def test_who_sees_every_case_but_no_applicant_opens_no_scan(desk, typed, client, window):
    desk.post(URL, {**typed, SCANS_KEY: scan("paper.pdf")})
    file = CaseFile.objects.get()
    supervisor = create_user("supervisor")
    names = ("view_case", "view_all_cases", "access_admin")
    supervisor.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(supervisor)
    workspace = reverse("disclosure_cases:workspace", args=[file.case_id])
    assert client.get(workspace).status_code == HTTPStatus.OK
    response = client.get(reverse("disclosure_cases:file", args=[file.case_id, file.pk]))
    assert response.url == workspace
    assert not file.case.caseevents.filter(kind="file_opened").exists()
