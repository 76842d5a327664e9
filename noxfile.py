"""The suite against every supported combination, and against the oldest and newest of everything.

``nox --list`` shows the sessions; those whose Python is not installed are left out.
"""

import nox

nox.options.default_venv_backend = "uv|venv"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["lowest", "highest"]

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
WAGTAILS = {"7.4": "wagtail>=7.4.4,<7.5", "8.0": "wagtail>=8.0.1,<8.1"}
# Django 6.0 needs Python 3.12.
DJANGOS = {"5.2": PYTHONS, "6.0": PYTHONS[1:], "6.1": PYTHONS[1:]}
COMBINATIONS = [
    nox.param(python, django, wagtail, id=f"python{python}-django{django}-wagtail{wagtail}")
    for django, pythons in DJANGOS.items()
    for python in pythons
    for wagtail in WAGTAILS
]


def run_suite(session: nox.Session) -> None:
    """Run the tests; what a combination can't have is skipped with its reason."""
    session.run("python", "-m", "pytest", *(session.posargs or ["-n", "2"]))


@nox.session
@nox.parametrize(["python", "django", "wagtail"], COMBINATIONS)
def tests(session: nox.Session, django: str, wagtail: str) -> None:
    """The suite on one combination."""
    major, minor = django.split(".")
    session.install(
        "--editable",
        ".[test]",
        f"django>={django},<{major}.{int(minor) + 1}",
        WAGTAILS[wagtail],
    )
    run_suite(session)


@nox.session(venv_backend="uv")
def lowest(session: nox.Session) -> None:
    """The suite on the lower bound of everything that pyproject.toml names."""
    session.install("--resolution", "lowest-direct", "--editable", ".[test]")
    run_suite(session)


@nox.session
def highest(session: nox.Session) -> None:
    """The suite on the newest release of everything."""
    session.install("--upgrade", "--editable", ".[test]")
    run_suite(session)
