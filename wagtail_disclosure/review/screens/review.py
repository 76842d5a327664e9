"""The review screen: everything that a reviewer needs before deciding, and the decision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import PreviewableMixin
from wagtail.utils.decorators import xframe_options_sameorigin_override

from wagtail_disclosure.core.views import file_response
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.content import fingerprints, presentation
from wagtail_disclosure.review.content.file_changes import file_changes
from wagtail_disclosure.review.content.files import files_of
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.hints.subjects import digest, held, hints_for
from wagtail_disclosure.review.hints.waivers import looked_at_sentence
from wagtail_disclosure.review.models import Clearance, ReviewTaskState
from wagtail_disclosure.review.models.addresses import why_not_here
from wagtail_disclosure.review.models.rounds import (
    committee_for,
    latest_revision,
    proposer,
    referral,
    why_not,
)
from wagtail_disclosure.review.models.standings import standing_of
from wagtail_disclosure.review.reclassification import reclassifiers
from wagtail_disclosure.review.roles import Role, acting_for, people_in_role
from wagtail_disclosure.review.screens import status
from wagtail_disclosure.review.screens.forms import Decision, DecisionForm

HOME = "wagtailadmin_home"


class ReviewerMixin:
    """For people who may decide this tier now; for all others it does not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        state = self.task_state
        if not people_in_role(state.role, state.unit).filter(pk=request.user.pk).exists():
            raise Http404
        reason = why_not(state, request.user)
        if reason is not None:
            messages.warning(request, reason)
            return redirect(HOME)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def task_state(self) -> ReviewTaskState:
        return get_object_or_404(ReviewTaskState, pk=self.kwargs["pk"])

    @cached_property
    def subject(self) -> Any:
        """The content in exactly the form that would become public."""
        return latest_revision(self.task_state.workflow_state).as_object()


class ReviewView(ReviewerMixin, WagtailAdminTemplateMixin, View):
    """Shows what becomes public, what changed and who proposed it; takes the decision."""

    template_name = "wagtail_disclosure_review/review.html"
    page_title = gettext_lazy("Secrecy review")
    header_icon = "check"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.new_form()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DecisionForm(request.POST)
        if form.is_valid():
            try:
                self.decide(form.cleaned_data)
            except DecisionRefused as refusal:
                messages.error(request, str(refusal))
                # What the reviewer wrote stays; what they see is new.
                kept = {name: form.cleaned_data[name] for name in ("remark", "looked_at")}
                form = self.new_form(**kept)
            else:
                return redirect(HOME)
        return self.render_to_response(self.get_context_data(form=form))

    def decide(self, values: dict[str, Any]) -> None:
        user, remark = self.request.user, values["remark"]
        if values["decision"] == Decision.CONFIRM:
            actions.confirm(
                self.task_state,
                by=user,
                fingerprint=values["fingerprint"],
                remark=remark,
                looked_at=values["looked_at"],
            )
            message = _("Confirmed: “%(subject)s”.")
        elif values["decision"] == Decision.REFER:
            actions.refer(
                self.task_state, by=user, question=remark, fingerprint=values["fingerprint"]
            )
            message = _("Referred to the secrecy committee: “%(subject)s”.")
        else:
            actions.send_back(self.task_state, by=user, remark=remark)
            message = _("Returned to the drafter: “%(subject)s”.")
        messages.success(self.request, message % {"subject": self.subject})

    def new_form(self, **initial: Any) -> DecisionForm:
        return DecisionForm(initial={"fingerprint": self.fingerprint, **initial})

    @cached_property
    def content(self) -> dict[str, Any]:
        return fingerprints.canonical_content(self.subject)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprints.fingerprint(self.content)

    def get_page_subtitle(self) -> str:
        return str(self.subject)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        model = type(self.subject)
        last = Clearance.objects.last_cleared(self.subject)
        hints = hints_for(self.subject)
        return super().get_context_data(
            task_state=self.task_state,
            subject=self.subject,
            kind=capfirst(str(model._meta.verbose_name)),
            language=fingerprints.language_of(self.subject),
            fingerprint=self.fingerprint,
            has_preview=isinstance(self.subject, PreviewableMixin),
            rows=presentation.rows(self.content, model),
            files=files_of(self.subject),
            hints=hints,
            hints_to_look_at=held(hints),
            hints_digest=digest(hints),
            looked_at_sentence=looked_at_sentence(len(held(hints))),
            last=last,
            differences=last and presentation.differences(last.content, self.content, model),
            file_changes=last and file_changes(last.content, self.content),
            proposer=proposer(self.task_state.workflow_state),
            revision=latest_revision(self.task_state.workflow_state),
            decisions=self.earlier_decisions(),
            status=status.status_of_step(standing_of(self.task_state)),
            obstacle=why_not_here(self.subject),
            question=self.question(),
            absent=acting_for(self.request.user, self.task_state.role, self.task_state.unit),
            can_refer=self.can_refer(),
            can_change_class=bool(reclassifiers.choices(self.subject)),
            **kwargs,
        )

    def earlier_decisions(self) -> list[ReviewTaskState]:
        """What others decided in this round, returns and what an edit voided included."""
        states = ReviewTaskState.objects.filter(
            workflow_state=self.task_state.workflow_state, decided_by_id__isnull=False
        )
        return list(states.select_related("task__reviewtask").order_by("finished_at", "pk"))

    def question(self) -> ReviewTaskState | None:
        """The step that asked the committee, for the committee."""
        if self.task_state.role != Role.COMMITTEE:
            return None
        return referral(self.task_state.workflow_state)

    def can_refer(self) -> bool:
        try:
            committee_for(self.task_state, by=self.request.user)
        except DecisionRefused:
            return False
        return True


class PreviewView(ReviewerMixin, View):
    """The content as visitors would see it."""

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not isinstance(self.subject, PreviewableMixin):
            raise Http404
        return self.subject.make_preview_request(request, self.subject.default_preview_mode)


class FileView(ReviewerMixin, View):
    """A file of the content, which is no visitor's before it is cleared."""

    def get(self, request: HttpRequest, pk: int, file_id: Any) -> HttpResponse:
        for stored in files_of(self.subject):
            if stored.pk == file_id:
                return file_response(stored)
        raise Http404
