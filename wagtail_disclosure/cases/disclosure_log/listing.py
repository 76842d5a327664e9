"""Which answers can be written down for the disclosure log, with which files, and where."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Locale

from wagtail_disclosure.cases.models import Answer, AnswerItem, Case
from wagtail_disclosure.cases.models.log_pages import DisclosureLogEntry, DisclosureLogPage
from wagtail_disclosure.cases.models.logged_answers import LoggedAnswer
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.rules.outcomes import RELEASING


def newest_answer(case: Case) -> Answer | None:
    """The answer that was delivered last, also where it is hidden: no older one stands for it."""
    answers = Answer.objects.filter(case_id=case.pk, live=True).select_related("outcome")
    return answers.order_by("-pk").first()


def is_listable(case: Case) -> bool:
    """Whether ``case`` was answered with information, can be read, and has no entry yet."""
    released = case.outcome is not None and case.outcome.kind in RELEASING
    return released and not case.key.is_destroyed and entry_of(case) is None


def released_items(case: Case) -> QuerySet[Any]:
    """The documents that went out with the newest answer, with a file each."""
    answer = newest_answer(case)
    items = AnswerItem.objects.filter(answer=answer, stored_file__isnull=False)
    released = [decision for decision in AnswerItem.Decision if _releases(decision)]
    quarantined = StoredFile.ScanState.QUARANTINED
    return items.filter(decision__in=released).exclude(stored_file__scan_state=quarantined)


def released_file(item: AnswerItem, answer: Answer) -> StoredFile | None:
    """The file that went out with ``item`` of ``answer``; None for anything else."""
    is_of_it = item.answer_id == answer.pk
    found = released_items(answer.case).filter(pk=item.pk).first() if is_of_it else None
    return found and found.stored_file


def entry_of(case: Case) -> Any:
    """The entry about the newest answer to ``case``, as it was written first; None without one."""
    newest = LoggedAnswer.objects.filter(answer=newest_answer(case)).values("entry_key")
    entries = DisclosureLogEntry._base_manager.filter(translation_key__in=newest, alias_of=None)
    return entries.order_by("pk").first()


def log_to_write_in() -> Any:
    """The log in the site's default language, else in any; None where there is none."""
    code = conf.default_language()
    default = Locale.objects.filter(language_code=code).values_list("pk", flat=True).first()
    logs = DisclosureLogPage.objects.filter(alias_of=None).select_related("locale").order_by("path")
    return logs.filter(locale=default).first() or logs.first()


def _releases(decision: str) -> bool:
    return AnswerItem(decision=decision).releases
