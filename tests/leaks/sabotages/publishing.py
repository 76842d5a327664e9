"""Sabotages of what follows an answer: file, old, new, why, failing tests."""

LISTING = "tests/cases/disclosure_log/test_listing.py"
IDENTITY = "tests/cases/disclosure_log/test_identity.py"
READING = "tests/cases/disclosure_log/test_reading.py"

PUBLISHING: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        "cases/disclosure_log/identity.py",
        "    if merge_fields.named_in(written, identity) is not None:",
        "    if False:",
        "an entry of the log says who applied",
        (f"{IDENTITY}::test_no_text_says_it",),
    ),
    (
        "cases/letters/merge_fields.py",
        '    plain = unicodedata.normalize("NFKC", text.translate(UNSEEN)).casefold()',
        "    plain = text.casefold()",
        "who applied is named in full-width letters (case 59)",
        ("tests/cases/letters/test_merge_fields.py",),
    ),
    (
        "cases/disclosure_log/identity.py",
        "    if any(_repeats(written, value) for value in content.values()):",
        "    if False:",
        "an entry of the log is what the applicant wrote",
        (f"{IDENTITY}::test_what_the_applicant_wrote_is_not_copied",),
    ),
    (
        "cases/models/log_pages.py",
        "        if case is not None:",
        "        if False:",
        "a later draft of an entry says who applied",
        (f"{IDENTITY}::test_no_later_draft_says_it",),
    ),
    (
        "cases/actions/publishing.py",
        "    if answer is None or not answer.is_disclosed:",
        "    if answer is None:",
        "an answer that was changed behind its clearance goes into the log",
        (f"{LISTING}::TestWhichAnswers::test_none_that_was_changed_behind_its_clearance",),
    ),
    (
        "cases/disclosure_log/listing.py",
        "    return items.filter(decision__in=released).exclude(",
        "    return items.exclude(",
        "a file that is withheld goes into the log",
        (f"{LISTING}::TestFiles::test_one_that_is_withheld_never_does",),
    ),
    (
        "cases/disclosure_log/reading.py",
        "    disclosed = entries.disclosed()",
        "    disclosed = entries.filter(live=True, clearance__isnull=False)",
        "the log lists what only some may see",
        (f"{READING}::TestList::test_one_that_only_some_may_see_is_not",),
    ),
    (
        "cases/disclosure_log/testers.py",
        "        return is_own or not self.is_of_others",
        "        return True",
        "officers of other units edit the drafts of the log",
        (
            f"{LISTING}::TestWorkspace::"
            "test_an_officer_of_another_unit_does_not_get_into_the_editor",
        ),
    ),
    (
        "cases/actions/publishing.py",
        "    return None if case.is_restricted else case.unit",
        "    return case.unit",
        "the unit reads what is drafted of a restricted case",
        (f"{LISTING}::TestWorkspace::test_of_a_restricted_case_the_unit_does_not_read_it_either",),
    ),
    (
        "cases/intake/paper.py",
        'receipt_again(token_in(request.POST.get("ticket", "")))',
        'receipt_again(request.POST.get("ticket", ""))',
        "who read the token in a form opens the receipt of who filled it in (case 52)",
        (
            "tests/cases/intake/test_paper.py::"
            "test_case_52_who_read_the_token_in_the_form_before_gets_no_secret",
        ),
    ),
    (
        "cases/reminders/mails.py",
        "    return mail.reminders.filter(seen, kind__in=kinds)",
        "    return mail.reminders.all()",
        "a mail that waited names a case that was restricted since",
        (
            "tests/cases/reminders/test_mails.py::"
            "test_what_was_restricted_since_is_not_told_to_the_head",
        ),
    ),
    (
        "cases/satisfaction/counting.py",
        'if row["number"] >= FEWEST else ()',
        'if row["number"] else ()',
        "numbers are so small that they tell who was satisfied",
        ("tests/cases/test_satisfaction.py::TestCounting",),
    ),
]
