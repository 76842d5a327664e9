"""What came in for a case, as the workspace lists it; who applied may stand in a scan's name."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_disclosure.cases.intake.uploads import ENDINGS
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.models.files import NOTHING, CaseFile, Origin
from wagtail_disclosure.cases.request_forms.definitions import Definition
from wagtail_disclosure.cases.workspace.sealed import read
from wagtail_disclosure.core.encryption import CannotDecrypt
from wagtail_disclosure.core.models import IntakeWindow


@dataclass(frozen=True)
class Paper:
    """A file by its name or, where that is hidden, by its ``number`` among those of the case."""

    file: CaseFile
    number: int
    is_named: bool
    origin: Origin
    window: IntakeWindow | None

    @property
    def title(self) -> str:
        if self.is_named:
            return read(self.file, "name")
        return _("Paper %(number)d") % {"number": self.number}

    @property
    def kind(self) -> str:
        return ENDINGS.get(self.file.content_type, "").upper()


def papers(case: Case, *, is_revealed: bool) -> list[Paper]:
    """What came in, the oldest first; letters have a list of their own.

    Names of scans are hidden like the applicant, whom they often repeat, until ``is_revealed``.
    """
    roles = (CaseFile.Role.SUBMITTED, CaseFile.Role.SUPPLEMENT)
    found = list(case.files.filter(role__in=roles))
    for file in found:
        file.case = case
    origins = [_origin(file) for file in found]
    windows = _windows(case, origins)
    return [
        Paper(file, number, is_revealed or not file.is_scan, origin, windows.get(origin.window))
        for number, (file, origin) in enumerate(zip(found, origins, strict=True), start=1)
    ]


def hides_names_of_request(found: list[Paper]) -> bool:
    """Whether what the request says of its files may not be shown either."""
    submitted = CaseFile.Role.SUBMITTED
    return any(not paper.is_named and paper.file.role == submitted for paper in found)


def without_names(definition: Definition, answers: dict[str, Any]) -> dict[str, Any]:
    """``answers`` with the number of files in place of what they are called."""
    asked = {field.key for field in definition.asked if field.type == "file"}
    return {key: _how_many(answer) if key in asked else answer for key, answer in answers.items()}


def _how_many(files: list[Any]) -> str:
    return ngettext("%(count)s file", "%(count)s files", len(files)) % {"count": len(files)}


def _origin(file: CaseFile) -> Origin:
    try:
        return file.origin
    except CannotDecrypt:
        return NOTHING


def _windows(case: Case, origins: list[Origin]) -> dict[str, IntakeWindow]:
    codes = {origin.window for origin in origins if origin.window}
    if not codes:
        return {}
    found = IntakeWindow.objects.filter(body_id=case.body_id, code__in=codes)
    return {window.code: window for window in found}
