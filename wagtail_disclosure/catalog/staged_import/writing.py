"""One row of an import, by the rights of the person who uploaded it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.batches import unit_of_draft
from wagtail_disclosure.catalog.importers.categories import Place, import_category
from wagtail_disclosure.catalog.importers.cells import BadRow, Cells
from wagtail_disclosure.catalog.importers.entries import import_entry
from wagtail_disclosure.catalog.importers.readers import Row
from wagtail_disclosure.catalog.importers.report import Outcome
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.catalog.models import CatalogPage, EntryPage, StagedImport, StagedRow
from wagtail_disclosure.catalog.staged_import.rights import Problem, Rights
from wagtail_disclosure.review.batches.signing import unit_id_of

# What can be wrong with one row and must not stop the others. Everything else is a defect, stops
# the run, and leaves what is not loaded yet waiting.
ROW_PROBLEMS = (DataError, IntegrityError, PermissionDenied, ValidationError)


class NobodyLeft(Exception):
    """Whoever uploaded the file can't sign in any longer, so nobody answers for its rows."""


@dataclass
class Writer:
    """Writes rows of one import as drafts of the person who uploaded it."""

    work: StagedImport
    # What is written for a try is taken back.
    is_try: bool = False
    user: Any = field(init=False)
    run: Run = field(init=False)
    rights: Rights = field(init=False)

    def __post_init__(self) -> None:
        """Raises NobodyLeft."""
        users = get_user_model()._default_manager
        self.user = users.filter(pk=self.work.started_by_id, is_active=True).first()
        if self.user is None:
            raise NobodyLeft
        self.run = Run(proposed_by=self.user, is_dry=self.is_try)
        self.rights = Rights(self.user, self.run)

    def write(self, row: StagedRow) -> None:
        """Write the draft that ``row`` says, or nothing of it; note in ``row`` what came of it."""
        self.run.drafted.clear()
        try:
            with transaction.atomic():
                row.outcome = self._write(row).value
        except BadRow as problem:
            self._fail(row, problem.problems)
        except ROW_PROBLEMS as problem:
            self._fail(row, [("", " ".join(_messages(problem)))])
        else:
            row.problems = []
            # What was a draft before, and is no other one now, waits where it was put.
            if self.run.drafted and row.outcome != Outcome.UNCHANGED:
                model, row.draft_id = self.run.drafted[-1]
                unit = unit_of_draft(model._base_manager.get(pk=row.draft_id), self.run)
                row.unit_id = unit and unit.pk

    def note_new(self, row: StagedRow, page: EntryPage) -> None:
        """Note in ``row`` that ``page`` is its draft."""
        row.outcome, row.problems = StagedRow.Outcome.CREATED, []
        row.draft_id, row.unit_id = page.pk, unit_id_of(page)

    def _fail(self, row: StagedRow, problems: Any) -> None:
        row.outcome, row.problems = StagedRow.Outcome.ERROR, [list(one) for one in problems]

    def _write(self, row: StagedRow) -> Outcome:
        """Raises BadRow with everything that is wrong, rights and file included."""
        problems = [*self._repetitions(row), *self._problems(row)]
        try:
            outcome = self._import(row)
        except BadRow as found:
            told = {column for column, _reason in problems}
            others = (problem for problem in found.problems if problem[0] not in told)
            raise BadRow(*problems, *others) from found
        if problems:
            raise BadRow(*problems)
        return outcome

    def _problems(self, row: StagedRow) -> Iterator[Problem]:
        if self.work.kind == StagedImport.Kind.CATEGORIES:
            return self.rights.problems_of_category(row)
        return self.rights.problems_of_entry(row)

    def _import(self, row: StagedRow) -> Outcome:
        told = told_by(row, self.work)
        cells = Cells(told)
        if self.work.kind == StagedImport.Kind.CATEGORIES:
            code = cells.line("code", required=True, longest=40)
            parent = cells.line("parent")
            cells.check()
            return import_category(Place(told, code, parent), self.run, self._catalog)
        key = cells.line("key", required=True, longest=100)
        if not key:
            cells.check()
        return import_entry(cells, key, self.run)

    def _repetitions(self, row: StagedRow) -> Iterator[Problem]:
        """What an earlier row of the same file has already."""
        earlier = self.work.rows.filter(line__lt=row.line).order_by("line")
        if self.work.kind == StagedImport.Kind.CATEGORIES:
            if row.key and (first := earlier.filter(key=row.key).first()):
                reason = _("The code %(code)s is in this file already, in line %(line)d.")
                yield "code", reason % {"code": row.key, "line": first.line}
            return
        if row.key and (first := earlier.filter(key=row.key).first()):
            reason = _("The key %(key)s is in this file already, in line %(line)d.")
            yield "key", reason % {"key": row.key, "line": first.line}
        elif row.reference and (first := earlier.filter(reference=row.reference).first()):
            reason = _("The index number %(number)s is in this file already, in line %(line)d.")
            yield "index_number", reason % {"number": row.reference, "line": first.line}

    @cached_property
    def _catalog(self) -> CatalogPage:
        catalog = CatalogPage.objects.filter(locale=self.run.locale).order_by("path").first()
        if catalog is None:
            raise BadRow(("", _("There is no catalog yet: run disclosure_setup.")))
        return catalog


def told_by(row: StagedRow, work: StagedImport) -> Row:
    """The row as the importers read it."""
    return Row(work.file_name, row.line, row.cells, row.has_wrong_length)


def _messages(problem: Exception) -> list[str]:
    return problem.messages if isinstance(problem, ValidationError) else [str(problem)]
