"""Refusals in the Wagtail admin: before its views would answer "no permission", we say why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_latest_str
from wagtail.models import Page

from wagtail_disclosure.review.guard import held
from wagtail_disclosure.review.models import Clearance, GuardedMixin, ReviewTaskState

WORKFLOW_POST = "action-workflow-action"
PUBLISH_COPIES = "publish_copies"


def may_be_published(instance: Any) -> bool:
    """Whether the guard would let the latest draft of ``instance`` be published."""
    if not isinstance(instance, GuardedMixin):
        return True
    latest = getattr(instance, "get_latest_revision_as_object", None)
    return Clearance.objects.matching(latest() if latest else instance) is not None


def refuse_publication(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Instead of publishing what is not cleared: back to the editor, where its draft is saved."""
    if may_be_published(instance):
        return None
    held.release(instance)
    _say(request, instance, _("Saved as a draft. %(why)s") % {"why": instance.explain_refusal()})
    return _to_editor(request, instance)


def refuse_conversion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A public alias shows what was cleared elsewhere; on its own it would need a clearance."""
    if not isinstance(page, GuardedMixin) or not page.live:
        return None
    own = type(page).objects.get(pk=page.pk)
    own.alias_of = None
    if Clearance.objects.matching(own) is not None:
        return None
    message = _("As a page of its own it would need its own review. Unpublish the alias first.")
    _say(request, page, f"{message} {own.explain_refusal()}")
    return _to_editor(request, page)


def refuse_decision_in_editor(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Decisions are taken where the reviewer sees exactly what becomes public."""
    if request.method != "POST" or WORKFLOW_POST not in request.POST:
        return None
    state = getattr(instance, "current_workflow_task_state", None)
    if not isinstance(instance, GuardedMixin) or not isinstance(state, ReviewTaskState):
        return None
    messages.error(request, _("Nothing was decided: please decide on the review page."))
    return redirect("disclosure_review:review", state.pk)


def explain_copy(request: HttpRequest, page: Page, copy: Page) -> None:
    """Copies that were to be public are drafts: whoever copied is told so."""
    stored = Page.objects.get(pk=copy.pk).specific
    asked = request.method == "POST" and PUBLISH_COPIES in request.POST
    if asked and isinstance(stored, GuardedMixin) and not stored.live:
        held.release(stored)
        message = _("The copy is a draft. %(why)s") % {"why": stored.explain_refusal()}
        _say(request, stored, message)


def publish_what_is_cleared(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Of a selection, publish what is cleared and report the rest by name."""
    if action_type != "publish" or not issubclass(action.model, Page):
        return None
    chosen = [*objects, *_drafts_below(objects, request.user, action)]
    refused = [page for page in chosen if not may_be_published(page.specific)]
    if not refused:
        return None
    _report(request, [page.specific for page in refused])
    keys = {page.pk for page in refused}
    # The bulk action goes on with this very list; drafts below are in it already.
    objects[:] = [page for page in chosen if page.pk not in keys]
    if not objects:
        return redirect(action.next_url)
    action.cleaned_form.cleaned_data["include_descendants"] = False
    return None


def _drafts_below(objects: list[Any], user: Any, action: Any) -> list[Page]:
    """The drafts below the chosen pages that Wagtail would publish with them."""
    if not action.cleaned_form.cleaned_data.get("include_descendants"):
        return []
    found = {
        draft.pk: draft
        for page in objects
        for draft in page.get_descendants().not_live()
        if draft.permissions_for_user(user).can_publish()
    }
    chosen = {page.pk for page in objects}
    return [draft for key, draft in found.items() if key not in chosen]


def _report(request: HttpRequest, refused: list[Any]) -> None:
    names = pgettext("between names", ", ").join(f"“{get_latest_str(page)}”" for page in refused)
    message = ngettext(
        "%(count)s page is not cleared and was not published: %(names)s.",
        "%(count)s pages are not cleared and were not published: %(names)s.",
        len(refused),
    ) % {"count": len(refused), "names": names}
    if len(refused) == 1:
        message = f"{message} {refused[0].explain_refusal()}"
    messages.error(request, message)


def _say(request: HttpRequest, instance: Any, message: str) -> None:
    url = AdminURLFinder(request.user).get_edit_url(instance)
    buttons = [messages.button(url, _("Edit"))] if url else []
    messages.error(request, message, buttons=buttons)


def _to_editor(request: HttpRequest, instance: Any) -> HttpResponse:
    url = AdminURLFinder(request.user).get_edit_url(instance)
    return redirect(url or "wagtailadmin_home")
