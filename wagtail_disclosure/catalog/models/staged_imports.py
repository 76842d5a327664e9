from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile, Unit

ROWS_AT_ONCE = 500


class StagedImportQuerySet(models.QuerySet["StagedImport"]):
    def locked(self, key: Any) -> "StagedImport":
        """The import as it is now, locked until the transaction ends."""
        # Writing what is there locks the row on every database; SQLite knows nothing else.
        self.filter(pk=key).update(state=models.F("state"))
        return self.get(pk=key)

    def of(self, user: Any) -> "StagedImportQuerySet":
        """What ``user`` uploaded: what is in a file may be meant for nobody else yet."""
        return self.filter(started_by_id=user.pk)


class StagedImport(models.Model):
    """A table that somebody uploads, looks at row by row, and then loads as drafts.

    ``catalog.staged_import`` moves it from one state to the next.
    """

    on_public_pages: ClassVar[bool] = False

    class Kind(models.TextChoices):
        ENTRIES = "entries", _("Entries")
        CATEGORIES = "categories", _("Categories")

    class State(models.TextChoices):
        UPLOADED = "uploaded", pgettext_lazy("import", "Columns to be confirmed")
        READING = "reading", pgettext_lazy("import", "Being read")
        CHECKING = "checking", pgettext_lazy("import", "Being tried out")
        CHECKED = "checked", pgettext_lazy("import", "To be confirmed")
        LOADING = "loading", pgettext_lazy("import", "Being loaded")
        FINISHED = "finished", pgettext_lazy("import", "Finished")
        REFUSED = "refused", pgettext_lazy("import", "Refused")

    RUNNING = (State.READING, State.CHECKING, State.LOADING)

    name = models.CharField(
        _("name"), max_length=200, help_text=_("What the batch for the reviewers is called.")
    )
    kind = models.CharField(_("kind of rows"), max_length=10, choices=Kind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.UPLOADED
    )
    file_name = models.CharField(_("file"), max_length=200, editable=False)
    # Gone once everything is loaded.
    stored_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, editable=False, verbose_name=_("file")
    )
    # The line of the header, its cells, and the field that each fills; empty for none.
    header_line = models.PositiveIntegerField(default=1, editable=False)
    header = models.JSONField(default=list, editable=False)
    columns = models.JSONField(default=list, editable=False)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit of rows that name none"),
    )
    # Reasons are stored in the language of whoever reads them.
    language = models.CharField(max_length=20, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    # Why the file was refused, and what became of the batches: a sentence each.
    refusal = models.TextField(blank=True, editable=False)
    notes = models.JSONField(default=list, editable=False)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    started_by_id = models.BigIntegerField(null=True, editable=False)
    started_by_name = models.CharField(_("started by"), max_length=200, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)

    objects = StagedImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("staged import")
        verbose_name_plural = _("staged imports")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        return Actor(id=self.started_by_id, name=self.started_by_name)

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING

    @property
    def field_positions(self) -> dict[str, int]:
        """In which column, counted from 0, the cells of a field are."""
        return {field: position for position, field in enumerate(self.columns) if field}

    def forget_rows(self) -> None:
        """Delete the rows, never holding more than a few."""
        while keys := list(self.rows.order_by().values_list("pk", flat=True)[:ROWS_AT_ONCE]):
            self.rows.filter(pk__in=keys).delete()

    def refuse(self, reason: str) -> None:
        """Say that the file can't be imported; nothing of it is kept."""
        self.forget_rows()
        self.state, self.refusal, self.total = self.State.REFUSED, reason, 0
        self.save()

    def finish(self) -> None:
        self.state, self.finished_at = self.State.FINISHED, timezone.now()
        self.save()


class StagedRow(models.Model):
    """A row of such a table, and how far it is. Its cells go once it is loaded."""

    on_public_pages: ClassVar[bool] = False

    class State(models.TextChoices):
        READ = "read", pgettext_lazy("row of an import", "Read")
        CHECKED = "checked", pgettext_lazy("row of an import", "Tried out")
        DONE = "done", pgettext_lazy("row of an import", "Done")

    class Outcome(models.TextChoices):
        CREATED = "created", pgettext_lazy("row of an import", "New draft")
        UPDATED = "updated", pgettext_lazy("row of an import", "Changed draft")
        UNCHANGED = "unchanged", pgettext_lazy("row of an import", "Unchanged")
        ERROR = "error", pgettext_lazy("row of an import", "Error")

    staged_import = models.ForeignKey(StagedImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    # In which order rows are loaded: categories after those above them.
    position = models.PositiveIntegerField(default=0)
    # Key of an entry or code of a category; index number, or the code of the category above.
    key = models.CharField(_("key"), max_length=100, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    cells = models.JSONField(default=dict)
    has_wrong_length = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READ)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    # Pairs of a field and what is wrong with its cell.
    problems = models.JSONField(default=list)
    # The page whose draft is to be sent to review, and the unit that reviews it.
    draft_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("row of a staged import")
        verbose_name_plural = _("rows of staged imports")
        ordering = ["line"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["staged_import", "line"], name="disclosure_staged_row_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["staged_import", "state", "position"], name="disclosure_staged_order"
            ),
            models.Index(
                fields=["staged_import", "outcome", "line"], name="disclosure_staged_outcome"
            ),
            models.Index(fields=["staged_import", "key"], name="disclosure_staged_key"),
            models.Index(fields=["staged_import", "reference"], name="disclosure_staged_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.staged_import_id}:{self.line}"
