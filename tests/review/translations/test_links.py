"""Where a link leads that is read in another language than that of the page it names."""

import pytest
from django.utils import translation
from wagtail.rich_text import expand_db_html

from tests.noticeboard.models import NoticePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(home, unit, clear) -> NoticePage:
    notice = NoticePage(title="Plan", slug="plan", live=False, responsible_unit=unit)
    home.add_child(instance=notice)
    notice.save_revision()
    clear(notice)
    return notice


@pytest.fixture
def translated(target, english) -> NoticePage:
    draft = target.copy_for_translation(english)
    draft.slug = "operation-secret"
    draft.save()
    draft.save_revision()
    return draft


def in_english(target: NoticePage) -> str:
    with translation.override("en"):
        return expand_db_html(f'<a linktype="page" id="{target.pk}">plan</a>')


def test_to_the_original_as_long_as_nobody_cleared_the_translation(target, translated) -> None:
    assert in_english(target) == f'<a href="{target.get_url()}">plan</a>'


def test_to_the_translation_as_soon_as_it_is_public(target, translated, clear) -> None:
    clear(translated)
    assert in_english(target) == f'<a href="{translated.get_url()}">plan</a>'
    assert "operation-secret" in in_english(target)
