"""The example's addresses, Wagtail's APIs, and a page that an agency wrote itself."""

from importlib.util import find_spec

from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.contrib.simple_translation.views import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)

from example_site.urls import urlpatterns as example_urlpatterns
from tests.noticeboard.models import NoticePage, NoticeSnippet
from wagtail_disclosure.review.api import DisclosedPagesAPIViewSet


def board(request: HttpRequest) -> HttpResponse:
    """Whatever an agency lists of its own guarded types, it lists by ``disclosed()``."""
    rows = [row.text for row in NoticeSnippet.objects.disclosed()]
    rows += [f"{page.title} {page.slug}" for page in NoticePage.objects.disclosed()]
    return HttpResponse("\n".join(rows), content_type="text/plain; charset=utf-8")


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", DisclosedPagesAPIViewSet)

urlpatterns = [
    path("board/", board),
    path("api/v2/", router.urls),
    # The views that simple_translation puts into the admin, where wagtail-localize has its own.
    path("translate/<int:page_id>/", SubmitPageTranslationView.as_view(), name="translate_page"),
    path(
        "translate/<slug:app_label>/<slug:model_name>/<str:pk>/",
        SubmitSnippetTranslationView.as_view(),
        name="translate_snippet",
    ),
    *example_urlpatterns,
]

HAS_V3 = find_spec("wagtail.api.v3") is not None and find_spec("ninja") is not None
if HAS_V3:
    from wagtail.api.v3.urls import api

    urlpatterns.insert(0, path("api/v3/", api.urls))
