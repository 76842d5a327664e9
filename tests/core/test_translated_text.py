import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from wagtail_disclosure.core.models import Law
from wagtail_disclosure.core.translated_text import TranslatedText, TranslatedTextField

OFFICE = TranslatedText({"zh-hans": "办公室", "en": "General Office"})


@pytest.mark.parametrize(
    ("language", "read"),
    [
        ("zh-hans", "办公室"),
        ("en", "General Office"),
        ("en-gb", "General Office"),
        ("fr", "办公室"),
    ],
)
def test_a_name_is_read_in_the_active_language_or_the_default_one(language, read):
    with translation.override(language):
        assert str(OFFICE) == read


def test_a_name_with_only_a_foreign_text_is_still_read():
    assert TranslatedText({"fr": "Bureau"}).in_language("en") == "Bureau"


@pytest.mark.django_db
def test_names_come_back_from_the_database_as_they_went_in():
    Law.objects.create(code="cn", name={"zh-hans": "条例", "en": "Regulations"})
    law = Law.objects.get(code="cn")
    with translation.override("en"):
        assert str(law) == "Regulations"


def test_plain_text_is_taken_for_the_default_language():
    assert TranslatedTextField().to_python("办公室") == {"zh-hans": "办公室"}


def test_a_name_without_any_text_is_refused():
    with pytest.raises(ValidationError):
        TranslatedTextField().clean({"en": ""}, None)


def test_the_form_asks_in_every_content_language():
    field = TranslatedTextField().formfield()
    html = field.widget.render("name", OFFICE, {"id": "id_name"})
    assert 'lang="zh-hans"' in html
    assert 'value="General Office"' in html
    data = {"name_zh_hans": "水务局", "name_en": ""}
    assert field.clean(field.widget.value_from_datadict(data, {}, "name")) == {"zh-hans": "水务局"}
    assert not field.has_changed(OFFICE, ["办公室", "General Office"])
