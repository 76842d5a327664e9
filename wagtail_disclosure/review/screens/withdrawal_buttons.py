"""*Withdraw* beside what is public, for people who have the right to it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import DraftStateMixin, Page

from wagtail_disclosure.review.actions import WITHDRAW
from wagtail_disclosure.review.models import Clearance, GuardedMixin

# Functions of what is public and of a user, which give the buttons on the pages of its clearances.
CLEARANCE_HOOK = "register_disclosure_clearance_buttons"


def for_page(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """For Wagtail's hooks of the buttons of a page."""
    model = page.specific_class
    if model is not None and page.live and issubclass(model, GuardedMixin):
        yield from _button(model, page.pk, user)


def for_snippet(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """For Wagtail's hook of the buttons of a snippet."""
    if isinstance(snippet, GuardedMixin) and snippet.live:
        yield from _button(type(snippet), snippet.pk, user)


def for_clearance(clearance: Clearance, user: Any) -> Iterator[Button]:
    """What may be done with what a clearance is about, as long as that is public."""
    subject = _public_subject(clearance)
    if subject is not None:
        for way in hooks.get_hooks(CLEARANCE_HOOK):
            yield from way(subject, user)


def for_public(instance: Any, user: Any) -> Iterator[Button]:
    """For our own hook: beside the clearance of what is public.

    The way of the office, whose people edit no pages. Answers are not offered: who got one has it.
    """
    if isinstance(instance, DraftStateMixin):
        yield from _button(type(instance), instance.pk, user)


def _button(model: type[Any], key: Any, user: Any) -> Iterator[Button]:
    if user.has_perm(WITHDRAW):
        options = model._meta
        url = reverse(
            "disclosure_review:withdraw", args=[options.app_label, options.model_name, key]
        )
        yield Button(_("Withdraw"), url, icon_name="view", priority=70)


def _public_subject(clearance: Clearance) -> Any:
    try:
        model = apps.get_model(clearance.object_type)
    except LookupError:
        # Its app is no longer installed.
        return None
    if not issubclass(model, GuardedMixin):
        return None
    public = model._base_manager.filter(live=True, clearance__isnull=False)
    return public.filter(pk=clearance.object_id).first()
