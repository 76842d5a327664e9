from django.urls import path

from wagtail_disclosure.catalog.views import search

app_name = "wagtail_disclosure_catalog"

urlpatterns = [
    path("search/", search, name="search"),
]
