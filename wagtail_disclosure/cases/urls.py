from django.urls import path

from wagtail_disclosure.cases.intake.blank_form import blank_form
from wagtail_disclosure.cases.intake.paper import receipt_pdf
from wagtail_disclosure.cases.intake.resuming import resume
from wagtail_disclosure.cases.intake.untranslated import untranslated
from wagtail_disclosure.cases.status.views import act, status

app_name = "wagtail_disclosure_cases"

urlpatterns = [
    path("status/", status, name="status"),
    path("request-resume/", resume, name="resume"),
    path("request-form/<int:page_id>/", blank_form, name="blank_form"),
    path("request-receipt/", receipt_pdf, name="receipt_pdf"),
    path("status/correction/", act, {"action": "correction"}, name="correction"),
    path("status/papers/", act, {"action": "papers"}, name="papers"),
    path("status/letter/", act, {"action": "letter"}, name="letter"),
    path("status/withdrawal/", act, {"action": "withdrawal"}, name="withdrawal"),
    path("status/satisfaction/", act, {"action": "satisfaction"}, name="satisfaction"),
    path("status/document/", act, {"action": "document"}, name="document"),
    path("request-untranslated/<int:page_id>/", untranslated, name="untranslated"),
]
