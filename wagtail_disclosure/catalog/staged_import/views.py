"""The screens of an import: upload, columns, what would become of each row, and what did."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from wagtail_disclosure.catalog.models import StagedImport, StagedRow
from wagtail_disclosure.catalog.staged_import import running
from wagtail_disclosure.catalog.staged_import.columns import fields_of
from wagtail_disclosure.catalog.staged_import.forms import ColumnsForm, UploadForm
from wagtail_disclosure.catalog.staged_import.progress import Progress, progress_of
from wagtail_disclosure.catalog.staged_import.rights import may_import
from wagtail_disclosure.catalog.staged_import.sources import open_source, read_head
from wagtail_disclosure.catalog.staged_import.starting import discard
from wagtail_disclosure.core.admin import Screen
from wagtail_disclosure.core.exporting import csv_response

INDEX = "disclosure_staged_import:index"
SHOW = "disclosure_staged_import:show"
COLUMNS = "disclosure_staged_import:columns"
IMPORTS_ON_A_PAGE = 30
ROWS_ON_A_PAGE = 50
SECONDS_UNTIL_RELOADED = 5
State = StagedImport.State


class ImportScreen(Screen, View):
    """For people who answer for a unit; each sees the own imports."""

    page_title = gettext_lazy("Import")
    header_icon = "upload"

    def is_open_to(self, user: Any) -> bool:
        return may_import(user)

    def show(self, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context))

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse(INDEX), self.page_title)] if self.get_page_subtitle() else []

    def crumb(self) -> Any:
        return self.get_page_subtitle() or self.page_title


class OneImportScreen(ImportScreen):
    @cached_property
    def work(self) -> StagedImport:
        imports = StagedImport.objects.of(self.request.user).select_related("stored_file", "unit")
        return get_object_or_404(imports, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.work.name


class IndexView(ImportScreen):
    """What the person uploaded, newest first, and the form for a file."""

    template_name = "wagtail_disclosure_catalog/admin/import_index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=UploadForm(user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES, user=request.user)
        work = form.save() if form.is_valid() else None
        if work is None:
            return self.show(form=form)
        return redirect(COLUMNS, work.pk)

    def show(self, **context: Any) -> HttpResponse:
        imports = StagedImport.objects.of(self.request.user)
        page = Paginator(imports, IMPORTS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().show(page=page, **context)


class ColumnsView(OneImportScreen):
    """Which column is what; nothing is read further before that is said."""

    template_name = "wagtail_disclosure_catalog/admin/import_columns.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_change():
            return redirect(SHOW, pk)
        return self.show(form=self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_change():
            return redirect(SHOW, pk)
        form = self.form(request.POST)
        if form.is_of_another_kind:
            # The columns of the other kind have not been shown yet.
            return self.show(form=self.form({"kind": form.kind_shown}, is_bound=False))
        if not form.is_valid():
            return self.show(form=form)
        form.save()
        running.start(self.work)
        return redirect(f"{reverse(SHOW, args=[pk])}?watch")

    def may_change(self) -> bool:
        """As long as nothing is loaded, and the file is there."""
        states = (State.UPLOADED, State.CHECKED, State.REFUSED)
        return self.work.state in states and self.work.stored_file is not None

    def form(self, data: Any = None, *, is_bound: bool = True) -> ColumnsForm:
        with self.work.stored_file.file.open("rb") as stream:
            source = open_source(stream)
            head = read_head(source)
            self.form_of_file = source.form
        form = ColumnsForm(data, work=self.work, head=head, user=self.request.user)
        form.is_bound = form.is_bound and is_bound
        return form

    def show(self, **context: Any) -> HttpResponse:
        return super().show(work=self.work, form_of_file=self.form_of_file, **context)


class ImportView(OneImportScreen):
    """How far an import is; what each row would become, or became; and what to do next."""

    template_name = "wagtail_disclosure_catalog/admin/import.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.work.state == State.UPLOADED:
            return redirect(COLUMNS, pk)
        is_watched = self.work.is_running and "watch" in request.GET
        response = self.show(
            work=self.work, progress=self.progress, is_watched=is_watched, **self.rows()
        )
        if is_watched:
            # Without JavaScript; whoever wants to read in peace follows the link to stop it.
            response["Refresh"] = str(SECONDS_UNTIL_RELOADED)
        return response

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        action = request.POST.get("action")
        if action == "discard" and self.work.state != State.LOADING:
            discard(self.work)
            messages.success(request, _("The import is forgotten. What it drafted stays."))
            return redirect(INDEX)
        if action == "confirm":
            running.confirm(self.work)
        elif action == "go_on":
            running.go_on(self.work)
        return redirect(f"{reverse(SHOW, args=[pk])}?watch")

    @cached_property
    def progress(self) -> Progress:
        return progress_of(self.work)

    def rows(self) -> dict[str, Any]:
        """The rows of one outcome, a page of them, and how many there are of each."""
        if self.work.state in (State.READING, State.REFUSED):
            return {}
        counted = self.work.rows.exclude(outcome="").order_by().values("outcome")
        counts = dict(counted.annotate(number=Count("pk")).values_list("outcome", "number"))
        outcomes = [
            (outcome.value, outcome.label, counts[outcome.value])
            for outcome in StagedRow.Outcome
            if outcome.value in counts
        ]
        chosen = self.request.GET.get("outcome", "")
        rows = self.work.rows.exclude(outcome="").order_by("line")
        if chosen in counts:
            rows = rows.filter(outcome=chosen)
        page = Paginator(rows, ROWS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        labels = fields_of(self.work.kind)
        return {
            "outcomes": outcomes,
            "chosen": chosen,
            "page": page,
            "shown": [ShownRow(self.work, row, labels) for row in page.object_list],
            "count_errors": counts.get(StagedRow.Outcome.ERROR, 0),
            "count_good": sum(counts.values()) - counts.get(StagedRow.Outcome.ERROR, 0),
        }


class ShownRow:
    """A row of an import in words."""

    def __init__(self, work: StagedImport, row: StagedRow, labels: dict[str, Any]):
        self.row = row
        self.title = next(
            (text for name, text in row.cells.items() if name.startswith(("title_", "name_"))), ""
        )
        self.problems = list(problems_in_words(row, labels))


class ErrorsView(OneImportScreen):
    """What is wrong, cell by cell, as CSV. Titles are not repeated: a row might be exempt."""

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        headings = [_("Line"), _("Key"), _("Column"), _("What is wrong")]
        return csv_response(f"import-{pk}-errors", headings, self.lines(self.work))

    def lines(self, work: StagedImport) -> Iterator[list[Any]]:
        labels = fields_of(work.kind)
        rows = work.rows.filter(outcome=StagedRow.Outcome.ERROR).order_by("line")
        for row in rows.defer("cells").iterator(chunk_size=500):
            for column, reason in problems_in_words(row, labels):
                yield [row.line, row.key, column, reason]


def problems_in_words(row: StagedRow, labels: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a column is called, and what is wrong in it."""
    for name, reason in row.problems:
        yield (labels[name].label if name in labels else name), reason
