"""Something mounted under the name of Wagtail's API v3, which not every version has."""

from django.urls import include, path

urlpatterns = [path("api/", include(([], "wagtailapi_v3")))]
