"""Asking for an alert, confirming it, and ending it.

Nobody has to sign in for any of it, so there are no rights that another site could borrow: the
forms need no token of a session, and so no cookie.
"""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from wagtail_disclosure.catalog.finding import alerts, links
from wagtail_disclosure.catalog.finding.criteria import read_criteria

ASK, CONFIRM, STOP = (
    f"wagtail_disclosure_catalog/{name}.html"
    for name in ("ask_alert", "confirm_alert", "stop_alert")
)
# Browsers say where a form came from; old ones and mail programs say nothing.
OWN_FORMS = ("same-origin", None)


class AddressForm(forms.Form):
    """Where the mails are to go."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_(
            "It is kept encrypted, used for these mails only, and deleted when you end them."
        ),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@csrf_exempt
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_alert(request: HttpRequest) -> HttpResponse:
    """Take an address for the search in the query; what becomes of it only the mail says."""
    if not alerts.are_offered():
        raise Http404
    criteria = read_criteria(request.GET).in_any_order()
    form = AddressForm(request.POST if request.method == "POST" else None)
    is_asked = request.method == "POST" and form.is_valid()
    if request.method == "POST" and _is_foreign(request):
        return HttpResponseForbidden()
    if is_asked:
        alerts.subscribe(
            form.cleaned_data["address"],
            criteria,
            language=translation.get_language(),
            now=timezone.now(),
        )
    context = {"form": form, "criteria": criteria, "is_asked": is_asked}
    return _private(render(request, ASK, context))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_alert(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether it is meant, and confirm by a POST: programs that test links open them, too."""
    alert = _find(token, links.CONFIRM)
    if alert is not None and request.method == "POST":
        alerts.confirm(alert, now=timezone.now())
        alert.refresh_from_db()
    context: dict[str, Any] = {"alert": alert}
    if alert is not None:
        context["criteria"] = alerts.search_of(alert)
    return _private(render(request, CONFIRM, context, status=200 if alert else 404))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_alert(request: HttpRequest, token: str) -> HttpResponse:
    """End an alert by one POST, of the page's button or of a mail program (RFC 8058).

    A link whose alert is gone already gets the same answer as one that has just ended it.
    """
    alert = _find(token, links.STOP)
    if alert is not None and request.method == "POST":
        alerts.stop(alert)
        alert = None
    return _private(render(request, STOP, {"is_ended": alert is None}))


def _find(token: str, purpose: str) -> Any:
    try:
        return links.find_signed(token, purpose, now=timezone.now())
    except links.WrongLink:
        return None


def _is_foreign(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Site") not in OWN_FORMS


def _private(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    # The address of the page is a secret of whoever got the mail.
    response["Referrer-Policy"] = "no-referrer"
    return response
