"""A large catalog made by ours, and a naive one of the same entries."""

import csv
import tempfile
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail.search.backends import get_search_backend

from benchmarks import texts
from benchmarks.naive.models import BarePage, NaiveCategoryPage, NaiveEntryPage, PlainText
from benchmarks.texts import Text
from example_site.home.models import HomePage
from wagtail_disclosure.catalog.importers import import_files
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.batches import confirm_batch
from wagtail_disclosure.review.batches.clearing import finish_batch
from wagtail_disclosure.review.batches.rows import in_chunks
from wagtail_disclosure.review.models import ReviewBatch, ReviewProfile, ReviewTier
from wagtail_disclosure.review.roles import Role, people_in_role

FOLDER = Path(tempfile.mkdtemp(prefix="disclosure-bench-"))
AT_ONCE = 1000


def make_agency() -> None:
    """Start pages, a bare page beside them, units, and people for two tiers of review."""
    for root in Site.objects.get().root_page.get_translations(inclusive=True):
        Page.objects.filter(pk=root.pk).update(
            content_type=ContentType.objects.get_for_model(HomePage)
        )
        HomePage(page_ptr_id=root.pk).save_base(raw=True)
    Site.objects.get().root_page.add_child(instance=BarePage(title="Bare", slug="bare"))
    body = PublicBody.objects.own()
    users = get_user_model()
    head, office, leader = (users.objects.create(username=name) for name in ("h", "o", "l"))
    body.leader = leader
    body.office.head = office
    body.office.save()
    body.save()
    for number in range(texts.UNITS):
        name = {"en": f"Unit {number}", "zh-hans": f"{number} 处"}
        Unit.objects.create(body=body, code=f"U{number}", name=name, head=head)
    profile = ReviewProfile(body=body, name={"en": "Two tiers"}, is_default=True)
    profile.tiers = [ReviewTier(role=role) for role in (Role.UNIT_HEAD, Role.LEADER)]
    profile.save()


def import_categories() -> None:
    rows = [
        {"code": code, "parent": parent, "level": level, "name_zh": f"类别 {code}"}
        for code, parent, level in texts.categories()
    ]
    import_one(_written("categories", rows))
    publish_batches()


def import_entries(first: int, number: int) -> None:
    """Import so many entries as drafts, in batches for review."""
    rows = (
        {
            "key": text.key,
            "class": "proactive",
            "node": text.leaf,
            "unit": text.unit,
            "title_zh": text.title,
            "summary_zh": text.summary,
            "body_zh": text.body,
            "doc_no": text.number,
            "created_on": text.created_on.isoformat(),
        }
        for text in texts.texts(first, number)
    )
    import_one(_written(f"entries-{first}", rows))


def import_one(path: Path) -> None:
    done = import_files([path], batch=path.stem, strict=True)
    if done.errors:
        raise RuntimeError(str(done.errors[0]))


def publish_batches() -> None:
    """All tiers confirm what waits, and it becomes public."""
    for batch in ReviewBatch.objects.filter(state=ReviewBatch.State.OPEN):
        while role := batch.next_role:
            person = next(iter(people_in_role(role, batch.unit)))
            confirm_batch(batch, by=person, manifest=batch.manifest)
            batch.refresh_from_db()
        finish_batch(batch)


def write_plain_texts(first: int, number: int) -> None:
    for some in in_chunks(texts.texts(first, number), AT_ONCE):
        PlainText.objects.bulk_create(PlainText(key=t.key, text=t.everything) for t in some)


def fill_naive(first: int, number: int) -> None:
    """The same entries, live, written in bulk and indexed by Wagtail's own backend."""
    leaves = dict(NaiveCategoryPage.objects.values_list("code", "pk"))
    if not leaves:
        leaves = _make_naive_categories()
    naive = _Naive(leaves)
    backend = get_search_backend()
    for some in in_chunks(texts.texts(first, number), AT_ONCE):
        with transaction.atomic():
            backend.add_bulk(NaiveEntryPage, naive.write(some))


def naive_entry(text: Text, unit: Unit, **values: Any) -> NaiveEntryPage:
    return NaiveEntryPage(
        title=text.title,
        draft_title=text.title,
        slug=text.key.lower(),
        summary=text.summary,
        body=[("text", f"<p>{text.body}</p>")],
        document_number=text.number,
        created_on=text.created_on,
        year=text.created_on.year,
        issuing_body=unit.body,
        responsible_unit=unit,
        **values,
    )


def _make_naive_categories() -> dict[str, int]:
    parents: dict[str, Page] = {"": Site.objects.get().root_page.specific}
    for code, parent, _level in texts.categories():
        page = NaiveCategoryPage(title=f"类别 {code}", slug=f"n{code}", code=code)
        parents[code] = parents[parent].add_child(instance=page)
    return {code: parents[code].pk for code in parents if code}


class _Naive:
    def __init__(self, leaves: dict[str, int]) -> None:
        pages = Page.objects.in_bulk(leaves.values())
        self.leaves = {code: pages[key] for code, key in leaves.items()}
        self.units = {unit.code: unit for unit in Unit.objects.select_related("body")}
        self.content_type = ContentType.objects.get_for_model(NaiveEntryPage)
        self.locale = Locale.objects.get(language_code="zh-hans")

    def write(self, some: Iterable[Text]) -> list[NaiveEntryPage]:
        """Django's ``bulk_create`` refuses models with two tables, so each has its turn."""
        entries = [self._placed(text) for text in some]
        columns = [field.attname for field in Page._meta.concrete_fields]
        pages = [Page(**{name: getattr(entry, name) for name in columns}) for entry in entries]
        for entry, page in zip(entries, Page.objects.bulk_create(pages), strict=True):
            entry.pk = entry.page_ptr_id = entry.id = page.pk
        local = NaiveEntryPage._meta.local_concrete_fields
        NaiveEntryPage._base_manager.get_queryset()._insert(entries, local, using="default")
        Page.objects.bulk_update(self.leaves.values(), ["numchild"])
        return entries

    def _placed(self, text: Text) -> NaiveEntryPage:
        leaf = self.leaves[text.leaf]
        leaf.numchild += 1
        return naive_entry(
            text,
            self.units[text.unit],
            path=Page._get_path(leaf.path, leaf.depth + 1, leaf.numchild),
            depth=leaf.depth + 1,
            url_path=f"{leaf.url_path}{text.key.lower()}/",
            content_type=self.content_type,
            locale=self.locale,
            translation_key=uuid.uuid4(),
            live=True,
            first_published_at=timezone.now(),
        )


def _written(name: str, rows: Iterable[dict[str, Any]]) -> Path:
    path, iterator = FOLDER / f"{name}.csv", iter(rows)
    first = next(iterator)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(first))
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(iterator)
    return path
