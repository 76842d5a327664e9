"""Several cases assigned to one officer at once: all of them, or none."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.exceptions import CaseRefused
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.admin import Screen
from wagtail_disclosure.core.models import InformationOfficer

# More than that nobody looks through; the next ones follow when these are assigned.
AT_ONCE = 50


class AssignSeveralForm(forms.Form):
    """Which cases, to whom, and why."""

    cases = forms.ModelMultipleChoiceField(
        label=_("Cases"),
        queryset=Case.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one case.")},
    )
    officer = forms.ModelChoiceField(label=_("Officer"), queryset=InformationOfficer.objects.none())
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text=_("Kept in the history for good. Don't write who applied."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        visible = policy.instances_user_has_any_permission_for(user, ["assign"])
        waiting = visible.unassigned().order_by("due_on", "pk")[:AT_ONCE]
        keys = list(waiting.values_list("pk", flat=True))
        cases = self.fields["cases"]
        # A foreign or taken key among those that are posted is no choice, and nothing is done.
        cases.queryset = Case.objects.filter(pk__in=keys).order_by("due_on", "pk")
        cases.label_from_instance = _in_words
        bodies = cases.queryset.order_by().values("body")
        officers = InformationOfficer.objects.filter(unit__body__in=bodies, user__is_active=True)
        officers = officers.select_related("unit", "user").order_by("unit__code", "pk")
        self.fields["officer"].queryset = officers


class AssignSeveralView(Screen, FormView):
    """The cases that nobody works on, to be given to an officer."""

    template_name = "wagtail_disclosure_cases/admin/assign_several.html"
    form_class = AssignSeveralForm
    header_icon = "user"
    page_title = _("Assign several")

    def is_open_to(self, user: Any) -> bool:
        return policy.user_has_permission(user, "assign")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse("disclosure_cases:index"), _now("Cases"))]

    def form_valid(self, form: AssignSeveralForm) -> HttpResponse:
        cases, officer = form.cleaned_data["cases"], form.cleaned_data["officer"]
        about = {"to": officer.user, "unit": officer.unit, "reason": form.cleaned_data["reason"]}
        try:
            with transaction.atomic():
                for case in cases:
                    actions.assign(case, by=self.request.user, on=today(), **about)
        except CaseRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        said = ngettext("%(count)d case is assigned.", "%(count)d cases are assigned.", len(cases))
        messages.success(self.request, said % {"count": len(cases)})
        return redirect("disclosure_cases:index")


def _in_words(case: Case) -> str:
    if case.due_on is None:
        return case.number
    return _now("%(number)s, due on %(day)s") % {
        "number": case.number,
        "day": case.due_on.isoformat(),
    }
