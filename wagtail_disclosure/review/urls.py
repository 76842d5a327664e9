from django.urls import path

from wagtail_disclosure.review import decision_views, listing, views

app_name = "disclosure_review"

urlpatterns = [
    path("", listing.MyReviewsView.as_view(), name="list"),
    path("<int:pk>/", views.ReviewView.as_view(), name="review"),
    path("<int:pk>/class/", decision_views.ChangeClassView.as_view(), name="change_class"),
    path(
        "withdraw/<str:app_label>/<str:model_name>/<str:pk>/",
        decision_views.WithdrawView.as_view(),
        name="withdraw",
    ),
    path("<int:pk>/preview/", views.PreviewView.as_view(), name="preview"),
    path("<int:pk>/files/<uuid:file_id>/", views.FileView.as_view(), name="file"),
]
