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
        if self.units is None or not self.user.has_perm(ANSWERS):
            return False
        # Of a restricted case it is the office's, and still of whoever wrote it down.
        is_own = self.page.responsible_unit_id is None and self.page.owner_id == self.user.pk
        return is_own or not self.is_of_others

    def can_copy(self) -> bool:
        """Never: of a copy nobody knows whose request it was, so nothing would keep that out."""
        return False
