"""The editor's forms: what the class forbids is not offered, and files come by upload."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from wagtail_disclosure.catalog.succession import refuse_circle
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.file_checks import ACCEPT, FileRefused, check_file
from wagtail_disclosure.core.models import StoredFile, Unit
from wagtail_disclosure.review.units import written_for


class FilesForm(WagtailAdminPageForm):
    """For pages whose files come by upload."""

    def is_multipart(self) -> bool:
        # Django asks the first attachment only, and that one may have its file already.
        return True


class EntryForm(FilesForm):
    """Leaves out the text and the files of an entry that is a description only."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.disclosure_class and not self.instance.kind.may_have_body:
            self.fields.pop("body", None)
            self.formsets.pop("attachments", None)
        if "responsible_unit" in self.fields and self.for_user is not None:
            self.fields["responsible_unit"].queryset = self._units()

    def _units(self) -> QuerySet[Unit]:
        """Those whom the person writes for, and the present one: reviewers edit, too."""
        own = written_for(Unit.objects.all(), self.for_user)
        return Unit.objects.filter(Q(pk__in=own) | Q(pk=self.instance.responsible_unit_id))


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


class SuccessorFormSet(BaseChildFormSet):
    """Refuses an entry that would come after itself."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        chosen = [getattr(form, "cleaned_data", {}).get("successor") for form in kept]
        refuse_circle(self.instance, [successor.pk for successor in chosen if successor])
