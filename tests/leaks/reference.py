"""Writes the page of the reference that lists routes, surfaces, outcomes and layers.

DJANGO_SETTINGS_MODULE=tests.settings.full python -m tests.leaks.reference
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import django

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "publication-routes.md"

INTRODUCTION = """\
# Routes to the public

<!-- Written by `make docs-routes` from tests/leaks: don't edit it here. -->

Every way in which Wagtail, its add-ons or plain code could make content public, what becomes of an
attempt with content that nobody cleared, and what catches it. Each row is tried in
`tests/leaks/test_routes.py`; afterwards every surface below is searched for words that occur in
that content only, and for those of cleared content, which has to be there.

- **refused**: nothing changes, and whoever tried is told why.
- **draft**: nothing becomes public, nobody is interrupted; it is logged and waits for the officers
  of the unit. What was public before stays public.
- **draft, and nothing public until it is published again**: the public row itself becomes a draft.
- **allowed**: exactly this content is cleared.
- **shown as cleared**: the row was written past the guard. It is not what visitors get: a page that
  differs from its clearance is not found, lists show what the clearance keeps.
- **hidden on its page, listed until verified**: the same, but lists that read the row itself show
  it until `disclosure_verify` finds it.

With the database triggers installed the last two kinds are refused, too.
"""

GROUPS = {
    "editing": "People in the admin",
    "programs": "Programs with an administrator's rights",
    "software": "Schedules, translations, fixtures",
    "code": "Code",
    "database": "Writes that send no signal",
}

PAST_THE_GUARD = """\
Without triggers, surfaces that read rows by themselves, instead of what the clearance keeps, show
such a write until `disclosure_verify` finds it:

"""


def page() -> str:
    """The whole page."""
    from tests.leaks.routes import ALL_ROUTES

    parts = [INTRODUCTION]
    for group, title in GROUPS.items():
        parts.append(f"\n## {title}\n\n")
        parts.extend(_table(route for route in ALL_ROUTES if route.group == group))
        if group == "database":
            parts.append(f"\n{PAST_THE_GUARD}")
            parts.extend(_exposed(route for route in ALL_ROUTES if route.exposes))
    parts.append("\n## Surfaces\n\n")
    parts.extend(_surfaces())
    return "".join(parts)


def _table(routes: Iterable) -> Iterator[str]:
    from tests.leaks.routes.catalog import EDITED, NEW, TRIGGER

    columns = ["Route", "Content", "Never cleared", "Public, newer draft", "Caught by"]
    columns += ["With triggers"]
    yield _row(columns) + _row(["---"] * len(columns)).replace(" ", "")
    for route in routes:
        kinds = ", ".join(kind.name for kind in route.kinds)
        new, edited = (route.outcomes.get(state, "–") for state in (NEW, EDITED))
        cells = [route.title, kinds, new, edited, route.layer]
        cells.append(f"{route.triggers}, {TRIGGER}" if route.triggers else "the same")
        yield _row(cells)


def _exposed(routes: Iterable) -> Iterator[str]:
    from tests.leaks.surfaces import DETAILS, LISTS

    titles = {surface.name: surface.title for surface in (*LISTS, *DETAILS)}
    yield "| Route | Seen on |\n|---|---|\n"
    for route in routes:
        yield _row([route.title, "; ".join(sorted(titles[name] for name in route.exposes))])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _surfaces() -> Iterator[str]:
    from tests.leaks.surfaces import DETAILS, LISTS

    yield "| Surface | Read by |\n|---|---|\n"
    for surface in (*LISTS, *DETAILS):
        yield f"| {surface.title} | {', '.join(surface.readers)} |\n"


if __name__ == "__main__":
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
