"""What a route is: how it is tried, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.leaks.answers import ANSWER
from tests.leaks.kinds import ENTRY, NOTICE, SNIPPET
from tests.leaks.urls import HAS_V3

# What becomes of an attempt.
REFUSED = "refused"
DRAFT = "draft"
ALLOWED = "allowed"
HIDDEN = "shown as cleared"
# The public row itself becomes a draft.
TAKEN_BACK = "draft, and nothing public until it is published again"
# Only without triggers: not on its own page, but its row is read by lists of others.
LISTED = "hidden on its page, listed until verified"
# Nothing became public, and nobody was told.
SILENT = "kept back without a word"

# What catches it.
RECEIVER = "`pre_save`"
PUBLISH = "`publish()`"
CHILDREN = "child rows' `pre_save` and `pre_delete`"
READING = "`disclosed()` and `serve()`"
TRIGGER = "trigger"
CLEARED = "its clearance"

PAGES = (ENTRY,)
SNIPPETS = (SNIPPET,)
OBJECTS = (ENTRY, SNIPPET)
# For the routes that matter most, a page type of an agency's own and one of another part besides.
ALL = (ENTRY, NOTICE, SNIPPET, ANSWER)

# What an object is like before: nobody cleared it, or it is public and has a newer draft.
NEW = "never cleared"
EDITED = "public, with a newer draft"


@dataclass(frozen=True)
class Route:
    """``try_on(world, item)`` attempts to make the newest version of ``item`` public.

    ``outcomes`` has what becomes of it for each state that it can be tried in. ``prepare`` does
    beforehand what is allowed. With triggers ``triggers`` counts instead, where it is given.
    In the states where it is ``quiet`` Wagtail itself makes a draft of it: a copy of a draft is
    one. Nothing is kept back then, so nothing is noted.
    """

    name: str
    title: str
    group: str
    try_on: Callable[[Any, Any], Any]
    prepare: Callable[[Any, Any], None] | None
    kinds: tuple[Any, ...]
    outcomes: dict[str, str]
    layer: str
    triggers: str | None
    exposes: frozenset[str]
    needs_v3: bool
    quiet: tuple[str, ...]

    def fits(self, item: Any, state: str) -> bool:
        """Whether it can be tried on ``item`` in this state."""
        return item.kind in self.kinds and state in self.outcomes

    def outcome(self, state: str, *, triggers: bool) -> str:
        return self.triggers if triggers and self.triggers else self.outcomes[state]


ALL_ROUTES: list[Route] = []


def routes_here() -> list[Route]:
    """Those that this version of Wagtail has."""
    return [route for route in ALL_ROUTES if HAS_V3 or not route.needs_v3]


def route(
    title: str,
    *,
    kinds: tuple[Any, ...] = PAGES,
    new: str | None = None,
    edited: str | None = None,
    layer: str,
    triggers: str | None = None,
    exposes: tuple[str, ...] = (),
    prepare: Callable[[Any, Any], None] | None = None,
    needs_v3: bool = False,
    quiet: tuple[str, ...] = (),
) -> Callable:
    """Add a route; where ``new`` or ``edited`` is left out, it can't be tried in that state."""
    outcomes = {state: outcome for state, outcome in ((NEW, new), (EDITED, edited)) if outcome}

    def decorate(try_on: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        ALL_ROUTES.append(
            Route(
                name=try_on.__name__,
                title=title,
                group=try_on.__module__.rpartition(".")[2],
                try_on=try_on,
                prepare=prepare,
                kinds=kinds,
                outcomes=outcomes,
                layer=layer,
                triggers=triggers,
                exposes=frozenset(exposes),
                needs_v3=needs_v3,
                quiet=quiet,
            )
        )
        return try_on

    return decorate
