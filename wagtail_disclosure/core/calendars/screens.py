"""Changes of calendars in the Wagtail admin: propose, see what moves, approve."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from wagtail_disclosure.core.admin import ListingView, MasterDataViewSet, WithoutEditor
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendars import changing
from wagtail_disclosure.core.calendars.forms import CalendarChangeForm
from wagtail_disclosure.core.calendars.previewing import known_preview, preview_task
from wagtail_disclosure.core.calendars.problems import in_words
from wagtail_disclosure.core.explanations import DAY_REASONS
from wagtail_disclosure.core.models import CalendarChange
from wagtail_disclosure.core.recomputing import running
from wagtail_disclosure.core.recomputing.problems import in_all_words
from wagtail_disclosure.rules.calendars import CalendarError, DayReason


class ProposeView(generic.CreateView):
    """Days, the notice that says so, and nothing moves yet."""

    page_title = _("Propose a change")
    submit_button_label = _("See what moves")
    submit_button_active_label = _("Looking…")
    success_message = None

    def is_valid(self, form: CalendarChangeForm) -> bool:
        if not super().is_valid(form):
            return False
        try:
            self.proposed = changing.propose(
                form.cleaned_data["calendar"],
                form.days(),
                source=form.cleaned_data["source"],
                official_through=form.cleaned_data["official_through"],
                by=Actor.of(self.request.user),
            )
        except ValidationError as error:
            form.add_error(None, error)
            self.produced_error_message = self.get_error_message()
            return False
        return True

    def save_instance(self) -> CalendarChange:
        return self.proposed

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_success_url(self) -> str:
        return reverse("disclosure_calendarchange:inspect", args=[self.object.pk])


class ChangeIndexView(ListingView):
    """Who changed which calendar, newest first."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("source", label=_("Source"), get_url=self.get_inspect_url),
            Column("calendar", label=_("Calendar")),
            Column("state", label=_("State"), accessor="get_state_display"),
            Column("proposed_by_name", label=_("Proposed by"), classname="disclosure-roomy"),
            DateColumn("proposed_at", label=_("Proposed at"), classname="disclosure-roomy"),
        ]


class ChangeView(generic.InspectView):
    """What the change says, which due dates it moves, and the decision."""

    template_name = "wagtail_disclosure/admin/calendar_change.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        change: CalendarChange = self.object
        is_proposed = change.state == CalendarChange.State.PROPOSED
        return super().get_context_data(
            change=change,
            days=_days(change),
            preview=known_preview(change) if is_proposed else None,
            problem=_problem(change) if is_proposed else "",
            is_proposed=is_proposed,
            problems=in_all_words(change.problems),
            may_decide=self.permission_policy.user_has_permission(self.request.user, "change"),
            **kwargs,
        )


class CalendarChangeViewSet(WithoutEditor, MasterDataViewSet):
    """The one way in which a calendar changes."""

    model = CalendarChange
    icon = "calendar-check"
    add_view_class = ProposeView
    index_view_class = ChangeIndexView
    inspect_view_class = ChangeView
    inspect_view_enabled = True
    list_filter = ["calendar", "state"]
    absent_views = ("edit", "delete", "history", "usage")

    def get_form_class(self, for_update: bool = False) -> type[CalendarChangeForm]:
        return CalendarChangeForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("new/", self.add_view, name="add"),
            *(
                path(f"<int:pk>/{name}/", self.decision_view(verb), name=name)
                for name, verb in VERBS.items()
            ),
        ]

    def decision_view(self, verb: Callable[[CalendarChange, Any], None]) -> Callable[..., Any]:
        """Does ``verb`` and goes back to the change, with the reason where that was refused."""

        @require_POST
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            if not self.permission_policy.user_has_permission(request.user, "change"):
                raise PermissionDenied
            try:
                verb(get_object_or_404(CalendarChange, pk=pk), request.user)
            except ValidationError as error:
                for message in error.messages:
                    messages.error(request, message)
            return redirect("disclosure_calendarchange:inspect", pk)

        return view


def _approve(change: CalendarChange, user: Any) -> None:
    changing.approve(change, by=Actor.of(user))


def _withdraw(change: CalendarChange, user: Any) -> None:
    changing.withdraw(change, by=Actor.of(user))


def _count(change: CalendarChange, user: Any) -> None:
    preview_task.enqueue(change.pk)


def _go_on(change: CalendarChange, user: Any) -> None:
    running.go_on(change)


VERBS = {"approve": _approve, "withdraw": _withdraw, "count": _count, "go_on": _go_on}


def _problem(change: CalendarChange) -> str:
    """Why the change can't be approved as the calendar is now."""
    try:
        change.as_rules()
    except CalendarError as error:
        return in_words(error)
    return ""


def _days(change: CalendarChange) -> list[dict[str, Any]]:
    """Each day with what it is and what it becomes; only what it becomes once it is decided."""
    calendar = change.calendar.as_rules()
    is_proposed = change.state == CalendarChange.State.PROPOSED
    rows = []
    for one in change.day_changes:
        after = DayReason(one.kind, one.name) if one.kind else None
        rows.append(
            {
                "day": one.day,
                "before": _in_words(_known(calendar, one.day)) if is_proposed else "",
                "after": _in_words(after) if after else _("Ordinary day"),
            }
        )
    return rows


def _known(calendar: Any, day: date) -> DayReason | None:
    try:
        return calendar.reason(day)
    except CalendarError:
        return None


def _in_words(reason: DayReason | None) -> str:
    if reason is None:
        return ""
    words = str(DAY_REASONS[reason.code])
    return f"{words} ({reason.source})" if reason.source else words
