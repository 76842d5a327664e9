"""The catalog's part of `disclosure_setup`: its first page and the editors' permissions."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from wagtail_disclosure.catalog.models import CatalogPage
from wagtail_disclosure.catalog.roots import NoSite, ensure_catalog, ensure_translations
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.setup_steps import Setup
from wagtail_disclosure.review.actions import record
from wagtail_disclosure.review.models import Clearance

APP = "wagtail_disclosure_catalog"
REGISTER = [
    f"{APP}.{verb}_{model}"
    for model in ("exemptitem", "exemptpublicline")
    for verb in ("view", "add", "change")
]


def set_up(setup: Setup) -> None:
    """Create what is missing of the catalog and let editors work in it."""
    for name in (groups.EDITORS, groups.OFFICE):
        groups.grant(name, REGISTER)
    try:
        catalog = ensure_catalog(by=None)
    except NoSite as problem:
        setup.advise(str(problem))
        return
    for version in (catalog, *ensure_translations(catalog, by=None)):
        setup.note(f"catalog ({version.locale.language_code})", created=_publish(version))
        _let_editors_in(version)


def _publish(catalog: CatalogPage) -> bool:
    """Make an untouched catalog public; returns whether it was not before.

    Its title comes with the software, so there is nothing in it that an agency could keep secret.
    """
    if catalog.live or Clearance.objects.for_object(catalog).exists():
        return False
    revision = catalog.get_latest_revision()
    record(
        revision.as_object(),
        kind=Clearance.Kind.SHIPPED,
        proposed_by=Actor.software("wagtail-disclosure"),
        decided_by=Actor.software("disclosure_setup"),
    )
    catalog.publish(revision)
    return True


def _let_editors_in(catalog: CatalogPage) -> None:
    """Editors add and edit pages of the catalog; nobody needs Wagtail's right to publish."""
    group = Group.objects.get(name=groups.EDITORS)
    wanted = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=["add_page", "change_page"]
    )
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(
            group=group, page=catalog.page_ptr, permission=permission
        )
