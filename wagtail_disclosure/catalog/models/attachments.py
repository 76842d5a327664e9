from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from wagtail_disclosure.catalog.exceptions import ContentNotAllowed
from wagtail_disclosure.catalog.models.entries import EntryPage
from wagtail_disclosure.core.attachments import AttachmentMixin
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.models import AttachmentManager


class EntryAttachment(AttachmentMixin, Orderable):
    """A file of an entry."""

    page = ParentalKey(EntryPage, on_delete=models.CASCADE, related_name="attachments")
    stored_file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        related_name="entry_attachments",
        verbose_name=_("file"),
    )
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Empty: the name of the file.")
    )

    public_fields = ("stored_file", "title")
    private_fields = ("sort_order",)

    objects = AttachmentManager()

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def clean(self) -> None:
        super().clean()
        self.refuse_file()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_file()
        super().save(*args, **kwargs)

    def refuse_file(self) -> None:
        """Raises ContentNotAllowed where the entry's class allows no files."""
        if self.page_id and not self.page.kind.may_have_attachments:
            raise ContentNotAllowed(_("An entry that is open on request has no files."))
