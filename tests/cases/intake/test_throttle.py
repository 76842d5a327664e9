"""Floods and programs are told so, and nothing that was typed is lost."""

import pytest
from django.test import RequestFactory
from django.utils import timezone

from tests.cases.factories import ANSWERS, create_receipt, posted
from tests.cases.intake.walking import Walk
from wagtail_disclosure.cases.intake import saved_requests, secrets, sending, throttle
from wagtail_disclosure.cases.models import AddressTries, InformationRequest, SavedRequest

VISITOR = "203.0.113.7"


@pytest.fixture
def set_up_with(settings):
    def use(**values) -> None:
        settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, **values}

    return use


def test_case_62_a_flood_is_told_so_and_what_was_typed_stays(client, one_page, set_up_with):
    set_up_with(REQUESTS_PER_HOUR=2)
    url = one_page.get_url()
    send = [
        client.post(url, posted(submission_token=secrets.new_token()), REMOTE_ADDR=VISITOR)
        for _number in range(3)
    ]
    assert [response.status_code for response in send] == [200, 200, 429]
    content = send[2].content.decode()
    assert "2" in send[2].context["form"].non_field_errors()[0]
    assert ANSWERS["description"] in content
    assert InformationRequest.objects.count() == 2
    other = client.post(
        url, posted(submission_token=secrets.new_token()), REMOTE_ADDR="203.0.113.8"
    )
    assert other.context["receipt"]


def test_case_62_step_by_step_too_and_the_receipt_of_what_was_sent_is_no_flood(
    client, request_page, set_up_with
):
    set_up_with(REQUESTS_PER_HOUR=1)
    client.defaults["REMOTE_ADDR"] = VISITOR
    first = Walk(client, request_page.get_url()).to_check()
    assert first.send().context["receipt"]
    assert first.send().context["receipt"]
    second = Walk(client, request_page.get_url())
    assert second.post(1).response.status_code == 429
    assert ANSWERS["description"] in second.content
    set_up_with(REQUESTS_PER_HOUR=2)
    second.to_check()
    set_up_with(REQUESTS_PER_HOUR=1)
    refused = second.send()
    assert refused.status_code == 429
    set_up_with(REQUESTS_PER_HOUR=2)
    assert second.send().context["receipt"]


def test_case_53_whoever_took_the_last_place_is_not_refused_for_clicking_twice(agency):
    """The second click waits for the count, and then the first one has used it up."""
    token = secrets.new_token()
    first = []

    def first_click_wins() -> None:
        first.append(create_receipt(token=token))
        raise sending.TooManyRequests

    second = create_receipt(token=token, admit=first_click_wins)
    assert (second.case.pk, second.secret) == (first[0].case.pk, first[0].secret)
    assert InformationRequest.objects.count() == 1


def test_what_is_refused_is_refused_where_nothing_was_received(agency):
    def refuse() -> None:
        raise sending.TooManyRequests

    with pytest.raises(sending.TooManyRequests):
        create_receipt(admit=refuse)
    assert not InformationRequest.objects.exists()


def test_case_53_step_by_step_a_second_click_at_the_same_moment_is_not_counted(
    client, request_page, set_up_with, rf
):
    set_up_with(REQUESTS_PER_HOUR=2)
    client.defaults["REMOTE_ADDR"] = VISITOR
    walk = Walk(client, request_page.get_url()).to_check()
    row = SavedRequest.objects.get()
    code = client.cookies[f"disclosure_request_{row.pk.hex}"].value
    # Read before the first click is through.
    draft = saved_requests.open_draft(code, at=timezone.now())
    first = walk.send().context["receipt"]
    set_up_with(REQUESTS_PER_HOUR=1)
    again = {"about_page_id": None, "at": timezone.now()}
    second = sending.send(draft, request=rf.post("/", REMOTE_ADDR=VISITOR), **again)
    assert second.secret == first.secret
    count = AddressTries.objects.filter(
        number_digest=AddressTries._digest(f"submit:{VISITOR}")
    ).values_list("count", flat=True)
    assert list(count) == [1]


def test_no_address_is_stored(client, one_page):
    client.post(
        one_page.get_url(), posted(submission_token=secrets.new_token()), REMOTE_ADDR=VISITOR
    )
    row = AddressTries.objects.values_list().get()
    assert VISITOR not in str(row)


def test_codes_can_not_be_tried_without_end(client, agency, set_up_with):
    set_up_with(REQUESTS_PER_HOUR=2)
    tries = [
        client.post("/zh-hans/request-resume/", {"code": "x"}, REMOTE_ADDR=VISITOR)
        for _number in range(3)
    ]
    messages = [str(response.context["form"].non_field_errors()[0]) for response in tries]
    assert messages[0] == messages[1] != messages[2]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
    ],
)
def test_a_network_counts_as_one_visitor(one, other, is_same):
    assert (throttle.network_of(one) == throttle.network_of(other)) is is_same


@pytest.mark.parametrize("address", ["", "unknown", "127.0.0.1", "::1", "1.2.3.4.5", "<script>"])
def test_where_the_address_is_not_known_nothing_is_counted(address):
    assert throttle.network_of(address) == ""


@pytest.mark.parametrize(
    ("written", "address"),
    [("203.0.113.7", "203.0.113.7"), ("6.6.6.6, 203.0.113.7", "203.0.113.7"), ("", "")],
)
def test_behind_a_proxy_its_own_word_counts_and_not_the_visitors(set_up_with, written, address):
    set_up_with(CLIENT_ADDRESS_HEADER="X-Forwarded-For")
    request = RequestFactory().get("/", headers={"x-forwarded-for": written})
    assert throttle.client_address(request) == address


def test_who_is_too_fast_is_asked_to_press_again_and_then_heard(client, one_page, set_up_with):
    set_up_with(FASTEST_REQUEST_SECONDS=60)
    data = posted(submission_token=secrets.new_token())
    refused = client.post(one_page.get_url(), data)
    assert refused.context["form"].non_field_errors()
    assert ANSWERS["description"] in refused.content.decode()
    assert not InformationRequest.objects.exists()
    set_up_with(FASTEST_REQUEST_SECONDS=0)
    assert client.post(one_page.get_url(), data).context["receipt"]


def test_step_by_step_too(client, request_page, set_up_with):
    set_up_with(FASTEST_REQUEST_SECONDS=600)
    walk = Walk(client, request_page.get_url()).to_check()
    assert walk.send().context["form"].non_field_errors()
    set_up_with(FASTEST_REQUEST_SECONDS=0)
    assert walk.send().context["receipt"]


def test_a_token_says_when_it_was_made_and_only_ours_do():
    assert secrets.made_at(secrets.new_token())
    assert secrets.made_at("forged:1:x") is None
    assert secrets.made_at("") is None
