"""What people type into the kinds of questions, and what is kept of it."""

import pytest
from django.core.exceptions import ValidationError

from wagtail_disclosure.cases.request_forms.definitions import Definition, FieldDefinition
from wagtail_disclosure.cases.request_forms.forms import request_form_class
from wagtail_disclosure.rules.identity_documents import DocumentKind

# Test numbers: a place that does not exist any more, and a body that does not exist.
RESIDENT, CREDIT = "11010519491231002X", "91350100M000100Y43"


def field(type_name: str, **values) -> FieldDefinition:
    return FieldDefinition(**{"type": type_name, "key": "k", "label": "L", **values})


def form(*fields: FieldDefinition, data=None, **kwargs):
    definition = Definition(name="F", language="en", fields=fields)
    return request_form_class(definition)(data or {}, **kwargs)


def answer(asked: FieldDefinition, typed) -> object:
    """What is kept of ``typed``; raises ValidationError for what is refused."""
    data = typed if isinstance(typed, dict) else {"k": typed}
    filled = form(asked, data=data)
    if not filled.is_valid():
        raise ValidationError(filled.errors.as_data()["k"])
    return filled.answers().get("k")


@pytest.mark.parametrize(
    ("typed", "kept"), [("12", 12), ("１２", 12), (" 1 200 ", 1200), ("1,200", 1200), ("-3", -3)]
)
def test_numbers_are_read_as_people_write_them(typed, kept):
    assert answer(field("number"), typed) == kept


@pytest.mark.parametrize("typed", ["", "twelve", "1.5", "9" * 5000, "1e3", "十二", "٣x"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError):
        answer(field("number"), typed)


def test_a_number_keeps_within_its_bounds():
    for typed in ("0", "11"):
        with pytest.raises(ValidationError, match="1"):
            answer(field("number", minimum=1, maximum=10), typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("021-12345678", "021-12345678"),
        ("＋44 20 7946 0000", "+44 20 7946 0000"),
        ("(021) 1234 5678 转 12", "(021) 1234 5678 转 12"),
        ("13800138000", "13800138000"),
    ],
)
def test_telephone_numbers_of_any_country_are_kept(typed, kept):
    assert answer(field("phone"), typed) == kept


@pytest.mark.parametrize("typed", ["1234", "call me", "021-1234567 <b>", "+" * 40])
def test_what_is_no_telephone_number_is_refused(typed):
    with pytest.raises(ValidationError):
        answer(field("phone"), typed)


def document(kind: str, number: str) -> dict[str, str]:
    return {"k-kind": kind, "k-number": number}


DOCUMENT = field("id_document", choices=tuple((kind.value, "") for kind in DocumentKind))


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("resident_id", RESIDENT, RESIDENT),
        ("resident_id", "11010519491231002x", RESIDENT),
        ("resident_id", "１１０１０５１９４９１２３１００２Ｘ", RESIDENT),
        ("resident_id", "11010519491231002Х", RESIDENT),  # noqa: RUF001
        ("resident_id", "110105 19491231 002\u200bX", RESIDENT),
        ("resident_id", "110105-19491231-002χ", RESIDENT),
        ("credit_code", CREDIT.lower(), CREDIT),
        ("passport", "e12345678", "E12345678"),
        ("other", "军官证 123", "军官证 123"),
    ],
)
def test_case_59_numbers_of_documents_are_kept_as_they_stand_there(kind, typed, kept):
    assert answer(DOCUMENT, document(kind, typed)) == {"kind": kind, "number": kept}


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("resident_id", "110105194912310021"),
        ("resident_id", "11010519491231002"),
        ("resident_id", CREDIT),
        ("credit_code", CREDIT[:-1] + "9"),
        ("passport", "?"),
        ("other", "x" * 41),
        ("other", "a\0b"),
        ("driver", "123456"),
        ("resident_id", "\ud800"),
        ("resident_id", ""),
        ("", RESIDENT),
    ],
)
def test_case_59_what_can_not_be_right_is_said(kind, typed):
    with pytest.raises(ValidationError):
        answer(DOCUMENT, document(kind, typed))


def test_a_document_that_is_not_required_may_be_left_out():
    optional = field("id_document", required=False, choices=(("passport", ""),))
    assert answer(optional, document("passport", " ")) is None


def test_several_choices_are_kept_in_order():
    asked = field("choices", choices=(("a", "A"), ("b", "B"), ("c", "C")))
    assert answer(asked, {"k": ["c", "a"]}) == ["c", "a"]
    with pytest.raises(ValidationError):
        answer(asked, {"k": ["z"]})


def test_yes_and_no_are_both_answers():
    assert answer(field("yes_no"), "no") is False
    assert answer(field("yes_no"), "yes") is True
    with pytest.raises(ValidationError):
        answer(field("yes_no"), "")


KIND = field("choice", key="kind", choices=(("a", "A"), ("b", "B")))
ONLY_B = field("text", key="more", max_length=50, shown_when=("kind", "b"))


def test_a_question_is_asked_only_of_whom_it_concerns():
    assert form(KIND, ONLY_B, data={"kind": "a", "more": "x"}).is_valid()
    lacking = form(KIND, ONLY_B, data={"kind": "b"})
    assert list(lacking.errors) == ["more"]
    dropped = form(KIND, ONLY_B, data={"kind": "a", "more": "\0"})
    assert dropped.is_valid() and dropped.answers() == {"kind": "a"}


def test_an_answer_on_another_page_decides_whether_a_question_is_there():
    assert "more" not in form(ONLY_B, known={"kind": "a"}).fields
    assert form(ONLY_B, known={"kind": "b"}).fields["more"].required
    assert "more" not in form(ONLY_B, known={}).fields


@pytest.mark.parametrize("given", [True, ["yes", "x"], "yes"])
def test_conditions_hold_for_every_kind_of_answer(given):
    assert field("text", shown_when=("q", "yes")).applies({"q": given})
    assert not field("text", shown_when=("q", "no")).applies({"q": given})


def test_a_definition_frozen_before_there_were_more_kinds_is_still_read():
    old = {
        "type": "text",
        "key": "k",
        "label": "L",
        "help_text": "",
        "required": True,
        "max_length": 10,
        "choices": [],
        "identifies": False,
    }
    content = {"name": "F", "language": "en", "fields": [old]}
    definition = Definition.from_content(content)
    # And written as it was: a frozen form keeps its digest.
    assert definition.as_content() == content


def test_everything_that_a_definition_says_is_frozen():
    fields = (
        field("heading", key="", required=False),
        field("number", minimum=1, maximum=2),
        field("file", key="f", maximum=3, shown_when=("k", "1")),
    )
    definition = Definition(name="F", language="en", fields=fields)
    assert Definition.from_content(definition.as_content()) == definition
