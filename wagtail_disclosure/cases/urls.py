from django.urls import path

from wagtail_disclosure.cases.views.status import status

app_name = "wagtail_disclosure_cases"

urlpatterns = [
    path("status/", status, name="status"),
]
