from django.urls import path

from wagtail_disclosure.cases.views.status import status
from wagtail_disclosure.cases.views.untranslated import untranslated

app_name = "wagtail_disclosure_cases"

urlpatterns = [
    path("status/", status, name="status"),
    path("request-untranslated/<int:page_id>/", untranslated, name="untranslated"),
]
