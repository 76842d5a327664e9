"""Translations of imported pages: real ones, that a translator goes on with in the admin.

Imported only where wagtail-localize is installed.
"""

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from wagtail_disclosure.catalog.importers.bodies import paragraphs_of
from wagtail_disclosure.catalog.importers.cells import BadRow
from wagtail_disclosure.catalog.importers.run import Run


def write_translation(
    page: Page,
    locale: Locale,
    texts: dict[str, str],
    run: Run,
    *,
    columns: dict[str, str],
    is_source_changed: bool,
) -> bool:
    """Bring the translation of ``page``'s draft to ``texts`` by field; whether that changed it.

    Raises BadRow where the text has other paragraphs than the source.
    """
    source = None
    if not is_source_changed:
        source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None:
        source, _is_new = TranslationSource.update_or_create_from_instance(page)
    translation, is_new = Translation.objects.get_or_create(source=source, target_locale=locale)
    are_strings_new = _translate_strings(source, locale, texts, run, columns=columns)
    if not (is_source_changed or is_new or are_strings_new):
        return False
    # A public translation stays as it is: the guard keeps its row and lets the draft pass.
    translation.save_target(user=run.proposed_by, publish=False)
    return True


def _translate_strings(
    source: TranslationSource,
    locale: Locale,
    texts: dict[str, str],
    run: Run,
    *,
    columns: dict[str, str],
) -> bool:
    """Store the translation of each string of ``source``; whether any was new or different."""
    segments: dict[str, list[StringSegment]] = {}
    for segment in source.stringsegment_set.select_related("context", "string").order_by("order"):
        segments.setdefault(segment.context.path.split(".")[0], []).append(segment)
    is_changed = False
    for name, text in texts.items():
        parts = paragraphs_of(text) if name == "body" else [text] if text else []
        wanted = segments.get(name, [])
        if parts and len(parts) != len(wanted):
            reason = _("%(number)d paragraphs, but the source text has %(source)d.")
            raise BadRow((columns[name], reason % {"number": len(parts), "source": len(wanted)}))
        for segment, part in zip(wanted, parts, strict=False):
            is_changed |= _store(segment, locale, part, run)
    return is_changed


def _store(segment: StringSegment, locale: Locale, text: str, run: Run) -> bool:
    known = StringTranslation.objects.filter(
        translation_of_id=segment.string_id, locale=locale, context_id=segment.context_id
    ).first()
    if known is not None and known.data == text:
        return False
    StringTranslation.objects.update_or_create(
        translation_of_id=segment.string_id,
        locale=locale,
        context_id=segment.context_id,
        defaults={
            "data": text,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "last_translated_by": run.proposed_by,
            "has_error": False,
        },
    )
    return True
