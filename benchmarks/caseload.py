"""A large agency's cases, made by the database itself: a million of them take a minute."""

from datetime import date, timedelta

from django.db import connection

from tests.cases.factories import create_receipt
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.models import Case, ClockEvent, InformationRequest
from wagtail_disclosure.core.models import InformationOfficer, Unit

YEARS = 10
# The newest are open, of those of 28 days; and of all others one of so many was forgotten.
OPEN_DAYS, TERM_DAYS, FORGOTTEN = 28, 28, 500
UNITS = 10

CASES = f"""
INSERT INTO {Case._meta.db_table} (
    number, number_key, kind, version, applicant_kind, language, secret_digest, secret_key_id,
    submission_digest, body_id, law_id, window_id, due_explanation, is_provisional, is_restricted,
    unit_id, officer_id, officer_name, submitted_at, received_on, due_on,
    state, closed_on, outcome_id
)
SELECT 'B' || n, 'B' || n, kind, 5, applicant_kind, language, secret_digest, secret_key_id,
    'B' || n, body_id, law_id, window_id, due_explanation, FALSE, FALSE,
    (%(units)s::bigint[])[1 + n %% {UNITS}], (%(officers)s::bigint[])[1 + n %% {UNITS}],
    'Officer ' || n %% {UNITS}, day, day::date, day::date + {TERM_DAYS},
    CASE WHEN is_open THEN (ARRAY['accepted', 'in_progress', 'answer_in_review'])[1 + n %% 3]
        ELSE 'answered' END,
    CASE WHEN is_open THEN NULL ELSE day::date + 10 + n %% 15 END, NULL
FROM {Case._meta.db_table} AS example,
LATERAL (
    SELECT n, day, day > %(today)s::date - {OPEN_DAYS} OR n %% {FORGOTTEN} = 0 AS is_open
    FROM (
        SELECT n, %(first)s::timestamptz
            + interval '1 day' * (n::float8 * {YEARS * 365} / %(number)s) AS day
        FROM generate_series(1, %(number)s) AS n
    ) AS days
) AS made
WHERE example.id = %(example)s
"""  # noqa: S608
REQUESTS = f"""
INSERT INTO {InformationRequest._meta.db_table} (case_ptr_id, form_definition_id)
SELECT id, %(definition)s FROM {Case._meta.db_table} WHERE id > %(example)s
"""  # noqa: S608
EVENTS = f"""
INSERT INTO {ClockEvent._meta.db_table}
    (case_id, kind, "on", recorded_at, actor_name, reason, cause, amount, source)
SELECT id, 'start', received_on, submitted_at, 'Office', '', '', 0, ''
FROM {Case._meta.db_table} WHERE id > %(example)s
"""  # noqa: S608


def fill(number: int) -> None:
    """Add so many cases of ten years like one that was submitted; few of them are open."""
    example = create_receipt().case
    units = Unit.objects.filter(code__startswith="case-unit").order_by("pk")
    officers = InformationOfficer.objects.filter(unit__in=units).order_by("unit_id")
    values = {
        "number": number,
        "example": example.pk,
        "definition": example.form_definition_id,
        "units": [unit.pk for unit in units],
        "officers": [officer.user_id for officer in officers],
        "today": today(),
        "first": first_day(),
    }
    with connection.cursor() as cursor:
        for statement in (CASES, REQUESTS, EVENTS):
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")


def first_day() -> date:
    return today() - timedelta(days=YEARS * 365)
