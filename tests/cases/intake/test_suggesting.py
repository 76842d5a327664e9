"""What is public already is offered before a request is sent."""

import pytest

from tests.cases.factories import ANSWERS
from tests.cases.intake.walking import Walk
from wagtail_disclosure.cases.intake import suggesting
from wagtail_disclosure.cases.models import AnsweredBySuggestion, InformationRequest
from wagtail_disclosure.core.seams import Registry, Suggestion

ANSWER = Suggestion(title="River water 2025", url="/en/catalog/river/", kind="Published")


def provider(text, request):
    return [ANSWER] if text == ANSWERS["description"] else []


def broken(text, request):
    raise ValueError("The search is down")


@pytest.fixture
def offer(monkeypatch):
    """Only these providers, whatever parts are installed."""

    def use(*providers) -> None:
        registry = Registry("suggestions")
        for number, each in enumerate(providers):
            registry.register(str(number), each)
        monkeypatch.setattr(suggesting, "suggestions", registry)

    return use


@pytest.fixture
def walk(client, request_page) -> Walk:
    return Walk(client, request_page.get_url())


def test_what_may_answer_is_offered_after_the_description(walk, offer):
    offer(provider)
    walk.post(1)
    assert walk.place == "suggestions"
    assert ANSWER.title in walk.content
    onward = walk.response.context["onward"]
    assert onward.endswith("step=2")
    assert walk.open(onward).go(2, 3, 4).send().context["receipt"]


def test_where_nothing_may_answer_nothing_is_in_the_way(walk, offer):
    offer(provider)
    assert walk.post(1, description="Something else").place == "2"


def test_a_search_that_fails_keeps_nobody_from_asking(walk, offer, caplog):
    offer(broken)
    assert walk.post(1).place == "2"
    assert ANSWERS["description"] not in caplog.text


def test_this_answers_me_is_counted_by_day_and_page_and_nothing_else(walk, offer):
    offer(provider)
    walk.post(1)
    for _time in range(2):
        response = walk.client.post(walk.address, {"answers": ANSWER.url})
        assert response.url == ANSWER.url
    row = AnsweredBySuggestion.objects.get()
    assert (row.url, row.count) == (ANSWER.url, 2)
    assert not InformationRequest.objects.exists()


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "", "/en/"])
def test_no_other_address_is_counted_or_followed(walk, offer, url):
    offer(provider)
    walk.post(1)
    assert walk.client.post(walk.address, {"answers": url}).status_code == 200
    assert not AnsweredBySuggestion.objects.exists()
