from django.urls import path

from wagtail_disclosure.catalog.open_data.api.api import api

urlpatterns = [path("open-data/api/v1/", api.urls)]
