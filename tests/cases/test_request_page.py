"""The public form: what people type is kept, what is wrong is said, one request is one case."""

from datetime import date

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from tests.cases.factories import ANSWERS, posted
from tests.noticeboard.models import NoticePage
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import DisclosureForm, InformationRequest
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import TimeLimit, WorkCalendar
from wagtail_disclosure.review.actions import record


@pytest.fixture
def url(one_page) -> str:
    return one_page.get_url()


def filled(**values) -> dict[str, str]:
    return posted(**{"submission_token": secrets.new_token(), **values})


def test_the_form_asks_what_the_snippet_asks_and_is_kept_by_no_cache(client, url):
    """Case 52."""
    response = client.get(url)
    content = response.content.decode()
    assert "您需要什么信息？" in content
    assert response.context["form"].initial["submission_token"]
    assert "no-store" in response["Cache-Control"]
    assert "<script" not in content and "style=" not in content


def test_a_submission_is_answered_with_the_receipt_itself(client, url):
    response = client.post(url, filled())
    case = InformationRequest.objects.get()
    content = response.content.decode()
    assert response.status_code == 200
    assert case.number in content
    assert response.context["receipt"].secret in content
    assert "2026" in content
    assert "no-store" in response["Cache-Control"]
    assert ANSWERS["applicant_name"] not in content


def test_the_receipt_says_why_its_date_may_still_change(client, url):
    for official_through, is_told in ((date(2199, 12, 31), False), (date(2020, 12, 31), True)):
        WorkCalendar.objects.update(official_through=official_through)
        content = client.post(url, filled()).content.decode()
        assert ("放假安排尚未公布" in content) is is_told


def test_the_receipt_promises_no_day_that_nobody_counted(client, url, english):
    TimeLimit.objects.all().delete()
    content = client.post(url.replace("zh-hans", "en"), filled()).content.decode()
    assert "We tell you on the status page by when" in content
    assert "You will have an answer by" not in content


def test_pressing_twice_or_trying_again_gives_the_same_receipt(client, url):
    """Case 53."""
    data = filled()
    first, second = client.post(url, data), client.post(url, data)
    assert first.context["receipt"].secret == second.context["receipt"].secret
    assert InformationRequest.objects.count() == 1


def test_going_back_and_sending_something_else_asks_to_press_again(client, url):
    data = filled()
    client.post(url, data)
    again = client.post(url, {**data, "description": "Something else"})
    assert again.context["form"].non_field_errors()
    assert "Something else" in again.content.decode()
    fresh = again.context["form"]["submission_token"].value()
    assert fresh != data["submission_token"]
    third = client.post(url, {**data, "description": "Something else", "submission_token": fresh})
    assert third.context["receipt"]
    assert InformationRequest.objects.count() == 2


@pytest.mark.parametrize("token", ["", "forged", secrets.new_token.__name__])
def test_a_form_without_a_token_of_ours_makes_no_case_and_keeps_what_was_typed(client, url, token):
    response = client.post(url, filled(submission_token=token))
    assert response.context["form"].non_field_errors()
    assert ANSWERS["description"] in response.content.decode()
    assert secrets.is_token(response.context["form"]["submission_token"].value())
    assert not InformationRequest.objects.exists()


@pytest.mark.parametrize("key", ["description", "applicant_name", "email", "delivery", "consent"])
def test_a_missing_answer_is_said_beside_the_field_and_at_the_top(client, url, key):
    response = client.post(url, filled(**{key: None}))
    form, content = response.context["form"], response.content.decode()
    assert list(form.errors) == [key]
    assert 'class="disclosure-error-summary"' in content
    assert f'href="#id_{key}' in content
    assert f'id="id_{key}_error"' in content
    assert not InformationRequest.objects.exists()


def test_everything_typed_stays_when_something_is_wrong(client, url):
    response = client.post(url, filled(email="nonsense", phone="021 12345"))
    content = response.content.decode()
    for typed in ("nonsense", "021 12345", ANSWERS["description"], ANSWERS["applicant_name"]):
        assert typed in content
    assert content.count(" checked") == 4


def test_an_over_long_answer_is_refused_with_both_lengths(client, url, english):
    form = _form(client, url, description="x" * 2001)
    assert "2000" in form.errors["description"][0]
    assert "2001" in form.errors["description"][0]


def test_a_full_width_address_is_folded(client, url):
    client.post(url, filled(email="ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ"))
    case = InformationRequest.objects.get()
    assert case.applicantidentity.unseal()["email"] == "li@example.com"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-11-23", "2026-11-23"),
        ("２０２５／０３／０４", "2025-03-04"),
        ("2025年3月4日", "2025-03-04"),
        ("2024.2.29", "2024-02-29"),
    ],
)
def test_dates_are_taken_as_people_write_them(client, url, typed, stored):
    client.post(url, filled(document_date=typed))
    case = InformationRequest.objects.get()
    assert case.casecontent.unseal()["document_date"] == stored


@pytest.mark.parametrize(
    "typed", ["2025-02-29", "2025-13-01", "yesterday", "23/11/2026", "0000-1-1"]
)
def test_wrong_dates_are_said_beside_the_field_and_stay(client, url, typed):
    response = client.post(url, filled(document_date=typed))
    assert list(response.context["form"].errors) == ["document_date"]
    assert typed in response.content.decode()


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x85", "\u2028"])
def test_control_characters_are_refused_by_name(client, url, character):
    """Case 59."""
    form = _form(client, url, applicant_name=f"Li{character}Ming")
    assert f"U+{ord(character):04X}" in form.errors["applicant_name"][0]


@pytest.mark.parametrize("name", ["Ł\u0301i", "李\u200b明", "\u202eevil", "X" * 100])
def test_unusual_but_possible_names_are_kept_clean(client, url, name):
    client.post(url, filled(applicant_name=name))
    stored = InformationRequest.objects.get().applicantidentity.unseal()["applicant_name"]
    assert "\u200b" not in stored and "\u202e" not in stored


def test_the_trap_for_programs_is_said_aloud_instead_of_dropping_the_request(client, url):
    form = _form(client, url, website="https://spam.example")
    assert list(form.errors) == ["website"]
    assert not InformationRequest.objects.exists()


def test_a_choice_that_is_not_offered_is_refused(client, url):
    assert "delivery" in _form(client, url, delivery="pigeon").errors


def test_a_post_from_another_site_is_refused(url):
    """Case 51."""
    assert Client(enforce_csrf_checks=True).post(url, filled()).status_code == 403


def test_a_page_whose_form_is_not_published_says_so(client, url):
    DisclosureForm.objects.update(live=False)
    response = client.get(url)
    assert response.status_code == 200
    assert response.context["form"] is None


NONSENSE = ["", "0", "abc", "-1", "9" * 30, "１", "1' OR 1=1", "auth.user:1", ":1", "a:b:1"]


@pytest.mark.parametrize("about", NONSENSE)
def test_nonsense_in_the_address_prefills_nothing(client, url, about):
    form = client.get(url, {"about": about}).context["form"]
    assert "description" not in form.initial


def test_a_page_without_the_guard_prefills_nothing(client, url):
    page = Site.objects.get().root_page
    form = client.get(url, {"about": page.pk}).context["form"]
    assert "description" not in form.initial


def _form(client, url, **values):
    return client.post(url, filled(**values)).context["form"]


@pytest.fixture
def notice(agency):
    """A guarded page that the public may see."""
    notice = NoticePage(title="关于河流水质的通知", slug="notice", live=False)
    Site.objects.get().root_page.add_child(instance=notice)
    revision = notice.save_revision()
    record(
        revision.as_object(),
        proposed_by=Actor.software("drafter"),
        decided_by=Actor.software("reviewer"),
    )
    notice.publish(revision, skip_permission_checks=True)
    return NoticePage.objects.get()


def test_a_disclosed_page_fills_in_its_title_and_is_kept_with_the_case(client, url, notice):
    response = client.get(url, {"about": notice.pk})
    assert response.context["form"].initial["description"] == notice.title
    client.post(f"{url}?about={notice.pk}", filled())
    assert InformationRequest.objects.get().about_page_id == notice.pk


@pytest.mark.parametrize(
    "hide",
    [
        lambda notice: notice.unpublish(),
        lambda notice: Page.objects.filter(pk=notice.pk).update(title="改了的标题"),
        lambda notice: PageViewRestriction.objects.create(page=notice, restriction_type="login"),
    ],
)
def test_a_page_that_the_public_may_not_see_fills_in_nothing(client, url, notice, hide):
    hide(notice)
    response = client.get(url, {"about": notice.pk})
    assert "description" not in response.context["form"].initial
    assert "通知" not in response.content.decode()
    client.post(f"{url}?about={notice.pk}", filled())
    assert InformationRequest.objects.get().about_page_id is None
