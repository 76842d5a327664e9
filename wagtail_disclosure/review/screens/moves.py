"""Moves in the Wagtail admin that would show a name nobody cleared: refused with the reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from wagtail_disclosure.review.guard.addresses import is_refused, why_not_there


def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Instead of moving it: back to where the new parent is chosen."""
    if not is_refused(page, page.get_parent(), destination):
        return None
    messages.error(request, why_not_there(page))
    return redirect("wagtailadmin_pages:move", page.pk)


def move_what_may_be_moved(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Of a selection, move what may be moved and name the rest."""
    if action_type != "move" or not issubclass(action.model, Page):
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    refused = [page for page in objects if is_refused(page, page.get_parent(), destination)]
    for page in refused:
        messages.error(request, why_not_there(page))
    # The bulk action goes on with this very list.
    objects[:] = [page for page in objects if page not in refused]
    return None if objects else redirect(action.next_url)
