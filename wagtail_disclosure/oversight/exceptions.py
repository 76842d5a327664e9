"""What the oversight refuses, in words for the person who tried."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class ReportRefused(Exception):
    """Nothing was changed; the message says why and what to do."""


class ReportIsFinal(ReportRefused):
    """A final report never changes."""

    def __init__(self, report: Any) -> None:
        message = _("%(report)s is final and never changes. Replace it by a new version.")
        super().__init__(message % {"report": report})


class YearIsNotOver(ReportRefused):
    """The numbers of a year that goes on are not its numbers yet."""

    def __init__(self, year: int) -> None:
        super().__init__(_("%(year)s is not over yet; its numbers still change.") % {"year": year})


class DoesNotAddUp(ReportRefused):
    """The tables contradict themselves."""

    def __init__(self) -> None:
        super().__init__(_("The tables do not add up. See what is said above them."))


class NothingToReport(ReportRefused):
    """No installed part counts anything."""

    def __init__(self) -> None:
        super().__init__(_("No installed part of the software counts requests."))


class NotAllowed(PermissionDenied):
    """This person may not do this with annual reports."""
