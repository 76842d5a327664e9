"""What wagtail-localize does with each public field is said, never left to its defaults."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

from wagtail_disclosure.core.translated_text import TranslatedTextField
from wagtail_disclosure.review.models.guarded import guarded_models

OURS = "wagtail_disclosure"
TEXT = (models.CharField, models.TextField, StreamField)
# Answers are written in the language of the request; who asked is known to nobody else.
IN_ONE_LANGUAGE = {"Answer"}
# A file's title names the file, which is in one language, and changes only together with it.
TITLES_OF_FILES = {"EntryAttachment.title", "ReleasedFile.title", "RulesAttachment.title"}


def own_guarded_models() -> list[type[Any]]:
    return [model for model in guarded_models() if model._meta.app_label.startswith(OURS)]


def translatable() -> list[type[Any]]:
    return [model for model in own_guarded_models() if issubclass(model, TranslatableMixin)]


def said(model: type[Any]) -> dict[str, Any]:
    """What the model itself, or a mixin of ours, says about its fields."""
    fields = getattr(model, "translatable_fields", None) or model.override_translatable_fields
    return {field.field_name: field for field in fields}


def test_every_guarded_type_can_be_translated_or_has_a_reason_not_to() -> None:
    missing = {model.__name__ for model in own_guarded_models()} - {
        model.__name__ for model in translatable()
    }
    assert missing == IN_ONE_LANGUAGE


@pytest.mark.parametrize("model", translatable(), ids=lambda model: model.__name__)
def test_every_public_field_is_translated_or_the_same_everywhere(model) -> None:
    assert sorted(set(model.public_fields) - set(said(model))) == []


@pytest.mark.parametrize("model", translatable(), ids=lambda model: model.__name__)
def test_wagtail_localize_does_what_is_said(model) -> None:
    used = {field.field_name: field for field in get_translatable_fields(model)}
    assert {name: used[name] for name in model.public_fields} == {
        name: said(model)[name] for name in model.public_fields
    }


@pytest.mark.parametrize("model", translatable(), ids=lambda model: model.__name__)
def test_only_texts_are_translated_and_nothing_else_can_be_overridden(model) -> None:
    for name, kept in said(model).items():
        field = model._meta.get_field(name)
        if isinstance(kept, TranslatableField):
            is_text = isinstance(field, TEXT) and not field.choices
            leads_to_texts = isinstance(field, models.ForeignKey) and issubclass(
                field.related_model, TranslatableMixin
            )
            assert is_text or leads_to_texts, f"{model.__name__}.{name}"
        else:
            assert isinstance(kept, SynchronizedField)
            assert not kept.overridable, f"{model.__name__}.{name}"


@pytest.mark.parametrize("model", translatable(), ids=lambda model: model.__name__)
def test_codes_numbers_days_and_addresses_are_the_same_everywhere(model) -> None:
    for name in ("slug", "code", "index_number", "document_number", "class_reason"):
        if name in said(model):
            assert isinstance(said(model)[name], SynchronizedField), name


def test_texts_in_rows_of_public_pages_are_known() -> None:
    """A child row isn't translatable: a text of one would be in one language for ever."""
    texts = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label.startswith(OURS)
        and any(isinstance(field, ParentalKey) for field in model._meta.fields)
        for field in model._meta.concrete_fields
        if field.name in getattr(model, "public_fields", ())
        and isinstance(field, models.CharField | models.TextField)
        and not field.choices
    }
    assert texts == TITLES_OF_FILES


def test_names_of_bodies_units_windows_and_law_hold_all_languages() -> None:
    """They are shown next to translated pages and are no guarded objects themselves."""
    named = [
        model
        for model in apps.get_models()
        if model._meta.app_label.startswith(OURS)
        and not issubclass(model, TranslatableMixin)
        and not model.__name__.startswith("Historical")
        and any(isinstance(field, TranslatedTextField) for field in model._meta.concrete_fields)
    ]
    names = {model.__name__ for model in named}
    assert {"PublicBody", "Unit", "IntakeWindow", "Law", "Exemption", "SubjectClass"} <= names
    for model in named:
        if any(field.name == "name" for field in model._meta.concrete_fields):
            assert isinstance(model._meta.get_field("name"), TranslatedTextField), model.__name__
