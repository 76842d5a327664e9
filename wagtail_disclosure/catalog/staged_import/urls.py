from django.urls import path

from wagtail_disclosure.catalog.staged_import import views

app_name = "disclosure_staged_import"

urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("<int:pk>/", views.ImportView.as_view(), name="show"),
    path("<int:pk>/columns/", views.ColumnsView.as_view(), name="columns"),
    path("<int:pk>/errors/", views.ErrorsView.as_view(), name="errors"),
]
