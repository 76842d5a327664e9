"""Sabotages of what keeps attacks off cases (reliability 48 to 82): file, old, new, why, tests."""

STATUS = "tests/cases/test_status.py"
ASKED = "tests/cases/test_request_page.py"
VERIFIED = "tests/cases/test_verification.py"
ENDED = "tests/cases/actions/test_ending.py"
RETENTION = "tests/cases/retention"

ATTACKED: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        "cases/intake/lookup.py",
        "    if not is_right:\n",
        "    if found is None:\n        raise TooManyTries\n    if not is_right:\n",
        "an unknown number is answered otherwise than a wrong secret (case 48)",
        (f"{STATUS}::test_an_unknown_number_and_a_wrong_secret_get_the_same_bytes_and_headers",),
    ),
    (
        "cases/intake/lookup.py",
        "    if not LookupTries.take(key, at=at):",
        "    if False:",
        "secrets can be guessed without end (case 49)",
        (f"{STATUS}::test_after_ten_wrong_tries_in_an_hour_even_the_right_secret_must_wait",),
    ),
    (
        "cases/status/views.py",
        '    if request.method != "POST":\n',
        '    if request.method != "POST" and not request.GET:\n',
        "a secret is taken from an address (case 50)",
        (f"{STATUS}::test_the_form_is_shown_on_get_whatever_the_address_says",),
    ),
    (
        "cases/status/tickets.py",
        "signing.loads(ticket, salt=SALT, max_age=AGE_SECONDS)",
        "signing.loads(ticket, salt=SALT)",
        "a page that was left open can be used for days (case 51)",
        ("tests/cases/test_status_acting.py::test_a_ticket_ends_after_an_hour",),
    ),
    (
        "cases/intake/request_view.py",
        "    add_never_cache_headers(response)\n",
        "",
        "the Back button of a kiosk shows the receipt of the last visitor (case 52)",
        (f"{ASKED}::test_the_form_asks_what_the_snippet_asks_and_is_kept_by_no_cache",),
    ),
    (
        "cases/intake/submitting.py",
        "    if sealed != answers:",
        "    if False:",
        "who sends something else with a used token gets another one's receipt (case 53)",
        (
            "tests/cases/test_intake.py::"
            "test_another_text_with_the_same_token_gets_nobody_elses_receipt",
        ),
    ),
    (
        "cases/models/files.py",
        "_digested(content.chunks(), plain_sha256)",
        '_digested([b"".join(content.chunks())], plain_sha256)',
        "a large file is in memory as a whole (case 54)",
        (
            "tests/cases/intake/test_scanning.py::"
            "test_case_54_a_large_file_is_never_in_memory_as_a_whole",
        ),
    ),
    (
        "rules/references.py",
        ".upper().translate(LOOK_ALIKES)",
        ".upper()",
        "whoever types O for 0 does not find the request (case 60)",
        (f"{STATUS}::test_number_and_secret_may_be_typed_in_any_way",),
    ),
    (
        "core/own_address.py",
        '    return site.root_url if site else ""',
        "    from django.conf import settings\n\n    return f'http://{settings.ALLOWED_HOSTS[0]}'",
        "links in mails lead to whatever host a request named (case 65)",
        (
            "tests/cases/outbox/test_sending.py::TestMails::"
            "test_links_lead_to_the_site_of_the_settings",
        ),
    ),
    (
        "cases/templates/wagtail_disclosure_cases/admin/request.html",
        "{{ answered|linebreaksbr }}",
        "{{ answered|safe }}",
        "what a citizen wrote runs in the browser of an officer (case 63)",
        (
            "tests/cases/workspace/test_hostile_text.py::"
            "test_case_63_every_page_of_an_officer_shows_it_as_text",
        ),
    ),
    (
        "rules/plain_text.py",
        '    return f"\'{text}" if text.startswith(FORMULA_STARTS) else text',
        "    return text",
        "a spreadsheet computes what somebody typed (case 64)",
        ("tests/core/test_exporting.py::test_csv_has_a_mark_of_its_encoding_and_no_formulas",),
    ),
    (
        "cases/status/reading.py",
        '"state_name": name,',
        '"state_name": f"{name} {case.casecontent.unseal()}",',
        "the status page shows what was asked (case 66)",
        (f"{STATUS}::test_nothing_that_the_applicant_wrote_is_shown",),
    ),
    (
        "core/search/segmentation.py",
        "    if len(text) > LONGEST_QUERY:",
        "    if False:",
        "a query of any length is searched (case 67)",
        ("tests/core/search/test_segmentation.py::test_a_long_query_is_searched_by_its_beginning",),
    ),
    (
        "cases/actions/recording.py",
        "    if not can(action, case.state):",
        "    if False:",
        "the same decision is carried out twice (case 70)",
        (
            "tests/cases/actions/test_states.py::"
            "test_every_action_works_exactly_where_the_table_of_states_says",
        ),
    ),
    (
        "cases/verification.py",
        "        elif counted.moves:",
        "        elif False:",
        "a due date that was edited is not noticed (case 72)",
        (
            f"{VERIFIED}::"
            "test_case_72_a_due_date_that_was_edited_is_told_with_the_day_that_its_clock_gives",
        ),
    ),
    (
        "cases/clock/recomputing.py",
        "    _store(counted)\n",
        "",
        "a changed calendar moves no due date (case 77)",
        (
            "tests/cases/test_due_dates.py::"
            "test_approval_moves_each_with_a_row_of_history_and_an_event",
        ),
    ),
    (
        "cases/verification.py",
        "AT_THE_SAME_MOMENT = timedelta(minutes=5)",
        "AT_THE_SAME_MOMENT = timedelta(days=5)",
        "a clock that jumped is not noticed (case 78)",
        (f"{VERIFIED}::test_case_78_records_that_go_back_in_time_are_told",),
    ),
    (
        "cases/actions/ending.py",
        "ClockKind.RESTART if is_started else ClockKind.START",
        "ClockKind.START",
        "a case that was reopened has no clock (case 80)",
        (f"{ENDED}::test_reopened_the_time_to_answer_begins_anew",),
    ),
    (
        "cases/retention/due.py",
        "        When(Exists(holds), then=Value(Obstacle.HOLD.value)),\n",
        "",
        "what a court asked to keep is destroyed (case 81)",
        (f"{RETENTION}/test_command.py::test_case_81_a_legal_hold_is_skipped_by_both",),
    ),
    (
        "cases/retention/erasing.py",
        "rule_now is None or not cases_due(rule_now, on=on).filter(pk=case_id).exists():",
        "rule_now is None:",
        "a hold that is placed while others are destroyed comes too late (case 81)",
        (f"{RETENTION}/test_erasing.py::test_case_81_a_hold_that_is_placed_meanwhile_is_seen",),
    ),
    (
        "cases/retention/erasing.py",
        "    case.key.destroy()\n",
        "",
        "what is on record as destroyed can be read (case 81)",
        (f"{RETENTION}/test_erasing.py::test_at_last_the_key_goes_and_with_it_everything",),
    ),
    (
        "cases/retention/due.py",
        "closed_on__lte=until",
        "closed_on__isnull=False",
        "everything of a case is destroyed as soon as it is closed (case 81)",
        (f"{RETENTION}/test_due.py::test_a_rule_reaches_a_case_on_its_day_and_not_before",),
    ),
    (
        "rules/retention.py",
        "on + timedelta(days=notice_days), days_until_then=counted",
        "on",
        "who writes a shorter time destroys thousands of cases the same night (case 81)",
        (
            f"{RETENTION}/test_notice.py"
            "::test_case_81_a_new_rule_destroys_nothing_before_its_notice_is_over",
            f"{RETENTION}/test_notice.py"
            "::test_case_81_until_a_shorter_time_is_in_force_the_former_one_counts",
        ),
    ),
    (
        "cases/retention/erasing.py",
        "rule_now = RetentionRule.objects.select_for_update().filter(pk=rule.pk).first()",
        "rule_now = rule",
        "who takes a rule back in the middle of a run is not heard (case 81)",
        (
            f"{RETENTION}/test_notice.py"
            "::test_a_longer_time_counts_at_once_also_in_the_middle_of_a_run",
        ),
    ),
    (
        "cases/letters/merge_fields.py",
        "    return FIELD.sub(lambda match: values.get(match[1], match[0]), text)",
        "    from django.template import Context, Template\n\n"
        "    return Template(text).render(Context(values))",
        "what somebody wrote is computed as a template (case 82)",
        ("tests/cases/letters/test_issuing.py",),
    ),
]
