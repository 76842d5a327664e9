"""Who edits an entry of the disclosure log: editors, and whoever answers the requests."""

from wagtail_disclosure.review.unit_permissions import UnitPagePermissionTester

ANSWERS = "wagtail_disclosure_cases.change_case"


class LogEntryPermissionTester(UnitPagePermissionTester):
    """Officers finish what they wrote down without a right on pages.

    A right on the log would let them find the drafts of other units in every list of the admin.
    """

    def can_edit(self) -> bool:
        if super().can_edit():
            return True
        return self.units is not None and not self.is_of_others and self.user.has_perm(ANSWERS)

    def can_copy(self) -> bool:
        """Never: of a copy nobody knows whose request it was, so nothing would keep that out."""
        return False
