from datetime import datetime
from typing import Any

from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from wagtail_disclosure.core.admin import MENU_HOOK
from wagtail_disclosure.review.forms import ReviewProfileForm
from wagtail_disclosure.review.hints.wording import KINDS
from wagtail_disclosure.review.models import Clearance, ReviewProfile
from wagtail_disclosure.review.models.profiles import MOST_TIERS
from wagtail_disclosure.review.presentation import rows_of_clearance
from wagtail_disclosure.review.roles import Role


class ReviewProfileViewSet(ModelViewSet):
    """Who reviews what: tiers per unit."""

    model = ReviewProfile
    name = "disclosure_reviewprofile"
    url_prefix = "disclosure/review-profiles"
    icon = "tasks"
    menu_order = 800
    menu_hook = MENU_HOOK
    copy_view_enabled = False
    list_display = ["name", "body", "is_default"]

    @cached_property
    def edit_handler(self) -> ObjectList:
        return ObjectList(
            [
                FieldPanel("body"),
                FieldPanel("name"),
                FieldPanel("is_default"),
                FieldPanel("units"),
                InlinePanel(
                    "tiers", [FieldPanel("role")], heading=_("Tiers"), min_num=1, max_num=MOST_TIERS
                ),
            ],
            base_form_class=ReviewProfileForm,
        )


class ClearanceIndexView(generic.IndexView):
    """Every decision, newest first; nothing to add and nothing to change."""

    default_ordering = "-pk"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Content"), get_url=lambda row: self.get_inspect_url(row)),
            Column("language_code", label=_("Language"), sort_key="language_code"),
            Column("get_decision_display", label=_("Decision"), sort_key="decision"),
            Column("get_kind_display", label=_("Kind"), sort_key="kind"),
            Column("proposed_by_name", label=_("Proposed by")),
            Column("decided_by_name", label=_("Decided by")),
            DateColumn("decided_at", label=_("Decided at"), sort_key="decided_at"),
        ]


class ClearanceInspectView(generic.InspectView):
    """One decision with all its steps and the content as it was cleared."""

    template_name = "wagtail_disclosure_review/clearance.html"

    def get_page_subtitle(self) -> str:
        return self.object.title

    def get_decided_at_display_value(self) -> datetime:
        return timezone.localtime(self.object.decided_at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            steps=[self._readable(step) for step in self.object.steps],
            content=rows_of_clearance(self.object),
            **kwargs,
        )

    def _readable(self, step: dict[str, Any]) -> dict[str, Any]:
        moment = datetime.fromisoformat(step["decided_at"])
        waived = [
            {**hint, "kind": KINDS[hint["kind"]].label if hint["kind"] in KINDS else hint["kind"]}
            for hint in step.get("waived_hints", ())
        ]
        return {
            **step,
            "role": Role(step["role"]).label,
            "decided_at": moment,
            "waived_hints": waived,
        }


class ClearanceViewSet(ModelViewSet):
    """The record of the review, to be read only."""

    model = Clearance
    name = "disclosure_clearance"
    url_prefix = "disclosure/clearances"
    icon = "check"
    menu_order = 700
    menu_hook = MENU_HOOK
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ClearanceIndexView
    inspect_view_class = ClearanceInspectView
    inspect_view_fields = [
        "decision",
        "kind",
        "reason",
        "language_code",
        "proposed_by_name",
        "decided_by_name",
        "decided_at",
        "fingerprint",
        "scheme",
    ]
    list_filter = ["decision", "kind", "language_code"]
    search_fields = ["decided_by_name", "proposed_by_name", "fingerprint"]
    exclude_form_fields: tuple[str, ...] = ()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = ("add", "edit", "delete", "history", "usage")
        absent = {f"{name}_url_name": None for name in names}
        return super().get_common_view_kwargs(**{**absent, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
        ]

    def on_register(self) -> None:
        # Without the parent's: it would link to editors that don't exist.
        self.register_menu_item()
        self.register_permissions()
