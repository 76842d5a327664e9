import zoneinfo

from wagtail_disclosure.core import conf


def test_content_languages_start_with_the_default_one(settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
    assert conf.content_languages() == [("zh-hans", "简体中文"), ("en", "English")]


def test_a_site_without_internationalization_has_one_language(settings):
    settings.WAGTAIL_I18N_ENABLED = False
    assert [code for code, _name in conf.content_languages()] == ["zh-hans"]


def test_a_regional_language_code_stands_for_its_language(settings):
    settings.LANGUAGE_CODE = "en-us"
    assert conf.default_language() == "en"


def test_deadlines_count_in_the_zone_of_the_site_unless_another_is_set(settings):
    assert conf.time_zone() == zoneinfo.ZoneInfo("Asia/Shanghai")
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "TIME_ZONE": "Europe/Berlin"}
    assert conf.time_zone() == zoneinfo.ZoneInfo("Europe/Berlin")
