"""The drafts of an import go to review together, one batch per unit."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from wagtail_disclosure.catalog.importers.run import Drafted, Run, key_of
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.batches import propose_batch
from wagtail_disclosure.review.batches.mails import told_together
from wagtail_disclosure.review.batches.rows import Key, in_chunks
from wagtail_disclosure.review.batches.signing import Signature
from wagtail_disclosure.review.content.drafts import glance
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import BatchItem, ReviewBatch


def propose_batches(run: Run, *, name: str) -> None:
    """Send what ``run`` drafted to review, translations included, and report it."""
    by_unit: dict[Unit | None, list[Drafted]] = {}
    new: dict[Unit | None, list[tuple[Key, Signature]]] = {}
    for key, signature in run.signatures.items():
        unit = run.find(Unit, pk=signature.unit_id) if signature.unit_id else None
        new.setdefault(unit, []).append((key, signature))
    others = (drafted for drafted in run.drafted if key_of(drafted) not in run.signatures)
    for drafted in in_chunks(not_public(others)):
        units = _units_of(drafted, run)
        # Rows that did not change since the last import wait where it put them.
        waiting = {
            item.key for item in BatchItem.objects.about_keys(map(key_of, drafted)).waiting()
        }
        for one in drafted:
            if key_of(one) not in waiting:
                by_unit.setdefault(units[one], []).append(one)
    with told_together():
        for unit in {**by_unit, **new}:
            objects = to_propose(by_unit.get(unit, ()))
            run.report.batches.append(_propose(run, name, unit, objects, new.get(unit, ())))


def _propose(run: Run, name: str, unit: Unit | None, objects: Any, signed: Any) -> str:
    """One batch; returns what the report says of it."""
    by = run.proposed_by or run.actor
    try:
        batch = propose_batch(objects, unit=unit, name=name, by=by, signed=signed)
    except DecisionRefused as refusal:
        return _("No batch: %(reason)s") % {"reason": refusal}
    return _report(batch)


def _report(batch: ReviewBatch) -> str:
    number = batch.items.waiting().count()
    said = ngettext(
        "Batch “%(name)s” of %(unit)s: %(number)d draft waits for the review",
        "Batch “%(name)s” of %(unit)s: %(number)d drafts wait for the review",
        number,
    )
    return said % {"name": batch.name, "unit": batch.unit, "number": number}


def not_public(drafted: Iterable[Drafted]) -> Iterator[Drafted]:
    """Each of these pages and its translations whose draft is not what the public sees.

    The original comes first: a translation is cleared against what is public of it.
    """
    for model, of_type in groupby(dict.fromkeys(drafted), key=itemgetter(0)):
        for some in in_chunks(of_type):
            for key in _not_public(model, [key for _model, key in some]):
                yield model, key


def _not_public(model: type[Any], keys: list[Any]) -> Iterator[Any]:
    drafted = model._base_manager.filter(pk__in=keys).values("translation_key")
    versions = model._base_manager.filter(translation_key__in=drafted, alias_of=None)
    translation_keys: dict[Any, Any] = {}
    by_translation: dict[Any, list[Any]] = {}
    public = set()
    columns = ("pk", "translation_key", "live", "has_unpublished_changes")
    for key, translation_key, is_live, is_changed in versions.order_by("pk").values_list(*columns):
        translation_keys[key] = translation_key
        by_translation.setdefault(translation_key, []).append(key)
        if is_live and not is_changed:
            public.add(key)
    # Some may be deleted by now.
    for key in filter(translation_keys.__contains__, keys):
        same = by_translation[translation_keys[key]]
        yield from (one for one in sorted(same, key=lambda one: one != key) if one not in public)


def pages_of(drafted: Iterable[Drafted]) -> Iterator[Page]:
    """These pages, a few hundred at a time."""
    return _loaded(drafted, lambda model: model._base_manager.all())


def to_propose(drafted: Iterable[Drafted]) -> Iterator[Page]:
    """The same, as rows of the tree: the review reads their drafts itself."""
    columns = [field.name for field in Page._meta.concrete_fields]
    return _loaded(drafted, lambda model: model._base_manager.only(*columns))


def _loaded(
    drafted: Iterable[Drafted], rows_of: Callable[[type[Any]], QuerySet[Any]]
) -> Iterator[Page]:
    for some in in_chunks(drafted):
        for model in dict.fromkeys(model for model, _key in some):
            keys = [key for kind, key in some if kind is model]
            by_key = rows_of(model).in_bulk(keys)
            yield from (by_key[key] for key in keys if key in by_key)


def _units_of(drafted: list[Drafted], run: Run) -> dict[Drafted, Unit | None]:
    """Whose people review the latest draft of each of these."""
    found: dict[Drafted, Unit | None] = {}
    for model in dict.fromkeys(model for model, _key in drafted):
        keys = [key for kind, key in drafted if kind is model]
        named: dict[Any, Any] = {}
        if hasattr(model, "responsible_unit"):
            written = "latest_revision__content__responsible_unit"
            named = dict(model._base_manager.filter(pk__in=keys).values_list("pk", written))
        found |= {(model, key): run.find(Unit, pk=unit) for key, unit in named.items() if unit}
        others = [key for key in keys if (model, key) not in found]
        pages = model._base_manager.select_related("locale", "latest_revision").in_bulk(others)
        found |= {(model, key): unit_of_draft(page, run) for key, page in pages.items()}
    return found


def unit_of_draft(page: Page, run: Run) -> Unit | None:
    """Whose people review the latest draft of ``page``."""
    draft = glance(page, page.latest_revision.content) if page.latest_revision else page
    own = getattr(draft, "responsible_unit_id", None)
    return run.find(Unit, pk=own) if own else draft.review_unit
