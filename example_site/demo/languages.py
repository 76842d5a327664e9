"""The second language: the start page, and translations whose originals changed."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractUser
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from example_site.demo import publications
from example_site.home.models import HomePage
from wagtail_disclosure.review.translations import sending

TITLE = {"zh-hans": "示例市水务局", "en": "Example City Water Authority"}
INTRODUCTION = {
    "zh-hans": "公开为原则，不公开为例外。查目录，提申请，看进度，都从这里开始。",
    "en": "Open by default. Look things up, ask for more, and follow your request from here.",
}


# Added to the original of two entries; only one of the translations follows at once.
CHANGES = {
    "E009": ("如有疑问，请拨打水务热线000-5550111。", ""),
    "E010": (
        "文件解读请咨询水务热线000-5550111。",
        "For explanations call the water hotline, 000-5550111.",
    ),
}


def change_originals(cast: Mapping[str, AbstractUser]) -> None:
    """Leave one translation out of date, and one waiting for its review."""
    # What was imported in English is the translator's work, so it is they who are told.
    english = StringTranslation.objects.filter(locale__language_code="en")
    english.update(last_translated_by=cast["translator"])
    for key, (chinese, english) in CHANGES.items():
        original = publications.change(key, chinese, cast)
        if english:
            translation = Translation.objects.get(source__object_id=original.translation_key)
            before = translation.get_target_instance()
            translation.source.update_from_db()
            store(
                translation, {original.summary: f"{before.summary} {english}"}, cast["translator"]
            )
            sending.send(before, by=cast["translator"])


def create_home() -> HomePage:
    """The start page of the site, in Chinese and English; replaces Wagtail's welcome page."""
    chinese = Locale.objects.get(language_code="zh-hans")
    Locale.objects.get_or_create(language_code="en")
    if existing := HomePage.objects.filter(locale=chinese).first():
        return existing
    root = Page.get_first_root_node()
    root.get_children().delete()
    root.refresh_from_db()
    home = root.add_child(
        instance=HomePage(
            title=TITLE["zh-hans"],
            introduction=INTRODUCTION["zh-hans"],
            slug="home",
            locale=chinese,
        )
    )
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "127.0.0.1",
            "port": 8000,
            "root_page": home,
            "site_name": TITLE["zh-hans"],
        },
    )
    translate(
        home,
        {
            TITLE["zh-hans"]: TITLE["en"],
            INTRODUCTION["zh-hans"]: INTRODUCTION["en"],
        },
    )
    return home


def translate(page: Page, texts: Mapping[str, str], *, publish: bool = True) -> Page:
    """Translate ``page`` into English with ``texts``, English by Chinese string."""
    english = Locale.objects.get(language_code="en")
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    translation, _is_new = Translation.objects.get_or_create(source=source, target_locale=english)
    store(translation, texts)
    translation.save_target(publish=publish)
    return page.get_translation(english)


def store(
    translation: Translation, texts: Mapping[str, str], translator: AbstractUser | None = None
) -> None:
    """Write English by Chinese string, as a translator does in the editor."""
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        text = texts.get(segment.string.data)
        if text is not None:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                defaults={
                    "data": text,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "last_translated_by": translator,
                },
            )
