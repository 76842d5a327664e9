from django.urls import path

from wagtail_disclosure.catalog.reclassification import views

app_name = "disclosure_classes"

urlpatterns = [
    path("entries/<int:pk>/", views.ChangeClassView.as_view(), name="change"),
    path("items/<int:pk>/", views.DeclassifyView.as_view(), name="declassify"),
    path("keep/<str:kind>/<int:pk>/", views.KeepView.as_view(), name="keep"),
    path("re-review/", views.ReReviewView.as_view(), name="re_review"),
]
