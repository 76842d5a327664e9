"""Deciding on answers in tests, as the person at the screen does."""

from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import Answer


def decide(work, name, by, **about):
    case = work.case
    result = getattr(actions, name)(
        case, by=by, reason="Because", on=case.received_on, version=case.version, **about
    )
    case.refresh_from_db()
    return result


def answer_of(work) -> Answer:
    return Answer.objects.get(case_id=work.case.pk)
