from django.urls import path

from wagtail_disclosure.catalog.translation_status import po_views, report, translating

app_name = "disclosure_translation_status"

urlpatterns = [
    path("", report.StatusReportView.as_view(), name="report"),
    path("results/", report.StatusReportView.as_view(results_only=True), name="results"),
    path("download/", po_views.DownloadStringsView.as_view(), name="download"),
    path("upload/", po_views.UploadStringsView.as_view(), name="upload"),
    path(
        "translate/<slug:language>/<str:label>/<str:pk>/",
        translating.TranslateView.as_view(),
        name="translate",
    ),
]
