"""What the review adds to the Wagtail admin."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail import hooks

from wagtail_disclosure.core.admin import MENU_HOOK
from wagtail_disclosure.review import unit_permissions, urls
from wagtail_disclosure.review.batches.admin import BatchesMenuItem, SendBatchBulkAction
from wagtail_disclosure.review.guard.held import PUBLICATION_REFUSED
from wagtail_disclosure.review.links import register_link_handler
from wagtail_disclosure.review.models import Delegation
from wagtail_disclosure.review.models.rounds import ROUND_RESTARTED
from wagtail_disclosure.review.models.task_states import REFERRED
from wagtail_disclosure.review.permissions import delegation_policy
from wagtail_disclosure.review.screens import (
    action_menus,
    drafts_not_found,
    hidden_drafts,
    moves,
    refusals,
    withdrawal_buttons,
)
from wagtail_disclosure.review.screens.viewsets import (
    ClearanceViewSet,
    DelegationViewSet,
    ReviewProfileViewSet,
)
from wagtail_disclosure.review.translations import editor, listing, localize, localize_lists

if WAGTAIL_VERSION >= (8, 0):
    from wagtail.permissions import register_permission_policy

    register_permission_policy(Delegation, delegation_policy)

if localize.is_installed():
    # Before wagtail-localize, which takes over the editor of whatever it translates.
    for hook in ("before_edit_page", "before_edit_snippet"):
        hooks.register(hook, editor.before_edit, order=-1)
    hooks.register(MENU_HOOK, listing.menu_item)
    hooks.register("register_admin_urls", localize_lists.addresses, order=-1)
for verb in ("edit", "delete", "unpublish", "move", "copy"):
    hooks.register(f"before_{verb}_page", unit_permissions.refuse_pages_of_others, order=-2)
hooks.register("before_bulk_action", unit_permissions.refuse_in_bulk, order=-2)
hooks.register("construct_page_action_menu", action_menus.arrange_for_pages)
hooks.register("construct_snippet_action_menu", action_menus.arrange_for_snippets)
hooks.register("before_publish_page", refusals.refuse_publication)
hooks.register("before_publish", refusals.refuse_publication)
hooks.register("before_bulk_action", refusals.publish_what_is_cleared)
hooks.register("before_bulk_action", moves.move_what_may_be_moved)
hooks.register("before_move_page", moves.refuse_move)
hooks.register("before_convert_alias_page", refusals.refuse_conversion)
hooks.register("before_edit_page", refusals.refuse_decision_in_editor)
hooks.register("before_edit_snippet", refusals.refuse_decision_in_editor)
hooks.register("after_copy_page", refusals.explain_copy)
hooks.register("construct_page_chooser_queryset", hidden_drafts.hide_drafts_in_chooser)
hooks.register("construct_explorer_page_queryset", hidden_drafts.hide_drafts_in_explorer)
# Last, so that the addresses of all apps are there.
hooks.register("register_admin_urls", drafts_not_found.hide_at_addresses, order=1000)
hooks.register("register_page_header_buttons", withdrawal_buttons.for_page)
hooks.register("register_page_listing_more_buttons", withdrawal_buttons.for_page)
hooks.register("register_snippet_listing_buttons", withdrawal_buttons.for_snippet)
hooks.register(withdrawal_buttons.CLEARANCE_HOOK, withdrawal_buttons.for_public)
# After Wagtail's own, whatever the order of the apps.
hooks.register("register_rich_text_features", register_link_handler, order=100)
hooks.register("register_bulk_action", SendBatchBulkAction)
hooks.register(MENU_HOOK, BatchesMenuItem)


@hooks.register("register_admin_urls")
def register_review_urls() -> list:
    return [path("disclosure/review/", include((urls, urls.app_name)))]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list:
    return [ReviewProfileViewSet(), DelegationViewSet(), ClearanceViewSet()]


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    actions.register_action(
        PUBLICATION_REFUSED,
        _("Keep as draft"),
        _("Kept as a draft: the secrecy review has not cleared this content"),
    )
    actions.register_action(
        ROUND_RESTARTED,
        _("Restart the review"),
        _("Edited during the review, so the first tier begins again"),
    )
    actions.register_action(
        REFERRED, _("Refer to the committee"), _("Referred to the secrecy committee")
    )
