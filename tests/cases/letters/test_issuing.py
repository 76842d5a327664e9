"""Letters: filled in once, sealed, numbered without gaps, and on the record."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.cases.factories import SUBMITTED_AT, create_request
from tests.cases.letters.factories import write
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.letters import issuing
from wagtail_disclosure.cases.letters.kinds import LetterKind, Recipient, kind_for
from wagtail_disclosure.cases.letters.texts import MissingValue
from wagtail_disclosure.cases.models import Answer, CaseEvent, Letter, LetterTemplate
from wagtail_disclosure.core.audit import Actor, AppendOnlyError
from wagtail_disclosure.core.encryption import CannotDecrypt
from wagtail_disclosure.core.models import Exemption, Outcome

CONSULTED = {"information": "Contract 7 of {{ applicant_name }}", "reply_by": date(2026, 12, 14)}


class TestWords:
    def test_they_are_those_of_the_template_filled_in(self, letter, case):
        text = letter.text

        assert text.heading == "政府信息公开延期答复告知书"
        assert text.addressee == "Li Ming"
        assert text.agency == str(case.body)
        assert "2026年11月23日" in text.body and "2026年12月21日" in text.body
        assert "“Water quality of the river in 2025”" in text.body
        assert "《中华人民共和国政府信息公开条例》第三十三条" in text.body
        assert "the river froze" in text.body
        assert "{{" not in text.as_plain_text()

    def test_they_are_in_the_language_of_the_case(self, case, officer):
        case.language = "en"
        text = write(case, by=officer).text
        assert text.heading == "Extension of the time to answer"
        assert "by 21 December 2026" in text.body
        assert text.salutation == "To Li Ming"

    def test_a_later_edit_of_the_template_changes_no_letter(self, letter):
        template = LetterTemplate.objects.get(kind=letter.kind, locale__language_code="zh-hans")
        assert letter.template_digest == template.digest
        template.heading = "Something else"
        template.save_revision().publish()

        assert Letter.objects.get().text.heading == "政府信息公开延期答复告知书"
        assert Letter.objects.get().template_digest != template.digest

    def test_a_draft_of_a_template_changes_nothing_yet(self, case, officer):
        template = LetterTemplate.objects.get(
            kind=LetterKind.EXTENSION, locale__language_code="zh-hans"
        )
        template.heading = "Draft"
        template.save_revision()
        assert write(case, by=officer).text.heading == "政府信息公开延期答复告知书"

    def test_without_a_published_template_there_is_no_letter(self, case, officer):
        for template in LetterTemplate.objects.filter(kind=LetterKind.EXTENSION):
            template.unpublish()
        with pytest.raises(NotPossible):
            write(case, by=officer)

    def test_what_the_kind_asks_for_must_be_said(self, case, officer):
        with pytest.raises(MissingValue) as missing:
            issuing.write(case, kind=LetterKind.EXTENSION, by=officer, on=case.received_on)
        assert missing.value.name == "reasons"
        assert not Letter.objects.exists()

    def test_a_letter_to_nobody_is_not_written(self, case, officer):
        with pytest.raises(MissingValue):
            write(
                case,
                by=officer,
                kind=LetterKind.COOPERATION,
                question="x",
                reply_by="y",
                recipient_name="  ",
            )

    def test_lines_of_what_may_be_empty_are_left_out(self, case, officer):
        case.language = "en"
        text = write(case, kind=LetterKind.REGISTRATION, by=officer).text
        assert "Postal address" not in text.body and "Unit in charge" not in text.body
        assert "Applicant: Li Ming" in text.body

    def test_what_can_not_be_printed_is_refused_in_words(self, case, officer):
        with pytest.raises(NotPossible, match="U\\+0007"):
            write(case, by=officer, reasons="ice\a")

    @pytest.mark.parametrize(
        "typed", ["{{ case.secret }}", "{% load x %}", "{{ 7*7 }}", "{{ id_number }}", "${x}"]
    )
    def test_template_syntax_is_inert(self, case, officer, typed):
        """Case 82 of reliability.md."""
        assert typed in write(case, by=officer, reasons=typed).text.body

    def test_what_an_applicant_wrote_is_never_filled_in_itself(self, agency, officer):
        """Case 82: neither a name nor a request that looks like a merge field."""
        case = create_request(
            applicant_name="{{ id_document }}", description="{{ addressee }} {{ reasons }}"
        )
        text = write(case, by=officer).text
        assert text.addressee == "{{ id_document }}"
        assert "“{{ addressee }} {{ reasons }}”" in text.body

    def test_a_writer_may_name_the_applicant_by_merge_fields(self, case, officer):
        text = write(case, by=officer, reasons="{{ applicant_name }} asked on {{ received_on }}")
        assert "Li Ming asked on 2026年11月23日" in text.text.body


class TestAnswers:
    def test_an_answer_carries_the_delivered_words_and_the_remedies(self, answered, officer):
        letter = issuing.write(
            answered.case, kind=LetterKind.GRANTED, by=officer, on=answered.case.received_on
        )

        assert letter.outcome_code == "granted"
        assert "Dear Li Ming, here it is." in letter.text.body
        assert "第三十六条第二项" in letter.text.body and "Art." not in letter.text.body
        assert any("行政复议" in remedy for remedy in letter.text.remedies)

    def test_what_becomes_of_each_document_is_said_with_its_grounds(self, casework, officer):
        """OGI Art. 37: what is withheld, and why."""
        case = casework.case
        partly = Outcome.objects.get(law=case.law, code="partly-granted")
        casework.accept().assign().draft(outcome=partly)
        for title, decision, codes in (
            ("Minutes", "withheld", ["cn-ogi-16-process"]),
            ("Report", "released", []),
        ):
            actions.add_item(
                case,
                title=title,
                decision=decision,
                exemptions=Exemption.objects.filter(law=case.law, code__in=codes),
                explanation="It is a draft." if codes else "",
                by=officer,
                reason="Because",
                on=case.received_on,
            )
        casework.propose().clear().answer()

        letter = issuing.write(case, kind=kind_for(partly), by=officer, on=case.received_on)
        lines = letter.text.body.split("\n")
        assert any(
            line.startswith("1．Minutes：") and "（第十六条第二款）。It is a draft." in line
            for line in lines
        )
        assert any(line.startswith("2．Report：") for line in lines)

    def test_no_letter_carries_an_answer_that_nobody_cleared(self, casework, officer):
        casework.accept().assign().draft().propose()
        with pytest.raises(NotPossible):
            issuing.write(
                casework.case, kind=LetterKind.GRANTED, by=officer, on=casework.case.received_on
            )

    def test_the_words_of_an_answer_can_not_be_given(self, answered, officer):
        case = answered.case
        values = {"answer": "Everything is secret"}
        letter = issuing.write(
            case, kind=LetterKind.GRANTED, by=officer, on=case.received_on, values=values
        )
        assert "Everything is secret" not in letter.text.body

    def test_no_letter_carries_an_answer_changed_behind_the_clearance(self, answered, officer):
        Answer.objects.filter(case=answered.case).update(text="Something else")
        with pytest.raises(NotPossible):
            issuing.write(
                answered.case, kind=LetterKind.GRANTED, by=officer, on=answered.case.received_on
            )

    def test_remedies_are_those_of_the_day(self, case, officer):
        refused = Outcome.objects.get(law=case.law, code="refused-internal")
        kind, values = LetterKind.DISCLOSURE_NOTICE, {"information": "x", "reasons": "y"}
        values["recipient_name"] = "Third Ltd"
        then = write(case, by=officer, kind=kind, outcome=refused, on=date(2023, 12, 29), **values)
        now = write(case, by=officer, kind=kind, outcome=refused, on=date(2026, 12, 1), **values)
        # Against this outcome first, then what can be done in any case.
        assert "6个月内" in then.text.remedies[0] and "投诉" not in then.text.remedies[0]
        assert not any("6个月内" in remedy for remedy in now.text.remedies)


class TestOthers:
    @pytest.fixture
    def consulted(self, case, officer):
        name = "{{ applicant_name }} Third Ltd"
        return write(
            case, by=officer, kind=LetterKind.CONSULTATION, recipient_name=name, **CONSULTED
        )

    def test_they_are_named_and_sealed_too(self, consulted):
        assert consulted.recipient == Recipient.THIRD_PARTY
        assert "Third Ltd" in consulted.text.addressee
        assert b"Third Ltd" not in bytes(consulted.ciphertext)

    def test_nobody_else_is_told_who_applied(self, consulted):
        words = consulted.text.as_plain_text()
        assert "Li Ming" not in words and "E12345678" not in words
        assert "Water quality" not in words

    def test_a_kind_goes_to_one_sort_of_people(self, case, officer):
        with pytest.raises(NotPossible):
            issuing.write(
                case,
                kind=LetterKind.CONSULTATION,
                by=officer,
                on=case.received_on,
                values={"recipient_name": "Third Ltd", **CONSULTED},
                recipient="applicant",
            )


class TestNumbers:
    def test_kinds_of_a_series_count_together(self, case, officer):
        kinds = {LetterKind.EXTENSION: {"reasons": "a"}, LetterKind.CONSULTATION_NOTICE: {}}
        numbers = [
            write(case, by=officer, kind=kind, **values).number for kind, values in kinds.items()
        ]
        assert numbers == ["依告〔2026〕第1号", "依告〔2026〕第2号"]
        receipt = write(case, by=officer, kind=LetterKind.RECEIPT)
        assert receipt.number == "依收〔2026〕第1号"

    def test_each_year_begins_anew(self, case, officer):
        write(case, by=officer, on=date(2026, 12, 31))
        assert write(case, by=officer, on=date(2027, 1, 4)).number == "依告〔2027〕第1号"

    def test_a_refused_letter_and_a_preview_leave_no_gap(self, case, officer):
        issuing.preview(
            case, kind=LetterKind.EXTENSION, on=case.received_on, values={"reasons": "a"}
        )
        with pytest.raises(MissingValue):
            issuing.write(case, kind=LetterKind.EXTENSION, by=officer, on=case.received_on)
        with pytest.raises(RuntimeError), transaction.atomic():
            write(case, by=officer)
            raise RuntimeError

        assert write(case, by=officer).number == "依告〔2026〕第1号"

    def test_a_number_is_never_used_twice(self, letter, case):
        again = Letter(case=case, kind=letter.kind, recipient=letter.recipient, on=letter.on)
        again.number, again.ciphertext = letter.number, b"x"
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()


class TestRecords:
    def test_a_letter_is_in_the_timeline_by_its_number(self, letter, officer):
        event = CaseEvent.objects.get(kind=CaseEvent.Kind.LETTER_WRITTEN)
        assert event.actor_id == officer.pk
        assert event.details == {
            "letter": letter.pk.hex,
            "letter_kind": "extension",
            "number": letter.number,
        }

    def test_a_part_of_the_software_may_write_one(self, case):
        letter = write(case, by=Actor.software("counter"), kind=LetterKind.RECEIPT)
        assert (letter.author_id, letter.author_name) == (None, "counter")

    def test_the_row_holds_no_word_of_it(self, letter):
        row = Letter.objects.filter(pk=letter.pk).values().get()
        assert not any("Li Ming" in str(value) for value in row.values())
        assert str(letter) == letter.number

    def test_it_is_never_changed(self, letter):
        letter.number = "another"
        with pytest.raises(AppendOnlyError):
            letter.save()
        with pytest.raises(AppendOnlyError):
            Letter.objects.update(number="")

    def test_without_the_key_of_its_case_it_can_not_be_read(self, letter):
        letter.case.key.delete()
        with pytest.raises((CannotDecrypt, letter.case.__class__.key.RelatedObjectDoesNotExist)):
            _ = Letter.objects.get().text

    def test_its_words_belong_to_this_letter(self, letter, case, officer):
        other = write(case, by=officer, reasons="other")
        moved = Letter.objects.get(pk=other.pk)
        moved.ciphertext = letter.ciphertext
        with pytest.raises(CannotDecrypt):
            _ = moved.text


class TestPreview:
    def test_it_shows_all_but_who_applied(self, case):
        text = issuing.preview(
            case, kind=LetterKind.EXTENSION, on=case.received_on, values={"reasons": "ice"}
        )
        assert "ice" in text.body and "Water quality" in text.body
        assert "Li Ming" not in text.as_plain_text()
        assert text.addressee == "[姓名或者名称]"
        assert not Letter.objects.exists() and text.number == issuing.NO_NUMBER_YET

    def test_it_shows_an_answer_while_it_is_drafted(self, casework):
        casework.accept().assign().draft()
        text = issuing.preview(casework.case, kind=LetterKind.GRANTED, on=casework.case.received_on)
        assert "Dear {{ applicant_name }}, here it is." in text.body

    def test_every_kind_can_be_written(self, answered, officer):
        case = answered.case
        given = dict.fromkeys(
            {name for kind in LetterKind for name in kind.facts.asks}, "Something"
        )
        for kind in LetterKind:
            letter = issuing.write(
                case, kind=kind, by=officer, on=SUBMITTED_AT.date(), values=given
            )
            assert letter.text.body
