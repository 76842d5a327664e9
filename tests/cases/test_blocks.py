"""What editors can build, and what the builder refuses."""

import pytest
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from wagtail_disclosure.cases.models import DisclosureForm
from wagtail_disclosure.cases.request_forms.blocks import FormFieldsBlock
from wagtail_disclosure.cases.request_forms.definitions import Definition
from wagtail_disclosure.cases.request_forms.forms import request_form_class
from wagtail_disclosure.cases.request_forms.shipped import TEXTS, shipped_fields

BLOCK = FormFieldsBlock()


def text(key: str, **values):
    return {"type": "text", "value": {"key": key, "label": "L", "max_length": 10, **values}}


def clean(*fields):
    return BLOCK.clean(BLOCK.to_python(list(fields)))


def test_keys_are_used_once():
    with pytest.raises(StreamBlockValidationError):
        clean(text("name"), text("name"))


@pytest.mark.parametrize("key", ["Name", "姓名", "1st", "a-b", "", "x" * 41])
def test_keys_are_plain(key):
    with pytest.raises(StreamBlockValidationError):
        clean(text(key))


@pytest.mark.parametrize("key", ["submission_token", "website", "csrfmiddlewaretoken"])
def test_keys_of_the_page_itself_are_refused(key):
    with pytest.raises(StreamBlockValidationError):
        clean(text(key))


def test_choices_have_different_keys():
    option = {"value": "a", "label": "A"}
    field = {"type": "choice", "value": {"key": "k", "label": "L", "choices": [option, option]}}
    with pytest.raises((StreamBlockValidationError, StructBlockValidationError)):
        clean(field)


def choice(key: str, *values: str) -> dict:
    options = [{"value": value, "label": value} for value in values]
    return {"type": "choice", "value": {"key": key, "label": "L", "choices": options}}


def shown_when(key: str, answer: str) -> dict[str, str]:
    return {"shown_when_key": key, "shown_when_answer": answer}


def test_a_question_may_depend_on_an_answer_before_it():
    assert clean(choice("kind", "a", "b"), text("more", **shown_when("kind", "b")))


@pytest.mark.parametrize(
    "fields",
    [
        (text("more", **shown_when("kind", "a")), choice("kind", "a", "b")),
        (choice("kind", "a", "b"), text("more", **shown_when("kind", "c"))),
        (text("name"), text("more", **shown_when("name", "a"))),
        (choice("kind", "a", "b"), text("more", **shown_when("kind", ""))),
    ],
    ids=["a later question", "no such answer", "no choice", "no answer"],
)
def test_a_condition_that_can_never_hold_is_refused(fields):
    with pytest.raises(StreamBlockValidationError):
        clean(*fields)


def test_a_list_of_documents_asks_for_a_file_for_each(agency):
    items = [
        {"value": "plan", "label": "Plan", "required": True},
        {"value": "photo", "label": "Photo", "required": False},
    ]
    value = {"key": "papers", "label": "What to hand in", "items": items}
    form = DisclosureForm.objects.order_by("pk").first()
    form.fields = [("materials", value)]
    asked = form.definition.asked
    assert [(field.key, field.required) for field in asked] == [
        ("papers__plan", True),
        ("papers__photo", False),
    ]
    assert form.definition.fields[0].label == "What to hand in"


def test_a_form_without_fields_is_refused():
    with pytest.raises(StreamBlockValidationError):
        clean()


@pytest.mark.parametrize("language", list(TEXTS))
def test_the_shipped_form_passes_its_own_checks(language):
    fields = [{"type": name, "value": value} for name, value in shipped_fields(language)]
    cleaned = clean(*fields)
    assert len(cleaned) == len(fields)


def test_the_shipped_forms_ask_the_same_in_every_language():
    shapes = [
        [
            (name, value.get("key"), value.get("required"), len(value.get("choices", ())))
            for name, value in shipped_fields(code)
        ]
        for code in TEXTS
    ]
    assert shapes[0] == shapes[1]


def test_a_frozen_definition_makes_the_same_form_years_later(agency):
    definition = DisclosureForm.objects.order_by("pk").first().definition
    again = Definition.from_content(definition.as_content())
    assert again == definition
    form = request_form_class(again)()
    assert [field.name for field in form.own_fields()][:2] == ["description", "document_date"]
    assert form.fields["delivery"].choices[0][0] == "email"


def test_identity_and_content_are_told_apart_by_the_definition(agency):
    definition = DisclosureForm.objects.order_by("pk").first().definition
    identity, content = definition.split({"email": "e", "description": "d", "phone": "p"})
    assert (set(identity), set(content)) == ({"email", "phone"}, {"description"})
