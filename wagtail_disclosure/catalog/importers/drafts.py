"""Pages as drafts: create, change, move, and nothing where nothing changed."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from wagtail_disclosure.catalog.importers.cells import BadRow
from wagtail_disclosure.catalog.importers.report import Outcome
from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.review.exceptions import AddressRefused


def write_draft(
    page: Page,
    parent: Page,
    values: dict[str, Any],
    run: Run,
    *,
    columns: dict[str, str],
    change_children: Callable[[Page], bool] = lambda draft: False,
) -> tuple[Page, Outcome]:
    """Bring ``page`` (saved or not) below ``parent`` and its draft to ``values``.

    ``change_children`` changes the draft's child rows in memory and says whether it did. Returns
    the page with its latest draft in memory. A page that is public stays as it is; the change
    waits in a revision. Raises BadRow, naming the columns that the refused fields have, and for
    a refused move that of ``parent``.
    """
    is_new = page.pk is None
    draft = page if is_new else page.get_latest_revision_as_object()
    changed = list(values) if is_new else _changed(draft, values)
    for name in changed:
        setattr(draft, name, values[name])
    is_changed = change_children(draft) or bool(changed)
    is_moved = not is_new and _move(page, parent, column=columns["parent"])
    try:
        if is_new:
            draft.live = False
            parent.add_child(instance=draft)
        elif is_changed and not page.live:
            draft.save()
        if is_new or is_changed:
            draft.save_revision(user=run.proposed_by)
    except ValidationError as error:
        raise BadRow.of(error, columns) from error
    if is_new:
        return draft, Outcome.CREATED
    return draft, Outcome.UPDATED if is_changed or is_moved else Outcome.UNCHANGED


def _changed(draft: Page, values: dict[str, Any]) -> list[str]:
    return [name for name, value in values.items() if _plain(draft, name) != _as_plain(value)]


def _plain(draft: Page, name: str) -> Any:
    return _as_plain(getattr(draft, name))


def _as_plain(value: Any) -> Any:
    """Streams compared by their content: their ids are made up anew each time."""
    if hasattr(value, "raw_data"):
        return [(block["type"], block["value"]) for block in value.get_prep_value()]
    if isinstance(value, list):
        return [(name, str(content)) for name, content in value]
    return value


def _move(page: Page, parent: Page, *, column: str) -> bool:
    """Hang ``page`` and its translations below ``parent`` and its translations."""
    if page.path[: -Page.steplen] == parent.path:
        return False
    if parent.path.startswith(page.path):
        raise BadRow((column, _("The category would be below itself.")))
    try:
        for version, target in _pairs(page, parent):
            version.move(target, pos="last-child")
    except AddressRefused as refusal:
        # Something public can't be below a category that is a draft, made by this import perhaps.
        raise BadRow((column, str(refusal))) from refusal
    page.refresh_from_db()
    return True


def _pairs(page: Page, parent: Page) -> Iterable[tuple[Page, Page]]:
    parents = {target.locale_id: target for target in parent.get_translations(inclusive=True)}
    for version in page.get_translations(inclusive=True):
        if version.locale_id in parents:
            yield version, parents[version.locale_id]
