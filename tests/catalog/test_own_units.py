"""People who answer for a unit touch what is that unit's; all others do what their group may."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page

from tests.catalog.agency import create_body, create_catalog, create_unit, translate_home
from tests.catalog.factories import create_category, create_entry, create_user, disclose
from wagtail_disclosure.catalog.actions import draft_entry
from wagtail_disclosure.catalog.forms import EntryForm
from wagtail_disclosure.catalog.models import (
    CatalogPage,
    CategoryPage,
    EntryPage,
    ExemptItem,
    ExemptPublicLine,
)
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import Exemption, InformationOfficer, Unit
from wagtail_disclosure.review.screens.hidden_drafts import drafts_of_others

pytestmark = pytest.mark.django_db
SECRET = "北水库防洪预案"
# Wagtail's own, and what is sent to them.
VERBS = {
    "edit": {"title": "改"},
    "delete": {},
    "copy": {"new_title": "改", "new_slug": "x"},
    "move": {},
    "unpublish": {},
    "set_privacy": {"restriction_type": "login"},
    "lock": {},
    "history": {},
    "usage": {},
}
ALL_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "bulk_delete_page")


@pytest.fixture(scope="module", autouse=True)
def built(preset: None, django_db_blocker: Any) -> None:
    """The agency with its entries, once for the module."""
    with django_db_blocker.unblock():
        _build()


def _build() -> None:
    body = create_body()
    own = create_unit(body)
    other = Unit.objects.create(body=body, code="drainage", name={"zh-hans": "排水中心"})
    body.office = Unit.objects.create(body=body, code="office", name={"zh-hans": "办公室"})
    body.save()
    translate_home()
    catalog = create_catalog()
    _create_people(catalog, own, body.office)
    category = create_category(catalog, "01", responsible_unit=other)
    entries = [create_entry(category, own, "自己的"), create_entry(category, other, "别人的")]
    disclose(catalog, category, *entries)
    create_entry(category, own, "自己的草稿")
    create_entry(category, other, "别人的草稿")
    ground = Exemption.objects.filter(law=body.law).first()
    for title, unit in (("自己的", own), (SECRET, other)):
        ExemptItem.objects.create(title=title, unit=unit, ground=ground, citation="第十四条")


def _create_people(catalog: CatalogPage, own: Unit, office: Unit) -> None:
    """Editors with every right of Wagtail's on the catalog, and of the register."""
    group = Group.objects.create(name=groups.EDITORS)
    group.permissions.add(
        Permission.objects.get(codename="access_admin"),
        *Permission.objects.filter(
            content_type__app_label="wagtail_disclosure_catalog",
            content_type__model__in=["exemptitem", "exemptpublicline"],
        ),
    )
    wagtail = Permission.objects.filter(content_type__app_label="wagtailcore")
    for right in wagtail.filter(codename__in=ALL_RIGHTS):
        GroupPagePermission.objects.create(group=group, page=catalog.page_ptr, permission=right)
    for name, unit in (("officer", own), ("office", office), ("translator", None)):
        user = create_user(name)
        user.groups.add(group)
        if unit:
            InformationOfficer.objects.create(unit=unit, user=user)


@pytest.fixture
def units(db):
    found = {unit.code: unit for unit in Unit.objects.all()}
    return SimpleNamespace(own=found["supply"], other=found["drainage"], office=found["office"])


@pytest.fixture
def people(db):
    return SimpleNamespace(**{user.username: user for user in get_user_model().objects.all()})


@pytest.fixture
def catalog(db):
    return CatalogPage.objects.get(locale=Locale.get_default())


@pytest.fixture
def category(db):
    return CategoryPage.objects.get()


@pytest.fixture
def entries(db):
    get = EntryPage.objects.get
    return SimpleNamespace(own=get(title="自己的"), other=get(title="别人的"))


@pytest.fixture
def drafts(db):
    get = EntryPage.objects.get
    return SimpleNamespace(own=get(title="自己的草稿"), other=get(title="别人的草稿"))


@pytest.mark.parametrize("verb", VERBS)
def test_an_officer_does_nothing_to_an_entry_of_another_unit(
    client, people, entries, category, verb
):
    before = Page.objects.get(pk=entries.other.pk)
    client.force_login(people.officer)
    address = reverse(f"wagtailadmin_pages:{verb}", args=[entries.other.pk])
    response = client.post(address, VERBS[verb])
    # Wagtail leads people without a right to the dashboard, and says so.
    assert (response.status_code, response.headers.get("Location")) == (
        302,
        reverse("wagtailadmin_home"),
    )
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["error"]
    after = Page.objects.get(pk=entries.other.pk)
    assert (after.title, after.path, after.live, after.locked) == (
        before.title,
        before.path,
        True,
        False,
    )
    assert after.latest_revision_id == before.latest_revision_id
    assert Page.objects.descendant_of(category).count() == 4


@pytest.mark.parametrize("verb", ["delete", "move", "unpublish"])
def test_several_at_once_leave_those_of_other_units_alone(client, people, entries, catalog, verb):
    client.force_login(people.officer)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", verb])
    elsewhere = create_category(catalog, "02")
    query = f"?id={entries.other.pk}&childOf={catalog.pk}&next=/"
    client.post(address + query, {"chooser": elsewhere.pk, "include_descendants": ""})
    left = EntryPage.objects.get(pk=entries.other.pk)
    assert (left.live, left.path) == (True, entries.other.path)


def test_drafts_of_other_units_are_not_found(people, drafts):
    hidden = set(drafts_of_others(Page, people.officer).values_list("pk", flat=True))
    assert drafts.other.pk in hidden
    assert drafts.own.pk not in hidden
    for user in (people.office, people.translator):
        assert not drafts_of_others(Page, user).filter(pk=drafts.other.pk).exists()


def test_their_own_entries_are_as_they_were(client, people, drafts):
    client.force_login(people.officer)
    for verb in ("edit", "delete", "copy", "move", "history"):
        address = reverse(f"wagtailadmin_pages:{verb}", args=[drafts.own.pk])
        assert client.get(address).status_code == 200, verb


@pytest.mark.parametrize("name", ["office", "translator"])
def test_the_office_and_people_of_no_unit_edit_what_their_group_lets_them(
    client, people, entries, name
):
    client.force_login(getattr(people, name))
    for entry in (entries.own, entries.other):
        address = reverse("wagtailadmin_pages:edit", args=[entry.pk])
        assert client.get(address).status_code == 200


def test_pages_of_no_unit_are_the_office_s(people, catalog):
    assert not catalog.permissions_for_user(people.officer).can_edit()
    assert catalog.permissions_for_user(people.office).can_edit()
    assert Page.objects.get(pk=catalog.pk).permissions_for_user(people.office).can_edit()
    assert not Page.objects.get(pk=catalog.pk).permissions_for_user(people.officer).can_edit()


def test_a_category_with_entries_of_others_is_neither_moved_nor_deleted(people, catalog, units):
    category = create_category(catalog, "02", responsible_unit=units.own)
    assert Page.objects.get(pk=category.pk).permissions_for_user(people.officer).can_move()
    create_entry(category, units.other)
    stored = Page.objects.get(pk=category.pk)
    tester = stored.permissions_for_user(people.officer)
    assert (tester.can_edit(), tester.can_move(), tester.can_delete()) == (True, False, False)


def test_entries_are_added_anywhere_in_the_name_of_their_own_unit_only(
    client, people, category, units
):
    values = {"disclosure_class": "proactive", "title": "新", "by": people.officer}
    entry = draft_entry(category, unit=units.own, **values)
    assert entry.permissions_for_user(people.officer).can_edit()
    client.force_login(people.officer)
    address = reverse(
        "wagtailadmin_pages:add", args=["wagtail_disclosure_catalog", "entrypage", category.pk]
    )
    response = client.post(f"{address}?class=proactive", {"title": "借名", "unit": units.other.pk})
    assert response.context["form"].errors.keys() == {"unit"}
    assert not EntryPage.objects.filter(title="借名").exists()


def test_an_entry_is_not_given_to_another_unit_by_its_officer(people, entries, units):
    form_class = EntryPage.get_edit_handler().get_form_class()
    assert issubclass(form_class, EntryForm)
    offered = {
        name: set(
            form_class(instance=entries.own, for_user=user).fields["responsible_unit"].queryset
        )
        for name, user in vars(people).items()
    }
    assert offered["officer"] == {units.own}
    assert offered["office"] == offered["translator"] == {units.own, units.other, units.office}


class TestTheRegister:
    @pytest.fixture
    def items(self, db):
        get = ExemptItem.objects.get
        return SimpleNamespace(own=get(title="自己的"), other=get(title=SECRET))

    def test_lists_the_items_of_their_own_units(self, client, people, items):
        address = reverse("disclosure_exempt_items:index")
        client.force_login(people.officer)
        page = client.get(address).content.decode()
        assert items.own.reference in page
        assert items.other.reference not in page and SECRET not in page
        client.force_login(people.office)
        assert items.other.reference in client.get(address).content.decode()

    def test_shows_nobody_the_items_of_other_units(self, client, people, items):
        client.force_login(people.officer)
        for view in ("edit", "inspect", "delete", "history", "usage"):
            address = reverse(f"disclosure_exempt_items:{view}", args=[items.other.pk])
            for response in (client.get(address), client.post(address)):
                assert response.status_code in (302, 405), view
                assert SECRET not in response.content.decode()
            own = reverse(f"disclosure_exempt_items:{view}", args=[items.own.pk])
            assert client.get(own).status_code == 200, view
        assert ExemptItem.objects.filter(pk=items.other.pk).exists()

    def test_shows_a_dash_for_what_there_is_not(self, client, people, items):
        client.force_login(people.officer)
        page = client.get(reverse("disclosure_exempt_items:inspect", args=[items.own.pk]))
        shown = [field["value"] for field in page.context["fields"]]
        assert "自己的" in shown
        assert shown[-2:] == ["–", "–"], "to what and when it was declassified"

    def test_takes_new_items_of_their_own_unit_only(self, client, people, items, units):
        client.force_login(people.officer)
        form = client.get(reverse("disclosure_exempt_items:add")).context["form"]
        assert set(form.fields["unit"].queryset) == {units.own}

    def test_is_declassified_by_the_unit_or_the_office(self, client, people, items):
        address = reverse("disclosure_classes:declassify", args=[items.other.pk])
        client.force_login(people.officer)
        assert client.get(address).status_code == 302
        client.force_login(people.office)
        assert client.get(address).status_code == 200

    def test_public_lines_are_drafted_by_the_unit_of_the_item(self, client, people, items):
        line = ExemptPublicLine.objects.create(
            item=items.other, locale=Locale.get_default(), title="概括", ground=items.other.ground
        )
        line.save_revision()
        viewset = ExemptPublicLine.snippet_viewset
        address = reverse(viewset.get_url_name("edit"), args=[line.pk])
        client.force_login(people.officer)
        assert client.get(address).status_code == 302
        listed = client.get(reverse(viewset.get_url_name("list"))).context["object_list"]
        assert list(listed) == []
        client.force_login(people.office)
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        ("view", "more"),
        [
            ("copy", []),
            ("usage", []),
            ("history", []),
            ("revisions_compare", ["earliest", "latest"]),
        ],
    )
    def test_public_lines_of_other_units_are_shown_by_no_other_view(
        self, client, people, items, view, more
    ):
        client.force_login(people.officer)
        answers = []
        for item in (items.own, items.other):
            line = ExemptPublicLine.objects.create(
                item=item, locale=Locale.get_default(), title="概括", ground=item.ground
            )
            line.save_revision()
            name = ExemptPublicLine.snippet_viewset.get_url_name(view)
            answers.append(client.get(reverse(name, args=[line.pk, *more])).status_code)
        assert answers == [200, 302]


def test_an_officer_of_two_units_writes_for_both(people, entries):
    second = Unit.objects.get(code="drainage")
    InformationOfficer.objects.create(unit=second, user=people.officer)
    assert entries.other.permissions_for_user(people.officer).can_edit()
