"""One question a page: what is typed is kept from page to page, and sent at the end.

Each page is answered by a redirect, so that the browser's own Back works; addresses hold a number
that opens nothing, the code is in a cookie (see ``cookies``).
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from wagtail_disclosure.cases.exceptions import NotSentYet
from wagtail_disclosure.cases.intake import cookies, saved_requests, sending, throttle
from wagtail_disclosure.cases.intake.progress import Progress
from wagtail_disclosure.cases.intake.saved_requests import Draft, NoSavedRequest
from wagtail_disclosure.cases.intake.showing import render, show_receipt
from wagtail_disclosure.cases.intake.subjects import disclosed_subject, page_number
from wagtail_disclosure.cases.intake.suggesting import show_suggestions, suggestions_for
from wagtail_disclosure.cases.request_forms.definitions import DESCRIPTION_KEY
from wagtail_disclosure.cases.request_forms.forms import RequestFormBase, request_form_class
from wagtail_disclosure.cases.request_forms.steps import Step, consents_of, steps_of

CHECK, SUGGESTIONS = "check", "suggestions"
STEP_TEMPLATE = "wagtail_disclosure_cases/request_step.html"
CHECK_TEMPLATE = "wagtail_disclosure_cases/request_check.html"
SAVED_TEMPLATE = "wagtail_disclosure_cases/request_saved.html"
GONE_TEMPLATE = "wagtail_disclosure_cases/request_gone.html"


def serve_steps(request: HttpRequest, page: Any, shown: Any) -> HttpResponse:
    """The page of the form that the address names; the first one where it names none."""
    if not request.GET.get("draft"):
        return _begin(request, page, shown)
    try:
        return _go(request, page, _draft(request, page), shown)
    except NoSavedRequest:
        return render(request, page, GONE_TEMPLATE, status=HTTPStatus.NOT_FOUND)


def _go(request: HttpRequest, page: Any, draft: Draft, shown: Any) -> HttpResponse:
    if request.POST.get("go") == "delete":
        return _delete(request, draft)
    place = request.GET.get("step", "")
    if draft.row.sent_at or place == CHECK:
        return _check(request, page, draft, shown)
    if place == SUGGESTIONS:
        onward = address(request, draft)
        return show_suggestions(request, page, draft, onward=onward) or _go_on(request, draft)
    step = Progress.of(draft).step(place)
    if step is None:
        return _go_on(request, draft)
    if request.method == "POST":
        return _answer(request, page, draft, step)
    form = _form(draft, step, initial=draft.answers)
    return _show_step(request, page, Progress.of(draft), step, form)


def address(request: HttpRequest, draft: Draft, place: str | int = "") -> str:
    """The page of ``draft`` at ``place``; without one, the first that waits for answers."""
    if not place:
        waiting = Progress.of(draft).next()
        place = waiting.number if waiting else CHECK
    return f"{request.path}?{urlencode({'draft': draft.row.pk.hex, 'step': place})}"


def _begin(request: HttpRequest, page: Any, shown: Any) -> HttpResponse:
    definition = shown.definition
    step = steps_of(definition)[0]
    about = request.GET.get("about", "")
    subject = disclosed_subject(about, page)
    progress = Progress(steps_of(definition))
    form_class = request_form_class(definition, step.fields)
    if request.method != "POST":
        initial = {DESCRIPTION_KEY: subject.title} if subject is not None else {}
        form = form_class(initial=initial)
        return _show_step(request, page, progress, step, form, shown=shown, is_first=True)
    form = form_class(request.POST, request.FILES)
    is_enough, status = _is_enough(form, request), HTTPStatus.OK
    if is_enough and not throttle.take(request, "start"):
        # Each that is begun takes room, with its files most of all.
        form.add_error(None, str(sending.TooManyRequests()))
        is_enough, status = False, HTTPStatus.TOO_MANY_REQUESTS
    if not is_enough:
        response = _show_step(request, page, progress, step, form, shown=shown, is_first=True)
        response.status_code = status
        return response
    with transaction.atomic():
        draft = saved_requests.start(
            definition=definition,
            page=str(page.translation_key),
            about=about if subject is not None else "",
            at=timezone.now(),
        )
        _keep(draft, step, form)
    return _after(request, page, draft, step)


def _answer(request: HttpRequest, page: Any, draft: Draft, step: Step) -> HttpResponse:
    """Keep what was answered and lead on; or the page again, with what is wrong."""
    with transaction.atomic():
        draft = saved_requests.lock(draft)
        form = _form(draft, step, request.POST, request.FILES)
        if request.POST.get("go", "").startswith("remove:"):
            saved_requests.remove_file(draft, request.POST["go"].removeprefix("remove:"))
            # Whatever else was typed is kept too, right or not yet.
            form.is_valid()
            _keep(draft, step, form, is_done=False)
            return _redirect(request, draft, step.number)
        if not _is_enough(form, request):
            return _show_step(request, page, Progress.of(draft), step, form)
        _keep(draft, step, form)
    return _after(request, page, draft, step)


def _after(request: HttpRequest, page: Any, draft: Draft, step: Step) -> HttpResponse:
    if request.POST.get("go") == "save":
        return _save(request, page, draft)
    if step.has(DESCRIPTION_KEY) and suggestions_for(request, draft):
        return _redirect(request, draft, SUGGESTIONS)
    return _go_on(request, draft)


def _is_enough(form: RequestFormBase, request: HttpRequest) -> bool:
    """Whether what was typed can be kept: complete, or to be completed later."""
    if form.is_valid():
        return True
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return request.POST.get("go") == "save" and codes == {"required"}


def _keep(draft: Draft, step: Step, form: RequestFormBase, *, is_done: bool = True) -> None:
    is_complete = form.is_valid() and is_done
    saved_requests.add_files(draft, form.uploads(), at=timezone.now())
    Progress.of(draft).finish(step, answers=form.answers())
    if not is_complete:
        draft.content["done"].remove(step.number)
    saved_requests.write(draft)


def _save(request: HttpRequest, page: Any, draft: Draft) -> HttpResponse:
    """Show the code, with which somebody goes on another day or at another desk."""
    saved_requests.keep(draft, at=timezone.now())
    response = render(
        request,
        page,
        SAVED_TEMPLATE,
        code=draft.code,
        expires_at=draft.row.expires_at,
        onward=address(request, draft),
    )
    cookies.remember(response, request, draft)
    return response


def _delete(request: HttpRequest, draft: Draft) -> HttpResponse:
    response = HttpResponseRedirect(request.path)
    cookies.forget(response, draft)
    saved_requests.delete(draft.row)
    return response


def _check(request: HttpRequest, page: Any, draft: Draft, shown: Any) -> HttpResponse:
    """Everything once more, to be changed or sent; on POST the receipt."""
    progress = Progress.of(draft)
    if not draft.row.sent_at and progress.next() is not None:
        return _go_on(request, draft)
    form_class = request_form_class(draft.definition, consents_of(draft.definition))
    form = form_class(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.POST.get("go") == "save" and not draft.row.sent_at:
        return _save(request, page, draft)
    if request.method == "POST" and form.is_valid():
        try:
            return _send(request, page, draft, form, shown)
        except NotSentYet as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, sending.TooManyRequests):
                status = HTTPStatus.TOO_MANY_REQUESTS
    number, total = progress.place(None)
    context = {
        "form": form,
        "draft": draft,
        "rows": [] if draft.row.sent_at else list(_rows(request, draft, progress)),
        "number": number,
        "total": total,
        "back": _address_before(request, draft, progress, None),
    }
    return render(request, page, CHECK_TEMPLATE, shown=shown, status=status, **context)


def _send(
    request: HttpRequest, page: Any, draft: Draft, form: RequestFormBase, shown: Any
) -> HttpResponse:
    if not draft.row.sent_at:
        with transaction.atomic():
            draft = saved_requests.lock(draft)
            if not draft.row.sent_at:
                draft.answers.update(form.answers())
                saved_requests.write(draft)
    about = page_number(disclosed_subject(draft.about, page))
    receipt = sending.send(draft, about_page_id=about, at=timezone.now(), request=request)
    response = show_receipt(request, page, receipt, shown=shown, token=draft.token)
    draft.row.refresh_from_db()
    cookies.remember(response, request, draft)
    return response


def _rows(request: HttpRequest, draft: Draft, progress: Progress) -> Any:
    """Each question with its answer in words, and where it can be changed."""
    answers = {**progress.answers, **{key: kept for key, kept in draft.files.items() if kept}}
    for step in progress.shown:
        for asked in step.asked(progress.answers):
            if asked.applies(progress.answers):
                yield {
                    "question": asked.label,
                    "answer": asked.display(answers.get(asked.key)),
                    "url": f"{address(request, draft, step.number)}#id_{asked.key}",
                }


def _show_step(
    request: HttpRequest,
    page: Any,
    progress: Progress,
    step: Step,
    form: RequestFormBase,
    *,
    shown: Any = None,
    is_first: bool = False,
) -> HttpResponse:
    number, total = progress.place(step)
    draft = progress.draft
    context = {"form": form, "step": step, "number": number, "total": total, "draft": draft}
    context |= {"is_first": is_first, "back": _address_before(request, draft, progress, step)}
    response = render(request, page, STEP_TEMPLATE, shown=shown, **context)
    if draft is not None:
        cookies.remember(response, request, draft)
    return response


def _address_before(
    request: HttpRequest, draft: Draft | None, progress: Progress, step: Step | None
) -> str:
    before = progress.before(step)
    return address(request, draft, before.number) if draft and before else ""


def _form(draft: Draft, step: Step, *args: Any, **kwargs: Any) -> RequestFormBase:
    form_class = request_form_class(draft.definition, step.fields)
    known = {key: answer for key, answer in draft.answers.items() if not step.has(key)}
    return form_class(*args, known=known, kept=draft.files, **kwargs)


def _draft(request: HttpRequest, page: Any) -> Draft:
    """What this browser writes at this page. Raises NoSavedRequest."""
    code = cookies.code_of(request, request.GET["draft"])
    draft = saved_requests.open_draft(code, at=timezone.now())
    if draft.page != str(page.translation_key):
        raise NoSavedRequest
    return draft


def _go_on(request: HttpRequest, draft: Draft) -> HttpResponse:
    return _redirect(request, draft, "")


def _redirect(request: HttpRequest, draft: Draft, place: str | int) -> HttpResponse:
    response = HttpResponseRedirect(address(request, draft, place), status=HTTPStatus.SEE_OTHER)
    cookies.remember(response, request, draft)
    return response
