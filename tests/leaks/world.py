"""An agency, what it has written, and what of it visitors should see.

What they should see is kept here by hand and never asked of the package: the tests compare both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page

from tests.example_site.factories import create_homes
from tests.factories import create_profile, create_user
from tests.leaks.markers import Version
from tests.leaks.questions import write_related_questions
from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import InformationOfficer, PublicBody, Unit
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.roles import Role


@dataclass(eq=False)
class Item:
    """One object: its versions, oldest first, and the one that visitors should see."""

    kind: Any
    pk: int
    address: str
    versions: list[Version]
    shown: Version | None = None
    # An alias shows what is shown of this one.
    source: "Item | None" = None
    # What is cleared for a day to come, and that day.
    planned: Version | None = None
    due: datetime | None = None
    # When what is public, or the next that is, goes by itself.
    expires: datetime | None = None

    @property
    def language(self) -> str:
        return self.versions[-1].language

    @property
    def pending(self) -> Version:
        """What was written last."""
        return self.versions[-1]

    def stored(self) -> Any:
        """The object as it is in the database."""
        return self.kind.model._base_manager.get(pk=self.pk)

    def version_in_the_row(self) -> Version:
        """The one that the row holds, whatever is public and whatever was written since."""
        title = getattr(self.stored(), self.kind.title_field)
        return next(version for version in self.versions if version.words("title") == title)


@dataclass
class World:
    """The agency; ``items`` is everything whose markers surfaces are searched for."""

    people: SimpleNamespace
    unit: Unit
    homes: dict[str, Page]
    catalogs: dict[str, CatalogPage]
    locales: dict[str, Locale]
    categories: dict[str, CategoryPage] = field(default_factory=dict)
    elsewhere: dict[str, Page] = field(default_factory=dict)
    # Of the pages that list others, by what they are and by language.
    addresses: dict[tuple[str, str], str] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    # What a route prepared besides its own object, by that object.
    spare: dict[Item, Item] = field(default_factory=dict)
    last_number: int = 0

    @classmethod
    def build(cls) -> "World":
        """A new agency in an empty database."""
        homes = {home.locale.language_code: home for home in create_homes()}
        call_command("disclosure_setup", verbosity=0)
        people = _create_people()
        unit = _create_offices(people)
        catalogs = {page.locale.language_code: page for page in CatalogPage.objects.all()}
        locales = {locale.language_code: locale for locale in Locale.objects.all()}
        world = cls(people=people, unit=unit, homes=homes, catalogs=catalogs, locales=locales)
        world._create_categories()
        for page in write_related_questions(world):
            world._clear_and_publish(page)
        return world

    def _create_categories(self) -> None:
        chinese = CategoryPage(
            title="年度报告", slug="reports", code="01", locale=self.locales["zh-hans"], live=False
        )
        self.fresh(self.catalogs["zh-hans"]).add_child(instance=chinese)
        english = chinese.copy_for_translation(self.locales["en"])
        english.title = "Reports"
        self.categories = {"zh-hans": chinese, "en": english}
        for category in self.categories.values():
            category.save_revision()
            self._clear_and_publish(category)
        for code, catalog in self.catalogs.items():
            category = CategoryPage(
                title="Elsewhere", slug="elsewhere", code=f"02-{code}", locale=self.locales[code]
            )
            category.live = False
            self.elsewhere[code] = self.fresh(catalog).add_child(instance=category)
            category.save_revision()
            self._clear_and_publish(category)
        for code in self.locales:
            self.addresses["catalog", code] = self.catalogs[code].get_url()
            self.addresses["category", code] = self.categories[code].get_url()

    def fresh(self, page: Any) -> Any:
        """The page as it is stored: treebeard counts children in memory."""
        return type(page).objects.get(pk=page.pk)

    def next_version(self, language: str) -> Version:
        self.last_number += 1
        return Version(number=self.last_number, language=language)

    def next_address(self) -> str:
        self.last_number += 1
        return f"qi{self.last_number:06x}"

    def draft(self, kind: Any, language: str = "zh-hans") -> Item:
        """Something new that nobody has reviewed."""
        version, address = self.next_version(language), self.next_address()
        instance = kind.new(version, address=address, world=self)
        instance.save_revision(user=self.people.drafter)
        item = Item(kind=kind, pk=instance.pk, address=address, versions=[version])
        self.items.append(item)
        return item

    def edit(self, item: Item) -> None:
        """Write another version of it as a draft."""
        version = self.next_version(item.language)
        instance = item.stored().get_latest_revision_as_object()
        item.kind.write(instance, version)
        instance.go_live_at, instance.expire_at = None, item.expires
        instance.save_revision(user=self.people.drafter)
        item.versions.append(version)

    def clear(self, item: Item, *, publish: bool = True) -> None:
        """Record a clearance of what was written last, the short way, and publish it."""
        self._clear_and_publish(item.stored(), publish=publish)
        if publish:
            self.show(item, item.pending)

    def show(self, item: Item, version: Version | None) -> None:
        """From now on visitors should see this of ``item`` and of its aliases."""
        item.shown, item.planned, item.due = version, None, None
        for other in self.items:
            if other.source is item:
                self.show(other, version)

    def _clear_and_publish(self, instance: Any, *, publish: bool = True) -> None:
        revision = instance.get_latest_revision()
        actions.record(
            revision.as_object(),
            proposed_by=Actor.of(self.people.drafter),
            decided_by=Actor.of(self.people.leader),
        )
        if publish:
            revision.publish(user=self.people.leader)

    def page_for(self, item: Item) -> Page:
        """Another place for ``item`` in its own language."""
        return self.fresh(self.elsewhere[item.language])

    def other(self, language: str) -> str:
        """The code of the other language."""
        return next(code for code in self.locales if code != language)

    def add_alias(self, item: Item, alias: Any) -> Item:
        """Know an alias that shows, from now on, what is shown of ``item``."""
        known = Item(
            kind=item.kind,
            pk=alias.pk,
            address=alias.slug,
            versions=list(item.versions),
            shown=item.shown,
            source=item,
        )
        self.items.append(known)
        return known

    def aliases_of(self, item: Item) -> list[Item]:
        return [other for other in self.items if other.source is item]

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Within, changes of what is known are forgotten at the end, as the database's are."""
        items, number = list(self.items), self.last_number
        known = [(item, {**vars(item), "versions": list(item.versions)}) for item in items]
        try:
            yield
        finally:
            self.items, self.last_number = items, number
            for item, as_it_was in known:
                vars(item).update(as_it_was)

    def past(self) -> Any:
        return timezone.now() - timedelta(hours=1)

    def may_be_read(self) -> set[int]:
        """Numbers of the versions that any surface may have something from."""
        return {item.shown.number for item in self.items if item.shown}

    def may_be_addressed(self) -> set[str]:
        return {item.address for item in self.items if item.shown}


def _create_people() -> SimpleNamespace:
    names = ("drafter", "head", "clerk", "officer", "leader", "keeper", "outsider")
    people = SimpleNamespace(**{name: create_user(name) for name in names})
    people.root = create_user("root", is_superuser=True)
    # An information officer of another unit, with the rights of all such officers.
    people.outsider.groups.add(Group.objects.get(name=groups.OFFICERS))
    return people


def _create_offices(people: SimpleNamespace) -> Unit:
    """The office and two units; returns the one whose content is attacked."""
    body = PublicBody.objects.own()
    body.office.head = people.officer
    body.office.save()
    body.leader = people.leader
    body.save()
    body.committee.add(people.keeper)
    InformationOfficer.objects.create(unit=body.office, user=people.clerk)
    unit = Unit.objects.create(body=body, code="supply", name={"en": "Supply"}, head=people.head)
    InformationOfficer.objects.create(unit=unit, user=people.drafter)
    other = Unit.objects.create(
        body=body, code="drainage", name={"en": "Drainage"}, head=people.head
    )
    InformationOfficer.objects.create(unit=other, user=people.outsider)
    create_profile(body, [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER])
    return unit
