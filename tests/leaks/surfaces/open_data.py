"""What is for programs: feeds, DCAT-AP, tables and the API."""

from io import BytesIO

from django.test import Client
from openpyxl import load_workbook

from tests.leaks.kinds import ENTRY
from tests.leaks.questions import QUESTION
from tests.leaks.readers import ANONYMOUS, get
from tests.leaks.surfaces.catalog import (
    DETAILS,
    IN_A_FEED,
    LISTS,
    Places,
    newest,
    row_of_entry,
    surface,
    whole_page,
)
from tests.leaks.world import Item, World

# Whatever was withdrawn since is told, too.
THE_BEGINNING = "2000-01-01T00:00:00Z"


def record_of_entry(world: World, item: Item) -> Places:
    """All of it but the text and what is in the file."""
    return ("title", "summary", "keywords", "caption", "file name") if item.kind is ENTRY else ()


def record_or_question(world: World, item: Item) -> Places:
    return item.kind.places if item.kind is QUESTION else record_of_entry(world, item)


def table_of_entry(world: World, item: Item) -> Places:
    return ("title", "summary", "keywords", "file name") if item.kind is ENTRY else ()


def text_of_entry(world: World, item: Item) -> Places:
    """An alias has no record of its own."""
    return whole_page(world, item) if item.kind is ENTRY and item.source is None else ()


@surface(
    LISTS,
    "Feeds of what is newly published",
    readers=(ANONYMOUS,),
    shows=newest(IN_A_FEED, record_of_entry),
)
def feeds_of_news(client: Client, world: World, language: str) -> bytes:
    kinds = ("atom", "rss", "json")
    return b"".join(get(client, f"/{language}/feeds/new.{kind}") for kind in kinds)


@surface(LISTS, "Feed of a category", readers=(ANONYMOUS,))
def feed_of_category(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/feeds/{world.categories[language].pk}.atom")


@surface(LISTS, "DCAT-AP", readers=(ANONYMOUS,), shows=record_of_entry)
def dcat(client: Client, world: World, language: str) -> bytes:
    kinds = ("ttl", "jsonld")
    return b"".join(get(client, f"/{language}/open-data/catalog.{kind}") for kind in kinds)


@surface(LISTS, "Table as CSV", readers=(ANONYMOUS,), shows=table_of_entry)
def table_as_csv(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/open-data/entries.csv")


@surface(LISTS, "Table as XLSX", readers=(ANONYMOUS,), shows=table_of_entry, rarely=True)
def table_as_xlsx(client: Client, world: World, language: str) -> bytes:
    response = client.get(f"/{language}/open-data/entries.xlsx")
    sheet = load_workbook(BytesIO(b"".join(response))).active
    return repr(list(sheet.values)).encode()


@surface(LISTS, "API: all lists", readers=(ANONYMOUS,), shows=record_or_question)
def api_lists(client: Client, world: World, language: str) -> bytes:
    api = f"/{language}/open-data/api/v1"
    lists = ("entries", "questions", "categories")
    found = [get(client, f"{api}/{name}", language=language, limit="100") for name in lists]
    return b"".join([*found, get(client, f"{api}/withdrawn", since=THE_BEGINNING)])


@surface(DETAILS, "API: one entry", readers=(ANONYMOUS,), shows=text_of_entry, needs_object=False)
def api_entry(client: Client, world: World, item: Item) -> bytes:
    return get(client, f"/{item.language}/open-data/api/v1/entries/{item.pk}")


@surface(DETAILS, "API: entries by words", readers=(ANONYMOUS,), shows=row_of_entry)
def api_by_words(client: Client, world: World, item: Item) -> bytes:
    """By a word of the text that visitors see, and by one of what was written last."""
    versions = {item.shown or item.pending, item.pending}
    api = f"/{item.language}/open-data/api/v1/entries"
    # A refusal and the link to the next page would say the word again; the rows do not.
    found = [client.get(api, {"q": version.marker("body")}).json() for version in versions]
    return repr([answer["items"] for answer in found]).encode()
