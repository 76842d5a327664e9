"""Sabotages of who decides, and on what: file, old, new, why, the tests that then fail."""

BATCHES = "tests/review/batches"
DELEGATIONS = "tests/review/test_delegations.py"
REFERRAL = "tests/review/test_referral.py"
SENDING = "tests/review/translations/test_sending.py"

ANSWERS = "tests/cases/actions/test_reviewing.py"
READING = "tests/cases/test_answer_review.py"

DECIDING: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        "review/batches/deciding.py",
        "            is_as_seen = manifest == current.manifest",
        "            is_as_seen = not dropped",
        "a reviewer confirms a batch that they did not see",
        (
            f"{BATCHES}/test_deciding.py::"
            "test_a_stale_manifest_is_refused_and_names_what_dropped_out",
        ),
    ),
    (
        "review/batches/deciding.py",
        "    if user.pk == batch.proposed_by_id:",
        "    if False:",
        "who proposed a batch decides on it",
        (f"{BATCHES}/test_deciding.py::test_who_proposed_it_does_not_decide",),
    ),
    (
        "review/batches/deciding.py",
        "    edited = count_edited_by(batch, user)",
        "    edited = 0",
        "who wrote a row of a batch decides on it",
        (
            f"{BATCHES}/test_deciding.py::"
            "test_who_edited_a_row_does_not_decide_until_it_is_taken_out",
        ),
    ),
    (
        "review/batches/rows.py",
        "        edited = [item for item in there if not is_as_proposed(item, found[item.key])]",
        "        edited = []",
        "rows that were edited stay in their batch",
        (
            f"{BATCHES}/test_deciding.py::"
            "test_an_edit_behind_the_models_back_drops_the_row_when_somebody_decides",
        ),
    ),
    (
        "review/batches/clearing.py",
        "    if fingerprints.fingerprint_of(subject) != item.fingerprint:",
        "    if False:",
        "a row edited after the decision becomes public",
        (
            f"{BATCHES}/test_clearing.py::"
            "test_a_row_edited_behind_the_models_back_after_the_decision_stays_a_draft",
        ),
    ),
    (
        "review/batches/clearing.py",
        "    if original is not None and not is_public(original):",
        "    if False:",
        "a batch publishes a translation whose original was withdrawn",
        (
            f"{SENDING}::TestTheOriginal::"
            "test_that_is_unpublished_during_the_review_stops_a_row_of_a_batch",
        ),
    ),
    (
        "review/batches/other_ways.py",
        "    if instance.kind != Clearance.Kind.BATCH:",
        "    if False:",
        "what was withdrawn comes back with a batch",
        (
            f"{BATCHES}/test_deciding.py::"
            "test_a_row_withdrawn_meanwhile_does_not_come_back_with_the_batch",
        ),
    ),
    (
        "review/models/originals.py",
        "    if original.clearance.decided_at > since:",
        "    if False:",
        "a translation of another text than the public one is cleared",
        (f"{SENDING}::TestTheOriginal::test_that_changed_during_the_review_stops_the_decision",),
    ),
    (
        "review/models/rounds.py",
        "    if current.fingerprint != edited:",
        "    if False:",
        "an edit leaves the approvals so far",
        ("tests/review/test_rounds.py::TestAnEdit",),
    ),
    (
        "review/models/rounds.py",
        "    return is_tier or referral(workflow_state) is not None",
        "    return is_tier",
        "the committee is passed over although it was asked",
        (f"{REFERRAL}::TestACommitteeThatWasAsked",),
    ),
    (
        "review/models/standings.py",
        "COUNTING = (TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED)",
        "COUNTING = (TaskState.STATUS_APPROVED,)",
        "a question to the committee no longer counts",
        (f"{REFERRAL}::test_nobody_answers_their_own_question",),
    ),
    (
        "catalog/reclassification/declassifying.py",
        "    authors_come_back(revision, package, parent.locale.language_code)",
        "    pass",
        "who wrote it decides on what comes back from the register",
        ("tests/catalog/reclassification/test_authors.py",),
    ),
    (
        "review/roles.py",
        "        disclosure_deputy_for__last_day__gte=on,",
        "        disclosure_deputy_for__last_day__isnull=False,",
        "deputies decide for ever",
        (f"{DELEGATIONS}::TestADeputy::test_of_yesterday_decides_nothing",),
    ),
    (
        "review/hints/waivers.py",
        "    if not hints or looked_at == digest(hints):",
        "    if not hints or looked_at:",
        "who looked at other hints need not look again",
        ("tests/review/hints/test_waivers.py::TestConfirming::test_of_other_hints_is_refused",),
    ),
    (
        "cases/actions/reviewing.py",
        "        if standing.open_roles:\n            about",
        "        if False:\n            about",
        "the first tier clears an answer",
        (f"{ANSWERS}::test_each_tier_confirms_and_only_the_last_one_clears",),
    ),
    (
        "cases/answer_review.py",
        "        if self.next_role and user.pk not in self.deciders:",
        "        if False:",
        "whoever may clear answers takes the place of a tier",
        (f"{ANSWERS}::test_a_tier_is_for_its_role_whatever_rights_somebody_has",),
    ),
    (
        "cases/answer_review.py",
        "        if user.pk in self.barred:",
        "        if False:",
        "one person decides two tiers of an answer",
        (f"{ANSWERS}::test_but_nobody_by_the_right_who_decided_a_tier_already",),
    ),
    (
        "cases/answer_review.py",
        "    decisions = answer.decisions.filter(proposal_id=proposal_id) if proposal_id else ()",
        "    decisions = answer.decisions.all()",
        "what was decided before a return still counts",
        (f"{ANSWERS}::test_a_return_begins_the_review_anew",),
    ),
    (
        "cases/actions/reviewing.py",
        "    if {one.fingerprint for one in standing.counting} - {fingerprint_of(reviewed)}:",
        "    if False:",
        "the last tier clears other words than the first one read",
        (f"{ANSWERS}::test_words_that_changed_during_the_review_are_not_cleared",),
    ),
    (
        "cases/permissions.py",
        '            actions = {"view"}',
        "            pass",
        "a reviewer of another unit works on the case",
        (f"{READING}::TestWhoReadsIt",),
    ),
    (
        "cases/answer_review.py",
        "        return tuple(one for one in self.decisions if one.unit_id == unit_id)",
        "        return self.decisions",
        "the head of one unit decides for another",
        (f"{ANSWERS}::test_another_unit_has_people_of_its_own",),
    ),
    (
        "cases/actions/files.py",
        '    if not policy.has_right(by, "view", file.case):',
        "    if False:",
        "a reviewer opens files of the applicant",
        (f"{READING}::TestWhoReadsIt",),
    ),
    (
        "cases/workspace/views.py",
        "        if self.is_whole:",
        "        if True:",
        "a reviewer reads letters, which say who applied",
        (f"{READING}::TestWhoReadsIt",),
    ),
    (
        "cases/letters/views.py",
        "        visible = policy.read_whole_by(request.user)",
        "        visible = policy.instances_user_has_any_permission_for(request.user, ['view'])",
        "a reviewer opens letters, which say who applied",
        (f"{READING}::TestWhoReadsIt",),
    ),
]
