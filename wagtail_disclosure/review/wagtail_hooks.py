"""What the review adds to the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from wagtail_disclosure.review.models.guarded import PUBLICATION_REFUSED
from wagtail_disclosure.review.models.rounds import ROUND_RESTARTED


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    actions.register_action(
        PUBLICATION_REFUSED,
        _("Keep as draft"),
        _("Kept as a draft: the secrecy review has not cleared this content"),
    )
    actions.register_action(
        ROUND_RESTARTED,
        _("Restart the review"),
        _("Edited during the review, so the first tier begins again"),
    )
