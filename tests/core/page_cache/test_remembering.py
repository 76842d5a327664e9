"""What is found for many pages is found once for each generation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest
from django.test import RequestFactory

from tests.snapshots import taken_back
from wagtail_disclosure.core.page_cache import remembering
from wagtail_disclosure.core.page_cache.remembering import memory_of, remembered

pytestmark = pytest.mark.django_db


@dataclass
class Lost:
    """What the next release does not have any more."""


@pytest.fixture
def find() -> Callable[[], list[str]]:
    """Finds the names of all groups, and counts how often it was asked."""

    def names() -> list[str]:
        names.times += 1
        return list(Group.objects.values_list("name", flat=True))

    names.times = 0
    return names


@pytest.fixture(autouse=True)
def _one_group(db: None) -> None:
    Group.objects.all().delete()
    Group.objects.create(name="a")


def ask(find: Any, *about: Any) -> list[str]:
    return remembered(about or ("groups",), find)


def test_it_is_found_once_for_what_it_is_about(find: Any) -> None:
    assert [ask(find), ask(find), ask(find, "groups", 1)] == [["a"]] * 3
    assert find.times == 2


def test_it_is_found_anew_after_something_was_written(find: Any) -> None:
    ask(find)
    Group.objects.update(name="b")
    assert ask(find) == ["b"]


def test_what_was_taken_back_is_not_remembered(find: Any) -> None:
    with taken_back():
        Group.objects.update(name="b")
        assert ask(find) == ["b"]
    assert ask(find) == ["a"]
    with transaction.atomic():
        Group.objects.update(name="c")
    assert ask(find) == ["c"]


@pytest.fixture
def request_to_read() -> HttpRequest:
    return RequestFactory().get("/")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestARequestThatOnlyReads:
    def test_asks_for_the_generation_once(
        self, request_to_read: HttpRequest, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(1):
            memories = [memory_of(request_to_read) for _time in range(3)]
        assert len(set(memories)) == 1

    @pytest.mark.parametrize("is_taken_back", [True, False])
    def test_leaves_nothing_of_what_it_has_not_committed(
        self, request_to_read: HttpRequest, find: Any, is_taken_back: bool
    ) -> None:
        before = memory_of(request_to_read)
        with transaction.atomic():
            Group.objects.update(name="b")
            assert remembered(("groups",), find, request_to_read) == ["b"]
            assert before.get(("groups",)) is None
            transaction.set_rollback(is_taken_back)
        assert ask(find) == (["a"] if is_taken_back else ["b"])

    def test_is_answered_from_when_it_came(self, request_to_read: HttpRequest, find: Any) -> None:
        assert remembered(("groups",), find, request_to_read) == ["a"]
        Group.objects.update(name="b")
        assert remembered(("groups",), find, request_to_read) == ["a"]
        assert ask(find) == ["b"]


def test_a_request_that_may_write_asks_each_time(find: Any) -> None:
    request = RequestFactory().post("/")
    assert remembered(("groups",), find, request) == ["a"]
    Group.objects.update(name="b")
    assert remembered(("groups",), find, request) == ["b"]


def test_nothing_found_is_remembered_too(find: Any) -> None:
    Group.objects.all().delete()
    assert [ask(find), ask(find)] == [[], []]
    assert find.times == 1


def test_what_another_release_remembered_is_found_anew(
    find: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert remembered(("lost",), Lost) == Lost()
    monkeypatch.delitem(globals(), "Lost")
    assert remembered(("lost",), find) == ["a"]
    assert "Another release" in caplog.text


def test_too_much_is_found_each_time(find: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "LARGEST", 1)
    assert [ask(find), ask(find)] == [["a"], ["a"]]
    assert find.times == 2


@pytest.mark.usefixtures("without_page_cache")
def test_a_site_that_keeps_no_copies_remembers_nothing(find: Any) -> None:
    ask(find)
    ask(find)
    assert find.times == 2
