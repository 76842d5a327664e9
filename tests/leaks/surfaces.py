"""Everything that anybody can read: no marker of what is not cleared may be on any of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from tests.leaks.kinds import ENTRY, NOTICE, SNIPPET, store
from tests.leaks.markers import LANGUAGES, Version
from tests.leaks.readers import ANONYMOUS, OFFICER, TOKEN, get
from tests.leaks.urls import HAS_V3
from tests.leaks.world import Item, World

VISITORS = (ANONYMOUS, OFFICER)
# Files of older versions are asked for no more.
FILES = 2
# With more entries than this the newest ones only are on the start page.
ON_THE_START_PAGE = 5

Places = Iterable[str]


@dataclass(frozen=True)
class Surface:
    """``read`` gives all that the reader gets; ``shows`` names the places that must be in it.

    Where ``addresses`` are listed, those of everything public must be there and no others.

    Those that do not need the object can be asked for what is deleted.

    Surfaces that are read ``rarely`` wait for the full sweep of the machine.
    """

    name: str
    title: str
    readers: tuple[str, ...]
    read: Callable[..., bytes]
    shows: Callable[[World, Item], Places]
    addresses: bool
    rarely: bool
    needs_v3: bool
    needs_object: bool

    @property
    def is_here(self) -> bool:
        """Whether this version of Wagtail has it."""
        return HAS_V3 or not self.needs_v3


def nothing(world: World, item: Item) -> Places:
    """For surfaces that are only watched for leaks."""
    return ()


# Read without naming an object, and of one object.
LISTS: list[Surface] = []
DETAILS: list[Surface] = []


def surface(
    surfaces: list[Surface],
    title: str,
    *,
    readers: tuple[str, ...] = VISITORS,
    shows: Callable[[World, Item], Places] = nothing,
    addresses: bool = False,
    rarely: bool = False,
    needs_v3: bool = False,
    needs_object: bool = True,
) -> Callable:
    """Add what ``read(client, world, language)`` or ``read(client, world, item)`` reads."""

    def decorate(read: Callable[..., bytes]) -> Callable[..., bytes]:
        name = read.__name__.replace("_", " ")
        surfaces.append(
            Surface(
                name=name,
                title=title,
                readers=readers,
                read=read,
                shows=shows,
                addresses=addresses,
                rarely=rarely,
                needs_v3=needs_v3,
                needs_object=needs_object,
            )
        )
        return read

    return decorate


def title_of_entry(world: World, item: Item) -> Places:
    return ("title",) if item.kind is ENTRY else ()


def title_of_page(world: World, item: Item) -> Places:
    return ("title",) if item.kind.is_page else ()


def newest_titles(world: World, item: Item) -> Places:
    shown = [other for other in world.items if other.shown and other.kind is ENTRY]
    return title_of_entry(world, item) if len(shown) <= ON_THE_START_PAGE else ()


def whole_page(world: World, item: Item) -> Places:
    return [place for place in item.kind.places if place != "file"] if item.kind.is_page else ()


def file_of_entry(world: World, item: Item) -> Places:
    return ("file name", "file") if item.kind is ENTRY else ()


def on_board(world: World, item: Item) -> Places:
    return ("title",) if item.kind in (NOTICE, SNIPPET) else ()


def row_of_entry(world: World, item: Item) -> Places:
    return ("title", "summary") if item.kind is ENTRY else ()


# What visitors see of the site as a whole.


@surface(LISTS, "Start page", shows=newest_titles)
def start_page(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/")


@surface(LISTS, "Catalog with its tree")
def catalog(client: Client, world: World, language: str) -> bytes:
    return get(client, world.addresses["catalog", language])


@surface(LISTS, "Category with its entries", shows=title_of_entry)
def category(client: Client, world: World, language: str) -> bytes:
    return get(client, world.addresses["category", language])


@surface(LISTS, "Search by a common word", shows=row_of_entry)
def search(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/search/", q=LANGUAGES[language])


@surface(LISTS, "Sitemap", readers=(ANONYMOUS,), addresses=True)
def sitemap(client: Client, world: World, language: str) -> bytes:
    return get(client, "/sitemap.xml")


@surface(LISTS, "A list by `disclosed()` of an agency's own", readers=(ANONYMOUS,), shows=on_board)
def list_of_an_agency(client: Client, world: World, language: str) -> bytes:
    return get(client, "/board/")


@surface(LISTS, "REST v2: pages", readers=(ANONYMOUS,), shows=title_of_page)
def rest_v2_list(client: Client, world: World, language: str) -> bytes:
    return get(client, "/api/v2/pages/", locale=language, fields="*", limit="1000")


@surface(LISTS, "REST v2: search", readers=(ANONYMOUS,), rarely=True)
def rest_v2_search(client: Client, world: World, language: str) -> bytes:
    return get(client, "/api/v2/pages/", search=LANGUAGES[language])


@surface(LISTS, "REST v3: pages", readers=(ANONYMOUS,), shows=title_of_page, needs_v3=True)
def rest_v3_list(client: Client, world: World, language: str) -> bytes:
    return get(client, "/api/v3/pages/", limit="1000")


@surface(LISTS, "REST v3: pages that a token may edit", readers=(TOKEN,), needs_v3=True)
def rest_v3_editable(client: Client, world: World, language: str) -> bytes:
    return get(client, "/api/v3/pages/", limit="1000")


# What an officer of another unit sees of it in the admin.

ROWS = 20


def all_pages(client: Client, world: World, url: str, **parameters: str) -> bytes:
    """A list of the admin from its first page to its last."""
    last = len(world.items) // ROWS + 1
    return b"".join(get(client, url, p=str(page), **parameters) for page in range(1, last + 1))


@surface(LISTS, "Page chooser", readers=(OFFICER,))
def page_chooser(client: Client, world: World, language: str) -> bytes:
    url = reverse("wagtailadmin_choose_page_child", args=[world.categories[language].pk])
    return all_pages(client, world, url)


@surface(LISTS, "Page chooser: search", readers=(OFFICER,), rarely=True)
def page_chooser_search(client: Client, world: World, language: str) -> bytes:
    url = reverse("wagtailadmin_choose_page_search")
    return all_pages(client, world, url, q=LANGUAGES[language])


@surface(LISTS, "Snippet chooser", readers=(OFFICER,), rarely=True)
def snippet_chooser(client: Client, world: World, language: str) -> bytes:
    url = reverse("wagtailsnippetchoosers_noticeboard_noticesnippet:choose")
    return all_pages(client, world, url)


@surface(LISTS, "Admin: search", readers=(OFFICER,), rarely=True)
def admin_search(client: Client, world: World, language: str) -> bytes:
    return get(client, reverse("wagtailadmin_pages:search"), q=LANGUAGES[language])


@surface(LISTS, "Admin: explorer", readers=(OFFICER,), rarely=True)
def explorer(client: Client, world: World, language: str) -> bytes:
    url = reverse("wagtailadmin_explore", args=[world.categories[language].pk])
    return all_pages(client, world, url)


@surface(LISTS, "Admin: list of API v2 for the explorer's menu", readers=(OFFICER,), rarely=True)
def admin_api(client: Client, world: World, language: str) -> bytes:
    return get(client, reverse("wagtailadmin_api:pages:listing"), limit="1000")


def of_the_admin(name: str, title: str, view: str, *args: str) -> None:
    """Add a list of the admin that is read from its first page to its last."""

    def read(client: Client, world: World, language: str) -> bytes:
        return all_pages(client, world, reverse(view, args=args))

    read.__name__ = name
    surface(LISTS, f"Admin: {title}", readers=(OFFICER,), rarely=True)(read)


REPORTS = ("site_history", "aging_pages", "locked_pages", "workflow", "workflow_tasks")
NOTICES = ("noticeboard", "noticepage")
NOTICE_SNIPPETS = ("noticeboard", "noticesnippet")

of_the_admin("dashboard", "dashboard", "wagtailadmin_home")
for report in REPORTS:
    of_the_admin(report, f"report {report.replace('_', ' ')}", f"wagtailadmin_reports:{report}")
of_the_admin("pages_of_a_type", "pages of a type", "wagtailadmin_pages:type_use", *NOTICES)
of_the_admin("snippets", "list of snippets", "wagtailsnippets_noticeboard_noticesnippet:list")
of_the_admin("entries", "list of entries", "disclosure_entries:index")
of_the_admin("clearances", "list of clearances", "disclosure_clearance:index")
of_the_admin("translations", "report of translations", "wagtail_localize:translations_report")
of_the_admin(
    "snippets_to_translate",
    "snippets for wagtail-localize",
    "wagtail_localize:snippets_api_listing",
    *NOTICE_SNIPPETS,
)


@surface(LISTS, "Admin: exports", readers=(OFFICER,), rarely=True)
def exports(client: Client, world: World, language: str) -> bytes:
    names = ("disclosure_entries:index", "wagtailadmin_reports:site_history")
    return b"".join(get(client, reverse(name), export="csv") for name in names)


# One object.


@surface(DETAILS, "Page; not found where it is not public", shows=whole_page)
def page(client: Client, world: World, item: Item) -> bytes:
    return get(client, item.stored().get_url()) if item.kind.is_page else b""


@surface(DETAILS, "Stored file", readers=(ANONYMOUS,), shows=file_of_entry, needs_object=False)
def stored_file(client: Client, world: World, item: Item) -> bytes:
    if not item.kind.children:
        return b""
    versions = [item.shown, *item.versions[-FILES:]]
    stored = [store(version) for version in dict.fromkeys(filter(None, versions))]
    return b"".join(_file(client, file.get_absolute_url()) for file in stored)


@surface(
    DETAILS,
    "Search by words of the text",
    readers=(ANONYMOUS,),
    shows=row_of_entry,
    needs_object=False,
)
def search_by_words(client: Client, world: World, item: Item) -> bytes:
    versions = {item.shown or item.pending, item.pending}
    return b"".join(_found(client, version) for version in versions)


@surface(DETAILS, "REST v2: one page, and questions about it", readers=(ANONYMOUS,), rarely=True)
def rest_v2_detail(client: Client, world: World, item: Item) -> bytes:
    if not item.kind.is_page:
        return b""
    found = [get(client, f"/api/v2/pages/{item.pk}/")]
    for version in item.versions:
        title = version.words("title")
        found.append(get(client, "/api/v2/pages/", title=title))
    return b"".join(found)


@surface(DETAILS, "REST v3: one page", readers=(ANONYMOUS,), shows=title_of_page, needs_v3=True)
def rest_v3_detail(client: Client, world: World, item: Item) -> bytes:
    return get(client, f"/api/v3/pages/{item.pk}/") if item.kind.is_page else b""


@surface(DETAILS, "REST v3: one page, live and draft", readers=(TOKEN,), needs_v3=True)
def rest_v3_draft(client: Client, world: World, item: Item) -> bytes:
    if not item.kind.is_page:
        return b""
    url = f"/api/v3/pages/{item.pk}/"
    return get(client, url) + get(client, url, version="draft")


@surface(
    DETAILS, "Admin: editor, preview, history, revisions, copy", readers=(OFFICER,), rarely=True
)
def admin_views(client: Client, world: World, item: Item) -> bytes:
    if not item.kind.is_page:
        url = reverse("wagtailsnippets_noticeboard_noticesnippet:edit", args=[item.pk])
        return get(client, url)
    names = ("edit", "view_draft", "preview_on_edit", "history", "usage", "copy")
    urls = [reverse(f"wagtailadmin_pages:{name}", args=[item.pk]) for name in names]
    latest = item.stored().latest_revision_id
    if latest:
        urls.append(reverse("wagtailadmin_pages:revisions_view", args=[item.pk, latest]))
    return b"".join(get(client, url) for url in urls)


def _file(client: Client, url: str) -> bytes:
    """A refusal says the name that was asked for; that is no leak."""
    response = client.get(url)
    return b"".join(response) + str(response.headers).encode() if response.streaming else b""


def _found(client: Client, version: Version) -> bytes:
    """The rows found by a word that is in this version's text only.

    The page repeats the question, so that is no leak; that there is an answer would be one.
    """
    word = version.marker("body")
    response = client.get(f"/{version.language}/search/", {"q": word})
    rows = response.content.replace(word.encode(), b"")
    return rows + (word.encode() if response.context["count"] else b"")
