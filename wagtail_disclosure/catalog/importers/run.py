"""What all rows of one import share."""

from collections.abc import Callable, Iterator
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

SOFTWARE = Actor.software("disclosure_import")


@dataclass
class Run:
    """One import: its options, its report and the pages it drafted."""

    proposed_by: Any = None
    is_legacy: bool = False
    is_dry: bool = False
    files_dir: Path | None = None
    report: Report = field(default_factory=Report)
    # Source pages whose latest draft is not public yet, parents first.
    drafted: list[Any] = field(default_factory=list)
    stored: list[StoredFile] = field(default_factory=list)

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
        return Unit.objects.filter(body=self.body, code=code).first()

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
