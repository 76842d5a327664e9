"""One case in the admin: its story, its clock, its content and what can be done next."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.answer_review import standing_of
from wagtail_disclosure.cases.clock.computing import calendar_of, today
from wagtail_disclosure.cases.clock.words import describe_due
from wagtail_disclosure.cases.disclosure_log.listing import entry_of
from wagtail_disclosure.cases.disclosure_log.proposals import draft_of
from wagtail_disclosure.cases.disclosure_log.repeated import asked_for_as_well
from wagtail_disclosure.cases.exceptions import CaseMovedOn, CaseRefused
from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.cases.models import AnswerItem, Letter
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.registration.custody_views import custody_of
from wagtail_disclosure.cases.request_forms.definitions import Definition
from wagtail_disclosure.cases.request_forms.file_fields import ask_for_files_again
from wagtail_disclosure.cases.workspace import reading
from wagtail_disclosure.cases.workspace.all_steps import STEP_BY_NAME, possible_steps
from wagtail_disclosure.cases.workspace.forms.asking import NoteForm
from wagtail_disclosure.cases.workspace.forms.receipt import RevealForm
from wagtail_disclosure.cases.workspace.papers import (
    Paper,
    hides_names_of_request,
    papers,
    without_names,
)
from wagtail_disclosure.cases.workspace.sealed import UNREADABLE, read
from wagtail_disclosure.cases.workspace.steps import Step, form_for
from wagtail_disclosure.core.encryption import CannotDecrypt
from wagtail_disclosure.core.explanations import explained_days
from wagtail_disclosure.core.views import file_response


class WorkspaceView(WagtailAdminTemplateMixin, View):
    """Shows a case and takes its actions, each posted to an address of its own."""

    template_name = "wagtail_disclosure_cases/admin/workspace.html"
    header_icon = "mail"
    index_url_name = "disclosure_cases:index"
    page_title = gettext_lazy("Case")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visible = policy.instances_user_has_any_permission_for(request.user, ["view"])
        related = visible.select_related(
            "informationrequest__form_definition",
            "applicantidentity",
            "casecontent",
            "body__calendar",
            "key",
            "law",
            "unit",
            "window",
        ).prefetch_related("legalholds")
        # The same 404 for a case of another unit as for one that does not exist.
        self.case = get_object_or_404(related, pk=kwargs["pk"])
        self.allowed = policy.allowed_actions(request.user, self.case)
        self.is_whole = policy.read_whole_by(request.user).filter(pk=self.case.pk).exists()
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def show(self, *, status: int = HTTPStatus.OK, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)

    def get_page_subtitle(self) -> str:
        return self.case.number

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Cases")},
            {"url": "", "label": self.case.number},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bound = kwargs.pop("bound", None)
        came_in = papers(self.case, is_revealed="revealed" in kwargs)
        told = {**self._answer(bound), **self._clock(), **self._content(came_in)}
        if self.is_whole:
            told |= {**self._papers(came_in), **self._links()}
        return super().get_context_data(**{"case": self.case, **told, **kwargs})

    def _answer(self, bound: Any) -> dict[str, Any]:
        """The answer, how far its review is, and what this person can do next."""
        answers = self.case.answers.select_related("outcome", "clearance")
        answer = next(iter(answers.prefetch_related("items__stored_file").order_by("-pk")), None)
        user = self.request.user
        steps = possible_steps(self.case, answer=answer, allowed=self.allowed, user=user)
        return {
            "answer": answer,
            "items": reading.items(self.case, answer) if answer else [],
            "review": standing_of(answer) if answer else None,
            "step_forms": [self._with_form(step, bound) for step in steps],
            "asked": reading.asked(self.case, on=today()),
            "note_form": NoteForm(auto_id="id_note_%s") if self._may("note") else None,
            "may_reveal": self._may("reveal"),
            "reveal_form": RevealForm(auto_id="id_reveal_%s"),
        }

    def _clock(self) -> dict[str, Any]:
        """How the last day was counted, and what happened so far."""
        case = self.case
        return {
            "events": case.caseevents.all(),
            "clock_events": case.clockevents.all(),
            "history_rows": case.concrete().history.select_related("unit"),
            "days": explained_days(case.due_explanation, due_on=case.due_on),
            "counted": sum(1 for row in case.due_explanation if row["counts"]),
            "due": describe_due(case, on=today(), calendar=calendar_of(case)),
            "hold": reading.hold_on(case),
            "erasures": case.erasures.all(),
        }

    def _papers(self, came_in: list[Paper]) -> dict[str, Any]:
        """What may say who applied: for those who work on the case, not for its reviewers."""
        return {
            "papers": came_in,
            "has_hidden_names": any(not paper.is_named for paper in came_in),
            "letters": list(Letter.objects.filter(case_id=self.case.pk).with_deliveries()),
            "notes": self._notes(),
            "custody": list(custody_of(self.case)),
            "satisfaction": reading.satisfaction(self.case),
        }

    def _links(self) -> dict[str, Any]:
        """Other cases and pages that have to do with this one."""
        case, user = self.case, self.request.user
        return {
            "linked": list(reading.linked(case, user)),
            "alike": reading.of_same_applicant(case, user),
            "asked_for": asked_for_as_well(case, on=today()),
            "log_entry": entry_of(case) if case.outcome_id else None,
            "proposed_page": draft_of(case) if case.outcome_id else None,
        }

    def _may(self, action: str) -> bool:
        """Whether it is any use to offer what takes the key of the case."""
        return action in self.allowed and not self.case.key.is_destroyed

    def _with_form(self, step: Step, bound: Any) -> dict[str, Any]:
        is_bound = bound is not None and bound[0] is step
        form = bound[1] if is_bound else form_for(step, self.case, today=today())
        return {
            "step": step,
            "form": form,
            "url": self._step_url(step.name),
            "is_shown": is_bound or step.is_main(self.case),
        }

    def _step_url(self, name: str) -> str:
        return reverse("disclosure_cases:step", args=[self.case.pk, name])

    def _notes(self) -> list[tuple[Any, str]]:
        """Notes with their text, newest first; the key of the case is unwrapped for each."""
        notes = self.case.notes.order_by("-pk")
        for note in notes:
            note.case = self.case
        return [(note, read(note, "text")) for note in notes]

    def _content(self, came_in: list[Paper]) -> dict[str, Any]:
        """The request in words, and the questions whose answers stay masked."""
        definition = Definition.from_content(self.case.concrete().form_definition.content)
        masked = [field for field in definition.fields if field.identifies]
        try:
            answers = self.case.casecontent.unseal()
        except CannotDecrypt:
            return {"masked": masked, "content": [], "is_unreadable": True}
        if not self.is_whole or hides_names_of_request(came_in):
            answers = without_names(definition, answers)
        content = list(definition.in_words(answers))
        return {"masked": masked, "content": content, "is_unreadable": False}


class StepView(WorkspaceView):
    """Takes one action; shows the workspace again, with what was typed, where it is refused."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, step_name: str) -> HttpResponse:
        step = STEP_BY_NAME.get(step_name)
        if step is None:
            raise Http404
        if step.permission not in self.allowed:
            raise PermissionDenied
        form = form_for(step, self.case, today=today(), data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self._show_again(step, form)
        try:
            step.run(self.case, by=request.user, **form.keywords())
        except CaseMovedOn as refusal:
            return self._show_conflict(form, refusal)
        except (CaseRefused, ValidationError) as refusal:
            message = refusal if isinstance(refusal, ValidationError) else str(refusal)
            return self._show_refused(step, form, message)
        except CannotDecrypt:
            return self._show_refused(step, form, UNREADABLE)
        messages.success(request, step.done % {"number": self.case.number})
        if self._is_visible():
            return redirect("disclosure_cases:workspace", pk=pk)
        # A reviewer of another unit, who has nothing more to read here.
        return redirect("wagtailadmin_home")

    def _is_visible(self) -> bool:
        visible = policy.instances_user_has_any_permission_for(self.request.user, ["view"])
        return visible.filter(pk=self.case.pk).exists()

    def _show_refused(self, step: Step, form: Any, message: Any) -> HttpResponse:
        form.add_error(None, message)
        return self._show_again(step, form)

    def _show_again(self, step: Step, form: Any) -> HttpResponse:
        ask_for_files_again(form)
        return self.show(status=HTTPStatus.UNPROCESSABLE_ENTITY, bound=(step, form))

    def _show_conflict(self, form: Any, refusal: CaseMovedOn) -> HttpResponse:
        """The case as it is now, beside what the person wanted to save."""
        self.case.refresh_from_db()
        unsaved = [form[name] for name in ("text", "reason") if name in form.fields]
        return self.show(status=HTTPStatus.CONFLICT, refusal=str(refusal), unsaved=unsaved)


class ItemFileView(WorkspaceView):
    """The file of an item of an answer, for whoever may see the case: reviewers read it first."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int, item_id: int) -> HttpResponse:
        items = AnswerItem.objects.filter(answer__case_id=self.case.pk, stored_file__isnull=False)
        item = get_object_or_404(items.select_related("stored_file"), pk=item_id)
        return file_response(item.stored_file)


class NoteView(WorkspaceView):
    """Keeps a note, sealed, and shows the workspace again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "note" not in self.allowed:
            raise PermissionDenied
        form = NoteForm(request.POST, auto_id="id_note_%s")
        if not form.is_valid():
            return self.show(status=HTTPStatus.UNPROCESSABLE_ENTITY, note_form=form)
        try:
            actions.note(self.case, text=form.cleaned_data["text"], by=request.user, on=today())
        except CannotDecrypt:
            form.add_error(None, UNREADABLE)
            return self.show(status=HTTPStatus.UNPROCESSABLE_ENTITY, note_form=form)
        messages.success(request, _("The note is kept with %(number)s.") % {"number": self.case})
        return redirect("disclosure_cases:workspace", pk=pk)


class RevealView(WorkspaceView):
    """Shows who applied, once, to somebody who says what for."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "reveal" not in self.allowed:
            raise PermissionDenied
        form = RevealForm(request.POST, auto_id="id_reveal_%s")
        if not form.is_valid():
            return self.show(status=HTTPStatus.UNPROCESSABLE_ENTITY, reveal_form=form)
        purpose = form.cleaned_data["purpose"]
        try:
            actions.reveal_applicant(self.case, by=request.user, purpose=purpose, on=today())
            revealed = merge_fields.labeled_values_for(self.case)
        except CannotDecrypt:
            messages.error(request, str(UNREADABLE))
            return redirect("disclosure_cases:workspace", pk=pk)
        return self.show(revealed=revealed)
