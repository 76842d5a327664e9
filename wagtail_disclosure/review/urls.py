from django.urls import path

from wagtail_disclosure.review.batches import row_views
from wagtail_disclosure.review.batches import views as batches
from wagtail_disclosure.review.screens import decision, my_reviews, review
from wagtail_disclosure.review.translations import listing

app_name = "disclosure_review"

urlpatterns = [
    path("", my_reviews.MyReviewsView.as_view(), name="list"),
    path("<int:pk>/", review.ReviewView.as_view(), name="review"),
    path("<int:pk>/class/", decision.ChangeClassView.as_view(), name="change_class"),
    path(
        "withdraw/<str:app_label>/<str:model_name>/<str:pk>/",
        decision.WithdrawView.as_view(),
        name="withdraw",
    ),
    path("<int:pk>/preview/", review.PreviewView.as_view(), name="preview"),
    path("<int:pk>/files/<uuid:file_id>/", review.FileView.as_view(), name="file"),
    path("translations/", listing.TranslationListView.as_view(), name="translations"),
    path("batches/", batches.BatchIndexView.as_view(), name="batches"),
    path("batches/<int:pk>/", batches.BatchView.as_view(), name="batch"),
    path("batches/<int:pk>/<int:item>/", row_views.RowView.as_view(), name="batch_row"),
    path(
        "batches/<int:pk>/<int:item>/preview/",
        row_views.RowPreviewView.as_view(),
        name="batch_row_preview",
    ),
    path(
        "batches/<int:pk>/<int:item>/files/<uuid:file_id>/",
        row_views.RowFileView.as_view(),
        name="batch_row_file",
    ),
]
