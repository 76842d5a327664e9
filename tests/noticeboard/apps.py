from django.apps import AppConfig


class NoticeboardConfig(AppConfig):
    name = "tests.noticeboard"
    label = "noticeboard"
    default_auto_field = "django.db.models.BigAutoField"
