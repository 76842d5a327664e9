"""A browser before the demonstration, as visitor or as one of its people."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.demo import PASSWORD, Demo, served

SignIn = Callable[[str], Page]
NewContext = Callable[..., BrowserContext]
# Two cores serve, render and test at the same time.
PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Receipt:
    """What an applicant holds."""

    number: str
    secret: str


@dataclass(frozen=True)
class Tokens:
    """What the mails about an alert bring: one to confirm it, one to end it."""

    confirm: str
    stop: str


@pytest.fixture(scope="session")
def demo(built_demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration, served to all browser tests; each changes only what it made itself."""
    with served(built_demo.copied_to(tmp_path_factory.mktemp("browser") / "demo")) as running:
        yield running


@pytest.fixture(scope="session")
def base_url(demo: Demo) -> str:
    return demo.url


@pytest.fixture(scope="session")
def connections_before() -> dict[str, BaseDatabaseWrapper]:
    return {alias: connections[alias] for alias in connections}


@pytest.fixture(scope="session")
def playwright(
    connections_before: dict[str, BaseDatabaseWrapper], playwright: Playwright
) -> Iterator[Playwright]:
    # The browser's driver keeps an event loop running in this thread until the session ends.
    # Django would refuse its ORM to all later tests, and give them other connections, which do
    # not know with which rows the test database began.
    for alias, connection in connections_before.items():
        connections[alias] = connection
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield playwright


@pytest.fixture
def visitor(new_context: NewContext) -> Page:
    """A visitor's browser without JavaScript."""
    return opened(new_context(java_script_enabled=False))


@pytest.fixture(scope="session")
def desks(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """Browsers of people who are signed in, by user name.

    They are kept to the end: signing in and loading the admin's files take longer than most tests.
    """
    contexts: dict[str, BrowserContext] = {}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def sign_in(browser: Browser, base_url: str, desks: dict[str, BrowserContext]) -> Iterator[SignIn]:
    """The start page of the admin for a user name; everybody has a browser of their own."""
    pages: list[Page] = []

    def signed_in(username: str) -> Page:
        if username not in desks:
            desks[username] = browser.new_context(
                base_url=base_url, viewport={"width": 1280, "height": 900}
            )
            log_in(desks[username], username)
        page = opened(desks[username])
        page.goto("/admin/")
        pages.append(page)
        return page

    yield signed_in
    for page in pages:
        page.close()


def log_in(context: BrowserContext, username: str) -> None:
    page = opened(context)
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/")
    page.close()


def opened(context: BrowserContext) -> Page:
    context.set_default_timeout(PATIENCE)
    return context.new_page()


@pytest.fixture(scope="session")
def made(demo: Demo) -> dict[str, Any]:
    """The secrets of what was made in the demonstration by its own means."""
    run = demo.manage("shell", "--command", "from tests.browser import answered; answered.make()")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.fixture(scope="session")
def answered_request(made: dict[str, Any]) -> Receipt:
    """A request with its answer."""
    return Receipt(**made["request"])


@pytest.fixture(scope="session")
def alerts(made: dict[str, Any]) -> dict[str, Tokens]:
    """An alert in each language that nobody confirmed yet."""
    return {language: Tokens(**tokens) for language, tokens in made["alerts"].items()}
