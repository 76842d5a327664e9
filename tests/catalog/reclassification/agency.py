"""An entry in two languages, and people who may change its class, as they are stored."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Locale, Page

from tests.catalog import agency
from tests.catalog.factories import attach, create_category, create_entry, disclose, store_file
from tests.factories import create_user
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import InformationOfficer, PublicBody, Unit

STAFF = ("drafter", "head", "chief", "office", "leader", "outsider")


def build() -> None:
    body = agency.create_body()
    unit = agency.create_unit(body)
    _create_staff(body, unit)
    agency.translate_home()
    catalog = agency.create_catalog()
    category = _create_category(catalog)
    _let_editors_edit(catalog)
    _create_entry(category, unit)


def _create_staff(body: PublicBody, unit: Unit) -> None:
    staff = {name: create_user(name) for name in STAFF}
    unit.head = staff["head"]
    unit.save()
    body.office = Unit.objects.create(
        body=body, code="office", name={"en": "Office"}, head=staff["chief"]
    )
    body.leader = staff["leader"]
    body.save()
    InformationOfficer.objects.create(unit=unit, user=staff["drafter"])
    InformationOfficer.objects.create(unit=body.office, user=staff["office"])
    _grant(staff["office"], "withdraw", "view_exemptitem", "add_exemptitem", "change_exemptitem")
    groups.grant(groups.EDITORS, [groups.ADMIN_ACCESS])
    staff["drafter"].groups.add(Group.objects.get(name=groups.EDITORS))
    for user in staff.values():
        _grant(user, "access_admin")


def _grant(user: Any, *codenames: str) -> None:
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))


def _create_category(catalog: CatalogPage) -> CategoryPage:
    category = create_category(catalog, "03", "规划")
    translated = category.copy_for_translation(Locale.objects.get(language_code="en"))
    translated.title = "Plans"
    translated.save_revision()
    disclose(*CatalogPage.objects.all(), category, translated)
    return category


def _let_editors_edit(catalog: CatalogPage) -> None:
    """Pages of the catalog in both languages."""
    group = Group.objects.get(name=groups.EDITORS)
    rights = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=["add_page", "change_page"]
    )
    for page in catalog.get_translations(inclusive=True):
        for right in rights:
            GroupPagePermission.objects.create(
                group=group, page=Page.objects.get(pk=page.pk), permission=right
            )


def _create_entry(category: CategoryPage, unit: Unit) -> None:
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
