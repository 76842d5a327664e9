"""The mode in which nothing may be skipped, which the automatic checks rely on."""

import pytest

from tests import conftest

SKIPPED = ("tests/test_planted.py", 3, "Skipped: needs what is not here")


def report(*, outcome: str, longrepr: object = None, **extra: object) -> pytest.TestReport:
    return pytest.TestReport(
        nodeid="tests/test_planted.py::test_planted",
        location=("tests/test_planted.py", 3, "test_planted"),
        keywords={},
        outcome=outcome,
        longrepr=longrepr,
        when="call",
        **extra,
    )


def test_a_skip_becomes_a_failure_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "NOTHING_SKIPPED", True)

    changed = conftest.skip_as_failure(report(outcome="skipped", longrepr=SKIPPED))

    assert changed.failed
    assert "needs what is not here" in changed.longrepr


def test_an_expected_failure_becomes_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "NOTHING_SKIPPED", True)

    changed = conftest.skip_as_failure(report(outcome="skipped", wasxfail="known for years"))

    assert changed.failed
    assert "known for years" in changed.longrepr


def test_what_passed_stays_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "NOTHING_SKIPPED", True)

    assert conftest.skip_as_failure(report(outcome="passed")).passed


def test_a_skip_stays_a_skip_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "NOTHING_SKIPPED", False)

    assert conftest.skip_as_failure(report(outcome="skipped", longrepr=SKIPPED)).skipped


def test_a_machine_without_a_browser_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    assert "CHROMIUM" in conftest.missing_things()["browser"]


def test_what_migrations_wrote_is_there_again_after_every_transactional_test(
    request: pytest.FixtureRequest,
) -> None:
    markers = {item: item.get_closest_marker("django_db") for item in request.session.items}
    emptying = [
        item.nodeid
        for item, marker in markers.items()
        if marker
        and marker.kwargs.get("transaction")
        and not marker.kwargs.get("serialized_rollback")
    ]
    assert not emptying
