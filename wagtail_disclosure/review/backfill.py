"""For data migrations: seal what was public before there were seals, or before it was guarded."""

from typing import Any

from django.db.migrations import RunPython
from django.db.models import OuterRef, Subquery

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review.content import fingerprints

PAGE_PUBLIC_FIELDS = ("title", "slug", "seo_title", "search_description")
LEGACY_REASON = "It was public before this type passed the review."


def seal_live_rows(app_label: str, *model_names: str) -> RunPython:
    """The migration operation that seals the live rows of these types as they were cleared.

    Its migration depends on the one that adds ``cleared_fingerprint`` and on this app's second.
    """

    def seal(apps: Any, schema_editor: Any) -> None:
        clearances = apps.get_model("wagtail_disclosure_review", "Clearance").objects
        fingerprint = clearances.filter(pk=OuterRef("clearance_id"), decision="cleared")
        for name in model_names:
            rows = apps.get_model(app_label, name)._base_manager.using(
                schema_editor.connection.alias
            )
            live = rows.filter(live=True, clearance__decision="cleared", cleared_fingerprint="")
            live.update(cleared_fingerprint=Subquery(fingerprint.values("fingerprint")))

    return RunPython(seal, RunPython.noop, elidable=True)


def clear_live_rows(app_label: str, name: str, *, public_fields: tuple[str, ...]) -> RunPython:
    """The migration operation that keeps public what was public before its type was guarded.

    Each live row gets a clearance of the kind *legacy* for exactly its present content, which says
    that the software gave it. ``public_fields`` are those that the type declares at that time; its
    migration depends on the one that adds ``clearance`` and ``cleared_fingerprint``.
    """

    def clear(apps: Any, schema_editor: Any) -> None:
        model = apps.get_model(app_label, name)
        is_page = any(field.name == "alias_of" for field in model._meta.get_fields())
        model.public_fields = public_fields
        model.PAGE_PUBLIC_FIELDS = PAGE_PUBLIC_FIELDS if is_page else ()
        rows = model._base_manager.using(schema_editor.connection.alias)
        live = rows.filter(live=True, clearance=None)
        for row in live.filter(alias_of=None) if is_page else live:
            clearance = _legacy_clearance(apps, row, using=schema_editor.connection.alias)
            same = rows.filter(pk=row.pk)
            same.update(clearance=clearance, cleared_fingerprint=clearance.fingerprint)
            if is_page:
                # An alias shows its source's content under its source's clearance.
                aliases = live.filter(alias_of=row.pk)
                aliases.update(clearance=clearance, cleared_fingerprint=clearance.fingerprint)

    return RunPython(clear, RunPython.noop, elidable=True)


def _legacy_clearance(apps: Any, row: Any, *, using: str) -> Any:
    content = fingerprints.canonical_content(row, scheme=1)
    software = Actor.software("wagtail-disclosure")
    clearances = apps.get_model("wagtail_disclosure_review", "Clearance").objects.using(using)
    return clearances.create(
        object_type=row._meta.label_lower,
        object_id=str(row.pk),
        translation_key=row.translation_key,
        language_code=content["language"],
        scheme=1,
        fingerprint=fingerprints.fingerprint(content),
        content=content,
        decision="cleared",
        kind="legacy",
        reason=LEGACY_REASON,
        proposed_by_name=software.name,
        decided_by_name="migrate",
    )
