"""Files of guarded pages: as visitors see them, and as editors add them."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.file_checks import ACCEPT, FileRefused, check_file
from wagtail_disclosure.core.models import StoredFile


@dataclass(frozen=True)
class AttachmentRow:
    """A file as its page shows it; ``size`` in bytes, ``type`` as in PDF."""

    title: str
    url: str
    name: str
    size: int
    sha256: str
    type: str
    media_type: str


class AttachmentMixin:
    """What visitors see of a row with a ``stored_file`` and a ``title``."""

    stored_file: Any
    title: Any

    def __str__(self) -> str:
        return self.title or self.stored_file.name

    def as_row(self) -> AttachmentRow:
        """What a visitor sees of it."""
        stored = self.stored_file
        return AttachmentRow(
            title=str(self),
            url=stored.get_absolute_url(),
            name=stored.name,
            size=stored.size,
            sha256=stored.sha256,
            type=PurePosixPath(stored.name).suffix.lstrip(".").upper(),
            media_type=stored.content_type,
        )


class FilesForm(WagtailAdminPageForm):
    """For pages whose files come by upload."""

    def is_multipart(self) -> bool:
        # Django asks the first attachment only, and that one may have its file already.
        return True


class AttachmentForm(WagtailAdminModelForm):
    """Takes a file once; a stored file is never replaced in place."""

    upload = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, DOCX, XLSX, PNG, JPG, CSV or TXT."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.stored_file_id:
            del self.fields["upload"]

    def clean_upload(self) -> UploadedFile:
        upload = self.cleaned_data["upload"]
        try:
            self.content_type = check_file(upload)
        except FileRefused as error:
            raise forms.ValidationError(str(error)) from error
        return upload

    def save(self, commit: bool = True) -> Any:
        upload = self.cleaned_data.get("upload")
        if upload and not self.instance.stored_file_id:
            self.instance.stored_file = StoredFile.store(
                upload, name=upload.name, content_type=self.content_type, by=self._actor()
            )
        return super().save(commit=commit)

    def _actor(self) -> Actor:
        return Actor.of(self.for_user) if self.for_user else Actor.software("editor")


class StoredFilePanel(Panel):
    """Name, size and hash of a file that is stored already."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_disclosure/admin/stored_file_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.stored_file_id)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "stored_file": self.instance.stored_file}


class FilesPanel(InlinePanel):
    """The files of a page, by upload."""

    def __init__(self, relation_name: str, **kwargs: Any):
        kwargs.setdefault("panels", [StoredFilePanel(), FieldPanel("upload"), FieldPanel("title")])
        super().__init__(relation_name, **kwargs)

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        formset["form"] = AttachmentForm
        formset["inherit_kwargs"] = ["for_user"]
        return options
