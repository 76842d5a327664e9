"""The shared nouns in the Wagtail admin: agency, units, people, windows, law, calendar."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from wagtail_disclosure.core import models
from wagtail_disclosure.core.admin import MENU_HOOK, MasterDataViewSet, WithoutEditor
from wagtail_disclosure.core.calendars.screens import CalendarChangeViewSet
from wagtail_disclosure.core.recomputing.screens import FollowedViewSet, RecomputationViewSet


class PublicBodyViewSet(FollowedViewSet):
    model = models.PublicBody
    icon = "home"
    list_display = ["name", "code", "law", "office"]
    search_fields = ["code"]
    form_fields = [
        "code",
        "name",
        "index_number_template",
        "law",
        "calendar",
        "office",
        "leader",
        "committee",
    ]


class UnitViewSet(MasterDataViewSet):
    model = models.Unit
    icon = "group"
    list_display = ["name", "code", "body", "head", "leader"]
    list_filter = ["body"]
    search_fields = ["code"]
    form_fields = ["body", "code", "name", "head", "leader", "phone"]


class InformationOfficerViewSet(MasterDataViewSet):
    model = models.InformationOfficer
    icon = "user"
    list_display = ["user", "unit"]
    list_filter = ["unit"]
    form_fields = ["unit", "user"]


class IntakeWindowViewSet(MasterDataViewSet):
    model = models.IntakeWindow
    icon = "login"
    list_display = [
        "name",
        "channel",
        "operator",
        BooleanColumn("is_active", label=capfirst(_("active")), sort_key="is_active"),
    ]
    list_filter = ["channel", "operator", "is_active"]
    panels = [
        FieldPanel("body"),
        FieldPanel("operator"),
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("channel"),
        FieldPanel("address"),
        FieldPanel("hours"),
        FieldPanel("phone"),
        FieldPanel("fax"),
        FieldPanel("email"),
        FieldPanel("accessibility"),
        FieldPanel("internal_note"),
        FieldPanel("is_active"),
        InlinePanel(
            "clerks",
            heading=_("Who registers here"),
            label=_("clerk"),
            help_text=_(
                "They register requests in the admin, see what they registered on the same day, "
                "and decide nothing."
            ),
            panels=[FieldPanel("user")],
        ),
    ]


class LawViewSet(MasterDataViewSet):
    model = models.Law
    icon = "clipboard-list"
    list_display = ["name", "code", "citation"]
    form_fields = ["code", "name", "citation", "clarification"]


class ConfirmedColumn(BooleanColumn):
    """Whether somebody compared the row with the primary text, in words."""

    cell_template_name = "wagtail_disclosure/admin/confirmed_column.html"


CONFIRMED = ConfirmedColumn("is_confirmed", label=_("Confirmed"), sort_key="is_confirmed")


class LawRowViewSet(MasterDataViewSet):
    list_display = ["name", "code", "law", "citation", CONFIRMED]
    list_filter = ["law", "is_confirmed"]
    search_fields = ["code", "citation"]
    shared_fields = ["law", "code", "name", "citation", "is_confirmed"]


class TimeLimitViewSet(FollowedViewSet, LawRowViewSet):
    model = models.TimeLimit
    icon = "time"
    list_display = ["name", "amount", "unit", "law", "citation", CONFIRMED]
    form_fields = [
        *LawRowViewSet.shared_fields,
        "amount",
        "unit",
        "anchor",
        "start_day_counts",
        "rolls",
        "extension",
        "extension_condition",
        "on_silence",
    ]


class ReceiptRuleViewSet(LawRowViewSet):
    model = models.ReceiptRule
    icon = "mail"
    form_fields = [*LawRowViewSet.shared_fields, "channel", "received_with"]


class PauseCauseViewSet(LawRowViewSet):
    model = models.PauseCause
    icon = "minus"
    form_fields = LawRowViewSet.shared_fields


class ExemptionViewSet(LawRowViewSet):
    model = models.Exemption
    icon = "lock"
    form_fields = [*LawRowViewSet.shared_fields, "kind"]


class DisclosureBasisViewSet(LawRowViewSet):
    model = models.DisclosureBasis
    icon = "view"
    form_fields = LawRowViewSet.shared_fields


class OutcomeViewSet(LawRowViewSet):
    model = models.Outcome
    icon = "tick"
    form_fields = [*LawRowViewSet.shared_fields, "kind", "report_row"]


class RemedyViewSet(LawRowViewSet):
    model = models.Remedy
    icon = "help"
    form_fields = [*LawRowViewSet.shared_fields, "outcome", "text", "from_on", "until_on"]


class WorkCalendarViewSet(FollowedViewSet):
    model = models.WorkCalendar
    icon = "calendar"
    list_display = ["name", "code", "first_day", "official_through"]
    # How far it is official, and its days, change by a CalendarChange only.
    form_fields = ["code", "name", "first_day"]


class CalendarDayViewSet(WithoutEditor, MasterDataViewSet):
    model = models.CalendarDay
    icon = "date"
    list_display = ["day", "name", "kind", "calendar", "source", "approved_by"]
    list_filter = ["calendar", "kind"]
    search_fields = ["name"]


class AgencyViewSetGroup(ViewSetGroup):
    """Everything that an agency says about itself and its law, in one place of the menu."""

    menu_label = _("Agency and law")
    menu_name = "disclosure-agency"
    menu_icon = "cogs"
    menu_order = 900
    menu_hook = MENU_HOOK
    items = (
        PublicBodyViewSet,
        UnitViewSet,
        InformationOfficerViewSet,
        IntakeWindowViewSet,
        LawViewSet,
        TimeLimitViewSet,
        ReceiptRuleViewSet,
        PauseCauseViewSet,
        ExemptionViewSet,
        DisclosureBasisViewSet,
        OutcomeViewSet,
        RemedyViewSet,
        WorkCalendarViewSet,
        CalendarDayViewSet,
        CalendarChangeViewSet,
        RecomputationViewSet,
    )
