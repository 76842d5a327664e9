"""Papers in the admin: the list of those that wait, and the next step of one case's."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.models import Case, CustodyEvent
from wagtail_disclosure.cases.registration import custody
from wagtail_disclosure.cases.registration.clerks import offices_of, policy
from wagtail_disclosure.cases.request_forms.fields import LineField, PastDateField
from wagtail_disclosure.core.models import IntakeWindow, Unit

FOLDER = "wagtail_disclosure_cases/admin/registration"
UNIT, WINDOW = "unit", "window"


class StepForm(forms.Form):
    """When, a note, and where to unless the papers have just arrived."""

    to = forms.ChoiceField(label=gettext_lazy("To"))
    note = LineField(
        label=gettext_lazy("Note"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as by whom they are carried. Don't write who applied."),
    )

    def __init__(self, *args: Any, event: CustodyEvent, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"] = PastDateField(label=_("Day"), today=today(), initial=today())
        self.order_fields(["to", "on", "note"])
        self.places = places_besides(event)
        if event.kind == CustodyEvent.Kind.SENT:
            del self.fields["to"]
        else:
            names = [(key, str(place)) for key, place in self.places.items()]
            self.fields["to"].choices = names

    @property
    def to_place(self) -> Any:
        return self.places[self.cleaned_data["to"]]


def places_besides(event: CustodyEvent) -> dict[str, Any]:
    """Where papers can go: the disclosure office first, then other units and windows."""
    body = event.case.body
    units = sorted(body.units.all(), key=lambda unit: (unit.pk != body.office_id, unit.code))
    windows = [window for window in body.windows.filter(is_active=True) if _takes_papers(window)]
    places: dict[str, Unit | IntakeWindow] = {f"{UNIT}-{unit.pk}": unit for unit in units}
    places |= {f"{WINDOW}-{window.pk}": window for window in windows}
    return {key: place for key, place in places.items() if place != event.place}


def _takes_papers(window: IntakeWindow) -> bool:
    return IntakeWindow.Channel(window.channel).is_visited


class PapersView(WagtailAdminTemplateMixin, View):
    """Papers that wait at the desks of a person; for the office, all, with who is late."""

    page_title = gettext_lazy("Papers")
    header_icon = "doc-full"
    template_name = f"{FOLDER}/papers.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not handles_papers(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [(reverse("disclosure_register:papers"), _("Papers")), *self.further_items()]
        crumbs = [{"url": url, "label": label} for url, label in items]
        return [*self.breadcrumbs_items, *crumbs[:-1], {**crumbs[-1], "url": ""}]

    def further_items(self) -> list[tuple[str, str]]:
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = custody.waiting_papers(custody.waiting_for(request.user), on=today())
        late = sum(1 for row in rows if row.is_late)
        return self.render_to_response(self.get_context_data(rows=rows, late=late))


class PapersOfView(PapersView):
    """The way of one case's papers so far, and its next step."""

    template_name = f"{FOLDER}/papers_of.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The same 404 for papers that others have as for a case that does not exist.
        waiting = custody.waiting_for(request.user).select_related("case__body", "window", "unit")
        self.event = get_object_or_404(waiting, case_id=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def further_items(self) -> list[tuple[str, str]]:
        return [("", self.event.case.number)]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(StepForm(event=self.event))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = StepForm(request.POST, event=self.event)
        if not form.is_valid():
            return self._show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        told = {"on": form.cleaned_data["on"], "note": form.cleaned_data["note"]}
        case = self.event.case
        try:
            if self.event.kind == CustodyEvent.Kind.SENT:
                custody.acknowledge(case, by=request.user, **told)
            else:
                custody.hand_over(case, to=form.to_place, by=request.user, **told)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
            return self._show(form, status=HTTPStatus.CONFLICT)
        messages.success(request, _("Recorded for %(number)s.") % {"number": case.number})
        return redirect("disclosure_register:papers")

    def _show(self, form: StepForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            case=self.event.case,
            papers=custody.papers_of(self.event, on=today()),
            custody=custody_of(self.event.case),
        )
        return self.render_to_response(context, status=status)


def custody_of(case: Case) -> list[CustodyEvent]:
    """The way of the papers of ``case`` so far, for ``registration/custody.html``."""
    return list(case.custodyevents.select_related("window", "unit"))


def handles_papers(user: Any) -> bool:
    """Whether papers can be at a window or unit of this person."""
    windows = policy.instances_user_has_any_permission_for(user, ["register"])
    if not user.is_active:
        return False
    return windows.exists() or custody.units_of(user).exists() or offices_of(user).exists()
