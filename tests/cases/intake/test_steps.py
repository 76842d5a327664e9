"""One question a page: kept from page to page, changed where wanted, sent once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cases.factories import ANSWERS
from tests.cases.intake.walking import Walk
from wagtail_disclosure.cases.intake import saved_requests
from wagtail_disclosure.cases.models import (
    CaseFile,
    InformationRequest,
    SavedFile,
    SavedRequest,
)

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def url(request_page) -> str:
    return request_page.get_url()


@pytest.fixture
def walk(client, url) -> Walk:
    return Walk(client, url)


def pdf(name: str = "photo.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="image/png")


def test_each_heading_is_a_page_and_checking_is_the_last(walk):
    assert "1 / 5" in walk.content
    assert "2 / 5" in walk.post(1).content
    assert "3 / 5" in walk.post(2).content
    assert "4 / 5" in walk.post(3).content
    assert "5 / 5" in walk.post(4).content
    assert walk.place == "check"


def test_nothing_is_stored_before_the_first_page_is_answered(walk):
    assert not SavedRequest.objects.exists()
    assert "draft" not in walk.post(1, description="").address
    assert not SavedRequest.objects.exists()


def test_what_was_answered_becomes_a_case_with_its_receipt(walk):
    response = walk.to_check().send()
    case = InformationRequest.objects.get()
    assert response.status_code == 200
    assert response.context["receipt"].case == case
    sealed = {**case.applicantidentity.unseal(), **case.casecontent.unseal()}
    assert sealed == ANSWERS


def test_case_50_and_52_pages_are_kept_by_no_cache_and_addresses_hold_no_code(walk):
    walk.go(1, 2)
    code = next(value.value for name, value in walk.client.cookies.items() if "request_" in name)
    assert "no-store" in walk.response["Cache-Control"]
    assert code not in walk.address and code not in walk.content
    cookie = walk.client.cookies[f"disclosure_request_{SavedRequest.objects.get().pk.hex}"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_an_error_keeps_what_was_typed_and_leads_to_the_field(walk):
    walk.go(1, 2, 3).post(4, email="nonsense")
    assert walk.place == "4"
    assert 'value="nonsense"' in walk.content
    assert 'href="#id_email"' in walk.content


def test_a_page_is_shown_only_to_whom_it_concerns(walk):
    assert "address" not in walk.go(1, 2, 3).response.context["form"].fields
    by_post = Walk(Client(), walk.response.request["PATH_INFO"], delivery="post")
    form = by_post.go(1, 2, 3).response.context["form"]
    assert form.fields["address"].required


def test_an_answer_that_no_longer_applies_is_not_sent(client, url):
    walk = Walk(client, url, delivery="post", address="1 River Road")
    walk.to_check()
    assert "1 River Road" in walk.content
    walk.open(walk.at(2)).post(2, delivery="email")
    # The page that asked for it is asked again, as it is another one now.
    assert walk.place == "4"
    walk.post(4).send()
    assert "address" not in InformationRequest.objects.get().applicantidentity.unseal()


def test_changing_an_answer_leads_back_to_checking(walk):
    walk.to_check()
    assert walk.at(1) in walk.content.replace("&amp;", "&")
    walk.open(walk.at(1))
    assert ANSWERS["description"] in walk.content
    walk.post(1, description="Something else")
    assert walk.place == "check"
    assert "Something else" in walk.content


def test_no_page_can_be_skipped(walk):
    walk.post(1)
    for place in ("4", "check", "9", "x", ""):
        walk.open(walk.at(place))
        assert walk.response.redirect_chain[-1][0].endswith("step=2")


def test_sending_needs_the_consent(walk):
    response = walk.to_check().send(consent="")
    assert list(response.context["form"].errors) == ["consent"]
    assert not InformationRequest.objects.exists()


def test_case_53_pressing_twice_or_after_a_time_out_gives_the_same_receipt(walk):
    first = walk.to_check().send()
    second = walk.send()
    assert second.context["receipt"].secret == first.context["receipt"].secret
    assert InformationRequest.objects.count() == 1


def test_once_sent_nothing_of_it_can_be_read_or_changed(walk):
    walk.to_check().send()
    row = SavedRequest.objects.get()
    assert row.sent_at
    code = walk.client.cookies[f"disclosure_request_{row.pk.hex}"].value
    assert saved_requests.open_draft(code, at=timezone.now()).answers == {}
    for place in ("1", "check"):
        walk.open(walk.at(place))
        assert ANSWERS["applicant_name"] not in walk.content
        assert ANSWERS["description"] not in walk.content


def test_another_browser_with_the_address_sees_nothing(walk):
    walk.to_check()
    response = Client().get(walk.address)
    assert response.status_code == 404
    assert ANSWERS["applicant_name"] not in response.content.decode()


def test_the_trap_for_programs_is_on_every_page(walk):
    assert list(walk.post(1, website="x").response.context["form"].errors) == ["website"]
    assert "website" in walk.to_check().send(website="x").context["form"].errors
    assert not InformationRequest.objects.exists()


def test_whoever_stops_deletes_what_was_written(walk):
    walk.post(1, attachments=[pdf()]).post(2, go="delete")
    assert not SavedRequest.objects.exists()
    assert not SavedFile.objects.exists()


def test_files_are_kept_from_page_to_page_and_become_those_of_the_case(walk):
    walk.post(1, attachments=[pdf("../照片.pdf"), pdf("two.pdf")])
    walk.open(walk.at(1))
    assert "照片.pdf" in walk.content
    walk.go(1, 2, 3, 4)
    assert "照片.pdf" in walk.content
    assert CaseFile.objects.count() == 0
    walk.send()
    case = InformationRequest.objects.get()
    files = {file.name: b"".join(file.chunks()) for file in case.files.all()}
    assert files == {"照片.pdf": PDF, "two.pdf": PDF}
    assert {file.content_type for file in case.files.all()} == {"application/pdf"}
    named = [file["name"] for file in case.casecontent.unseal()["attachments"]]
    assert named == ["照片.pdf", "two.pdf"]
    assert not SavedFile.objects.exists()


def test_a_file_can_be_taken_out_again(walk, django_capture_on_commit_callbacks):
    walk.post(1, attachments=[pdf("one.pdf"), pdf("two.pdf")])
    walk.open(walk.at(1))
    first = SavedFile.objects.order_by("saved_at", "pk").first()
    storage, name = first.file.storage, first.file.name
    with django_capture_on_commit_callbacks(execute=True):
        walk.post(1, go=f"remove:{first.pk.hex}")
    assert SavedFile.objects.count() == 1
    assert not storage.exists(name)
    assert walk.place == "1"


def test_nothing_saved_can_be_read_without_the_code(walk):
    walk.post(1, attachments=[pdf()])
    stored = bytes(SavedRequest.objects.get().ciphertext)
    assert ANSWERS["description"].encode() not in stored
    with SavedFile.objects.get().file.open("rb") as sealed:
        assert b"%PDF" not in sealed.read()


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_saved_request_goes_on_with_its_code_in_another_browser(walk, typed):
    walk.post(1).post(2, go="save")
    code = walk.response.context["code"]
    assert code in walk.content
    other = Client()
    response = other.post("/zh-hans/request-resume/", {"code": typed(code)}, follow=True)
    assert response.redirect_chain[-1][0].endswith("step=3")
    on = Walk(other, response.redirect_chain[-1][0])
    assert on.go(3, 4).send().context["receipt"]


def test_what_is_saved_may_lack_answers_but_not_be_wrong(walk):
    walk.go(1, 2, 3)
    assert walk.post(4, email="nonsense", go="save").response.context.get("code") is None
    assert walk.post(4, email="", go="save").response.context["code"]
    walk.open(walk.at("check"))
    assert walk.response.redirect_chain[-1][0].endswith("step=4")


@pytest.mark.parametrize("typed", ["", "x", "0000-0000-0000-0", "4T7K-9M2X-QRB0-C", "'" * 99])
def test_a_wrong_code_opens_nothing_and_is_not_echoed(client, agency, typed):
    response = client.post("/zh-hans/request-resume/", {"code": typed})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not typed or f'value="{typed}"' not in response.content.decode()


def test_what_nobody_saved_is_kept_for_a_day_and_what_was_saved_for_two_weeks(walk):
    now = timezone.now()
    walk.post(1)
    assert SavedRequest.objects.get().expires_at <= now + timedelta(hours=25)
    walk.post(2, go="save")
    assert SavedRequest.objects.get().expires_at >= now + timedelta(days=13)


def test_what_has_expired_can_not_be_opened_and_is_deleted(
    walk, django_capture_on_commit_callbacks
):
    walk.post(1, attachments=[pdf()])
    saved = SavedFile.objects.get()
    storage, name = saved.file.storage, saved.file.name
    SavedRequest.objects.update(expires_at=timezone.now())
    assert walk.open(walk.address).response.status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert saved_requests.forget_expired(at=timezone.now()) == 1
    assert not SavedRequest.objects.exists()
    assert not storage.exists(name)


def test_a_form_that_changes_meanwhile_is_filled_in_as_it_was(walk, request_page):
    walk.post(1)
    form = request_page.shown_form()
    type(form)._base_manager.update(fields="[]")
    assert "2 / 5" in walk.open(walk.address).content


def test_the_request_is_about_the_page_that_it_was_begun_from(client, url):
    walk = Walk(client, f"{url}?about=99999")
    walk.to_check().send()
    assert InformationRequest.objects.get().about_page_id is None


def test_case_51_a_post_from_another_site_is_refused(url):
    client = Client(enforce_csrf_checks=True)
    assert client.post(url, {"description": "x"}).status_code == 403
    assert client.post("/zh-hans/request-resume/", {"code": "x"}).status_code == 403
