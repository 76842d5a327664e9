from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, LocaleColumn, UpdatedAtColumn
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from wagtail_disclosure.cases.annual_report.views import BehindNumberView
from wagtail_disclosure.cases.inbox.assigning import AssignSeveralView
from wagtail_disclosure.cases.inbox.choosing import ColumnsView
from wagtail_disclosure.cases.inbox.filters import CaseFilterSet
from wagtail_disclosure.cases.inbox.saving import DeleteSavedViewView, SavedViewsView
from wagtail_disclosure.cases.inbox.views import InboxView
from wagtail_disclosure.cases.letters.views import (
    DeliverView,
    DownloadView,
    LetterView,
    MailView,
)
from wagtail_disclosure.cases.models import Case, DisclosureForm, LetterTemplate
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.reminders.views import DigestView
from wagtail_disclosure.cases.workspace.files import FileView
from wagtail_disclosure.cases.workspace.tasks import TaskView
from wagtail_disclosure.cases.workspace.views import (
    ItemFileView,
    NoteView,
    RevealView,
    StepView,
    WorkspaceView,
)
from wagtail_disclosure.core.exporting import ExportMixin
from wagtail_disclosure.review.viewsets import GuardedSnippetChooserViewSet

MENU_HOOK = "register_disclosure_menu_item"


class CaseMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return policy.user_has_permission(request.user, "view")


class CaseViewSet(ModelViewSet):
    """The inbox. Cases come from outside: none is added, copied, edited or deleted by hand."""

    model = Case
    name = "disclosure_cases"
    url_prefix = "disclosure/cases"
    icon = "mail"
    menu_label = _("Requests")
    menu_name = "disclosure-cases"
    menu_order = 200
    menu_hook = MENU_HOOK
    add_to_admin_menu = False
    menu_item_class = CaseMenuItem
    index_view_class = InboxView
    filterset_class = CaseFilterSet
    search_fields = ["number"]
    copy_view_enabled = False
    exclude_form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs):
        absent = dict.fromkeys(
            ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name")
        )
        return super().get_common_view_kwargs(**{**absent, "usage_url_name": None, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("assign/", AssignSeveralView.as_view(), name="assign_several"),
            path("columns/", ColumnsView.as_view(), name="columns"),
            path("views/", SavedViewsView.as_view(), name="saved_views"),
            path(
                "views/<int:pk>/delete/",
                DeleteSavedViewView.as_view(),
                name="delete_saved_view",
            ),
            path(
                "report/<int:year>/<slug:table>/<slug:row>/<slug:column>/",
                BehindNumberView.as_view(),
                name="behind_number",
            ),
            path("digest/", DigestView.as_view(), name="digest"),
            path("tasks/<int:pk>/", TaskView.as_view(), name="task"),
            path("<int:pk>/", WorkspaceView.as_view(), name="workspace"),
            path("<int:pk>/reveal/", RevealView.as_view(), name="reveal"),
            path("<int:pk>/files/<uuid:file_id>/", FileView.as_view(), name="file"),
            path("<int:pk>/note/", NoteView.as_view(), name="note"),
            path("<int:pk>/files/<int:item_id>/", ItemFileView.as_view(), name="item_file"),
            path("<int:pk>/<slug:step_name>/", StepView.as_view(), name="step"),
        ]

    def on_register(self) -> None:
        # Without the parent's: it would count usage and link to an editor that doesn't exist.
        self.register_menu_item()


class FormIndexView(ExportMixin, IndexView):
    pass


class DisclosureFormViewSet(SnippetViewSet):
    model = DisclosureForm
    chooser_viewset_class = GuardedSnippetChooserViewSet
    index_view_class = FormIndexView
    icon = "form"
    menu_label = _("Request forms")
    menu_name = "disclosure-forms"
    menu_order = 300
    menu_hook = MENU_HOOK
    add_to_admin_menu = False
    list_display = [
        "name",
        LocaleColumn(),
        BooleanColumn("live", label=_("Live")),
        UpdatedAtColumn(),
    ]
    search_fields = ["name"]


class LetterTemplateViewSet(SnippetViewSet):
    """The letters of the agency; one for each kind and language, so none is copied."""

    model = LetterTemplate
    icon = "doc-full-inverse"
    menu_label = _("Letter templates")
    menu_name = "disclosure-letter-templates"
    menu_order = 310
    menu_hook = MENU_HOOK
    add_to_admin_menu = False
    copy_view_enabled = False
    list_display = [
        "heading",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        LocaleColumn(),
        BooleanColumn("live", label=_("Live")),
        UpdatedAtColumn(),
    ]
    list_filter = ["kind", "locale"]
    search_fields = ["heading", "body"]


class LetterViewSet(ViewSet):
    """Letters by themselves; lists of them are where their cases are."""

    name = "disclosure_letters"
    url_prefix = "disclosure/letters"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("<uuid:pk>/", LetterView.as_view(), name="letter"),
            path("<uuid:pk>/deliver/", DeliverView.as_view(), name="deliver"),
            path("<uuid:pk>/mail/", MailView.as_view(), name="mail"),
            path("<uuid:pk>/file.<slug:extension>", DownloadView.as_view(), name="download"),
        ]


def case_permissions() -> QuerySet[Permission]:
    """Permissions on cases, for the group editor."""
    return Permission.objects.filter(
        content_type__app_label="wagtail_disclosure_cases",
        content_type__model__in=["case", "registration", "satisfaction"],
    )
