"""What visitors and programs see of the site as a whole."""

from django.test import Client

from tests.leaks.markers import LANGUAGES
from tests.leaks.readers import ANONYMOUS, TOKEN, get
from tests.leaks.surfaces.catalog import (
    IN_A_FEED_OF_A_SEARCH,
    LISTS,
    ON_THE_START_PAGE,
    newest,
    on_board,
    row_of_entry,
    surface,
    title_of_entry,
    title_of_page,
)
from tests.leaks.world import World


@surface(LISTS, "Start page", shows=newest(ON_THE_START_PAGE, title_of_entry))
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


@surface(LISTS, "Everything public, as the search shows it", shows=row_of_entry, rarely=True)
def search_without_words(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/search/")


@surface(
    LISTS,
    "Feed of a search",
    readers=(ANONYMOUS,),
    shows=newest(IN_A_FEED_OF_A_SEARCH, row_of_entry),
)
def search_feed(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/search/feed/", q=LANGUAGES[language])


@surface(LISTS, "Suggestions of the search", readers=(ANONYMOUS,))
def search_suggestions(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/search/suggestions/", q=LANGUAGES[language])


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


@surface(LISTS, "REST v3: snippets that a token may see", readers=(TOKEN,), needs_v3=True)
def rest_v3_snippets(client: Client, world: World, language: str) -> bytes:
    return get(client, "/api/v3/snippets/noticeboard.NoticeSnippet/", limit="1000")
