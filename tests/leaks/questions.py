"""Questions and answers, and one public question that every entry is related to."""

from typing import Any

from django.utils import timezone

from tests.leaks.markers import Version
from wagtail_disclosure.catalog.models import FAQIndexPage, FAQPage
from wagtail_disclosure.core.models import PublicBody

TOPIC = "leaks"
RELATED = "related"
# Those that a run of the machine writes, unless its clock is told a year after the next.
MOST_ENTRIES = 40
YEARS = (timezone.localdate().year, timezone.localdate().year + 1)


class QuestionKind:
    """A question with its answer; all of one topic, so that the booklet has them all."""

    name = "question"
    model = FAQPage
    is_page = True
    title_field = "title"
    children = ""
    places = ("title", "body")

    def new(self, version: Version, *, address: str, world: Any, live: bool = False) -> FAQPage:
        question = FAQPage(
            slug=address,
            topic=TOPIC,
            responsible_unit=world.unit,
            locale=world.locales[version.language],
            live=live,
        )
        self.write(question, version)
        index_of(version.language).add_child(instance=question)
        return question

    def write(self, question: FAQPage, version: Version) -> None:
        question.title = version.words("title")
        question.answer = [("paragraph", f"<p>{version.words('body')}</p>")]


QUESTION = QuestionKind()


def index_of(language: str) -> FAQIndexPage:
    return FAQIndexPage.objects.get(locale__language_code=language)


def write_related_questions(world: Any) -> list[Any]:
    """The lists of questions and, in each, one that names every index number to come."""
    pages = []
    for language, locale in world.locales.items():
        question = FAQPage(
            title="Where is it?",
            slug=RELATED,
            topic="Entries",
            answer=[("paragraph", "<p>Here.</p>")],
            related_entries=[("entry", number) for number in _numbers_to_come()],
            locale=locale,
            live=False,
        )
        index = index_of(language)
        index.add_child(instance=question)
        question.save_revision()
        pages += [index, question]
    return pages


def _numbers_to_come() -> list[str]:
    code = PublicBody.objects.own().code
    serials = range(1, MOST_ENTRIES + 1)
    return [f"{code}/{year}-{serial:05d}" for year in YEARS for serial in serials]


def is_named(index_number: str) -> bool:
    """Whether the questions name the entry with this number."""
    year, serial = index_number.rpartition("/")[2].split("-")
    return int(year) in YEARS and int(serial) <= MOST_ENTRIES
