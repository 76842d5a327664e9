"""Sabotages of asking: file, old, new, why, the tests that then fail."""

STEPS = "tests/cases/intake/test_steps.py"
UPLOADS = "tests/cases/intake/test_uploads.py"
THROTTLE = "tests/cases/intake/test_throttle.py"
SCANNING = "tests/cases/intake/test_scanning.py"

ASKING: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        "cases/intake/uploads.py",
        'if "\\0" in text or (is_first and _is_markup(text)):',
        'if "\\0" in text:',
        "markup is taken for text",
        (f"{UPLOADS}::test_case_56_what_a_browser_would_run_is_refused",),
    ),
    (
        "cases/intake/uploads.py",
        "    if sum(member.file_size for member in members.values()) > LARGEST_UNPACKED:",
        "    if False:",
        "a bomb is taken for a document",
        (f"{UPLOADS}::test_case_55_a_bomb_is_refused_without_lighting_it",),
    ),
    (
        "cases/intake/uploads.py",
        "char.isprintable() and char not in INVISIBLE",
        "True",
        "names of files keep what turns text around",
        (f"{UPLOADS}::test_case_57_names_are_cleaned_and_say_what_the_content_is",),
    ),
    (
        "cases/intake/throttle.py",
        'return AddressTries.take(f"{purpose}:{address}", at=timezone.now())',
        "return True",
        "nothing is counted",
        (f"{THROTTLE}::test_case_62_a_flood_is_told_so_and_what_was_typed_stays",),
    ),
    (
        "cases/intake/throttle.py",
        '.rpartition(",")[2]',
        '.partition(",")[0]',
        "visitors make up their address",
        (f"{THROTTLE}::test_behind_a_proxy_its_own_word_counts_and_not_the_visitors",),
    ),
    (
        "cases/intake/scanning.py",
        "file.scan_state = state.QUARANTINED if found else state.CLEAN",
        "file.scan_state = state.CLEAN",
        "what is infected is clean",
        (f"{SCANNING}::test_case_58_what_is_infected_is_quarantined_and_the_request_is_accepted",),
    ),
    (
        "cases/workspace/files.py",
        "pk=file_id, case=case",
        "pk=file_id",
        "a case's address opens the files of others",
        (f"{SCANNING}::test_case_35_an_outsider_and_a_file_of_another_case_get_the_same_404",),
    ),
    (
        "cases/intake/submitting.py",
        "    except BaseException as problem:\n        remove_stored(stored)\n",
        "    except BaseException as problem:\n",
        "files stay behind without their case",
        (f"{SCANNING}::test_a_case_is_never_without_its_files_nor_a_file_left_without_its_case",),
    ),
    (
        "cases/intake/saved_requests.py",
        'draft.content = {**draft.content, "answers": {}, "files": {}}',
        "pass",
        "what was sent stays readable by its code",
        (f"{STEPS}::test_once_sent_nothing_of_it_can_be_read_or_changed",),
    ),
    (
        "cases/intake/cookies.py",
        "httponly=True",
        "httponly=False",
        "scripts can read the code",
        (f"{STEPS}::test_case_50_and_52_pages_are_kept_by_no_cache_and_addresses_hold_no_code",),
    ),
    (
        "cases/intake/suggesting.py",
        "chosen in {each.url for each in found}",
        "chosen",
        "any address is followed",
        ("tests/cases/intake/test_suggesting.py::test_no_other_address_is_counted_or_followed",),
    ),
    (
        "rules/identity_documents.py",
        "    if not is_right(number):",
        "    if False:",
        "check digits are not looked at",
        ("tests/cases/request_forms/test_fields.py::test_case_59_what_can_not_be_right_is_said",),
    ),
]
