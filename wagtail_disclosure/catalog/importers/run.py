"""What all rows of one import share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from wagtail_disclosure.catalog.importers.cells import BadRow
from wagtail_disclosure.catalog.importers.readers import Row
from wagtail_disclosure.catalog.importers.report import Outcome, Report
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import PublicBody, StoredFile, Unit
from wagtail_disclosure.review.batches.proposing import is_editor_of
from wagtail_disclosure.review.batches.rows import Key
from wagtail_disclosure.review.batches.signing import Signature, sign
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.hints.subjects import published_numbers

# Type and key of a page: an import may write more of them than fit into memory.
Drafted = tuple[type[Any], Any]
SOFTWARE = Actor.software("disclosure_import")


def key_of(drafted: Drafted) -> Key:
    """As the review names it."""
    model, key = drafted
    return model._meta.label_lower, str(key)


@dataclass
class Run:
    """One import: its options, its report and the pages it drafted."""

    proposed_by: Any = None
    is_legacy: bool = False
    is_dry: bool = False
    # Whether the drafts go to review as a batch.
    is_proposed: bool = False
    files_dir: Path | None = None
    report: Report = field(default_factory=Report)
    # Source pages whose latest draft is not public yet, parents first.
    drafted: list[Drafted] = field(default_factory=list)
    # Of new drafts that are as they were created; made while they were in memory.
    signatures: dict[Key, Signature] = field(default_factory=dict, repr=False)
    stored: list[StoredFile] = field(default_factory=list)
    found: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def actor(self) -> Actor:
        return Actor.of(self.proposed_by) if self.proposed_by else SOFTWARE

    @cached_property
    def languages(self) -> list[str]:
        """Content languages, that of the source first."""
        return [code for code, _name in conf.content_languages()]

    @cached_property
    def locale(self) -> Locale:
        """The locale that the drafts are written in: the site's default language."""
        return Locale.objects.get(language_code=self.languages[0])

    @cached_property
    def body(self) -> PublicBody:
        return PublicBody.objects.own()

    def unit(self, code: str) -> Unit | None:
        return self.find(Unit, code=code, body=self.body)

    def find(self, model: type[Any], **values: Any) -> Any:
        """The row that has these values, asked for once per import; None where there is none."""
        key = model, *values.items()
        if key not in self.found:
            row = model._default_manager.filter(**values).first()
            if row is None:
                # It may come with a later table.
                return None
            self.found[key] = row
        return self.found[key]

    def find_all(self, model: type[Any], name: str, values: Iterable[str], **others: Any) -> None:
        """Ask once for all rows that :meth:`find` is about to look for, by ``name`` and others."""
        open_values = {
            value for value in values if (model, (name, value), *others.items()) not in self.found
        }
        if open_values:
            found = model._default_manager.filter(**{f"{name}__in": open_values}, **others)
            for row in found if found.ordered else found.order_by("pk"):
                key = model, (name, getattr(row, name)), *others.items()
                self.found.setdefault(key, row)

    def note_draft(self, page: Any) -> None:
        drafted = type(page), page.pk
        self.drafted.append(drafted)
        self.signatures.pop(key_of(drafted), None)

    def note_new_drafts(self, pages: Sequence[Any]) -> None:
        """The same of pages of this transaction, as they are in memory with their revisions."""
        for page in pages:
            self.note_draft(page)
        if self.is_proposed:
            allowed = published_numbers()
            with fingerprints.remembering():
                for page in pages:
                    # Others are looked at again, and listed with the reason.
                    if self.proposed_by is None or is_editor_of(page, self.proposed_by):
                        signature = sign(page, page.latest_revision, allowed)
                        self.signatures[key_of((type(page), page.pk))] = signature

    @contextmanager
    def row(self, row: Row, kind: str) -> Iterator[Callable[[Outcome], None]]:
        """Import one row or nothing of it; what is wrong with it goes into the report."""
        outcomes: list[Outcome] = []
        stored_before = len(self.stored)
        try:
            with transaction.atomic():
                yield outcomes.append
        except BadRow as problem:
            self.report.errors.extend(problem.errors(row))
            self.drop_files(after=stored_before)
        else:
            for outcome in outcomes:
                self.report.count(kind, outcome)

    def drop_files(self, *, after: int = 0) -> None:
        """Delete files of rows that were taken back; the database has forgotten them already."""
        for stored in self.stored[after:]:
            stored.file.storage.delete(stored.file.name)
        del self.stored[after:]
