"""What a surface is: who reads it, and what must be on it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.leaks.kinds import ENTRY, NOTICE, SNIPPET
from tests.leaks.readers import ANONYMOUS, OFFICER
from tests.leaks.urls import HAS_V3
from tests.leaks.world import Item, World

VISITORS = (ANONYMOUS, OFFICER)
# With more entries than this the newest ones only are there, less what raw writes may add.
ON_THE_START_PAGE = 5
IN_A_FEED_OF_A_SEARCH = 25
IN_A_FEED = 40

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


def newest(most: int, shows: Callable[[World, Item], Places]) -> Callable[[World, Item], Places]:
    """What ``shows`` says, as long as there are no more entries than so many newest ones."""

    def places(world: World, item: Item) -> Places:
        shown = [other for other in world.items if other.shown and other.kind is ENTRY]
        return shows(world, item) if len(shown) <= most else ()

    return places


def whole_page(world: World, item: Item) -> Places:
    return [place for place in item.kind.places if place != "file"] if item.kind.is_page else ()


def file_of_page(world: World, item: Item) -> Places:
    return ("file name", "file") if "file" in item.kind.places else ()


def on_board(world: World, item: Item) -> Places:
    return ("title",) if item.kind in (NOTICE, SNIPPET) else ()


def row_of_entry(world: World, item: Item) -> Places:
    return ("title", "summary") if item.kind is ENTRY else ()
