import pytest
from django.utils import translation

from tests.core.test_templatetags import render
from wagtail_disclosure.core.citations import cited

BOTH = "第三十三条 / Art. 33"


@pytest.mark.parametrize(("language", "shown"), [("zh-hans", "第三十三条"), ("en", "Art. 33")])
def test_a_citation_in_two_languages_is_read_in_one(language, shown):
    assert cited(BOTH, language=language) == shown
    with translation.override(language):
        assert render("{{ citation|in_one_language }}", citation=BOTH) == shown


@pytest.mark.parametrize("citation", ["s. 10 / s. 12", "第五条 / 第六条", "Art. 33", ""])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_citation_in_one_language_is_left_as_it_is(citation, language):
    assert cited(citation, language=language) == citation
