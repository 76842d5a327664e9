"""What wagtail-localize does with each field: translate it, or copy it unchanged.

Needs only the distribution, not the app: a site in one language leaves that out.
"""

from wagtail_localize.fields import SynchronizedField, TranslatableField

Fields = list[SynchronizedField | TranslatableField]


def synchronized(*names: str) -> Fields:
    """Fields that are the same in every language and that no translator overrides."""
    return [SynchronizedField(name, overridable=False) for name in names]


def translated(*names: str) -> Fields:
    return [TranslatableField(name) for name in names]


# What every page has; its address is the same in every language.
PAGE_FIELDS: Fields = [
    *synchronized("slug"),
    *translated("title", "seo_title", "search_description"),
]
