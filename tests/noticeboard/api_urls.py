"""The same site with Wagtail's public API v2, as the guide for developers mounts it."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter

from tests.noticeboard.urls import urlpatterns as site
from wagtail_disclosure.review.api import DisclosedPagesAPIViewSet

router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", DisclosedPagesAPIViewSet)

urlpatterns = [path("api/v2/", router.urls), *site]
