"""Entries of the disclosure log, each with a file that was released."""

from typing import Any

from django.utils import timezone

from tests.leaks.markers import Version
from tests.leaks.stored import store
from wagtail_disclosure.cases.models import DisclosureLogEntry, DisclosureLogPage, ReleasedFile
from wagtail_disclosure.core.models import Outcome


class AnswerKind:
    """What was asked and answered, and the file that went out."""

    name = "logged answer"
    model = DisclosureLogEntry
    is_page = True
    title_field = "title"
    children = "released_files"
    places = ("title", "summary", "body", "caption", "file name", "file")

    def new(
        self, version: Version, *, address: str, world: Any, live: bool = False
    ) -> DisclosureLogEntry:
        entry = DisclosureLogEntry(
            slug=address,
            outcome=Outcome.objects.filter(kind="granted").order_by("pk").first(),
            answered_on=timezone.localdate(),
            responsible_unit=world.unit,
            locale=world.locales[version.language],
            live=live,
        )
        self.write(entry, version)
        log_of(version.language).add_child(instance=entry)
        return entry

    def write(self, entry: DisclosureLogEntry, version: Version) -> None:
        entry.title = version.words("title")
        entry.asked = version.words("summary")
        entry.answered = version.words("body")
        row = ReleasedFile(stored_file=store(version), title=version.words("caption"))
        entry.released_files = [row]


ANSWER = AnswerKind()


def log_of(language: str) -> DisclosureLogPage:
    return DisclosureLogPage.objects.get(locale__language_code=language)
