"""Sabotages of what keeps things back or takes them back: file, old, new, why, failing tests."""

CHANGING = "tests/catalog/reclassification/test_changing.py"
GENERATIONS = "tests/core/page_cache/test_generations.py"
HELD = "tests/review/guard/test_held.py"
IMPORTING = "tests/catalog/staged_import/test_importing.py"
PAGE_CACHE = "tests/catalog/test_page_cache.py"
REMEMBERING = "tests/core/page_cache/test_remembering.py"
RESTRICTING = "tests/catalog/reclassification/test_restricting.py"
ROUTING = "tests/catalog/test_routing.py"
TRACES = "tests/catalog/reclassification/test_traces.py"
TRIGGERS = "tests/review/triggers"
VERIFY = "tests/review/verification"
WAITING = "tests/leaks/test_waiting.py"

KEEPING: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        "review/guard/sealing.py",
        "filter(~models.Exists(withdrawn), clearance=clearance)",
        "filter(clearance=clearance)",
        "what is withdrawn while it is saved is shown",
        (
            "tests/review/guard/test_sealing.py::TestTheSeal::"
            "test_is_not_set_where_the_row_was_withdrawn_meanwhile",
        ),
    ),
    (
        "review/guard/held.py",
        'instance.live and not getattr(instance, "has_unpublished_changes", False):',
        "instance.live:",
        "any save of a public page forgets that a draft was kept back",
        (f"{HELD}::TestReleasing",),
    ),
    (
        "review/models/clearance.py",
        "        newest = decisions.first()",
        "        newest = self.last_cleared(subject)",
        "what was withdrawn becomes public on the day that it was planned for",
        (f"{WAITING}::test_a_day_makes_nothing_public_that_nobody_cleared_or_that_was_withdrawn",),
    ),
    (
        "review/content/traces.py",
        "    old.delete()",
        "    pass",
        "drafts in the shape of before survive a change of class",
        (f"{CHANGING}::TestIsNotUndone::test_by_an_earlier_revision",),
    ),
    (
        "review/content/traces.py",
        'MENTIONS = ("page", "source", "destination")',
        'MENTIONS = ("page",)',
        "logs of other pages name what was restricted",
        (f"{TRACES}::test_what_nobody_cleared_is_in_the_register_and_the_package_only",),
    ),
    (
        "review/content/traces.py",
        "    states.filter(Q(object_id=str(page.pk)) | being_created).delete()",
        "    states.filter(being_created).delete()",
        "a preview of what was restricted stays",
        (f"{TRACES}::test_what_nobody_cleared_is_in_the_register_and_the_package_only",),
    ),
    (
        "review/screens/hidden_drafts.py",
        'MAY_SEE_DRAFTS = ("change", "publish")',
        'MAY_SEE_DRAFTS = ("add", "change", "publish")',
        "whoever may add pages reads the titles of all drafts",
        (
            "tests/review/screens/test_hidden_drafts.py::TestADraft::"
            "test_is_not_named_to_officers_who_may_not_edit_it",
        ),
    ),
    (
        "core/search/documents.py",
        "            is_known |= Q(*same, object_id=indexer.id)",
        "            is_known |= Q(object_id=indexer.id)",
        "text that the search index was left with is not noticed",
        (
            f"{VERIFY}/test_read_side.py::TestTheReadSide::"
            "test_text_that_the_index_was_left_with_is_told",
        ),
    ),
    (
        "review/verification/mending.py",
        "    is_agreed = len(keys) <= MOST_WITHDRAWN if agreed is None else len(keys) == agreed",
        "    is_agreed = len(keys) <= MOST_WITHDRAWN if agreed is None else True",
        "any agreement withdraws the whole site",
        (
            f"{VERIFY}/test_disclosure_verify.py::TestTheCommand::"
            "test_withdraws_no_more_than_agreed_to",
        ),
    ),
    (
        "review/verification/mending.py",
        "        if [problem.remedy for problem in problems] != [Remedy.SEAL]:",
        "        if row is None:",
        "what was changed since it was looked at is shown",
        (f"{VERIFY}/test_mending.py",),
    ),
    (
        "review/triggers/rules.py",
        '    yield Rule(kind, table, "UPDATE", is_changed)',
        '    yield Rule(kind, table, "UPDATE", "1 = 0")',
        "clearances may be rewritten",
        (f"{TRIGGERS}/test_refusals.py::TestRecords",),
    ),
    (
        "review/triggers/rules.py",
        "AND w.object_id = c.object_id AND w.id > c.id AND w.decision = 'withdrawn'\"",
        "AND w.object_id = c.object_id AND w.id > c.id AND w.decision = 'retracted'\"",
        "what was withdrawn may be sealed again past Django",
        (
            f"{TRIGGERS}/test_refusals.py::TestPublicPages::"
            "test_can_not_be_sealed_again_after_a_withdrawal",
        ),
    ),
    (
        "review/triggers/around.py",
        "    if not installation.status(using).is_complete:",
        "    if installation.status(using).is_complete:",
        "after a migration the triggers are gone",
        (f"{TRIGGERS}/test_installation.py::TestMigrations",),
    ),
    (
        "catalog/reclassification/rights.py",
        "and (user.has_perm(WITHDRAW) or user.has_perm(ADD_ITEM))",
        "and True",
        "whoever drafted an entry may restrict it",
        (f"{RESTRICTING}::TestRefusals",),
    ),
    (
        "catalog/reclassification/rights.py",
        "        version.live or version.first_published_at or version.current_workflow_state",
        "        version.live",
        "an editor changes the class of what is under review",
        (f"{CHANGING}::TestRefusals",),
    ),
    (
        "review/actions.py",
        "        same = model._base_manager.filter(translation_key=instance.translation_key)",
        "        same = model._base_manager.filter(pk=instance.pk)",
        "other languages stay public",
        (f"{CHANGING}::TestToOnRequest", "tests/review/test_actions.py::TestWithdraw"),
    ),
    (
        "cases/actions/reviewing.py",
        "    reason = standing.why_not(by, authors=authors_of(standing.answer))",
        "    reason = standing.why_not(by, authors=[standing.answer.author_id])",
        "who wrote an earlier version of an answer clears it",
        (
            "tests/cases/actions/test_answering.py::test_nobody_clears_what_they_wrote_an_earlier_version_of",
        ),
    ),
    (
        "core/views.py",
        "    if quarantined or not is_disclosed(stored):",
        "    if not is_disclosed(stored):",
        "files in quarantine are handed out",
        ("tests/core/test_views.py",),
    ),
    (
        "core/page_cache/watching.py",
        "            generations.begin_once()",
        "            pass",
        "what is withdrawn is still in the copies of readers",
        (f"{PAGE_CACHE}::TestWhatIsWritten::test_shows_after_withdrawal",),
    ),
    (
        "core/page_cache/generations.py",
        "    if lives_on or _begun_in.get(connection) is not connection.run_on_commit:",
        "    if lives_on or connection not in _begun_in:",
        "a transaction after one that was rolled back leaves copies as they were",
        (
            f"{GENERATIONS}::TestOnTheirOwn::"
            "test_transactions_begin_one_each_however_they_are_nested",
        ),
    ),
    (
        "core/page_cache/asking.py",
        "        and not request.COOKIES",
        "",
        "whoever is signed in leaves copies for everybody",
        (f"{PAGE_CACHE}::TestOtherReaders::test_who_are_signed_in",),
    ),
    (
        "core/page_cache/middleware.py",
        "        days.today().isoformat(),",
        "",
        "what has expired is shown as valid",
        (f"{PAGE_CACHE}::TestWhatTimeChanges::test_shows_on_the_day",),
    ),
    (
        "core/page_cache/remembering.py",
        "(VERSIONS, self.generation, *about)",
        "(VERSIONS, *about)",
        "numbers of a search count what was withdrawn",
        (f"{REMEMBERING}::test_it_is_found_anew_after_something_was_written",),
    ),
    (
        "catalog/routing.py",
        ".only(*model.public_fields, *COLUMNS)",
        "",
        "names of reviewers and titles of drafts lie in a cache",
        (f"{ROUTING}::TestRemembers::test_neither_people_nor_reasons",),
    ),
    (
        "catalog/routing.py",
        "all(category.is_sealed and not category.is_closed for category in along)",
        "all(not category.is_closed for category in along)",
        "drafts lie in a cache",
        (f"{ROUTING}::TestRemembers::test_no_draft",),
    ),
    (
        "core/page_cache/generations.py",
        'request.method not in ("GET", "HEAD") or _is_in_transaction():',
        'request.method not in ("GET", "HEAD"):',
        "what a transaction takes back is remembered for everybody",
        (
            f"{REMEMBERING}::TestARequestThatOnlyReads::"
            "test_leaves_nothing_of_what_it_has_not_committed",
        ),
    ),
    (
        "core/page_cache/generations.py",
        "    if _looked_in.get(connection) is connection.run_on_commit:",
        "    if False:",
        "what somebody saw in a savepoint that was rolled back is found by others",
        (f"{REMEMBERING}::test_what_was_taken_back_is_not_remembered",),
    ),
    (
        "catalog/staged_import/rights.py",
        "return self._may_add_to[node] and not list(self._problems_of_unit(row))",
        "return self._may_add_to[node]",
        "a table imports new entries of a unit that the person does not answer for",
        (f"{IMPORTING}::test_only_rows_of_ones_own_units_and_pages_can_be_imported",),
    ),
    (
        "catalog/staged_import/rights.py",
        '            elif self._is_locked(page):\n                yield "key"',
        '            elif False:\n                yield "key"',
        "a table writes over entries that are locked",
        (f"{IMPORTING}::test_what_was_public_is_moved_by_nobody_who_may_not_move_it",),
    ),
    (
        "catalog/staged_import/rights.py",
        "return bool(page.permissions_for_user(self.user).can_move_to(above))",
        "return True",
        "a table moves what is public by the hand of who may not move it",
        (f"{IMPORTING}::test_what_was_public_is_moved_by_nobody_who_may_not_move_it",),
    ),
    (
        "catalog/routing.py",
        "all(category.is_sealed and not category.is_closed for category in along)",
        "all(category.is_sealed for category in along)",
        "what only some may see lies in a cache",
        (f"{ROUTING}::TestRemembers::test_nothing_that_is_closed",),
    ),
    (
        "catalog/routing.py",
        "    specific.any_restricted = found.any_restricted",
        "    specific.any_restricted = category.any_restricted",
        "an entry is shown that was closed after the way to it was remembered",
        (
            f"{ROUTING}::TestOfWhatWasAskedFor::"
            "test_an_entry_that_is_closed_meanwhile_leads_to_the_login",
        ),
    ),
]
