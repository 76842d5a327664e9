"""The drafting sheet: the class first, then the title."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry

from tests.catalog.factories import create_category, create_user
from wagtail_disclosure.catalog.actions import draft_entry
from wagtail_disclosure.catalog.exceptions import ClassHasNoPage, ReasonMissing
from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.core.models import Exemption, InformationOfficer


@pytest.fixture
def category(catalog, unit):
    return create_category(catalog, "01", responsible_unit=unit)


@pytest.fixture
def officer(client, category):
    """Somebody who may add and edit below the catalog, and nothing else."""
    group = Group.objects.create(name="Officers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=category.get_parent(),
            permission=Permission.objects.get(codename=codename),
        )
    officer = create_user("officer")
    officer.groups.add(group)
    client.force_login(officer)
    return officer


@pytest.fixture
def sheet(category):
    return reverse(
        "wagtailadmin_pages:add", args=["wagtail_disclosure_catalog", "entrypage", category.pk]
    )


class TestSheet:
    def test_asks_for_the_class_before_a_title_can_be_typed(self, client, officer, sheet):
        page = client.get(sheet).content.decode()
        for value in ("proactive", "on_request", "exempt"):
            assert f'value="{value}"' in page
        assert 'name="title"' not in page
        assert "checked" not in page

    @pytest.mark.parametrize("asked", ["", "secret"])
    def test_insists_on_one_of_the_three(self, client, officer, sheet, asked):
        page = client.get(sheet, {"class": asked}).content.decode()
        assert "error-message" in page
        assert 'name="title"' not in page

    def test_creates_a_proactive_draft(self, client, officer, sheet, unit):
        address = f"{sheet}?class=proactive"
        page = client.get(address).content.decode()
        assert 'name="title"' in page
        assert 'name="reason"' not in page
        response = client.post(address, {"title": "供水年报", "unit": unit.pk})
        entry = EntryPage.objects.get()
        assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[entry.pk])
        assert (entry.title, entry.disclosure_class, entry.live) == ("供水年报", "proactive", False)
        assert entry.owner == officer
        assert entry.get_latest_revision().user == officer

    def test_needs_a_reason_for_what_is_open_on_request(self, client, officer, sheet, unit):
        address = f"{sheet}?class=on_request"
        response = client.post(address, {"title": "图纸", "unit": unit.pk, "reason": " "})
        assert response.status_code == 200
        assert "图纸" in response.content.decode()
        assert not EntryPage.objects.exists()
        ground = Exemption.objects.get(code="cn-ogi-15-trade-secret")
        client.post(
            address,
            {"title": "图纸", "unit": unit.pk, "reason": "涉及第三方", "ground": ground.pk},
        )
        entry = EntryPage.objects.get()
        assert (entry.class_reason, entry.class_ground) == ("涉及第三方", ground)

    def test_leads_exempt_information_to_the_register(self, client, officer, sheet):
        response = client.get(sheet, {"class": "exempt"})
        register = reverse("disclosure_exempt_items:add")
        assert response.headers["Location"] == f"{register}?category_code=01"

    def test_a_post_without_a_class_creates_nothing(self, client, officer, sheet, unit):
        client.post(sheet, {"title": "供水年报", "unit": unit.pk, "action-publish": "1"})
        client.post(f"{sheet}?class=exempt", {"title": "秘密", "unit": unit.pk})
        assert not EntryPage.objects.exists()

    def test_proposes_the_officers_own_unit(self, client, officer, sheet, unit):
        InformationOfficer.objects.create(user=officer, unit=unit)
        page = client.get(sheet, {"class": "proactive"})
        assert page.context["form"].initial["unit"] == unit

    @pytest.mark.parametrize("title", ["", " ", "长" * 256, "坏\x07字"])
    def test_keeps_what_was_typed_when_something_is_wrong(
        self, client, officer, sheet, unit, title
    ):
        response = client.post(f"{sheet}?class=proactive", {"title": title, "unit": unit.pk})
        assert response.status_code == 200
        assert "title" in response.context["form"].errors
        assert not EntryPage.objects.exists()

    def test_leaves_other_pages_to_the_usual_editor(self, client, officer, category):
        address = reverse(
            "wagtailadmin_pages:add",
            args=["wagtail_disclosure_catalog", "categorypage", category.pk],
        )
        assert 'name="title"' in client.get(address).content.decode()


class TestAction:
    def test_logs_who_drafted(self, officer, category, unit):
        entry = draft_entry(
            category, disclosure_class="proactive", title="年报", unit=unit, by=officer
        )
        assert PageLogEntry.objects.get(page=entry, action="wagtail.create").user == officer

    def test_refuses_exempt_information(self, officer, category, unit):
        with pytest.raises(ClassHasNoPage):
            draft_entry(category, disclosure_class="exempt", title="秘密", unit=unit, by=officer)

    def test_refuses_to_close_without_a_reason(self, officer, category, unit):
        with pytest.raises(ReasonMissing):
            draft_entry(
                category, disclosure_class="on_request", title="图纸", unit=unit, by=officer
            )

    def test_refuses_people_without_the_right(self, category, unit):
        with pytest.raises(PermissionDenied):
            draft_entry(
                category,
                disclosure_class="proactive",
                title="年报",
                unit=unit,
                by=create_user("outsider"),
            )
        assert not EntryPage.objects.exists()
