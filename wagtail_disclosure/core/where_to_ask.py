"""The public page of all windows: where somebody can ask in person, by telephone or in writing."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.core.models.bodies import NoPublicBody
from wagtail_disclosure.core.page_cache.keeping import kept

TEMPLATE = "wagtail_disclosure/windows.html"


@kept
@require_safe
def windows(request: HttpRequest) -> HttpResponse:
    """Every open window, those that one goes to or calls first."""
    try:
        rows = list(PublicBody.objects.own().windows.public_rows())
    except NoPublicBody:
        rows = []
    context = {
        "visited": [window for window in rows if window.is_visited],
        "written_to": [window for window in rows if not window.is_visited],
    }
    return TemplateResponse(request, TEMPLATE, context)
