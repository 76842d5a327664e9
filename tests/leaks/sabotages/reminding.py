"""Sabotages of reminders and saved views (cases 65, 79): file, old, new, why, the tests."""

ROOM = "tests/cases/reminders/test_reminding.py"
MAILS = "tests/cases/reminders/test_mails.py"
REMINDING_FILE = "cases/reminders/reminding.py"

REMINDING: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        "rules/reminders.py",
        "    return min((stage for stage in before if stage >= left), default=None)",
        "    return max((stage for stage in before if stage >= left), default=None)",
        "a worker that was off tells an old stage (case 79)",
        (f"{ROOM}::test_after_three_days_off_each_is_told_once_how_it_stands",),
    ),
    (
        REMINDING_FILE,
        "    return [matter for matter in matters if matter.key not in keys]",
        "    return matters",
        "people are reminded of the same every day",
        (f"{ROOM}::test_each_stage_is_told_once",),
    ),
    (
        "cases/reminders/people.py",
        "        head = None if case.is_restricted else self._heads.get(case.unit_id)",
        "        head = self._heads.get(case.unit_id)",
        "the head of a unit is told of restricted cases",
        (f"{ROOM}::test_the_head_of_the_unit_is_not_told_of_restricted_cases",),
    ),
    (
        "cases/reminders/people.py",
        "    return kind == Reminder.Kind.ANSWER and bool(waiting_for(user))",
        "    return True",
        "people without a right are mailed the numbers of cases",
        (f"{ROOM}::test_people_without_a_right_an_address_or_an_account_are_left_out",),
    ),
    (
        "cases/reminders/mails.py",
        '    return f"{get_admin_base_url() or own_address()}{path}"',
        "    return path",
        "links in reminders lead wherever the reader is (case 65)",
        (f"{MAILS}::test_it_names_number_day_state_and_place",),
    ),
    (
        "cases/inbox/saving.py",
        "        view = get_object_or_404(SavedView, pk=pk, owner=request.user)",
        "        view = get_object_or_404(SavedView, pk=pk)",
        "anybody deletes the views of others",
        ("tests/cases/inbox/test_saving.py::test_one_deletes_ones_own_only",),
    ),
]
