"""The catalog's part of `disclosure_setup`: its first pages and the editors' permissions."""

from wagtail_disclosure.catalog.models import CatalogPage
from wagtail_disclosure.catalog.obligations import seeds as obligations
from wagtail_disclosure.catalog.roots import (
    FAQ_INDEX,
    GUIDE,
    NoSite,
    Root,
    ensure_catalog,
    ensure_root,
    ensure_translated,
    ensure_translations,
)
from wagtail_disclosure.catalog.vocabularies import seeds
from wagtail_disclosure.core import days, groups
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.law_presets import read_preset
from wagtail_disclosure.core.setup_steps import Setup
from wagtail_disclosure.review.actions import record
from wagtail_disclosure.review.models import Clearance

APP = "wagtail_disclosure_catalog"
OBLIGATIONS = [
    f"{APP}.{verb}_publicationobligation" for verb in ("view", "add", "change", "delete")
]
HAND_OVERS = [f"{APP}.{verb}_handover" for verb in ("view", "add", "change")]
REGISTER = [
    f"{APP}.{verb}_{model}"
    for model in ("exemptitem", "exemptpublicline")
    for verb in ("view", "add", "change")
]


def set_up(setup: Setup) -> None:
    """Create what is missing of catalog, guide and questions, and let editors work there."""
    for name in (groups.EDITORS, groups.OFFICE):
        groups.grant(name, REGISTER)
    groups.grant(groups.OFFICE, [*OBLIGATIONS, *HAND_OVERS])
    _fill_vocabularies(setup)
    number = obligations.seed(setup.body, today=days.today(), by=setup.actor)
    setup.note(f"publication obligations: {number}", created=bool(number))
    try:
        catalog = ensure_catalog(by=None)
    except NoSite as problem:
        setup.advise(str(problem))
        return
    for version in (catalog, *ensure_translations(catalog, by=None)):
        setup.note(f"catalog ({version.locale.language_code})", created=_publish(version))
        groups.let_write(groups.EDITORS, version)
    for root in (GUIDE, FAQ_INDEX):
        _ensure_draft(setup, root)


def _ensure_draft(setup: Setup, root: Root) -> None:
    """What the agency has to read and change first stays a draft: its people clear it."""
    name = root.model._meta.verbose_name
    known = set(root.model.objects.values_list("pk", flat=True))
    page = ensure_root(root, by=None)
    for version in (page, *ensure_translated(root, page, by=None)):
        created = version.pk not in known
        setup.note(f"{name} ({version.locale.language_code}), a draft", created=created)
        groups.let_write(groups.EDITORS, version)


def _fill_vocabularies(setup: Setup) -> None:
    """The lists of the law's country, where the package has some."""
    country = read_preset(setup.law).calendar
    if not seeds.has_vocabulary(country):
        return
    for name, number in seeds.seed(country, by=setup.actor).items():
        setup.note(f"{name.replace('_', ' ')}: {number} terms", created=number)


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
