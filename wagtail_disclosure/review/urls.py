from django.urls import path

from wagtail_disclosure.review import views

app_name = "disclosure_review"

urlpatterns = [
    path("<int:pk>/", views.ReviewView.as_view(), name="review"),
    path("<int:pk>/preview/", views.PreviewView.as_view(), name="preview"),
    path("<int:pk>/files/<uuid:file_id>/", views.FileView.as_view(), name="file"),
]
