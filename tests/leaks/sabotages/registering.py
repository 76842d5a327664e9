"""Sabotages of registering at windows (cases 53, 75, 76): file, old, new, why, the tests."""

ROOM = "tests/cases/registration"
REGISTERING_FILE = "cases/registration/registering.py"

REGISTERING: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        REGISTERING_FILE,
        '    if not policy.user_has_permission_for_instance(by, "register", window):',
        "    if False:",
        "a clerk registers at any window",
        (f"{ROOM}/test_registering.py::test_a_clerk_registers_at_their_own_window_only",),
    ),
    (
        REGISTERING_FILE,
        "        raise ReasonMissing",
        "        return True",
        "receipt is backdated without a reason (case 75)",
        (f"{ROOM}/test_registering.py::test_a_day_before_today_is_a_decision_on_the_record",),
    ),
    (
        REGISTERING_FILE,
        "        raise TooLate",
        "        pass",
        "a clerk backdates by weeks (case 75)",
        (
            f"{ROOM}/test_registering.py::"
            "test_a_request_of_weeks_ago_is_registered_by_the_office_only",
        ),
    ),
    (
        REGISTERING_FILE,
        "            if is_backdated:",
        "            if False:",
        "backdating leaves no record (case 75)",
        (f"{ROOM}/test_registering.py::test_a_day_before_today_is_a_decision_on_the_record",),
    ),
    (
        REGISTERING_FILE,
        "    today = local_date(at)",
        "    today = at.date()",
        "today is the worker's, not the agency's (case 76)",
        (f"{ROOM}/test_registering.py::test_today_is_that_of_the_agency_wherever_the_worker_is",),
    ),
    (
        "cases/intake/storing.py",
        "            remove_stored(stored)",
        "            pass",
        "a registration that fails leaves its scans in the storage",
        (f"{ROOM}/test_scans.py::test_a_registration_that_fails_keeps_no_scan",),
    ),
    (
        "cases/registration/views.py",
        "        ask_for_files_again(form)",
        "        pass",
        "a form with something to correct loses its scans without a word",
        (f"{ROOM}/test_scans.py::test_what_is_wrong_elsewhere_says_which_files_to_choose_again",),
    ),
    (
        "cases/registration/views.py",
        "filter(registered_by_id=user.pk, registered_at__gte=midnight)",
        "filter(registered_at__gte=midnight)",
        "a clerk prints receipts of others",
        (
            f"{ROOM}/test_desk.py::"
            "test_what_is_not_the_clerks_of_today_looks_like_what_is_not_there",
        ),
    ),
    (
        "cases/registration/custody.py",
        "    if not user.is_active or not places.filter(pk=last.place.pk).exists():",
        "    if not user.is_active:",
        "anybody acknowledges papers",
        (f"{ROOM}/test_custody.py::test_only_people_of_the_place_act",),
    ),
    (
        "rules/receipt.py",
        "    if days.arrived_on > today:",
        "    if False:",
        "something is received tomorrow (case 75)",
        ("tests/rules/test_receipt.py",),
    ),
]
