"""The clerk's screens: registering, the receipt, and what they registered today."""

from datetime import datetime, time, timedelta
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_disclosure.cases.clock.computing import awaits_notice, today
from wagtail_disclosure.cases.exceptions import CaseRefused, FormUsedAlready
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.intake.submitting import Receipt
from wagtail_disclosure.cases.models import Registration
from wagtail_disclosure.cases.registration.asking import (
    DeskFormBase,
    desk_definition,
    desk_form_class,
    desk_forms,
    form_in,
)
from wagtail_disclosure.cases.registration.clerks import policy
from wagtail_disclosure.cases.registration.forms import ArrivalForm
from wagtail_disclosure.cases.registration.registering import register
from wagtail_disclosure.cases.request_forms.file_fields import ask_for_files_again
from wagtail_disclosure.cases.status.address import status_url
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import IntakeWindow
from wagtail_disclosure.rules.calendars import CalendarError
from wagtail_disclosure.rules.receipt import ReceiptError

FOLDER = "wagtail_disclosure_cases/admin/registration"


class DeskView(WagtailAdminTemplateMixin, View):
    """A screen for whoever registers at some window; nothing that it shows is kept by a cache."""

    header_icon = "edit"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.windows = windows_of(request.user)
        if not self.windows:
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


@method_decorator(sensitive_post_parameters(), name="dispatch")
class RegisterView(DeskView):
    """One screen in the order of speech; a valid one is answered with the receipt."""

    page_title = gettext_lazy("Register a request")
    template_name = f"{FOLDER}/register.html"
    receipt_template = f"{FOLDER}/receipt.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.offered = desk_forms()
        self.shown = form_in(request.GET.get("language", ""), self.offered)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.shown is None:
            return self._show(None, None)
        token = {"submission_token": secrets.new_token()}
        return self._show(self._arrival_form(), self._form_class()(initial=token))

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.shown is None:
            return self.get(request)
        arrival = self._arrival_form(request.POST)
        form = self._form_class()(request.POST, request.FILES)
        if receipt := self._register(arrival, form):
            return self._show_receipt(receipt)
        ask_for_files_again(form)
        return self._show(arrival, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def _arrival_form(self, data: Any = None) -> ArrivalForm:
        return ArrivalForm(data, windows=self.windows, today=today())

    def _form_class(self) -> type[DeskFormBase]:
        return desk_form_class(self.shown.definition)

    def _register(self, arrival: ArrivalForm, form: DeskFormBase) -> Receipt | None:
        """The receipt, else None with the reasons in the forms' errors."""
        token = form.data.get("submission_token", "")
        if not secrets.is_token(token):
            form.renew_token(secrets.new_token())
            form.add_error(None, _("This page was open for more than a day. Check it once more."))
        # Both, so that all errors show at once.
        if not (form.is_valid() & arrival.is_valid()):
            return None
        try:
            return register(
                window=arrival.cleaned_data["window"],
                definition=desk_definition(self.shown.definition),
                answers=form.answers(),
                token=token,
                arrival=arrival.arrival(),
                by=self.request.user,
                at=timezone.now(),
                files=form.uploads(),
            )
        except (CaseRefused, ReceiptError, CalendarError) as refusal:
            arrival.refuse(refusal)
            if isinstance(refusal, FormUsedAlready):
                form.renew_token(secrets.new_token())
        return None

    def _show(self, arrival: Any, form: Any, *, status: int = HTTPStatus.OK) -> HttpResponse:
        if form is not None:
            _focus_first(arrival, form)
        context = self.get_context_data(
            arrival=arrival,
            form=form,
            disclosure_form=self.shown,
            languages=language_links(self.offered, self.shown),
            has_errors=status != HTTPStatus.OK,
            clerk=Actor.of(self.request.user).name,
            today=today(),
        )
        return self.render_to_response(context, status=status)

    def _show_receipt(self, receipt: Receipt) -> HttpResponse:
        self.template_name = self.receipt_template
        self.page_title = _("Receipt")
        context = receipt_context(receipt.case.registration, secret=receipt.secret)
        return self.render_to_response(self.get_context_data(**context))


def _focus_first(arrival: ArrivalForm, form: DeskFormBase) -> None:
    """The cursor waits where there is something to do: what is wrong, else what is asked first."""
    files = [*form.asked_files(), form.scans()]
    fields = [arrival["window"], *form.spoken(), *arrival.rest(), *files]
    wrong = [field for field in fields if field.form.is_bound and field.errors]
    one_window = len(arrival.windows) == 1
    first = wrong[0] if wrong else fields[1 if one_window and len(fields) > 1 else 0]
    first.field.widget.attrs["autofocus"] = True


class TodayView(DeskView):
    """What the clerk registered today: numbers, no content."""

    page_title = gettext_lazy("Registered today")
    template_name = f"{FOLDER}/today.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = registered_today(request.user).select_related("case__window")
        return self.render_to_response(self.get_context_data(rows=rows))


class ReceiptView(DeskView):
    """The receipt once more on the day of registration, without the secret."""

    page_title = gettext_lazy("Receipt")
    template_name = f"{FOLDER}/receipt.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        # The same 404 for somebody else's, for yesterday's and for one that does not exist.
        own = registered_today(request.user).select_related("case__window", "case__law")
        registration = get_object_or_404(own, case_id=pk)
        return self.render_to_response(self.get_context_data(**receipt_context(registration)))


def windows_of(user: Any) -> list[IntakeWindow]:
    """Where ``user`` registers; first where they sit, and counters before what only sends."""
    windows = policy.instances_user_has_any_permission_for(user, ["register"])
    own = set(user.clerk_at.values_list("window_id", flat=True))
    found = windows.select_related("body__law", "body__calendar")
    return sorted(found, key=lambda window: (window.pk not in own, _place(window), window.code))


def _place(window: IntakeWindow) -> tuple[bool, int]:
    channel = IntakeWindow.Channel(window.channel)
    return not channel.is_visited, IntakeWindow.Channel.values.index(channel)


def registered_today(user: Any) -> QuerySet[Registration]:
    """What ``user`` registered since midnight where the agency is, newest first."""
    midnight = datetime.combine(today(), time.min, tzinfo=conf.time_zone())
    rows = Registration.objects.filter(registered_by_id=user.pk, registered_at__gte=midnight)
    return rows.filter(registered_at__lt=midnight + timedelta(days=1)).order_by("-registered_at")


def language_links(offered: Any, shown: Any) -> list[dict[str, Any]]:
    """The languages in which the form can be asked; nothing where there is one."""
    if len(offered) < 2:
        return []
    return [
        {
            "name": form.locale.get_display_name(),
            "code": code,
            "is_current": form == shown,
        }
        for code, form in offered.items()
    ]


def receipt_context(registration: Registration, *, secret: str = "") -> dict[str, Any]:
    case = registration.case
    return {
        "case": case,
        "registration": registration,
        "secret": secret,
        "language": case.language,
        "awaits_notice": awaits_notice(case),
        "status_url": status_url(case.language),
    }
