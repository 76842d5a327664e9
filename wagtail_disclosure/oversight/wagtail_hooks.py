from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from wagtail_disclosure.oversight.views import AnnualReportViewSet


@hooks.register("register_admin_viewset")
def register_reports() -> AnnualReportViewSet:
    return AnnualReportViewSet()


@hooks.register("register_permissions")
def report_permissions() -> QuerySet[Permission]:
    """For the group editor."""
    return Permission.objects.filter(
        content_type__app_label="wagtail_disclosure_oversight", content_type__model="annualreport"
    )
