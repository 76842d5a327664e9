"""The editor of wagtail-localize for guarded objects: its *Publish* sends to the review."""

import json
from typing import Any

from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import DraftStateMixin, WorkflowState

from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import GuardedMixin, ReviewTaskState
from wagtail_disclosure.review.translations import localize, sending, staleness


def before_edit(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Before wagtail-localize's own editor: say how things stand, send what is to be published."""
    if not is_reviewed(instance):
        return None
    if request.method == "POST":
        return _send(request, instance) if request.POST.get("action") == "publish" else None
    if not len(get_messages(request)):
        _tell_state(request, instance)
    return None


def is_reviewed(instance: Any) -> bool:
    """Whether this object is kept by wagtail-localize and passes the review of translations."""
    return (
        isinstance(instance, GuardedMixin)
        and isinstance(instance, DraftStateMixin)
        and localize.translation_of(instance) is not None
    )


def with_review(props: str) -> str:
    """The properties of the editor for somebody who may send, whether they may publish or not."""
    values = json.loads(props)
    values["perms"]["canPublish"] = True
    return json.dumps(values)


def words() -> str:
    """What the button says: the editor's own words, and ours."""
    return json.dumps(
        {
            "Publish in ": _("Send to translation review:") + " ",
            "Publishing...": _("Sending…"),
        }
    )


def _send(request: HttpRequest, instance: Any) -> HttpResponse:
    try:
        sent = sending.send(instance, by=request.user)
    except (DecisionRefused, ValidationError) as refusal:
        # Text that the model refuses is marked in the editor by wagtail-localize.
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
    else:
        _tell_sent(request, instance, sent)
    return redirect(request.path)


def _tell_sent(request: HttpRequest, instance: Any, sent: sending.Sent) -> None:
    values = {"subject": type(instance).objects.get(pk=instance.pk).get_latest_revision_as_object()}
    if sent.is_cleared_already:
        messages.info(request, _("“%(subject)s” is public in exactly this form.") % values)
        return
    messages.success(request, _("Sent to translation review: “%(subject)s”.") % values)
    if sent.missing:
        text = ngettext(
            "%(number)d string is not translated and stays in the language of the original.",
            "%(number)d strings are not translated and stay in the language of the original.",
            sent.missing,
        )
        messages.warning(request, text % {"number": sent.missing})


def _tell_state(request: HttpRequest, instance: Any) -> None:
    """Where the translation stands, which wagtail-localize does not know."""
    round_ = instance.current_workflow_state
    step = round_.current_task_state.specific if round_ else None
    if isinstance(step, ReviewTaskState) and round_.status == WorkflowState.STATUS_NEEDS_CHANGES:
        text = _("Returned by %(name)s: “%(remark)s”. Change it and send it again.")
        values = {"name": step.decided_by_name, "remark": step.comment}
        messages.warning(request, text % values)
    elif isinstance(step, ReviewTaskState):
        text = _(
            "In review since %(day)s. What you change becomes part of it when you send it again."
        )
        messages.info(request, text % {"day": _day(step.started_at)})
    elif original := staleness.changed_original(instance):
        text = _(
            "The original was changed on %(day)s. Visitors still read the earlier translation."
        )
        said = text % {"day": _day(original.clearance.decided_at)}
        messages.warning(request, f"{said} {_what_to_do(instance, original)}")


def _what_to_do(instance: Any, original: Any) -> str:
    if sending.is_up_to_date(localize.translation_of(instance), original):
        return _("Translate what is new below, and send it again.")
    return _("Send it to bring the new text in, translate it, and send it again.")


def _day(moment: Any) -> str:
    return written_day(moment)
