"""wagtail-localize's own lists, for translators only.

It shows the titles of whatever was submitted for translation, and the texts of all snippets, to
everybody who may enter the admin; what nobody has cleared yet is named there too.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

SUBMIT = "wagtail_localize.submit_translation"


def for_translators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """``view`` for people who may submit translations."""

    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(SUBMIT):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def addresses() -> list[URLPattern]:
    """The lists at wagtail-localize's own addresses: what is registered first is found first."""
    from wagtail_localize.views import report, snippets_api

    prefix = "localize"
    snippets = f"{prefix}/api/snippets/<slug:app_label>/<slug:model_name>"
    results = report.TranslationsReportView.as_view(results_only=True)
    one = snippets_api.SnippetViewSet.as_view({"get": "retrieve"})
    return [
        path(
            f"{prefix}/reports/translations/",
            for_translators(report.TranslationsReportView.as_view()),
        ),
        path(f"{prefix}/reports/translations/results/", for_translators(results)),
        path(f"{snippets}/", for_translators(snippets_api.SnippetViewSet.as_view({"get": "list"}))),
        path(f"{snippets}/<str:pk>/", for_translators(one)),
    ]
