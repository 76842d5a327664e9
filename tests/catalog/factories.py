"""Catalogs, categories and entries for tests, few or very many."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from wagtail_disclosure.catalog.models import (
    CategoryPage,
    EntryAttachment,
    EntryPage,
    EntrySuccessor,
    FAQPage,
    JointIssuer,
    ServiceGuidePage,
)
from wagtail_disclosure.catalog.projection.writing import write
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import PublicBody, StoredFile, Unit
from wagtail_disclosure.review.actions import record
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.models import Clearance

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
# Values of an entry: ``create_entry(category, unit, **EXPIRED)``.
DESCRIBED = {
    "keywords": "供水、水质",
    "disclosure_form": "full",
    "retention": "long_term",
    "effective_on": date(2024, 4, 1),
}
EXPIRED = {"effective_on": date(2019, 1, 1), "expires_on": date(2024, 1, 1)}
PROPOSER = Actor(id=1001, name="proposer")
DECIDER = Actor(id=1002, name="decider")


def create_user(username: str, **values: Any) -> Any:
    """A user who can sign in with their user name as the password."""
    return get_user_model().objects.create_user(
        username, f"{username}@agency.example", username, **values
    )


def create_category(parent: Page, code: str, title: str = "", **values: Any) -> CategoryPage:
    """The draft of a category."""
    category = CategoryPage(
        title=title or f"Category {code}", code=code, locale=parent.locale, live=False, **values
    )
    Page.objects.get(pk=parent.pk).add_child(instance=category)
    category.save_revision()
    return category


def create_entry(parent: Page, unit: Unit, title: str = "供水年报", **values: Any) -> EntryPage:
    """The draft of an entry, proactive unless said otherwise."""
    values = {"disclosure_class": "proactive", "created_on": date(2024, 3, 1), **values}
    entry = EntryPage(
        title=title, responsible_unit=unit, locale=parent.locale, live=False, **values
    )
    Page.objects.get(pk=parent.pk).add_child(instance=entry)
    entry.save_revision()
    return entry


def create_question(parent: Page, title: str, topic: str = "申请", **values: Any) -> FAQPage:
    """The draft of a question whose answer says the title again."""
    values = {"answer": [("paragraph", f"<p>答：{title}</p>")], **values}
    question = FAQPage(title=title, topic=topic, locale=parent.locale, live=False, **values)
    return _draft_below(parent, question)


def create_service_guide(parent: Page, title: str, **values: Any) -> ServiceGuidePage:
    """The draft of a service guide with one step."""
    values = {"steps": [("step", {"title": "先查目录", "how_long": "当场"})], **values}
    guide = ServiceGuidePage(title=title, locale=parent.locale, live=False, **values)
    return _draft_below(parent, guide)


def translate_as_draft(page: Any, locale: Any, **values: Any) -> Any:
    """The draft of a translation, whose parent is translated already."""
    version = page.copy_for_translation(locale)
    for name, value in values.items():
        setattr(version, name, value)
    version.save()
    version.save_revision()
    return version


def _draft_below(parent: Page, page: Any) -> Any:
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision()
    return page


def store_file(name: str = "report.pdf", content: bytes = PDF) -> StoredFile:
    return StoredFile.store(
        ContentFile(content, name=name), name=name, content_type="application/pdf", by=PROPOSER
    )


def attach(entry: EntryPage, stored: StoredFile) -> None:
    """Attach a stored file to a draft."""
    entry.attachments.add(EntryAttachment(stored_file=stored))
    entry.save()
    entry.save_revision()


def issue_jointly(entry: EntryPage, *bodies: PublicBody) -> None:
    """Name further bodies in the draft of an entry."""
    entry.joint_issuers = [JointIssuer(body=body) for body in bodies]
    entry.save()
    entry.save_revision()


def succeed(entry: EntryPage, later: EntryPage, relation: str = "repealed_by") -> None:
    """Say in the draft of an entry that a later one amends or repeals it."""
    entry.successors.add(EntrySuccessor(relation=relation, successor=later))
    entry.save()
    entry.save_revision()


def disclose(*pages: Any, kind: str = Clearance.Kind.LEGACY) -> None:
    """Clear and publish the latest drafts, parents first."""
    for page in pages:
        # Afresh: the page in memory does not know the children that it got meanwhile.
        stored = type(page).objects.get(pk=page.pk)
        revision = stored.get_latest_revision()
        record(
            revision.as_object(),
            kind=kind,
            proposed_by=PROPOSER,
            decided_by=DECIDER,
        )
        stored.publish(revision, skip_permission_checks=True)
        page.refresh_from_db()


def create_disclosed_entries(category: CategoryPage, unit: Unit, number: int) -> None:
    """Very many disclosed entries below one category, written in bulk and searchable."""
    first = Page.objects.get(pk=category.pk).numchild
    content_type = ContentType.objects.get_for_model(EntryPage)
    entries = [
        EntryPage(
            title=f"供水公报第{position}号",
            draft_title=f"供水公报第{position}号",
            slug=f"bulk-{position}",
            path=EntryPage._get_path(category.path, category.depth + 1, position + 1),
            depth=category.depth + 1,
            url_path=f"{category.url_path}bulk-{position}/",
            content_type=content_type,
            locale_id=category.locale_id,
            translation_key=uuid.uuid4(),
            live=True,
            index_number=f"bulk/2024-{position:05d}",
            document_number=f"沪水务〔2024〕{position}号",
            disclosure_class="proactive",
            responsible_unit=unit,
            created_on=date(2024, 1, 1),
            published_on=date(2024, 1, 1 + position % 28),
            body=[("paragraph", "<p>城市供水</p>")],
        )
        for position in range(first, first + number)
    ]
    _insert(entries)
    Page.objects.filter(pk=category.pk).update(numchild=first + number)
    get_search_backend().add_bulk(EntryPage, entries)


def _insert(entries: list[EntryPage]) -> None:
    """Django's ``bulk_create`` refuses models with two tables, so each table has its turn.

    They go live when all of it is written, and show when they are sealed: as the guard does it.
    """
    parents = [
        Page(
            **{f.attname: getattr(entry, f.attname) for f in Page._meta.concrete_fields}
            | {"live": False}
        )
        for entry in entries
    ]
    for entry, parent in zip(entries, Page.objects.bulk_create(parents), strict=True):
        entry.pk = entry.page_ptr_id = entry.id = parent.pk
    for entry, clearance in zip(entries, _clearances(entries), strict=True):
        entry.clearance = clearance
    columns = EntryPage._meta.local_concrete_fields
    EntryPage._base_manager.get_queryset()._insert(entries, columns, using="default")
    keys = [entry.pk for entry in entries]
    Page.objects.filter(pk__in=keys).update(live=True)
    for entry in entries:
        entry.cleared_fingerprint = entry.clearance.fingerprint
    EntryPage._base_manager.bulk_update(entries, ["cleared_fingerprint"], batch_size=500)
    write(keys)


def _clearances(entries: list[EntryPage]) -> list[Clearance]:
    contents = [fingerprints.canonical_content(entry) for entry in entries]
    rows = [
        Clearance(
            object_type=entry._meta.label_lower,
            object_id=str(entry.pk),
            language_code=content["language"],
            fingerprint=fingerprints.fingerprint(content),
            content=content,
            decision=Clearance.Decision.CLEARED,
            kind=Clearance.Kind.LEGACY,
            proposed_by_id=PROPOSER.id,
            proposed_by_name=PROPOSER.name,
            decided_by_id=DECIDER.id,
            decided_by_name=DECIDER.name,
        )
        for entry, content in zip(entries, contents, strict=True)
    ]
    return Clearance.objects.bulk_create(rows)
