"""What guarded types show in their editor."""

from typing import Any

from wagtail.admin.panels import Panel

from wagtail_disclosure.review.screens.status import status_of


class ReviewStatusPanel(Panel):
    """Where the object stands in the review and who is next; put it first."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_disclosure_review/status_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "status": status_of(self.instance)}
