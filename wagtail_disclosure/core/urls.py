from django.urls import path

from wagtail_disclosure.core.views import serve_file

app_name = "wagtail_disclosure_core"

urlpatterns = [
    path("disclosure-files/<uuid:file_id>/<str:name>", serve_file, name="file"),
]
