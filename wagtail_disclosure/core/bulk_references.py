"""The reference index of many objects at once, where Wagtail asks the database for each of them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex


class Reference(NamedTuple):
    """What identifies a reference among those of an object."""

    to_content_type_id: int
    to_object_id: str
    model_path: str
    content_path: str


def write_references(objects: Sequence[Any]) -> None:
    """Store what ``ReferenceIndex.create_or_update_for_object`` would for each of ``objects``.

    They are of one type, with their child rows in memory, best. Within a transaction.
    """
    if not objects:
        return
    types = [_type_of(model) for model in (type(objects[0]), *objects[0]._meta.get_parent_list())]
    # Only Wagtail itself knows what counts as a reference; it has no public name for that.
    wanted = {
        (str(one.pk), Reference(*found))
        for one in objects
        for found in ReferenceIndex._extract_references_from_object(one)
    }
    stored, gone = set(), []
    rows = ReferenceIndex.objects.filter(
        base_content_type=types[-1], object_id__in=[str(one.pk) for one in objects]
    )
    for key, type_id, owner, *found in rows.values_list(
        "pk", "content_type", "object_id", *Reference._fields
    ):
        reference = owner, Reference(*found)
        stored.add(reference)
        # What a more specific type has is none of our business.
        if reference not in wanted and type_id in {type_.pk for type_ in types}:
            gone.append(key)
    ReferenceIndex.objects.bulk_create(
        (
            ReferenceIndex(
                content_type=types[0],
                base_content_type=types[-1],
                object_id=owner,
                content_path_hash=_hash(reference.content_path),
                **reference._asdict(),
            )
            for owner, reference in sorted(wanted - stored)
        ),
        ignore_conflicts=True,
    )
    if gone:
        ReferenceIndex.objects.filter(pk__in=gone).delete()


def _type_of(model: type[Any]) -> ContentType:
    return ContentType.objects.get_for_model(model, for_concrete_model=False)


@lru_cache(maxsize=1000)
def _hash(content_path: str) -> UUID:
    return ReferenceIndex._get_content_path_hash(content_path)
