"""The other languages of an imported page, where the site has wagtail-localize."""

from django.apps import apps
from wagtail.models import Locale, Page

from wagtail_disclosure.catalog.importers.cells import Cells
from wagtail_disclosure.catalog.importers.readers import language_suffix
from wagtail_disclosure.catalog.importers.report import Outcome
from wagtail_disclosure.catalog.importers.run import Run

if apps.is_installed("wagtail_localize"):
    from wagtail_disclosure.catalog.importers.translations import write_translation
else:
    write_translation = None


def write_versions(
    page: Page, outcome: Outcome, cells: Cells, texts: dict[str, str], run: Run
) -> Outcome:
    """Write the translations that the row has; ``texts`` are columns by the fields they fill.

    Returns the outcome for the whole row. Raises BadRow where a text can't be translated part by
    part.
    """
    changed = outcome is not Outcome.UNCHANGED
    if write_translation is not None:
        for locale in Locale.objects.filter(language_code__in=run.languages[1:]):
            suffix = language_suffix(locale.language_code)
            translated = {
                field: cells.text(f"{column}_{suffix}") for field, column in texts.items()
            }
            cells.check()
            if translated.get("title"):
                columns = {field: f"{column}_{suffix}" for field, column in texts.items()}
                changed |= write_translation(
                    page,
                    locale,
                    translated,
                    run,
                    columns=columns,
                    is_source_changed=outcome is not Outcome.UNCHANGED,
                )
    if outcome is Outcome.UNCHANGED and changed:
        outcome = Outcome.UPDATED
    if changed or not page.live:
        run.note_draft(page)
    return outcome
