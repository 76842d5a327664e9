"""The kinds of guarded content that the routes are tried on."""

from typing import Any

from wagtail.models import Page

from tests.leaks.answers import ANSWER
from tests.leaks.markers import Version
from tests.leaks.questions import QUESTION
from tests.leaks.stored import store
from tests.noticeboard.models import NoticeFile, NoticePage, NoticeSnippet
from wagtail_disclosure.catalog.models import EntryAttachment, EntryPage


class EntryKind:
    """An entry of the catalog, with a file."""

    name = "entry"
    model = EntryPage
    is_page = True
    title_field = "title"
    children = "attachments"
    places = ("title", "summary", "body", "keywords", "caption", "file name", "file")

    def new(self, version: Version, *, address: str, world: Any, live: bool = False) -> EntryPage:
        entry = EntryPage(
            slug=address,
            disclosure_class="proactive",
            responsible_unit=world.unit,
            locale=world.locales[version.language],
            live=live,
        )
        self.write(entry, version)
        world.fresh(world.categories[version.language]).add_child(instance=entry)
        return entry

    def write(self, entry: EntryPage, version: Version) -> None:
        entry.title = version.words("title")
        entry.summary = version.words("summary")
        entry.body = [("paragraph", f"<p>{version.words('body')}</p>")]
        entry.keywords = version.words("keywords")
        row = EntryAttachment(stored_file=store(version), title=version.words("caption"))
        entry.attachments = [row]


class NoticeKind:
    """A page type of an agency's own; its file is named but not handed out."""

    name = "notice"
    model = NoticePage
    is_page = True
    title_field = "title"
    children = "notice_files"
    places = ("title", "body", "caption", "file name")

    def new(self, version: Version, *, address: str, world: Any, live: bool = False) -> NoticePage:
        notice = NoticePage(
            slug=address,
            responsible_unit=world.unit,
            locale=world.locales[version.language],
            live=live,
        )
        self.write(notice, version)
        parent = Page.objects.get(pk=world.homes[version.language].pk)
        parent.add_child(instance=notice)
        return notice

    def write(self, notice: NoticePage, version: Version) -> None:
        notice.title = version.words("title")
        notice.body = [("text", f"<p>{version.words('body')}</p>")]
        notice.notice_files = [
            NoticeFile(stored_file=store(version), caption=version.words("caption"))
        ]


class SnippetKind:
    """A snippet of an agency's own."""

    name = "snippet"
    model = NoticeSnippet
    is_page = False
    title_field = "text"
    children = ""
    places = ("title",)

    def new(
        self, version: Version, *, address: str, world: Any, live: bool = False
    ) -> NoticeSnippet:
        row = NoticeSnippet(locale=world.locales[version.language], live=live)
        self.write(row, version)
        row.save()
        return row

    def write(self, row: NoticeSnippet, version: Version) -> None:
        row.text = version.words("title")


ENTRY, NOTICE, SNIPPET = EntryKind(), NoticeKind(), SnippetKind()
ALL_KINDS = (ENTRY, NOTICE, SNIPPET, QUESTION, ANSWER)
