"""The forms of an import: the file, and what its columns are."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_disclosure.catalog.models import StagedImport
from wagtail_disclosure.catalog.staged_import.columns import (
    fields_of,
    guess_columns,
    missing_fields,
)
from wagtail_disclosure.catalog.staged_import.rights import importable_units
from wagtail_disclosure.catalog.staged_import.sources import Head
from wagtail_disclosure.catalog.staged_import.starting import upload
from wagtail_disclosure.catalog.staged_import.tables import RefusedTable
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.rules.plain_text import ForbiddenCharacter, clean_line


class UploadForm(forms.Form):
    """A file, looked into as far as its header."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text=gettext_lazy(
            "CSV (UTF-8 or GB18030; comma, semicolon or tab) or XLSX, with the names of columns "
            "in the first line."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What the batch for the reviewers is called; otherwise the day."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self) -> str:
        try:
            name = clean_line(self.cleaned_data["name"])
        except ForbiddenCharacter as error:
            reason = _("The character %(code_point)s can't be used here.")
            raise ValidationError(reason % {"code_point": error.code_point}) from error
        today = timezone.localdate(timezone=conf.time_zone())
        return name or _("Import of %(day)s") % {"day": written_day(today)}

    def save(self) -> StagedImport | None:
        """The import; None, with an error at the file, where the file is refused."""
        try:
            return upload(self.cleaned_data["file"], name=self.cleaned_data["name"], by=self.user)
        except RefusedTable as refusal:
            self.add_error("file", str(refusal))
            return None


class ColumnsForm(forms.Form):
    """What each column is, as guessed, and which unit answers for rows that name none."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of rows"),
        choices=StagedImport.Kind.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, work: StagedImport, head: Head, user: Any, **kwargs: Any):
        super().__init__(*args, initial={"kind": work.kind, "unit": work.unit}, **kwargs)
        self.work = work
        self.head = head
        self.fields["unit"] = forms.ModelChoiceField(
            label=gettext_lazy("Responsible unit where a row names none"),
            queryset=importable_units(user),
            required=False,
        )
        chosen = self.data.get("kind", work.kind)
        self.kind_shown = chosen if chosen in StagedImport.Kind.values else work.kind
        guessed = work.columns
        if self.kind_shown != work.kind:
            guessed = guess_columns(self.kind_shown, head.header)
        choices = [("", _("Leave out"))]
        choices += [(name, found.label) for name, found in fields_of(self.kind_shown).items()]
        for position, title in enumerate(head.header):
            self.fields[_name(position)] = forms.ChoiceField(
                label=title or _("Column %(number)d") % {"number": position + 1},
                choices=choices,
                required=False,
                initial=guessed[position],
            )

    @property
    def is_of_another_kind(self) -> bool:
        """Whether somebody chose the kind just now, so that the columns have to be shown anew."""
        return self.kind_shown != self.data.get("kind_shown", self.kind_shown)

    def columns(self) -> Iterator[tuple[Any, list[str]]]:
        """Each column's field, with what is in its first rows."""
        for position in range(len(self.head.header)):
            rows = self.head.samples
            yield (
                self[_name(position)],
                [row[position] for row in rows if position < len(row) and row[position]],
            )

    def clean(self) -> None:
        chosen = self._chosen()
        for position, name in enumerate(chosen):
            if name and name in chosen[:position]:
                other = self.fields[_name(chosen.index(name))].label
                reason = _("The column “%(other)s” is that already.") % {"other": other}
                self.add_error(_name(position), reason)
        missing = missing_fields(self.kind_shown, chosen)
        if missing:
            names = ", ".join(missing)
            raise ValidationError(_("No column is: %(fields)s.") % {"fields": names})

    def save(self) -> None:
        self.work.kind = self.cleaned_data["kind"]
        self.work.unit = self.cleaned_data["unit"]
        self.work.columns = self._chosen()
        self.work.save()

    def _chosen(self) -> list[str]:
        names = map(_name, range(len(self.head.header)))
        return [self.cleaned_data.get(name, "") for name in names]


def _name(position: int) -> str:
    return f"column_{position}"
