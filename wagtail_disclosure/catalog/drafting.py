"""The drafting sheet: first the class, then the title."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from wagtail_disclosure.catalog.actions import draft_entry
from wagtail_disclosure.catalog.classes import CLASS_MEANINGS, CLASS_NAMES
from wagtail_disclosure.catalog.models import EntryMixin
from wagtail_disclosure.core.models import Exemption, PublicBody, Unit
from wagtail_disclosure.review.units import written_for
from wagtail_disclosure.rules.classification import DEFAULT_CLASS, DisclosureClass
from wagtail_disclosure.rules.plain_text import ForbiddenCharacter, clean_line

CLASS_PARAMETER = "class"


class ClassForm(forms.Form):
    """The first question. Nothing is chosen beforehand: the class is a decision."""

    error_css_class = "error"

    disclosure_class = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=list(CLASS_NAMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three classes.")},
    )

    def add_prefix(self, field_name: str) -> str:
        # In the address, as “?class=”.
        return CLASS_PARAMETER

    def options(self) -> list[dict[str, Any]]:
        """The three choices with what each means."""
        return [
            {
                "value": kind.value,
                "name": name,
                "meaning": CLASS_MEANINGS[kind],
                "is_default": kind is DEFAULT_CLASS,
                "is_checked": self.data.get(CLASS_PARAMETER) == kind.value,
            }
            for kind, name in CLASS_NAMES.items()
        ]


class SheetForm(forms.Form):
    """The rest of the sheet; the reason is asked for where the class needs one."""

    title = forms.CharField(label=_("Title"), max_length=255)
    unit = forms.ModelChoiceField(label=_("Responsible unit"), queryset=Unit.objects.none())
    reason = forms.CharField(
        label=_("Why is it not open to everybody?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Internal: visitors don't see it."),
    )
    ground = forms.ModelChoiceField(
        label=_("Legal ground"),
        queryset=Exemption.objects.all(),
        required=False,
        help_text=_("Where the law names one."),
    )

    def __init__(self, *args: Any, kind: DisclosureClass, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(body=PublicBody.objects.own())
        self.fields["unit"].queryset = written_for(units, user)
        if not kind.needs_reason:
            del self.fields["reason"]
            del self.fields["ground"]

    def clean_title(self) -> str:
        try:
            return clean_line(self.cleaned_data["title"])
        except ForbiddenCharacter as error:
            raise forms.ValidationError(
                _("The character %(code_point)s can't be used here."),
                params={"code_point": error.code_point},
            ) from error


class DraftingView(WagtailAdminTemplateMixin, View):
    """Two steps that work without JavaScript: the class in the address, then a form."""

    page_title = _("New entry")
    header_icon = "doc-empty-inverse"
    parent: Page | None = None
    page_class: type[EntryMixin] | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ClassForm(request.GET if CLASS_PARAMETER in request.GET else None)
        if not form.is_valid():
            return self._show("class", form=form, options=form.options())
        kind = DisclosureClass(form.cleaned_data["disclosure_class"])
        if not kind.may_have_page:
            return redirect(self._register_url())
        return self._details(request, kind)

    def get_page_subtitle(self) -> str:
        return self.parent.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        category = {
            "url": reverse("wagtailadmin_explore", args=[self.parent.pk]),
            "label": self.get_page_subtitle(),
        }
        return [*self.breadcrumbs_items, category, {"url": "", "label": self.get_page_title()}]

    def _details(self, request: HttpRequest, kind: DisclosureClass) -> HttpResponse:
        data = request.POST if request.method == "POST" else None
        form = SheetForm(data, kind=kind, user=request.user, initial={"unit": self._usual_unit()})
        if form.is_valid():
            entry = draft_entry(
                self.parent,
                disclosure_class=kind,
                by=request.user,
                model=self.page_class,
                **form.cleaned_data,
            )
            messages.success(request, _("The draft has the index number %s.") % entry.index_number)
            return redirect("wagtailadmin_pages:edit", entry.pk)
        return self._show(
            "details", form=form, name=CLASS_NAMES[kind], meaning=CLASS_MEANINGS[kind]
        )

    def _show(self, step: str, **context: Any) -> HttpResponse:
        self.template_name = f"wagtail_disclosure_catalog/admin/drafting_{step}.html"
        return self.render_to_response(self.get_context_data(parent=self.parent, **context))

    def _usual_unit(self) -> Unit | None:
        """The unit of the officer, else the one that answers for the category."""
        officer = self.request.user.information_officer_of.select_related("unit").first()
        return officer.unit if officer else getattr(self.parent, "responsible_unit", None)

    def _register_url(self) -> str:
        query = urlencode({"category_code": getattr(self.parent, "code", "")})
        return f"{reverse('disclosure_exempt_items:add')}?{query}"


def drafting_sheet(
    request: HttpRequest, parent: Page, page_class: type[Page]
) -> HttpResponse | None:
    """The sheet instead of Wagtail's empty editor, for entries only (``before_create_page``)."""
    if not issubclass(page_class, EntryMixin):
        return None
    return DraftingView.as_view(parent=parent, page_class=page_class)(request)
