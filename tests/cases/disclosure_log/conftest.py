"""A case that was answered in part, and entries of the log, drafted and public."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from tests.cases.factories import Casework
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import AnswerItem, DisclosureLogEntry, DisclosureLogPage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Exemption, Outcome, StoredFile
from wagtail_disclosure.review.actions import record

ON = date(2026, 12, 1)
WORDS = {
    "title": "Levels of the river",
    "asked": "The levels that were measured in 2025.",
    "answered": "The table is released. The contract stays secret: it names prices.",
}


def store(name: str, content: bytes = b"2025,3") -> StoredFile:
    file = ContentFile(content, name=name)
    return StoredFile.store(file, name=name, content_type="text/csv", by=Actor.software("test"))


def outcome(code: str) -> Outcome:
    return Outcome.objects.get(law__code="cn-ogi-2019", code=code)


@pytest.fixture
def log(agency) -> DisclosureLogPage:
    return DisclosureLogPage.objects.get(locale__language_code="zh-hans")


def answer_in_part(casework: Casework, *, file_name: str = "l.csv") -> Casework:
    """One document is released with its file, one is withheld."""
    casework.accept().assign().draft(outcome=outcome("partly-granted"))
    about = {"by": casework.officer, "reason": "r", "on": ON}
    released = {"title": "Levels of 2025", "decision": "released", "stored_file": store(file_name)}
    actions.add_item(casework.case, **released, **about)
    grounds = Exemption.objects.filter(law=casework.case.law, code="cn-ogi-15-trade-secret")
    withheld = {"title": "Contract", "decision": "withheld", "exemptions": grounds}
    actions.add_item(casework.case, explanation="It names prices.", **withheld, **about)
    return casework.propose().clear().answer(on=ON)


@pytest.fixture
def answered(casework, agency):
    return answer_in_part(casework)


@pytest.fixture
def items(answered) -> list[AnswerItem]:
    return list(answered.case.answers.get().items.filter(stored_file__isnull=False))


@pytest.fixture
def list_in_log(answered):
    def act(**values: Any) -> DisclosureLogEntry:
        values = {**WORDS, "by": answered.officer, "reason": "Of use to others", "on": ON, **values}
        return actions.list_in_log(answered.case, **values)

    return act


@pytest.fixture
def write(log):
    """An entry of the log that comes from no case; public unless somebody says otherwise."""

    def write(title: str = "A", *, is_public: bool = True, **values: Any) -> DisclosureLogEntry:
        entry = DisclosureLogEntry(
            title=title,
            asked=values.pop("asked", "The levels."),
            answered=values.pop("answered", "Here they are."),
            outcome=outcome(values.pop("code", "granted")),
            answered_on=values.pop("answered_on", ON),
            locale=values.pop("locale", log.locale),
            live=False,
            **values,
        )
        parent = log if entry.locale_id == log.locale_id else log.get_translation(entry.locale)
        DisclosureLogPage.objects.get(pk=parent.pk).add_child(instance=entry)
        entry.save_revision()
        return disclose(entry) if is_public else entry

    return write


def disclose(entry: DisclosureLogEntry) -> DisclosureLogEntry:
    """Clear what was written last, the short way, and publish it."""
    stored = DisclosureLogEntry.objects.get(pk=entry.pk)
    revision = stored.get_latest_revision()
    people = {"proposed_by": Actor(id=901, name="a"), "decided_by": Actor(id=902, name="b")}
    record(revision.as_object(), **people)
    stored.publish(revision, skip_permission_checks=True)
    return DisclosureLogEntry.objects.get(pk=entry.pk)
