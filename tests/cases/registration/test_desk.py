"""The clerk's screens: one form in the order of speech, the receipt, and today's list."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cases.registration.desks import (
    SPOKEN,
    URL,
    create_clerk,
    create_registered,
    create_window,
    token_of,
)
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.models import CaseEvent, InformationRequest, Registration
from wagtail_disclosure.core.days import local_date


def tab_order(content: str) -> list[str]:
    form = content.split("<form method=", 1)[1].split("</form>")[0]
    names = re.findall(r'<(?:input(?! type="hidden")|select|textarea)[^>]*? name="([^"]+)"', form)
    return list(dict.fromkeys(names))


def test_the_fields_are_in_the_order_of_speech(desk):
    names = tab_order(desk.get(f"{URL}?language=en").content.decode())
    assert names == [
        "arrival-window",
        "description",
        "document_date",
        "form",
        "delivery",
        "applicant_kind",
        "applicant_name",
        "id_document-kind",
        "id_document-number",
        "email",
        "phone",
        "address",
        "arrival-arrived_on",
        "arrival-reason",
        "arrival-is_oral",
        "arrival-paper_count",
        "attachments",
        "desk-scans",
    ]


def test_the_cursor_waits_at_what_is_wanted_where_there_is_one_window(desk, clerk):
    [focused] = re.findall(r"<[^>]+ autofocus[^>]*>", desk.get(URL).content.decode())
    assert 'name="description"' in focused


def test_letters_ask_for_the_days_of_signing_and_confirmation(client, office, post):
    client.force_login(office)
    content = client.get(URL).content.decode()
    assert {"arrival-signed_on", "arrival-confirmed_on"} <= set(tab_order(content))
    assert 'data-asks="signed_on confirmed_on"' in content


def test_registering_shows_number_and_secret_and_goes_on_with_the_next(desk, typed):
    response = desk.post(URL, typed)
    case = InformationRequest.objects.get()
    content = response.content.decode()
    assert response.status_code == HTTPStatus.OK
    assert case.number in content and case.state == "accepted"
    assert re.search(r'id="receipt-secret">(\w{4}-){3}\w<', content)
    [focused] = re.findall(r"<a[^>]+ autofocus[^>]*>", content)
    assert URL in focused
    assert "no-store" in response["Cache-Control"]
    assert set(case.applicantidentity.unseal()) == {"applicant_name", "id_document", "phone"}


def test_pressing_twice_shows_the_same_receipt(desk, typed):
    """Case 53."""
    first, second = (desk.post(URL, typed).content.decode() for _ in range(2))
    secrets = [re.search(r'id="receipt-secret">([^<]+)<', text)[1] for text in (first, second)]
    assert secrets[0] == secrets[1]
    assert InformationRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"description": ""}, "description"),
        ({"phone": ""}, "email"),
        ({"delivery": "email"}, "email"),
        ({"delivery": "post"}, "address"),
    ],
)
def test_what_is_missing_of_the_request_is_said_beside_its_field(desk, typed, change, field):
    response = desk.post(URL, {**typed, **change})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == [field]
    [focused] = re.findall(r"<[^>]+ autofocus[^>]*>", response.content.decode())
    assert f'name="{field}"' in focused
    assert not InformationRequest.objects.exists()


def test_a_day_before_today_asks_for_the_reason(desk, typed):
    """Case 75."""
    yesterday = (today() - timedelta(days=1)).isoformat()
    response = desk.post(URL, {**typed, "arrival-arrived_on": yesterday})
    assert list(response.context["arrival"].errors) == ["reason"]
    desk.post(URL, {**typed, "arrival-arrived_on": yesterday, "arrival-reason": "Line down"})
    event = CaseEvent.objects.get(kind=CaseEvent.Kind.RECEIPT_BACKDATED)
    assert (event.reason, event.details["received"]) == ("Line down", yesterday)


@pytest.mark.parametrize(
    ("days", "problem"), [(-1, "has not come yet"), (40, "further back"), (20000, "begin")]
)
def test_days_that_cannot_be_are_refused(desk, typed, english, days, problem):
    day = (today() - timedelta(days=days)).isoformat()
    response = desk.post(URL, {**typed, "arrival-arrived_on": day, "arrival-reason": "Late"})
    assert list(response.context["arrival"].errors) == ["arrived_on"]
    assert not InformationRequest.objects.exists()


def test_another_window_than_ones_own_is_no_choice(desk, typed, post):
    response = desk.post(URL, {**typed, "arrival-window": post.pk})
    assert list(response.context["arrival"].errors) == ["window"]


def test_a_page_without_a_token_registers_nothing(desk, typed):
    assert desk.post(URL, {**typed, "submission_token": "x"}).status_code == 422
    assert not InformationRequest.objects.exists()


def test_the_list_of_the_day_names_numbers_and_no_content(desk, window, clerk):
    now = timezone.now()
    case = create_registered(window, clerk, at=now, arrived_on=today()).case
    content = desk.get(reverse("disclosure_register:today")).content.decode()
    assert case.number in content
    assert "Water quality" not in content and "Li Ming" not in content


def test_a_receipt_is_printed_again_the_same_day_without_its_secret(desk, window, clerk):
    receipt = create_registered(window, clerk, at=timezone.now(), arrived_on=today())
    url = reverse("disclosure_register:receipt", args=[receipt.case.pk])
    content = desk.get(url).content.decode()
    assert receipt.case.number in content
    assert receipt.secret not in content and "receipt-secret" not in content
    assert "Water quality" not in content and "Li Ming" not in content


def test_what_is_not_the_clerks_of_today_looks_like_what_is_not_there(desk, window, clerk):
    yesterday = timezone.now() - timedelta(days=1)
    own = create_registered(
        window, clerk, at=yesterday, arrived_on=local_date(yesterday), reason="Closed at noon"
    ).case
    other = create_clerk("other", window)
    others = create_registered(window, other, at=timezone.now(), arrived_on=today()).case
    missing = Registration.objects.order_by("-case_id").first().case_id + 1
    seen = set()
    for pk in (own.pk, others.pk, missing):
        response = desk.get(reverse("disclosure_register:receipt", args=[pk]), follow=True)
        assert response.status_code == HTTPStatus.NOT_FOUND
        seen.add(response.content.replace(f"/register/{pk}/".encode(), b""))
    assert len(seen) == 1


def test_a_clerk_sees_no_case(desk, window, clerk):
    case = create_registered(window, clerk).case
    workspace = reverse("disclosure_cases:workspace", args=[case.pk])
    assert desk.get(workspace, follow=True).status_code == HTTPStatus.NOT_FOUND
    assert desk.get(reverse("disclosure_cases:index")).status_code == HTTPStatus.FOUND
    menu = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert URL in menu and reverse("disclosure_cases:index") not in menu


def test_who_registers_nowhere_is_offered_nothing(client, officer):
    client.force_login(officer)
    assert client.get(URL).status_code == HTTPStatus.FOUND
    assert client.post(URL, SPOKEN).status_code == HTTPStatus.FOUND
    assert f'"{URL}"' not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_receipt_is_in_the_language_of_the_applicant(desk, typed):
    chinese = desk.post(f"{URL}?language=zh-hans", typed).content.decode()
    assert "您将在" in chinese or "答复" in chinese
    english = {**typed, "submission_token": token_of(desk.get(URL))}
    assert "You will have an answer by" in desk.post(f"{URL}?language=en", english).content.decode()


def test_windows_that_closed_are_offered_no_more(desk, window):
    window.is_active = False
    window.save()
    assert desk.get(URL).status_code == HTTPStatus.FOUND


def test_an_own_window_comes_before_the_others_of_the_office(client, office, window, post):
    create_window("zz", "hotline").clerks.create(user=office)
    client.force_login(office)
    offered = client.get(URL).context["arrival"].windows
    assert [shown.code for shown in offered][:1] == ["zz"]
    assert {"web", "post", "district"} < {shown.code for shown in offered}
