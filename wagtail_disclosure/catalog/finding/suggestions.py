"""What somebody who types may be looking for."""

from wagtail.models import Locale

from wagtail_disclosure.catalog.finding.matching import public_rows
from wagtail_disclosure.catalog.models import EntryPage

MOST = 8


def suggest(words: str, locale: Locale) -> list[str]:
    """Titles, as they were cleared, of the entries whose titles or numbers go with ``words``."""
    if not words:
        return []
    rows = public_rows(locale)
    entries = EntryPage.objects.filter(pk__in=rows.order_by().values("pk")).only("path")
    keys = [entry.pk for entry in entries.autocomplete(words)[: MOST * 2]]
    titles = rows.in_bulk(keys)
    return list(dict.fromkeys(titles[key].title for key in keys if key in titles))[:MOST]
