from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_disclosure.cases.inbox.exports import CaseExportViewSet
from wagtail_disclosure.cases.outbox.screens import OutgoingMailViewSet
from wagtail_disclosure.cases.registration.viewsets import (
    RegistrationViewSet,
    papers_menu_item,
)
from wagtail_disclosure.cases.reminders.panel import add_panel
from wagtail_disclosure.cases.reminders.views import DigestMenuItem
from wagtail_disclosure.cases.retention.screens import RetentionRuleViewSet
from wagtail_disclosure.cases.satisfaction.views import SatisfactionViewSet
from wagtail_disclosure.cases.viewsets import (
    MENU_HOOK,
    CaseViewSet,
    DisclosureFormViewSet,
    LetterTemplateViewSet,
    LetterViewSet,
    case_permissions,
)

register_snippet(DisclosureFormViewSet)
register_snippet(LetterTemplateViewSet)
hooks.register("register_permissions", case_permissions)
hooks.register(MENU_HOOK, papers_menu_item)
hooks.register("register_reports_menu_item", DigestMenuItem)
hooks.register("construct_homepage_panels", add_panel)


@hooks.register("register_admin_viewset")
def register_inbox() -> CaseViewSet:
    return CaseViewSet()


@hooks.register("register_admin_viewset")
def register_letters() -> LetterViewSet:
    return LetterViewSet()


@hooks.register("register_admin_viewset")
def register_outbox() -> OutgoingMailViewSet:
    return OutgoingMailViewSet()


@hooks.register("register_admin_viewset")
def register_satisfaction() -> SatisfactionViewSet:
    return SatisfactionViewSet()


@hooks.register("register_admin_viewset")
def register_retention() -> RetentionRuleViewSet:
    return RetentionRuleViewSet()


@hooks.register("register_admin_viewset")
def register_exports() -> CaseExportViewSet:
    return CaseExportViewSet()


@hooks.register("register_admin_viewset")
def register_desk() -> RegistrationViewSet:
    return RegistrationViewSet()
