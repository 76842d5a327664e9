"""Retention rules in the admin, and what they reach next."""

from datetime import date, timedelta
from itertools import islice
from typing import Any, ClassVar

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from wagtail_disclosure.cases.models import RetentionRule
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.retention.due import Due, reached, rules_in_order
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.admin import MENU_HOOK, ROOMY, ListingView, MasterDataViewSet, Screen
from wagtail_disclosure.core.days import today, written_day

PERMISSION = "wagtail_disclosure_cases.view_retentionrule"
# What somebody can still look through before it is gone; the command names all of them.
# As far ahead at least as rules are written before they come into force.
DAYS_AHEAD = 30
MOST = 200


class RulesView(ListingView):
    """The rules, with a way to what they reach next."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "get_stage_display", label=_("What is destroyed"), get_url=self.get_edit_url
            ),
            Column("days", label=_("Days after the end"), sort_key="days"),
            Column(
                "in_force_from",
                label=pgettext_lazy("retention rule", "In force from"),
                accessor=from_when,
                sort_key="in_force_from",
            ),
            Column("law", label=_("Law"), classname=ROOMY),
            Column("body", label=_("Public body"), classname=ROOMY),
            Column("basis", label=_("Basis"), classname=ROOMY),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        upcoming = HeaderButton(
            _("What is destroyed next"),
            url=reverse("disclosure_retentionrule:upcoming"),
            icon_name="bin",
        )
        return [*super().header_buttons, upcoming]


def from_when(rule: RetentionRule) -> str:
    """The day from which it counts, and until then how many days do, where they differ."""
    day = written_day(rule.in_force_from)
    if rule.days_until_then is None or today() >= rule.in_force_from:
        return day
    told = {"day": day, "days": rule.days_until_then}
    return gettext("%(day)s; until then %(days)s days") % told


class InForcePanel(FieldPanel):
    """From when on a stored rule counts, beside its days; nobody types that."""

    def __init__(self, **kwargs: Any):
        super().__init__(**{"field_name": "in_force_from", "read_only": True, **kwargs})

    class BoundPanel(FieldPanel.BoundPanel):
        @cached_property
        def value_from_instance(self) -> str:
            return from_when(self.instance)

        def is_shown(self) -> bool:
            return not self.instance._state.adding and super().is_shown()


class AddView(generic.CreateView):
    """Says from when on counts what was written."""

    def get_success_message(self, instance: RetentionRule) -> str:
        return f"{super().get_success_message(instance)} {notice_of(instance, on=today())}".strip()


class ChangeView(generic.EditView):
    """Says from when on counts what was written."""

    def get_success_message(self) -> str:
        return f"{super().get_success_message()} {notice_of(self.object, on=today())}".strip()


def notice_of(rule: RetentionRule, *, on: date) -> str:
    """From when on ``rule`` counts and what counts until then; empty where it counts already."""
    if on >= rule.in_force_from:
        return ""
    told = {"day": written_day(rule.in_force_from), "days": rule.days}
    if rule.days_until_then is None:
        return gettext("In force from %(day)s; nothing is destroyed by it until then.") % told
    told["former"] = rule.days_until_then
    return gettext("In force from %(day)s: %(days)s days, and until then %(former)s.") % told


class UpcomingView(Screen, TemplateView):
    """What the rules reach within some weeks and what holds it up, to place a hold in time."""

    template_name = "wagtail_disclosure_cases/admin/upcoming_erasures.html"
    page_title = _("What is destroyed next")
    header_icon = "bin"

    def is_open_to(self, user: Any) -> bool:
        return user.has_perm(PERMISSION)

    def trail(self) -> list[tuple[str, Any]]:
        rules = reverse("disclosure_retentionrule:index")
        return [(rules, RetentionRule._meta.verbose_name_plural)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ahead = max(DAYS_AHEAD, conf.retention_notice_days())
        until = today() + timedelta(days=ahead)
        found = self._found(until)
        return super().get_context_data(
            until=until,
            most=MOST,
            is_cut=len(found) > MOST,
            found=found[:MOST],
            waiting=[
                (rule, notice)
                for rule in rules_in_order()
                if (notice := notice_of(rule, on=today()))
            ],
            **kwargs,
        )

    def _found(self, until: date) -> list[Due]:
        """At most one more than are shown; a right on rules opens no case, nor names one."""
        visible = policy.read_whole_by(self.request.user)
        return list(islice(reached(on=until, among=visible), MOST + 1))


class RetentionRuleViewSet(MasterDataViewSet):
    """What is kept for how long."""

    model = RetentionRule
    icon = "bin"
    menu_label = _("Retention")
    menu_name = "disclosure-retention"
    menu_order = 340
    menu_hook = MENU_HOOK
    add_to_admin_menu = False
    index_view_class = RulesView
    add_view_class = AddView
    edit_view_class = ChangeView
    panels: ClassVar[list[Panel]] = [
        FieldPanel("body"),
        FieldPanel("law"),
        FieldPanel("stage"),
        FieldRowPanel([FieldPanel("days"), InForcePanel()]),
        FieldPanel("basis"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        upcoming = path("upcoming/", UpcomingView.as_view(), name="upcoming")
        return [upcoming, *super().get_urlpatterns()]
