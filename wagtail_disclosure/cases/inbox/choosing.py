"""Which columns of the list a person wants to see; the browser keeps it, and only that."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.inbox.columns import BETWEEN, columns_by_name
from wagtail_disclosure.cases.inbox.saving import COOKIE, CasesScreen, chosen_columns, filter_of

# As long as browsers keep one.
YEAR = 365 * 24 * 60 * 60


class ColumnsForm(forms.Form):
    """Every column that there is besides the number."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "The case number is always there. Files of the list have the same columns; a phone "
            "shows the number, when it is due, and the state."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        found = columns_by_name(on=today())
        self.fields["columns"].choices = [(name, one.label) for name, one in found.items()]


class ColumnsView(CasesScreen, FormView):
    """Asks which columns somebody wants, and leads back to the list as it was filtered."""

    template_name = "wagtail_disclosure_cases/admin/columns.html"
    form_class = ColumnsForm
    header_icon = "list-ul"
    page_title = _("Columns")

    def get_initial(self) -> dict[str, Any]:
        return {"columns": list(chosen_columns(self.request))}

    def trail(self) -> list[tuple[str, Any]]:
        return [(self._inbox(), _now("Cases"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(url=self.request.get_full_path(), **kwargs)

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        response = redirect(self._inbox())
        response.set_cookie(
            COOKIE,
            BETWEEN.join(form.cleaned_data["columns"]),
            max_age=YEAR,
            path=reverse("disclosure_cases:index"),
            secure=self.request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
        return response

    def _inbox(self) -> str:
        # Without the columns of a view: those that are chosen now take their place.
        kept = filter_of(self.request.GET, with_columns=False)
        return reverse("disclosure_cases:index") + (f"?{kept}" if kept else "")
