"""An entry in two languages, and people who may change its class."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import translation
from wagtail.models import GroupPagePermission, Locale, Page

from tests.catalog.factories import attach, create_category, create_entry, disclose, store_file
from tests.factories import create_profile, create_user
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, EntryPage
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import Exemption, InformationOfficer, Unit
from wagtail_disclosure.review.roles import Role


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff(body, unit) -> SimpleNamespace:
    """``office`` may withdraw; ``drafter`` edits for the unit; ``outsider`` only signs in."""
    names = ("drafter", "head", "chief", "office", "leader", "outsider")
    staff = SimpleNamespace(**{name: create_user(name) for name in names})
    unit.head = staff.head
    unit.save()
    body.office = Unit.objects.create(
        body=body, code="office", name={"en": "Office"}, head=staff.chief
    )
    body.leader = staff.leader
    body.save()
    InformationOfficer.objects.create(unit=unit, user=staff.drafter)
    InformationOfficer.objects.create(unit=body.office, user=staff.office)
    _grant(staff.office, "withdraw", "view_exemptitem", "add_exemptitem", "change_exemptitem")
    for name in vars(staff):
        _grant(getattr(staff, name), "access_admin")
    return staff


def _grant(user, *codenames: str) -> None:
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))


@pytest.fixture
def profile(body, staff):
    return create_profile(body, [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER])


@pytest.fixture
def category(catalog, staff) -> CategoryPage:
    """A public category in Chinese, with one in English; the drafter may add entries there."""
    category = create_category(catalog, "03", "规划")
    english = Locale.objects.get(language_code="en")
    translated = category.copy_for_translation(english)
    translated.title = "Plans"
    translated.save_revision()
    disclose(*CatalogPage.objects.all(), category, translated)
    groups.grant(groups.EDITORS, [groups.ADMIN_ACCESS])
    group = Group.objects.get(name=groups.EDITORS)
    for page in (catalog, catalog.get_translation(english)):
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=["add_page", "change_page"]
        ):
            GroupPagePermission.objects.create(
                group=group, page=Page.objects.get(pk=page.pk), permission=permission
            )
    staff.drafter.groups.add(group)
    return category


@pytest.fixture
def ground(body) -> Exemption:
    return Exemption.objects.filter(law=body.law).order_by("code").first()


@pytest.fixture
def entry(category, unit) -> EntryPage:
    """A public entry with text and a file, in Chinese and in English."""
    entry = create_entry(
        category,
        unit,
        "供水规划",
        summary="规划摘要",
        body=[("paragraph", "<p>规划全文</p>")],
        document_number="沪水务〔2024〕1号",
    )
    attach(entry, store_file("plan.pdf"))
    translated = entry.copy_for_translation(Locale.objects.get(language_code="en"))
    translated.title = "Supply plan"
    translated.body = [("paragraph", "<p>The whole plan</p>")]
    translated.save()
    translated.save_revision()
    disclose(entry, translated)
    return entry
