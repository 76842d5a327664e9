"""What a clerk says of how a request came in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.exceptions import CaseRefused
from wagtail_disclosure.cases.registration.registering import Arrival, ReasonMissing, TooLate
from wagtail_disclosure.cases.request_forms.fields import LineField, PastDateField
from wagtail_disclosure.core.calendars.problems import in_words
from wagtail_disclosure.core.models import Channel, IntakeWindow, ReceiptRule
from wagtail_disclosure.rules.calendars import CalendarError
from wagtail_disclosure.rules.receipt import (
    ASKED,
    BeforeArrival,
    Days,
    NotAsked,
    NotYet,
    ReceiptError,
    ReceivedWith,
)

MOST_PAPERS = 9999
RECEIPT_PROBLEMS = {
    NotYet: _("This day has not come yet."),
    BeforeArrival: _("Not before the day on which it was handed in or arrived."),
    NotAsked: _("Leave this empty for this window."),
}


def asked_at(windows: list[IntakeWindow]) -> dict[int, tuple[str, ...]]:
    """Which days besides the arrival each window asks for, by the law of its channel."""
    laws = {window.body.law_id for window in windows}
    rules = {
        (rule.law_id, rule.channel): ReceivedWith(rule.received_with)
        for rule in ReceiptRule.objects.filter(law_id__in=laws)
    }
    return {
        window.pk: ASKED[rules.get((window.body.law_id, window.channel), ReceivedWith.SUBMISSION)]
        for window in windows
    }


class WindowSelect(forms.Select):
    """Tells the page, option by option, which days it asks for."""

    asked: dict[int, tuple[str, ...]]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if key := getattr(value, "value", value):
            option["attrs"]["data-asks"] = " ".join(self.asked.get(int(key), ()))
        return option


class WindowField(forms.ModelChoiceField):
    def label_from_instance(self, obj: IntakeWindow) -> str:
        return f"{obj} · {Channel(obj.channel).label}"


class ArrivalForm(forms.Form):
    """Window, days, oral or not, papers; its names keep clear of those of the public form."""

    prefix = "arrival"

    window = WindowField(label=_("Window"), queryset=None, empty_label=None, widget=WindowSelect)
    is_oral = forms.BooleanField(
        label=_("Asked orally"),
        required=False,
        help_text=_("You took it down; read it back to the applicant."),
    )
    paper_count = forms.IntegerField(
        label=_("Papers received"),
        min_value=0,
        max_value=MOST_PAPERS,
        initial=0,
        help_text=_("Sheets that stay with us. Where they are is kept until the unit has them."),
    )

    def __init__(self, *args: Any, windows: list[IntakeWindow], today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.windows = windows
        self.fields["window"].queryset = IntakeWindow.objects.filter(
            pk__in=[window.pk for window in windows]
        ).select_related("body__law", "body__calendar")
        asked = asked_at(windows)
        self.fields["window"].widget.asked = asked
        self.initial.setdefault("window", windows[0].pk)
        self._add_days(today, {name for names in asked.values() for name in names})

    def _add_days(self, today: date, asked: set[str]) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "data-today": today.isoformat()})
        self.fields["arrived_on"] = PastDateField(
            label=_("Handed in or arrived on"), today=today, initial=today, widget=widget
        )
        if "signed_on" in asked:
            self.fields["signed_on"] = PastDateField(
                label=_("Signed for on"),
                today=today,
                required=False,
                help_text=_("Letters only. Empty: nobody had to sign, as with plain mail."),
            )
        if "confirmed_on" in asked:
            self.fields["confirmed_on"] = PastDateField(
                label=_("Confirmed with the applicant on"),
                today=today,
                required=False,
                help_text=_("Empty: the office confirms it later, and the time to answer starts."),
            )
        self.fields["reason"] = LineField(
            label=_("Why it is registered only now"),
            required=False,
            max_length=500,
            help_text=_(
                "Where it was received before today. Kept for good: don't write who applied."
            ),
        )
        days = ("arrived_on", "signed_on", "confirmed_on", "reason")
        self.order_fields(["window", *days, "is_oral", "paper_count"])

    def rest(self) -> list[forms.BoundField]:
        """What is asked after the request itself."""
        return [self[name] for name in self.fields if name != "window"]

    def arrival(self) -> Arrival:
        data = self.cleaned_data
        days = Days(data["arrived_on"], data.get("signed_on"), data.get("confirmed_on"))
        return Arrival(days, data["is_oral"], data["paper_count"], data["reason"])

    def refuse(self, refusal: Exception) -> None:
        """Show beside the field why the registration was refused."""
        match refusal:
            case ReceiptError():
                self.add_error(self._shown(refusal.field), RECEIPT_PROBLEMS[type(refusal)])
            case CalendarError():
                self.add_error("arrived_on", in_words(refusal))
            case ReasonMissing():
                self.add_error("reason", str(refusal))
            case TooLate():
                self.add_error("arrived_on", str(refusal))
            case CaseRefused():
                self.add_error(None, str(refusal))

    def _shown(self, field: str) -> str:
        return field if field in self.fields else "arrived_on"
