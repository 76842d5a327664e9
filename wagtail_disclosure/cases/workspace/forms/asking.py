"""Forms for what is asked of applicants, third parties, other agencies and units."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from wagtail_disclosure.cases.models import Case, Consultation, Extension, FeeNotice, UnitTask
from wagtail_disclosure.cases.workspace.forms.base import (
    ActionForm,
    LongTextField,
    OnDayForm,
    WorkingDaysField,
)
from wagtail_disclosure.cases.workspace.sealed import read
from wagtail_disclosure.core.models import TimeLimit, Unit


class RequestCorrectionForm(OnDayForm):
    question = LongTextField(
        label=_("What is unclear or missing"),
        help_text=_("Everything at once: the law lets you ask a single time. Stored sealed."),
    )
    working_days = WorkingDaysField(initial=15)


class RecordCorrectionForm(OnDayForm):
    answer = LongTextField(label=_("What the applicant wrote"), help_text=_("Stored sealed."))


class ConsultForm(OnDayForm):
    kind = forms.ChoiceField(label=_("Whom"), choices=Consultation.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("Stored sealed."))
    address = LongTextField(label=_("Address"), required=False, rows=2)
    information = LongTextField(
        label=_("The information in question"),
        help_text=_("What they are asked about; don't say who applied. Stored sealed."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].help_text = _("The day on which they got the question.")


class ConsultationField(forms.ModelChoiceField):
    """Consultations by whom they are of."""

    def label_from_instance(self, obj: Consultation) -> str:
        return f"{obj.get_kind_display()} · {read(obj, 'party_name')}"


class EndConsultationForm(OnDayForm):
    consultation = ConsultationField(
        label=_("Whose opinion"), queryset=Consultation.objects.none(), empty_label=None
    )
    response = forms.ChoiceField(label=_("Response"), choices=Consultation.Response.choices)
    text = LongTextField(label=_("In their words"), required=False, help_text=_("Stored sealed."))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["consultation"].queryset = self.case.consultations.filter(ended_on__isnull=True)


class AskReasonsForm(ActionForm):
    reply_by = forms.DateField(label=_("Last day to reply"), widget=AdminDateInput)


class InformObjectorForm(ActionForm):
    consultation = ConsultationField(
        label=_("Who objected"), queryset=Consultation.objects.none(), empty_label=None
    )
    information = LongTextField(
        label=_("What is disclosed all the same"),
        help_text=_("In the letter; don't say who applied."),
    )
    reasons = LongTextField(label=_("Why"), help_text=_("In the letter; don't say who applied."))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["consultation"].queryset = self.case.consultations.objections()


class ProposeExtensionForm(ActionForm):
    amount = forms.IntegerField(label=_("By how much"), min_value=1)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        limit = TimeLimit.objects.filter(law_id=self.case.law_id, code="answer").first()
        if limit:
            said = _("At most %(longest)s (%(unit)s, %(citation)s).")
            self.fields["amount"].help_text = said % {
                "longest": limit.extension,
                "unit": limit.get_unit_display(),
                "citation": limit.citation,
            }

    @staticmethod
    def initial_values(case: Case, today: date) -> dict[str, Any]:
        limit = TimeLimit.objects.filter(law_id=case.law_id, code="answer").first()
        return {"amount": limit.extension if limit else None}


class DecideExtensionForm(ActionForm):
    def about(self) -> str:
        proposed = self.case.extensions.filter(state=Extension.State.PROPOSED).first()
        limit = TimeLimit.objects.filter(law_id=self.case.law_id, code="answer").first()
        if proposed is None or limit is None:
            return ""
        return _("%(name)s proposes %(amount)s more (%(unit)s): %(reason)s") % {
            "name": proposed.proposed_by_name,
            "amount": proposed.amount,
            "unit": limit.get_unit_display(),
            "reason": proposed.reason,
        }


class ChargeForm(OnDayForm):
    basis = forms.ChoiceField(label=_("Counted"), choices=FeeNotice.Basis.choices)
    count = forms.IntegerField(label=_("Number"), min_value=1, max_value=1_000_000)
    how_to_pay = LongTextField(
        label=_("How to pay"),
        rows=2,
        help_text=_("The applicant reads this, such as account and reference."),
    )


class GiveTaskForm(ActionForm):
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    text = LongTextField(label=_("What to do"), max_length=2000)
    working_days = WorkingDaysField(initial=5)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(body_id=self.case.body_id).order_by("code")
        self.fields["unit"].queryset = units


class FinishTaskForm(forms.Form):
    """For people of the unit that has the task, who need not see the case."""

    result = LongTextField(label=pgettext_lazy("of a question", "Result"), required=False)

    def __init__(self, *args: Any, task: UnitTask, **kwargs: Any):
        self.task = task
        super().__init__(*args, **kwargs)


class NoteForm(forms.Form):
    text = LongTextField(label=_("Note"), help_text=_("Stored sealed."))
