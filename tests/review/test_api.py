"""The public API gives out what is disclosed, and nothing about the rest."""

import pytest
from django.test import Client
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page, PageViewRestriction

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.review import actions

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.noticeboard.api_urls")]

LIST = "/api/v2/pages/"
NOTICES = f"{LIST}?type=noticeboard.NoticePage&fields=*"


def titles(address: str = LIST) -> list[str]:
    response = Client().get(address)
    assert response.status_code == 200, response.content
    return [item["title"] for item in response.json()["items"]]


def detail(page: Page) -> int:
    return Client().get(f"{LIST}{page.pk}/", follow=True).status_code


@pytest.mark.parametrize("address", [LIST, NOTICES, f"{LIST}?search=notice", f"{LIST}?slug=notice"])
class TestLists:
    def test_have_what_is_disclosed(self, notice, address) -> None:
        assert "Draft notice" in titles(address)

    def test_have_no_drafts(self, draft, address) -> None:
        assert "Draft notice" not in titles(address)

    def test_have_nothing_that_is_live_without_a_clearance(self, draft, address) -> None:
        Page.objects.filter(pk=draft.pk).update(live=True)
        assert "Draft notice" not in titles(address)

    def test_count_nothing_that_they_do_not_have(self, draft, address) -> None:
        """Or searching would tell whether a hidden page has the word."""
        Page.objects.filter(pk=draft.pk).update(live=True)
        answer = Client().get(address).json()
        assert answer["meta"]["total_count"] == len(answer["items"])

    def test_have_nothing_that_was_changed_past_the_guard(self, notice, address) -> None:
        Page.objects.filter(pk=notice.pk).update(title="Secret notice")
        assert not {"Secret notice", "Draft notice"} & set(titles(address))

    def test_leave_out_what_is_restricted_as_long_as_it_is(self, notice, address) -> None:
        restriction = PageViewRestriction.objects.create(page=notice, restriction_type="login")
        assert "Draft notice" not in titles(address)
        restriction.delete()
        assert "Draft notice" in titles(address)

    def test_forget_what_is_withdrawn(self, notice, address, people, grant) -> None:
        actions.withdraw(notice, by=grant(people.officer, "withdraw"), reason="Wrong figures")
        assert "Draft notice" not in titles(address)


class TestDetails:
    def test_are_there_while_disclosed(self, notice, people, grant) -> None:
        assert detail(notice) == 200
        actions.withdraw(notice, by=grant(people.officer, "withdraw"), reason="Wrong figures")
        assert detail(notice) == 404

    def test_of_a_draft_are_not(self, draft) -> None:
        assert detail(draft) == 404

    def test_of_what_was_changed_past_the_guard_are_not(self, notice) -> None:
        NoticePage.objects.filter(pk=notice.pk).update(kind="secret")
        assert detail(notice) == 404

    def test_name_no_parent_that_was_changed_past_the_guard(self, notice, unit) -> None:
        child = notice.add_child(instance=Page(title="Child", slug="child"))
        Page.objects.filter(pk=notice.pk).update(title="Secret")
        assert Client().get(f"{LIST}{child.pk}/").json()["meta"]["parent"] is None

    def test_name_no_source_of_an_alias_that_is_hidden(self, notice, home) -> None:
        elsewhere = home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
        action = CreatePageAliasAction(notice, parent=elsewhere)
        alias = action.execute(skip_permission_checks=True)
        address = f"{LIST}{alias.pk}/"
        assert Client().get(address).json()["meta"]["alias_of"]["id"] == notice.pk
        PageViewRestriction.objects.create(page=notice, restriction_type="login")
        assert Client().get(address).json()["meta"]["alias_of"] is None

    def test_are_not_found_by_their_address(self, draft) -> None:
        address = f"{LIST}find/?html_path=/notice/"
        assert Client().get(address, follow=True).status_code == 404

    def test_of_something_disclosed_are_found_by_its_address(self, notice) -> None:
        address = f"{LIST}find/?html_path=/notice/"
        assert Client().get(address, follow=True).json()["title"] == "Draft notice"


def test_other_pages_are_given_out_as_usual(home) -> None:
    assert home.title in titles()
    assert detail(home) == 200
