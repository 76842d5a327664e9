from django.urls import path

from wagtail_disclosure.catalog.obligations import views

app_name = "disclosure_obligations"

urlpatterns = [
    path("", views.MatrixView.as_view(), name="matrix"),
    path("<int:pk>/<str:first>/", views.PeriodView.as_view(), name="period"),
]
