"""What wagtail-localize does to guarded objects, for sites that have it installed.

It saves and publishes translations from ``on_commit`` and without a user. An exception there
would stop whatever comes after it, so its publications become drafts instead.
"""

from typing import Any

from django.apps import apps


def is_kept_by_localize(instance: Any) -> bool:
    """Whether wagtail-localize writes this object from the translations of another."""
    if not apps.is_installed("wagtail_localize") or not hasattr(instance, "translation_key"):
        return False
    translations = apps.get_model("wagtail_localize", "Translation")._default_manager
    return translations.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id
    ).exists()
