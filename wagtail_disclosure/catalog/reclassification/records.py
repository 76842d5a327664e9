"""What Wagtail's log says about a change of class; the reasons are in the record of the review."""

from typing import Any

from django.utils.translation import gettext_lazy as _

RESTRICTED = "wagtail_disclosure.restricted"
CLASS_CHANGED = "wagtail_disclosure.class_changed"
DECLASSIFIED = "wagtail_disclosure.declassified"
KEPT = "wagtail_disclosure.class_kept"


def register_log_actions(actions: Any) -> None:
    """For Wagtail's hook of this name."""
    actions.register_action(RESTRICTED, _("Restrict"), _("Moved to the register of exempt items"))
    actions.register_action(CLASS_CHANGED, _("Change the class"), _("Class changed"))
    actions.register_action(
        DECLASSIFIED, _("Declassify"), _("Drafted from an exempt item, for review")
    )
    actions.register_action(KEPT, _("Look at it again"), _("Looked at again: the class stays"))
