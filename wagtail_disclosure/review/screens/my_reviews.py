"""My reviews: everything that a person may decide now, and one decision on several of them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_disclosure.review import actions
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import ReviewTaskState
from wagtail_disclosure.review.models.standings import Standing, decidable_by, standing_of
from wagtail_disclosure.review.roles import Role
from wagtail_disclosure.review.screens.cards import changes_of, class_of
from wagtail_disclosure.review.screens.forms import Decision, SeveralDecisionsForm

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A step in the list, with what somebody needs to know it again."""

    task_state: ReviewTaskState
    class_name: str
    changes: str
    is_first_time: bool
    is_chosen: bool

    @classmethod
    def of(cls, standing: Standing, chosen: set[int]) -> "Row":
        state = standing.task_state
        return cls(
            task_state=state,
            class_name=class_of(state),
            changes=changes_of(state),
            is_first_time=state.changes is None,
            is_chosen=state.pk in chosen,
        )


class MyReviewsView(WagtailAdminTemplateMixin, View):
    """Lists the steps that the signed-in person may decide, and takes one decision on several."""

    template_name = "wagtail_disclosure_review/my_reviews.html"
    page_title = gettext_lazy("My reviews")
    header_icon = "check"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.respond(SeveralDecisionsForm(), chosen=set())

    def post(self, request: HttpRequest) -> HttpResponse:
        shown = [int(key) for key in request.POST.getlist("chosen") if key.isdecimal()]
        form = SeveralDecisionsForm(request.POST, shown=shown)
        if not form.is_valid():
            return self.respond(form, chosen=set(shown))
        refused = self.decide(form.cleaned_data)
        if not refused:
            return redirect("disclosure_review:list")
        # What was written stays, and so does the choice of what is still to be decided.
        return self.respond(form, chosen=refused)

    def decide(self, values: dict[str, Any]) -> set[int]:
        """Decide each chosen step on its own; returns those that were refused, each told why."""
        refused = set()
        chosen = values["chosen"]
        found = ReviewTaskState.objects.filter(pk__in=chosen).with_round()
        states = list(found.order_by("started_at", "pk"))
        for state in states:
            try:
                self.decide_one(state, values)
            except DecisionRefused as refusal:
                refused.add(state.pk)
                messages.error(self.request, self.refusal_of(state, refusal))
        gone = len(set(chosen)) - len(states)
        if gone:
            messages.error(self.request, _("Some of them no longer exist: nothing was decided."))
        done = len(states) - len(refused)
        if done:
            messages.success(self.request, self.success_of(values["decision"], done))
        return refused

    def decide_one(self, state: ReviewTaskState, values: dict[str, Any]) -> None:
        user, remark = self.request.user, values["remark"]
        fingerprint = self.request.POST.get(f"fingerprint-{state.pk}", "")
        if values["decision"] == Decision.CONFIRM:
            actions.confirm(state, by=user, fingerprint=fingerprint, remark=remark)
        elif values["decision"] == Decision.REFER:
            actions.refer(state, by=user, question=remark, fingerprint=fingerprint)
        else:
            actions.send_back(state, by=user, remark=remark)

    def refusal_of(self, state: ReviewTaskState, refusal: DecisionRefused) -> str:
        if self.request.user.pk not in standing_of(state).people:
            # Titles of what is not cleared are for the people of the role only.
            return str(refusal)
        return _("“%(title)s”: %(reason)s") % {
            "title": state.revision.object_str,
            "reason": refusal,
        }

    def success_of(self, decision: str, count: int) -> str:
        if decision == Decision.CONFIRM:
            message = ngettext("%(count)d confirmed.", "%(count)d confirmed.", count)
        elif decision == Decision.REFER:
            message = ngettext(
                "%(count)d referred to the secrecy committee.",
                "%(count)d referred to the secrecy committee.",
                count,
            )
        else:
            message = ngettext(
                "%(count)d returned to the drafter.", "%(count)d returned to the drafters.", count
            )
        return message % {"count": count}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def respond(self, form: SeveralDecisionsForm, *, chosen: set[int]) -> HttpResponse:
        page = Paginator(decidable_by(self.request.user), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        rows = [Row.of(standing, chosen) for standing in page]
        # Whether the committee can answer is asked for each when it is referred to it.
        can_refer = any(row.task_state.role != Role.COMMITTEE for row in rows)
        context = self.get_context_data(form=form, rows=rows, page=page, can_refer=can_refer)
        return self.render_to_response(context)
