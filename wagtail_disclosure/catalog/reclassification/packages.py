"""What an entry holds, moved to a private place: nothing that was received is lost."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wagtail.models import Revision

from wagtail_disclosure.catalog.reclassification.authors import keep_authors
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.content.fingerprints import public_names
from wagtail_disclosure.review.models import ReleaseFile, ReleasePackage

BODY = "body"
ATTACHMENTS = "attachments"


def keep_in_package(versions: Iterable[Any]) -> ReleasePackage:
    """Store the latest drafts of ``versions``, and every file of any draft, by language.

    Who wrote them is remembered. What the package holds already stays where the entry says
    nothing.
    """
    originals = [version for version in versions if version.alias_of_id is None]
    key = originals[0].translation_key
    package, _is_new = ReleasePackage.objects.select_for_update().get_or_create(translation_key=key)
    for version in originals:
        language = version.locale.language_code
        held = package.content.get(language, {})
        said = {name: value for name, value in _as_stored(version).items() if value}
        package.content = {**package.content, language: {**held, **said}}
        keep_authors(version, package)
        for stored_file, title in _files_of(version).items():
            ReleaseFile.objects.get_or_create(
                package=package,
                stored_file_id=stored_file,
                language_code=language,
                defaults={"title": title},
            )
    package.save()
    return package


def held_content(package: ReleasePackage | None, language: str) -> Mapping[str, Any]:
    """What the package holds in ``language``; nothing where there is no package."""
    return package.content.get(language, {}) if package is not None else {}


def held_attachments(content: Mapping[str, Any], model: type[Any]) -> Sequence[Any]:
    """The attachments that the entry had last, as unsaved rows of ``model``."""
    rows = content.get(ATTACHMENTS, [])
    known = StoredFile.objects.in_bulk([row["stored_file"] for row in rows])
    files = {str(key): stored for key, stored in known.items()}
    return [
        model(stored_file=files[row["stored_file"]], title=row["title"], sort_order=position)
        for position, row in enumerate(rows)
        if row["stored_file"] in files
    ]


def held_rows(rows: Iterable[Mapping[str, Any]], model: type[Any]) -> list[Any]:
    """Rows that the entry had last, as unsaved rows of ``model``; without what is gone since."""
    kept = []
    for position, row in enumerate(rows):
        values = {name: row[name] for name in public_names(model)}
        if all(is_there(model, name, value) for name, value in values.items()):
            attributes = {model._meta.get_field(name).attname: v for name, v in values.items()}
            kept.append(model(**attributes, sort_order=position))
    return kept


def is_there(model: type[Any], name: str, value: Any) -> bool:
    """Whether the row that a held value names, if it names one, was not deleted since."""
    related = model._meta.get_field(name).related_model
    return related is None or related._base_manager.filter(pk=value).exists()


def _as_stored(version: Any) -> dict[str, Any]:
    """The latest draft, public and private fields alike, as its revision has it."""
    draft = version.get_latest_revision_as_object()
    names = {*public_names(type(version)), *version.private_fields} - {"review_on"}
    # Through text, as it will come back: dates and ids become strings.
    data = json.loads(draft.to_json())
    kept = {name: data[name] for name in names if name in data and name != ATTACHMENTS}
    body = kept.pop(BODY, "")
    # An empty StreamField is stored as an empty list, which is text of two characters.
    kept[BODY] = body if body and json.loads(body) else ""
    kept[ATTACHMENTS] = [
        {"stored_file": row["stored_file"], "title": row["title"]}
        for row in data.get(ATTACHMENTS, [])
    ]
    return kept


def _files_of(version: Any) -> dict[str, str]:
    """Ids and titles of all files that the entry has, or had in any of its drafts."""
    rows = [
        {"stored_file": str(row.stored_file_id), "title": row.title}
        for row in version.attachments.all()
    ]
    for revision in Revision.objects.for_instance(version).order_by("created_at"):
        rows += revision.content.get(ATTACHMENTS, [])
    known = {
        str(key)
        for key in StoredFile.objects.values_list("pk", flat=True).filter(
            pk__in=[row["stored_file"] for row in rows if row.get("stored_file")]
        )
    }
    return {row["stored_file"]: row.get("title", "") for row in rows if row["stored_file"] in known}
