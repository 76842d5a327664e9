from django.urls import path

from wagtail_disclosure.catalog import timeliness_report

app_name = "disclosure_timeliness"

urlpatterns = [
    path("", timeliness_report.TimelinessReportView.as_view(), name="report"),
    path(
        "results/",
        timeliness_report.TimelinessReportView.as_view(results_only=True),
        name="results",
    ),
    path("<int:pk>/", timeliness_report.TimelinessDaysView.as_view(), name="days"),
]
