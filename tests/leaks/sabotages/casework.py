"""Sabotages of casework: file, old, new, why, failing tests."""

ACTIONS = "tests/cases/actions"
STATUS = "tests/cases/test_status_acting.py"
PAPERS = "tests/cases/workspace/test_papers.py"

CASEWORK: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        "cases/actions/recording.py",
        "    if version is not None and version != locked.version:",
        "    if False:",
        "a decision on an older version of a case is carried out (case 69)",
        (f"{ACTIONS}/test_states.py::test_what_was_decided_on_another_version_is_refused",),
    ),
    (
        "cases/actions/recording.py",
        "_locked(case).filter(policy.in_charge(by, action))",
        "_locked(case)",
        "officers of other units handle a case (case 33)",
        (f"{ACTIONS}/test_states.py::test_an_officer_of_another_unit_does_nothing",),
    ),
    (
        "cases/actions/extending.py",
        "    if actor.id == extension.proposed_by_id:",
        "    if False:",
        "who proposes more time approves it (case 73)",
        (f"{ACTIONS}/test_extending.py::test_who_proposes_does_not_approve",),
    ),
    (
        "cases/actions/extending.py",
        "    if on > case.due_on:",
        "    if False:",
        "what is over is extended (case 73)",
        (f"{ACTIONS}/test_extending.py::test_what_is_over_is_not_extended",),
    ),
    (
        "cases/actions/consulting.py",
        "    if response == Consultation.Response.SILENT and not terms.is_over(row, on=on):",
        "    if False:",
        "silence is recorded before the time is over",
        (f"{ACTIONS}/test_consulting.py",),
    ),
    (
        "cases/actions/correcting.py",
        "    if not terms.is_over(waiting, on=on):",
        "    if False:",
        "a case is abandoned while the applicant has time",
        (f"{ACTIONS}/test_correcting.py::test_a_case_is_abandoned_only_after_the_last_day",),
    ),
    (
        "cases/clock/computing.py",
        'list(case.clockevents.order_by("on", "pk"))',
        'list(case.clockevents.order_by("pk"))',
        "what is recorded late counts from the wrong day (case 74)",
        (f"{ACTIONS}/test_consulting.py",),
    ),
    (
        "cases/actions/itemizing.py",
        "    if stored_file is not None and not is_released:",
        "    if False:",
        "what is withheld goes out with its file",
        (f"{ACTIONS}/test_itemizing.py::test_an_item_that_is_withheld_has_no_file",),
    ),
    (
        "cases/actions/itemizing.py",
        "    draft.author_id, draft.author_name = by.pk, Actor.of(by).name",
        "    pass",
        "who puts a document into an answer clears it",
        (f"{ACTIONS}/test_itemizing.py",),
    ),
    (
        "cases/actions/consulting.py",
        "    merge_fields.refuse_identity(information, merge_fields.values_for(case))",
        "    pass",
        "a third party is told who applied",
        (f"{ACTIONS}/test_consulting.py::test_they_are_not_told_who_applied",),
    ),
    (
        "cases/models/answers.py",
        'public_fields = ("outcome", "text", "language", "items")',
        'public_fields = ("outcome", "text", "language")',
        "documents of an answer are changed after its clearance",
        (f"{ACTIONS}/test_itemizing.py",),
    ),
    (
        "cases/status/tickets.py",
        "    if case is None or case.secret_digest[:16] != digest:",
        "    if case is None:",
        "a ticket outlives the secret that it was given for",
        (f"{STATUS}::test_a_ticket_opens_no_other_case_and_ends_with_its_secret",),
    ),
    (
        "cases/status/reading.py",
        "    return [_shown(answer, case) for answer in answers if answer.is_disclosed]",
        "    return [_shown(answer, case) for answer in answers]",
        "an answer that was changed behind its clearance is shown and its file handed out",
        (
            "tests/cases/test_status.py::"
            "test_an_answer_changed_behind_the_guards_back_is_not_shown",
            f"{STATUS}::test_a_document_that_was_changed_behind_its_clearance_is_not_handed_out",
        ),
    ),
    (
        "cases/permissions.py",
        "        return in_charge | (Q(is_restricted=False) & of_units)",
        "        return in_charge | of_units",
        "colleagues see a restricted case",
        (f"{ACTIONS}/test_noting.py::test_a_restricted_case_is_its_officers_and_the_offices",),
    ),
    (
        "cases/actions/adding.py",
        'lock(case, "add_papers", by=by, version=version)',
        'lock(case, "add_papers", by=by, version=None)',
        "papers are added to another version of the case (case 69)",
        (f"{ACTIONS}/test_adding.py::test_case_69_an_older_page_adds_nothing",),
    ),
    (
        "cases/actions/adding.py",
        "            stored.append(file)",
        "            pass",
        "papers that were not added stay in the storage",
        (f"{ACTIONS}/test_adding.py::test_a_storage_that_fails_in_the_middle_leaves_nothing",),
    ),
    (
        "cases/workspace/papers.py",
        "is_revealed or not file.is_scan",
        "True",
        "names of scans say who applied before anybody asked",
        (f"{PAPERS}::TestNames::test_they_are_numbered_until_the_applicant_is_revealed",),
    ),
    (
        "cases/models/files.py",
        "roles = (self.Role.SUBMITTED, self.Role.SUPPLEMENT)",
        "roles = (self.Role.SUBMITTED,)",
        "papers that were added later are opened without the right to see who applied",
        (f"{PAPERS}::TestNames::test_who_may_not_see_the_applicant_opens_none_of_them",),
    ),
]
