"""Going on with a saved request, on another day or at another desk."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wagtail_disclosure.cases.intake import cookies, saved_requests, throttle
from wagtail_disclosure.cases.intake.saved_requests import Draft, NoSavedRequest
from wagtail_disclosure.cases.models.pages import RequestPage

TEMPLATE = "wagtail_disclosure_cases/resume.html"
NOT_FOUND = _(
    "No saved request has this code. Check it: the letters O, I and L count as the digits 0, 1 and "
    "1. A request that was sent, or whose last day is over, is gone."
)
TOO_MANY_TRIES = _("Too many codes were tried from your network. Try again in an hour.")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=pgettext_lazy("to go on later", "Code"),
        max_length=100,
        help_text=_("Four groups of letters and digits. Small letters and spaces do no harm."),
        error_messages={"required": _("Write the code that you were shown when you saved.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Ask for the code; on POST lead to the page that waits for answers."""
    response = _respond(request)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


def _respond(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return TemplateResponse(request, TEMPLATE, {"form": form})
    # Taken before the code is compared, so that parallel guesses can't get ahead of the count.
    if not throttle.take(request, "resume"):
        return _refuse(request, TOO_MANY_TRIES)
    try:
        draft = saved_requests.open_draft(form.cleaned_data["code"], at=timezone.now())
        address = _address_of(draft, request)
    except NoSavedRequest:
        return _refuse(request, NOT_FOUND)
    throttle.give_back(request, "resume")
    response = HttpResponseRedirect(f"{address}?draft={draft.row.pk.hex}")
    cookies.remember(response, request, draft)
    return response


def _refuse(request: HttpRequest, message: Any) -> HttpResponse:
    # A code is not echoed.
    form = CodeForm({})
    form.errors.clear()
    form.add_error(None, message)
    return TemplateResponse(request, TEMPLATE, {"form": form})


def _address_of(draft: Draft, request: HttpRequest) -> str:
    """The page that the request was begun on. Raises NoSavedRequest where that is gone."""
    versions = RequestPage.objects.disclosed().filter(translation_key=draft.page)
    pages = sorted(
        versions.select_related("locale"),
        key=lambda page: page.locale.language_code != draft.definition.language,
    )
    if not pages or not (address := pages[0].get_url(request)):
        raise NoSavedRequest
    return address
