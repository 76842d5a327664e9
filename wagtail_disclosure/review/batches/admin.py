"""Batches in the Wagtail admin: the menu, and sending entries to review from a list."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from wagtail_disclosure.review.batches.forms import BatchNameForm
from wagtail_disclosure.review.batches.proposing import propose_batch
from wagtail_disclosure.review.batches.standings import visible_to
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import GuardedMixin, ReviewBatch
from wagtail_disclosure.review.taking_part import part_of


class BatchesMenuItem(MenuItem):
    """For people who review, and for those who have proposed a batch."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Batches"),
            reverse("disclosure_review:batches"),
            name="disclosure-batches",
            icon_name="list-ul",
            order=650,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        user = request.user
        if user.has_perm("wagtail_disclosure_review.view_clearance"):
            return True
        part = part_of(user)
        # Most people neither propose nor review, and for them nothing else is asked.
        return part.has_proposed or (part.may_decide and visible_to(user).exists())


class SendBatchBulkAction(PageBulkAction):
    """Select entries in a list and send them to review together, one batch per unit."""

    display_name = gettext_lazy("Send to review as a batch")
    action_type = "disclosure_send_batch"
    aria_label = gettext_lazy("Send the selected entries to review as a batch")
    template_name = "wagtail_disclosure_review/batches/confirm_send.html"
    action_priority = 35
    form_class = BatchNameForm

    def check_perm(self, page: Any) -> bool:
        is_guarded = issubclass(page.specific_class or type(page), GuardedMixin)
        return is_guarded and page.permissions_for_user(self.request.user).can_edit()

    def get_execution_context(self) -> dict[str, Any]:
        return {
            **super().get_execution_context(),
            "name": self.cleaned_form.cleaned_data["name"],
            "request": self.request,
        }

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Any],
        name: str = "",
        user: Any = None,
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """Propose a batch per unit; what is left out, and why, is said."""
        by_unit: dict[Any, list[Any]] = {}
        for page in objects:
            subject = page.specific.get_latest_revision_as_object()
            by_unit.setdefault(subject.review_unit, []).append(subject)
        total = 0
        for unit, subjects in by_unit.items():
            try:
                batch = propose_batch(subjects, unit=unit, name=name, by=user)
            except DecisionRefused as refusal:
                messages.error(request, str(refusal))
            else:
                total += cls.report(batch, request)
        return total, 0

    @classmethod
    def report(cls, batch: ReviewBatch, request: HttpRequest | None) -> int:
        """Say how many rows of the batch wait for whom; returns how many."""
        waiting = batch.items.waiting().count()
        left = batch.items.left().count()
        said = ngettext(
            "“%(name)s”, %(unit)s: %(number)d entry sent to review.",
            "“%(name)s”, %(unit)s: %(number)d entries sent to review.",
            waiting,
        ) % {"name": batch.name, "unit": batch.unit, "number": waiting}
        if left:
            left_out = ngettext(
                "%(number)d entry was left out; the batch says why.",
                "%(number)d entries were left out; the batch says why.",
                left,
            ) % {"number": left}
            # Chinese sets no space between sentences.
            both = pgettext("two sentences", "%(first)s %(second)s")
            said = both % {"first": said, "second": left_out}
        url = reverse("disclosure_review:batch", args=[batch.pk])
        if request is not None:
            messages.success(request, said, buttons=[messages.button(url, _("Open the batch"))])
        return waiting
