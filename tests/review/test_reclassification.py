import pytest
from django import forms

from wagtail_disclosure.review.reclassification import ClassChoice, Reclassifiers


class Sheet:
    """Anything that has a class."""


class Letter(Sheet):
    """Inherits how its class changes."""


class OneWay:
    def choices(self, instance) -> list[ClassChoice]:
        return [ClassChoice(value="closed", name="Closed")]

    def form_class(self, instance) -> type[forms.Form]:
        return forms.Form

    def apply(self, instance, *, to, ground, reason, by, **details) -> None:
        instance.shelf = to


@pytest.fixture
def reclassifiers() -> Reclassifiers:
    reclassifiers = Reclassifiers()
    reclassifiers.register(Sheet, OneWay())
    return reclassifiers


def test_a_type_inherits_how_its_class_changes(reclassifiers) -> None:
    assert [choice.value for choice in reclassifiers.choices(Letter())] == ["closed"]


def test_a_type_that_nobody_registered_has_no_classes(reclassifiers) -> None:
    assert reclassifiers.of(object()) is None
    assert not reclassifiers.choices(object())


def test_two_reclassifiers_of_one_type_are_a_mistake(reclassifiers) -> None:
    with pytest.raises(ValueError, match="Sheet"):
        reclassifiers.register(Sheet, OneWay())
