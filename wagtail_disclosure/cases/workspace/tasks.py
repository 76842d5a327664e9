"""A task as the people of its unit see it, who need not see the case."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.clock.terms import end_of
from wagtail_disclosure.cases.exceptions import CaseRefused
from wagtail_disclosure.cases.models import UnitTask
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.workspace.forms.asking import FinishTaskForm


class TaskView(WagtailAdminTemplateMixin, FormView):
    """What a unit is asked to do for a case, and the place to say that it is done."""

    template_name = "wagtail_disclosure_cases/admin/task.html"
    form_class = FinishTaskForm
    header_icon = "tasks"
    page_title = _("Task for a request")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tasks = UnitTask.objects.select_related("case__body__calendar", "unit")
        self.task = get_object_or_404(tasks, pk=kwargs["pk"])
        if not policy.may_finish(request.user, self.task):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "task": self.task}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        end = end_of(self.task)
        until = end.due_on if end else None
        return super().get_context_data(task=self.task, until=until, **kwargs)

    def form_valid(self, form: FinishTaskForm) -> HttpResponse:
        result = form.cleaned_data["result"]
        try:
            actions.finish_task(self.task, result=result, by=self.request.user, on=today())
        except (CaseRefused, ValidationError) as refusal:
            message = refusal if isinstance(refusal, ValidationError) else str(refusal)
            form.add_error(None, message)
            return self.form_invalid(form)
        messages.success(self.request, _now("The task is done."))
        return redirect("wagtailadmin_home")
