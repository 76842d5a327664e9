"""The shipped words, and what an agency makes of them."""

import pytest

from wagtail_disclosure.catalog.models import Genre, SubjectClass
from wagtail_disclosure.catalog.vocabularies import seeds
from wagtail_disclosure.core.audit import Actor

pytestmark = pytest.mark.django_db
SOFTWARE = Actor.software("tests")


def test_the_22_national_subject_classes_are_there_in_both_languages_to_be_confirmed():
    assert seeds.seed("cn", by=SOFTWARE) == {"subject_classes": 22, "genres": 16}
    assert SubjectClass.objects.get(code="06").name == {
        "zh-hans": "农业、林业、水利",
        "en": "Agriculture, forestry, water",
    }
    for model in (SubjectClass, Genre):
        assert not model.objects.filter(is_confirmed=True).exists()
        assert all(set(term.name) == {"zh-hans", "en"} for term in model.objects.all())
        assert model.history.count() == model.objects.count()


def test_a_list_that_an_agency_has_already_is_left_alone():
    seeds.seed("cn", by=SOFTWARE)
    SubjectClass.objects.exclude(code="06").delete()
    assert seeds.seed("cn", by=SOFTWARE) == {"subject_classes": 0, "genres": 0}
    assert SubjectClass.objects.count() == 1


def test_a_country_without_words_of_its_own_is_known():
    assert seeds.has_vocabulary("cn")
    assert not seeds.has_vocabulary("gb")
