from django.urls import path

from wagtail_disclosure.cases.intake.untranslated import untranslated
from wagtail_disclosure.cases.status.views import status

app_name = "wagtail_disclosure_cases"

urlpatterns = [
    path("status/", status, name="status"),
    path("request-untranslated/<int:page_id>/", untranslated, name="untranslated"),
]
