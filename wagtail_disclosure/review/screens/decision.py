"""Decisions that take something from the public: a page that says what goes, and asks why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.content.files import files_of
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import GuardedMixin
from wagtail_disclosure.review.reclassification import ClassChoice, reclassifiers
from wagtail_disclosure.review.screens.review import HOME, ReviewerMixin


@dataclass(frozen=True)
class AffectedVersion:
    """One language version or alias, with the files that it shows."""

    title: str
    language: str
    is_public: bool
    is_alias: bool
    url: str
    files: list[StoredFile]

    @property
    def language_name(self) -> str:
        return conf.language_name(self.language)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea({"rows": 3}),
        max_length=4000,
        help_text=gettext_lazy("The record keeps it. It is not public."),
    )


class DecisionView(WagtailAdminTemplateMixin, View):
    """Shows all versions of ``subject`` and a form; for people without the right it is not there.

    Subclasses say who ``is_allowed`` and what to ``decide``.
    """

    template_name = "wagtail_disclosure_review/decision.html"
    header_icon = "warning"
    form_class: type[forms.Form] = ReasonForm
    button: Any = ""
    warning: Any = ""
    is_serious = True

    @property
    def subject(self) -> Any:
        raise NotImplementedError

    def is_allowed(self) -> bool:
        raise NotImplementedError

    def decide(self, values: dict[str, Any]) -> str:
        """Do it and return what was done as a sentence; DecisionRefused says why not."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_allowed():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(self.get_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        if form.is_valid():
            try:
                done = self.decide(form.cleaned_data)
            except DecisionRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, done)
                return redirect(self.get_success_url())
        return self._show(form)

    def get_form(self, data: Any = None) -> forms.Form:
        return self.form_class(data)

    def get_success_url(self) -> str:
        return reverse(HOME)

    def get_choices(self) -> Any:
        """The classes to choose from, with what each means."""
        return ()

    def get_versions(self) -> list[AffectedVersion]:
        return list(affected_versions(self.subject, user=self.request.user))

    def get_page_subtitle(self) -> str:
        return str(self.subject)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def _show(self, form: forms.Form) -> HttpResponse:
        chosen = form["to"].value() if "to" in form.fields else None
        context = self.get_context_data(
            form=form,
            fields=[field for field in form if field.name != "to"],
            choices=self.get_choices(),
            chosen=chosen,
            versions=self.get_versions(),
            button=self.button,
            warning=self.warning,
            is_serious=self.is_serious,
        )
        return self.render_to_response(context)


def affected_versions(subject: Any, *, user: Any) -> Iterator[AffectedVersion]:
    """All language versions and aliases of ``subject``, as whoever decides needs to see them."""
    finder = AdminURLFinder(user)
    for version in actions.versions_of(subject):
        yield AffectedVersion(
            title=str(version),
            language=fingerprints.language_of(version),
            is_public=bool(version.live and version.clearance_id),
            is_alias=getattr(version, "alias_of_id", None) is not None,
            url=finder.get_edit_url(version) or "",
            files=files_of(version),
        )


class WithdrawView(DecisionView):
    """Takes something back from the public at once."""

    page_title = gettext_lazy("Withdraw from the public")
    button = gettext_lazy("Withdraw at once")
    warning = gettext_lazy(
        "All language versions, aliases and files below are no longer found by anybody, at once. "
        "Only a new review makes them public again."
    )

    @cached_property
    def subject(self) -> Any:
        try:
            model = apps.get_model(self.kwargs["app_label"], self.kwargs["model_name"])
        except LookupError as error:
            raise Http404 from error
        if not issubclass(model, GuardedMixin):
            raise Http404
        return get_object_or_404(model, pk=self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return bool(self.request.user.has_perm(actions.WITHDRAW)) and self.subject is not None

    def decide(self, values: dict[str, Any]) -> str:
        count = actions.withdraw(self.subject, by=self.request.user, reason=values["reason"])
        return ngettext(
            "Withdrawn: %(count)d version of “%(subject)s”.",
            "Withdrawn: %(count)d versions of “%(subject)s”.",
            count,
        ) % {"count": count, "subject": self.subject}


class ChangeClassView(ReviewerMixin, DecisionView):
    """A reviewer finds that the class is another one: that ends the round."""

    page_title = gettext_lazy("Change the class")
    button = gettext_lazy("Change the class and end this review")
    warning = gettext_lazy(
        "This ends the review and tells the drafter. It is done in all languages at once."
    )

    def is_allowed(self) -> bool:
        return bool(self.get_choices())

    def get_choices(self) -> list[ClassChoice]:
        return list(reclassifiers.choices(self.subject))

    def get_form(self, data: Any = None) -> forms.Form:
        reclassifier = reclassifiers.of(self.subject)
        if reclassifier is None:
            raise Http404
        form = reclassifier.form_class(self.subject)(data)
        form.fields["fingerprint"] = forms.CharField(
            widget=forms.HiddenInput, initial=fingerprints.fingerprint_of(self.subject)
        )
        return form

    def decide(self, values: dict[str, Any]) -> str:
        label = str(self.subject)
        try:
            actions.change_class(self.task_state, by=self.request.user, **values)
        except PermissionDenied as refusal:
            raise DecisionRefused(str(refusal)) from refusal
        return _("The class of “%(subject)s” is changed.") % {"subject": label}
