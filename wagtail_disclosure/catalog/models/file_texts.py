from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.core.models import StoredFile


class FileText(models.Model):
    """The words of a stored file, for the search index alone: no page shows them.

    There is a row only while a disclosed entry holds the file. Files don't change, so each is read
    once; ``outcome`` says how that went.
    """

    wagtail_reference_index_ignore = True

    class Outcome(models.TextChoices):
        READ = "read", pgettext_lazy("text of a file", "Read")
        CUT = "cut", _("Only the beginning was read")
        EMPTY = "empty", _("There is no text in it, as in scanned paper")
        ENCRYPTED = "encrypted", _("It needs a password")
        UNREADABLE = "unreadable", _("It is broken or of a kind that is not read")
        MISSING = "missing", _("The storage does not have it")

    stored_file = models.OneToOneField(
        StoredFile,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("file"),
    )
    text = models.TextField(_("text"), blank=True, editable=False)
    outcome = models.CharField(
        pgettext_lazy("text of a file", "outcome"), max_length=10, choices=Outcome.choices
    )
    read_at = models.DateTimeField(_("read at"), auto_now=True)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["read", "cut"]) | models.Q(text=""),
                name="disclosure_file_text_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"{self.stored_file_id}: {self.get_outcome_display()}"
