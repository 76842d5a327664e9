"""The title of a draft is for those who may edit it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(grant, home):
    """Signs somebody in who may do this with pages below the home page."""

    def sign_in(user, *codenames: str) -> Client:
        group = Group.objects.create(name=f"Group of {user}")
        for right in Permission.objects.filter(codename__in=codenames):
            GroupPagePermission.objects.create(group=group, page=home, permission=right)
        user.groups.add(group)
        client = Client()
        client.force_login(grant(user, "access_admin"))
        return client

    return sign_in


def addresses(home: Page) -> list[str]:
    chooser = reverse("wagtailadmin_choose_page_child", args=[home.pk])
    search = reverse("wagtailadmin_choose_page_search")
    explorer = reverse("wagtailadmin_explore", args=[home.pk])
    return [chooser, f"{search}?q=notice", explorer, f"{explorer}?q=notice"]


def shown(client: Client, home: Page) -> list[bool]:
    found = []
    for address in addresses(home):
        response = client.get(address)
        assert response.status_code == 200
        found.append("Draft notice" in response.content.decode())
    return found


class TestADraft:
    def test_is_not_named_to_officers_who_may_not_edit_it(
        self, draft, home, people, sign_in
    ) -> None:
        client = sign_in(people.outsider, "add_page")
        assert shown(client, home) == [False] * 4

    @pytest.mark.parametrize("right", ["change_page", "publish_page"])
    def test_is_named_to_those_who_may(self, draft, home, people, sign_in, right) -> None:
        assert shown(sign_in(people.outsider, right), home) == [True] * 4

    def test_is_named_to_its_owner(self, draft, home, people, sign_in) -> None:
        Page.objects.filter(pk=draft.pk).update(owner=people.drafter)
        assert shown(sign_in(people.drafter, "add_page"), home) == [True] * 4

    def test_of_another_type_is_nobodys_secret(self, home, people, sign_in) -> None:
        home.add_child(instance=Page(title="Draft notice", slug="plain", live=False))
        assert shown(sign_in(people.outsider, "add_page"), home) == [True] * 4


def test_what_is_public_is_named_to_everybody(notice, home, people, sign_in) -> None:
    assert shown(sign_in(people.outsider, "add_page"), home) == [True] * 4
