from django.urls import path

from wagtail_disclosure.core.calculator.views import calculator
from wagtail_disclosure.core.views import serve_file

app_name = "wagtail_disclosure_core"

urlpatterns = [
    path("deadlines/", calculator, name="calculator"),
    path("disclosure-files/<uuid:file_id>/<str:name>", serve_file, name="file"),
]
