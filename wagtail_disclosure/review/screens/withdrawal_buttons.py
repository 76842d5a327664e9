"""*Withdraw* beside what is public, for people who have the right to it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from wagtail_disclosure.review.actions import WITHDRAW
from wagtail_disclosure.review.models import GuardedMixin


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


def _button(model: type[Any], key: Any, user: Any) -> Iterator[Button]:
    if user.has_perm(WITHDRAW):
        options = model._meta
        url = reverse(
            "disclosure_review:withdraw", args=[options.app_label, options.model_name, key]
        )
        yield Button(_("Withdraw"), url, icon_name="view", priority=70)
