"""Sabotages of letters and mails: file, old, new, why, the tests that notice."""

ISSUING = "tests/cases/letters/test_issuing.py"
SENDING = "tests/cases/outbox/test_sending.py"

LETTERS: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        "cases/letters/kinds.py",
        "return self in (Recipient.APPLICANT, Recipient.FILE)",
        "return True",
        "a third party is told who applied",
        (f"{ISSUING}::TestOthers::test_nobody_else_is_told_who_applied",),
    ),
    (
        "cases/letters/issuing.py",
        "if answer is None or not answer.is_disclosed:",
        "if answer is None:",
        "a letter carries an answer changed behind its clearance",
        (f"{ISSUING}::TestAnswers::test_no_letter_carries_an_answer_changed_behind_the_clearance",),
    ),
    (
        "cases/letters/views.py",
        'Letter.objects.filter(case__in=visible.values("pk")).with_deliveries()',
        "Letter.objects.with_deliveries()",
        "an outsider learns that a letter exists",
        ("tests/cases/letters/test_views.py::test_for_anybody_else_it_does_not_exist",),
    ),
    (
        "cases/letters/reading.py",
        "    recording.record(letter, CaseEvent.Kind.LETTER_READ, by=by, on=on, as_what=as_what)",
        "    pass",
        "who reads a letter leaves no trace",
        ("tests/cases/letters/test_views.py::test_who_may_view_the_case_reads_it_on_the_record",),
    ),
    (
        "cases/outbox/composing.py",
        "    validate_email(to)\n",
        "",
        "a mail goes to what is no address (case 61)",
        (f"{SENDING}::TestMails::test_nothing_gets_into_the_headers",),
    ),
    (
        "cases/outbox/sending.py",
        "next_attempt_at=at + LEASE",
        "next_attempt_at=at",
        "two processes send the same mail",
        (f"{SENDING}::TestCrashes::test_while_somebody_sends_it_nobody_else_does",),
    ),
    (
        "cases/outbox/sending.py",
        "    name = type(error).__name__\n",
        "    name = str(error)[:100]\n",
        "the words of a mail server, address included, are kept and logged",
        (f"{SENDING}::TestServerDown::test_only_the_name_of_an_error_is_kept_or_logged",),
    ),
]
