"""Where questions, and entries beside them, are shown."""

from django.test import Client

from tests.leaks.kinds import ENTRY
from tests.leaks.questions import QUESTION, RELATED, TOPIC, is_named
from tests.leaks.readers import ANONYMOUS, get
from tests.leaks.surfaces.catalog import LISTS, Places, surface, title_of_entry
from tests.leaks.world import Item, World


def title_of_question(world: World, item: Item) -> Places:
    return ("title",) if item.kind is QUESTION else ()


def whole_question(world: World, item: Item) -> Places:
    return item.kind.places if item.kind is QUESTION else ()


def title_of_related(world: World, item: Item) -> Places:
    """An alias is the same entry, and is not named twice."""
    if item.kind is not ENTRY or item.source is not None:
        return ()
    return ("title",) if is_named(item.stored().index_number) else ()


@surface(LISTS, "Newly published", readers=(ANONYMOUS,), shows=title_of_entry)
def news(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/new/")


@surface(LISTS, "Questions by topic", readers=(ANONYMOUS,), shows=title_of_question)
def questions(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/faq/")


@surface(LISTS, "Booklet of a topic", readers=(ANONYMOUS,), shows=whole_question)
def booklet(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/faq/booklet/{TOPIC}/")


@surface(LISTS, "Related entries of a question", readers=(ANONYMOUS,), shows=title_of_related)
def related_entries(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/faq/{RELATED}/")
