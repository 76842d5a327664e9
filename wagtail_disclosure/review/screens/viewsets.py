from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.admin import MENU_HOOK, ROOMY, ListingView, WithoutEditor
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.review.content.presentation import rows_of_clearance
from wagtail_disclosure.review.hints.wording import KINDS
from wagtail_disclosure.review.models import Clearance, Delegation, ReviewProfile, ReviewTaskState
from wagtail_disclosure.review.models.profiles import MOST_TIERS
from wagtail_disclosure.review.permissions import delegation_policy
from wagtail_disclosure.review.roles import Role
from wagtail_disclosure.review.screens.forms import DelegationForm, ReviewProfileForm
from wagtail_disclosure.review.screens.withdrawal_buttons import for_clearance


class ReviewProfileViewSet(ModelViewSet):
    """Who reviews what: tiers per unit."""

    model = ReviewProfile
    name = "disclosure_reviewprofile"
    url_prefix = "disclosure/review-profiles"
    icon = "tasks"
    menu_order = 800
    menu_hook = MENU_HOOK
    copy_view_enabled = False
    index_view_class = ListingView
    list_display = [
        "name",
        "body",
        BooleanColumn("is_default", label=capfirst(_("default")), sort_key="is_default"),
    ]

    @cached_property
    def edit_handler(self) -> ObjectList:
        return ObjectList(
            [
                FieldPanel("body"),
                FieldPanel("name"),
                FieldPanel("is_default"),
                FieldPanel("is_for_answers"),
                FieldPanel("units"),
                InlinePanel(
                    "tiers", [FieldPanel("role")], heading=_("Tiers"), min_num=1, max_num=MOST_TIERS
                ),
            ],
            base_form_class=ReviewProfileForm,
        )


class DelegationIndexView(ListingView):
    """Who stands in for whom, newest first."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "principal",
                label=_("Who is away"),
                accessor=lambda row: Actor.of(row.principal).name,
                get_url=self.get_edit_url,
            ),
            Column("deputy", label=_("Deputy"), accessor=lambda row: Actor.of(row.deputy).name),
            Column(
                "first_day",
                label=_("First day"),
                accessor=lambda row: written_day(row.first_day),
                sort_key="first_day",
            ),
            Column(
                "last_day",
                label=_("Last day"),
                accessor=lambda row: written_day(row.last_day),
                sort_key="last_day",
            ),
            Column("reason", label=_("Reason")),
        ]

    def get_base_queryset(self) -> QuerySet[Delegation]:
        own = delegation_policy.instances_user_has_any_permission_for(
            self.request.user, ["view", "change"]
        )
        return own.select_related("principal", "deputy")


class OwnDelegationMixin:
    """Wagtail asks its views for the right as such; this one asks about the very delegation."""

    def get_object(self, *args: Any, **kwargs: Any) -> Delegation:
        delegation = super().get_object(*args, **kwargs)
        if not delegation_policy.user_has_permission_for_instance(
            self.request.user, "change", delegation
        ):
            raise PermissionDenied
        return delegation


class DelegationEditView(OwnDelegationMixin, generic.EditView):
    """Change or end the time of a deputy."""


class DelegationDeleteView(OwnDelegationMixin, generic.DeleteView):
    """Take a deputy back; the history keeps that there was one."""


class DelegationHistoryView(OwnDelegationMixin, generic.HistoryView):
    """Who changed the time of a deputy."""


class DelegationUsageView(OwnDelegationMixin, generic.UsageView):
    """What refers to it, which nothing does."""


class DelegationViewSet(ModelViewSet):
    """Deputies: who decides in whose place, and when."""

    model = Delegation
    name = "disclosure_delegation"
    url_prefix = "disclosure/deputies"
    menu_label = _("Deputies")
    icon = "user"
    menu_order = 750
    menu_hook = MENU_HOOK
    copy_view_enabled = False
    index_results_template_name = "wagtail_disclosure_review/deputies_results.html"
    index_view_class = DelegationIndexView
    edit_view_class = DelegationEditView
    delete_view_class = DelegationDeleteView
    history_view_class = DelegationHistoryView
    usage_view_class = DelegationUsageView
    if WAGTAIL_VERSION < (8, 0):
        # Later ones ask Wagtail's registry of policies.
        permission_policy = delegation_policy

    def get_form_class(self, for_update: bool = False) -> type[DelegationForm]:
        return DelegationForm


class ClearanceIndexView(ListingView):
    """Every decision, newest first; nothing to add and nothing to change."""

    default_ordering = "-pk"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Content"), get_url=lambda row: self.get_inspect_url(row)),
            Column(
                "language_code",
                label=_("Language"),
                accessor=lambda row: conf.language_name(row.language_code),
                sort_key="language_code",
                classname="disclosure-nowrap",
            ),
            Column(
                "get_decision_display",
                label=_("Decision"),
                sort_key="decision",
                classname="disclosure-nowrap",
            ),
            Column("get_kind_display", label=_("Kind"), sort_key="kind", classname=ROOMY),
            Column("proposed_by_name", label=_("Proposed by"), classname=ROOMY),
            Column("decided_by_name", label=_("Decided by"), classname=ROOMY),
            DateColumn("decided_at", label=_("Decided at"), sort_key="decided_at"),
        ]


class ClearanceInspectView(generic.InspectView):
    """One decision with all its steps and the content as it was cleared."""

    template_name = "wagtail_disclosure_review/clearance.html"
    page_title = Clearance._meta.verbose_name

    def get_page_title(self) -> str:
        return capfirst(str(self.page_title))

    def get_page_subtitle(self) -> str:
        return self.object.title

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return list(for_clearance(self.object, self.request.user))

    def get_language_code_display_value(self) -> str:
        return conf.language_name(self.object.language_code)

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
        decision = ReviewTaskState.Decision(step.get("decision") or "confirmed").label
        return {
            **step,
            "role": Role(step["role"]).label,
            "decision": decision,
            "decided_at": moment,
            "waived_hints": waived,
        }


class ClearanceViewSet(WithoutEditor, ModelViewSet):
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
    search_fields = [
        "content__fields__title",
        "decided_by_name",
        "proposed_by_name",
        "fingerprint",
    ]
    exclude_form_fields: tuple[str, ...] = ()
