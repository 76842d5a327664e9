"""The screens: change an entry's class, declassify, and look at things again."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from wagtail_disclosure.catalog.classes import CLASS_NAMES
from wagtail_disclosure.catalog.exceptions import DeclassifiedAlready, HasPagesBelow
from wagtail_disclosure.catalog.models import EntryMixin, ExemptItem
from wagtail_disclosure.catalog.reclassification import re_review
from wagtail_disclosure.catalog.reclassification.changing import change_class
from wagtail_disclosure.catalog.reclassification.declassifying import declassify
from wagtail_disclosure.catalog.reclassification.forms import (
    DeclassifyForm,
    KeepForm,
    UnitFilterForm,
)
from wagtail_disclosure.catalog.reclassification.reclassifier import entries
from wagtail_disclosure.catalog.reclassification.restricting import restrict
from wagtail_disclosure.catalog.reclassification.rights import (
    CHANGE_ITEM,
    may_change_class,
    may_declassify,
    may_restrict,
)
from wagtail_disclosure.core.admin import Screen
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.reclassification import ClassChoice
from wagtail_disclosure.review.screens.decision import DecisionView
from wagtail_disclosure.review.units import units_of
from wagtail_disclosure.rules.classification import DisclosureClass


class ChangeClassView(DecisionView):
    """An entry's class, by the office at any time or by its editor while it is a draft only."""

    page_title = gettext_lazy("Change the class")
    button = gettext_lazy("Change the class")
    warning = gettext_lazy("It is done in all languages and for all aliases and files at once.")

    @cached_property
    def subject(self) -> Any:
        page = get_object_or_404(Page, pk=self.kwargs["pk"]).specific
        if not isinstance(page, EntryMixin):
            raise Http404
        return page

    def is_allowed(self) -> bool:
        return may_change_class(self.request.user, self.subject)

    def get_choices(self) -> list[ClassChoice]:
        to_exempt = may_restrict(self.request.user, self.subject)
        return [
            choice
            for choice in entries.choices(self.subject)
            if to_exempt or choice.value != DisclosureClass.EXEMPT
        ]

    def get_form(self, data: Any = None) -> forms.Form:
        return entries.form_class(self.subject)(data)

    def decide(self, values: dict[str, Any]) -> str:
        kind = DisclosureClass(values.pop("to"))
        user, number = self.request.user, self.subject.index_number
        try:
            if kind is DisclosureClass.EXEMPT:
                item = restrict(self.subject, by=user, **values)
                self.done_url = reverse("disclosure_exempt_items:inspect", args=[item.pk])
                return _("It is now in the register: %(reference)s.") % {"reference": item}
            change_class(
                self.subject, to=kind, ground=values["ground"], reason=values["reason"], by=user
            )
        except HasPagesBelow as problem:
            message = _("There are pages below this one. Move or delete them first.")
            raise DecisionRefused(message) from problem
        self.done_url = reverse("wagtailadmin_pages:edit", args=[self.subject.pk])
        return _("%(number)s is now: %(kind)s. The draft needs a review.") % {
            "number": number,
            "kind": CLASS_NAMES[kind],
        }

    def get_success_url(self) -> str:
        return self.done_url


class ItemMixin:
    """About an exempt item, for people who write in the register."""

    is_serious = False

    @cached_property
    def subject(self) -> Any:
        return get_object_or_404(ExemptItem, pk=self.kwargs["pk"])

    def get_versions(self) -> list[Any]:
        # Its own page shows it; here nothing public is concerned.
        return []


class DeclassifyView(ItemMixin, DecisionView):
    page_title = gettext_lazy("Declassify")
    button = gettext_lazy("Create the draft")
    form_class = DeclassifyForm
    warning = gettext_lazy(
        "It becomes a draft for the review. It stays in the register until the review clears it."
    )

    def is_allowed(self) -> bool:
        return may_declassify(self.request.user, self.subject)

    def get_choices(self) -> list[ClassChoice]:
        return [
            ClassChoice(value=kind.value, name=str(name), meaning=DECLASSIFIED_MEANINGS[kind])
            for kind, name in CLASS_NAMES.items()
            if kind.may_have_page
        ]

    def decide(self, values: dict[str, Any]) -> str:
        try:
            entry = declassify(self.subject, by=self.request.user, **values)
        except DeclassifiedAlready as problem:
            raise DecisionRefused(_("There is an entry for this item already.")) from problem
        self.entry = entry
        return _("The draft has the index number %s.") % entry.index_number

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.entry.pk])


DECLASSIFIED_MEANINGS = {
    DisclosureClass.PROACTIVE: gettext_lazy(
        "The draft gets title, text and files, as far as the register and the package have them."
    ),
    DisclosureClass.ON_REQUEST: gettext_lazy(
        "The draft gets the description; text and files stay in the release package."
    ),
}


class KeepView(DecisionView):
    """It was looked at and stays as it is."""

    page_title = gettext_lazy("Keep the class")
    header_icon = "rotate"
    button = gettext_lazy("Keep it as it is")
    is_serious = False
    form_class = KeepForm

    @cached_property
    def subject(self) -> Any:
        if self.kwargs["kind"] == "items":
            return get_object_or_404(ExemptItem, pk=self.kwargs["pk"])
        page = get_object_or_404(Page, pk=self.kwargs["pk"]).specific
        if not isinstance(page, EntryMixin) or not page.is_on_request:
            raise Http404
        return page

    def get_versions(self) -> list[Any]:
        return []

    def is_allowed(self) -> bool:
        return re_review.may_keep(self.request.user, self.subject)

    def decide(self, values: dict[str, Any]) -> str:
        re_review.keep(self.subject, by=self.request.user, **values)
        return _("It stays as it is until %(day)s.") % {"day": values["until"]}

    def get_success_url(self) -> str:
        return reverse("disclosure_classes:re_review")


class ReReviewView(Screen, View):
    """What has to be looked at again: late, within a month, and later."""

    template_name = "wagtail_disclosure_catalog/admin/re_review.html"
    page_title = gettext_lazy("Due for re-review")
    header_icon = "rotate"

    def is_open_to(self, user: Any) -> bool:
        return user.has_perm(CHANGE_ITEM)

    def get(self, request: HttpRequest) -> HttpResponse:
        form = UnitFilterForm(request.GET or None, units=units_of(request.user))
        unit = form.cleaned_data["unit"] if form.is_valid() else None
        context = self.get_context_data(form=form, rows=self._rows(unit), today=re_review.today())
        return self.render_to_response(context)

    def _rows(self, unit: Unit | None) -> list[dict[str, Any]]:
        user, today = self.request.user, re_review.today()
        return [
            {
                "due": row,
                "class_name": CLASS_NAMES[row.kind],
                "is_late": row.review_on < today,
                "is_item": isinstance(row.subject, ExemptItem),
                "url": self._url_of(row.subject),
                "may_declassify": isinstance(row.subject, ExemptItem)
                and may_declassify(user, row.subject),
                "may_change_class": not isinstance(row.subject, ExemptItem)
                and may_change_class(user, row.subject),
            }
            for row in re_review.due(user, by=today + re_review.SOON, unit=unit)
        ]

    def _url_of(self, subject: Any) -> str:
        """Where the person may read it: in the register, in the editor, or as visitors do."""
        if isinstance(subject, ExemptItem):
            return reverse("disclosure_exempt_items:inspect", args=[subject.pk])
        public_url = subject.get_url(self.request) if subject.live else ""
        return AdminURLFinder(self.request.user).get_edit_url(subject) or public_url or ""
