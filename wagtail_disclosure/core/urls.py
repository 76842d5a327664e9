from django.urls import path

from wagtail_disclosure.core.calculator.views import calculator
from wagtail_disclosure.core.views import serve_file
from wagtail_disclosure.core.where_to_ask import windows

app_name = "wagtail_disclosure_core"

urlpatterns = [
    path("deadlines/", calculator, name="calculator"),
    path("windows/", windows, name="windows"),
    path("disclosure-files/<uuid:file_id>/<str:name>", serve_file, name="file"),
]
