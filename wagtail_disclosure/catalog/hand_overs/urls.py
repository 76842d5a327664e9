from django.urls import path

from wagtail_disclosure.catalog.hand_overs import views

app_name = "disclosure_hand_overs"

urlpatterns = [
    path("", views.ListView.as_view(), name="list"),
    path("<int:pk>/", views.DetailView.as_view(), name="detail"),
    path("<int:pk>/file/", views.DownloadView.as_view(), name="download"),
]
