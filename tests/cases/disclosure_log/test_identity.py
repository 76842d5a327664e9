"""Who applied is in no text that everybody may read, and in no name of a file."""

import pytest
from django.core.exceptions import ValidationError

from tests.cases.disclosure_log.conftest import ON, WORDS, answer_in_part
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import AnswerItem, CaseContent, DisclosureLogEntry


def in_full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if letter > " " else letter for letter in text)


def seal_description(case, text: str) -> None:
    """As if the applicant had written ``text``."""
    CaseContent.objects.filter(case=case).delete()
    CaseContent.seal(case, {"description": text}, data_key=case.key.unwrap())


def in_quotes(text: str) -> str:
    return f"“{text[:9]}”, {text[9:]}"


@pytest.mark.parametrize("field", ["title", "asked", "answered"])
@pytest.mark.parametrize("secret", ["Li Ming", "E12345678", "LI.MING@example.com"])
def test_no_text_says_it(list_in_log, field, secret):
    with pytest.raises(ValidationError) as refused:
        list_in_log(**{field: f"As {secret} asked"})
    assert secret not in str(refused.value)
    assert not DisclosureLogEntry.objects.exists()


def test_no_name_of_a_file_says_it(casework):
    work = answer_in_part(casework, file_name="Answer to Li Ming.csv")
    items = AnswerItem.objects.filter(stored_file__isnull=False)
    about = {"by": work.officer, "reason": "Of use to others", "on": ON}
    with pytest.raises(ValidationError, match="says who applied|申请人"):
        actions.list_in_log(work.case, **WORDS, items=items, **about)
    assert not DisclosureLogEntry.objects.exists()


def test_no_later_draft_says_it(list_in_log):
    entry = DisclosureLogEntry.objects.get(pk=list_in_log().pk)
    entry.answered = "Given to Li Ming."
    with pytest.raises(ValidationError):
        entry.save_revision()
    with pytest.raises(ValidationError):
        entry.save_revision(clean=False)
    with pytest.raises(ValidationError):
        entry.full_clean()


@pytest.mark.parametrize("typed", [str.upper, in_full_width, in_quotes])
def test_what_the_applicant_wrote_is_not_copied(make_long_request, list_in_log, typed):
    with pytest.raises(ValidationError):
        list_in_log(asked="They wrote: " + typed(make_long_request))


def test_when_the_key_is_gone_there_is_nothing_to_give_away(list_in_log, answered):
    entry = DisclosureLogEntry.objects.get(pk=list_in_log().pk)
    answered.case.key.wrapped = b"0" * 60
    answered.case.key.save()
    entry.answered = "Changed."
    entry.save_revision()


@pytest.fixture
def make_long_request(answered) -> str:
    text = "I live next to the lock and want to know how high the water was"
    seal_description(answered.case, text)
    return text


def test_no_long_sentence_of_it_is_copied_either(answered, list_in_log):
    sentence = "My garden behind the old lock was flooded three times last spring"
    seal_description(answered.case, f"I ask for the levels. {sentence}! Please hurry.")
    with pytest.raises(ValidationError):
        list_in_log(asked=f"Levels. {sentence}.")
    assert list_in_log(asked="I ask for the levels.")


def test_the_title_of_a_document_is_no_such_sentence(answered, list_in_log):
    title = "《关于印发上海市河道水位监测数据公开管理办法（试行）实施细则的通知》"
    seal_description(answered.case, f"请公开以下文件：\n{title}\n我家被淹了。")
    assert list_in_log(asked=f"申请人要求公开{title}。")
