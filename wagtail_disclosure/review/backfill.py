"""For data migrations: seal what was public before there were seals."""

from typing import Any

from django.db.migrations import RunPython
from django.db.models import OuterRef, Subquery


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
