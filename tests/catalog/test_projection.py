"""Rows and counts say what the public may see, whatever happened before, and never show more."""

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Page, PageViewRestriction

from tests.catalog.factories import (
    attach,
    create_category,
    create_entry,
    disclose,
    store_file,
    succeed,
    translate_as_draft,
)
from wagtail_disclosure.catalog.models import CategoryCount, EntryPage, PublicEntry
from wagtail_disclosure.catalog.projection.filling import MADE_BY, fill_after
from wagtail_disclosure.catalog.projection.rebuilding import rebuild
from wagtail_disclosure.catalog.projection.verifying import verify_projection
from wagtail_disclosure.catalog.projection.writing import projected_once
from wagtail_disclosure.review.exceptions import AddressRefused
from wagtail_disclosure.review.verification import mending

STEPS = 30


@pytest.fixture
def category(catalog):
    category = create_category(catalog, "01")
    disclose(catalog, category)
    return category


@pytest.fixture
def entry(category, unit) -> EntryPage:
    return create_entry(category, unit, summary="概述", document_number="沪水务〔2024〕1号")


def check_against_counting() -> None:
    """Rows and counts are those that counting through the tree of pages gives."""
    pages = EntryPage.objects.disclosed()
    assert set(PublicEntry.objects.disclosed().values_list("pk", flat=True)) == set(
        pages.values_list("pk", flat=True)
    )
    counted: Counter[Any] = Counter()
    for page in pages.with_public_on():
        above = page.get_parent().pk
        counted[above, page.disclosure_class, page.public_on.year if page.public_on else 0] += 1
    stored = {
        (row.category_id, row.disclosure_class, row.year): row.entries
        for row in CategoryCount.objects.all()
        if row.entries
    }
    assert stored == dict(counted)
    assert list(verify_projection()) == []


class TestRow:
    def test_has_what_was_cleared(self, category, entry, unit, body) -> None:
        attach(entry, store_file("report.PDF"))
        attach(EntryPage.objects.get(pk=entry.pk), store_file("table.xlsx"))
        disclose(entry)
        row = PublicEntry.objects.disclosed().get()
        assert (row.pk, row.category_id, row.locale_id) == (
            entry.pk,
            category.pk,
            entry.locale_id,
        )
        assert (row.title, row.summary, row.document_number) == (
            "供水年报",
            "概述",
            "沪水务〔2024〕1号",
        )
        assert (row.disclosure_class, row.index_number) == ("proactive", entry.index_number)
        assert (row.responsible_unit, row.issuing_body) == (unit, None)
        assert (row.created_on, row.formats) == (date(2024, 3, 1), ",pdf,xlsx,")
        # It was public before it was here: nobody knows since when.
        assert (row.public_on, row.year) == (None, 0)
        assert row.changed_at == entry.last_published_at

    def test_says_what_a_day_needs_to_judge_validity(self, category, entry, unit) -> None:
        later = create_entry(category, unit, "新办法", effective_on=date(2025, 1, 1))
        disclose(later)
        succeed(entry, later)
        disclose(entry)
        old, new = PublicEntry.objects.order_by("pk")
        assert (old.is_repealed, old.is_amended) == (True, False)
        assert (new.is_repealed, new.effective_on) == (False, date(2025, 1, 1))

    def test_is_gone_with_the_publication_and_comes_back(self, entry) -> None:
        disclose(entry)
        EntryPage.objects.get(pk=entry.pk).unpublish()
        assert not PublicEntry.objects.exists()
        disclose(EntryPage.objects.get(pk=entry.pk))
        assert PublicEntry.objects.get().pk == entry.pk

    def test_takes_back_with_its_transaction(self, entry) -> None:
        with pytest.raises(RuntimeError, match="later"), transaction.atomic():
            disclose(entry)
            assert PublicEntry.objects.count() == 1
            raise RuntimeError("later")
        assert not PublicEntry.objects.exists()
        check_against_counting()

    def test_of_a_draft_stays_as_it_was_cleared(self, entry) -> None:
        disclose(entry)
        stored = EntryPage.objects.get(pk=entry.pk)
        stored.title = "待审标题"
        stored.save_revision()
        assert PublicEntry.objects.get().title == "供水年报"


@pytest.mark.raw_writes
class TestHides:
    """A row can hide, never show, whatever was written past the guard."""

    @pytest.fixture(autouse=True)
    def _row(self, entry) -> None:
        disclose(entry)

    def test_what_is_no_longer_live(self, entry) -> None:
        Page.objects.filter(pk=entry.pk).update(live=False)
        assert PublicEntry.objects.exists()
        assert not PublicEntry.objects.disclosed().exists()

    def test_what_is_unsealed(self, entry) -> None:
        EntryPage.objects.update(cleared_fingerprint="")
        assert not PublicEntry.objects.disclosed().exists()

    def test_what_is_shown_under_another_clearance(self, category, entry) -> None:
        EntryPage.objects.update(clearance=category.clearance)
        assert not PublicEntry.objects.disclosed().exists()

    def test_what_is_restricted_without_a_signal(self, category) -> None:
        PageViewRestriction.objects.bulk_create([PageViewRestriction(page=category.page_ptr)])
        assert not PublicEntry.objects.disclosed().exists()

    def test_words_that_nobody_cleared(self, entry) -> None:
        Page.objects.filter(pk=entry.pk).update(title="机密")
        EntryPage.objects.update(summary="机密", document_number="机密")
        PublicEntry.objects.all().delete()
        rebuild()
        row = PublicEntry.objects.get()
        assert "机密" not in (row.title + row.summary + row.document_number)


class TestRebuilding:
    def test_mends_what_is_missing_stale_or_too_many(self, category, unit) -> None:
        entries = [create_entry(category, unit, f"条目{n}") for n in range(3)]
        draft = create_entry(category, unit, "草稿")
        disclose(*entries)
        first, second, third = PublicEntry.objects.order_by("pk")
        untouched = third.changed_at
        PublicEntry.objects.filter(pk=first.pk).delete()
        PublicEntry.objects.filter(pk=second.pk).update(title="旧")
        PublicEntry.objects.bulk_create([copy_of(third, draft)])
        CategoryCount.objects.update(entries=99)
        codes = [(problem.code, problem.object_id) for problem in verify_projection()]
        assert codes == [
            ("projection", str(first.pk)),
            ("projection", str(second.pk)),
            ("projection", str(draft.pk)),
            ("projection_count", str(category.pk)),
        ]
        done = rebuild()
        assert (done.rows, done.changed_rows, done.changed_counts) == (3, 3, 1)
        check_against_counting()
        assert PublicEntry.objects.get(pk=third.pk).changed_at == untouched

    def test_by_command_of_what_is_right_changes_nothing(self, entry, capsys) -> None:
        disclose(entry)
        call_command("disclosure_projection", "rebuild")
        done = "1 rows; 0 rows, 0 counts and 0 rows of the search changed.\n"
        assert capsys.readouterr().out == done

    def test_is_what_verifying_with_fix_does(self, entry) -> None:
        disclose(entry)
        PublicEntry.objects.all().delete()
        CategoryCount.objects.update(entries=5)
        assert all(mending.remake(problem) for problem in list(verify_projection()))
        check_against_counting()

    @pytest.mark.parametrize("migration", sorted(MADE_BY))
    def test_follows_the_migration_that_makes_the_tables(self, entry, migration) -> None:
        disclose(entry)
        PublicEntry.objects.all().delete()
        made = MigrationLoader(None).disk_migrations[migration]
        fill_after("default", plan=[(made, True)])
        assert not PublicEntry.objects.exists()
        fill_after("default", plan=[(made, False)])
        assert PublicEntry.objects.get().pk == entry.pk


def copy_of(row: PublicEntry, entry: EntryPage) -> PublicEntry:
    copy = PublicEntry.objects.get(pk=row.pk)
    copy.entry = entry
    return copy


class TestBatch:
    def test_writes_its_rows_together(self, category, unit) -> None:
        entries = [create_entry(category, unit, f"条目{n}") for n in range(4)]
        with projected_once():
            disclose(*entries)
            assert not PublicEntry.objects.exists()
            EntryPage.objects.get(pk=entries[0].pk).unpublish()
        assert PublicEntry.objects.count() == 3
        check_against_counting()

    def test_that_fails_writes_nothing(self, entry) -> None:
        with pytest.raises(RuntimeError), transaction.atomic(), projected_once():
            disclose(entry)
            raise RuntimeError
        assert not PublicEntry.objects.exists()


class Life:
    """What people may do to a small catalog, one thing after the other."""

    def __init__(self, catalog: Any, unit: Any, english: Any, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.unit = unit
        top = [create_category(catalog, code) for code in ("01", "02")]
        leaves = [create_category(top[0], "0101"), create_category(top[1], "0201")]
        disclose(catalog, *top, *leaves)
        english_catalog = catalog.get_translation(english)
        english_top = translate_as_draft(top[0], english)
        disclose(english_catalog, english_top)
        self.categories = [page.pk for page in (*top, *leaves)]
        entries = [
            create_entry(page, unit, f"条目{page.pk}", published_on=date(2023 + n % 2, 5, 1))
            for n, page in enumerate((*top, *leaves))
        ]
        entries.append(create_entry(leaves[0], unit, "申请", disclosure_class="on_request"))
        entries.append(translate_as_draft(entries[0], english))
        disclose(*entries[:3])
        alias = entries[0].create_alias(parent=leaves[1], update_slug="alias")
        self.entries = [page.pk for page in (*entries, alias)]

    def step(self) -> None:
        # Most of what happens is a publication.
        doing = [self.disclose, self.disclose, self.edit, self.withdraw, self.move_entry]
        doing += [self.move_category, self.restrict, self.open, self.rename, self.delete]
        weights = [1 if name is self.delete and self.entries else 3 for name in doing]
        self.random.choices(doing, weights)[0]()

    def entry(self) -> EntryPage:
        return EntryPage.objects.get(pk=self.random.choice(self.entries))

    def category(self) -> Any:
        return Page.objects.get(pk=self.random.choice(self.categories)).specific

    def disclose(self) -> None:
        entry = self.entry()
        # An alias whose source was deleted is an empty draft.
        if entry.alias_of_id is None and entry.latest_revision_id:
            disclose(entry)

    def edit(self) -> None:
        entry = self.entry()
        if entry.alias_of_id is None:
            entry.published_on = date(self.random.choice([2021, 2022]), 1, 1)
            entry.title = f"{entry.title}改"
            entry.save_revision()

    def withdraw(self) -> None:
        self.entry().unpublish()

    def move_entry(self) -> None:
        entry = self.entry()
        target = self.category()
        if entry.locale_id == target.locale_id and not taken(target, entry):
            entry.move(target, pos="last-child")

    def move_category(self) -> None:
        moved, target = self.category(), self.category()
        is_below = target.path.startswith(moved.path)
        if not is_below and not taken(target, moved):
            try:
                moved.move(target, pos=self.random.choice(["first-child", "last-child"]))
            except AddressRefused:
                return

    def restrict(self) -> None:
        page = self.random.choice([self.entry, self.category])()
        PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")

    def open(self) -> None:
        for restriction in PageViewRestriction.objects.all()[:2]:
            restriction.delete()

    def rename(self) -> None:
        category = self.category()
        category.slug = f"c{self.random.randrange(10**6)}"
        category.save_revision()
        disclose(category)

    def delete(self) -> None:
        if len(self.entries) > 3:
            entry = self.entry()
            self.entries.remove(entry.pk)
            Page.objects.get(pk=entry.pk).delete()


def taken(target: Any, page: Any) -> bool:
    return target.get_children().filter(slug=page.slug).exists()


@pytest.mark.parametrize("seed", [1, 2])
def test_any_life_leaves_what_a_rebuild_would_make(
    catalog, unit, english, seed, django_capture_on_commit_callbacks
) -> None:
    life = Life(catalog, unit, english, seed)
    check_against_counting()
    for _number in range(STEPS):
        with django_capture_on_commit_callbacks(execute=True):
            life.step()
        check_against_counting()
    assert rebuild().changed_rows == 0
