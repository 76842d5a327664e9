"""Pages of casework for readers of a language that they are not translated into yet."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from wagtail_disclosure.cases.models.base import CaseTypeMixin
from wagtail_disclosure.review.untranslated import serve_untranslated


@require_http_methods(["GET", "HEAD", "POST"])
def untranslated(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page as it is, below a notice; a form may be filled in here too."""
    return serve_untranslated(page_id, request, CaseTypeMixin)
