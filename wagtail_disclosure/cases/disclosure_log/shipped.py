"""The disclosure log that `disclosure_setup` creates, empty, in every language of the site."""

from wagtail.models import Locale, Page, Site

from wagtail_disclosure.cases.models.log_pages import DisclosureLogPage
from wagtail_disclosure.core import conf

SLUG = "disclosure-log"
TEXTS = {
    "zh-hans": {
        "title": "依申请公开答复公示",
        "introduction": (
            "有人申请公开的信息，答复后其他人也可能用得上。这里公示已经给予公开或者部分公开的答复，不含申请人的任何信息。"
        ),
    },
    "en": {
        "title": "Disclosure log",
        "introduction": (
            "What one person asked for may be of use to others. These requests were answered with "
            "information, in full or in part. Nothing here says who asked."
        ),
    },
}


def ensure_log() -> list[DisclosureLogPage]:
    """Create what is missing, as drafts, and return it; nothing where there is no site."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    first = DisclosureLogPage.objects.filter(alias_of=None).order_by("pk").first()
    created = []
    if first is None and site is not None:
        first = _write(site.root_page, DisclosureLogPage(locale=site.root_page.locale))
        created.append(first)
    for locale in _other_locales(first) if first else ():
        parent = first.get_parent().get_translation_or_none(locale)
        if parent is not None and not first.has_translation(locale):
            version = DisclosureLogPage(locale=locale, translation_key=first.translation_key)
            created.append(_write(parent, version))
    return created


def _write(parent: Page, log: DisclosureLogPage) -> DisclosureLogPage:
    texts = TEXTS.get(log.locale.language_code, TEXTS["en"])
    log.title, log.introduction = texts["title"], texts["introduction"]
    log.slug, log.live = SLUG, False
    parent.add_child(instance=log)
    return log


def _other_locales(log: DisclosureLogPage) -> list[Locale]:
    codes = [code for code, _name in conf.content_languages()]
    return list(Locale.objects.filter(language_code__in=codes).exclude(pk=log.locale_id))
