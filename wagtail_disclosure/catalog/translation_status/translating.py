"""One click: the editor of a translation, which is made first where there is none."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from wagtail_disclosure.catalog.translation_status.levels import Scope, target_locales
from wagtail_disclosure.catalog.translation_status.report import ForTranslators
from wagtail_disclosure.review.translations import queueing
from wagtail_disclosure.review.translations.localize_lists import SUBMIT
from wagtail_disclosure.review.translations.work import translatable_models


class TranslateView(ForTranslators, View):
    """Leads to the editor; whoever makes a translation needs the right to submit them."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, language: str, label: str, pk: str) -> HttpResponse:
        original = get_object_or_404(Scope.of(request.user).rows(_model(label)), pk=pk)
        locale = next((each for each in target_locales() if each.language_code == language), None)
        if locale is None or locale.pk == original.locale_id:
            raise Http404
        version = queueing.version_in(original, locale)
        if version is None or getattr(version, "alias_of_id", None):
            if not request.user.has_perm(SUBMIT):
                raise PermissionDenied(_("You do not have the right to submit translations."))
            version = queueing.queue(original, locale, by=request.user)
        url = version and AdminURLFinder(request.user).get_edit_url(version)
        if url:
            return redirect(url)
        messages.error(request, _why_not(original, version))
        return redirect(_back(request))


def _model(label: str) -> type[Any]:
    for model in translatable_models():
        if model._meta.label_lower == label:
            return model
    raise Http404


def _why_not(original: Any, version: Any) -> str:
    values = {"subject": original}
    if version is None:
        text = _(
            "“%(subject)s” can't be translated yet: the page above it has no translation, and "
            "can't get one because it is not public or not part of the catalog."
        )
        return text % values
    return _("You do not have the right to edit the translation of “%(subject)s”.") % values


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if is_ours else reverse("disclosure_translation_status:report")
